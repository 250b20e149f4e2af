"""Whatever notice is pasted opens once its questions are answered on the page, and a nomination is handed in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from lxml import html

from pingxuan.actions.register import import_register
from pingxuan.core.actor import Actor
from pingxuan.core.definition import Award, Definition
from pingxuan.core.instants import BEIJING
from pingxuan.core.register import RegisterEntry
from pingxuan.core.words import NominationState, QuotaKind, RegisterRuleKind, Role
from pingxuan.management.rehearsal.answering import Filling, name_for
from pingxuan.management.rehearsal.cast import Cast, Nominee
from pingxuan.models import Campaign, Nomination
from pingxuan.queries.definition import current_definition
from tests.makers import actor_of, make_post
from tests.notices.clerk import Ask, reply
from tests.notices.pairs import HERE, OUTSIDE
from tests.web.test_any_notice import typed
from tests.web.visitors import browser_of

NOTICES = [*sorted(HERE.glob("*.txt")), *sorted(OUTSIDE.glob("*.txt"))]
BEGUN = datetime(2026, 1, 5, 9, tzinfo=BEIJING)
LATER = date(2026, 2, 20)
MOST_QUESTIONS = 60
DEADLINE = re.compile(r"deadlines\[\d+\]\.at")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass
class Office:
    """The organiser signed in, and whoever appoints the officers."""

    browser: Client
    organiser: Actor
    setup: Actor


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any) -> Office:
    settings.PINGXUAN_FILES = tmp_path / "files"
    monkeypatch.setattr("pingxuan.web.asking.now", lambda: BEGUN)
    setup = Actor(post_id="setup", role=Role.ADMINISTRATOR, name="系统安装", fresh=Random(1).randbytes)
    post = make_post("云岭市推荐评选办公室", Role.ORGANISER, "林经办", setup, BEGUN)
    organiser = actor_of(post, setup.fresh)
    return Office(browser_of(organiser), organiser, setup)


@pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: notice.stem)
def test_a_pasted_notice_opens_when_its_questions_are_answered(office: Office, notice: Path) -> None:
    pasted = office.browser.post("/campaigns/new", {"text": notice.read_text("utf-8")})
    page = pasted.headers["Location"]
    for question, answer in answered(office, page):
        assert answer.status_code == 302, (question.code, question.example)
    shown = office.browser.get(page).context["shown"]
    assert [finding.code for finding in shown.must] == []
    assert office.browser.post(page.replace("/notice", "/opening")).status_code == 302
    held = handed_in(office, Campaign.objects.get())
    assert held.state == NominationState.HANDED_IN


def answered(office: Office, page: str) -> Iterator[tuple[Ask, HttpResponse]]:
    """Every question of the page answered in its turn by the page's own form, and what came of it."""
    for _ in range(MOST_QUESTIONS):
        told: Any = office.browser.get(page)
        if not told.context["shown"].questions:
            return
        first = told.context["shown"].questions[0]
        forms = html.fromstring(told.content.decode()).forms
        sent = dict(next(form for form in forms if form.get("id") == "definition").form_values())
        ask = as_asked(first)
        answer = reply(ask, first_due(sent))
        sent[answer.button] = first.open.id
        if answer.text is not None:
            sent[f"answer:{first.open.id}"] = answer.text
        yield ask, office.browser.post(page.replace("/notice", "/definition"), sent)
    raise AssertionError("the questions do not end")


def as_asked(one: Any) -> Ask:
    """A question of the page as a clerk meets it."""
    choices = tuple(value for value, _ in one.choices)
    hint = one.example or one.way.label
    return Ask(one.open.question.code, one.control, one.value, one.suggested, one.must, hint, choices)


def first_due(sent: Mapping[str, str]) -> date:
    """The first day the page says anything is due."""
    days = [DAY.match(text) for name, text in sent.items() if DEADLINE.fullmatch(name)]
    return min((date.fromisoformat(day[0]) for day in days if day), default=LATER)


def handed_in(office: Office, campaign: Campaign) -> Nomination:
    """One nomination for the first award anybody may nominate for, filled in and handed in."""
    award, body = who_nominates(current_definition(campaign))
    cast = Cast(Random(1))
    nominee = Nominee(body, name_for(award, body, cast), cast.unit(body))
    register(office, campaign, award, nominee)
    officer = browser_of(
        actor_of(make_post(body, Role.BODY_OFFICER, "周县办", office.setup, BEGUN), office.setup.fresh)
    )
    begun = {"award": award.key, "nominee": nominee.name, "unit": nominee.unit}
    form = officer.post(f"/campaigns/{campaign.pk}/nominations/new", begun).headers["Location"] + "/form"
    answers = Filling(award, nominee, cast, "2026年1月5日").answers()
    assert officer.post(form, typed(award, answers)).headers["Location"].endswith("/confirm")
    assert officer.post(f"{form}/confirm").status_code == 302
    return Nomination.objects.get()


def who_nominates(definition: Definition) -> tuple[Award, str]:
    """The first award with a body that has a place for it."""
    return next(
        (award, body.name)
        for award in definition.awards
        for body in definition.bodies
        if award.quota.kind is not QuotaKind.TABLE or award.quota.places.get(body.name)
    )


def register(office: Office, campaign: Campaign, award: Award, nominee: Nominee) -> None:
    """The nominee's unit honoured before, where the award asks for that."""
    honours = [
        RegisterEntry(honour=rule.honour, year=rule.year, name=nominee.unit, body=nominee.district)
        for rule in award.rules
        if rule.kind is RegisterRuleKind.REQUIRED_ONE_EACH
    ]
    if honours:
        import_register(campaign, honours, by=office.organiser, at=BEGUN)

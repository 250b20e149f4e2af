"""From a notice to a nomination handed up, on the pages: whatever the notice asks for can be filled and printed."""

import io
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from pingxuan.core.definition import Award, Definition
from pingxuan.core.instants import beijing_date
from pingxuan.core.nomination import body_steps, recommends_in_words
from pingxuan.core.notice.draft import draft
from pingxuan.core.notice.facts import read_notice
from pingxuan.core.notice.settling import settled
from pingxuan.core.words import DeadlineKind, FieldKind, NominationState, QuotaKind
from pingxuan.management.rehearsal import pictures
from pingxuan.management.rehearsal.answering import Filling, name_for
from pingxuan.management.rehearsal.cast import Cast, Nominee
from pingxuan.models import Nomination
from tests.makers import make_house
from tests.notices.pairs import HERE
from tests.web.visitors import browser_of


def definition_in(notice: Path) -> Definition:
    return settled(draft(read_notice(notice.read_text(encoding="utf-8"))))


def typed(award: Award, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as a browser sends them, files and rows among them."""
    sent: dict[str, Any] = {"version": 0, "act": "next"}
    for blank in award.fields:
        value = answers[blank.key]
        if blank.kind is FieldKind.ROWS:
            for at, row in enumerate(value):
                sent |= {f"{blank.key}-{at}-{key}": text for key, text in row.items()}
        elif blank.kind in {FieldKind.PHOTO, FieldKind.ATTACHMENT}:
            sent[blank.key] = io.BytesIO(pictures.photo())
            sent[blank.key].name = "照片.jpg"
        else:
            sent[blank.key] = value
    return sent


@pytest.mark.parametrize("notice", sorted(HERE.glob("*.txt")), ids=lambda notice: notice.stem)
def test_what_a_notice_asks_can_be_handed_up(
    db: None, notice: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any
) -> None:
    settings.PINGXUAN_FILES = tmp_path / "files"
    definition = definition_in(notice)
    due = definition.deadline(DeadlineKind.MATERIALS)
    if not definition.awards or due is None or due.at is None:
        assert notice.stem == "training"
        return
    house = make_house(definition, at=due.at - timedelta(days=3), share=False)
    monkeypatch.setattr("pingxuan.web.asking.now", house.tick)
    cast, award = Cast(Random(1)), definition.awards[0]
    places = award.quota.places
    body = next(name for name in house.parts if award.quota.kind is not QuotaKind.TABLE or places.get(name))
    officer, name = browser_of(house.officers[body]), name_for(award, body, cast)
    officer.post(f"/campaigns/{house.campaign.pk}/nominations/new", {"award": award.key, "nominee": name})
    held = Nomination.objects.get()
    page = f"/nominations/{held.pk}"
    answers = Filling(award, Nominee(body, name, cast.unit(body)), cast, "3月1日").answers()
    assert officer.get(f"{page}/form").status_code == 200
    assert officer.post(f"{page}/form", typed(award, answers)).headers["Location"].endswith("/confirm")
    assert officer.post(f"{page}/form/confirm").status_code == 302
    words = {"text": "同意推荐。", "signatory": "张审", "signed_on": beijing_date(house.at).isoformat()}
    for step in body_steps(award):
        told = words | {"capacity": step.label}
        assert officer.post(f"{page}/moves/endorse", told).status_code == 302
    if not recommends_in_words(award):
        assert officer.post(f"{page}/moves/recommend").status_code == 302
    assert officer.post(f"{page}/moves/submit").status_code == 302
    held.refresh_from_db()
    assert held.state == NominationState.SUBMITTED
    office = browser_of(house.organiser)
    for suffix in ("docx", "xlsx", "pdf"):
        assert office.get(f"{page}/form.{suffix}").status_code == 200

"""A campaign from its draft to its end: confirmed, opened once, amended openly, closed for good."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any

import pytest

from pingxuan.actions.amendment import amend_definition
from pingxuan.actions.body import reopen_for, report_contact, sign_for_notice
from pingxuan.actions.campaign import close_campaign, create_campaign, open_campaign, revise_definition
from pingxuan.actions.check import accept
from pingxuan.actions.nomination import hand_in, order_by_preference, start_nomination, withdraw
from pingxuan.actions.opinion import state_organiser_opinions
from pingxuan.actions.post import add_body
from pingxuan.actions.quota import sub_allot
from pingxuan.actions.register import rule_on_suspicion
from pingxuan.core.actor import Actor
from pingxuan.core.definition import Definition, Quota
from pingxuan.core.words import BodyKind, CampaignState, NominationState, QuotaKind, Role
from pingxuan.models import Allotment, Body, Campaign, LedgerEntry, Nomination, RegisterEntry
from pingxuan.queries.definition import current_definition, current_version, versions
from pingxuan.queries.quota import parts_in_order
from tests.makers import House, make_house, make_nomination, words
from tests.refusing import refused
from tests.small_campaign import (
    CITY,
    COUNTY,
    DEFINITION,
    DIRECT,
    HONOUR,
    OPENED,
    ORGANISER,
    PERSON,
    UNIT,
    UNIT_AWARD,
    with_award,
)

pytestmark = pytest.mark.django_db
BY = Actor(post_id="office", role=Role.ORGANISER, name="周明", fresh=Random(7).randbytes)
DONE = {"by": BY, "at": OPENED}


def drafted(definition: Definition = DEFINITION, **terms: Any) -> Campaign:
    office = Body.objects.filter(name=ORGANISER).first() or add_body(ORGANISER, **DONE)
    return create_campaign(definition, **{**DONE, "organiser": office, "code": "TEST", **terms})


def acts() -> list[str]:
    return list(LedgerEntry.objects.order_by("seq").values_list("act", flat=True))


# --- made ---


def test_a_campaign_begins_as_a_draft_of_its_notice() -> None:
    campaign = drafted(notice_text="关于……的通知", notice_name="通知.docx")
    assert (campaign.state, campaign.title) == (CampaignState.DRAFT, DEFINITION.short_title)
    assert (campaign.notice_text, campaign.notice_name) == ("关于……的通知", "通知.docx")
    version = current_version(campaign)
    assert (version.number, version.frozen_at, version.confirmed) == (0, None, [])
    assert current_definition(campaign) == DEFINITION
    assert parts_in_order(campaign) == versions(campaign) == []


@pytest.mark.parametrize("code", ["abcd", "ABC", "ABCDE", "AB-1", "示范窗口", "ÀBCD"])
def test_a_code_is_four_capitals_or_digits(code: str) -> None:
    assert refused(drafted, code=code) == ["campaign_code_shape"]


def test_a_code_is_used_once() -> None:
    drafted()
    assert refused(drafted) == ["campaign_code_taken"]


def test_a_code_is_made_where_none_is_given() -> None:
    code = drafted(code="").code
    assert (len(code), code.isalnum(), code) == (4, True, code.upper())


# --- the draft ---


def test_a_draft_is_corrected_in_place() -> None:
    campaign = drafted()
    before = current_version(campaign).digest
    changed = replace(DEFINITION, title="关于推荐评选的补充通知", short_title="")
    revise_definition(campaign, changed, confirmed=["title"], **DONE)
    version = revise_definition(campaign, changed, confirmed=["bodies", "title"], **DONE)
    assert (version.number, version.confirmed) == (0, ["bodies", "title"])
    assert version.digest != before
    campaign.refresh_from_db()
    assert (campaign.title, current_definition(campaign)) == (changed.title, changed)
    assert acts()[-2:] == ["revise_definition"] * 2


def test_a_draft_somebody_else_corrected_meanwhile_is_kept() -> None:
    campaign = drafted()
    opened = current_version(campaign).digest
    first = revise_definition(campaign, replace(DEFINITION, short_title="先改的"), since=opened, **DONE)
    later = replace(DEFINITION, short_title="后改的")
    assert refused(revise_definition, campaign, later, since=opened, **DONE) == ["definition_moved_on"]
    assert current_definition(campaign).short_title == "先改的"
    assert revise_definition(campaign, later, since=first.digest, **DONE).digest != first.digest


def test_the_same_definition_has_the_same_digest() -> None:
    campaign = drafted()
    before = current_version(campaign).digest
    assert revise_definition(campaign, DEFINITION, **DONE).digest == before


# --- opened ---


def test_opening_freezes_allots_and_issues() -> None:
    known = add_body(COUNTY, **DONE)
    campaign = open_campaign(drafted(), by=BY, at=OPENED + timedelta(minutes=1))
    assert (campaign.state, campaign.opened_at) == (CampaignState.OPEN, OPENED + timedelta(minutes=1))
    version = current_version(campaign)
    assert (version.number, version.frozen_at) == (1, campaign.opened_at)
    parts = parts_in_order(campaign)
    assert [(part.name, part.kind, part.position) for part in parts] == [
        (DIRECT, BodyKind.DIRECT, 1),
        (CITY, BodyKind.LOCAL, 2),
        (COUNTY, BodyKind.LOCAL, 3),
    ]
    assert {part.issued_at for part in parts} == {campaign.opened_at}
    assert (parts[2].body, Body.objects.filter(name=COUNTY).count()) == (known, 1)
    rows = Allotment.objects.order_by("nominating_body__position")
    assert [(row.nominating_body.name, row.award_key, row.places, row.used) for row in rows] == [
        (DIRECT, UNIT, 1, 0),
        (CITY, UNIT, 3, 0),
        (COUNTY, UNIT, 2, 0),
    ]


def test_what_was_confirmed_stays_confirmed() -> None:
    campaign = drafted()
    revise_definition(campaign, DEFINITION, confirmed=["title"], **DONE)
    open_campaign(campaign, **DONE)
    assert current_version(campaign).confirmed == ["title"]


def test_an_open_campaign_is_not_corrected_in_place() -> None:
    campaign = open_campaign(drafted(), **DONE)
    assert refused(revise_definition, campaign, DEFINITION, **DONE) == ["campaign_already_open"]


def test_it_opens_once() -> None:
    campaign = open_campaign(drafted(), **DONE)
    assert refused(open_campaign, campaign, **DONE) == ["campaign_already_open"]
    close_campaign(campaign, **DONE)
    assert refused(open_campaign, campaign, **DONE) == ["campaign_already_open"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (
            lambda: replace(
                DEFINITION, deadlines=(DEFINITION.deadlines[0], replace(DEFINITION.deadlines[1], at=None))
            ),
            "deadline_unfixed",
        ),
        (lambda: with_award(UNIT_AWARD, form=replace(UNIT_AWARD.form, fields=())), "form_without_fields"),
        (lambda: with_award(UNIT_AWARD, quota=Quota(kind=QuotaKind.TABLE)), "quota_table_empty"),
    ],
)
def test_a_definition_that_does_not_stand_is_not_opened(change: Callable[[], Definition], code: str) -> None:
    campaign = drafted(change())
    assert code in refused(open_campaign, campaign, **DONE)
    campaign.refresh_from_db()
    assert (campaign.state, parts_in_order(campaign)) == (CampaignState.DRAFT, [])


# --- closed ---


def late_acts(house: House, draft: Nomination, submitted: Nomination) -> dict[str, Callable[..., Any]]:
    """Every act on a campaign that is still to run, by who does it."""
    campaign, part = house.campaign, house.parts[CITY]
    entry = RegisterEntry.objects.all()[0]
    told, until = submitted.answers | {"name": "城北服务窗口"}, house.at + timedelta(days=9)
    said, rule = words(house), {"same": True, "reason": "旧称"}
    return {
        "office close": partial(close_campaign, campaign),
        "office amend": partial(amend_definition, campaign, DEFINITION, since=1, reason="更正"),
        "office accept": partial(accept, submitted),
        "office reopen": partial(reopen_for, part, until, "积雪"),
        "office sub-allot": partial(sub_allot, house.parts[DIRECT], UNIT, "州税务局", 0),
        "office opinions": partial(state_organiser_opinions, campaign, [submitted], said),
        "office ruling": partial(rule_on_suspicion, campaign, "某窗口", entry, **rule),
        "body sign": partial(sign_for_notice, part),
        "body contact": partial(report_contact, part, name="马静", phone="13800000005"),
        "body start": partial(start_nomination, part, UNIT, nominee="城北服务窗口"),
        "body hand in": partial(hand_in, draft, told),
        "body withdraw": partial(withdraw, submitted, "不再推荐"),
        "body order": partial(order_by_preference, part, UNIT, [draft.pk, submitted.pk]),
    }


def test_a_closed_campaign_takes_nothing_more() -> None:
    house = make_house()
    draft, submitted = (
        make_nomination(house, state) for state in (NominationState.DRAFT, NominationState.SUBMITTED)
    )
    closed = close_campaign(house.campaign, by=house.organiser, at=house.tick())
    assert (closed.state, closed.closed_at) == (CampaignState.CLOSED, house.at)
    before = LedgerEntry.objects.count()
    for who, act in late_acts(house, draft, submitted).items():
        by = house.organiser if who.startswith("office") else house.officers[CITY]
        assert refused(act, by=by, at=house.tick()) == ["campaign_not_open"], who
    assert LedgerEntry.objects.count() == before


def test_a_draft_is_not_closed() -> None:
    assert refused(close_campaign, drafted(), **DONE) == ["campaign_not_open"]


def test_next_years_campaign_is_a_draft_beside_the_old_one() -> None:
    old = make_house().campaign
    new = drafted(replace(DEFINITION, title="下一年度通知"), code="NEXT", at=OPENED + timedelta(days=365))
    assert current_definition(old).award(PERSON).rules[0].honour == HONOUR
    assert (new.state, parts_in_order(new), len(parts_in_order(old))) == (CampaignState.DRAFT, [], 4)

"""Once a campaign is archived nothing of it changes, but a plaque may still be revoked."""

from collections.abc import Callable
from typing import Any

import pytest

from pingxuan.actions.campaign import close_campaign
from pingxuan.actions.check import return_for_correction
from pingxuan.actions.consultation import consult
from pingxuan.actions.decision import revoke_plaque
from pingxuan.actions.paper_copy import receive_paper
from pingxuan.actions.publication import answer_objection, drop, receive_objection
from pingxuan.actions.visit import lift_veto, record_veto, record_visit
from pingxuan.core.instants import beijing_date
from pingxuan.core.page_code import PageCode, encode
from pingxuan.core.words import Mark, NominationState, ObjectionKind, ObjectionOutcome
from pingxuan.models import LedgerEntry, Objection, Plaque, VetoFinding, Visit
from tests.makers import (
    House,
    decide_all,
    make_house,
    make_nomination,
    meet,
    plan_visit,
    public,
    publish_all,
    visit,
)
from tests.refusing import refused
from tests.small_campaign import COUNTY, DIRECT, UNIT

pytestmark = pytest.mark.django_db


def archived_house() -> House:
    """A campaign closed with a visit, a veto and an objection of each kind left open."""
    house = make_house()
    dropped, plain = make_nomination(house), make_nomination(house)
    plan_visit(house, plain, inspector=COUNTY)
    meet(house)
    publication = publish_all(house)
    visit(house, dropped, Mark.GOOD, inspector=DIRECT, vetoes=("v1",))
    drop(dropped, "查实", by=house.organiser, at=house.tick())
    receive_objection(
        publication,
        kind=ObjectionKind.ANONYMOUS,
        name="",
        phone="",
        text="线索",
        nomination=dropped,
        by=public(house),
        at=house.tick(),
    )
    decide_all(house, publication)
    house.campaign = close_campaign(house.campaign, by=house.organiser, at=house.tick())
    return house


ACTS: dict[str, Callable[[House, dict[str, Any]], list[str]]] = {
    "record_visit": lambda house, office: refused(
        record_visit, Visit.objects.get(state="planned"), marks={}, note="", visited_at=house.at, **office
    ),
    "lift_veto": lambda _, office: refused(
        lift_veto, VetoFinding.objects.get(), "查无实据", "陈立", **office
    ),
    "record_veto": lambda house, office: refused(
        record_veto, house.campaign.nominations.all()[0], "有责任投诉", "通报", **office
    ),
    "receive_paper": lambda _, office: refused(receive_paper, encode(PageCode("TEST", "A", 1, 1)), **office),
    "answer_objection": lambda _, office: refused(
        answer_objection,
        Objection.objects.get(),
        outcome=ObjectionOutcome.NOT_UPHELD,
        answer="不属实",
        handler="纪严",
        **office,
    ),
    "consult": lambda house, office: refused(
        consult,
        house.campaign,
        UNIT,
        department="公安局",
        letter_number="1",
        sent_on=beijing_date(house.at),
        due_on=beijing_date(house.at),
        nominations=[],
        **office,
    ),
    "return": lambda house, office: refused(
        return_for_correction, house.campaign.nominations.get(state=NominationState.DROPPED), "核对", **office
    ),
}


def test_nothing_changes_after_the_archive_is_made() -> None:
    house = archived_house()
    before = LedgerEntry.objects.count()
    office = {"by": house.organiser, "at": house.tick()}
    codes = {name: act(house, office) for name, act in ACTS.items()}
    assert codes == {name: ["campaign_not_open"] for name in ACTS} | {"return": ["state_moved_on"]}
    assert LedgerEntry.objects.count() == before


def test_a_plaque_may_be_revoked_years_later() -> None:
    house = archived_house()
    house.go_to("2025-05-04 09:00")
    plaque = revoke_plaque(
        Plaque.objects.get(),
        "复核不合格",
        revoked_on=beijing_date(house.at),
        by=house.organiser,
        at=house.tick(),
    )
    assert plaque.state == "revoked"

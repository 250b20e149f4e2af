"""The organiser's check: accept, return, reject, several at once, and what becomes of the place."""

from datetime import timedelta

import pytest

from pingxuan.actions.check import accept, accept_all, reject, return_for_correction, undo_acceptance
from pingxuan.actions.nomination import CORRECTION_DAYS, hand_in, submit
from pingxuan.actions.opinion import endorse
from pingxuan.core.words import NominationState
from pingxuan.models import Allotment, LedgerEntry
from tests.makers import House, answers_for, make_house, make_nomination, words
from tests.refusing import refused
from tests.small_campaign import CITY, COUNTY, UNIT

pytestmark = pytest.mark.django_db
SUBMITTED, ENDORSED = NominationState.SUBMITTED, NominationState.ENDORSED


def used(house: House, body: str) -> int:
    return Allotment.objects.get(nominating_body=house.parts[body], award_key=UNIT).used


def test_a_submitted_nomination_is_accepted_once() -> None:
    house = make_house()
    nomination = make_nomination(house, SUBMITTED)
    accepted = accept(nomination, by=house.organiser, at=house.tick())
    assert (accepted.state, accepted.state_since) == ("accepted", house.at)
    assert refused(accept, nomination, by=house.organiser, at=house.tick()) == ["state_moved_on"]


def test_only_the_organiser_accepts() -> None:
    house = make_house()
    nomination = make_nomination(house, SUBMITTED)
    for actor in (house.officers[CITY], house.auditor, house.leader):
        assert refused(accept, nomination, by=actor, at=house.tick()) == ["not_your_move"]


def test_several_are_accepted_by_the_rules_of_one() -> None:
    house = make_house()
    early = make_nomination(house, ENDORSED)
    ready = [make_nomination(house, SUBMITTED), make_nomination(house, SUBMITTED, body=COUNTY)]
    bulk = accept_all([ready[0], early, ready[1]], by=house.organiser, at=house.tick())
    assert [nomination.pk for nomination in bulk.done] == [nomination.pk for nomination in ready]
    assert [(row.pk, [one.code for one in found]) for row, found in bulk.refused] == [
        (early.pk, ["state_moved_on"])
    ]
    early.refresh_from_db()
    assert early.state == "endorsed"


def test_an_acceptance_is_taken_back_with_a_reason() -> None:
    house = make_house()
    nomination = make_nomination(house)
    assert refused(undo_acceptance, nomination, " ", by=house.organiser, at=house.tick()) == [
        "required_missing"
    ]
    undone = undo_acceptance(nomination, "点错了一行", by=house.organiser, at=house.tick())
    assert (undone.state, undone.reason) == ("submitted", "点错了一行")


def test_a_returned_nomination_keeps_its_place_until_changed_content_comes_in() -> None:
    house = make_house()
    nomination = make_nomination(house, SUBMITTED, name="中心客运站")
    due = house.at + timedelta(days=2)
    returned = return_for_correction(nomination, "请核对电话", due, by=house.organiser, at=house.tick())
    assert (returned.state, returned.correct_by, used(house, CITY)) == ("returned", due, 1)
    officer = house.officers[CITY]
    same = hand_in(returned, answers_for(house, UNIT, "中心客运站"), by=officer, at=house.tick())
    assert (same.revision, used(house, CITY)) == (1, 1)
    told = answers_for(house, UNIT, "中心客运站") | {"phone": "13800000077"}
    changed = hand_in(same, told, by=officer, at=house.tick())
    assert (changed.revision, changed.holds_place, used(house, CITY)) == (2, False, 0)


def test_a_returned_nomination_may_come_in_again_after_the_deadline_but_not_after_its_own() -> None:
    house = make_house()
    one, other = make_nomination(house, SUBMITTED), make_nomination(house, SUBMITTED)
    house.go_to("2023-02-28 09:00")
    due = house.at + timedelta(days=1)
    for nomination in (one, other):
        returned = return_for_correction(nomination, "请核对", due, by=house.organiser, at=house.tick())
        told = answers_for(house, UNIT, nomination.nominee_name) | {"phone": "13800000088"}
        hand_in(returned, told, by=house.officers[CITY], at=house.tick())
        endorse(nomination, words(house), by=house.officers[CITY], at=house.tick())
    assert submit(one, by=house.officers[CITY], at=due).state == "submitted"
    late = due + timedelta(microseconds=1)
    assert refused(submit, other, by=house.officers[CITY], at=late) == ["late"]


def test_a_return_needs_a_reason_and_time_to_mend() -> None:
    house = make_house()
    nomination = make_nomination(house, SUBMITTED)
    office = {"by": house.organiser, "at": house.tick()}
    assert refused(return_for_correction, nomination, "", **office) == ["required_missing"]
    assert refused(return_for_correction, nomination, "请核对", house.at, **office) == ["correction_due_past"]
    returned = return_for_correction(nomination, "请核对", **office)
    assert returned.correct_by == house.at + timedelta(days=CORRECTION_DAYS)


def test_a_rejection_gives_the_place_to_another_of_the_body() -> None:
    house = make_house()
    first = make_nomination(house, SUBMITTED, body=COUNTY)
    make_nomination(house, SUBMITTED, body=COUNTY)
    third = make_nomination(house, NominationState.HANDED_IN, body=COUNTY)
    officer = house.officers[COUNTY]
    assert refused(endorse, third, words(house), by=officer, at=house.tick()) == ["over_quota"]
    assert refused(reject, first, "", by=house.organiser, at=house.tick()) == ["required_missing"]
    rejected = reject(first, "不符合推荐范围", by=house.organiser, at=house.tick())
    assert (rejected.state, rejected.holds_place, used(house, COUNTY)) == ("rejected", False, 1)
    assert endorse(third, words(house), by=officer, at=house.tick()).state == "endorsed"
    assert used(house, COUNTY) == 2


def test_a_refused_check_leaves_no_entry() -> None:
    house = make_house()
    nomination = make_nomination(house, ENDORSED)
    before = LedgerEntry.objects.count()
    assert refused(accept, nomination, by=house.organiser, at=house.tick()) == ["state_moved_on"]
    assert LedgerEntry.objects.count() == before

"""Visits planned and recorded, veto items found and lifted, and how far the inspections have come."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from pingxuan.actions.file import store_file
from pingxuan.actions.visit import (
    PlannedVisit,
    lift_veto,
    plan_visits,
    reassign_visit,
    record_veto,
    record_visit,
)
from pingxuan.core.finding import Refused
from pingxuan.core.words import Mark, NominationState, VisitKind
from pingxuan.models import LedgerEntry, Nomination, VetoFinding, Visit, VisitPhoto
from pingxuan.queries.standing import standing_against
from pingxuan.queries.visit import Coverage, coverage, inspectable, inspectors, vetoes, visit_history
from tests.makers import House, actor_of, make_house, make_nomination, plan_visit, visit
from tests.refusing import refused
from tests.small_campaign import CITY, COUNTY, DIRECT, MEMBER, PERSON, UNIT

pytestmark = pytest.mark.django_db
MARKS = {"1.1": Mark.GOOD, "1.2": Mark.FAIR, "2.1": Mark.GOOD, "3.1": Mark.NOT_OBSERVED}


def planned(house: House, nomination: Nomination, inspector: str = COUNTY) -> PlannedVisit:
    return PlannedVisit(nomination, house.inspectors[inspector], VisitKind.ANNOUNCED, house.at.date())


def terms(house: House, inspector: str = COUNTY) -> dict[str, object]:
    return {
        "marks": MARKS,
        "note": "大厅整洁",
        "visited_at": house.at,
        "by": actor_of(house.inspectors[inspector], house.fresh),
        "at": house.tick(),
    }


def test_visits_are_planned_all_or_none() -> None:
    house = make_house()
    one, other = make_nomination(house), make_nomination(house, NominationState.SUBMITTED)
    office = {"by": house.organiser, "at": house.tick()}
    with pytest.raises(Refused) as refusal:
        plan_visits(house.campaign, [planned(house, one), planned(house, other)], **office)
    found = [(finding.code, finding.where) for finding in refusal.value.findings]
    assert found == [("not_inspectable", "第2行")]
    assert Visit.objects.count() == 0
    made = plan_visits(house.campaign, [planned(house, one), planned(house, one, MEMBER)], **office)
    assert [(row.state, row.inspector_id) for row in made] == [
        ("planned", house.inspectors[COUNTY].pk),
        ("planned", house.inspectors[MEMBER].pk),
    ]


def test_nobody_visits_a_nominee_of_ones_own_body() -> None:
    house = make_house()
    city, member = make_nomination(house), make_nomination(house, body=MEMBER)
    office = {"by": house.organiser, "at": house.tick()}
    for nomination, inspector in ((city, CITY), (member, MEMBER), (member, DIRECT)):
        plan = [planned(house, nomination, inspector)]
        assert refused(plan_visits, house.campaign, plan, **office) == ["inspector_conflict"]


def test_what_else_is_not_planned() -> None:
    house = make_house()
    nomination, person = make_nomination(house), make_nomination(house, award=PERSON)
    office = {"by": house.organiser, "at": house.tick()}
    twice = [planned(house, nomination), planned(house, nomination)]
    assert refused(plan_visits, house.campaign, twice, **office) == ["visits_already"]
    assert refused(plan_visits, house.campaign, [planned(house, person)], **office) == ["award_not_inspected"]
    assert refused(plan_visits, house.campaign, [], **office) == ["nothing_planned"]
    by = house.officers[CITY]
    plan = [planned(house, nomination)]
    assert refused(plan_visits, house.campaign, plan, by=by, at=house.at) == ["not_your_act"]


def test_a_sheet_is_recorded_with_its_score_and_photographs(tmp_path: Path) -> None:
    house = make_house()
    held = plan_visit(house, make_nomination(house))
    photo = store_file(b"jpeg", "门头.jpg", "image/jpeg", at=house.at, folder=tmp_path)
    done = record_visit(held, photos=[(photo.digest, "门头")], **terms(house))  # type: ignore[arg-type]
    assert (done.state, done.score, done.note) == ("done", 8667, "大厅整洁")
    assert done.sheet == {"1.1": "good", "1.2": "fair", "2.1": "good", "3.1": "not_observed"}
    assert list(VisitPhoto.objects.values_list("digest", "caption")) == [(photo.digest, "门头")]
    assert [row.pk for row in visit_history(done.nomination)] == [done.pk]


def test_a_sheet_sent_twice_is_kept_once_and_another_is_refused() -> None:
    house = make_house()
    held = plan_visit(house, make_nomination(house))
    record_visit(held, **terms(house))  # type: ignore[arg-type]
    before = LedgerEntry.objects.count()
    record_visit(held, **terms(house))  # type: ignore[arg-type]
    assert LedgerEntry.objects.count() == before
    other = terms(house) | {"note": "改口"}
    assert refused(record_visit, held, **other) == ["visit_done"]


def test_the_inspector_or_the_office_records_and_nobody_else() -> None:
    house = make_house()
    first, second = plan_visit(house, make_nomination(house)), plan_visit(house, make_nomination(house))
    for name in (MEMBER, DIRECT):
        assert refused(record_visit, first, **terms(house, name)) == ["not_your_act"]
    assert refused(record_visit, first, **terms(house) | {"by": house.officers[COUNTY]}) == ["not_your_act"]
    record_visit(first, **terms(house))  # type: ignore[arg-type]
    from_paper = record_visit(second, **terms(house) | {"by": house.organiser})  # type: ignore[arg-type]
    assert from_paper.state == "done"


def test_an_unfinished_sheet_is_refused_with_everything_it_lacks() -> None:
    house = make_house()
    held = plan_visit(house, make_nomination(house))
    lacking = terms(house) | {
        "marks": {"1.1": Mark.POOR, "1.2": Mark.GOOD, "2.1": Mark.GOOD},
        "note": "",
        "photos": [("0" * 64, "")],
    }
    assert refused(record_visit, held, **lacking) == ["mark_missing", "note_missing", "photo_not_kept"]
    held.refresh_from_db()
    assert (held.state, held.sheet) == ("planned", {})


def test_a_veto_found_on_a_visit_stands_until_a_named_person_lifts_it() -> None:
    house = make_house()
    nomination = make_nomination(house)
    visit(house, nomination, Mark.GOOD, vetoes=("v2",))
    veto = VetoFinding.objects.get()
    assert (veto.item, veto.note) == ("有责任投诉", "现场情况见照片。")
    assert standing_against([nomination.pk])[nomination.pk].barred == ("一票否决：有责任投诉",)
    office = {"by": house.organiser, "at": house.tick()}
    assert refused(lift_veto, veto, "", "", **office) == ["required_missing", "required_missing"]
    by = house.officers[CITY]
    assert refused(lift_veto, veto, "查无实据", "陈立", by=by, at=house.at) == ["not_your_act"]
    lifted = lift_veto(veto, "经核实投诉不属实", "陈立", **office)
    assert (lifted.lifted_by, lifted.lifted_at) == ("陈立", house.at)
    assert standing_against([nomination.pk]) == {}
    assert refused(lift_veto, veto, "再解除", "陈立", **office) == ["veto_lifted_already"]


def test_a_veto_found_at_the_desk_blocks_as_well() -> None:
    house = make_house()
    nomination = make_nomination(house)
    office = {"by": house.organiser, "at": house.tick()}
    veto = record_veto(nomination, "有违法违纪行为", "纪检通报", **office)
    assert [row.pk for row in vetoes(house.campaign)] == [veto.pk]
    assert refused(record_veto, nomination, "", "", **office) == ["required_missing", "required_missing"]


def test_standing_vetoes_are_listed_before_lifted_ones() -> None:
    house = make_house()
    nomination = make_nomination(house)
    made = [
        record_veto(nomination, f"情形{row}", "通报", by=house.organiser, at=house.tick()) for row in "一二三"
    ]
    lift_veto(made[2], "查无实据", "陈立", by=house.organiser, at=house.tick())
    assert [row.pk for row in vetoes(house.campaign)] == [made[1].pk, made[0].pk, made[2].pk]


def test_coverage_counts_nominees_not_visits() -> None:
    house = make_house()
    one, other = make_nomination(house), make_nomination(house)
    make_nomination(house, NominationState.SUBMITTED, body=COUNTY)
    visit(house, one, Mark.GOOD)
    visit(house, one, Mark.FAIR, inspector=MEMBER, kind=VisitKind.ANNOUNCED)
    plan_visit(house, other)
    assert coverage(house.campaign) == [Coverage(UNIT, 2, 1, 1, 1, 1)]
    rows = {row.pk: (row.visits_made, row.visits_due) for row in inspectable(house.campaign)}
    assert rows == {one.pk: (2, 0), other.pk: (0, 1)}
    assert [post.body.name for post in inspectors()] == sorted([CITY, COUNTY, DIRECT, MEMBER])


def test_a_visit_may_not_lie_in_the_future() -> None:
    house = make_house()
    held = plan_visit(house, make_nomination(house))
    future = terms(house) | {"visited_at": house.at + timedelta(hours=1)}
    assert refused(record_visit, held, **future) == ["visited_in_future"]
    assert refused(
        plan_visits,
        house.campaign,
        [PlannedVisit(held.nomination, house.inspectors[MEMBER], VisitKind.ANNOUNCED, date(2023, 2, 1))],
        by=house.organiser,
        at=house.at,
    ) == ["planned_too_early"]


def test_a_visit_not_made_yet_is_given_to_another_by_the_rules_of_planning() -> None:
    house = make_house()
    nomination = make_nomination(house)
    held = plan_visit(house, nomination)
    plan_visit(house, nomination, inspector=DIRECT)
    day = house.at.date()
    office = {"by": house.organiser, "at": house.tick()}
    assert refused(reassign_visit, held, house.inspectors[CITY], day, **office) == ["inspector_conflict"]
    assert refused(reassign_visit, held, house.inspectors[DIRECT], day, **office) == ["visits_already"]
    moved = reassign_visit(held, house.inspectors[MEMBER], day + timedelta(days=1), **office)
    assert (moved.inspector_id, moved.planned_on) == (house.inspectors[MEMBER].pk, day + timedelta(days=1))
    record_visit(moved, **terms(house, MEMBER))  # type: ignore[arg-type]
    assert refused(reassign_visit, moved, house.inspectors[COUNTY], day, **office) == ["visit_done"]
    by = actor_of(house.inspectors[COUNTY], house.fresh)
    assert refused(reassign_visit, moved, house.inspectors[COUNTY], day, by=by, at=house.at) == [
        "not_your_act"
    ]

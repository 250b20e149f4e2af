"""A meeting's decisions: kept pending, replaced until published, never against a bar or beyond the prizes."""

from dataclasses import replace

import pytest

from pingxuan.actions.check import return_for_correction
from pingxuan.actions.selection import hold_meeting
from pingxuan.actions.visit import record_veto
from pingxuan.core.instants import beijing_date
from pingxuan.core.words import Mark, NominationState, Outcome
from pingxuan.models import Nomination, Selection, SelectionDecision
from pingxuan.queries.selection import selection_board
from tests.makers import House, make_house, make_nomination, meet, publish_all, visit
from tests.refusing import refused
from tests.small_campaign import CITY, COUNTY, HONOURED_2021, PERSON, UNIT, UNIT_AWARD, with_award

pytestmark = pytest.mark.django_db
S, R, N = Outcome.SELECTED, Outcome.RESERVE, Outcome.NOT_SELECTED


def ranked_house() -> tuple[House, list[Nomination]]:
    """Two prizes and three visited nominees, the best first."""
    house = make_house(replace(with_award(UNIT_AWARD, total=2), candidates_percent=300))
    made = [make_nomination(house), make_nomination(house), make_nomination(house, body=COUNTY)]
    for nomination, mark in zip(made, (Mark.GOOD, Mark.FAIR, Mark.POOR), strict=True):
        visit(house, nomination, mark, inspector="州直")
    return house, made


def decide_as(house: House, outcomes: dict[str, Outcome], **changes: object) -> Selection:
    terms: dict[str, object] = {
        "minutes_number": "纪要1号",
        "held_on": beijing_date(house.at),
        "present": "陈立、周明",
        "stepped_out": "周明",
        "outcomes": outcomes,
        "by": house.organiser,
        "at": house.tick(),
    }
    return hold_meeting(house.campaign, UNIT, **(terms | changes))  # type: ignore[arg-type]


def kept() -> list[tuple[int, int | None, str, int, bool]]:
    rows = SelectionDecision.objects.order_by("rank")
    return list(rows.values_list("rank", "score", "outcome", "reserve_order", "departs"))


def test_the_board_ranks_by_the_mean_of_visits() -> None:
    house, made = ranked_house()
    visit(house, made[1], Mark.GOOD, inspector="州交通运输局")
    board = selection_board(house.campaign, UNIT)
    assert [(one.candidate.nomination_id, one.candidate.score, one.outcome) for one in board.proposals] == [
        (made[0].pk, 10000, S),
        (made[1].pk, 8000, S),
        (made[2].pk, 0, R),
    ]
    assert (board.meeting, board.published) == (None, False)


def test_decisions_are_kept_and_nothing_else_moves() -> None:
    house, made = ranked_house()
    selection = decide_as(house, {made[0].pk: S, made[1].pk: S, made[2].pk: R})
    assert kept() == [
        (1, 10000, "selected", 0, False),
        (2, 6000, "selected", 0, False),
        (3, 0, "reserve", 1, False),
    ]
    assert (selection.stepped_out, selection.applied_at) == ("周明", None)
    assert set(Nomination.objects.values_list("state", flat=True)) == {"accepted"}


def test_a_departure_needs_its_sentence() -> None:
    house, made = ranked_house()
    swapped = {made[0].pk: S, made[1].pk: R, made[2].pk: S}
    assert refused(decide_as, house, swapped) == ["departure_unexplained"] * 2
    told = {made[1].pk: "类别已有两个", made[2].pk: "唯一的检查站"}
    decide_as(house, swapped, reasons=told)
    reasons = dict(SelectionDecision.objects.filter(departs=True).values_list("nomination_id", "reason"))
    assert reasons == told


def test_more_than_there_are_prizes_is_refused() -> None:
    house, made = ranked_house()
    everyone = dict.fromkeys((row.pk for row in made), S)
    assert refused(decide_as, house, everyone, reasons={made[2].pk: "都很好"}) == ["over_total"]


def test_a_bar_found_meanwhile_blocks_selection_and_passes_the_place_on() -> None:
    house, made = ranked_house()
    record_veto(made[0], "有责任投诉", "部门通报", by=house.organiser, at=house.tick())
    as_before = {made[0].pk: S, made[1].pk: S, made[2].pk: R}
    assert refused(decide_as, house, as_before, reasons={made[2].pk: "让"}) == ["barred_selected"]
    decide_as(house, {made[0].pk: N, made[1].pk: S, made[2].pk: S})
    assert [row[2:4] for row in kept()] == [("not_selected", 0), ("selected", 0), ("selected", 0)]


def test_a_second_meeting_replaces_the_first_until_published() -> None:
    house, made = ranked_house()
    decide_as(house, {made[0].pk: S, made[1].pk: S, made[2].pk: R})
    return_for_correction(made[0], "请核对", by=house.organiser, at=house.tick())
    selection = decide_as(house, {made[1].pk: S, made[2].pk: S}, minutes_number="纪要2号")
    assert (Selection.objects.count(), selection.minutes_number) == (1, "纪要2号")
    assert kept() == [
        (0, 10000, "not_selected", 0, False),
        (1, 6000, "selected", 0, False),
        (2, 0, "selected", 0, False),
    ]
    assert list(selection_board(house.campaign, UNIT).decisions) == [made[1].pk, made[2].pk]
    publish_all(house)
    assert refused(decide_as, house, {}) == ["meeting_published"]


def test_persons_are_ranked_by_preference_without_visits() -> None:
    house = make_house()
    units = [unit for unit, body in HONOURED_2021.items() if body == CITY]
    made = [make_nomination(house, award=PERSON, unit=unit) for unit in units]
    meet(house, PERSON)
    assert kept() == [(1, None, "selected", 0, False), (2, None, "selected", 0, False)]
    assert [row.pk for row in made] == list(
        SelectionDecision.objects.order_by("rank").values_list("nomination_id", flat=True)
    )


def test_only_the_organiser_takes_decisions_down() -> None:
    house, made = ranked_house()
    outcomes = {made[0].pk: S, made[1].pk: S, made[2].pk: R}
    for by in (house.officers[CITY], house.leader, house.auditor):
        assert refused(decide_as, house, outcomes, by=by) == ["not_your_act"]


def test_a_meeting_without_candidates_is_refused() -> None:
    house = make_house()
    make_nomination(house, NominationState.SUBMITTED)
    assert refused(decide_as, house, {}) == ["nobody_to_decide"]

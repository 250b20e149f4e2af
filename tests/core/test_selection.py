"""The ranking and its tie rule, what it proposes and why, and what a meeting may decide."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingxuan.core.selection import (
    Candidate,
    Meeting,
    decisions,
    meeting_findings,
    plan_selection,
    ranked,
    tie_rule,
)
from pingxuan.core.words import Outcome

S, R, N = Outcome.SELECTED, Outcome.RESERVE, Outcome.NOT_SELECTED


def candidate(number: int, score: int | None = None, **changes: object) -> Candidate:
    made = Candidate(nomination_id=f"n{number}", number=number, name=f"窗口{number}", score=score, visits=1)
    return replace(made, **changes)  # type: ignore[arg-type]


def order(*candidates: Candidate, by_score: bool = True) -> list[int]:
    return [one.number for one in ranked(candidates, by_score=by_score)]


def test_higher_scores_first_and_none_after_all_scored_ones() -> None:
    assert order(candidate(1), candidate(2, 0), candidate(3, 9000), candidate(4, 9001)) == [4, 3, 2, 1]


def test_ties_go_by_the_bodys_preference_then_by_number() -> None:
    tied = (
        candidate(5, 80, preference=2),
        candidate(4, 80),
        candidate(3, 80, preference=1),
        candidate(2, 80),
    )
    assert order(*tied) == [3, 5, 2, 4]


def test_without_visits_each_bodys_first_choice_comes_before_anyones_second() -> None:
    persons = (
        candidate(1, preference=2, body_position=1),
        candidate(2, preference=1, body_position=2),
        candidate(3, preference=1, body_position=1),
        candidate(4, body_position=1),
    )
    assert order(*persons, by_score=False) == [3, 2, 1, 4]
    assert tie_rule(False) != tie_rule(True)


def outcomes(*candidates: Candidate, total: int | None) -> list[tuple[int, Outcome, int]]:
    plan = plan_selection(candidates, total, by_score=True)
    return [(one.candidate.number, one.outcome, one.reserve_order) for one in plan]


def test_the_line_is_drawn_at_the_number_of_prizes() -> None:
    four = [candidate(number, 9000 - number) for number in (1, 2, 3, 4)]
    assert outcomes(*four, total=2) == [(1, S, 0), (2, S, 0), (3, R, 1), (4, R, 2)]
    assert outcomes(*four, total=None) == [(1, S, 0), (2, S, 0), (3, S, 0), (4, S, 0)]
    assert outcomes(*four, total=9) == [(1, S, 0), (2, S, 0), (3, S, 0), (4, S, 0)]


def test_a_barred_candidate_leaves_its_place_to_the_next() -> None:
    barred = candidate(1, 9900, barred=("公安局有异议", "一票否决：有责任投诉"))
    plan = plan_selection([barred, candidate(2, 9000), candidate(3, 8000)], 1, by_score=True)
    assert [(one.rank, one.outcome) for one in plan] == [(1, N), (2, S), (3, R)]
    assert plan[0].reason == "公安局有异议；一票否决：有责任投诉，未经消除不能列入。"
    assert plan[1].reason == "实地检查1次，平均90.00分，总排名第2，在1个名额之内。"
    assert plan[2].reason == "实地检查1次，平均80.00分，总排名第3，1个名额已满，列为备选第1位。"


def test_a_tie_across_the_line_is_marked() -> None:
    plan = plan_selection(
        [candidate(1, 90), candidate(2, 80), candidate(3, 80), candidate(4, 70)], 2, by_score=True
    )
    assert [one.tied for one in plan] == [False, True, True, False]


@given(
    st.lists(st.tuples(st.none() | st.integers(0, 10000), st.integers(0, 5), st.booleans()), max_size=30),
    st.none() | st.integers(0, 30),
)
def test_every_plan_keeps_the_line(facts: list[tuple[int | None, int, bool]], total: int | None) -> None:
    people = [
        candidate(number, score, preference=preference, barred=("有异议",) if barred else ())
        for number, (score, preference, barred) in enumerate(facts, start=1)
    ]
    plan = plan_selection(people, total, by_score=True)
    free = [one for one in plan if not one.candidate.barred]
    places = len(free) if total is None else min(total, len(free))
    assert [one.outcome for one in free] == [S] * places + [R] * (len(free) - places)
    assert [one.reserve_order for one in free[places:]] == list(range(1, len(free) - places + 1))
    assert [one.rank for one in plan] == list(range(1, len(people) + 1))
    assert {one.outcome for one in plan if one.candidate.barred} <= {N}


PROPOSALS = plan_selection(
    [
        candidate(1, 9000),
        candidate(2, 8000),
        candidate(3, 7000),
        candidate(4, 6000, barred=("税务局有异议",)),
    ],
    2,
    by_score=True,
)
AS_RANKED = {"n1": S, "n2": S, "n3": R, "n4": N}
MEETING = Meeting(
    award="示范窗口",
    total=2,
    proposals=PROPOSALS,
    outcomes=AS_RANKED,
    reasons={},
    minutes_number="纪要1号",
    present="陈立",
    held_on=date(2023, 3, 15),
    today=date(2023, 3, 15),
)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"minutes_number": " "}, [("required_missing", "minutes_number")]),
        ({"present": ""}, [("required_missing", "present")]),
        ({"minutes_number": "长" * 101}, [("too_long", "minutes_number")]),
        ({"held_on": date(2023, 3, 16)}, [("held_in_future", "held_on")]),
        ({"published": True}, [("meeting_published", "")]),
        ({"outcomes": {"n1": S, "n2": S, "n3": R}}, [("undecided", "")]),
        ({"outcomes": {**AS_RANKED, "n9": N}}, [("not_a_candidate", "")]),
        ({"outcomes": {**AS_RANKED, "n3": S}, "reasons": {"n3": "窗口类别需要"}}, [("over_total", "")]),
        (
            {"outcomes": {**AS_RANKED, "n2": R, "n3": S}, "reasons": {"n3": "类别需要"}},
            [("departure_unexplained", "n2")],
        ),
        ({"outcomes": {**AS_RANKED, "n2": R, "n3": S}, "reasons": {"n2": "让出", "n3": "类别需要"}}, []),
        ({"outcomes": {**AS_RANKED, "n4": R}, "reasons": {"n4": "再看看"}}, [("barred_selected", "n4")]),
        ({"proposals": (), "outcomes": {}}, [("nobody_to_decide", "")]),
    ],
)
def test_what_a_meeting_may_decide(changes: dict[str, object], expected: list[tuple[str, str]]) -> None:
    found = meeting_findings(replace(MEETING, **changes))  # type: ignore[arg-type]
    assert [(finding.code, finding.where) for finding in found] == expected


def test_decisions_carry_the_meetings_sentence_only_where_it_departs() -> None:
    changed = replace(
        MEETING,
        outcomes={"n1": S, "n2": R, "n3": S, "n4": N},
        reasons={"n1": "没有用到", "n2": "让出一个名额", "n3": "类别需要"},
    )
    kept = decisions(changed)
    assert [(one.outcome, one.reserve_order, one.departs) for one in kept] == [
        (S, 0, False), (R, 1, True), (S, 0, True), (N, 0, False),
    ]  # fmt: skip
    assert [one.reason for one in kept] == [
        PROPOSALS[0].reason,
        "让出一个名额",
        "类别需要",
        PROPOSALS[3].reason,
    ]

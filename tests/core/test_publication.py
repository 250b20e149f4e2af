"""The frozen list, the 公示's clock, and what may be published, objected, answered, filled in and decided."""

from dataclasses import replace
from datetime import date

import pytest

from pingxuan.core.definition import Contact
from pingxuan.core.publication import (
    DecisionCase,
    FillIn,
    Listed,
    Pending,
    RaisedObjection,
    answer_findings,
    clock,
    decision_findings,
    fill_in_findings,
    frozen_groups,
    groups_digest,
    numbers_in,
    objection_findings,
    publication_warnings,
    publish_findings,
    without,
)
from pingxuan.core.words import NominationState, ObjectionKind, ObjectionOutcome, PublicationState
from tests.small_campaign import PERSON_AWARD, UNIT_AWARD

START, END = date(2023, 3, 16), date(2023, 3, 23)
RUNNING, ENDED, DECIDED = PublicationState.RUNNING, PublicationState.ENDED, PublicationState.DECIDED


def listed(number: int, award: str = "unit", position: int = 1, preference: int = 0) -> Listed:
    return Listed(
        award_key=award,
        number=number,
        name=f"窗口{number}",
        unit="",
        body=f"单位{position}",
        body_position=position,
        preference=preference,
    )


GROUPS = frozen_groups(
    [UNIT_AWARD, PERSON_AWARD],
    [listed(4, "person"), listed(3, position=2), listed(2, preference=2), listed(1, preference=3)],
)


def test_the_list_is_in_the_order_of_awards_bodies_and_preference() -> None:
    assert [(group["award"], [row["number"] for row in group["rows"]]) for group in GROUPS] == [
        ("unit", [2, 1, 3]),
        ("person", [4]),
    ]
    assert GROUPS[0]["rows"][0] == {"number": 2, "name": "窗口2", "unit": "", "body": "单位1"}


def test_the_list_less_some_leaves_out_emptied_awards() -> None:
    kept = without(GROUPS, frozenset({1, 4}))
    assert numbers_in(kept) == (2, 3)
    assert [group["award"] for group in kept] == ["unit"]
    assert groups_digest(kept) != groups_digest(GROUPS)


@pytest.mark.parametrize(
    ("state", "today", "expected"),
    [
        (RUNNING, date(2023, 3, 15), (RUNNING, False, 6)),
        (RUNNING, START, (RUNNING, True, 6)),
        (RUNNING, date(2023, 3, 18), (RUNNING, True, 4)),
        (RUNNING, END, (RUNNING, True, 1)),
        (RUNNING, date(2023, 3, 24), (ENDED, True, 0)),
        (DECIDED, date(2023, 3, 24), (DECIDED, True, 0)),
    ],
)
def test_the_clock(
    state: PublicationState, today: date, expected: tuple[PublicationState, bool, int]
) -> None:
    stands = clock(state, START, END, today)
    assert (stands.state, stands.begun, stands.days_left) == expected


MET = Pending(award="示范窗口", candidates=0, met=True)


@pytest.mark.parametrize(
    ("pending", "changes", "expected"),
    [
        ([MET], {}, []),
        ([MET, replace(MET, met=False, candidates=2)], {}, ["meeting_missing"]),
        ([replace(MET, undecided=("窗口9",), candidates=1)], {}, ["not_decided"]),
        ([replace(MET, moved=("窗口8（退回修改）",))], {}, ["decision_outdated"]),
        ([MET], {"starts_on": date(2023, 3, 15)}, ["start_in_past"]),
        ([MET], {"proposed": 0}, ["nobody_proposed"]),
        ([], {"published": True}, ["already_published"]),
        ([MET], {"published": True}, []),
    ],
)
def test_what_keeps_the_decisions_unpublished(
    pending: list[Pending], changes: dict[str, object], expected: list[str]
) -> None:
    terms = {"starts_on": START, "today": START, "proposed": 3, "published": False} | changes
    found = publish_findings(pending, **terms)  # type: ignore[arg-type]
    assert [finding.code for finding in found] == expected


def test_what_a_person_should_know_before_publishing_stops_nothing() -> None:
    assert publication_warnings(unchecked=0) == ()
    found = publication_warnings(unchecked=2, unanswered=["甲", "乙", "丙", "丁"], unvisited=["甲"])
    assert [(finding.code, finding.blocks) for finding in found] == [
        ("unchecked_left", False),
        ("replies_open", False),
        ("not_visited", False),
    ]
    assert found[1].text.startswith("甲、乙、丙等4个对象还有部门没有回复意见。")


FILL = FillIn(name="窗口7", award="示范窗口", state=NominationState.RESERVE, order=1, vacancies=0)


@pytest.mark.parametrize(
    ("fill", "expected"),
    [
        (FILL, []),
        (replace(FILL, vacancies=None), []),
        (replace(FILL, vacancies=-1), ["no_vacancy"]),
        (replace(FILL, earlier=("窗口6",)), ["not_first_reserve"]),
        (replace(FILL, barred=("公安局有异议",)), ["barred_selected"]),
        (replace(FILL, state=NominationState.NOT_SELECTED), ["not_in_reserve"]),
    ],
)
def test_who_may_be_filled_in(fill: FillIn, expected: list[str]) -> None:
    found = fill_in_findings([fill], "第3号已取消", published=True)
    assert [finding.code for finding in found] == expected


def test_a_fill_in_needs_a_reason_a_publication_and_somebody() -> None:
    found = fill_in_findings([], "", published=False)
    assert [finding.code for finding in found] == [
        "required_missing",
        "not_published_yet",
        "nobody_to_fill_in",
    ]


RAISED = RaisedObjection(
    kind=ObjectionKind.REAL_NAME,
    name="王某",
    phone="13800000009",
    text="该窗口经常脱岗。",
    clock=clock(RUNNING, START, END, START),
    contact=Contact(person="王晓", phone="13800000001"),
)
MISSING = "required_missing"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"name": ""}, [(MISSING, "name")]),
        ({"phone": ""}, [(MISSING, "phone")]),
        ({"phone": "12345"}, [("phone_shape", "phone")]),
        ({"text": "  "}, [(MISSING, "text")]),
        ({"text": "长" * 2001}, [("too_long", "text")]),
        ({"text": "有\x00符"}, [("text_hostile", "text")]),
        ({"on_list": False}, [("not_on_list", "nomination")]),
        ({"name": "", "phone": "", "text": ""}, [(MISSING, "name"), (MISSING, "phone"), (MISSING, "text")]),
        ({"kind": ObjectionKind.ANONYMOUS, "name": "", "phone": ""}, []),
        ({"kind": ObjectionKind.ANONYMOUS, "phone": "12345"}, [("phone_shape", "phone")]),
        ({"kind": ObjectionKind.UNIT, "name": "某市第一车站（售票厅）"}, []),
        ({"kind": ObjectionKind.UNIT, "name": ""}, [(MISSING, "name")]),
        ({"clock": clock(RUNNING, START, END, date(2023, 3, 24)), "text": ""}, [("publication_over", "")]),
        ({"clock": clock(DECIDED, START, END, START)}, [("publication_over", "")]),
    ],
)
def test_what_an_objection_lacks(changes: dict[str, object], expected: list[tuple[str, str]]) -> None:
    found = objection_findings(replace(RAISED, **changes))  # type: ignore[arg-type]
    assert [(finding.code, finding.where) for finding in found] == expected


def test_after_the_end_the_objector_is_told_whom_to_call() -> None:
    over = replace(RAISED, clock=clock(RUNNING, START, END, date(2023, 3, 24)))
    assert objection_findings(over)[0].text == (
        "公示已于2023年3月23日结束，网上不再受理异议。仍有情况要反映的，请与主办单位联系（王晓，电话13800000001）。"
    )


@pytest.mark.parametrize(
    ("held", "told", "answer", "handler", "expected"),
    [
        (ObjectionOutcome.PENDING, ObjectionOutcome.UPHELD, "属实", "纪严", []),
        (ObjectionOutcome.UPHELD, ObjectionOutcome.NOT_UPHELD, "不属实", "纪严", ["answered_already"]),
        (ObjectionOutcome.PENDING, ObjectionOutcome.PENDING, "属实", "纪严", ["outcome_missing"]),
        (ObjectionOutcome.PENDING, ObjectionOutcome.UPHELD, "", "", [MISSING, MISSING]),
        (ObjectionOutcome.PENDING, ObjectionOutcome.UPHELD, "属实", "王某", ["handler_is_party"]),
    ],
)
def test_what_an_answer_needs(
    held: ObjectionOutcome, told: ObjectionOutcome, answer: str, handler: str, expected: list[str]
) -> None:
    assert [one.code for one in answer_findings(held, told, answer, handler, "王某")] == expected


CASE = DecisionCase(
    state=RUNNING,
    ends_on=END,
    today=date(2023, 3, 24),
    decided_on=date(2023, 3, 24),
    doc_number="某服办〔2023〕9号",
    pending=0,
    honoured=3,
)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"today": END, "decided_on": END}, ["publication_running"]),
        ({"decided_on": END}, ["decided_too_early"]),
        ({"decided_on": date(2023, 3, 25)}, ["decided_in_future"]),
        ({"doc_number": ""}, ["required_missing"]),
        ({"pending": 1}, ["objections_pending"]),
        ({"upheld": ("窗口1",)}, ["upheld_not_handled"]),
        ({"honoured": 0}, ["nobody_to_honour"]),
        ({"state": DECIDED, "doc_number": ""}, ["already_decided"]),
    ],
)
def test_what_keeps_a_list_undecided(changes: dict[str, object], expected: list[str]) -> None:
    found = decision_findings(replace(CASE, **changes))  # type: ignore[arg-type]
    assert [finding.code for finding in found] == expected

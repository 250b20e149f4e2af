"""The inspection sheet, what marks are worth, what a filled sheet lacks, and who may visit whom."""

from dataclasses import replace
from datetime import date

import pytest

from pingxuan.core.inspection import (
    VisitPlan,
    VisitReport,
    mean_score,
    plan_findings,
    points_text,
    report_findings,
    sheet_of,
    visit_score,
)
from pingxuan.core.words import Mark, NominationState, Role
from tests.small_campaign import OPENED, UNIT_AWARD, moment

SHEET = sheet_of(UNIT_AWARD)
GOOD = {item.key: Mark.GOOD for item in SHEET.items}
VISITED = moment("2023-03-08 10:00")
REPORT = VisitReport(marks=GOOD, visited_at=VISITED, received_at=moment("2023-03-08 10:30"))
PLAN = VisitPlan(
    nominee="车站售票厅",
    state=NominationState.ACCEPTED,
    inspected=True,
    inspector="巡察一",
    role=Role.INSPECTOR,
    inspector_body="other",
    nominating_bodies={"own", "above"},
    planned_on=date(2023, 3, 8),
    nominated_at=OPENED,
)


def codes(report: VisitReport) -> list[str]:
    return [finding.code for finding in report_findings(SHEET, report)]


def test_the_sheet_follows_the_criteria_and_keeps_vetoes_apart() -> None:
    assert [(item.key, item.text) for item in SHEET.items] == [
        ("1.1", "环境整洁"), ("1.2", "标识清楚"), ("2.1", "业务熟练"), ("3.1", "群众评价"),
    ]  # fmt: skip
    assert [(item.key, item.text) for item in SHEET.vetoes] == [
        ("v1", "有违法违纪行为"),
        ("v2", "有责任投诉"),
    ]
    assert [heading.heading for heading in SHEET.headings] == ["环境", "技能", "群众评价"]


@pytest.mark.parametrize(
    ("marks", "score"),
    [
        ([Mark.GOOD, Mark.GOOD], 10000),
        ([Mark.GOOD, Mark.FAIR], 8000),
        ([Mark.GOOD, Mark.FAIR, Mark.POOR], 5333),
        ([Mark.GOOD, Mark.GOOD, Mark.POOR], 6667),
        ([Mark.GOOD, Mark.NOT_OBSERVED, Mark.NOT_OBSERVED], 10000),
        ([Mark.POOR, Mark.NOT_OBSERVED], 0),
        ([Mark.NOT_OBSERVED], None),
        ([], None),
    ],
)
def test_only_what_was_observed_counts(marks: list[Mark], score: int | None) -> None:
    assert visit_score(marks) == score


def test_the_mean_of_visits_leaves_out_those_without_a_score() -> None:
    assert mean_score([8000, None, 9001]) == 8501
    assert mean_score([None]) is None


def test_scores_are_read_in_points() -> None:
    assert [points_text(score) for score in (8550, 10000, 5, None)] == ["85.50", "100.00", "0.05", "--"]


def test_a_full_sheet_has_no_findings() -> None:
    assert codes(REPORT) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"marks": {key: GOOD[key] for key in ("1.1", "1.2", "2.1")}}, ["mark_missing"]),
        ({"marks": {**GOOD, "9.9": Mark.GOOD}}, ["item_unknown"]),
        ({"marks": dict.fromkeys(GOOD, Mark.NOT_OBSERVED)}, ["nothing_observed"]),
        ({"marks": {**GOOD, "1.1": Mark.POOR}}, ["note_missing"]),
        ({"marks": {**GOOD, "1.1": Mark.POOR}, "note": "地面有垃圾"}, []),
        ({"vetoes": ("v1",)}, ["veto_note_missing"]),
        ({"vetoes": ("v1",), "note": "当场查实"}, []),
        ({"vetoes": ("v9",), "note": "当场查实"}, ["veto_unknown"]),
        ({"marks": dict.fromkeys(GOOD, Mark.NOT_OBSERVED), "vetoes": ("v1",), "note": "大门紧锁"}, []),
        ({"visited_at": moment("2023-03-08 10:31")}, ["visited_in_future"]),
        ({"captions": [""] * 31}, ["too_many_photos"]),
        ({"captions": ["长" * 201]}, ["caption_too_long"]),
        ({"note": "有\x00控制符"}, ["text_hostile"]),
    ],
)
def test_what_a_sheet_lacks(changes: dict[str, object], expected: list[str]) -> None:
    assert codes(replace(REPORT, **changes)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"inspected": False}, ["award_not_inspected"]),
        ({"state": NominationState.SUBMITTED}, ["not_inspectable"]),
        ({"state": NominationState.PROPOSED}, []),
        ({"role": Role.BODY_OFFICER}, ["not_an_inspector"]),
        ({"inspector_body": "own"}, ["inspector_conflict"]),
        ({"inspector_body": "above"}, ["inspector_conflict"]),
        ({"visits_already": True}, ["visits_already"]),
        ({"planned_on": date(2023, 2, 5)}, ["planned_too_early"]),
    ],
)
def test_who_may_visit_whom(changes: dict[str, object], expected: list[str]) -> None:
    found = plan_findings(replace(PLAN, **changes))  # type: ignore[arg-type]
    assert [finding.code for finding in found] == expected

"""Consultation letters: whom a department may be asked about, and what it may answer when."""

from dataclasses import replace
from datetime import date

import pytest

from pingxuan.core.consultation import (
    Asked,
    GridCell,
    Letter,
    Reply,
    cells_of,
    departments_in_order,
    letter_findings,
    reply_findings,
)
from pingxuan.core.words import NominationState, ReplyKind

ASKED = Asked(name="车站售票厅", state=NominationState.ACCEPTED)
LETTER = Letter(
    department="公安局",
    letter_number="函〔2023〕1号",
    sent_on=date(2023, 3, 1),
    due_on=date(2023, 3, 7),
    asked=[ASKED],
)
OPEN = Reply(kind=None)
FINE = Reply(kind=ReplyKind.NO_OBJECTION, replied_on=date(2023, 3, 3))
BAD = Reply(kind=ReplyKind.OBJECTION, reason="曾受行政处罚", replied_on=date(2023, 3, 3))
SILENT = Reply(kind=ReplyKind.NOT_ANSWERED)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"department": ""}, ["required_missing"]),
        ({"letter_number": "长" * 101}, ["too_long"]),
        ({"due_on": date(2023, 2, 28)}, ["due_before_sent"]),
        ({"asked": []}, ["nobody_asked"]),
        ({"asked": [replace(ASKED, right_award=False)]}, ["wrong_award"]),
        ({"asked": [replace(ASKED, state=NominationState.DRAFT), ASKED]}, ["not_consultable"]),
        ({"asked": [replace(ASKED, before="函〔2023〕0号")]}, ["asked_already"]),
    ],
)
def test_what_keeps_a_letter_back(changes: dict[str, object], expected: list[str]) -> None:
    found = letter_findings(replace(LETTER, **changes))  # type: ignore[arg-type]
    assert [finding.code for finding in found] == expected


@pytest.mark.parametrize(
    ("held", "told", "today", "expected"),
    [
        (OPEN, FINE, 3, []),
        (OPEN, BAD, 3, []),
        (OPEN, replace(BAD, reason=" "), 3, ["objection_reason_missing"]),
        (OPEN, FINE, 2, ["reply_date"]),
        (OPEN, replace(FINE, replied_on=date(2023, 2, 28)), 3, ["reply_date"]),
        (OPEN, SILENT, 7, ["not_overdue_yet"]),
        (OPEN, SILENT, 8, []),
        (BAD, BAD, 8, []),
        (BAD, FINE, 8, ["change_reason_missing"]),
        (BAD, replace(FINE, reason="经复核已整改"), 8, []),
        (FINE, BAD, 8, []),
        (OPEN, replace(BAD, reason="长" * 2001), 3, ["too_long"]),
    ],
)
def test_what_a_department_may_answer(held: Reply, told: Reply, today: int, expected: list[str]) -> None:
    found = reply_findings(
        "车站售票厅", held, told, sent_on=LETTER.sent_on, due_on=LETTER.due_on, today=date(2023, 3, today)
    )
    assert [finding.code for finding in found] == expected


def test_the_grid_keeps_the_departments_order_and_its_gaps() -> None:
    columns = departments_in_order(("公安局", "税务局"), ["应急局", "公安局"])
    assert columns == ("公安局", "税务局", "应急局")
    cell = GridCell(kind=None, reason="", letter_number="1", consultation_id="c")
    assert cells_of(columns, {"应急局": cell}) == (None, None, cell)

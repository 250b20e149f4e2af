"""Rows of the definition's lists as typed: one more, one out, one up or down; nothing else typed is touched."""

from collections.abc import Mapping
from typing import Any

from pingxuan.core.definition import (
    Award,
    Column,
    Contact,
    Criterion,
    Deadline,
    Field,
    Form,
    NominatingBody,
    OpinionStep,
    RegisterRule,
    whole_data,
)
from pingxuan.core.notice.draft_forms import assumed_form
from pingxuan.core.notice.draft_summaries import assumed_summary
from pingxuan.core.words import AwardKind, DeadlineKind, OpinionBy, RegisterRuleKind
from pingxuan.web.definition_paths import Nested, dict_at, row_numbers, tokens

MATRICES = ("places", "bases")
"""Tables of bodies by awards: ``places[award][body]``, and what each body counts for a ratio."""
_USUAL_FORM = assumed_form("", AwardKind.UNIT)
NEW_ROWS: Mapping[str, Mapping[str, Any]] = {
    "bodies": whole_data(NominatingBody(name="")),
    "deadlines": whole_data(Deadline(kind=DeadlineKind.OTHER, what="")),
    "further_contacts": whole_data(Contact()),
    "awards": whole_data(
        Award(
            key="", name="", kind=AwardKind.UNIT, form=_USUAL_FORM, summary=assumed_summary("", _USUAL_FORM)
        )
    ),
    "rules": whole_data(RegisterRule(kind=RegisterRuleKind.EXCLUDED, honour="", year=0)),
    "criteria": whole_data(Criterion(heading="")),
    "further_forms": whole_data(Form(title="")),
    "fields": whole_data(Field(key="", label="")),
    "opinions": whole_data(OpinionStep(key="", label="", by=OpinionBy.NOMINATING_BODY)),
    "columns": whole_data(Column(label="")),
}
"""What a row starts from, by the name of its list: nothing told, but for the usual form of a new award."""
_FIELD_COLUMN = whole_data(Field(key="", label="", required=False))


def list_name(path: str) -> str:
    """The name of the list at a path, "" where there is none to add rows to."""
    names = [token for token in tokens(path) if isinstance(token, str)]
    return names[-1] if names and names[-1] in NEW_ROWS else ""


def blank_row(path: str) -> Mapping[str, Any]:
    """What a row of the list at ``path`` starts from; the columns of a field are fields themselves."""
    names = [token for token in tokens(path) if isinstance(token, str)]
    return _FIELD_COLUMN if names[-2:] == ["fields", "columns"] else NEW_ROWS[names[-1]]


def add_row(nested: Nested, path: str) -> None:
    """One more, empty row at the end of the list at ``path``."""
    rows = dict_at(nested, path)
    if rows is not None and list_name(path):
        rows[max(row_numbers(rows), default=-1) + 1] = {}


def remove_row(nested: Nested, path: str) -> None:
    """Takes out the row at ``path``, and with a body its places."""
    rows, number = _row(nested, path)
    if rows is not None:
        rows.pop(number, None)
        for column in _beside(nested, path):
            column.pop(number, None)


def move_row(nested: Nested, asked: str) -> None:
    """``deadlines[2] up`` or ``down``: the row changes place with its neighbour, and a body with its places."""
    path, _, way = asked.partition(" ")
    rows, number = _row(nested, path)
    numbers = row_numbers(rows)
    if rows is None or number not in numbers:
        return
    place = numbers.index(number) + (-1 if way == "up" else 1)
    if 0 <= place < len(numbers):
        for column in (rows, *_beside(nested, path)):
            _swap(column, number, numbers[place])


def _row(nested: Nested, path: str) -> tuple[Nested | None, int]:
    way = tokens(path)
    if not way or not isinstance(way[-1], int):
        return None, -1
    return dict_at(nested, path[: path.rfind("[")]), way[-1]


def _beside(nested: Nested, path: str) -> list[Nested]:
    """What stands in other tables for the row: a body's places in every column, an award's whole columns."""
    matrices = [nested.get(name) for name in MATRICES]
    known = [matrix for matrix in matrices if isinstance(matrix, dict)]
    if len(tokens(path)) != 2:
        return []
    if path.startswith("awards["):
        return known
    if path.startswith("bodies["):
        return [column for matrix in known for column in matrix.values() if isinstance(column, dict)]
    return []


def _swap(rows: Nested, one: int, other: int) -> None:
    first, second = rows.pop(one, None), rows.pop(other, None)
    for number, row in ((one, second), (other, first)):
        if row is not None:
            rows[number] = row

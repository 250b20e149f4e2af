"""The rows of a table inside a form (获奖情况, 家庭成员): under the row that holds its columns' headings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pingxuan.core.definition import Field
from pingxuan.core.intake.grid import Grid, GridCell
from pingxuan.core.intake.matching import Match, matched
from pingxuan.core.intake.values import is_prompt, written


@dataclass(frozen=True)
class Rows:
    """The rows read, column key → text; the cells they and their headings stand in; where they begin."""

    held: list[dict[str, str]] = field(default_factory=list)
    used: frozenset[GridCell] = frozenset()
    address: str = ""


def read_rows(grid: Grid, blank: Field, labels: Mapping[GridCell, Match], taken: Iterable[GridCell]) -> Rows:
    """What was filled in under a blank's column headings; nothing where the headings are not there."""
    others = set(taken) - set(labels)
    for number in range(grid.height):
        headings = _headings(grid, number, blank)
        if len(headings) * 2 >= len(blank.columns) and len(headings) >= min(2, len(blank.columns)):
            return _under(grid, number, headings, _end(grid, number, labels, others))
    return Rows()


def _headings(grid: Grid, number: int, blank: Field) -> dict[GridCell, Field]:
    found: dict[GridCell, Field] = {}
    for cell in grid.row(number):
        match = matched(cell.text, blank.columns)
        if match and match.field not in found.values():
            found[cell] = match.field
    return found


def _end(grid: Grid, heading: int, labels: Iterable[GridCell], others: set[GridCell]) -> int:
    """The row its rows end before: where the label beside them ends, or another label begins."""
    for label in labels:
        if label.row <= heading < label.row + label.rows and label.rows > 1:
            return label.row + label.rows
    later = [cell.row for cell in others if cell.row > heading]
    return min(later, default=grid.height)


def _under(grid: Grid, heading: int, headings: Mapping[GridCell, Field], end: int) -> Rows:
    held: list[dict[str, str]] = []
    used = set(headings)
    address = ""
    for number in range(heading + 1, end):
        row: dict[str, str] = {}
        for head, column in headings.items():
            cell = grid.by_place.get((number, head.column))
            if cell is None or cell in headings:
                continue
            used.add(cell)
            address = address or cell.address
            row[column.key] = "" if is_prompt(cell.text) else written(column, cell.text)
        if any(row.values()):
            held.append(row)
    return Rows(held, frozenset(used), address)

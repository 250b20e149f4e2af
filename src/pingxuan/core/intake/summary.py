"""A summary table (汇总表) read row by row, wherever its header stands and however its columns were moved."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pingxuan.core.definition import Award, Field, field_for
from pingxuan.core.finding import Finding, in_marks
from pingxuan.core.intake.grid import Grid, GridCell
from pingxuan.core.intake.matching import Match, label_key, matched
from pingxuan.core.intake.record import Record, Value
from pingxuan.core.intake.values import written
from pingxuan.core.words import Meaning

HEADER_DEPTH = 12
"""How many rows down a header may stand: titles, prompts and the body's name come above it."""
_NOT_A_ROW = re.compile(
    r"\s*(?:合\s*计|总\s*计|小\s*计|共\s*计|备\s*注|说\s*明|注|填\s*[表报]\s*(?:人|说明|时间)|[…．.·]{2,})\s*(?:[：:（(].*)?$",
    re.DOTALL,
)
NUMBER = "running_number"


@dataclass(frozen=True)
class Header:
    """The header row of a summary: each column's place and the blank it fills."""

    row: int
    last_row: int
    columns: Mapping[int, Match]
    wanted: int
    """How many columns the annex has."""

    @property
    def share(self) -> float:
        """How much of the annex's header was found, 0 to 1."""
        return len(self.columns) / self.wanted if self.wanted else 0.0


def column_blanks(award: Award) -> tuple[Field, ...]:
    """A summary's columns as blanks: the form's field that fills each, called as the summary prints it."""
    by_key = {blank.key: blank for blank in award.form.fields}
    blanks = []
    for place, column in enumerate(award.summary.columns):
        source = by_key.get(column.source)
        number = column.meaning is Meaning.RUNNING_NUMBER
        if source is None:
            blanks.append(Field(key=NUMBER if number else f"column{place}", label=column.label))
        else:
            blanks.append(replace(source, label=column.label))
    return tuple(blanks)


def header_of(grid: Grid, award: Award) -> Header | None:
    """The row that holds most of a summary's columns, at least half of them; None where no row does."""
    blanks = column_blanks(award)
    best: Header | None = None
    for number in range(min(HEADER_DEPTH, grid.height)):
        columns = _columns(grid, number, blanks)
        told = sum(match.field.key != NUMBER for match in columns.values())
        if (
            told >= 2
            and len(columns) * 2 >= len(blanks)
            and (best is None or len(columns) > len(best.columns))
        ):
            deepest = max(grid.by_place[number, column].rows for column in columns)
            best = Header(number, number + deepest - 1, columns, len(blanks))
    return best


def _columns(grid: Grid, number: int, blanks: tuple[Field, ...]) -> dict[int, Match]:
    """Column → the blank it is headed by; a heading over two rows counts with the one below it."""
    found: dict[int, Match] = {}
    for cell in grid.row(number):
        match = matched(cell.text, [one for one in blanks if one not in [m.field for m in found.values()]])
        if match:
            found[cell.column] = match
    return found


def read_summary(grid: Grid, award: Award, header: Header) -> tuple[Record, ...]:
    """A record for each row under the header that names a nominee."""
    nominee = field_for(award.form, Meaning.NOMINEE_NAME)
    doubts = tuple(_guessed(grid, header))
    records = []
    for number in range(header.last_row + 1, grid.height):
        cells = {column: grid.by_place.get((number, column)) for column in header.columns}
        values = {
            match.field.key: Value(
                match.field, written(match.field, _text(cells[column])), _address(cells[column])
            )
            for column, match in header.columns.items()
            if match.field.key != NUMBER
        }
        if _is_row(grid, number, values, nominee.key if nominee else ""):
            where = f"{grid.name}第{number + 1}行"
            records.append(Record(award, where, values, from_summary=True, doubts=doubts))
            doubts = ()
    return tuple(records)


def _is_row(grid: Grid, number: int, values: Mapping[str, Value], nominee: str) -> bool:
    first = next((cell.text for cell in grid.row(number) if cell.text), "")
    if not first or _NOT_A_ROW.match(first):
        return False
    repeated = sum(label_key(value.held) == label_key(value.blank.label) for value in values.values())
    if repeated * 2 > len(values):
        return False
    return _named(values, nominee) or sum(bool(value.held) for value in values.values()) >= 2


def _named(values: Mapping[str, Value], nominee: str) -> bool:
    return bool(nominee in values and values[nominee].held)


def _text(cell: GridCell | None) -> str:
    return cell.text if cell else ""


def _address(cell: GridCell | None) -> str:
    return cell.address if cell else ""


def _guessed(grid: Grid, header: Header) -> Iterator[Finding]:
    for column, match in header.columns.items():
        if match.doubtful:
            cell = grid.by_place[header.row, column]
            text = f"{cell.address}的列名{in_marks(cell.text)}按{in_marks(match.field.label)}一列读入。请核对是否同一项。"
            yield Finding("label_guessed", text, cell.address, blocks=False)

"""A table that came in: its cells in their grid, each with the address people call it by, and the lines around it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from pingxuan.core.notice.compose import ReadFile, ReadLine, ReadTable

Place = tuple[int, int]
"""Row and column, counted from 0."""


@dataclass(frozen=True)
class GridCell:
    """A cell, merged ones once: where it begins, how many rows and columns it covers, what stands in it."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    address: str = ""

    @property
    def places(self) -> Iterator[Place]:
        """Every place of the grid it covers."""
        return (
            (row, column)
            for row in range(self.row, self.row + self.rows)
            for column in range(self.column, self.column + self.columns)
        )


@dataclass(frozen=True)
class Grid:
    """One table: ``above`` and ``below`` are the lines of text up to the tables beside it."""

    name: str
    cells: tuple[GridCell, ...]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()

    @cached_property
    def by_place(self) -> dict[Place, GridCell]:
        """The cell at each place."""
        return {place: cell for cell in self.cells for place in cell.places}

    @cached_property
    def height(self) -> int:
        """How many rows it has."""
        return max((cell.row + cell.rows for cell in self.cells), default=0)

    @cached_property
    def width(self) -> int:
        """How many columns it has."""
        return max((cell.column + cell.columns for cell in self.cells), default=0)

    @cached_property
    def _rows(self) -> dict[int, list[GridCell]]:
        rows: dict[int, list[GridCell]] = defaultdict(list)
        for cell in sorted(self.cells, key=attrgetter("column")):
            for number in range(cell.row, cell.row + cell.rows):
                rows[number].append(cell)
        return rows

    def row(self, number: int) -> list[GridCell]:
        """The cells of a row from left to right, each once."""
        return self._rows.get(number, [])

    def right_of(self, cell: GridCell) -> list[GridCell]:
        """The cells to the right of a cell, row by row of those it covers, each once."""
        beside = [
            other
            for number in range(cell.row, cell.row + cell.rows)
            for other in self.row(number)
            if other.column >= cell.column + cell.columns
        ]
        return list(dict.fromkeys(beside))

    def below_of(self, cell: GridCell) -> GridCell | None:
        """The cell right under a cell's first column."""
        return self.by_place.get((cell.row + cell.rows, cell.column))


def grids_of_file(file: ReadFile) -> tuple[Grid, ...]:
    """The tables of a document in order, those inside cells after theirs; addresses read 表1第3行第2列."""
    lines: list[list[str]] = [[]]
    tables: list[ReadTable] = []
    for block in file.blocks:
        if isinstance(block, ReadLine):
            lines[-1].extend(line.strip() for line in block.text.split("\n") if line.strip())
        else:
            for table in _with_inner(block):
                tables.append(table)
                lines.append([])
    return tuple(
        Grid(f"表{n + 1}", _cells(table, f"表{n + 1}"), tuple(lines[n]), tuple(lines[n + 1]))
        for n, table in enumerate(tables)
    )


def _with_inner(table: ReadTable) -> Iterator[ReadTable]:
    yield table
    for cell in table.cells:
        for inner in cell.inner:
            yield from _with_inner(inner)


def _cells(table: ReadTable, name: str) -> tuple[GridCell, ...]:
    return tuple(
        GridCell(
            cell.text.strip(), cell.row, cell.column, cell.rows, cell.columns,
            f"{name}第{cell.row + 1}行第{cell.column + 1}列",
        )
        for cell in table.cells
    )  # fmt: skip


def grid_of_rows(name: str, rows: Iterable[Sequence[tuple[str, str]]]) -> Grid:
    """A worksheet's rows of (address, text) as a grid."""
    return Grid(
        name,
        tuple(
            GridCell(text.strip(), y, x, address=address)
            for y, row in enumerate(rows)
            for x, (address, text) in enumerate(row)
        ),
    )

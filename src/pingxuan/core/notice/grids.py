"""The exact grid of a table whose file tells it: merged cells once in the stream, repeated in the rows."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pingxuan.core.notice.layout import Block, Cell
from pingxuan.core.notice.source import Piece, compact

BLANK = Piece("", "", ())
LARGEST_GRID = 100_000


@dataclass(frozen=True, eq=False)
class Grid:
    """Cells in reading order, each merged one once, with the place and reach of each in the grid."""

    cells: tuple[Piece, ...]
    spots: tuple[Cell, ...]

    @property
    def is_plain(self) -> bool:
        """Whether no cell is merged."""
        return all(spot.rows == spot.columns == 1 for spot in self.spots)

    @property
    def width(self) -> int:
        """Number of columns."""
        return max((spot.column + spot.columns for spot in self.spots), default=0)

    @property
    def rows(self) -> list[list[Piece]]:
        """Every row at full width; what a merged cell says stands in every place it covers."""
        height = max((spot.row + spot.rows for spot in self.spots), default=0)
        if height * self.width > LARGEST_GRID:
            return []
        rows = [[BLANK] * self.width for _ in range(height)]
        for piece, spot in zip(self.cells, self.spots, strict=True):
            for row in rows[spot.row : spot.row + spot.rows]:
                for column in range(spot.column, spot.column + spot.columns):
                    row[column] = row[column] or piece
        return rows


def exact_grids(source: Piece, tables: Sequence[Block]) -> Iterator[tuple[int, int, Grid]]:
    """Start and end in the piece, and grid, of every table whose cells are known."""
    for block in tables:
        cells = tuple(compact(_stretch(source, spot.start, spot.end), cell=True) for spot in block.cells)
        yield bisect_left(source.at, block.start), bisect_left(source.at, block.end), Grid(cells, block.cells)


def _stretch(source: Piece, start: int, end: int) -> Piece:
    """What stands from one place of the original up to another; characters left out do not matter."""
    return source.cut(bisect_left(source.at, start), bisect_left(source.at, end))

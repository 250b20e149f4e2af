"""Lists as tables: columns with a least width that share what the page has left."""

from collections.abc import Sequence
from dataclasses import dataclass

from pingxuan.core.paper import Align, Cell, Face, Row, Table

PORTRAIT = 160.0
LANDSCAPE = 247.0


@dataclass(frozen=True)
class ListColumn:
    """A column's heading, its least width in mm, and its share of the width left over."""

    label: str
    least: float = 20
    share: float = 1
    align: Align = Align.CENTER


def listing(
    columns: Sequence[ListColumn], rows: Sequence[Row], *, landscape: bool = False, size: float = 12
) -> Table:
    """A table with a heading row in 黑体 that is repeated on every page; widths fill the page."""
    header = Row(cells=tuple(Cell(text=column.label, face=Face.HEI) for column in columns))
    return Table(
        widths=_widths(columns, LANDSCAPE if landscape else PORTRAIT),
        rows=(header, *rows),
        header_rows=1,
        size=size,
    )


def numbered_rows(columns: Sequence[ListColumn], lines: Sequence[Sequence[str]]) -> list[Row]:
    """Rows of plain text behind a running number that fills the first column."""
    return [
        Row(
            cells=(
                Cell(text=str(number), number=True),
                *(
                    Cell(text=text, align=column.align)
                    for column, text in zip(columns[1:], line, strict=True)
                ),
            )
        )
        for number, line in enumerate(lines, 1)
    ]


def _widths(columns: Sequence[ListColumn], page: float) -> tuple[float, ...]:
    least = sum(column.least for column in columns)
    shares = sum(column.share for column in columns)
    scale = min(1.0, page / least) if least else 1.0
    spare = max(0.0, page - least)
    if not shares:
        return tuple(round(column.least * page / least, 2) for column in columns)
    return tuple(round(column.least * scale + spare * column.share / shares, 2) for column in columns)

"""Rows of cells with widths in mm, laid on the one grid of columns a table needs."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pingxuan.core.paper import Cell, Row, Table


@dataclass(frozen=True)
class Strip:
    """One row before the grid is known: cells with their widths in mm, and the row's height in mm."""

    cells: tuple[tuple[float, Cell], ...]
    height: float | None = None


def lay_out(strips: Sequence[Strip], *, size: float = 14) -> Table:
    """The table whose columns end wherever a cell of any strip ends; cells span what they cover.

    Cells covered from above (``rowspan``) are left out of a strip; its other cells close up around them.
    """
    placed = _place(strips)
    edges = sorted(
        {0.0} | {edge for row in placed for left, width, _ in row for edge in (left, left + width)}
    )
    rows = tuple(
        Row(
            cells=tuple(_spanning(cell, left, width, edges) for left, width, cell in row), height=strip.height
        )
        for row, strip in zip(placed, strips, strict=True)
    )
    widths = tuple(round(right - left, 2) for left, right in itertools.pairwise(edges))
    return Table(widths=widths, rows=rows, size=size)


def _place(strips: Sequence[Strip]) -> list[list[tuple[float, float, Cell]]]:
    rows: list[list[tuple[float, float, Cell]]] = []
    hanging: list[tuple[float, float, int]] = []
    for strip in strips:
        row, left = [], 0.0
        for width, cell in strip.cells:
            left = _past(left, hanging)
            row.append((left, width, cell))
            left = round(left + width, 2)
        hanging = [(start, wide, more - 1) for start, wide, more in hanging if more > 1]
        hanging += [(start, wide, cell.rowspan - 1) for start, wide, cell in row if cell.rowspan > 1]
        rows.append(row)
    return rows


def _past(left: float, hanging: Sequence[tuple[float, float, int]]) -> float:
    for start, width, _ in sorted(hanging):
        if abs(start - left) < 0.01:
            left = round(start + width, 2)
    return left


def _spanning(cell: Cell, left: float, width: float, edges: Sequence[float]) -> Cell:
    return replace(cell, colspan=sum(left - 0.01 < edge < left + width - 0.01 for edge in edges))

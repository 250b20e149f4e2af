"""Tables: a stream of cells, and its rows where the file, the drawing or the figures tell how wide it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from pingxuan.core.notice.grids import Grid
from pingxuan.core.notice.lines import Line, clause_level
from pingxuan.core.notice.source import Piece, compact

_TITLE_LIKE = re.compile(r"[^。；]{4,50}(?:表|名单|分配|名额|分配（[^（）]{1,12}）|名额（[^（）]{1,12}）)$")
_FIGURE = re.compile(r"[0-9]{1,5}[名个家户人位]?$")
_RULE_ROW = re.compile(r"[|\-：]+$")
_ROW_LINE = re.compile(r"(?:\|[^|]*){2,40}\|$|[^|]+(?:\|[^|]*){1,40}[^|]$")
_LABEL_LINE = re.compile(r"[^：:。（]{1,10}$")
_SAYS_LITTLE = re.compile(
    r"(?:推荐|分配)?(?:名额|数量|人数|个数|指标)(?:（.{1,4}）)?$|[总合小]计?数?$|[名个人]$"
)
_BAR_BETWEEN = re.compile(r"[^| ] ?\|[| ]*[^| ]")
MAX_WIDTH = 40
LEAST_RULED = 3
"""Rows a drawing with rules between them has at the least."""
DEEPEST_HEADING = 3


@dataclass(frozen=True)
class Table:
    """Cells in reading order; ``width`` when every row of the drawing has that many cells."""

    cells: tuple[Piece, ...]
    width: int | None = None
    grid: Grid | None = None
    """Where each cell stands, when the file tells; ``cells`` are then its cells, merged ones once."""

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells' text."""
        return tuple(cell.text for cell in self.cells)


Block = Piece | Table


def blocks(lines: Sequence[Line]) -> Iterator[Block]:
    """Paragraphs and tables of a part, in order."""
    for grid, run in groupby(lines, key=lambda line: line.grid):
        if grid is None:
            yield from _guessed(list(run))
        elif any(grid.cells):
            yield Table(grid.cells, grid.width if grid.is_plain else None, grid)


def _guessed(lines: Sequence[Line]) -> Iterator[Block]:
    """Paragraphs, and tables as their bars draw them."""
    pending: list[Line] = []
    drawing: list[Line] = []
    last_bar = max((index for index, line in enumerate(lines) if line.has_bar), default=-1)
    for line in lines[: last_bar + 1]:
        pending.append(line)
        if not line.has_bar:
            continue
        cut = _outside(pending, bool(drawing))
        if cut:
            yield from _drawn(drawing)
            yield from (outside.piece for outside in pending[:cut])
            drawing = []
        drawing.extend(pending[cut:])
        pending = []
    yield from _drawn(drawing)
    yield from (line.piece for line in lines[last_bar + 1 :])


def rows(table: Table) -> list[list[Piece]]:
    """The table's rows; [] when neither file, drawing nor figures tell how wide it is.

    Where the file tells the grid, a merged cell stands in each place it covers and a heading of two or three
    rows is one: the lowest name of each column, with the one above it when it only says 名额 or 合计.
    """
    if table.grid:
        return _with_one_heading(table.grid)
    width = table.width or _width(table.texts)
    if not width:
        return []
    cells = list(table.cells)
    return [cells[start : start + width] for start in range(0, len(cells), width)]


def _with_one_heading(grid: Grid) -> list[list[Piece]]:
    whole = grid.rows
    depth = _heading_depth(grid, whole)
    if depth < 2:
        return whole
    return [[_lowest(column) for column in zip(*whole[:depth], strict=True)], *whole[depth:]]


def _heading_depth(grid: Grid, whole: Sequence[Sequence[Piece]]) -> int:
    """How many rows head a table: as many as its first row's cells reach down, or one below those that span."""
    first = [spot for spot in grid.spots if spot.row == 0]
    spans = any(1 < spot.columns < grid.width for spot in first)
    depth = max([2 if spans else 1, *(spot.rows for spot in first)], default=1)
    plain = depth < len(whole) and not any(is_figure(cell.text) for row in whole[:depth] for cell in row)
    return depth if plain and depth <= DEEPEST_HEADING else 1


def _lowest(column: Sequence[Piece]) -> Piece:
    """What heads a column: the last thing said above it, after the one before when that alone says little."""
    said = [cell for place, cell in enumerate(column) if cell and cell not in column[:place]]
    if len(said) > 1 and _SAYS_LITTLE.match(said[-1].text):
        return said[-2].plus(said[-1])
    return said[-1] if said else column[0]


def is_figure(text: str) -> bool:
    """Whether a cell holds a count and nothing else."""
    return bool(_FIGURE.match(text))


def _outside(pending: list[Line], in_table: bool) -> int:
    """How many of the lines up to this bar stand outside the table that the bar draws."""
    cut = 0
    last = max((index for index, line in enumerate(pending) if line.text.strip("| ")), default=0)
    for index, line in enumerate(pending[:last]):
        clause = clause_level(line.text)
        ends_part = clause is not None and clause[0] == 0 and not line.text.endswith("：")
        if ends_part or (_TITLE_LIKE.match(line.text) and not (in_table and line.text.endswith("名额"))):
            cut = index + 1
    return cut if in_table else max(cut, _first_cell(pending, last))


def _first_cell(pending: list[Line], last: int) -> int:
    """Where a table's first cell opens: short lines set close together, right above the first bar."""
    index = last
    while index > 0 and not pending[index].blanks_before and _LABEL_LINE.match(pending[index - 1].text):
        index -= 1
    return index


def _drawn(lines: list[Line]) -> Iterator[Block]:
    """The table those lines draw; a box around text is no table, its text is read as paragraphs."""
    if not lines:
        return
    if not any(line.text.strip("|- ：") for line in lines):
        return
    if all(_ROW_LINE.match(line.text) for line in lines) or _is_row_each(lines):
        yield _rowed([line for line in lines if not _RULE_ROW.match(line.text) or "-" not in line.text])
        return
    cells = _between_bars(lines)
    while cells and not cells[-1]:
        cells.pop()
    if sum(map(bool, cells)) > 1:
        yield Table(tuple(cells))
    else:
        yield from (boxed for boxed in (line.piece.trim("| ") for line in lines) if boxed)


def _ruled(lines: list[Line]) -> list[list[Piece]]:
    """Rows that a rule parts (it left a blank), some of two lines or more; [] when blanks do not tell rows."""
    starts = [index for index, line in enumerate(lines) if index == 0 or line.blanks_before]
    if len(starts) < LEAST_RULED or len(starts) == len(lines) or 2 * len(starts) < len(lines):
        return []
    rows: list[list[Piece]] = []
    for first, last in pairwise([*starts, len(lines)]):
        each = [_between_bars([line]) for line in lines[first:last]]
        more = any(is_figure(cell.text) for row in each[1:] for cell in row)
        if more or len({len(row) for row in each}) > 1:
            return []
        rows.append([_joined(list(cells)) for cells in zip(*each, strict=True)])
    return rows


def _is_row_each(lines: Sequence[Line]) -> bool:
    """Whether each line is a row though no bar closes it: every line has a bar, some of them between two texts."""
    between = sum(bool(_BAR_BETWEEN.search(line.text)) for line in lines)
    named = sum(not line.text.startswith("|") for line in lines)
    return all(line.has_bar for line in lines) and 5 * between > len(lines) and 2 * named > len(lines)


def _rowed(lines: list[Line]) -> Table:
    """A table with one line of text for each row, or with rules between rows of several lines."""
    drawn = _ruled(lines) or [_between_bars([line]) for line in lines]
    if all(not row[0] and not row[-1] for row in drawn):
        drawn = [row[1:-1] for row in drawn]
    width = max(map(len, drawn))
    for row in drawn:
        row.extend([Piece("", "", ())] * (width - len(row)))
    return Table(tuple(cell for row in drawn for cell in row), width)


def _between_bars(lines: list[Line]) -> list[Piece]:
    """The text between one bar and the next, lines run on."""
    cells: list[Piece] = []
    current: list[Piece] = []
    for line in lines:
        start, raw = 0, line.raw
        for bar in re.finditer(r"\|", raw.text):
            cells.append(_joined([*current, raw.cut(start, bar.start())]))
            current, start = [], bar.end()
        current.append(raw.cut(start))
    cells.append(_joined(current))
    return cells


def _joined(parts: list[Piece]) -> Piece:
    pieces = [piece for piece in (compact(part, cell=True) for part in parts) if piece]
    if not pieces:
        return Piece("", "", ())
    text, shown = "".join(p.text for p in pieces), "".join(p.shown for p in pieces)
    return Piece(text, shown, [place for piece in pieces for place in piece.at])


def _width(texts: Sequence[str]) -> int | None:
    """How many columns a stream of cells has, from its running numbers or its figures."""
    return _numbered_width(texts) or _figured_width(texts) or _halved_width(texts)


def _numbered_width(texts: Sequence[str]) -> int | None:
    """Rows that start 1, 2, 3 …"""
    if "1" not in texts[: MAX_WIDTH + 1]:
        return None
    width = texts.index("1")
    if any(map(is_figure, texts[:width])):
        return None
    numbered = list(texts[width::width]) if width >= 2 else []
    run = 0
    while run < len(numbered) and numbered[run] == str(run + 1):
        run += 1
    return width if run >= max(1, len(numbered) - 2) else None


def _figured_width(texts: Sequence[str]) -> int | None:
    """A header, then rows of one name and figures."""
    first = next((index for index, text in enumerate(texts) if is_figure(text)), 0)
    for width in range(2, min(first, MAX_WIDTH) + 1):
        body = [texts[start : start + width] for start in range(width, len(texts), width)]
        if body and all(_name_and_figures(row, width) for row in body):
            return width
    return None


def _name_and_figures(row: Sequence[str], width: int) -> bool:
    figures = all(not text or is_figure(text) for text in row[1:])
    return bool(row[0]) and not is_figure(row[0]) and figures and (len(row) == width or len(row) > 1)


def _halved_width(texts: Sequence[str]) -> int | None:
    """As many names as figures below them."""
    half, odd = divmod(len(texts), 2)
    fits = (
        not odd and half > 1 and all(map(is_figure, texts[half:])) and not any(map(is_figure, texts[:half]))
    )
    return half if fits else None

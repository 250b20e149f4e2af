"""Summary tables (汇总表): the columns they ask for, and the line above them."""

import re
from dataclasses import dataclass

from pingxuan.core.notice.annexes import Annex
from pingxuan.core.notice.flat_form import column_heads
from pingxuan.core.notice.forms import is_form_title
from pingxuan.core.notice.parts import Parts
from pingxuan.core.notice.sheets import Sheet, read_sheets
from pingxuan.core.notice.source import Piece
from pingxuan.core.notice.tables import Table, rows

_TITLE = re.compile(r"汇总|一览表|花名册|名册|统计表")
_NO_SUMMARY = re.compile("名额|评分|打分|指标")
LEAST = 2
"""Columns a summary table has at the least."""
_HEADING = re.compile(r"(?P<label>[\u4e00-\u9fa5]{2,10})(?:（[^（）]{0,10}）)?：")


@dataclass(frozen=True)
class SummaryFact:
    """One summary table: its annex, title, columns in order, and the blanks of the line above it."""

    annex: Annex
    title: Piece
    columns: tuple[Piece, ...]
    heading: tuple[Piece, ...] = ()


def read_summaries(parts: Parts) -> tuple[SummaryFact, ...]:
    """Every summary table among the annexes."""
    found = []
    for sheet in read_sheets(parts):
        title = sheet.title
        if title is None or not _is_summary(sheet, title.text):
            continue
        columns = next((row for row in map(_columns, sheet.tables) if len(row) >= LEAST), ())
        columns = columns or (() if sheet.tables else column_heads(sheet.lines))
        if len(columns) >= LEAST:
            found.append(SummaryFact(sheet.annex, title, columns, _heading(sheet)))
    return tuple(found)


def _is_summary(sheet: Sheet, title: str) -> bool:
    """Whether a sheet is called a summary, or called a form though it lists nominees one a row."""
    called = _TITLE.search(title) or (sheet.is_list and is_form_title(title))
    return bool(called) and not _NO_SUMMARY.search(title)


def _heading(sheet: Sheet) -> tuple[Piece, ...]:
    """填报单位： 填报时间： above or below the table."""
    short = [line for line in sheet.lines if len(line.text) < 80]
    return tuple(line.cut(*named.span("label")) for line in short for named in _HEADING.finditer(line.text))


def _columns(table: Table) -> tuple[Piece, ...]:
    """The cells of the heading row: those before the first blank, number or …; a heading of two rows is one."""
    cells = _heading_row(table)
    while cells and (not cells[0] or cells[0].text.endswith("：") or "：" in cells[0].text):
        cells.pop(0)
    columns: list[Piece] = []
    for cell in cells:
        if not cell or re.fullmatch(r"[0-9]+|…+|\.+", cell.text) or len(cell.text) > 24:
            break
        columns.append(cell)
    return tuple(columns)


def _heading_row(table: Table) -> list[Piece]:
    if table.grid:
        whole = rows(table)
        return next((row for row in whole if len({cell.text for cell in row if cell}) > 1), [])
    if not table.width:
        return list(table.cells)
    width = table.width
    first, second = list(table.cells[:width]), list(table.cells[width : 2 * width])
    under = [below or above for above, below in zip(first, second, strict=False)]
    parted = [not above and bool(below) for above, below in zip(first, second, strict=False)]
    fits = any(parted) and all(under) and not any(re.search("[0-9]", cell.text) for cell in second)
    return under if fits else first

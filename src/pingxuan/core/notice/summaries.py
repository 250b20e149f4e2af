"""Summary tables (汇总表): the columns they ask for, and the line above them."""

import re
from dataclasses import dataclass

from pingxuan.core.notice.annexes import Annex
from pingxuan.core.notice.flat_form import run_of_labels
from pingxuan.core.notice.form_parts import plain_label
from pingxuan.core.notice.parts import Parts
from pingxuan.core.notice.sheets import Sheet, read_sheets
from pingxuan.core.notice.source import Piece
from pingxuan.core.notice.tables import Table

_TITLE = re.compile(r"汇总|一览表|花名册|名册|统计表")
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
        if title is None or not _TITLE.search(title.text) or "名额" in title.text:
            continue
        columns = next((row for row in map(_columns, sheet.tables) if len(row) >= LEAST), ())
        columns = columns or _flat_columns(sheet)
        if len(columns) >= LEAST:
            found.append(SummaryFact(sheet.annex, title, columns, _heading(sheet)))
    return tuple(found)


def _heading(sheet: Sheet) -> tuple[Piece, ...]:
    """填报单位： 填报时间： above or below the table."""
    short = [line for line in sheet.lines if len(line.text) < 80]
    return tuple(line.cut(*named.span("label")) for line in short for named in _HEADING.finditer(line.text))


def _flat_columns(sheet: Sheet) -> tuple[Piece, ...]:
    """The columns of a table whose cells were lost: the labels from 序号 on."""
    labels = [plain_label(label) for label in run_of_labels(sheet.lines)] if not sheet.tables else []
    first = next((index for index, label in enumerate(labels) if label.text in ("序号", "编号")), None)
    return tuple(labels[first:]) if first is not None else ()


def _columns(table: Table) -> tuple[Piece, ...]:
    """The cells of the heading row: those before the first blank, number or …."""
    cells = list(table.cells[: table.width] if table.width else table.cells)
    while cells and (not cells[0] or cells[0].text.endswith("：") or "：" in cells[0].text):
        cells.pop(0)
    columns: list[Piece] = []
    for cell in cells:
        if not cell or re.fullmatch(r"[0-9]+|…+|\.+", cell.text) or len(cell.text) > 24:
            break
        columns.append(cell)
    return tuple(columns)

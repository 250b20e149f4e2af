"""Summary tables (汇总表): the columns they ask for, and the line above them."""

import re
from dataclasses import dataclass

from pingxuan.core.notice.annexes import Annex
from pingxuan.core.notice.parts import Parts
from pingxuan.core.notice.source import Piece

_TITLE = re.compile(r"汇总|一览表|花名册|名册|统计表")
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
    for annex in parts.annexes:
        title = annex.title
        if title is None or not _TITLE.search(title.text) or "名额" in title.text or not annex.tables:
            continue
        columns = _columns(annex)
        if len(columns) >= 2:
            heading = tuple(
                line.cut(*named.span("label"))
                for line in annex.paragraphs
                if len(line.text) < 80
                for named in _HEADING.finditer(line.text)
            )
            found.append(SummaryFact(annex, title, columns, heading))
    return tuple(found)


def _columns(annex: Annex) -> tuple[Piece, ...]:
    """The cells of the heading row: those before the first blank, number or …."""
    table = annex.tables[0]
    cells = list(table.cells[: table.width] if table.width else table.cells)
    while cells and (not cells[0] or cells[0].text.endswith("：") or "：" in cells[0].text):
        cells.pop(0)
    columns: list[Piece] = []
    for cell in cells:
        if not cell or re.fullmatch(r"[0-9]+|…+|\.+", cell.text) or len(cell.text) > 24:
            break
        columns.append(cell)
    return tuple(columns)

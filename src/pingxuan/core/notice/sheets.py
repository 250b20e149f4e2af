"""The sheets a notice holds: each annex, and within one every further form or table that opens with its own title."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pingxuan.core.notice.annexes import Annex
from pingxuan.core.notice.parts import Parts
from pingxuan.core.notice.source import Piece
from pingxuan.core.notice.tables import Block, Table

MOST_SHEETS = 40
_TITLE = re.compile(r"[^。；：|，]{2,40}(?:表|书|表格|一览表|花名册|名册)(?:（[^（）]{1,20}）)?$")
_NO_TITLE = re.compile(r"^(?:填|注|说明|此表|本表|[0-9一二三四五六七八九十]{1,2}[.、])|[请须填附报]{2}")


@dataclass(frozen=True)
class Sheet:
    """A form or table with its title and what stands under it; the annex it lies in."""

    annex: Annex
    title: Piece | None
    content: tuple[Block, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables, in order."""
        return tuple(block for block in self.content if isinstance(block, Table))

    @property
    def is_list(self) -> bool:
        """Whether its table lists nominees one a row, whatever it is called: its first column is 序号."""
        first = next((cell.text for table in self.tables[:1] for cell in table.cells if cell), "")
        return first in ("序号", "编号")

    @property
    def lines(self) -> tuple[Piece, ...]:
        """Its text outside tables."""
        return tuple(block for block in self.content if isinstance(block, Piece))


def read_sheets(parts: Parts) -> tuple[Sheet, ...]:
    """Every sheet of every annex, in order; no more than a notice ever has."""
    every = (_titled(sheet) for annex in parts.annexes for sheet in _sheets(annex))
    return tuple(islice(every, MOST_SHEETS))


def _titled(sheet: Sheet) -> Sheet:
    """The sheet with the title that stands in its table's first cell, when it has no other."""
    table = next(iter(sheet.content), None)
    if sheet.title or not isinstance(table, Table):
        return sheet
    place = next((index for index, cell in enumerate(table.cells) if cell), 0)
    if not _is_title(table.cells[place].text):
        return sheet
    below = Table(table.cells[place + 1 :])
    return Sheet(sheet.annex, table.cells[place], (below, *sheet.content[1:]))


def _sheets(annex: Annex) -> Iterator[Sheet]:
    title = annex.title
    content: list[Block] = []
    for index, block in enumerate(annex.content):
        if isinstance(block, Piece) and index + 1 < len(annex.content) and _is_title(block.text):
            yield Sheet(annex, title, tuple(content))
            title, content = block, []
        else:
            content.append(block)
    yield Sheet(annex, title, tuple(content))


def _is_title(text: str) -> bool:
    """Whether a line is the title of a further sheet: it ends in 表."""
    return bool(_TITLE.match(text)) and not _NO_TITLE.search(text)

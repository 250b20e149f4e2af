"""Quota tables (名额分配表) of a notice: where they stand, what they are called, and their columns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pingxuan.core.notice.annexes import Annex
from pingxuan.core.notice.honours import is_honour
from pingxuan.core.notice.lines import clause_text
from pingxuan.core.notice.notice_kind import NO_AWARDS, read_kind
from pingxuan.core.notice.parts import Paragraph, Parts
from pingxuan.core.notice.quota_grid import PLACES, QuotaColumn, columns_of, places_in
from pingxuan.core.notice.quota_long import long_columns
from pingxuan.core.notice.quota_rows import spaced_columns, spaced_out
from pingxuan.core.notice.quota_told import told_in
from pingxuan.core.notice.source import Piece
from pingxuan.core.notice.tables import Table, rows

__all__ = ["QuotaColumn", "QuotaSheet", "read_quotas"]
_TITLE = re.compile(r"名额|分配|指标")
_CAPTION_AND_TABLE = re.compile(r"[^。；：]{4,50}?(?:名额分配表|名额表|名额分配)(?=[^。；：]{0,40}[0-9])")
_ABOVE = re.compile(r"[^。；：]{4,60}(?:名额|分配|指标)(?:情况|一览)?表?$")
_CAPTION = 60
"""A caption of a quota table is shorter than this, in characters."""


@dataclass(frozen=True)
class QuotaSheet:
    """One quota table: the annex it stands in (附件1, or "" in the body), its title and its columns."""

    annex: str
    title: Piece | None
    columns: tuple[QuotaColumn, ...]


def read_quotas(parts: Parts) -> tuple[QuotaSheet, ...]:
    """Every quota table of the notice, in order; without one, the places a sentence gives.

    A course, a meeting, a call for staff or for projects shares out no honours.
    """
    if read_kind(parts).value in NO_AWARDS:
        return ()
    found = [sheet for annex in parts.annexes for sheet in _in_annex(annex, parts)]
    for heading, table in parts.body_tables:
        columns = _columns(table)
        said = _TITLE.search(heading) or any("名额" in text for text in table.texts)
        if said or all(column.heading and is_honour(column.heading.text) for column in columns):
            found.extend(_sheet("", _heading(heading, parts), columns))
    for title, columns in spaced_columns(parts):
        found.extend(_sheet("", title, columns))
    if not found:
        found = [QuotaSheet("", None, (column,)) for column in told_in(parts.body)]
    return tuple(found)


def _heading(heading: str, parts: Parts) -> Piece | None:
    """Where a clause's heading that speaks of places stands: the title of the table under it."""
    texts = (clause_text(paragraph.piece) for paragraph in parts.body if _TITLE.search(heading))
    return next((text.cut(0, len(heading)) for text in texts if text.text.startswith(heading)), None)


def _in_annex(annex: Annex, parts: Parts) -> Iterator[QuotaSheet]:
    title = annex.title
    if title and not _TITLE.search(title.text):
        return
    caption = title
    plain: list[Piece] = []
    for block in annex.content:
        if isinstance(block, Table):
            if title or (caption and "名额" in caption.text):
                yield from _sheet(annex.name, caption, _columns(block))
        elif (
            _TITLE.search(block.text)
            and len(block.text) < _CAPTION
            and not re.search("[0-9]", block.text[-4:])
        ):
            caption = block
        elif title is None and not caption and (ends := _CAPTION_AND_TABLE.match(block.text)):
            caption, rest = block.cut(0, ends.end()), block.cut(ends.end())
            plain.append(rest)
        else:
            plain.append(block)
    if caption and plain and not annex.tables:
        columns = spaced_out(plain, parts.source) or told_in(
            [Paragraph(piece, "", "名额") for piece in plain]
        )
        yield from _sheet(annex.name, caption, columns)


def _columns(table: Table) -> list[QuotaColumn]:
    grid = _rows(table)
    return long_columns(grid) or columns_of(grid)


def _rows(table: Table) -> list[list[Piece]]:
    """The table's rows; where only its heading, set twice side by side, tells how wide it is, by that."""
    found, texts = rows(table), table.texts
    if found:
        return found
    if len(texts) > 2 and _ABOVE.match(texts[0]):
        return _rows(Table(table.cells[1:]))
    for width in range(2, len(texts) // 3):
        if texts[:width] == texts[width : 2 * width]:
            return [list(table.cells[at : at + 2 * width]) for at in range(0, len(texts), 2 * width)]
    first = next((index for index, text in enumerate(texts) if places_in(text) is not None), 0)
    for start in range(first - 1, 1, -1):
        wide = next((width for width in range(start, 1, -1) if _in_rows(texts[start:], width)), 0)
        if wide:
            cells = list(table.cells)
            head = [cells[0], *cells[start - wide + 1 : start]]
            return [head, *(cells[at : at + wide] for at in range(start, len(cells), wide))]
    return []


def _in_rows(texts: Sequence[str], width: int) -> bool:
    """Whether a stream of cells falls into rows of a name and figures, or blanks, that wide; two at least."""
    rows = [texts[at : at + width] for at in range(0, len(texts), width)]
    return len(rows) > 1 and all(
        row[0]
        and places_in(row[0]) is None
        and all(places_in(text) is not None or not text for text in row[1:])
        for row in rows
    )


def _sheet(annex: str, title: Piece | None, columns: list[QuotaColumn]) -> Iterator[QuotaSheet]:
    """The columns as a sheet; rows that name honours or figures (毕业人数) rather than bodies are no quota."""
    kept = [column for column in columns if not _of_no_bodies(column)]
    if kept:
        yield QuotaSheet(annex, title, tuple(kept))


def _of_no_bodies(column: QuotaColumn) -> bool:
    names = [name.value for name, _ in column.places]
    return 2 * sum(is_honour(name) or bool(PLACES.search(name)) for name in names) > len(names)

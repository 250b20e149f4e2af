"""Quota tables in the body set with blanks alone: a row a line (年级 一年级 二年级 / 标兵 3 2), or a cell a line."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby, takewhile

from pingxuan.core.notice.grids import BLANK
from pingxuan.core.notice.lines import clause_level, clause_text
from pingxuan.core.notice.parts import Paragraph, Parts
from pingxuan.core.notice.quota_flat import flat_columns, words_of
from pingxuan.core.notice.quota_grid import TOTAL, QuotaColumn, columns_of, places_in
from pingxuan.core.notice.source import Piece

FEWEST_COLUMNS = 3
"""A row of so many words at least shows a table where nothing else does."""
_SAID = re.compile(r"名额|指标|分配")
_TITLE = re.compile(r"[^。；：，]{2,40}(?:表|名额|分配|指标)$")
_SENTENCE = re.compile("[。；：，]")
_NEAR = 24
"""Characters at the end of the sentence before a table that may announce it."""


def spaced_columns(parts: Parts) -> Iterator[tuple[Piece | None, list[QuotaColumn]]]:
    """Title, where it has one, and columns of every such table that a heading, a title or the line before announces."""
    above: Piece | None = None
    for is_row, run in groupby(parts.body, key=lambda one: _may_be_row(one.piece, parts.source)):
        paragraphs = list(run)
        if not is_row:
            above = paragraphs[-1].piece
            continue
        title, rows = _titled(paragraphs, parts)
        before = above.text[-_NEAR:] if above else ""
        if rows and (title or _SAID.search(before + rows[-1].heading)):
            pieces = [row.piece for row in rows]
            yield title or _announced(above), spaced_out(pieces, parts.source)
        above = paragraphs[-1].piece


def _may_be_row(piece: Piece, source: Piece) -> bool:
    """Whether a line is neither a sentence nor the heading of a clause."""
    heads = clause_level(piece.text) is not None and not _has_figure(piece, source)
    return not heads and not _SENTENCE.search(piece.text)


def _announced(above: Piece | None) -> Piece | None:
    """What the line above calls the table (2.标兵名额：)."""
    label = clause_text(above).trim("： ") if above and _SAID.search(above.text) else None
    return None if label is None or _SENTENCE.search(label.text) else label


def spaced_out(pieces: Sequence[Piece], source: Piece) -> list[QuotaColumn]:
    """The columns of lines set with blanks: a row a line, else words and figures however they fall."""
    return _aligned(pieces, source) or flat_columns(pieces, source)


def _titled(paragraphs: list[Paragraph], parts: Parts) -> tuple[Piece | None, list[Paragraph]]:
    """The title above the rows, or the last attachment's listed right above them, and the rows."""
    for place, paragraph in enumerate(paragraphs):
        words = words_of(parts.source.cut(*paragraph.piece.span()))
        if _SAID.search(paragraph.text) and _TITLE.match(paragraph.text) and len(list(words)) == 1:
            if any(_has_figure(row.piece, parts.source) for row in paragraphs[:place]):
                break
            return paragraph.piece, paragraphs[place + 1 :]
    listed = parts.attachments[-1][1] if parts.attachments else None
    if listed and _SAID.search(listed.text) and paragraphs[0].piece.span()[0] >= listed.span()[1]:
        return listed, paragraphs
    return None, paragraphs


def _has_figure(piece: Piece, source: Piece) -> bool:
    return any(places_in(word.text) is not None for word in words_of(source.cut(*piece.span())))


def _aligned(pieces: Sequence[Piece], source: Piece) -> list[QuotaColumn]:
    """The columns of lines that each hold as many words; a line of totals may hold fewer."""
    joined = [list(words_of(source.cut(*piece.span()))) for piece in pieces]
    apart = [list(words_of(source.cut(*piece.span()), single=True)) for piece in pieces]
    return _under_heading(joined) or _under_heading(apart)


def _under_heading(lines: Sequence[Sequence[Piece]]) -> list[QuotaColumn]:
    """The columns below the first line without figures that has as many words as those under it, or one fewer."""
    for place, words in enumerate(lines[:-1]):
        if len(words) < 2 or any(places_in(word.text) is not None for word in words):
            continue
        below = lines[place + 1]
        head = [BLANK, *words] if len(below) == len(words) + 1 else list(words)
        rows = list(takewhile(partial(_is_row, width=len(head)), lines[place + 1 :]))
        if len(rows) > 1 or (rows and len(head) >= FEWEST_COLUMNS):
            return columns_of([head, *map(list, rows)])
    return []


def _is_row(line: Sequence[Piece], width: int) -> bool:
    """Whether a line holds a name and figures, or below names as many figures; a total's may be shorter."""
    if not line:
        return False
    figures = [places_in(word.text) is not None for word in line]
    named = not figures[0] or line[0].text.isdigit()
    short = len(line) < width and bool(TOTAL.search(line[0].text))
    return named and any(figures[1:]) and (len(line) == width or short)

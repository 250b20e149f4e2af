"""What the text itself tells about its blocks: headings and items by their numbers, the signature, drawn tables."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pingxuan.core.notice.closing import closing_date, read_signature
from pingxuan.core.notice.layout import Block, BlockKind
from pingxuan.core.notice.lines import Line, clause_level, split_lines
from pingxuan.core.notice.source import whole
from pingxuan.core.notice.tables import Table, blocks

LONGEST_HEADING = 40
_SENTENCE = re.compile(r"[。；]")


def text_blocks(text: str, *, offset: int = 0, origin: str = "") -> Iterator[Block]:
    """The blocks of plain text as the reader sees them; none for text that holds nothing."""
    if not text.strip():
        return
    for found in blocks(split_lines(whole(text))):
        pieces = [cell for cell in found.cells if cell] if isinstance(found, Table) else [found]
        if not pieces:
            continue
        start, end = min(piece.at[0] for piece in pieces), max(piece.at[-1] for piece in pieces) + 1
        kind = BlockKind.TABLE if isinstance(found, Table) else BlockKind.PARAGRAPH
        yield Block(kind, offset + start, offset + end, 0, origin)


def refined(text: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with headings, items and the signature told from plain paragraphs."""
    listed = list(blocks)
    signed = _signature(text)
    for block in listed:
        if block.kind is not BlockKind.PARAGRAPH:
            yield block
        elif any(start <= block.start < end for start, end in signed):
            yield replace(block, kind=BlockKind.SIGNATURE)
        else:
            yield _numbered(text[block.start : block.end].strip(), block)


def _numbered(text: str, block: Block) -> Block:
    opened = clause_level(text)
    if opened is None:
        return block
    heads = opened[0] < 2 and len(text) <= LONGEST_HEADING and not _SENTENCE.search(text)
    return replace(block, kind=BlockKind.HEADING if heads else BlockKind.LIST_ITEM, level=opened[0])


def _signature(text: str) -> list[tuple[int, int]]:
    """Where the lines of the signature stand."""
    if not text.strip():
        return []
    lines = split_lines(whole(text))
    signed = closing_date(lines, 0)
    found, first = read_signature(lines, signed, 0)
    if signed is None or first is None or found.date is None:
        return []
    return [_bounds(line) for line in lines[first : signed + 1]]


def _bounds(line: Line) -> tuple[int, int]:
    return line.raw.at[0], line.raw.at[-1] + 1

"""Text cut at its evidence ranges, so that a page can mark where each fact was read, its tables as tables."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from pingxuan.core.notice.layout import Block, Layout

Pieces = Sequence[tuple[str, tuple[str, ...]]]
"""Consecutive pieces of a text with the facts that rest on each."""


class Evidence(NamedTuple):
    """Characters ``start`` up to, not including, ``end`` that fact ``fact`` rests on."""

    fact: str
    start: int
    end: int


def pieces(text: str, marks: Iterable[Evidence]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Consecutive pieces of ``text`` with the facts that rest on each; joined, they are the text again."""
    within = [Evidence(fact, max(0, start), min(end, len(text))) for fact, start, end in marks]
    spans = [mark for mark in within if mark.start < mark.end]
    cuts = sorted({0, len(text)} | {mark.start for mark in spans} | {mark.end for mark in spans})
    for start, end in pairwise(cuts):
        facts = dict.fromkeys(mark.fact for mark in spans if mark.start <= start and end <= mark.end)
        yield text[start:end], tuple(facts)


@dataclass(frozen=True)
class MarkedCell:
    """A cell of a table: how far it reaches and its text."""

    rows: int
    columns: int
    pieces: Pieces


@dataclass(frozen=True)
class MarkedPart:
    """A stretch of a notice: its text, or a table row by row."""

    pieces: Pieces = ()
    rows: tuple[tuple[MarkedCell, ...], ...] = ()


def parts(layout: Layout, marks: Iterable[Evidence]) -> Iterator[MarkedPart]:
    """The notice from beginning to end; tables whose grid its file tells stand as tables."""
    cut = _Cut(layout.text, list(pieces(layout.text, marks)))
    at = 0
    for block in sorted(layout.tables, key=lambda block: block.start):
        yield MarkedPart(cut.between(at, block.start))
        yield MarkedPart(rows=tuple(_rows(block, cut)))
        at = block.end + 1 if layout.text[block.end : block.end + 1] == "\n" else block.end
    yield MarkedPart(cut.between(at, len(layout.text)))


def _rows(block: Block, cut: "_Cut") -> Iterator[tuple[MarkedCell, ...]]:
    for number in range(max(cell.row for cell in block.cells) + 1):
        yield tuple(
            MarkedCell(cell.rows, cell.columns, cut.between(cell.start, cell.end))
            for cell in block.cells
            if cell.row == number
        )


class _Cut:
    """The pieces of a whole text, from which those of any stretch are taken."""

    def __init__(self, text: str, whole: Pieces) -> None:
        self.text, self.whole, self.starts = text, whole, [0]
        for words, _ in whole:
            self.starts.append(self.starts[-1] + len(words))

    def between(self, start: int, end: int) -> Pieces:
        """The pieces of the text from ``start`` up to ``end``."""
        found = []
        for index in range(max(0, bisect_right(self.starts, start) - 1), len(self.whole)):
            if self.starts[index] >= end:
                break
            low, high = max(start, self.starts[index]), min(end, self.starts[index + 1])
            if low < high:
                found.append((self.text[low:high], self.whole[index][1]))
        return found

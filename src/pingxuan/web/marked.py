"""Text cut at its evidence ranges, so that a page can mark where each fact was read."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple


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

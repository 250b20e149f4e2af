"""Quota tables that lost their lines (单位 先进集体 先进个人 甲县 3 6 乙县 1 2)."""

import re
from collections.abc import Iterator, Sequence

from pingxuan.core.notice.grids import BLANK
from pingxuan.core.notice.quota_grid import QuotaColumn, columns_of, places_in
from pingxuan.core.notice.source import Piece, compact

FEWEST = 3
"""So many bodies at least make a table of a run of words and figures."""
MOST_WORDS = 2000
_BESIDE = re.compile(r"^(?:序号|备注|说明|附件.*)$")
_WORD = re.compile(r"[^\s|]+")


def flat_columns(pieces: Sequence[Piece], source: Piece) -> list[QuotaColumn]:
    """The columns of a table run together; [] when words and figures do not fall into rows alike."""
    whole = source.cut(pieces[0].span()[0], pieces[-1].span()[1])
    words = list(words_of(whole))[:MOST_WORDS]
    kinds = "".join("F" if places_in(word.text) is not None else "W" for word in words)
    for width in range(1, 9):
        for start in ("", "F"):
            found = re.match(
                rf"(W{{0,12}}?)((?={start or 'W'})(?:{start and 'F?'}WF{{{width}}}){{{FEWEST},}})(?!F)", kinds
            )
            if (
                found
                and (not start or words[found.end(1)].text == "1")
                and "F" not in kinds[found.end() + 1 :]
            ):
                return columns_of([_heading(words[: found.end(1)], width), *_body(words, found, width)])
    return []


def words_of(whole: Piece, *, single: bool = False) -> Iterator[Piece]:
    """The words between spaces; characters set apart (单 位) are one word, unless ``single``."""
    spans = [found.span() for found in _WORD.finditer(whole.text)]
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        letter = not single and end - start == 1 and not whole.text[start].isascii()
        if letter and joined and joined[-1][1] < start and _apart(whole.text[joined[-1][0] : joined[-1][1]]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return (compact(whole.cut(start, end), cell=True) for start, end in joined)


def _apart(word: str) -> bool:
    letters = word.split()
    return len(letters) < 4 and all(len(letter) == 1 and not letter.isascii() for letter in letters)


def _heading(words: Sequence[Piece], width: int) -> list[Piece]:
    """The heading over the name and over each figure; blank where the words do not tell."""
    plain = [word for word in words if not _BESIDE.search(word.text)]
    figures = plain[-width:] if width <= len(plain) <= width + 1 else [BLANK] * width
    return [plain[0] if len(plain) == width + 1 else BLANK, *figures]


def _body(words: Sequence[Piece], found: re.Match[str], width: int) -> Iterator[list[Piece]]:
    for row in re.finditer(rf"F?(WF{{{width}}})", found[2]):
        start = found.end(1) + row.start(1)
        yield list(words[start : start + width + 1])

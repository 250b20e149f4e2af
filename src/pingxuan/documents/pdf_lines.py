"""Characters of a PDF page made into lines, and lines into paragraphs; page numbers and running heads dropped."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pingxuan.core.notice.annexes import MARKER
from pingxuan.core.notice.lines import clause_level

Character = tuple[str, float, float, float, float]
"""Text, left, right, baseline and size, in points from the lower left."""
MOST_SPACES = 8
MARGIN = 0.12
"""Share of a page's height at either end in which page numbers and running heads stand."""
_PAGE_NUMBER = re.compile(
    r"[\s\-—–－~·•]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[/，,]?\s*共?\s*\d{1,3}\s*页?)?[\s\-—–－~·•]*$"
)
_UNPARTED = re.compile(r"[!-~]+|[^!-~\s](?:[，。；：、）》”][!-~]*|[!-~]*)")
SHORTEST_FULL = 15
"""Characters a line must hold to be one that reached the right edge; shorter ones are titles and labels."""
_NEW = re.compile(r"附件?[：:\d一二三四五六七八九十]|[（(【□☐●·]")


@dataclass(frozen=True)
class PageLine:
    """A line of text: its edges, its baseline, its size, and the page it stands on, from 0."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    page: int = 0


def lines_of(characters: Iterable[Character], page: int = 0) -> list[PageLine]:
    """The lines those characters stand in, from the top down."""
    rows: list[list[Character]] = []
    for one in sorted(characters, key=lambda c: (-c[3], c[1])):
        row = next((row for row in rows[-3:] if abs(row[0][3] - one[3]) < 0.4 * max(row[0][4], one[4])), None)
        if row is None:
            rows.append([one])
        else:
            row.append(one)
    return [line for row in rows if (line := _line(sorted(row, key=lambda c: c[1]), page)).text]


def _line(row: Sequence[Character], page: int) -> PageLine:
    """One line; wide gaps become spaces, characters drawn twice stand once."""
    text = ""
    before: Character | None = None
    for one in row:
        if before and one[0] == before[0] and one[0] > "~" and abs(one[1] - before[1]) < 0.2 * one[4]:
            continue
        gap = one[1] - before[2] if before else 0
        if gap > 0.45 * one[4] and not text.endswith(" "):
            text += " " * min(max(round(gap / one[4]), 1), MOST_SPACES)
        text += one[0]
        before = one
    marks = [one for one in row if one[0].strip()] or row
    size = Counter(round(one[4], 1) for one in marks).most_common(1)[0][0]
    return PageLine(_plain(text).strip(), marks[0][1], max(one[2] for one in marks), row[0][3], size, page)


def _plain(text: str) -> str:
    """The text with radicals that some PDFs write for whole characters (⼀ for 一) made those characters."""
    if not any("\u2e80" <= mark <= "\u2fdf" for mark in text):
        return text
    return "".join(
        unicodedata.normalize("NFKC", mark) if "\u2e80" <= mark <= "\u2fdf" else mark for mark in text
    )


def without_furniture(pages: Sequence[Sequence[PageLine]], heights: Sequence[float]) -> list[list[PageLine]]:
    """The lines of each page without page numbers, and without heads and feet that run on at least three pages."""
    edges = [
        [line for line in lines if not MARGIN * height < line.baseline < (1 - MARGIN) * height]
        for lines, height in zip(pages, heights, strict=True)
    ]
    often = Counter(text for lines in edges for text in {_undated(line.text) for line in lines})
    running = {
        text for text, count in often.items() if count >= 3 and count * 2 > len(pages) and len(text) < 60
    }
    return [
        [line for line in lines if line not in edge or not _is_furniture(line.text, running)]
        for lines, edge in zip(pages, edges, strict=True)
    ]


def paragraphs(lines: Sequence[PageLine], edges: Sequence[tuple[float, float]]) -> list[tuple[str, int]]:
    """Text and page of each paragraph; ``edges`` are the left and right edge of the text of each page.

    A line runs on when the one before reaches the right edge and it begins at the left one without a number.
    """
    found: list[tuple[str, int]] = []
    before: PageLine | None = None
    for line in lines:
        if before and _runs_on(before, line, edges):
            joint = (
                " " if before.text[-1].isascii() and line.text[0].isascii() and line.text[0].isalnum() else ""
            )
            found[-1] = (found[-1][0] + joint + line.text, found[-1][1])
        else:
            if before and before.page == line.page and before.baseline - line.baseline > 2.6 * line.size:
                found.append(("", line.page))
            found.append((line.text, line.page))
        before = line
    return found


def _runs_on(before: PageLine, line: PageLine, edges: Sequence[tuple[float, float]]) -> bool:
    right, left = edges[before.page][1], edges[line.page][0]
    full = right - before.right <= (0.7 + max(_first_width(line.text), 1)) * before.size
    full = full and before.right - left >= SHORTEST_FULL * before.size
    flush = line.left <= left + 0.8 * line.size
    alike = abs(before.size - line.size) < 1.2
    follows = line.page != before.page or before.baseline - line.baseline < 2.6 * line.size
    return full and flush and alike and follows and not clause_level(line.text) and not _NEW.match(line.text)


def _first_width(text: str) -> float:
    """How wide what cannot be parted at a line's beginning is, in characters: a word, or 话：0000-1234567."""
    first = _UNPARTED.match(text)
    return sum(0.55 if mark.isascii() else 1.0 for mark in first[0]) if first else 0.0


def _undated(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _is_furniture(text: str, running: set[str]) -> bool:
    return bool(_PAGE_NUMBER.match(text)) or (_undated(text) in running and not MARKER.match(text))

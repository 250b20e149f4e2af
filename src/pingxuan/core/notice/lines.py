"""The notice as lines: real ones, and those of a text whose line breaks were lost."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pingxuan.core.finding import Finding, Refused
from pingxuan.core.notice.grids import Grid, exact_grids
from pingxuan.core.notice.layout import Block
from pingxuan.core.notice.run_on import head_cuts, run_on_cuts, title_cuts
from pingxuan.core.notice.source import Piece, compact

MAX_LINES = 20_000
LOST_BREAKS = 200
"""A line longer than this, in characters, may be several whose breaks were lost."""
RUN_TOGETHER = 40
"""A line longer than this may be a title and its salutation."""

_STARTS = re.compile(
    r" (?=附件?[ 0-9一二三四五六七八九十]{0,3}[：、.]|附件 ?[0-9一二三四五六七八九十]{1,2} "
    r"|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|[0-9]{1,2}[.、][^0-9]"
    r"|联 ?系 ?人：|[〇零○OoΟ0-9一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日(?: |$)"
    r"|各[^ 。]{2,60}： )"
)
_ENDS = re.compile(
    r"(?<=[^ 代]表) (?=[^ ])|(?<=[荐报请]书) (?=[^ ])|(?<=名单) (?=[^ ])|(?<=的通知) (?=[^ ])|(?<=：) (?=[^ ：]{15})"
)
_LISTED_AFTER = re.compile(r"[^ ] {2,}(?=附 ?件 ?[0-9]?：)")
_TITLE_BEFORE = re.compile(
    r" *附 ?件 ?[0-9一二三四五六七八九十]{1,2} ?[：、.]? *[^ 。；]{4,45}[^ 代]表 +(?=[^ ])"
)
_HEADING_AND_TEXT = re.compile(r"[一二三四五六七八九十]{1,3}、[^ ，。；：]{2,12}( )[^ ]")
_CLAUSE = re.compile(
    r"(?P<one>[一二三四五六七八九十]{1,3})、|（(?P<two>[一二三四五六七八九十]{1,3})）"
    r"|(?P<three>[0-9]{1,2})(?:、|\.(?![0-9]))|[（(](?P<four>[0-9]{1,2})[）)]"
)
_LEVELS = ("one", "two", "three", "four")


@dataclass(frozen=True)
class Line:
    """One line: ``raw`` as set, ``piece`` without the spaces that only set type; blank lines before it."""

    raw: Piece
    piece: Piece
    blanks_before: int
    grid: Grid | None = None
    """The table this line is a row of, when its file tells the table exactly."""

    @property
    def text(self) -> str:
        """What rules match."""
        return self.piece.text

    @property
    def has_bar(self) -> bool:
        """Whether a table cell ends in it."""
        return self.grid is not None or "|" in self.text


def split_lines(source: Piece, tables: Sequence[Block] = ()) -> list[Line]:
    """Every line that holds something, in order, those of ``tables`` with their grid.

    Raises Refused over twenty thousand of them.
    """
    lines: list[Line] = []
    blanks = 0
    grids = list(exact_grids(source, tables))
    for start, end in _bounds(source.text, [(begin, stop) for begin, stop, _ in grids]):
        raw = source.cut(start, end)
        piece = compact(raw)
        while grids and grids[0][1] <= start:
            grids.pop(0)
        grid = grids[0][2] if grids and grids[0][0] <= start else None
        if not piece:
            blanks += 1
            continue
        lines.append(Line(raw, piece, blanks, grid))
        blanks = 0
        if len(lines) > MAX_LINES:
            raise Refused(
                Finding(
                    "notice_too_many_lines", "文字超过两万行，不像一份通知。请只留通知正文和附件表格后重试。"
                )
            )
    return lines


def clause_level(text: str) -> tuple[int, str] | None:
    """Depth (0 for 一、 1 for （一） 2 for 1. 3 for （1）) and number of the clause a line opens, else None."""
    found = _CLAUSE.match(text)
    if found is None:
        return None
    for level, name in enumerate(_LEVELS):
        if found[name]:
            return level, found[name]
    return None


def clause_text(piece: Piece) -> Piece:
    """The line without its clause number."""
    found = _CLAUSE.match(piece.text)
    return piece.cut(found.end()) if found else piece


def together(lines: Sequence[Line]) -> Piece:
    """The lines run on as one piece."""
    joined = lines[0].piece
    for line in lines[1:]:
        joined = joined.plus(line.piece)
    return joined.trim()


def _bounds(text: str, kept: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Bounds of every line; those in the stretches ``kept`` are rows of tables and stay whole."""
    bounds: list[tuple[int, int]] = []
    start = 0
    ahead = list(reversed(kept))
    for line in text.split("\n"):
        end = start + len(line)
        while ahead and ahead[-1][1] <= start:
            ahead.pop()
        is_row = bool(ahead) and ahead[-1][0] <= start
        if is_row:
            bounds.append((start, end))
        else:
            bounds.extend(_within(line, start) if len(line) > LOST_BREAKS else _list_apart(line, start))
        start = end + 1
    return bounds


def _list_apart(line: str, offset: int) -> list[tuple[int, int]]:
    """A line's bounds, cut before a list of attachments after a wide gap, and where a head or title runs into more."""
    found = _LISTED_AFTER.search(line)
    titled = _TITLE_BEFORE.match(line)
    cuts = {found.end() for found in (found, titled) if found and "|" not in line}
    if "|" not in line:
        cuts |= head_cuts(line) if len(line) > RUN_TOGETHER else title_cuts(line)
    return [(offset + a, offset + b) for a, b in pairwise([0, *sorted(cuts), len(line)])]


def _within(line: str, offset: int) -> list[tuple[int, int]]:
    """Bounds of the lines inside a line that lost its breaks."""
    cuts = sorted(
        {found.start() for rule in (_STARTS, _ENDS) for found in rule.finditer(line)}
        | {found.start(1) for found in _HEADING_AND_TEXT.finditer(line)}
        | run_on_cuts(line)
    )
    edges = [0, *cuts, len(line)]
    return [(offset + a, offset + b) for a, b in pairwise(edges)]

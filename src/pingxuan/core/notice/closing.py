"""How a notice closes: who signs, and the date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pingxuan.core.notice.annexes import ITEM, is_marker_alone
from pingxuan.core.notice.dates import FoundDate, whole_date
from pingxuan.core.notice.lines import Line, clause_level
from pingxuan.core.notice.opening import ORG_BARRED, ORG_END
from pingxuan.core.notice.source import Piece

_TIGHT_DATE = re.compile(
    r"(?:[12][0-9]{3}|民国[0-9]{2,3}(?=年)|[一二][〇零○OoΟ0一二三四五六七八九]{3})"
    r"(?:年[0-9一二三四五六七八九十元]{1,3}月|[-./][0-9]{1,2}[-./])"
)
_BLANK_DATE = re.compile(
    r"(?:[12][0-9]{3}|[一二][〇零○OoΟ0一二三四五六七八九xX×*]{3}|20[xX×*]{2})年 ?(?:[0-9一二三四五六七八九十xX×*]{0,2}月)? ?[xX×*]{0,2}日?"
)
_LOST_DATE = re.compile(
    r"20[0-9 ]{2,8}"
    r"|[〇零○OoΟ0-9一二三四五六七八九]{0,5}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{0,3}日?"
)
"""A date that lost its 年, 月 and 日 (2020318) or a figure of its year (二一二年九月六日): no day is read from it."""
_NO_SIGNER = re.compile(r"时间|日期|截止|截至|出生|期限|[，。：]")
_NO_NAME = re.compile(r"^特此|通知$|^以上|^此[致页复]|公告$|谢谢|妥否|请批示")
LONGEST_SIGNATURE = 60
LONGEST_NAME = 24
SHORTEST_NAME = 3
"""A line of so few characters is no signature when no date follows it."""
MOST_SIGNATORIES = 4


@dataclass(frozen=True)
class Signature:
    """Who signs and when: the lines above the date, and the date."""

    lines: tuple[Line, ...] = ()
    date: FoundDate | None = None
    date_piece: Piece | None = None


def closing_date(lines: Sequence[Line], start: int) -> int | None:
    """Index of the date that closes the notice, or failing that of one in its head."""
    dates: list[int] = []
    for index, line in enumerate(lines):
        if index >= start and dates and is_marker_alone(line.text) and dates[-1] >= start:
            break
        if signs_off(line):
            dates.append(index)
    later = [index for index in dates if index > start] or _unfinished(lines, start)
    signed = [index for index in later if _under_a_name(lines, index)]
    found = signed or later or dates
    return found[-1] if found else None


def _under_a_name(lines: Sequence[Line], index: int) -> bool:
    """Whether a body's name stands on the date's line or right above it, as in a signature."""
    return _date_place(lines[index]) is not None or (index > 0 and _signs(lines[index - 1].text))


def _unfinished(lines: Sequence[Line], start: int) -> list[int]:
    """Dates whose day or month was left blank (2024年3月  日), right under the name that signs."""
    return [
        index
        for index in range(start + 1, len(lines))
        if _BLANK_DATE.fullmatch(lines[index].text) and _stands_alone(lines[index - 1])
    ]


def signs_off(line: Line) -> bool:
    """Whether a line is a date alone, or one behind the names that sign."""
    return bool(whole_date(line.piece)) or _date_place(line) is not None


def _date_place(line: Line) -> int | None:
    """Where the date begins behind the names on the same line (某某局 2023年3月1日); None when none does."""
    text = line.text
    if line.has_bar or not len(text) < LONGEST_SIGNATURE:
        return None
    words = text.split(" ")
    last = len(text) - len(words[-1])
    if 1 < len(words) <= 4 and whole_date(line.piece.cut(last)) and not _NO_SIGNER.search(text[:last]):
        return last
    found = _TIGHT_DATE.search(text)
    if found and whole_date(line.piece.cut(found.start())) and _signs(text[: found.start()]):
        return found.start()
    return None


def _signs(text: str) -> bool:
    return bool(ORG_END.search(text)) and not ORG_BARRED.search(text)


def read_signature(lines: Sequence[Line], signed: int | None, start: int) -> tuple[Signature, int | None]:
    """Who signs above the date, and the first line of the signature; (empty, None) for a date in the head."""
    if signed is None:
        return Signature(), None
    line = lines[signed]
    alone = whole_date(line.piece) or _BLANK_DATE.fullmatch(line.text)
    place = None if alone else _date_place(line)
    tail = line.piece if place is None else line.piece.cut(place)
    names: list[Line] = [] if place is None else [_up_to(line, place)]
    index = signed
    while index > start and len(names) < 6 and _is_name(lines[index - 1], bool(names)):
        index -= 1
        names.insert(0, lines[index])
    if not names and signed + 1 < len(lines) and _stands_alone(lines[signed + 1], True):
        names = [lines[signed + 1]]
    found = Signature(tuple(names), whole_date(tail), tail)
    if _opens_text(lines[signed + 1 :]) and not any(ORG_END.search(name.text) for name in names):
        return Signature((), whole_date(tail), tail), None
    return found, index if signed >= start and signed > 0 else None


def _opens_text(following: Sequence[Line]) -> bool:
    """Whether the notice's first clause comes after the date, which then stood in its head."""
    return bool(following) and clause_level(following[0].text) == (0, "一")


def undated_signature(lines: Sequence[Line], start: int) -> tuple[Signature, int | None]:
    """The names on the last lines when no date follows them: bodies only, with nothing else on the line."""
    end = len(lines)
    dated = end > start + 1 and bool(_LOST_DATE.fullmatch(lines[end - 1].text))
    index = end = end - dated
    while index > start + 1 and end - index < MOST_SIGNATORIES and _stands_alone(lines[index - 1], dated):
        index -= 1
    if index == end:
        return Signature(), None
    return Signature(tuple(lines[index:end])), index


def _stands_alone(line: Line, dated: bool = False) -> bool:
    text = line.text
    return (
        (1 if dated else SHORTEST_NAME) < len(text) <= LONGEST_NAME
        and not line.has_bar
        and _signs(text)
        and not clause_level(text)
    )


def _up_to(line: Line, place: int) -> Line:
    """The line before the date on it."""
    kept = line.piece.cut(0, place).trim()
    ends = line.raw.at.index(kept.at[-1]) + 1 if kept else 0
    return Line(line.raw.cut(0, ends), kept, 0)


def _is_name(line: Line, certain: bool) -> bool:
    text = line.text
    if line.has_bar or len(text) > 80 or ORG_BARRED.search(text) or clause_level(text) or ITEM.match(text):
        return False
    if _NO_NAME.search(text):
        return False
    return bool(ORG_END.search(text)) or (not certain and len(text) <= LONGEST_NAME)

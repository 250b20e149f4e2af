"""Wordings of time that settle no day: counted from another event, said by the week, masked or garbled."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from pingxuan.core.notice.dates import find_dates, find_hours
from pingxuan.core.notice.source import Piece

_BLANK = r"[xX×*？?_○\ufffd]"
_COUNT = r"(?:[0-9]{1,3}|[一二两三四五六七八九十]{1,3})"
_EVENT = r"(?:每年|节|会议|活动|春运|赛|学期|公示|收到[^，。；]{0,10}|印发|发布|下发|发文)"
_SOON = r"[^，。；]{0,6}?(?:之前|以前|前|止|之内|内|完成)"
"""What makes a wording of time one by which something is due."""
_RULES = tuple(
    re.compile(rule)
    for rule in (
        rf"{_EVENT}(?:之日|开始|结束|期满|完成)?(?:前|后|之后|起)[^，。；]{{0,4}}?{_COUNT}个?(?:工作日|日|天|周|月)内?",
        rf"(?:本|这|下|上)(?:周|星期)(?:[一二三四五六日天]|末){_SOON}",
        rf"(?<![昨当])(?:今天|今日|明天|明日|后天){_SOON}",
        rf"(?:[0-9]{{1,2}}|[一二三四五六七八九十]{{1,2}}|本|当|每|上|下)月(?:份|底|末|初|上旬|中旬|下旬){_SOON}",
        rf"(?:年底|年末|月底|月末|学期末|学期初|开学初|寒假|暑假|放假|节){_SOON}",
        rf"每[年季月周][^，。；]{{0,4}}?[0-9]{{1,2}}[日号]{_SOON}",
        rf"(?:[12][0-9]{{3}}|{_BLANK}{{2,4}}|[0-9]{{2,3}}{_BLANK}{{1,2}})(?:年?日|年月日?|年[0-9]{{0,2}}月日)",
        rf"(?:{_BLANK}{{1,2}}|[0-9]{{0,2}})月(?:{_BLANK}{{1,2}}| ?)日(?:之前|以前|前|止)",
        r"(?:至|到|截止|截至)[0-9]{3,6}：[0-9]{2}",
        r"[12][0-9]{3} [0-9]{1,2} [0-9]{1,2} ?日?(?:之前|以前|前|止)",
        r"(?<![0-9月])[0-9]{3,4}日(?:之前|以前|前|止)",
        r"[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日(?:之前|以前|前|止)",
    )
)


def unsettled_places(piece: Piece) -> Iterator[tuple[int, int]]:
    """Where such wordings stand; whatever lies inside a day that can be read is none of them."""
    read = [(when.start, when.end) for when in find_dates(piece) if not recurring(piece.text, when.start)]
    hours = [(start, end + 1) for start, end in find_hours(piece) if piece.text[end : end + 1] == "前"]
    worded = [found.span() for rule in _RULES for found in rule.finditer(piece.text)]
    last = 0
    for start, end, is_read in sorted(
        [(*span, True) for span in read] + [(*span, False) for span in (*worded, *hours)],
        key=lambda place: (place[0], not place[2], -place[1]),
    ):
        if start >= last and not is_read and not _reaches(read, start, end):
            yield start, end
        if start >= last:
            last = end


def _reaches(read: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a wording runs into a day that can be read."""
    place = bisect_left(read, (start, 0))
    return place < len(read) and read[place][0] < end


def recurring(text: str, start: int) -> bool:
    """Whether the day that begins there comes again every year (每年3月1日前)."""
    return text.endswith(("每年", "每年的", "每月", "每季度"), max(0, start - 4), start)

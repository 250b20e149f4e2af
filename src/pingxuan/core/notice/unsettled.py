"""Wordings of time that settle no day: counted from another event, said by the week, masked or garbled."""

import re
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
    read = [(when.start, when.end) for when in find_dates(piece) if not _recurs(piece.text, when.start)]
    seen: list[tuple[int, int]] = []
    hours = [(start, end + 1) for start, end in find_hours(piece) if piece.text[end : end + 1] == "前"]
    for start, end in (*(found.span() for rule in _RULES for found in rule.finditer(piece.text)), *hours):
        taken = any(first < end and start < last for first, last in (*read, *seen))
        if not taken:
            seen.append((start, end))
            yield start, end


def recurring(text: str, start: int) -> bool:
    """Whether the day that begins there comes again every year (每年3月1日前)."""
    return _recurs(text, start)


def _recurs(text: str, start: int) -> bool:
    return text.endswith(("每年", "每年的", "每月", "每季度"), max(0, start - 4), start)

"""Dates and hours in a notice: whole, without a year, or in figures only; never guessed."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from pingxuan.core.instants import BEIJING
from pingxuan.core.notice.numerals import number, year
from pingxuan.core.notice.source import Piece

_DAY = r"[0-9]{1,2}|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九]"
_YEAR = (
    r"(?:(?P<y>[12][0-9]{3}|[一二][〇零○OoΟ0一二三四五六七八九]{3})|(?P<masked>[0-9]{0,3}[xX×*?_]{1,4})"
    r"|(?<![0-9])(?P<roc>1[0-3][0-9])|(?<![0-9])(?P<short>[0-3][0-9]))年 ?"
)
"""2023年, 二〇二三年, 20xx年, （民国）113年, 11年; the last day of a month for 3月底前."""
_NAMED = (
    rf"(?:{_YEAR}|今年|本年|同年|当年|(?P<next>明年|次年))?"
    rf"(?:(?P<m>[0-9]{{1,2}}|十[一二]?|[一二三四五六七八九元])月|(?P<this>本月)) ?"
    rf"(?:(?P<d>{_DAY})(?:[日号]|(?=[-—－–~～至]{{1,2}}(?:{_DAY})[日号]|之前|以前|前))|(?P<last>[底末](?=之?以?前)))"
)
_FIGURES = (
    r"(?P<fy>(?:19|20)[0-9]{2})(?P<sep>[-/.]) ?(?P<fm>[0-9]{1,2})(?P=sep) ?(?P<fd>[0-9]{1,2})(?!\.?[0-9])"
)
_SAME_MONTH = rf" ?(?:[-—－–~～]{{1,2}}|至|到) ?(?P<until>{_DAY})[日号]"
"""The second day of 3月1日至15日."""
_WEEKDAY = (
    r" ?（?，?(?:星期|周|礼拜)(?P<week>[一二三四五六日天])，?）?"
    r"| ?（(?P<bare_week>[一二三四五六日])）(?=之?前|以前|止|上午|下午|中午|[0-9])"
)
_HOUR = (
    r"[ ，]?(?P<half>上午|早上|早|中午|下午|晚上|傍晚|晚|夜间)?"
    r"(?P<h>[0-2]?[0-9]|[一二三四五六七八九十]{1,3})(?:[：时点](?P<min>[0-5][0-9]|半|[二三四五]?十[一二三四五六七八九]?)?分?[整正]?"
    r"|(?<=午[0-9]{2})(?=之?前)|(?<=午[0-9])(?=之?前))"
    r"(?: ?(?:至|到|[-—－–~～]{1,2}) ?(?P<half2>上午|中午|下午|晚上|晚)?(?P<h2>[0-2]?[0-9])[：时点](?P<min2>[0-5][0-9]|半)?分?)?"
)
_DATE = re.compile(
    rf"(?:{_FIGURES}|{_NAMED})(?P<first>)(?:{_SAME_MONTH})?(?:{_WEEKDAY})?(?:（含[^（）]{{0,4}}）)?(?:）?{_HOUR})?"
)
_HOUR_ALONE = re.compile(r"(?P<half>上午|中午|下午|晚上|晚)(?P<h>[0-9]{1,2})[：时点](?P<min>[0-9]{2}|半)?")
_RANGE = re.compile(r" ?(?:起?至|到|[-—－–~～]{1,2}) ?")
_WEEK = "一二三四五六日"
_COMMON_YEAR = 2023
THIS_MONTH = 0
"""The month of 本月25日 before the day of issue tells which it is."""
MONTH_BACK = timedelta(days=31)
"""How far before the day of issue a day without a year may lie and still be of that year."""


@dataclass(frozen=True)
class FoundDate:
    """A date at ``start``–``end`` of a piece; ``year`` is None when the notice leaves it out or masks it."""

    year: int | None
    month: int
    day: int
    hour: int | None
    minute: int
    start: int
    end: int
    year_inferred: bool = False
    masked: bool = False
    """The year is printed with a placeholder (20xx年)."""
    weekday: int | None = None
    """The day of the week printed beside it, 0 for 星期一."""
    month_end: bool = False
    """The notice says 3月底 and no day."""

    @property
    def date(self) -> date | None:
        """The calendar day, or None without a year or when there is no such day."""
        try:
            return date(self.year, self.month, self.day) if self.year else None
        except ValueError:
            return None

    @property
    def moment(self) -> datetime | None:
        """The instant in 北京时间 (24:00 is the next day's midnight), or None without year or hour."""
        if self.date is None or self.hour is None:
            return None
        start = datetime.combine(self.date, time(), BEIJING)
        return start + timedelta(hours=self.hour, minutes=self.minute)

    @property
    def printed(self) -> str:
        """YYYY-MM-DD or YYYY-MM-DD HH:MM; --MM-DD when the year is missing."""
        day = f"{self.year or '-'}-{self.month:02d}-{self.day:02d}"
        return day if self.hour is None else f"{day} {self.hour:02d}:{self.minute:02d}"

    @property
    def on_another_weekday(self) -> bool:
        """Whether the calendar gives another day of the week than the notice prints."""
        return self.weekday is not None and self.date is not None and self.date.weekday() != self.weekday


def find_dates(piece: Piece) -> Iterator[FoundDate]:
    """Every day named in the piece, in order; impossible days (2月30日) are left out.

    The second day of a range takes its month and year from the first.
    """
    before: FoundDate | None = None
    for found in _DATE.finditer(piece.text):
        for day in _days(found):
            ranged = before and _RANGE.fullmatch(piece.text, before.end, day.start)
            when = _after(before, day) if before and ranged else day
            if when.year is None or when.date is not None:
                yield when
                before = when


def _days(found: re.Match[str]) -> Iterator[FoundDate]:
    """The one day that is matched, or the two of 3月1日至15日."""
    named = found.groupdict()
    month = THIS_MONTH if named["this"] else number((named["fm"] or named["m"]).replace("元", "1")) or 0
    day = number(named["fd"] or named["d"] or "") or 0
    if named["last"] and 1 <= month <= 12:
        day = monthrange(_year(named) or _COMMON_YEAR, month)[1]
    until = number(named["until"]) if named["until"] else None
    if not ((named["this"] or 1 <= month <= 12) and 1 <= day <= 31):
        return
    hour, minute = _hour(named)
    written = named["week"] or named["bare_week"]
    week = _WEEK.index(written.replace("天", "日")) if written else None
    when = FoundDate(
        _year(named), month, day, hour, minute, found.start(), found.end(),
        masked=bool(named["masked"]), weekday=week, month_end=bool(named["last"]),
    )  # fmt: skip
    if until is None:
        yield when
        return
    yield replace(when, hour=None, minute=0, end=found.start("first"), weekday=None)
    if day < until <= 31:
        yield replace(when, day=until, start=found.start("until"))


def _year(named: dict[str, str | None]) -> int | None:
    if named["roc"]:
        return 1911 + int(named["roc"])
    if named["short"]:
        return 2000 + int(named["short"])
    written = named["fy"] or named["y"]
    return year(written) if written else None


def _after(first: FoundDate, last: FoundDate) -> FoundDate:
    """The last day of a range, in the year of the first, or the next one when it lies before it."""
    if last.year is not None or last.masked or first.year is None:
        return last
    turned = (last.month, last.day) < (first.month, first.day)
    return replace(last, year=first.year + turned, year_inferred=first.year_inferred)


def find_hours(piece: Piece) -> Iterator[tuple[int, int]]:
    """Where an hour stands without a day (下午3点)."""
    for found in _HOUR_ALONE.finditer(piece.text):
        yield found.span()


def with_year(when: FoundDate, issued: date | None) -> FoundDate:
    """A date without a year, placed in the first year that puts it on or after the day of issue."""
    if when.year is not None or when.masked or issued is None:
        return when
    if when.month == THIS_MONTH:
        return replace(when, year=issued.year, month=issued.month, year_inferred=True)
    guess = replace(when, year=issued.year, year_inferred=True)
    if guess.date is not None and guess.date < issued - MONTH_BACK:
        guess = replace(guess, year=issued.year + 1)
    return guess


def whole_date(piece: Piece) -> FoundDate | None:
    """The date when the piece is nothing but one (a signature's last line), else None."""
    if len(piece.text) > 30:
        return None
    found = next(find_dates(piece), None)
    if found is None or found.hour is not None:
        return None
    around = piece.text[: found.start] + piece.text[found.end :]
    return found if around.strip(" 。（）-|") in ("", "民国", "中华民国", "公元") else None


def _hour(named: dict[str, str | None]) -> tuple[int | None, int]:
    """The hour printed, or the last one of 上午9时至下午4时."""
    last = "2" if named["h2"] else ""
    hour, half = number(named["h" + last] or ""), (last and named["half2"]) or named["half"]
    if hour is None or hour > 24:
        return None, 0
    late = half in ("下午", "晚上", "晚", "傍晚", "夜间") or (half == "中午" and hour < 11)
    if late and hour < 12:
        hour += 12
    if half in ("晚上", "晚", "夜间") and hour == 12:
        hour = 24
    minute = 30 if named["min" + last] == "半" else number(named["min" + last] or "0") or 0
    return (hour, minute) if minute < 60 else (None, 0)

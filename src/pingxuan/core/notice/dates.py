"""Dates and hours in a notice: whole, without a year, or in figures only; never guessed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from pingxuan.core.instants import BEIJING
from pingxuan.core.notice.numerals import number, year
from pingxuan.core.notice.source import Piece

_YEAR = r"(?:(?P<y>[12][0-9]{3}|[一二][〇零○OoΟ0一二三四五六七八九]{3})年|(?P<rel>今年|本年|明年|次年|同年|当年))?"
_MONTH_DAY = (
    r"(?P<m>[0-9]{1,2}|十[一二]?|[一二三四五六七八九])月"
    r"(?P<d>[0-9]{1,2}|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
)
_FIGURES = r"(?P<fy>(?:19|20)[0-9]{2})(?P<sep>[-/.])(?P<fm>[0-9]{1,2})(?P=sep)(?P<fd>[0-9]{1,2})(?![0-9])"
_HOUR = (
    r"(?:（?(?:星期|周)[一二三四五六日天]）?)?，?(?P<half>上午|早上|中午|下午|晚上|晚)?"
    r"(?P<h>[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:[：时点](?P<min>[0-9]{2}|半)?分?整?)"
)
_DATE = re.compile(rf"(?:{_FIGURES}|{_YEAR}{_MONTH_DAY})(?:{_HOUR})?")
_HOUR_ALONE = re.compile(r"(?P<half>上午|中午|下午|晚上|晚)(?P<h>[0-9]{1,2})[：时点](?P<min>[0-9]{2}|半)?")


@dataclass(frozen=True)
class FoundDate:
    """A date at ``start``–``end`` of a piece; ``year`` is None when the notice leaves it out."""

    year: int | None
    month: int
    day: int
    hour: int | None
    minute: int
    start: int
    end: int
    year_inferred: bool = False

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


def find_dates(piece: Piece) -> Iterator[FoundDate]:
    """Every day named in the piece, in order; impossible days (2月30日) are left out."""
    for found in _DATE.finditer(piece.text):
        named = found.groupdict()
        month = int(named["fm"]) if named["fm"] else number(named["m"]) or 0
        day = int(named["fd"]) if named["fd"] else number(named["d"]) or 0
        if not (1 <= month <= 12 and 1 <= day <= 31):
            continue
        its_year = int(named["fy"]) if named["fy"] else year(named["y"]) if named["y"] else None
        hour, minute = _hour(named)
        when = FoundDate(its_year, month, day, hour, minute, found.start(), found.end())
        if its_year is None or when.date is not None:
            yield when


def find_hours(piece: Piece) -> Iterator[tuple[int, int]]:
    """Where an hour stands without a day (下午3点)."""
    for found in _HOUR_ALONE.finditer(piece.text):
        yield found.span()


def with_year(when: FoundDate, issued: date | None) -> FoundDate:
    """A date without a year, placed in the first year that puts it on or after the day of issue."""
    if when.year is not None or issued is None:
        return when
    guess = replace(when, year=issued.year, year_inferred=True)
    if guess.date is not None and guess.date < issued - timedelta(days=31):
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
    return found if not around.strip(" 。印发") else None


def _hour(named: dict[str, str | None]) -> tuple[int | None, int]:
    hour = number(named["h"] or "")
    if hour is None or hour > 24:
        return None, 0
    if named["half"] in ("下午", "晚上", "晚") and hour < 12:
        hour += 12
    minute = 30 if named["min"] == "半" else int(named["min"] or 0)
    return (hour, minute) if minute < 60 else (None, 0)

"""Working days by the national holiday table, with local days off, and where the table has no answer."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from chinese_calendar import constants

from pingxuan.core.finding import Finding

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class HolidayTable:
    """Days off and make-up working days of whole years; other years have their weekends only."""

    first_year: int
    last_year: int
    days_off: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    """Saturdays and Sundays worked in exchange (调休)."""

    def with_local(self, days_off: Iterable[date] = (), workdays: Iterable[date] = ()) -> "HolidayTable":
        """The table with a region's own days (古尔邦节、肉孜节 …), which go before the national ones."""
        off, on = frozenset(days_off), frozenset(workdays)
        return replace(self, days_off=self.days_off - on | off, workdays=self.workdays | on)


NATIONAL = HolidayTable(
    first_year=min(constants.holidays).year,
    last_year=max(constants.holidays).year,
    days_off=frozenset(constants.holidays),
    workdays=frozenset(constants.workdays),
)
"""The State Council's yearly notices, as far as they are out."""


def is_working_day(day: date, table: HolidayTable = NATIONAL) -> bool:
    """Whether offices are open on ``day``; outside the table's years, Monday to Friday."""
    if day in table.days_off:
        return False
    return day in table.workdays or day.weekday() < 5


def add_working_days(start: date, count: int, table: HolidayTable = NATIONAL) -> date:
    """The ``count``-th working day after ``start``, which itself is not counted; ValueError for count < 1."""
    if count < 1:
        raise ValueError("at least one working day")
    day = start
    while count:
        day += _DAY
        count -= is_working_day(day, table)
    return day


def publication_end(start: date, working_days: int, table: HolidayTable = NATIONAL) -> date:
    """Last day of a 公示 begun on ``start``: the first day does not count, the last is a working day."""
    return add_working_days(start, working_days, table)


def coverage_findings(start: date, end: date, table: HolidayTable = NATIONAL) -> tuple[Finding, ...]:
    """Code ``holidays_unknown``, a warning, when a day from ``start`` to ``end`` lies outside the table's years."""
    if table.first_year <= start.year and end.year <= table.last_year:
        return ()
    years = "、".join(
        f"{year}年"
        for year in range(start.year, end.year + 1)
        if not table.first_year <= year <= table.last_year
    )
    return (
        Finding(
            "holidays_unknown",
            f"系统里还没有{years}的法定节假日安排，工作日暂只扣除周六、周日。请对照国务院办公厅的放假通知核对起止日期。",
            blocks=False,
        ),
    )

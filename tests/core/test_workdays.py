"""Working days: make-up days, local days off, the publication clock, and years the table does not know."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingxuan.core.workdays import (
    NATIONAL,
    HolidayTable,
    add_working_days,
    coverage_findings,
    is_working_day,
    publication_end,
)

WEEKENDS_ONLY = HolidayTable(first_year=2023, last_year=2023)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2023, 1, 20), True),
        (date(2023, 1, 23), False),  # 春节, a Monday
        (date(2023, 1, 28), True),  # Saturday worked in exchange
        (date(2023, 2, 11), False),  # an ordinary Saturday
        (date(2023, 9, 29), False),  # 中秋节
        (date(2023, 10, 7), True),  # Saturday worked in exchange
        (date(2050, 10, 3), True),  # unknown year, a Monday
        (date(2050, 10, 2), False),  # unknown year, a Sunday
    ],
)
def test_working_days(day: date, works: bool) -> None:
    assert is_working_day(day) == works


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2023, 3, 6), 5, date(2023, 3, 13)),  # Monday to Monday
        (date(2023, 3, 10), 5, date(2023, 3, 17)),  # begun on a Friday
        (date(2023, 3, 11), 5, date(2023, 3, 17)),  # begun on a Saturday
        (date(2023, 1, 19), 5, date(2023, 1, 31)),  # over 春节, with two make-up days
        (date(2023, 9, 27), 5, date(2023, 10, 10)),  # over 中秋 and 国庆
        (date(2023, 4, 28), 1, date(2023, 5, 4)),  # over 劳动节
    ],
)
def test_the_publication_clock(start: date, days: int, end: date) -> None:
    assert publication_end(start, days) == end


def test_a_region_s_own_holiday_is_taken_off_and_may_be_worked_again() -> None:
    local = NATIONAL.with_local(days_off=[date(2023, 6, 28), date(2023, 6, 29)], workdays=[date(2023, 7, 1)])
    assert publication_end(date(2023, 6, 27), 3) == date(2023, 6, 30)
    assert publication_end(date(2023, 6, 27), 3, local) == date(2023, 7, 3)


def test_the_later_word_on_a_day_wins() -> None:
    day = date(2023, 7, 3)
    off = NATIONAL.with_local(days_off=[day])
    assert [is_working_day(day, table) for table in (NATIONAL, off, off.with_local(workdays=[day]))] == [
        True,
        False,
        True,
    ]


@pytest.mark.parametrize("count", [0, -1])
def test_no_working_days_is_no_period(count: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        add_working_days(date(2023, 3, 6), count)


@given(st.dates(date(2004, 1, 1), date(2026, 6, 30)), st.integers(1, 40))
def test_the_count_is_of_working_days_and_ends_on_one(start: date, count: int) -> None:
    end = add_working_days(start, count)
    after = [date.fromordinal(day) for day in range(start.toordinal() + 1, end.toordinal() + 1)]
    assert is_working_day(end)
    assert sum(map(is_working_day, after)) == count


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        (date(2023, 1, 1), date(2023, 12, 31), ""),
        (date(2023, 12, 28), date(2024, 1, 5), "2024年"),
        (date(2022, 12, 28), date(2023, 1, 5), "2022年"),
        (date(2024, 12, 28), date(2026, 1, 5), "2024年、2025年、2026年"),
    ],
)
def test_a_year_the_table_does_not_know_is_said(start: date, end: date, years: str) -> None:
    found = coverage_findings(start, end, WEEKENDS_ONLY)
    said = [(finding.code, finding.blocks, finding.text.split("的")[0]) for finding in found]
    assert said == ([("holidays_unknown", False, f"系统里还没有{years}")] if years else [])


def test_the_table_covers_the_years_it_says() -> None:
    assert (NATIONAL.first_year, NATIONAL.last_year >= 2026) == (2004, True)
    assert {day.year for day in NATIONAL.days_off} == set(range(NATIONAL.first_year, NATIONAL.last_year + 1))

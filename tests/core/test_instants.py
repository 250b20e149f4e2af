"""Instants as people read them: Beijing time, whatever zone they came in."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from pingxuan.core.instants import beijing, beijing_date


def test_an_evening_in_utc_is_the_next_day_in_beijing() -> None:
    late = datetime(2023, 2, 26, 16, 0, tzinfo=UTC)
    assert beijing_date(late) == date(2023, 2, 27)
    assert beijing_date(late - timedelta(microseconds=1)) == date(2023, 2, 26)


def test_local_solar_time_of_the_far_west_changes_nothing() -> None:
    urumqi = datetime(2023, 2, 27, 16, 0, tzinfo=timezone(timedelta(hours=6)))
    assert f"{beijing(urumqi):%H:%M}" == "18:00"


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        beijing(datetime(2023, 2, 27, 18, 0))  # noqa: DTZ001  # the very thing that is refused

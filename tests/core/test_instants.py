"""Instants as people read them: Beijing time, whatever zone they came in."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from pingxuan.core.instants import BEIJING, beijing, beijing_date, read_instant


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


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2023年2月27日18:00", (27, 18, 0)),
        ("2023-02-27 18:00", (27, 18, 0)),
        (" 2023.2.27 18：05 ", (27, 18, 5)),
        ("2023年2月27日18时30分前", (27, 18, 30)),
        ("2023年2月27日下午6点", (27, 18, 0)),
        ("2023年2月27日上午9:30", (27, 9, 30)),
        ("20230227 08:00", (27, 8, 0)),
        ("2023-02-27T18:00:00+08:00", (27, 18, 0)),
        ("2023-02-27T10:00:00+00:00", (27, 18, 0)),
        ("2023-02-27T18:00", (27, 18, 0)),
        ("2023-02-27 24:00", (28, 0, 0)),
    ],
)
def test_an_instant_is_read_as_people_write_it(text: str, read: tuple[int, int, int]) -> None:
    day, hour, minute = read
    assert read_instant(text) == datetime(2023, 2, day, hour, minute, tzinfo=BEIJING)


@pytest.mark.parametrize(
    "text",
    ["", "2023年2月27日", "2月27日18:00", "2023年2月18:00", "2023-02-30 18:00", "2023-02-27 24:01",
     "2023-02-27 25:00", "2023-02-27 18:60", "下班前", "18:00"],
)  # fmt: skip
def test_what_is_no_whole_instant_is_not_guessed(text: str) -> None:
    assert read_instant(text) is None

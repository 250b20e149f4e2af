"""Instants as people here read them: always Beijing time, whatever zone a moment came in."""

import re
from datetime import date, datetime, time, timedelta, timezone

from pingxuan.core.readings import read_date

BEIJING = timezone(timedelta(hours=8), "北京时间")
"""UTC+8 all year: there has been no summer time since 1992."""

_CLOCK = re.compile(
    r"(?P<day>.+?)[\sT]*(?P<half>[上下]午)?\s*(?P<hour>\d{1,2})\s*[:：时点]\s*(?P<minute>\d{1,2})?(?:分|:00)?前?"
)


def read_instant(text: str) -> datetime | None:
    """``2023年2月27日18:00``, ``2023-02-27 18:00`` and ISO with a zone, in Beijing time; else None.

    24:00 is the midnight that ends the day; a day without an hour is no instant.
    """
    try:
        stated = datetime.fromisoformat(text.strip())
    except ValueError:
        stated = None
    if stated is not None and stated.tzinfo is not None:
        return stated.astimezone(BEIJING)
    found = _CLOCK.fullmatch(text.strip())
    day = read_date(found["day"]) if found else None
    if found is None or day is None or len(day) < 10:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"] == "下午" and hour < 12:
        hour += 12
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        return None
    start = datetime.combine(date.fromisoformat(day), time(), BEIJING)
    return start + timedelta(hours=hour, minutes=minute)


def beijing(at: datetime) -> datetime:
    """The moment in Beijing time; ValueError when it carries no zone."""
    if at.tzinfo is None:
        raise ValueError("an instant carries its zone")
    return at.astimezone(BEIJING)


def beijing_date(at: datetime) -> date:
    """The calendar day in Beijing at that moment; ValueError when it carries no zone."""
    return beijing(at).date()

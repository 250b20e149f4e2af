"""Instants as people here read them: always Beijing time, whatever zone a moment came in."""

from datetime import date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8), "北京时间")
"""UTC+8 all year: there has been no summer time since 1992."""


def beijing(at: datetime) -> datetime:
    """The moment in Beijing time; ValueError when it carries no zone."""
    if at.tzinfo is None:
        raise ValueError("an instant carries its zone")
    return at.astimezone(BEIJING)


def beijing_date(at: datetime) -> date:
    """The calendar day in Beijing at that moment; ValueError when it carries no zone."""
    return beijing(at).date()

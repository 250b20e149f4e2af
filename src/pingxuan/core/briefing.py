"""The progress sentence an office copies into its bulletin, and the named forecast behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pingxuan.core.instants import beijing

FORECAST_DAYS = 5


@dataclass(frozen=True)
class AwardProgress:
    """One award's figures: handed up of its goal, and the running total by day."""

    name: str
    unit: str
    handed_up: int
    goal: int
    days: Sequence[tuple[date, int]]


def full_on(progress: AwardProgress, today: date) -> date | None:
    """The day the goal is reached at the mean pace of the last five days; None without a pace or a need."""
    totals = dict(progress.days)
    start = today - timedelta(days=FORECAST_DAYS)
    before = max((n for day, n in progress.days if day <= start), default=0)
    now = max((n for day, n in totals.items() if day <= today), default=0)
    left = progress.goal - progress.handed_up
    if left <= 0 or now <= before:
        return None
    return today + timedelta(days=-(-left * FORECAST_DAYS // (now - before)))


def briefing(
    awards: Sequence[AwardProgress], full: Sequence[str], lagging: Sequence[str], *, at: datetime
) -> str:
    """One paragraph: how many are handed up, which bodies are full, which lag, when it will be full."""
    local = beijing(at)
    told = "、".join(f"“{award.name}”{award.handed_up}{award.unit}" for award in awards)
    parts = [f"截至{local.month}月{local.day}日{local.hour}时{local.minute:02d}分，已报送{told}"]
    if full:
        parts.append(f"{'、'.join(full)}已报满")
    if lagging:
        parts.append(f"{'、'.join(lagging)}不足两成")
    text = "；".join(parts) + "。"
    first = awards[0] if awards else None
    day = full_on(first, local.date()) if first else None
    if first and day:
        text += f"按近{FORECAST_DAYS}日均速，“{first.name}”预计{day.month}月{day.day}日报满。"
    return text

"""What time it is for the people at the doors: the machine's clock, or the stated clock of a demo."""

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings

DEMO_CLOCK = "demo-clock.json"


def now() -> datetime:
    """The moment, aware, in UTC; in demo mode shifted to the demo campaign's own days."""
    return datetime.now(UTC) + _shift()


def set_demo_clock(folder: Path, pretend: datetime) -> None:
    """States the demo clock: from now on it is ``pretend`` and runs on from there, over restarts too."""
    folder.mkdir(parents=True, exist_ok=True)
    shift = pretend - datetime.now(UTC)
    (folder / DEMO_CLOCK).write_text(json.dumps({"seconds": int(shift.total_seconds())}), "utf-8")


@cache
def _shift() -> timedelta:
    stated = Path(settings.PINGXUAN_DATA) / DEMO_CLOCK
    if settings.PINGXUAN_MODE != "demo" or not stated.exists():
        return timedelta()
    return timedelta(seconds=json.loads(stated.read_text("utf-8"))["seconds"])

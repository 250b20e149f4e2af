"""The progress sentence of the bulletin and the forecast behind it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from pingxuan.core.briefing import AwardProgress, briefing, full_on

TODAY = date(2023, 2, 20)
NOON = datetime(2023, 2, 20, 4, 5, tzinfo=UTC)


def progress(handed_up: int, goal: int, *days: tuple[int, int]) -> AwardProgress:
    """An award's figures; ``days`` are day of February and running total."""
    totals = [(date(2023, 2, day), total) for day, total in days]
    return AwardProgress("示范窗口", "个", handed_up, goal, totals)


@pytest.mark.parametrize(
    ("award", "day"),
    [
        (progress(20, 30, (15, 10), (20, 20)), TODAY + timedelta(days=5)),
        (progress(20, 21, (15, 10), (20, 20)), TODAY + timedelta(days=1)),
        (progress(10, 30, (18, 4), (20, 10)), TODAY + timedelta(days=10)),
        (progress(20, 20, (15, 10), (20, 20)), None),
        (progress(25, 20, (15, 10), (20, 25)), None),
        (progress(10, 20, (10, 10)), None),
        (progress(0, 20), None),
        (progress(20, 30, (15, 10), (20, 20), (21, 29)), TODAY + timedelta(days=5)),
    ],
    ids=[
        "mean pace",
        "rounded up",
        "begun of late",
        "full",
        "over",
        "stands still",
        "nothing yet",
        "not ahead",
    ],
)
def test_when_it_will_be_full(award: AwardProgress, day: date | None) -> None:
    assert full_on(award, TODAY) == day


@pytest.mark.parametrize(
    ("full", "lagging", "told"),
    [
        ([], [], ""),
        (["博湖县"], [], "；博湖县已报满"),
        (["博湖县", "和静县"], ["且末县"], "；博湖县、和静县已报满；且末县不足两成"),
    ],
)
def test_the_sentence(full: Sequence[str], lagging: Sequence[str], told: str) -> None:
    awards = [progress(20, 30, (15, 10), (20, 20)), AwardProgress("形象大使", "名", 7, 7, [])]
    assert briefing(awards, full, lagging, at=NOON) == (
        f"截至2月20日12时05分，已报送“示范窗口”20个、“形象大使”7名{told}。"
        "按近5日均速，“示范窗口”预计2月25日报满。"
    )


def test_nothing_is_forecast_of_a_full_award() -> None:
    assert briefing([progress(5, 5)], [], [], at=NOON) == "截至2月20日12时05分，已报送“示范窗口”5个。"

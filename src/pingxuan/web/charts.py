"""Charts as SVG, drawn on the server without style attributes: quota cells, line, histogram, meter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

CELL_WIDTH, CELL_STEP, CELL_HEIGHT = 6, 8, 12
CELLS_A_ROW = 35
CELL_WORDS = (
    ("ok", "已报送"),
    ("bad", "退回修改"),
    ("draft", "填报中"),
    ("none", "未启动"),
    ("over", "超出名额"),
)


@dataclass(frozen=True, kw_only=True)
class Places:
    """How a body's places stand: counts of nominations by state, beside the quota they count against."""

    quota: int
    passed: int = 0
    failing: int = 0
    drafts: int = 0

    @property
    def kinds(self) -> list[str]:
        """One kind per cell, in reading order; what exceeds the quota is ``over``."""
        used = ["ok"] * self.passed + ["bad"] * self.failing + ["draft"] * self.drafts
        within = used[: self.quota] + ["none"] * (self.quota - len(used))
        return within + ["over"] * (len(used) - self.quota)


def cells(places: Places) -> SafeString:
    """One cell per place of the quota, 35 a row; the words behind the colours are its accessible name."""
    kinds = places.kinds
    rows = max(1, -(-len(kinds) // CELLS_A_ROW))
    return format_html(
        '<svg class="cells" viewBox="0 0 {} {}" preserveAspectRatio="xMinYMin meet" role="img"'
        ' aria-label="{}">{}</svg>',
        CELLS_A_ROW * CELL_STEP + 2,
        rows * (CELL_HEIGHT + 4),
        cells_in_words(places),
        format_html_join("", "{}", ((_cell(kind, at),) for at, kind in enumerate(kinds))),
    )


def cells_in_words(places: Places) -> str:
    """名额35：已报送19，退回修改3，填报中7，未启动6."""
    counts = [(word, places.kinds.count(kind)) for kind, word in CELL_WORDS]
    said = "，".join(f"{word}{count}" for word, count in counts if count)
    return f"名额{places.quota}" + (f"：{said}" if said else "")


def _cell(kind: str, at: int) -> SafeString:
    row, column = divmod(at, CELLS_A_ROW)
    edge = 0.5 if kind in {"bad", "none", "over"} else 0
    return format_html(
        '<rect class="c-{}" x="{}" y="{}" width="{}" height="{}"/>',
        kind,
        column * CELL_STEP + 0.5 + edge,
        row * (CELL_HEIGHT + 4) + 0.5 + edge,
        CELL_WIDTH - 2 * edge,
        CELL_HEIGHT - 2 * edge,
    )


def meter(percent: float, warn: bool = False) -> SafeString:
    """A thin bar filled to ``percent``; decoration beside a number that says the same."""
    width = min(100, max(0, round(percent, 1)))
    return format_html(
        '<svg class="meter" aria-hidden="true"><rect{} width="{}%" height="4"/></svg>',
        format_html(' class="{}"', "warn") if warn else "",
        width,
    )


@dataclass(frozen=True, kw_only=True)
class Trend:
    """A cumulative count by day against its goal, with the due day and an even pace from the first day."""

    days: Sequence[tuple[date, int]]
    goal: int
    due: date
    unit: str = "家"


_LEFT, _RIGHT, _TOP, _BASE = 30, 348, 18, 152


def line(trend: Trend) -> SafeString:
    """The cumulative line with area, even pace, today's value and the due line; empty text without days."""
    if not trend.days:
        return SafeString("")
    plane = _Plane(trend)
    points = " ".join(f"{plane.x(day)},{plane.y(count)}" for day, count in trend.days)
    first, (last, count) = trend.days[0][0], trend.days[-1]
    return format_html(
        '<svg class="plot" viewBox="0 0 364 176" role="img" aria-label="{}">{}'
        '<polygon class="area" points="{},{} {} {},{}"/><line class="pace" x1="{}" y1="{}" x2="{}" y2="{}"/>'
        '<polyline class="series" points="{}"/>{}<circle class="point" cx="{}" cy="{}" r="4"/>'
        '<text class="val" x="{}" y="{}" text-anchor="{}">{} {}</text>{}</svg>',
        f"截至{last.month}月{last.day}日累计{count}{trend.unit}，目标{trend.goal}{trend.unit}",
        plane.grid(),
        plane.x(first), _BASE, points, plane.x(last), _BASE,
        plane.x(first), _BASE, plane.x(trend.due), plane.y(trend.goal),
        points,
        plane.due_line(),
        plane.x(last), plane.y(count),
        plane.x(last) - 8, plane.y(count) - 9, "end" if plane.x(last) > 110 else "start",
        f"{last.month}月{last.day}日", count,
        plane.day_names(),
    )  # fmt: skip


class _Plane:
    """Where days and counts of a trend lie in the drawing."""

    def __init__(self, trend: Trend) -> None:
        self.trend = trend
        self.first = trend.days[0][0]
        self.last = max(trend.due, trend.days[-1][0], self.first + timedelta(days=1))
        self.top = _round_up(max(trend.goal, trend.days[-1][1], 1))

    def x(self, day: date) -> float:
        share = (day - self.first).days / (self.last - self.first).days
        return round(_LEFT + share * (_RIGHT - _LEFT), 1)

    def y(self, count: int) -> float:
        return round(_BASE - count / self.top * (_BASE - _TOP), 1)

    def grid(self) -> SafeString:
        steps = [round(self.top * quarter / 4) for quarter in range(5)]
        return format_html_join(
            "",
            '<line class="{}" x1="30" y1="{}" x2="348" y2="{}"/>'
            '<text x="24" y="{}" text-anchor="end">{}</text>',
            (
                ("base" if not s else "axis", self.y(s), self.y(s), self.y(s) + 4, s)
                for s in dict.fromkeys(steps)
            ),
        )

    def due_line(self) -> SafeString:
        x = self.x(self.trend.due)
        return format_html(
            '<line class="due" x1="{}" y1="{}" x2="{}" y2="{}"/>'
            '<text class="due-label" x="{}" y="{}" text-anchor="end">截止</text>',
            x, _TOP - 4, x, _BASE, x - 5, _BASE - 12,
        )  # fmt: skip

    def day_names(self) -> SafeString:
        span = (self.last - self.first).days
        step = max(1, -(-span // 7))
        days = [self.first + timedelta(days=at) for at in range(0, span + 1, step)]
        return format_html_join(
            "",
            '<text x="{}" y="170" text-anchor="middle">{}/{}</text>',
            ((self.x(day), day.month, day.day) for day in days),
        )


def _round_up(count: int) -> int:
    """The next number that divides well by four: 4, 8, 20, 40, 60, 80, 100, 120 …"""
    step = 4 if count <= 8 else 20
    return -(-count // step) * step


def histogram(bins: Sequence[tuple[str, int]], low: int = 0) -> SafeString:
    """Upright columns with their counts; the first ``low`` columns are drawn paler (below the pass mark)."""
    top = max((count for _, count in bins), default=0) or 1
    slot = 350 / max(len(bins), 1)
    columns = (
        (at, count, round(7 + at * slot + slot * 0.2, 1), round(count / top * 124, 1), name)
        for at, (name, count) in enumerate(bins)
    )
    said = "，".join(f"{name}：{count}" for name, count in bins)
    return format_html(
        '<svg class="plot" viewBox="0 0 364 176" role="img" aria-label="{}">{}'
        '<line class="base" x1="7" y1="152" x2="357" y2="152"/></svg>',
        said,
        format_html_join(
            "",
            '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>'
            '<text class="val" x="{}" y="{}" text-anchor="middle">{}</text>'
            '<text x="{}" y="170" text-anchor="middle">{}</text>',
            (
                ("col col-low" if at < low else "col", x, 152 - tall, round(slot * 0.6, 1), tall,
                 x + slot * 0.3, 146 - tall, count, x + slot * 0.3, name)
                for at, count, x, tall, name in columns
            ),
        ),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One row of a bar list; ``tone`` is blocks (朱), data (石青) or empty (藤黄)."""

    label: str
    count: int
    tone: str = ""
    url: str = ""


def bar_width(bar: Bar, bars: Sequence[Bar]) -> float:
    """Width of a bar in percent of the longest."""
    longest = max((other.count for other in bars), default=0)
    return round(bar.count / longest * 100, 1) if longest else 0


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A body on the schematic map: its place in the grid (from 1, at most 6) and its rate in percent."""

    name: str
    rate: int
    column: int
    row: int
    url: str = ""

    @property
    def shade(self) -> int:
        """0 below 20 % (framed), then 20, 50, 70, 90 %."""
        return sum(self.rate >= bound for bound in (20, 50, 70, 90))


def score_range(low: float, middle: float, high: float) -> SafeString:
    """A score with its interval on a scale of 0 to 100."""
    return format_html(
        '<svg class="plot score-range" viewBox="0 0 104 12" role="img" aria-label="{}">'
        '<line class="axis" x1="2" y1="6" x2="102" y2="6"/>'
        '<line class="range" x1="{}" y1="6" x2="{}" y2="6"/>'
        '<circle class="point" cx="{}" cy="6" r="3.5"/></svg>',
        f"{middle:.1f}分，区间{low:.1f}至{high:.1f}",
        round(2 + low, 1),
        round(2 + high, 1),
        round(2 + middle, 1),
    )

"""The list of nominations returned for correction (退回修改清单), with reasons and the day they are due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pingxuan.core.paper import Align, HeadingLine, PageStyle, Paper
from pingxuan.core.papers.columns import ListColumn, listing, numbered_rows
from pingxuan.core.papers.phrases import chinese_day
from pingxuan.core.words import PaperKind

_COLUMNS = (
    ListColumn("序号", least=14, share=0),
    ListColumn("推荐单位", least=32, share=0),
    ListColumn("推荐对象", least=45, share=1, align=Align.LEFT),
    ListColumn("拟授称号", least=38, share=0),
    ListColumn("退回原因及修改要求", least=60, share=2, align=Align.LEFT),
    ListColumn("退回日期", least=35, share=0),
    ListColumn("重报截止", least=35, share=0),
)


@dataclass(frozen=True, kw_only=True)
class ReturnedEntry:
    """One nomination returned: why, when, and until when it may come back (None: not fixed)."""

    body: str
    nominee: str
    award: str
    reason: str
    returned_on: date
    due: date | None = None


def returned_list(title: str, entries: Sequence[ReturnedEntry], *, day: date, author: str = "") -> Paper:
    """The list as of ``day``, in the order given; ``title`` is the campaign's."""
    lines = [
        (
            entry.body,
            entry.nominee,
            entry.award,
            entry.reason,
            chinese_day(entry.returned_on),
            chinese_day(entry.due) if entry.due else "另行通知",
        )
        for entry in entries
    ]
    heading = HeadingLine(parts=(f"共{len(entries)}件", f"制表时间：{chinese_day(day)}"))
    return Paper(
        kind=PaperKind.RETURNED_LIST,
        style=PageStyle.SUMMARY,
        title=(title, "推荐材料退回修改清单"),
        blocks=(heading, listing(_COLUMNS, numbered_rows(_COLUMNS, lines), landscape=True)),
        landscape=True,
        author=author,
    )

"""The contact roster (联系人名单): who answers for each nominating body, and who has not reported."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pingxuan.core.paper import HeadingLine, PageStyle, Paper
from pingxuan.core.papers.columns import ListColumn, listing, numbered_rows
from pingxuan.core.papers.phrases import chinese_day
from pingxuan.core.words import PaperKind

_COLUMNS = (
    ListColumn("序号", least=14, share=0),
    ListColumn("推荐单位", least=40, share=2),
    ListColumn("联系人", least=28, share=0),
    ListColumn("职务", least=30),
    ListColumn("联系电话", least=36, share=0),
    ListColumn("电子邮箱", least=50, share=1),
    ListColumn("备注", least=20, share=0),
)


@dataclass(frozen=True, kw_only=True)
class RosterEntry:
    """The contact of one body; an empty ``person`` means not reported yet."""

    body: str
    person: str = ""
    post: str = ""
    phone: str = ""
    email: str = ""


def contact_roster(title: str, entries: Sequence[RosterEntry], *, day: date, author: str = "") -> Paper:
    """The roster of a campaign as of ``day``; bodies in the order given, those not reported marked 未报."""
    lines = [
        (
            entry.body,
            entry.person,
            entry.post,
            entry.phone,
            entry.email,
            "" if entry.person else "未报",
        )
        for entry in entries
    ]
    reported = sum(bool(entry.person) for entry in entries)
    heading = HeadingLine(parts=(f"应报{len(entries)}个，已报{reported}个", f"截至{chinese_day(day)}"))
    return Paper(
        kind=PaperKind.CONTACT_ROSTER,
        style=PageStyle.SUMMARY,
        title=(f"{title}联系人名单",) if len(title) < 24 else (title, "联系人名单"),
        blocks=(heading, listing(_COLUMNS, numbered_rows(_COLUMNS, lines), landscape=True)),
        landscape=True,
        author=author,
    )

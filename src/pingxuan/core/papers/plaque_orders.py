"""The order list for plaques (牌匾制作清单): number, face and receiver of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pingxuan.core.paper import Align, HeadingLine, PageStyle, Paper, Paragraph
from pingxuan.core.papers.columns import ListColumn, listing, numbered_rows
from pingxuan.core.papers.phrases import chinese_day, title_lines
from pingxuan.core.words import PaperKind

_COLUMNS = (
    ListColumn("序号", least=14, share=0),
    ListColumn("牌匾编号", least=54, share=0),
    ListColumn("牌面文字", least=44, share=1),
    ListColumn("授予对象", least=50, share=2, align=Align.LEFT),
    ListColumn("落款", least=36, share=1),
    ListColumn("发放单位", least=30, share=0),
    ListColumn("领取签字", least=24, share=0),
)


@dataclass(frozen=True, kw_only=True)
class PlaqueOrder:
    """One plaque: its number, the honour on its face, who receives it, through which body."""

    number: str
    face: str
    holder: str
    organ: str
    body: str = ""


def plaque_orders(
    title: str, orders: Sequence[PlaqueOrder], *, day: date, specification: str = "", author: str = ""
) -> Paper:
    """The list for the maker and for handing out; ``specification`` states size and material, if any."""
    lines = [(order.number, order.face, order.holder, order.organ, order.body, "") for order in orders]
    heading = HeadingLine(parts=(f"共{len(orders)}块", f"制表时间：{chinese_day(day)}"))
    notes = (Paragraph(text=f"规格要求：{specification}", indent=False),) if specification else ()
    return Paper(
        kind=PaperKind.PLAQUE_ORDER,
        style=PageStyle.SUMMARY,
        title=title_lines(f"{title}牌匾制作清单", 30),
        blocks=(heading, listing(_COLUMNS, numbered_rows(_COLUMNS, lines), landscape=True), *notes),
        landscape=True,
        author=author,
    )

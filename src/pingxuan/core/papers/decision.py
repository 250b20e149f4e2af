"""The decision (决定) that confers the honours: red head, text, annexed lists, imprint."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pingxuan.core.paper import AnnexNote, Imprint, PageStyle, Paper, Paragraph, RedHead, Signature
from pingxuan.core.papers.honours import HonourList, honours_said, list_annexes
from pingxuan.core.papers.phrases import basis_said, chinese_day, organ_signed, quoted, title_lines
from pingxuan.core.words import PaperKind


@dataclass(frozen=True, kw_only=True)
class DecisionFacts:
    """What is decided. ``doc_number`` is the decision's own; ``campaign`` and ``notice_number`` its basis."""

    campaign: str
    notice_number: str
    organ: str
    doc_number: str
    addressees: str
    lists: Sequence[HonourList]
    day: date
    sealed_for: bool = False
    inspected: bool = True
    """Whether nominees of any award were visited (实地检查)."""
    letterhead: str = ""
    """The name in red, when it is not the organ's name with 文件."""
    copies_to: str = ""
    title: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    """Paragraphs to stand instead of the usual text; the wording of an honour is the organ's to choose."""


def decision(facts: DecisionFacts) -> Paper:
    """The decision as an official document with one annexed list per award."""
    names, annexes = list_annexes(facts.lists, "名单")
    paragraphs = facts.paragraphs or _usual(facts)
    return Paper(
        kind=PaperKind.DECISION,
        style=PageStyle.LETTER,
        title=facts.title or title_lines(_title(facts)),
        blocks=(
            RedHead(organ=facts.letterhead or f"{facts.organ}文件", number=facts.doc_number),
            Paragraph(text=f"{facts.addressees.rstrip('：:')}：", indent=False),
            *(Paragraph(text=text) for text in paragraphs),
            AnnexNote(items=names),
            Signature(organ=organ_signed(facts.organ, facts.sealed_for), day=chinese_day(facts.day)),
            *annexes,
            Imprint(copies_to=facts.copies_to, issued_by=facts.organ, issued_on=chinese_day(facts.day)),
        ),
        author=facts.organ,
    )


def _title(facts: DecisionFacts) -> str:
    return f"关于授予{'和'.join(quoted(one.award) for one in facts.lists)}称号的决定"


def _usual(facts: DecisionFacts) -> tuple[str, ...]:
    return (
        (
            f"按照{basis_said(facts.campaign, facts.notice_number)}安排，经逐级推荐、材料审核、征求意见、"
            f"{'实地检查、' if facts.inspected else ''}综合遴选和公示，并按程序集体研究，现决定："
        ),
        f"{honours_said([one for one in facts.lists if one.count])}（名单见附件）。",
        (
            "希望获得称号的单位和个人珍惜荣誉，戒骄戒躁，继续在本职岗位上走在前、作表率。"
            "各有关单位要以先进典型为榜样，对照标准找差距、补短板，推动各项工作再上新台阶。"
        ),
    )

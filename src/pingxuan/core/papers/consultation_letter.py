"""The letter that asks a department for its view of the nominees (征求意见函), with the list to fill in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from pingxuan.core.definition import Contact
from pingxuan.core.paper import (
    Align,
    AnnexNote,
    AnnexPage,
    Cell,
    Face,
    PageStyle,
    Paper,
    Paragraph,
    RedHead,
    Row,
    Signature,
    Table,
)
from pingxuan.core.papers.phrases import BLANK_DAY, SEAL, chinese_day, organ_signed, quoted, title_lines
from pingxuan.core.words import PaperKind, ReplyKind

_WIDTHS = (12.0, 46.0, 42.0, 26.0, 30.0)
_HEADS = ("序号", "名称（姓名）", "所在单位或信用代码", "意见", "说明")
_ANNEX = "征求意见对象名单及反馈表"


@dataclass(frozen=True)
class Consulted:
    """One nominee on the list; ``known_by`` is a person's unit or a unit's credit code."""

    name: str
    known_by: str = ""


@dataclass(frozen=True, kw_only=True)
class ConsultationFacts:
    """One department's letter; the reply is due by the end of ``reply_by``."""

    department: str
    organ: str
    campaign: str
    awards: Sequence[str]
    nominees: Sequence[Consulted]
    issued: date
    reply_by: date
    doc_number: str = ""
    contact: Contact = field(default_factory=Contact)
    sealed_for: bool = False
    matters: str = "违法违纪、行政处罚、严重失信、责任事故和责任投诉等方面"
    """What the department is asked about."""


def consultation_letter(facts: ConsultationFacts) -> Paper:
    """The letter and its annex: the nominees, each with a place for the department's answer."""
    subject = f"关于征求{'和'.join(quoted(award) for award in facts.awards)}推荐对象意见的函"
    head = (RedHead(organ=facts.organ, number=facts.doc_number),) if facts.doc_number else ()
    return Paper(
        kind=PaperKind.CONSULTATION_LETTER,
        style=PageStyle.LETTER,
        title=title_lines(subject),
        blocks=(
            *head,
            Paragraph(text=f"{facts.department}：", indent=False),
            *(Paragraph(text=text) for text in _said(facts)),
            AnnexNote(items=(_ANNEX,)),
            Signature(organ=organ_signed(facts.organ, facts.sealed_for), day=chinese_day(facts.issued)),
            AnnexPage(label="附件", title=(_ANNEX,)),
            _reply_table(facts.nominees),
            Paragraph(text=f"反馈单位：　　　　　　　　　　{SEAL}　　　　{BLANK_DAY}", indent=False),
        ),
        name=facts.department,
        author=facts.organ,
    )


def _said(facts: ConsultationFacts) -> tuple[str, ...]:
    contact = "，".join(
        f"{label}：{value}"
        for label, value in (
            ("联系人", facts.contact.person),
            ("联系电话", facts.contact.phone),
            ("电子邮箱", facts.contact.email),
        )
        if value
    )
    asked = (
        f"根据《{facts.campaign}》工作安排，现就附件所列{len(facts.nominees)}个推荐对象，"
        f"征求贵单位在{facts.matters}的意见。"
    )
    answer = (
        f"请逐一核实后在反馈表中注明“{ReplyKind.NO_OBJECTION.label}”或“{ReplyKind.OBJECTION.label}”，"
        f"有异议的请写明事由，加盖公章后于{chinese_day(facts.reply_by)}前反馈。"
    )
    return (asked, answer, f"（{contact}）") if contact else (asked, answer)


def _reply_table(nominees: Sequence[Consulted]) -> Table:
    header = Row(cells=tuple(Cell(text=head, face=Face.HEI) for head in _HEADS))
    rows = tuple(
        Row(
            cells=(
                Cell(text=str(number), number=True),
                Cell(text=nominee.name, align=Align.LEFT),
                Cell(text=nominee.known_by),
                Cell(),
                Cell(),
            )
        )
        for number, nominee in enumerate(nominees, 1)
    )
    return Table(widths=_WIDTHS, rows=(header, *rows), header_rows=1, size=12)

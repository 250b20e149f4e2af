"""The public notice (公示) of those proposed for an honour: list, days, and where to object."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from pingxuan.core.definition import Contact
from pingxuan.core.paper import AnnexNote, Block, Heading, PageStyle, Paper, Paragraph, Signature
from pingxuan.core.papers.honours import HonourList, honours_said, list_annexes
from pingxuan.core.papers.phrases import basis_said, chinese_day, organ_signed, quoted, title_lines
from pingxuan.core.words import PaperKind


@dataclass(frozen=True, kw_only=True)
class PublicationFacts:
    """What is published. ``starts`` to ``ends`` are ``working_days`` working days, both days named."""

    campaign: str
    doc_number: str
    organ: str
    lists: Sequence[HonourList]
    starts: date
    ends: date
    working_days: int
    issued: date
    contact: Contact = field(default_factory=Contact)
    address: str = ""
    received_by: str = ""
    """The department that takes objections, "" for the organ itself."""
    sealed_for: bool = False
    again: bool = False
    """A second publication, for the changed part only."""
    opening: tuple[str, ...] = ()
    """Paragraphs to stand instead of the usual opening."""


def publication(facts: PublicationFacts) -> Paper:
    """The 公示 as an official letter; telephone and mailbox are the organiser's, never a nominee's."""
    names, annexes = list_annexes(facts.lists, "拟授予对象名单")
    opening = facts.opening or (_opening(facts),)
    awards = "和".join(quoted(one.award) for one in facts.lists)
    return Paper(
        kind=PaperKind.PUBLICATION,
        style=PageStyle.LETTER,
        title=title_lines(f"关于{awards}拟授予对象的{'补充' if facts.again else ''}公示"),
        blocks=(
            *(Paragraph(text=text) for text in opening),
            *_terms(facts),
            AnnexNote(items=names),
            Signature(organ=organ_signed(facts.organ, facts.sealed_for), day=chinese_day(facts.issued)),
            *annexes,
        ),
        author=facts.organ,
    )


def _opening(facts: PublicationFacts) -> str:
    changed = "因前次公示名单有调整，现就变动部分再次公示。" if facts.again else ""
    return (
        f"按照{basis_said(facts.campaign, facts.doc_number)}安排，经逐级推荐、材料审核、征求意见和综合遴选，"
        f"{honours_said(facts.lists, proposed=True)}（名单附后）。{changed}为听取各方面意见，现予公示。"
    )


def _terms(facts: PublicationFacts) -> tuple[Block, ...]:
    days = f"{chinese_day(facts.starts)}至{chinese_day(facts.ends)}，共{facts.working_days}个工作日。"
    ways = (
        "公示期间，对公示对象有不同意见的，可通过来信、来电、来访、电子邮件等方式向受理部门反映。"
        "以个人名义反映的，请署真实姓名并留联系方式；以单位名义反映的，请加盖公章。"
        "匿名反映但内容具体、有据可查的，同样予以核实。反映情况应当客观真实，受理部门对反映人信息严格保密。"
    )
    return (
        Heading(head="一、公示时间"),
        Paragraph(text=days),
        Heading(head="二、反映方式"),
        Paragraph(text=ways),
        Heading(head="三、受理部门"),
        *(Paragraph(text=line) for line in _reached_at(facts)),
    )


def _reached_at(facts: PublicationFacts) -> list[str]:
    contact = facts.contact
    said = (
        ("受理部门", facts.received_by or facts.organ),
        ("联 系 人", contact.person),
        ("联系电话", contact.phone),
        ("电子邮箱", contact.email),
        ("通信地址", facts.address),
    )
    return [f"{label}：{value}" for label, value in said if value]

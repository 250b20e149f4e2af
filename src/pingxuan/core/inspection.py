"""Inspections (明察暗访): the sheet derived from an award's criteria, what a visit's marks are worth, and who may go."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pingxuan.core.definition import Award
from pingxuan.core.finding import Finding
from pingxuan.core.instants import beijing_date
from pingxuan.core.remark import LONGEST_REASON, remark_findings
from pingxuan.core.words import Mark, NominationState, Role

POINTS: Mapping[Mark, int] = {Mark.GOOD: 10000, Mark.FAIR: 6000, Mark.POOR: 0}
"""Hundredths of a point a mark is worth; 未观察到 is not among them and never counts as low."""
SCORING = (
    "每项好计100分、一般计60分、差计0分，未观察到的不计；一次检查的得分是已观察各项的平均分，"
    "多次检查取各次得分的平均分，保留两位小数。"
)
INSPECTABLE = frozenset({NominationState.ACCEPTED, NominationState.RESERVE, NominationState.PROPOSED})
"""States in which a nominee may be visited: accepted, and later while the matter is open."""
BROKEN = (("没有", "有"), ("未发生", "发生"), ("无", "有"))
"""How a requirement begins that forbids something, and how the same begins when it did happen."""
CAPTION_LIMIT = 200
PHOTO_LIMIT = 30


@dataclass(frozen=True)
class SheetItem:
    """One line of the sheet. ``key`` names it in a visit's record: 2.1 is the second heading's first item."""

    key: str
    text: str


@dataclass(frozen=True)
class SheetHeading:
    """The items under one heading of the criteria."""

    heading: str
    items: tuple[SheetItem, ...]


@dataclass(frozen=True)
class Sheet:
    """What an inspector marks; veto items (一票否决) stand apart, they are gates and no scores."""

    headings: tuple[SheetHeading, ...]
    vetoes: tuple[SheetItem, ...]

    @property
    def items(self) -> tuple[SheetItem, ...]:
        """Every item to be marked, in the order of the sheet."""
        return tuple(item for heading in self.headings for item in heading.items)

    def veto(self, key: str) -> str:
        """The text of a veto item; KeyError when there is none."""
        return {item.key: item.text for item in self.vetoes}[key]


def veto_situation(wording: str) -> str:
    """What is found when a requirement is broken: a notice asks for 无违法违纪, the sheet is ticked for 有违法违纪."""
    for asked, found in BROKEN:
        if wording.startswith(asked):
            return found + wording.removeprefix(asked)
    return wording


def sheet_of(award: Award) -> Sheet:
    """The sheet of an award. A criterion without items is itself the one item under its heading."""
    return Sheet(
        headings=tuple(
            SheetHeading(
                criterion.heading,
                tuple(
                    SheetItem(f"{place}.{row}", text)
                    for row, text in enumerate(criterion.items or (criterion.heading,), start=1)
                ),
            )
            for place, criterion in enumerate(award.criteria, start=1)
        ),
        vetoes=tuple(
            SheetItem(f"v{place}", veto_situation(text)) for place, text in enumerate(award.vetoes, start=1)
        ),
    )


def mean_score(scores: Iterable[int | None]) -> int | None:
    """The mean of those scores that are there, in hundredths, halves rounded up; None when none is."""
    held = [score for score in scores if score is not None]
    return (2 * sum(held) + len(held)) // (2 * len(held)) if held else None


def visit_score(marks: Iterable[Mark]) -> int | None:
    """What a visit's marks are worth, in hundredths of a point 0–10000; None when nothing was observed."""
    return mean_score(POINTS.get(mark) for mark in marks)


def points_text(score: int | None) -> str:
    """A score as people read it: 8550 is 85.50; -- where there is none."""
    return "--" if score is None else f"{score // 100}.{score % 100:02d}"


@dataclass(frozen=True, kw_only=True)
class VisitReport:
    """A filled sheet as it comes in; marks by item key, vetoes by veto key."""

    marks: Mapping[str, Mark]
    vetoes: Collection[str] = ()
    note: str = ""
    captions: Sequence[str] = ()
    """The captions of the photographs, one each, "" for none."""
    visited_at: datetime
    received_at: datetime


def report_findings(sheet: Sheet, report: VisitReport) -> tuple[Finding, ...]:
    """Everything a filled sheet still lacks; each finding names its item."""
    return (*_mark_findings(sheet, report), *_veto_findings(sheet, report), *_evidence_findings(report))


def _mark_findings(sheet: Sheet, report: VisitReport) -> list[Finding]:
    known = {item.key for item in sheet.items}
    findings = [
        Finding("mark_missing", f"“{item.text}”还没有评定。看不到的请选“未观察到”。", where=item.key)
        for item in sheet.items
        if item.key not in report.marks
    ]
    findings += [
        Finding("item_unknown", f"检查表里没有第{key}项，请刷新页面取得最新的检查表。", where=key)
        for key in report.marks
        if key not in known
    ]
    marks = set(report.marks.values())
    if not findings and sheet.items and marks == {Mark.NOT_OBSERVED} and not report.vetoes:
        text = "各项都是“未观察到”，这次检查没有结果。请补充观察，或另行安排检查。"
        findings.append(Finding("nothing_observed", text))
    if Mark.POOR in marks and not report.note.strip():
        findings.append(
            Finding("note_missing", "有评为“差”的项目，请在情况说明里写清看到了什么。", where="note")
        )
    findings += remark_findings("note", "情况说明", report.note, longest=LONGEST_REASON, required=False)
    return findings


def _veto_findings(sheet: Sheet, report: VisitReport) -> list[Finding]:
    known = {item.key for item in sheet.vetoes}
    findings = [
        Finding("veto_unknown", "检查表里没有这项一票否决情形，请刷新页面后重选。", where=key)
        for key in report.vetoes
        if key not in known
    ]
    if report.vetoes and not report.note.strip():
        text = "发现一票否决情形，请在情况说明里写清时间、地点和事实。"
        findings.append(Finding("veto_note_missing", text, where="note"))
    return findings


def _evidence_findings(report: VisitReport) -> list[Finding]:
    findings = []
    if report.visited_at > report.received_at:
        findings.append(
            Finding("visited_in_future", "检查时间晚于现在，请核对日期和时间。", where="visited_at")
        )
    if len(report.captions) > PHOTO_LIMIT:
        text = f"一次检查最多留{PHOTO_LIMIT}张照片，请挑选后再提交。"
        findings.append(Finding("too_many_photos", text, where="photos"))
    if any(len(caption) > CAPTION_LIMIT for caption in report.captions):
        text = f"照片说明最多{CAPTION_LIMIT}字，请缩短。"
        findings.append(Finding("caption_too_long", text, where="photos"))
    return findings


@dataclass(frozen=True, kw_only=True)
class VisitPlan:
    """One visit as someone wants to plan it, with what it is judged on."""

    nominee: str
    state: NominationState
    inspected: bool
    """Whether the award's nominees are visited at all."""
    inspector: str
    role: Role
    inspector_body: str
    nominating_bodies: Collection[str]
    """The nomination's body and the one above it, by id."""
    planned_on: date
    nominated_at: datetime
    visits_already: bool = False
    """Whether this inspector has a visit to this nominee already."""


def plan_findings(plan: VisitPlan) -> tuple[Finding, ...]:
    """Everything that keeps this visit from being planned."""
    who, whom = plan.inspector, plan.nominee
    findings = []
    if not plan.inspected:
        findings.append(Finding("award_not_inspected", f"“{whom}”所报称号不安排实地检查，请从计划中去掉。"))
    if plan.state not in INSPECTABLE:
        findings.append(
            Finding("not_inspectable", f"“{whom}”现在是“{plan.state.label}”，审核通过后才能安排检查。")
        )
    if plan.role is not Role.INSPECTOR:
        findings.append(Finding("not_an_inspector", f"{who}不是明察暗访岗位，请改派检查人员。"))
    if plan.inspector_body in plan.nominating_bodies:
        findings.append(
            Finding("inspector_conflict", f"{who}与“{whom}”同属推荐单位，应当回避，请改派其他人员。")
        )
    if plan.visits_already:
        findings.append(Finding("visits_already", f"{who}已有检查“{whom}”的任务，请另派一人，避免重复。"))
    if plan.planned_on < beijing_date(plan.nominated_at):
        findings.append(Finding("planned_too_early", f"“{whom}”的检查日期早于推荐日期，请改正。"))
    return tuple(findings)

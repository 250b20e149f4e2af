"""Consultation (征求意见): when a letter may go out, what a department may answer, and the grid of answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pingxuan.core.finding import Finding
from pingxuan.core.remark import LONGEST_REASON, remark_findings
from pingxuan.core.words import NominationState, ReplyKind

CONSULTABLE = frozenset({NominationState.SUBMITTED, NominationState.ACCEPTED, NominationState.RESERVE})
"""States in which a department may be asked: handed up, and not yet decided of for good."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One nominee a letter asks about; ``before`` is the number of an earlier letter to the same department."""

    name: str
    state: NominationState
    right_award: bool = True
    before: str = ""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter as its writer wants to send it."""

    department: str
    letter_number: str
    sent_on: date
    due_on: date
    asked: Sequence[Asked]


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What a department says of one nominee; ``kind`` is None until it has answered."""

    kind: ReplyKind | None
    reason: str = ""
    replied_on: date | None = None


def letter_findings(letter: Letter) -> tuple[Finding, ...]:
    """Everything that keeps this letter from being sent."""
    findings = [
        *remark_findings("department", "部门", letter.department),
        *remark_findings("letter_number", "函件编号", letter.letter_number),
    ]
    if letter.due_on < letter.sent_on:
        findings.append(Finding("due_before_sent", "要求回复的日期早于发函日期，请改正。", where="due_on"))
    if not letter.asked:
        findings.append(Finding("nobody_asked", "请至少选择一个推荐对象列入函件。", where="nominations"))
    return (*findings, *(finding for asked in letter.asked for finding in _asked_findings(letter, asked)))


def _asked_findings(letter: Letter, asked: Asked) -> tuple[Finding, ...]:
    if not asked.right_award:
        text = f"“{asked.name}”不是这个称号的推荐对象，请从名单中去掉。"
        return (Finding("wrong_award", text, where=asked.name),)
    if asked.state not in CONSULTABLE:
        text = f"“{asked.name}”现在是“{asked.state.label}”，不在征求意见范围内，请从名单中去掉。"
        return (Finding("not_consultable", text, where=asked.name),)
    if asked.before:
        text = (
            f"“{asked.name}”已由{asked.before}号函征求过{letter.department}意见，请在原函上登记或更正回复。"
        )
        return (Finding("asked_already", text, where=asked.name),)
    return ()


def reply_findings(
    name: str, held: Reply, told: Reply, *, sent_on: date, due_on: date, today: date
) -> tuple[Finding, ...]:
    """Everything that keeps ``told`` from being kept as a department's answer on ``name``.

    An objection needs its reason, and so does replacing an answer; 逾期未复 only after the day it was due.
    """
    findings = list(remark_findings(name, "事由", told.reason, longest=LONGEST_REASON, required=False))
    if told.kind is ReplyKind.OBJECTION and not told.reason.strip():
        findings.append(
            Finding("objection_reason_missing", f"“{name}”登记为有异议，请写明部门提出的事由。", where=name)
        )
    if replaces(held, told) and told.kind is not ReplyKind.OBJECTION and not told.reason.strip():
        findings.append(
            Finding("change_reason_missing", f"“{name}”的回复与原登记不同，请写明更正的依据。", where=name)
        )
    if told.replied_on is not None and not sent_on <= told.replied_on <= today:
        findings.append(Finding("reply_date", "回复日期应在发函当天至今天之间，请改正。", where="replied_on"))
    if told.kind is ReplyKind.NOT_ANSWERED and today <= due_on:
        findings.append(
            Finding(
                "not_overdue_yet", f"还没有过{due_on:%-m月%-d日}的回复期限，不能登记为逾期未复。", where=name
            )
        )
    return tuple(findings)


def replaces(held: Reply, told: Reply) -> bool:
    """Whether ``told`` replaces an answer held, rather than being the first one or the same again."""
    return held.kind is not None and (held.kind, held.reason) != (told.kind, told.reason.strip())


@dataclass(frozen=True, kw_only=True)
class GridCell:
    """One department's answer on one nominee, and the letter it stands on; ``kind`` is None while open."""

    kind: ReplyKind | None
    reason: str
    letter_number: str
    consultation_id: str
    earlier: int = 0
    """How many answers this one has replaced."""


@dataclass(frozen=True, kw_only=True)
class GridRow:
    """One nominee's line: a cell per department in the grid's order, None where it was not asked."""

    nomination_id: str
    number: int
    name: str
    body: str
    cells: tuple[GridCell | None, ...]


@dataclass(frozen=True)
class Grid:
    """Who was asked of whom and what they said."""

    departments: tuple[str, ...]
    rows: tuple[GridRow, ...]


def departments_in_order(defined: Sequence[str], asked: Sequence[str]) -> tuple[str, ...]:
    """The departments of the definition, then those asked besides, each once."""
    return tuple(dict.fromkeys((*defined, *asked)))


def cells_of(departments: Sequence[str], answers: Mapping[str, GridCell]) -> tuple[GridCell | None, ...]:
    """A nominee's cells in the order of the departments."""
    return tuple(answers.get(department) for department in departments)

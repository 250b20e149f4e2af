"""The 公示: the list as it is frozen, its clock, what may be published, objected, answered, filled in and decided."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from pingxuan.core.definition import Award, Contact, Field
from pingxuan.core.fields import field_findings
from pingxuan.core.finding import Finding
from pingxuan.core.ledger import canonical
from pingxuan.core.remark import LONGEST_REASON, reason_findings, remark_findings
from pingxuan.core.words import (
    FieldKind,
    NominationState,
    ObjectionKind,
    ObjectionOutcome,
    PublicationState,
)
from pingxuan.core.workdays import NATIONAL, HolidayTable, is_working_day

Groups = list[dict[str, Any]]
"""[{"award", "name", "rows": [{"number", "name", "unit", "body"}]}]: what a frozen list is made of."""
LONGEST_TITLE = 300


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One nominee on the list; ``number`` is the nomination's running number in the campaign."""

    award_key: str
    number: int
    name: str
    unit: str
    body: str
    body_position: int
    preference: int


def frozen_groups(awards: Sequence[Award], listed: Sequence[Listed]) -> Groups:
    """The list as it is published: awards as defined, bodies in the order of the annex, then their own order.

    Names, units and bodies only. An award without anyone is left out.
    """
    groups = []
    for award in awards:
        own = sorted(
            (one for one in listed if one.award_key == award.key),
            key=lambda one: (one.body_position, one.preference, one.number),
        )
        if own:
            rows = [
                {"number": one.number, "name": one.name, "unit": one.unit, "body": one.body} for one in own
            ]
            groups.append({"award": award.key, "name": award.name, "rows": rows})
    return groups


def groups_digest(groups: Groups) -> str:
    """Hex SHA-256 of the list in canonical form."""
    return sha256(canonical(groups)).hexdigest()


def without(groups: Groups, numbers: frozenset[int]) -> Groups:
    """The list less the nominations of those running numbers; emptied awards are left out."""
    kept = [
        {**group, "rows": [row for row in group["rows"] if row["number"] not in numbers]} for group in groups
    ]
    return [group for group in kept if group["rows"]]


def numbers_in(groups: Groups) -> tuple[int, ...]:
    """The nominations' running numbers in the order of the list."""
    return tuple(row["number"] for group in groups for row in group["rows"])


@dataclass(frozen=True)
class Clock:
    """Where a publication stands on a day. ``days_left`` counts working days to come, today among them."""

    state: PublicationState
    begun: bool
    days_left: int
    ends_on: date


def clock(
    state: PublicationState, starts_on: date, ends_on: date, today: date, table: HolidayTable = NATIONAL
) -> Clock:
    """Where a publication kept as ``state`` stands today; its last day is wholly its own."""
    if state is PublicationState.RUNNING and today > ends_on:
        state = PublicationState.ENDED
    first = max(today, starts_on)
    span = range(first.toordinal(), ends_on.toordinal() + 1)
    left = sum(is_working_day(date.fromordinal(day), table) for day in span)
    return Clock(state, today >= starts_on, left, ends_on)


@dataclass(frozen=True, kw_only=True)
class Pending:
    """What stands of one award before publication."""

    award: str
    candidates: int
    """Nominations accepted and not yet applied."""
    met: bool
    """Whether its meeting has decided."""
    undecided: Sequence[str] = ()
    """Accepted nominees the meeting did not decide."""
    moved: Sequence[str] = ()
    """Nominees it decided that are no longer accepted, with their state."""


def publish_findings(
    pending: Sequence[Pending], *, starts_on: date, today: date, proposed: int, published: bool
) -> tuple[Finding, ...]:
    """Everything that keeps the pending decisions from being published.

    ``pending`` holds the awards not yet published; ``published`` says that others have been.
    """
    if published and not pending:
        text = "名单已经公示，没有待公布的决定。变动部分请通过取消和递补办理。"
        return (Finding("already_published", text),)
    findings = [finding for award in pending for finding in _pending_findings(award)]
    if starts_on < today:
        findings.append(Finding("start_in_past", "公示开始日期不能早于今天，请改正。", where="starts_on"))
    if not proposed and not findings:
        findings.append(
            Finding("nobody_proposed", "没有一个拟授牌对象，不能公示。请先召开遴选会议作出决定。")
        )
    return tuple(findings)


def _pending_findings(award: Pending) -> list[Finding]:
    findings = []
    if award.candidates and not award.met:
        text = f"“{award.award}”还有{award.candidates}个候选对象没有遴选，请先登记会议决定。"
        findings.append(Finding("meeting_missing", text, where=award.award))
    elif award.undecided:
        names = "、".join(award.undecided)
        text = f"“{award.award}”的会议没有决定{names}（会后才审核通过）。请重新登记会议决定。"
        findings.append(Finding("not_decided", text, where=award.award))
    if award.moved:
        names = "、".join(award.moved)
        text = f"“{award.award}”会议决定后有变化：{names}。请按现状重新登记会议决定。"
        findings.append(Finding("decision_outdated", text, where=award.award))
    return findings


def publication_warnings(
    *, unchecked: int, unanswered: Sequence[str] = (), unvisited: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """What a person should know before publishing, though none of it stops the act.

    Nominations submitted and not checked, nominees on the list of whom a department has not answered, and
    nominees on the list whom nobody has visited where visits are made.
    """
    findings = []
    if unchecked:
        text = f"还有{unchecked}件推荐没有审核，公示后不再列入本次名单。请确认是否先审核完。"
        findings.append(Finding("unchecked_left", text, blocks=False))
    if unanswered:
        text = f"{_some(unanswered)}还有部门没有回复意见。请确认是否等回复后再公示。"
        findings.append(Finding("replies_open", text, blocks=False))
    if unvisited:
        text = f"{_some(unvisited)}没有实地检查得分。请确认是否补充检查后再公示。"
        findings.append(Finding("not_visited", text, blocks=False))
    return tuple(findings)


def _some(names: Sequence[str]) -> str:
    return "、".join(names[:3]) + (f"等{len(names)}个对象" if len(names) > 3 else "")


def title_findings(title: str) -> tuple[Finding, ...]:
    """Findings on a publication's title."""
    return remark_findings("title", "公示标题", title, longest=LONGEST_TITLE)


@dataclass(frozen=True, kw_only=True)
class FillIn:
    """One reserve that is to be filled in, with what stands for its award."""

    name: str
    award: str
    state: NominationState
    order: int
    earlier: Sequence[str] = ()
    """Reserves before it that nothing bars and that are not filled in with it."""
    barred: Sequence[str] = ()
    vacancies: int | None = None
    """Places left empty once this one and those before it are taken, None where there is no limit."""


def fill_in_findings(fills: Sequence[FillIn], reason: str, *, published: bool) -> tuple[Finding, ...]:
    """Everything that keeps these reserves from being filled in (递补)."""
    findings = list(reason_findings(reason))
    if not published:
        findings.append(Finding("not_published_yet", "首次公示后才能递补。现在请直接修改会议决定。"))
    if not fills:
        findings.append(Finding("nobody_to_fill_in", "请选择要递补的备选对象。"))
    return (*findings, *(finding for fill in fills for finding in _fill_findings(fill)))


def _fill_findings(fill: FillIn) -> list[Finding]:
    if fill.state is not NominationState.RESERVE:
        text = f"“{fill.name}”现在是“{fill.state.label}”，不在备选名单，不能递补。"
        return [Finding("not_in_reserve", text, where=fill.name)]
    findings = []
    if fill.barred:
        text = f"“{fill.name}”{'；'.join(fill.barred)}，未经消除不能递补。"
        findings.append(Finding("barred_selected", text, where=fill.name))
    if fill.earlier:
        text = f"“{fill.name}”是备选第{fill.order}位，排在前面的{'、'.join(fill.earlier)}应先递补。"
        findings.append(Finding("not_first_reserve", text, where=fill.name))
    if fill.vacancies is not None and fill.vacancies < 0:
        text = f"“{fill.award}”没有空缺的名额，不能递补“{fill.name}”。"
        findings.append(Finding("no_vacancy", text, where=fill.name))
    return findings


OBJECTOR_NAME = Field(key="name", label="姓名", kind=FieldKind.PERSON_NAME)
OBJECTING_UNIT = Field(key="name", label="单位名称")
OBJECTOR_PHONE = Field(key="phone", label="联系电话", kind=FieldKind.PHONE)


@dataclass(frozen=True, kw_only=True)
class RaisedObjection:
    """An objection as it comes in, beside the publication it is about."""

    kind: ObjectionKind
    name: str
    phone: str
    text: str
    clock: Clock
    on_list: bool = True
    """Whether the nominee it names, if any, stands on this list."""
    contact: Contact = field(default_factory=Contact)


def objection_findings(raised: RaisedObjection) -> tuple[Finding, ...]:
    """Everything that keeps this objection from being taken; once the 公示 is over that alone is said."""
    if raised.clock.state is not PublicationState.RUNNING:
        return (_over(raised),)
    findings: list[Finding] = []
    named = OBJECTING_UNIT if raised.kind is ObjectionKind.UNIT else OBJECTOR_NAME
    if raised.kind is not ObjectionKind.ANONYMOUS or raised.name.strip():
        findings += field_findings(named, raised.name)
        findings += remark_findings("name", named.label, raised.name, required=False)
    if raised.kind is not ObjectionKind.ANONYMOUS or raised.phone.strip():
        findings += field_findings(OBJECTOR_PHONE, raised.phone)
        findings += remark_findings("phone", OBJECTOR_PHONE.label, raised.phone, longest=40, required=False)
    findings += remark_findings("text", "反映内容", raised.text, longest=LONGEST_REASON)
    if not raised.on_list:
        findings.append(
            Finding("not_on_list", "所选对象不在这份公示名单中，请重新选择。", where="nomination")
        )
    return tuple({(finding.code, finding.where): finding for finding in findings}.values())


def _over(raised: RaisedObjection) -> Finding:
    reach = "，电话".join(filter(None, (raised.contact.person, raised.contact.phone)))
    to_whom = (
        f"仍有情况要反映的，请与主办单位联系（{reach}）。"
        if reach
        else "仍有情况要反映的，请与主办单位联系。"
    )
    text = f"公示已于{raised.clock.ends_on:%Y年%-m月%-d日}结束，网上不再受理异议。{to_whom}"
    return Finding("publication_over", text)


def answer_findings(
    held: ObjectionOutcome, told: ObjectionOutcome, answer: str, handler: str, objector: str
) -> tuple[Finding, ...]:
    """Everything that keeps an objection from being answered so; the handler is not the objector."""
    if held is not ObjectionOutcome.PENDING:
        return (Finding("answered_already", "这件异议已经答复，不能再改。另有新情况的，请另行登记一件。"),)
    findings = [
        *remark_findings("handler", "核实人", handler),
        *remark_findings("answer", "答复内容", answer, longest=LONGEST_REASON),
    ]
    if told is ObjectionOutcome.PENDING:
        findings.append(Finding("outcome_missing", "请选择核实结论：成立或不成立。", where="outcome"))
    if handler.strip() and handler.strip() == objector.strip():
        findings.append(
            Finding("handler_is_party", "核实人就是反映人，应当回避，请换一位核实人。", where="handler")
        )
    return tuple(findings)


@dataclass(frozen=True, kw_only=True)
class DecisionCase:
    """What a decision on a published list is judged on."""

    state: PublicationState
    ends_on: date
    today: date
    decided_on: date
    doc_number: str
    pending: int
    """Objections not answered yet."""
    upheld: Sequence[str] = ()
    """Nominees still on the list against whom an objection was upheld."""
    honoured: int = 0
    """Nominees still on the list."""


def decision_findings(case: DecisionCase) -> tuple[Finding, ...]:
    """Everything that keeps the list from being decided; the 公示's last day must have passed whole."""
    if case.state is PublicationState.DECIDED:
        return (Finding("already_decided", "这份公示已经作出决定，不必重复办理。"),)
    findings = list(remark_findings("doc_number", "决定文号", case.doc_number))
    last = f"{case.ends_on:%Y年%-m月%-d日}"
    if case.today <= case.ends_on:
        findings.append(Finding("publication_running", f"公示到{last}才期满，期满后的次日起才能作出决定。"))
    elif case.decided_on <= case.ends_on:
        findings.append(
            Finding("decided_too_early", f"决定日期应在公示期满（{last}）之后，请改正。", where="decided_on")
        )
    if case.decided_on > case.today:
        findings.append(Finding("decided_in_future", "决定日期不能晚于今天，请改正。", where="decided_on"))
    return (*findings, *_objections_settled(case))


def _objections_settled(case: DecisionCase) -> list[Finding]:
    findings = []
    if case.pending:
        text = f"还有{case.pending}件异议没有答复，请全部核实答复后再作决定。"
        findings.append(Finding("objections_pending", text))
    if case.upheld:
        names = "、".join(case.upheld)
        text = f"对{names}的异议经核实成立，但仍在名单中。请先取消其拟授牌资格。"
        findings.append(Finding("upheld_not_handled", text))
    if not case.honoured:
        findings.append(Finding("nobody_to_honour", "名单上已没有拟授牌对象，不能作出决定。"))
    return findings

"""When a nomination may go forward: the case a move is judged on, and the checks of every move."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pingxuan.core.definition import Award, Definition, OpinionStep, field_for
from pingxuan.core.fields import form_findings
from pingxuan.core.finding import Finding
from pingxuan.core.instants import beijing
from pingxuan.core.register import Judgement, RegisterEntry, register_findings
from pingxuan.core.words import DeadlineKind, Meaning, NominationState, OpinionBy, RegisterRuleKind


@dataclass(frozen=True, kw_only=True)
class NominationCase:
    """Everything a move is judged on, gathered before it is decided; nothing here is looked up later."""

    state: NominationState
    definition: Definition
    award: Award
    answers: Mapping[str, Any]
    at: datetime
    """The moment the act was received."""
    campaign_open: bool = True
    late_until: datetime | None = None
    """A later instant granted to this body or this returned nomination, if any."""
    places_left: int | None = None
    """Places the body still has for this award; None where the quota is not by table."""
    register: Sequence[RegisterEntry] = ()
    taken: Mapping[str, str] = field(default_factory=dict)
    """Register unit → nominee who already holds its one place."""
    judgements: Sequence[Judgement] = ()
    namesakes: Sequence[str] = ()
    """Other live nominations of the same name for the same award, as people call them."""
    stated: frozenset[str] = frozenset()
    """Keys of the opinion steps that stand on exactly this content."""
    objections: Sequence[str] = ()
    """Departments whose objection stands."""
    vetoes: Sequence[str] = ()
    """Veto items found and not lifted."""
    reason: str = ""


Check = Callable[[NominationCase], tuple[Finding, ...]]


def body_steps(award: Award) -> tuple[OpinionStep, ...]:
    """The opinion steps that stand before the organiser's, as printed: the filing unit's and the body's."""
    return tuple(step for step in award.form.opinions if step.by is not OpinionBy.ORGANISER)


def recommends_in_words(award: Award) -> bool:
    """Whether the body has a box to recommend in; where it has none, it confirms without words."""
    return any(step.by is OpinionBy.NOMINATING_BODY for step in award.form.opinions)


def endorsing_step(award: Award, stated: frozenset[str]) -> OpinionStep | None:
    """The step that endorses and uses a place: the last one open, where the body recommends in words."""
    due = [step for step in body_steps(award) if step.key not in stated]
    return due[0] if len(due) == 1 and recommends_in_words(award) else None


def organiser_steps(award: Award) -> tuple[OpinionStep, ...]:
    """The opinion steps the organiser states last."""
    return tuple(step for step in award.form.opinions if step.by is OpinionBy.ORGANISER)


def next_step(award: Award, stated: frozenset[str]) -> OpinionStep | None:
    """Whose turn it is before the organiser: the first step not stated yet, or None."""
    return next((step for step in body_steps(award) if step.key not in stated), None)


def next_organiser_step(award: Award, stated: frozenset[str]) -> OpinionStep | None:
    """Whose turn it is on the organiser's side: the first step not stated yet, or None."""
    return next((step for step in organiser_steps(award) if step.key not in stated), None)


def nominee_name(award: Award, answers: Mapping[str, Any]) -> str:
    """The nominee's name as answered; "" when not answered."""
    return _text_at(award, Meaning.NOMINEE_NAME, answers)


def unit_name(award: Award, answers: Mapping[str, Any]) -> str:
    """The unit a nominated person belongs to, as answered; "" when the form does not ask."""
    return _text_at(award, Meaning.UNIT_NAME, answers)


def _text_at(award: Award, meaning: Meaning, answers: Mapping[str, Any]) -> str:
    blank = field_for(award.form, meaning)
    told = answers.get(blank.key, "") if blank else ""
    return told.strip() if isinstance(told, str) else ""


def last_moment(case: NominationCase) -> datetime | None:
    """The last moment at which materials may come in for this case, inclusive; None for no deadline."""
    due = case.definition.deadline(DeadlineKind.MATERIALS)
    if due is None or due.at is None:
        return None
    return max(due.at, case.late_until) if case.late_until else due.at


def _campaign_open(case: NominationCase) -> tuple[Finding, ...]:
    if case.campaign_open:
        return ()
    return (Finding("campaign_not_open", "本次评选尚未开始或已经归档，不能再办理。请与主办单位联系。"),)


def _form_complete(case: NominationCase) -> tuple[Finding, ...]:
    return tuple(found for form in case.award.forms for found in form_findings(form, case.answers))


def _register_rules(case: NominationCase) -> tuple[Finding, ...]:
    findings: tuple[Finding, ...] = ()
    for rule in case.award.rules:
        about_unit = rule.kind is RegisterRuleKind.REQUIRED_ONE_EACH
        meaning = Meaning.UNIT_NAME if about_unit else Meaning.NOMINEE_NAME
        blank = field_for(case.award.form, meaning)
        name = _text_at(case.award, meaning, case.answers)
        if blank and name:
            findings += register_findings(
                rule,
                name,
                case.register,
                taken=case.taken,
                judgements=case.judgements,
                where=blank.key,
            )
    return findings


def _not_nominated_twice(case: NominationCase) -> tuple[Finding, ...]:
    if not case.namesakes:
        return ()
    blank = field_for(case.award.form, Meaning.NOMINEE_NAME)
    others = "、".join(case.namesakes)
    return (
        Finding(
            "nominated_twice",
            f"同一称号下已有同名推荐（{others}）。请核对是否重复推荐；确为两个单位或两个人的，请把名称写完整以示区别。",
            where=blank.key if blank else "",
        ),
    )


def _place_left(case: NominationCase) -> tuple[Finding, ...]:
    if case.places_left is None or case.places_left > 0:
        return ()
    quota = case.award.quota
    over = 1 - case.places_left
    return (
        Finding(
            "over_quota",
            f"“{case.award.name}”的名额已经用完，再出具意见就超出 {over} 个。请先撤回一件，或与主办单位联系调整名额。",
            basis=quota.annex,
        ),
    )


def _in_time(case: NominationCase) -> tuple[Finding, ...]:
    last = last_moment(case)
    if last is None or case.at <= last:
        return ()
    due = case.definition.deadline(DeadlineKind.MATERIALS)
    wording = f"（通知原文：{due.wording}）" if due and due.wording else ""
    return (
        Finding(
            "late",
            f"报送截止时间是北京时间{beijing(last):%Y年%-m月%-d日%H:%M}{wording}，现已超过，按逾期未受理登记。"
            "确有原因的，请向主办单位申请补报。",
            basis=due.wording if due else "",
        ),
    )


def _opinions_stated(case: NominationCase) -> tuple[Finding, ...]:
    step = next_step(case.award, case.stated)
    if step is None:
        return ()
    return (
        Finding(
            "opinion_missing",
            f"“{step.label}”还没有出具，或内容改动后已失效。请先出具意见。",
            where=step.key,
            basis=case.award.form.annex,
        ),
    )


def _reason_given(case: NominationCase) -> tuple[Finding, ...]:
    if case.reason.strip():
        return ()
    return (Finding("reason_missing", "请写明原因，对方和以后查看的人都要据此办理。", where="reason"),)


def _no_objection(case: NominationCase) -> tuple[Finding, ...]:
    if not case.objections:
        return ()
    who = "、".join(case.objections)
    return (
        Finding("department_objects", f"征求意见时{who}有异议，尚未消除，不能继续。请核实处理并记录结果。"),
    )


def _no_veto(case: NominationCase) -> tuple[Finding, ...]:
    if not case.vetoes:
        return ()
    items = "、".join(case.vetoes)
    return (
        Finding("vetoed", f"存在一票否决情形（{items}），未经解除不能继续。请核实后由负责人解除并写明理由。"),
    )


CHECKS: Mapping[str, tuple[Check, ...]] = {
    "hand_in": (_campaign_open, _form_complete, _register_rules, _not_nominated_twice),
    "send_back": (_campaign_open, _reason_given),
    "state_opinion": (_campaign_open, _form_complete, _register_rules, _not_nominated_twice),
    "endorse": (_campaign_open, _form_complete, _register_rules, _not_nominated_twice, _place_left),
    "recommend": (
        _campaign_open,
        _form_complete,
        _register_rules,
        _not_nominated_twice,
        _opinions_stated,
        _place_left,
    ),
    "unendorse": (_campaign_open, _reason_given),
    "submit": (_campaign_open, _in_time, _opinions_stated, _no_veto),
    "withdraw": (_campaign_open, _in_time, _reason_given),
    "accept": (_campaign_open, _opinions_stated, _no_veto),
    "return": (_campaign_open, _reason_given),
    "unaccept": (_campaign_open, _reason_given),
    "reject": (_campaign_open, _reason_given),
    "propose": (_campaign_open, _no_objection, _no_veto),
    "hold_in_reserve": (_campaign_open, _no_objection, _no_veto),
    "pass_over": (_campaign_open,),
    "fill_in": (_campaign_open, _no_objection, _no_veto, _reason_given),
    "drop": (_campaign_open, _reason_given),
    "honour": (_campaign_open, _no_objection, _no_veto),
}
"""Move → its checks, in the order findings are shown. All run; none hides another."""


def preview_findings(case: NominationCase) -> tuple[Finding, ...]:
    """What hand-in and endorsement would say of this case: shown while the form is still being filled."""
    return tuple(finding for check in CHECKS["endorse"] for finding in check(case))


_CONTENT: tuple[Check, ...] = (
    _form_complete, _register_rules, _not_nominated_twice, _no_objection, _no_veto,
)  # fmt: skip


def standing_findings(case: NominationCase) -> tuple[Finding, ...]:
    """What there is to say of the nomination itself, whoever's turn it is: for lists and checks."""
    return tuple(finding for check in _CONTENT for finding in check(case))

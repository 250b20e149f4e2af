"""Selection (遴选): the ranking and its tie rule, what it proposes and why, and what a meeting may decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pingxuan.core.finding import Finding
from pingxuan.core.inspection import points_text
from pingxuan.core.remark import LONGEST_REASON, remark_findings
from pingxuan.core.words import NominationState, Outcome

LAST = 10**9
TARGETS: Mapping[Outcome, str] = {
    Outcome.SELECTED: "propose",
    Outcome.RESERVE: "hold_in_reserve",
    Outcome.NOT_SELECTED: "pass_over",
}
"""Outcome → the move that applies it when it is published."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One accepted nomination as the meeting sees it."""

    nomination_id: str
    number: int
    name: str
    unit: str = ""
    body: str = ""
    body_position: int = 0
    preference: int = 0
    """The body's own order of preference; 0 until it set one."""
    score: int | None = None
    """Mean of the visits' scores in hundredths of a point; None where no visit has a score."""
    visits: int = 0
    barred: tuple[str, ...] = ()
    """Why it cannot be selected as things stand, one clause each (公安局有异议, 一票否决：…)."""
    state: NominationState = NominationState.ACCEPTED


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What the ranking proposes for one candidate, and why as one sentence."""

    candidate: Candidate
    rank: int
    outcome: Outcome
    reason: str
    reserve_order: int = 0
    tied: bool = False
    """Its score is also that of a candidate on the other side of the line."""


def tie_rule(by_score: bool) -> str:
    """How candidates are ranked, as one sentence to be shown beside every ranking."""
    if by_score:
        return (
            "按实地检查平均得分从高到低排列；没有得分的排在有得分的之后；"
            "得分相同的，按推荐单位的推荐顺序，再按推荐编号先后。"
        )
    return "不安排实地检查的称号，先按各推荐单位的推荐顺序，再按推荐单位在名额分配表中的次序，最后按推荐编号先后。"


def ranked(candidates: Sequence[Candidate], *, by_score: bool) -> tuple[Candidate, ...]:
    """The candidates from first to last by the rule of ``tie_rule``."""
    return tuple(sorted(candidates, key=_by_score if by_score else _by_preference))


def _by_score(candidate: Candidate) -> tuple[int, int, int, int]:
    score = -1 if candidate.score is None else candidate.score
    return (score < 0, -score, candidate.preference or LAST, candidate.number)


def _by_preference(candidate: Candidate) -> tuple[int, int, int]:
    return (candidate.preference or LAST, candidate.body_position, candidate.number)


def plan_selection(
    candidates: Sequence[Candidate], total: int | None, *, by_score: bool
) -> tuple[Proposal, ...]:
    """What the ranking proposes, from first to last: the first ``total`` that are not barred are selected.

    The rest stand in reserve in their order; None for ``total`` leaves nobody out for want of places.
    """
    proposals = []
    taken = reserves = 0
    for rank, candidate in enumerate(ranked(candidates, by_score=by_score), start=1):
        proposal = Proposal(candidate=candidate, rank=rank, outcome=Outcome.NOT_SELECTED, reason="")
        if not candidate.barred:
            if total is None or taken < total:
                taken += 1
                proposal = replace(proposal, outcome=Outcome.SELECTED)
            else:
                reserves += 1
                proposal = replace(proposal, outcome=Outcome.RESERVE, reserve_order=reserves)
        proposals.append(replace(proposal, reason=_why(proposal, total, by_score)))
    return _mark_ties(proposals) if by_score else tuple(proposals)


def _why(proposal: Proposal, total: int | None, by_score: bool) -> str:
    if proposal.candidate.barred:
        return f"{'；'.join(proposal.candidate.barred)}，未经消除不能列入。"
    stands = _standing(proposal, by_score)
    if proposal.outcome is Outcome.RESERVE:
        return f"{stands}，{total}个名额已满，列为备选第{proposal.reserve_order}位。"
    return f"{stands}，不限名额，列入。" if total is None else f"{stands}，在{total}个名额之内。"


def _standing(proposal: Proposal, by_score: bool) -> str:
    candidate = proposal.candidate
    if not by_score:
        order = f"本单位推荐顺序第{candidate.preference}" if candidate.preference else "推荐单位未排推荐顺序"
        return f"{order}，总排名第{proposal.rank}"
    if candidate.score is None:
        return f"没有实地检查得分，排在有得分的之后，总排名第{proposal.rank}"
    return f"实地检查{candidate.visits}次，平均{points_text(candidate.score)}分，总排名第{proposal.rank}"


def _mark_ties(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    inside = {p.candidate.score for p in proposals if p.outcome is Outcome.SELECTED}
    outside = {p.candidate.score for p in proposals if p.outcome is Outcome.RESERVE}
    both = inside & outside
    return tuple(
        replace(p, tied=p.outcome is not Outcome.NOT_SELECTED and p.candidate.score in both)
        for p in proposals
    )


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A meeting's decisions on one award as they come in, beside what the ranking proposed."""

    award: str
    total: int | None
    proposals: Sequence[Proposal]
    outcomes: Mapping[str, Outcome]
    reasons: Mapping[str, str]
    minutes_number: str
    present: str
    stepped_out: str = ""
    held_on: date
    today: date
    published: bool = False


@dataclass(frozen=True, kw_only=True)
class Decided:
    """One decision as it will be kept."""

    candidate: Candidate
    rank: int
    outcome: Outcome
    reserve_order: int
    reason: str
    departs: bool


def meeting_findings(meeting: Meeting) -> tuple[Finding, ...]:
    """Everything that keeps these decisions from being taken down."""
    if meeting.published:
        text = "名单已经公示，不能再改会议决定。请通过异议处理、取消或递补办理。"
        return (Finding("meeting_published", text),)
    return (*_record_findings(meeting), *_list_findings(meeting), *_decision_findings(meeting))


def _record_findings(meeting: Meeting) -> list[Finding]:
    findings = [
        *remark_findings("minutes_number", "会议纪要编号", meeting.minutes_number),
        *remark_findings("present", "到会人员", meeting.present, longest=LONGEST_REASON),
        *remark_findings(
            "stepped_out", "回避人员", meeting.stepped_out, longest=LONGEST_REASON, required=False
        ),
    ]
    if meeting.held_on > meeting.today:
        findings.append(Finding("held_in_future", "会议日期不能晚于今天，请改正。", where="held_on"))
    return findings


def _list_findings(meeting: Meeting) -> list[Finding]:
    candidates = {proposal.candidate.nomination_id for proposal in meeting.proposals}
    findings = []
    if not candidates:
        text = f"“{meeting.award}”还没有审核通过的推荐，暂不能遴选。请先完成审核。"
        findings.append(Finding("nobody_to_decide", text))
    undecided = len(candidates - meeting.outcomes.keys())
    if undecided:
        text = f"还有{undecided}个候选对象没有决定，请逐一选定“拟授牌”“备选”或“未入选”。"
        findings.append(Finding("undecided", text))
    if meeting.outcomes.keys() - candidates:
        text = "名单与现在的候选对象对不上，可能刚有增减。请刷新页面后重新核对。"
        findings.append(Finding("not_a_candidate", text))
    selected = sum(outcome is Outcome.SELECTED for outcome in meeting.outcomes.values())
    if meeting.total is not None and selected > meeting.total:
        text = (
            f"“{meeting.award}”名额{meeting.total}个，现选了{selected}个，"
            f"请改{selected - meeting.total}个为备选或未入选。"
        )
        findings.append(Finding("over_total", text))
    return findings


def _decision_findings(meeting: Meeting) -> list[Finding]:
    findings = []
    for proposal in meeting.proposals:
        candidate = proposal.candidate
        outcome = meeting.outcomes.get(candidate.nomination_id, proposal.outcome)
        if candidate.barred and outcome is not Outcome.NOT_SELECTED:
            text = f"“{candidate.name}”{'；'.join(candidate.barred)}，未经消除不能列入或备选。"
            findings.append(Finding("barred_selected", text, where=candidate.nomination_id))
        elif outcome is not proposal.outcome and not _told(meeting, candidate):
            text = (
                f"“{candidate.name}”按排名应为“{proposal.outcome.label}”，"
                f"会议决定为“{outcome.label}”，请写明理由。"
            )
            findings.append(Finding("departure_unexplained", text, where=candidate.nomination_id))
        findings += remark_findings(
            candidate.nomination_id,
            f"{candidate.name}的理由",
            _told(meeting, candidate),
            longest=LONGEST_REASON,
            required=False,
        )
    return findings


def _told(meeting: Meeting, candidate: Candidate) -> str:
    return meeting.reasons.get(candidate.nomination_id, "").strip()


def decisions(meeting: Meeting) -> tuple[Decided, ...]:
    """The meeting's decisions as they are kept, in the order of the ranking; reserves numbered in it."""
    decided = []
    reserves = 0
    for proposal in meeting.proposals:
        outcome = meeting.outcomes[proposal.candidate.nomination_id]
        reserves += outcome is Outcome.RESERVE
        departs = outcome is not proposal.outcome
        decided.append(
            Decided(
                candidate=proposal.candidate,
                rank=proposal.rank,
                outcome=outcome,
                reserve_order=reserves if outcome is Outcome.RESERVE else 0,
                reason=_told(meeting, proposal.candidate) if departs else proposal.reason,
                departs=departs,
            )
        )
    return tuple(decided)

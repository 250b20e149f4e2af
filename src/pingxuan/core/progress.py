"""The table of moves: what a nomination may do next, who may do it, and the decision whether it may."""

from collections.abc import Mapping
from dataclasses import dataclass

from pingxuan.core.finding import Finding
from pingxuan.core.nomination import CHECKS, NominationCase
from pingxuan.core.words import NominationGroup, NominationState, Role

S = NominationState

_PASSED = (S.ACCEPTED, S.PROPOSED, S.RESERVE, S.NOT_SELECTED, S.HONOURED)
_PREPARED = (S.DRAFT, S.HANDED_IN, S.ENDORSED)
GROUPS: Mapping[NominationGroup, tuple[NominationState, ...]] = {
    NominationGroup.IN_PREPARATION: _PREPARED,
    NominationGroup.HANDED_UP: (S.SUBMITTED, *_PASSED),
    NominationGroup.TO_CHECK: (S.SUBMITTED,),
    NominationGroup.PASSED: _PASSED,
    NominationGroup.SENT_BACK: (S.RETURNED,),
    NominationGroup.LIVE: (*_PREPARED, S.SUBMITTED, S.RETURNED, *_PASSED),
    NominationGroup.ENDED: (S.REJECTED, S.WITHDRAWN, S.DROPPED),
}
"""Which states a group counts; every state is in exactly one of 填报中、已报送、退回、已终止."""


@dataclass(frozen=True)
class Move:
    """One row of the table: its name, its Chinese label, from where, to where, and by whom."""

    name: str
    label: str
    sources: tuple[NominationState, ...]
    target: NominationState
    roles: tuple[Role, ...]
    refusal_recorded: bool = False
    """True when a refusal of this move is itself recorded (逾期未受理, 超名额)."""


_BODY = (Role.BODY_OFFICER,)
_OFFICE = (Role.ORGANISER,)

_TABLE = (
    Move("hand_in", "交推荐单位审核", (S.DRAFT, S.RETURNED, S.HANDED_IN, S.ENDORSED), S.HANDED_IN,
         (Role.NOMINEE, Role.BODY_OFFICER)),
    Move("send_back", "退回填报", (S.HANDED_IN,), S.DRAFT, _BODY),
    Move("state_opinion", "出具意见", (S.HANDED_IN,), S.HANDED_IN, _BODY),
    Move("endorse", "出具推荐意见", (S.HANDED_IN,), S.ENDORSED, _BODY, refusal_recorded=True),
    Move("recommend", "确认推荐", (S.HANDED_IN,), S.ENDORSED, _BODY, refusal_recorded=True),
    Move("unendorse", "撤销推荐意见", (S.ENDORSED,), S.HANDED_IN, _BODY),
    Move("submit", "报送", (S.ENDORSED,), S.SUBMITTED, _BODY, refusal_recorded=True),
    Move("withdraw", "撤回", (S.DRAFT, S.HANDED_IN, S.ENDORSED, S.SUBMITTED, S.RETURNED), S.WITHDRAWN, _BODY),
    Move("accept", "审核通过", (S.SUBMITTED,), S.ACCEPTED, _OFFICE),
    Move("return", "退回修改", (S.SUBMITTED, S.ACCEPTED), S.RETURNED, _OFFICE),
    Move("unaccept", "撤销审核通过", (S.ACCEPTED,), S.SUBMITTED, _OFFICE),
    Move("reject", "审核不予通过", (S.SUBMITTED, S.ACCEPTED), S.REJECTED, _OFFICE),
    Move("propose", "列入拟授牌名单", (S.ACCEPTED,), S.PROPOSED, _OFFICE),
    Move("hold_in_reserve", "列为备选", (S.ACCEPTED,), S.RESERVE, _OFFICE),
    Move("pass_over", "未入选", (S.ACCEPTED,), S.NOT_SELECTED, _OFFICE),
    Move("fill_in", "递补", (S.RESERVE,), S.PROPOSED, _OFFICE),
    Move("drop", "取消拟授牌", (S.PROPOSED,), S.DROPPED, _OFFICE),
    Move("honour", "授牌", (S.PROPOSED,), S.HONOURED, _OFFICE),
)  # fmt: skip

MOVES: Mapping[str, Move] = {move.name: move for move in _TABLE}


def states_of(asked: str) -> tuple[NominationState, ...]:
    """The states a list filter asks for: one state's value or a group's; () for anything else."""
    if asked in NominationGroup._value2member_map_:
        return GROUPS[NominationGroup(asked)]
    if asked in NominationState._value2member_map_:
        return (NominationState(asked),)
    return ()


def moves_from(state: NominationState, role: Role) -> tuple[Move, ...]:
    """The moves that role may ask for from that state, in the order of the table."""
    return tuple(move for move in _TABLE if state in move.sources and role in move.roles)


def decide(move: Move, case: NominationCase) -> tuple[Finding, ...]:
    """Every finding on this move in this case; the move may be made when none blocks."""
    if case.state not in move.sources:
        return (
            Finding(
                "state_moved_on",
                f"这件推荐现在是“{case.state.label}”，不能{move.label}。可能刚被别人办理过，请刷新后再看。",
            ),
        )
    return tuple(finding for check in CHECKS[move.name] for finding in check(case))

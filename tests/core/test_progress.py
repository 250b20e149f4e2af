"""The table of moves, state by state and role by role, written here a second time by hand."""

from collections import Counter

import pytest

from pingxuan.core.nomination import CHECKS
from pingxuan.core.progress import GROUPS, MOVES, decide, moves_from, states_of
from pingxuan.core.words import NominationGroup, NominationState, Role
from tests.core.test_nomination import faultless

S, R, G = NominationState, Role, NominationGroup
BODY, OFFICE, NOMINEE = Role.BODY_OFFICER, Role.ORGANISER, Role.NOMINEE

MAY: dict[tuple[NominationState, Role], list[str]] = {
    (S.DRAFT, NOMINEE): ["hand_in"],
    (S.DRAFT, BODY): ["hand_in", "withdraw"],
    (S.HANDED_IN, NOMINEE): ["hand_in"],
    (S.HANDED_IN, BODY): ["hand_in", "send_back", "state_opinion", "endorse", "recommend", "withdraw"],
    (S.ENDORSED, NOMINEE): ["hand_in"],
    (S.ENDORSED, BODY): ["hand_in", "unendorse", "submit", "withdraw"],
    (S.SUBMITTED, BODY): ["withdraw"],
    (S.SUBMITTED, OFFICE): ["accept", "return", "reject"],
    (S.RETURNED, NOMINEE): ["hand_in"],
    (S.RETURNED, BODY): ["hand_in", "withdraw"],
    (S.ACCEPTED, OFFICE): ["return", "unaccept", "reject", "propose", "hold_in_reserve", "pass_over"],
    (S.RESERVE, OFFICE): ["fill_in"],
    (S.PROPOSED, OFFICE): ["drop", "honour"],
}
"""Everything anybody may do next; what is not here, nobody may."""

LEADS_TO = {
    "hand_in": S.HANDED_IN,
    "send_back": S.DRAFT,
    "state_opinion": S.HANDED_IN,
    "endorse": S.ENDORSED,
    "recommend": S.ENDORSED,
    "unendorse": S.HANDED_IN,
    "submit": S.SUBMITTED,
    "withdraw": S.WITHDRAWN,
    "accept": S.ACCEPTED,
    "return": S.RETURNED,
    "unaccept": S.SUBMITTED,
    "reject": S.REJECTED,
    "propose": S.PROPOSED,
    "hold_in_reserve": S.RESERVE,
    "pass_over": S.NOT_SELECTED,
    "fill_in": S.PROPOSED,
    "drop": S.DROPPED,
    "honour": S.HONOURED,
}
SOURCES = {name: {state for (state, _), names in MAY.items() if name in names} for name in LEADS_TO}


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("role", R)
def test_what_a_role_may_do_from_a_state(state: NominationState, role: Role) -> None:
    assert [move.name for move in moves_from(state, role)] == MAY.get((state, role), [])


def test_where_every_move_leads() -> None:
    assert {move.name: move.target for move in MOVES.values()} == LEADS_TO


def test_every_move_has_its_checks() -> None:
    assert set(CHECKS) == set(MOVES)


def test_refusals_the_office_must_know_of_are_recorded() -> None:
    assert {name for name, move in MOVES.items() if move.refusal_recorded} == {
        "endorse",
        "recommend",
        "submit",
    }


@pytest.mark.parametrize("name", LEADS_TO)
@pytest.mark.parametrize("state", S)
def test_a_faultless_case_moves_from_its_sources_only(name: str, state: NominationState) -> None:
    codes = [finding.code for finding in decide(MOVES[name], faultless(state))]
    assert codes == ([] if state in SOURCES[name] else ["state_moved_on"])


def test_four_groups_partition_the_states() -> None:
    counted = Counter(
        state for group in (G.IN_PREPARATION, G.HANDED_UP, G.SENT_BACK, G.ENDED) for state in GROUPS[group]
    )
    assert counted == dict.fromkeys(S, 1)


def test_the_other_groups_lie_within_them() -> None:
    assert set(GROUPS) == set(G)
    assert sorted([*GROUPS[G.TO_CHECK], *GROUPS[G.PASSED]]) == sorted(GROUPS[G.HANDED_UP])
    assert sorted([*GROUPS[G.LIVE], *GROUPS[G.ENDED]]) == sorted(S)


def test_a_filter_asks_for_a_state_or_a_group() -> None:
    assert states_of("accepted") == (S.ACCEPTED,)
    assert states_of("sent_back") == (S.RETURNED,)
    assert [states_of(group.value) for group in G] == [GROUPS[group] for group in G]
    assert states_of("") == states_of("approved") == ()


def test_no_group_hides_a_state_of_the_same_name() -> None:
    assert {group.value for group in G} & {state.value for state in S} == set()

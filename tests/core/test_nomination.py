"""The checks of every move: which fault stops which move, by code, and the exact last moment."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from pingxuan.core.definition import Award, Form, OpinionStep
from pingxuan.core.nomination import (
    NominationCase,
    body_steps,
    endorsing_step,
    last_moment,
    next_organiser_step,
    next_step,
    nominee_name,
    organiser_steps,
    preview_findings,
    recommends_in_words,
    standing_findings,
    unit_name,
)
from pingxuan.core.progress import MOVES, decide
from pingxuan.core.register import Judgement, RegisterEntry
from pingxuan.core.words import AwardKind, NominationState, OpinionBy, RegisterState
from tests.small_campaign import (
    DEEDS,
    DEFINITION,
    HONOUR,
    MATERIALS_DUE,
    OPENED,
    PERSON,
    PERSON_AWARD,
    UNIT,
    UNIT_AWARD,
)

ANSWERS = {"name": "城南服务窗口", "contact": "李安", "phone": "13800000002", "deeds": DEEDS}
PERSON_ANSWERS = {"name": "刘一", "unit": "城东车站售票厅", "phone": "13800000002", "deeds": DEEDS}
TICK = timedelta(microseconds=1)


def faultless(state: NominationState, **changes: Any) -> NominationCase:
    """A case no move has anything against but its state."""
    case = NominationCase(
        state=state,
        definition=DEFINITION,
        award=DEFINITION.award(UNIT),
        answers=ANSWERS,
        at=OPENED,
        places_left=1,
        stated=frozenset({"body"}),
        reason="核对后决定",
    )
    return replace(case, **changes)


def of_person(**changes: Any) -> NominationCase:
    """A faultless case of the award that comes from the register."""
    register = (honoured("城东车站售票厅"), honoured("南山检查站"))
    told = {"award": DEFINITION.award(PERSON), "answers": PERSON_ANSWERS, "register": register} | changes
    return faultless(NominationState.DRAFT, places_left=None, **told)


def honoured(name: str, state: RegisterState = RegisterState.VALID) -> RegisterEntry:
    return RegisterEntry(honour=HONOUR, year=2021, name=name, body="库尔勒市", state=state)


def codes(name: str, case: NominationCase) -> list[str]:
    return [finding.code for finding in decide(MOVES[name], case)]


FAULTS: dict[str, dict[str, Any]] = {
    "campaign_not_open": {"campaign_open": False},
    "required_missing": {"answers": {**ANSWERS, "contact": " "}},
    "phone_shape": {"answers": {**ANSWERS, "phone": "0996-21234"}},
    "too_short": {"answers": {**ANSWERS, "deeds": "服务热情。"}},
    "register_already_honoured": {"register": (honoured("城南服务窗口"),)},
    "nominated_twice": {"namesakes": ("和静县第3号",)},
    "over_quota": {"places_left": 0},
    "late": {"at": MATERIALS_DUE + TICK},
    "opinion_missing": {"stated": frozenset()},
    "reason_missing": {"reason": " 　"},
    "department_objects": {"objections": ("税务局",)},
    "vetoed": {"vetoes": ("有责任投诉",)},
}
FORM = {"required_missing", "phone_shape", "too_short", "register_already_honoured", "nominated_twice"}
CLEAR = {"department_objects", "vetoed"}
STOPPED_BY: dict[str, set[str]] = {
    "hand_in": FORM,
    "send_back": {"reason_missing"},
    "state_opinion": FORM,
    "endorse": FORM | {"over_quota"},
    "unendorse": {"reason_missing"},
    "submit": {"late", "opinion_missing", "vetoed"},
    "withdraw": {"late", "reason_missing"},
    "accept": {"opinion_missing", "vetoed"},
    "return": {"reason_missing"},
    "unaccept": {"reason_missing"},
    "reject": {"reason_missing"},
    "propose": CLEAR,
    "hold_in_reserve": CLEAR,
    "pass_over": set(),
    "fill_in": CLEAR | {"reason_missing"},
    "drop": {"reason_missing"},
    "honour": CLEAR,
}


@pytest.mark.parametrize("name", STOPPED_BY)
@pytest.mark.parametrize("fault", FAULTS)
def test_which_fault_stops_which_move(name: str, fault: str) -> None:
    stops = fault in STOPPED_BY[name] | {"campaign_not_open"}
    case = faultless(MOVES[name].sources[0], **FAULTS[fault])
    assert codes(name, case) == ([fault] if stops else [])


def test_every_finding_is_told_at_once() -> None:
    together: dict[str, Any] = {}
    for fault in ("campaign_not_open", "register_already_honoured", "nominated_twice", "over_quota"):
        together |= FAULTS[fault]
    case = faultless(NominationState.HANDED_IN, **together)
    assert codes("endorse", replace(case, answers={**ANSWERS, "phone": "1", "contact": ""})) == [
        "campaign_not_open",
        "required_missing",
        "phone_shape",
        "register_already_honoured",
        "nominated_twice",
        "over_quota",
    ]


# --- register ---


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"register": (honoured("南山检查站"),)}, ["register_unit_missing"]),
        ({"taken": {"城东车站售票厅": "陈二"}}, ["register_unit_taken"]),
        ({"register": (honoured("城东车站售票厅", RegisterState.REVOKED),)}, ["register_unit_revoked"]),
        ({"answers": {**PERSON_ANSWERS, "unit": ""}}, ["required_missing"]),
    ],
)
def test_a_person_comes_from_a_unit_of_the_register(changes: dict[str, Any], expected: list[str]) -> None:
    assert codes("hand_in", of_person(**changes)) == expected


def test_a_likeness_stops_until_a_person_has_ruled() -> None:
    like = {"answers": {**PERSON_ANSWERS, "unit": "城东汽车站售票厅"}}
    ruled = (Judgement("城东车站售票厅", same=True, reason="同一单位的旧称"),)
    assert codes("hand_in", of_person(**like)) == ["register_unit_suspected"]
    assert codes("hand_in", of_person(**like, judgements=ruled)) == []


# --- the last moment ---


@pytest.mark.parametrize(
    ("at", "late_until", "late"),
    [
        (MATERIALS_DUE - timedelta(seconds=1), None, False),
        (MATERIALS_DUE - TICK, None, False),
        (MATERIALS_DUE, None, False),
        (MATERIALS_DUE + TICK, None, True),
        (MATERIALS_DUE + TICK, MATERIALS_DUE + timedelta(days=1), False),
        (MATERIALS_DUE + timedelta(days=1), MATERIALS_DUE + timedelta(days=1), False),
        (MATERIALS_DUE + timedelta(days=1) + TICK, MATERIALS_DUE + timedelta(days=1), True),
        (MATERIALS_DUE, MATERIALS_DUE - timedelta(days=3), False),
    ],
)
def test_the_deadline_is_exact_to_the_microsecond(
    at: datetime, late_until: datetime | None, late: bool
) -> None:
    case = faultless(NominationState.ENDORSED, at=at, late_until=late_until)
    assert codes("submit", case) == (["late"] if late else [])


def test_without_a_fixed_deadline_nothing_is_late() -> None:
    loose = replace(DEFINITION, deadlines=())
    unfixed = replace(DEFINITION, deadlines=tuple(replace(due, at=None) for due in DEFINITION.deadlines))
    for definition in (loose, unfixed):
        case = faultless(
            NominationState.ENDORSED, definition=definition, at=MATERIALS_DUE + timedelta(days=900)
        )
        assert last_moment(case) is None
        assert codes("submit", case) == []


# --- opinion steps ---

FILING = OpinionStep(key="unit", label="填报单位意见", by=OpinionBy.FILING_UNIT)
LAST = OpinionStep(key="office", label="州办意见", by=OpinionBy.ORGANISER)
BODY = OpinionStep(key="body", label="县市意见", by=OpinionBy.NOMINATING_BODY)


def award_with(*steps: OpinionStep) -> Award:
    return Award(key="a", name="窗口", kind=AwardKind.UNIT, form=Form(title="推荐表", opinions=steps))


def test_steps_are_stated_in_the_order_of_the_form() -> None:
    award = award_with(FILING, BODY, LAST)
    assert body_steps(award) == (FILING, BODY)
    assert organiser_steps(award) == (LAST,)
    assert next_step(award, frozenset()) == FILING
    assert next_step(award, frozenset({"unit"})) == BODY
    assert next_step(award, frozenset({"body"})) == FILING
    assert next_step(award, frozenset({"unit", "body"})) is None


def test_a_form_without_a_box_for_its_body_is_recommended_without_words() -> None:
    for award in (award_with(), award_with(LAST), award_with(FILING)):
        assert not recommends_in_words(award)
        assert endorsing_step(award, frozenset()) is None
    assert body_steps(award_with()) == organiser_steps(award_with()) == ()


def test_the_last_of_the_steps_before_the_organiser_endorses() -> None:
    town = OpinionStep(key="town", label="乡镇意见", by=OpinionBy.NOMINATING_BODY)
    award = award_with(FILING, town, BODY, LAST)
    turns = [FILING, town, BODY]
    for done, step in enumerate(turns):
        stated = frozenset(one.key for one in turns[:done])
        assert next_step(award, stated) == step
        assert endorsing_step(award, stated) == (BODY if step is BODY else None)


def test_the_organisers_steps_come_one_after_the_other() -> None:
    city = OpinionStep(key="city", label="市级意见", by=OpinionBy.ORGANISER)
    award = award_with(BODY, city, LAST)
    assert next_organiser_step(award, frozenset()) == city
    assert next_organiser_step(award, frozenset({"city"})) == LAST
    assert next_organiser_step(award, frozenset({"city", LAST.key})) is None


# --- names and what is said of a case ---


def test_names_are_read_where_the_form_asks_for_them() -> None:
    assert nominee_name(UNIT_AWARD, {"name": " 城南服务窗口 "}) == "城南服务窗口"
    assert nominee_name(UNIT_AWARD, {}) == nominee_name(award_with(), ANSWERS) == ""
    assert unit_name(PERSON_AWARD, PERSON_ANSWERS) == "城东车站售票厅"
    assert unit_name(UNIT_AWARD, ANSWERS) == ""


def test_a_preview_says_what_endorsement_would_whatever_the_state() -> None:
    case = faultless(NominationState.DRAFT, places_left=0, answers={**ANSWERS, "phone": "1"})
    assert [finding.code for finding in preview_findings(case)] == ["phone_shape", "over_quota"]


def test_standing_findings_are_about_the_nomination_whoever_asks() -> None:
    case = faultless(NominationState.WITHDRAWN, campaign_open=False, places_left=0, stated=frozenset())
    assert standing_findings(case) == ()
    worse = replace(case, objections=("税务局",), vetoes=("有责任投诉",), namesakes=("和静县第3号",))
    assert [finding.code for finding in standing_findings(worse)] == [
        "nominated_twice",
        "department_objects",
        "vetoed",
    ]

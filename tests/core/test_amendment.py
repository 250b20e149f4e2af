"""Amendments: what follows a new version, which changes reach alike, what a body is told."""

from dataclasses import replace

import pytest

from pingxuan.core.amendment import follows, new_findings, reached_parts, told_to_bodies
from pingxuan.core.definition import Approval, Award
from pingxuan.core.definition_diff import changes
from pingxuan.core.words import NominationState, Reach
from tests.small_campaign import DEEDS, DEFINITION, UNIT, UNIT_AWARD, moment, with_award

S = NominationState
FORM = UNIT_AWARD.form
SHORTER = replace(
    UNIT_AWARD, form=replace(FORM, fields=(*FORM.fields[:3], replace(FORM.fields[3], max_chars=20)))
)
RENAMED = replace(UNIT_AWARD, name="文明服务示范岗")
WITHOUT_RULE = replace(UNIT_AWARD, rules=())


@pytest.mark.parametrize(
    ("new", "handed_in", "following"),
    [
        (UNIT_AWARD, False, []),
        (UNIT_AWARD, True, []),
        (RENAMED, False, [S.DRAFT, S.RETURNED]),
        (RENAMED, True, []),
        (SHORTER, False, [S.DRAFT, S.RETURNED]),
        (SHORTER, True, [S.DRAFT, S.RETURNED]),
        (WITHOUT_RULE, True, [S.DRAFT, S.RETURNED]),
    ],
)
def test_who_follows(new: Award, handed_in: bool, following: list[NominationState]) -> None:
    found = [state for state in S if follows(state, handed_in=handed_in, old=UNIT_AWARD, new=new)]
    assert found == following


def test_changes_that_reach_alike_stand_together() -> None:
    new = replace(
        with_award(UNIT_AWARD, form=SHORTER.form, rules=(), total=3, vetoes=()),
        deadlines=(DEFINITION.deadlines[0], replace(DEFINITION.deadlines[1], at=moment("2023-03-03 18:00"))),
        departments=("公安局",),
    )
    assert [(part.reach, part.award, len(part.changes)) for part in reached_parts(DEFINITION, new)] == [
        (Reach.AWARD, UNIT, 1),
        (Reach.FORM, UNIT, 2),
        (Reach.CRITERIA, UNIT, 2),
        (Reach.DEADLINE, "", 1),
        (Reach.CAMPAIGN, "", 1),
    ]


def test_only_what_is_newly_wrong_is_found() -> None:
    told = {"name": "城东窗口", "deeds": DEEDS}
    assert [one.code for one in new_findings(UNIT_AWARD, SHORTER, told)] == ["too_long"]
    assert new_findings(UNIT_AWARD, UNIT_AWARD, told) == ()


def test_bodies_are_not_told_of_the_organisers_own_affairs() -> None:
    new = replace(
        DEFINITION,
        departments=("公安局",),
        approval=Approval(basis="州委批准"),
        candidates_percent=120,
        purpose="树立典型",
    )
    assert [one.path for one in told_to_bodies(changes(DEFINITION, new))] == ["purpose"]

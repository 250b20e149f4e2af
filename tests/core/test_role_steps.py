"""What a definition makes each role do: steps in order, with days, words still open, and papers."""

from dataclasses import replace
from datetime import date

import pytest

from pingxuan.core.definition import Award, Deadline, Definition, NominatingBody, Quota, Ratio
from pingxuan.core.role_steps import RoleSteps, Step, role_steps
from pingxuan.core.words import AwardKind, BodyKind, DeadlineKind, LatePolicy, QuotaKind, Role
from tests.small_campaign import DEFINITION, moment

BARE = Definition(
    title="评选",
    awards=(Award(key="a", name="标兵", kind=AwardKind.PERSON, inspected=False),),
    bodies=(NominatingBody(name="甲县"),),
)


def of(definition: Definition, role: Role) -> RoleSteps:
    """What one role does."""
    return next(one for one in role_steps(definition) if one.role is role)


def said(steps: RoleSteps) -> str:
    return "\n".join(f"{step.what} {step.note} {'、'.join(step.papers)}" for step in steps.steps)


def test_the_roles_come_in_the_order_they_are_needed() -> None:
    roles = [one.role for one in role_steps(DEFINITION)]
    assert roles == [
        Role.BODY_OFFICER, Role.NOMINEE, Role.ORGANISER, Role.INSPECTOR, Role.LEADER, Role.PUBLIC,
    ]  # fmt: skip


def test_nobody_inspects_where_nothing_is_inspected() -> None:
    assert Role.INSPECTOR not in {one.role for one in role_steps(BARE)}
    assert "实地检查表" not in said(of(BARE, Role.ORGANISER))


def test_days_stand_where_they_are_fixed_and_words_where_they_are_not() -> None:
    due = Deadline(kind=DeadlineKind.MATERIALS, what="材料", at=moment("2024-03-01 18:00"))
    fixed = replace(BARE, issue_date=date(2024, 2, 1), deadlines=(due,))
    body = of(fixed, Role.BODY_OFFICER).steps
    assert body[0].at == date(2024, 2, 1)
    assert [step.at for step in body if "报送" in step.what and step.at] == [moment("2024-03-01 18:00")]
    opened = replace(fixed, deadlines=(replace(due, at=None, wording="三月初"),))
    assert [step.wording for step in of(opened, Role.NOMINEE).steps if step.wording] == ["三月初"]


@pytest.mark.parametrize(
    ("quota", "words"),
    [
        (Quota(), "不限名额"),
        (Quota(kind=QuotaKind.EACH, each=2), "每个推荐单位 2 名"),
        (
            Quota(kind=QuotaKind.TABLE, places={"甲县": 3}, least=1),
            "名额共 3 名，分到 1 个推荐单位，每单位不少于 1 名",
        ),
        (Quota(kind=QuotaKind.REGISTER), "从荣誉台账里的单位推荐，每个单位一名"),
        (
            Quota(kind=QuotaKind.RATIO, ratio=Ratio(places=1, per=50, of="职工人数")),
            "按职工人数每 50 推荐 1 名",
        ),
    ],
)
def test_each_quota_says_what_a_body_may_nominate(quota: Quota, words: str) -> None:
    definition = replace(BARE, awards=(replace(BARE.awards[0], quota=quota),))
    assert words in [step.note for step in of(definition, Role.BODY_OFFICER).steps]


def test_what_the_definition_adds_becomes_a_step() -> None:
    plain, told = of(BARE, Role.BODY_OFFICER), of(
        replace(BARE, bodies=(NominatingBody(name="市直", kind=BodyKind.DIRECT),)), Role.BODY_OFFICER
    )  # fmt: skip
    assert len(told.steps) == len(plain.steps) + 1
    organiser = of(BARE, Role.ORGANISER)
    consulted = of(replace(BARE, departments=("公安局", "税务局")), Role.ORGANISER)
    added = [step for step in consulted.steps if step not in organiser.steps]
    assert added == [Step(what="发函征求意见", note="征求：公安局、税务局", papers=("征求意见函",))]


def test_late_handing_in_is_said_as_the_rule_is() -> None:
    notes = [
        of(replace(BARE, late_policy=policy), Role.BODY_OFFICER).steps[-1].note
        for policy in (LatePolicy.REFUSE, LatePolicy.REOPEN)
    ]
    assert notes == ["过了截止时刻不再受理", "过了截止时刻，经主办单位同意可以补报"]


def test_every_form_is_a_step_of_the_nominee() -> None:
    titles = [form.title for award in DEFINITION.awards for form in award.forms if form.fields]
    steps = of(DEFINITION, Role.NOMINEE).steps
    assert [step.what for step in steps if step.what.startswith("填写")] == [
        f"填写《{title}》" for title in titles
    ]

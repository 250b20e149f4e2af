"""Versions compared: rows known by name, values as people read them, each change with what it touches."""

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings

from pingxuan.core import definition as parts
from pingxuan.core.definition import (
    Award,
    Deadline,
    Definition,
    Field,
    Form,
    NominatingBody,
    OpinionStep,
    Quota,
)
from pingxuan.core.definition_diff import Change, changes
from pingxuan.core.definition_names import NAMES, SAME
from pingxuan.core.words import AwardKind, ChangeKind, DeadlineKind, FieldKind, OpinionBy, QuotaKind, Touch
from tests.any_definition import DEFINITIONS
from tests.small_campaign import DEFINITION, UNIT, UNIT_AWARD, moment, with_award

FORM = UNIT_AWARD.form
NAME, CONTACT, PHONE, DEEDS = FORM.fields


def form_with(*blanks: Field) -> Definition:
    """The small definition with other blanks in its unit award's form."""
    return with_award(UNIT_AWARD, form=replace(FORM, fields=blanks))


def told(old: Definition, new: Definition) -> list[tuple[str, ChangeKind, Touch, str]]:
    """Place, kind, part and sentence of every change."""
    return [(one.path, one.kind, one.touches, one.sentence) for one in changes(old, new)]


def test_a_version_does_not_differ_from_itself() -> None:
    assert changes(DEFINITION, DEFINITION) == ()


def test_a_limit_is_named_by_its_award_form_and_blank() -> None:
    new = form_with(NAME, CONTACT, PHONE, replace(DEEDS, max_chars=300))
    assert changes(DEFINITION, new) == (
        Change(
            path="awards[0].form.fields[3].max_chars",
            called="奖项“文明服务示范窗口”·推荐表·“主要事迹”·最多字数",
            kind=ChangeKind.CHANGED,
            before="200",
            after="300",
            touches=Touch.FORM,
            award=UNIT,
        ),
    )


def test_rows_are_known_by_key_whatever_their_place() -> None:
    extra = Field(key="code", label="信用代码", kind=FieldKind.CREDIT_CODE, required=False)
    new = form_with(extra, NAME, replace(PHONE, label="办公电话"), DEEDS)
    at, name = "awards[0].form.fields", "奖项“文明服务示范窗口”·推荐表"
    assert told(DEFINITION, new) == [
        (f"{at}[0]", ChangeKind.ADDED, Touch.FORM,
         f"新增{name}·“信用代码”：信用代码（填写方式：统一社会信用代码，必填：否）"),
        (f"{at}[2].label", ChangeKind.CHANGED, Touch.FORM,
         f"{name}·“联系电话”·栏目名由“联系电话”改为“办公电话”"),
        (f"{at}[1]", ChangeKind.REMOVED, Touch.FORM, f"删去{name}·“联系人”"),
    ]  # fmt: skip


def test_a_blank_whose_key_changed_is_known_by_its_label() -> None:
    new = form_with(NAME, CONTACT, replace(PHONE, key="tel"), DEEDS)
    assert [(one.path, one.before, one.after) for one in changes(DEFINITION, new)] == [
        ("awards[0].form.fields[2].key", "phone", "tel")
    ]


@pytest.mark.parametrize(
    ("order", "moved"),
    [
        ((DEEDS, NAME, CONTACT, PHONE), [("主要事迹", "第 4 位", "第 1 位")]),
        ((CONTACT, PHONE, DEEDS, NAME), [("单位名称", "第 1 位", "第 4 位")]),
        ((CONTACT, NAME, PHONE, DEEDS), [("联系人", "第 2 位", "第 1 位")]),
    ],
)
def test_only_rows_that_left_their_place_have_moved(
    order: tuple[Field, ...], moved: list[tuple[str, str, str]]
) -> None:
    found = changes(DEFINITION, form_with(*order))
    assert [(one.called.rpartition("·")[2].strip("“”"), one.before, one.after) for one in found] == moved
    assert {one.kind for one in found} == {ChangeKind.MOVED}


def test_an_instant_reads_in_beijing_time() -> None:
    dues = tuple(
        replace(due, at=moment("2023-03-03 12:00")) if due.kind is DeadlineKind.MATERIALS else due
        for due in DEFINITION.deadlines
    )
    assert told(DEFINITION, replace(DEFINITION, deadlines=dues)) == [
        ("deadlines[1].at", ChangeKind.CHANGED, Touch.DEADLINE,
         "时限“推荐材料”·截止时刻由“2023年2月27日18:00”改为“2023年3月3日12:00”"),
    ]  # fmt: skip


def test_a_deadline_under_another_name_is_known_by_its_kind() -> None:
    old = Definition(title="通知", deadlines=(Deadline(kind=DeadlineKind.MATERIALS, what="材料"),))
    new = Definition(title="通知", deadlines=(Deadline(kind=DeadlineKind.MATERIALS, what="推荐材料"),))
    assert [one.path for one in changes(old, new)] == ["deadlines[0].what"]
    others = tuple(Deadline(kind=DeadlineKind.OTHER, what=what) for what in ("甲", "乙"))
    one, two = (Definition(title="通知", deadlines=(due,)) for due in others)
    assert [found.kind for found in changes(one, two)] == [ChangeKind.ADDED, ChangeKind.REMOVED]


def test_opinions_quota_bodies_rules_and_lists_say_what_they_touch() -> None:
    quota = replace(UNIT_AWARD.quota, places={"州直": 1, "库尔勒市": 4})
    step = OpinionStep(key="higher", label="上级意见", by=OpinionBy.ORGANISER)
    new = replace(
        with_award(
            UNIT_AWARD,
            quota=quota,
            form=replace(FORM, opinions=(*FORM.opinions, step)),
            rules=(replace(UNIT_AWARD.rules[0], year=2022),),
            vetoes=("有违法违纪行为", "弄虚作假"),
        ),
        bodies=(*DEFINITION.bodies, NominatingBody(name="轮台县")),
        departments=("税务局", "公安局"),
    )
    at = "奖项“文明服务示范窗口”"
    assert told(DEFINITION, new) == [
        ("awards[0].form.opinions[2]", ChangeKind.ADDED, Touch.OPINIONS,
         f"新增{at}·推荐表·意见栏“上级意见”：上级意见（由谁出具：主办单位）"),
        ("awards[0].quota.places.库尔勒市", ChangeKind.CHANGED, Touch.QUOTA,
         f"{at}·名额·各单位名额·库尔勒市由“3”改为“4”"),
        ("awards[0].quota.places.和静县", ChangeKind.REMOVED, Touch.QUOTA, f"删去{at}·名额·各单位名额·和静县"),
        ("awards[0].rules[0].year", ChangeKind.CHANGED, Touch.RULES,
         f"{at}·与台账核对的规则“不重复推荐”·年份由“2021”改为“2022”"),
        ("awards[0].vetoes[1]", ChangeKind.ADDED, Touch.CRITERIA, f"新增{at}·一票否决“弄虚作假”"),
        ("awards[0].vetoes[1]", ChangeKind.REMOVED, Touch.CRITERIA, f"删去{at}·一票否决“有责任投诉”"),
        ("bodies[3]", ChangeKind.ADDED, Touch.BODIES, "新增推荐单位“轮台县”：轮台县"),
        ("departments", ChangeKind.CHANGED, Touch.CAMPAIGN,
         "征求意见的部门由“公安局、税务局”改为“税务局、公安局”"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [("", "某发〔2023〕2号", "文号补写为“某发〔2023〕2号”"), ("某发", "", "文号不再写明（原为“某发”）")],
)
def test_what_was_or_becomes_nothing_reads_so(before: str, after: str, sentence: str) -> None:
    old, new = (Definition(title="通知", doc_number=number) for number in (before, after))
    assert [one.sentence for one in changes(old, new)] == [sentence]


def test_an_award_put_in_or_taken_out_names_its_key() -> None:
    more = Award(
        key="team",
        name="先进集体",
        kind=AwardKind.UNIT,
        quota=Quota(kind=QuotaKind.OPEN),
        form=Form(title="表"),
    )
    new = replace(DEFINITION, awards=(*DEFINITION.awards, more))
    assert [(one.kind, one.award, one.touches) for one in changes(DEFINITION, new)] == [
        (ChangeKind.ADDED, "team", Touch.AWARD)
    ]
    assert [(one.kind, one.award, one.path) for one in changes(new, DEFINITION)] == [
        (ChangeKind.REMOVED, "team", "awards[2]")
    ]


@settings(max_examples=60, deadline=None)
@given(DEFINITIONS, DEFINITIONS)
def test_there_are_changes_where_the_versions_differ_and_only_there(old: Definition, new: Definition) -> None:
    assert changes(old, old) == ()
    assert (changes(old, new) == ()) is (old == new)


def test_every_attribute_of_every_part_has_its_name() -> None:
    kinds = [
        kind
        for kind in vars(parts).values()
        if isinstance(kind, type) and hasattr(kind, "__dataclass_fields__")
    ]
    kinds = [kind for kind in kinds if kind.__module__ == parts.__name__]
    assert {kind: {one.name for one in fields(kind)} for kind in kinds} == {
        kind: set(names) for kind, names in NAMES.items()
    }
    assert set(SAME) < set(NAMES)

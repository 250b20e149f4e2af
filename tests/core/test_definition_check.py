"""What the check of a definition finds: one fault at a time, each at its place, beside a sound definition."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from pingxuan.core.definition import (
    Approval,
    Award,
    Column,
    Deadline,
    Definition,
    Field,
    Form,
    NominatingBody,
    OpinionStep,
    PublicationRule,
    Quota,
    Ratio,
    RegisterRule,
    SummaryTable,
)
from pingxuan.core.definition_check import definition_findings
from pingxuan.core.instants import BEIJING
from pingxuan.core.words import (
    AwardKind,
    BodyKind,
    DeadlineKind,
    FieldKind,
    Meaning,
    OpinionBy,
    QuotaKind,
    RegisterRuleKind,
)

NAME = Field(key="name", label="单位名称", meaning=Meaning.NOMINEE_NAME)
DEEDS = Field(key="deeds", label="主要事迹", kind=FieldKind.LONG_TEXT, min_chars=300, max_chars=500)
STEPS = (
    OpinionStep(key="opinion1", label="县市意见", by=OpinionBy.NOMINATING_BODY),
    OpinionStep(key="opinion2", label="州意见", by=OpinionBy.ORGANISER),
)
FORM = Form(title="推荐表", annex="附件2", fields=(NAME, DEEDS), opinions=STEPS)
SUMMARY = SummaryTable(
    title="汇总表",
    annex="附件4",
    columns=(Column(label="序号", meaning=Meaning.RUNNING_NUMBER), Column(label="单位名称", source="name")),
)
AWARD = Award(
    key="award1",
    name="示范单位",
    kind=AwardKind.UNIT,
    total=4,
    form=FORM,
    summary=SUMMARY,
    quota=Quota(kind=QuotaKind.TABLE, annex="附件1", places={"库尔勒市": 4, "和静县": 2}),
)
SOUND = Definition(
    title="关于评选示范单位的通知",
    issuer="州办",
    issue_date=date(2023, 2, 10),
    awards=(AWARD,),
    bodies=(NominatingBody(name="库尔勒市"), NominatingBody(name="和静县", kind=BodyKind.LOCAL)),
    deadlines=(
        Deadline(kind=DeadlineKind.CONTACTS, what="联系人名单", at=datetime(2023, 2, 13, 18, tzinfo=BEIJING)),
        Deadline(kind=DeadlineKind.MATERIALS, what="推荐材料", at=datetime(2023, 2, 27, 18, tzinfo=BEIJING)),
    ),
    candidates_percent=150,
    approval=Approval(basis="州人民政府批准"),
)


def found(definition: Definition) -> list[tuple[str, str, bool]]:
    return [(finding.code, finding.where, finding.blocks) for finding in definition_findings(definition)]


def with_award(**changes: Any) -> Definition:
    return replace(SOUND, awards=(replace(AWARD, **changes),))


def with_form(**changes: Any) -> Definition:
    return with_award(form=replace(FORM, **changes))


def with_field(field: Field) -> Definition:
    return with_form(fields=(NAME, field))


def with_rule(**changes: Any) -> Definition:
    rule = RegisterRule(kind=RegisterRuleKind.EXCLUDED, honour="示范单位", year=2021, wording="不重复推荐")
    return with_award(rules=(replace(rule, **changes),))


def with_materials(**changes: Any) -> Definition:
    contacts, materials = SOUND.deadlines
    return replace(SOUND, deadlines=(contacts, replace(materials, **changes)))


def test_a_sound_definition_has_no_findings() -> None:
    assert found(SOUND) == []


@pytest.mark.parametrize(
    ("definition", "finding"),
    [
        (replace(SOUND, title=" "), ("title_missing", "title", True)),
        (replace(SOUND, issuer=""), ("issuer_missing", "issuer", True)),
        (replace(SOUND, awards=()), ("no_awards", "awards", True)),
        (with_award(name=""), ("award_unnamed", "awards[0].name", True)),
        (with_award(total=None), ("award_total_missing", "awards[0].total", False)),
        (with_award(total=9), ("quota_below_total", "awards[0].quota", True)),
        (with_award(total=2), ("quota_differs_from_ratio", "awards[0].quota", False)),
        (
            replace(SOUND, candidates_percent=100),
            ("quota_differs_from_total", "awards[0].quota", True),
        ),
        (
            replace(with_award(total=6), candidates_percent=100),
            ("quota_without_slack", "awards[0].quota", False),
        ),
        (replace(SOUND, bodies=(*SOUND.bodies, SOUND.bodies[0])), ("body_repeated", "bodies", True)),
        (
            replace(SOUND, bodies=SOUND.bodies[:1]),
            ("quota_body_unknown", "awards[0].quota.places.和静县", True),
        ),
        (with_award(quota=Quota(kind=QuotaKind.TABLE)), ("quota_table_empty", "awards[0].quota", True)),
        (
            with_award(quota=replace(AWARD.quota, places={"库尔勒市": -1, "和静县": 7})),
            ("quota_negative", "awards[0].quota.places.库尔勒市", True),
        ),
        (
            with_award(quota=Quota(kind=QuotaKind.REGISTER)),
            ("register_rule_missing", "awards[0].rules", True),
        ),
        (with_rule(year=0), ("rule_without_year", "awards[0].rules[0].year", True)),
        (with_rule(honour=""), ("rule_without_honour", "awards[0].rules[0].honour", True)),
        (with_materials(at=None), ("deadline_unfixed", "deadlines[1].at", True)),
        (
            with_materials(at=datetime(2023, 2, 27, 18)),  # noqa: DTZ001 - the fault under test
            ("deadline_without_zone", "deadlines[1].at", True),
        ),
        (
            with_materials(at=datetime(2023, 2, 12, 18, tzinfo=BEIJING)),
            ("contacts_after_materials", "deadlines", True),
        ),
        (
            replace(SOUND, issue_date=date(2023, 2, 14)),
            ("deadline_before_issue", "deadlines", True),
        ),
        (replace(SOUND, deadlines=SOUND.deadlines[:1]), ("materials_deadline_missing", "deadlines", True)),
        (
            with_award(form=replace(FORM, fields=()), summary=SummaryTable(title="汇总表")),
            ("form_without_fields", "awards[0].form", True),
        ),
        (
            with_form(fields=(replace(NAME, meaning=Meaning.NONE),)),
            ("nominee_name_missing", "awards[0].form", True),
        ),
        (with_form(opinions=STEPS[1:]), ("body_opinion_missing", "awards[0].form.opinions", False)),
        (with_form(fields=(NAME, NAME)), ("field_key_repeated", "awards[0].form.fields", True)),
        (
            with_form(opinions=(STEPS[0], replace(STEPS[1], key="opinion1"))),
            ("opinion_key_repeated", "awards[0].form.opinions", True),
        ),
        (
            with_field(replace(DEEDS, max_chars=200)),
            ("limits_crossed", "awards[0].form.fields[1].max_chars", True),
        ),
        (
            with_field(Field(key="nature", label="单位性质", kind=FieldKind.OPTION, options=("国企",))),
            ("options_missing", "awards[0].form.fields[1].options", True),
        ),
        (
            with_field(
                Field(key="nature", label="单位性质", kind=FieldKind.OPTION, options=("国企", "国企"))
            ),
            ("option_repeated", "awards[0].form.fields[1].options", True),
        ),
        (
            with_field(Field(key="family", label="家庭成员", kind=FieldKind.ROWS)),
            ("rows_without_columns", "awards[0].form.fields[1].columns", True),
        ),
        (
            with_award(summary=SummaryTable(title="汇总表", columns=(Column(label="联系人"),))),
            ("column_without_source", "awards[0].summary.columns[0]", False),
        ),
        (
            with_award(summary=SummaryTable(title="汇总表", columns=(Column(label="联系人", source="who"),))),
            ("column_source_unknown", "awards[0].summary.columns[0]", True),
        ),
        (
            replace(SOUND, publication=PublicationRule(working_days=3)),
            ("publication_short", "publication.working_days", False),
        ),
        (
            replace(SOUND, publication=PublicationRule(working_days=0)),
            ("publication_without_days", "publication.working_days", True),
        ),
        (replace(SOUND, approval=Approval()), ("approval_missing", "approval.basis", False)),
        (
            replace(SOUND, approval=Approval(basis="批复", limit=3)),
            ("approval_exceeded", "approval.limit", True),
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_one_fault_is_one_finding(definition: Definition, finding: tuple[str, str, bool]) -> None:
    assert found(definition) == [finding]


def test_no_bodies_is_said_beside_every_place_they_leave_empty() -> None:
    assert [code for code, _, _ in found(replace(SOUND, bodies=()))] == [
        "no_bodies",
        "quota_body_unknown",
        "quota_body_unknown",
    ]


def test_two_awards_of_one_key() -> None:
    assert found(replace(SOUND, awards=(AWARD, AWARD))) == [("award_key_repeated", "awards", True)]


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        (replace(SOUND, awards=(replace(AWARD, key="x" * 21),)), "awards[0].key"),
        (replace(SOUND, awards=(replace(AWARD, key=""),)), "awards[0].key"),
        (
            replace(SOUND, bodies=(*SOUND.bodies, NominatingBody(name="县" * 201))),
            f"bodies[{len(SOUND.bodies)}].name",
        ),
        (
            replace(SOUND, bodies=(*SOUND.bodies, NominatingBody(name=" "))),
            f"bodies[{len(SOUND.bodies)}].name",
        ),
    ],
)
def test_what_stands_in_columns_fits_them(changed: Definition, where: str) -> None:
    assert ("kept_text_length", where, True) in found(changed)


def test_fewer_candidates_than_prizes() -> None:
    assert ("candidates_below_prizes", "candidates_percent", True) in found(
        replace(SOUND, candidates_percent=80)
    )


def test_a_register_rule_wants_the_unit_in_the_summary() -> None:
    unit = Field(key="unit_name", label="所在单位", meaning=Meaning.UNIT_NAME)
    ruled = with_rule().awards[0]
    award = replace(ruled, form=replace(FORM, fields=(NAME, unit)))
    assert found(replace(SOUND, awards=(award,))) == [("summary_lacks_unit", "awards[0].summary", False)]


def test_a_step_on_the_way_without_an_hour_only_warns() -> None:
    step = Deadline(kind=DeadlineKind.OTHER, what="评审", wording="3月10日前")
    definition = replace(SOUND, deadlines=(*SOUND.deadlines, step))
    assert found(definition) == [("deadline_unfixed", "deadlines[2].at", False)]


def test_findings_rest_on_the_annex() -> None:
    [finding] = definition_findings(with_award(total=9))
    assert finding.basis == "附件1"


RATIO = Ratio(places=1, per=100, of="教职工人数", bases={"库尔勒市": 340, "和静县": 160})


def with_quota(total: int | None = 4, **changes: Any) -> Definition:
    return with_award(quota=Quota(annex="附件1", **changes), total=total)


@pytest.mark.parametrize(
    "definition",
    [
        with_quota(kind=QuotaKind.EACH, each=2, least=1),
        with_quota(kind=QuotaKind.RATIO, ratio=RATIO, least=2),
        with_quota(kind=QuotaKind.OPEN, least=1),
        with_award(total=None, prize_percent=30),
        with_award(further_forms=(Form(title="登记表", fields=(replace(NAME, key="entry_name"),)),)),
    ],
)
def test_every_kind_of_quota_may_be_sound(definition: Definition) -> None:
    assert found(definition) == []


@pytest.mark.parametrize(
    ("definition", "finding"),
    [
        (with_quota(kind=QuotaKind.EACH), ("quota_each_missing", "awards[0].quota.each", True)),
        (with_quota(kind=QuotaKind.EACH, each=0), ("quota_each_missing", "awards[0].quota.each", True)),
        (with_quota(kind=QuotaKind.EACH, each=1), ("quota_below_total", "awards[0].quota", False)),
        (
            with_quota(kind=QuotaKind.EACH, each=2, least=3),
            ("quota_least_above_places", "awards[0].quota.least", True),
        ),
        (
            with_quota(kind=QuotaKind.OPEN, least=0),
            ("quota_least_not_positive", "awards[0].quota.least", True),
        ),
        (with_quota(kind=QuotaKind.RATIO), ("ratio_missing", "awards[0].quota.ratio", True)),
        (
            with_quota(kind=QuotaKind.RATIO, ratio=replace(RATIO, per=0)),
            ("ratio_not_positive", "awards[0].quota.ratio.per", True),
        ),
        (
            with_quota(kind=QuotaKind.RATIO, ratio=replace(RATIO, of="")),
            ("ratio_of_missing", "awards[0].quota.ratio.of", True),
        ),
        (
            with_quota(kind=QuotaKind.RATIO, ratio=replace(RATIO, bases={"库尔勒市": 500})),
            ("ratio_base_missing", "awards[0].quota.ratio.bases", True),
        ),
        (
            with_quota(kind=QuotaKind.RATIO, ratio=replace(RATIO, bases=RATIO.bases | {"若羌县": 9})),
            ("quota_body_unknown", "awards[0].quota.ratio.bases.若羌县", True),
        ),
        (
            with_quota(kind=QuotaKind.TABLE, places={"库尔勒市": 5, "和静县": 1}, least=2),
            ("quota_least_above_places", "awards[0].quota.least", True),
        ),
        (with_award(prize_percent=0), ("prize_percent_range", "awards[0].prize_percent", True)),
        (with_award(prize_percent=101), ("prize_percent_range", "awards[0].prize_percent", True)),
        (
            with_award(further_forms=(Form(title="登记表", fields=(NAME,)),)),
            ("field_key_repeated", "awards[0].further_forms[0].fields", True),
        ),
        (
            with_award(further_forms=(Form(title="登记表"),)),
            ("further_form_without_fields", "awards[0].further_forms[0]", False),
        ),
        (
            with_award(further_forms=(Form(title="登记表", fields=(replace(DEEDS, key="d", max_chars=1),)),)),
            ("limits_crossed", "awards[0].further_forms[0].fields[0].max_chars", True),
        ),
        (
            with_field(Field(key="family", label="家庭成员", kind=FieldKind.ROWS, columns=(NAME, NAME))),
            ("column_key_repeated", "awards[0].form.fields[1].columns", True),
        ),
        (
            with_field(
                Field(
                    key="family",
                    label="家庭成员",
                    kind=FieldKind.ROWS,
                    columns=(replace(NAME, kind=FieldKind.PHOTO),),
                )
            ),
            ("column_kind_unfit", "awards[0].form.fields[1].columns[0].kind", True),
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_one_fault_of_a_quota_or_a_further_form(
    definition: Definition, finding: tuple[str, str, bool]
) -> None:
    assert found(definition) == [finding]

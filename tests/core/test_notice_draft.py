"""The draft definition of the sample notice: awards, forms, rules, questions, and where each value stands."""

from datetime import date

import pytest

from pingxuan.core.definition import Definition, field_for
from pingxuan.core.definition_check import definition_findings
from pingxuan.core.finding import blocking
from pingxuan.core.notice.draft import Draft, draft, draft_definition
from pingxuan.core.notice.facts import read_notice
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
from tests.notices.pairs import SAMPLE, pairs

PLACES = {"州直": 8, "库尔勒市": 35, "焉耆县": 6, "博湖县": 10, "和静县": 10} | {
    "和硕县": 6,
    "尉犁县": 8,
    "轮台县": 6,
    "若羌县": 6,
    "且末县": 5,
}


@pytest.fixture(scope="module")
def made() -> Draft:
    return draft(read_notice(SAMPLE.text))


@pytest.fixture(scope="module")
def definition(made: Draft) -> Definition:
    return made.definition


def test_the_campaign(definition: Definition) -> None:
    assert definition.short_title == "“微笑新疆示范单位”和“微笑巴州形象大使”推荐评选"
    assert (definition.issue_date, definition.sealed_for) == (date(2023, 2, 10), True)
    assert definition.media == ("纸质版", "电子版")
    assert definition.categories == (
        "机关",
        "涉旅企业",
        "车站",
        "机场",
        "商超",
        "公安服务窗口",
        "交通检查站",
        "服务大厅",
    )
    assert definition.candidates_percent == 100


def test_bodies_stand_in_the_annexes_order(definition: Definition) -> None:
    assert [body.name for body in definition.bodies] == list(PLACES)
    assert [body.kind for body in definition.bodies] == [BodyKind.DIRECT, *[BodyKind.LOCAL] * 9]


def test_the_units_quota_and_the_persons_register(definition: Definition) -> None:
    units, persons = definition.awards
    assert (units.kind, units.total, units.quota.kind) == (AwardKind.UNIT, 100, QuotaKind.TABLE)
    assert (units.quota.places, units.quota.annex) == (PLACES, "附件1")
    assert (persons.kind, persons.total, persons.quota.kind) == (AwardKind.PERSON, 100, QuotaKind.REGISTER)


def test_both_rules_look_into_the_register_of_2021(definition: Definition) -> None:
    rules = [(rule.kind, rule.honour, rule.year) for award in definition.awards for rule in award.rules]
    assert rules == [
        (RegisterRuleKind.EXCLUDED, "微笑新疆示范单位", 2021),
        (RegisterRuleKind.REQUIRED_ONE_EACH, "微笑新疆示范单位", 2021),
    ]


def test_the_units_form(definition: Definition) -> None:
    form = definition.awards[0].form
    assert [(field.label, field.kind, field.meaning) for field in form.fields] == [
        ("填报单位", FieldKind.TEXT, Meaning.FILING_UNIT),
        ("填报时间", FieldKind.DATE, Meaning.FILING_DATE),
        ("单位名称", FieldKind.TEXT, Meaning.NOMINEE_NAME),
        ("单位性质", FieldKind.OPTION, Meaning.NONE),
        ("负责人", FieldKind.PERSON_NAME, Meaning.NONE),
        ("联系电话", FieldKind.PHONE, Meaning.PHONE),
        ("员工人数", FieldKind.NUMBER, Meaning.NONE),
        ("设立时间", FieldKind.DATE, Meaning.NONE),
        ("地址", FieldKind.ADDRESS, Meaning.ADDRESS),
        ("主要事迹", FieldKind.LONG_TEXT, Meaning.DEEDS),
        ("联系人", FieldKind.PERSON_NAME, Meaning.CONTACT_NAME),
    ]
    assert [field.in_heading for field in form.fields] == [True] * 2 + [False] * 9
    assert [field.printed for field in form.fields] == [True] * 10 + [False]
    assert form.fields[3].options == ("行政事业单位", "国企", "私企", "个体")
    deeds = field_for(form, Meaning.DEEDS)
    assert deeds is not None
    assert (deeds.min_chars, deeds.max_chars, deeds.annex_page) == (300, 500, True)


def test_the_persons_form(definition: Definition) -> None:
    form = definition.awards[1].form
    assert [(field.label, field.meaning) for field in form.fields if not field.in_heading] == [
        ("姓名", Meaning.NOMINEE_NAME),
        ("单位名称", Meaning.UNIT_NAME),
        ("从事岗位", Meaning.NONE),
        ("联系电话", Meaning.PHONE),
        ("地址", Meaning.ADDRESS),
        ("主要事迹", Meaning.DEEDS),
        ("联系人", Meaning.CONTACT_NAME),
    ]


def test_the_county_speaks_first_and_the_prefecture_last(definition: Definition) -> None:
    for award in definition.awards:
        assert [step.by for step in award.form.opinions] == [OpinionBy.NOMINATING_BODY, OpinionBy.ORGANISER]
        assert award.form.opinions[0].wordings == ("情况属实，同意推荐。",)


def test_every_summary_column_has_its_source(definition: Definition) -> None:
    assert [(column.label, column.source) for column in definition.awards[0].summary.columns] == [
        ("序号", ""),
        ("单位名称", "unit_name"),
        ("单位地址", "address"),
        ("联系人", "contact_name"),
        ("联系电话", "phone"),
    ]
    assert [column.source for column in definition.awards[1].summary.columns] == [
        "",
        "name",
        "address",
        "contact_name",
        "phone",
    ]


def test_criteria_and_gates(definition: Definition) -> None:
    units, persons = definition.awards
    assert [one.heading for one in units.criteria] == ["服务环境", "服务技能", "服务意识", "其他"]
    assert units.vetoes == ("无违法违纪", "无责任投诉")
    assert [len(one.items) for one in persons.criteria] == [4]


def test_only_units_are_visited(definition: Definition) -> None:
    assert [award.inspected for award in definition.awards] == [True, False]


def test_a_deadline_without_an_hour_is_left_to_a_person(made: Draft) -> None:
    contacts, materials = made.definition.deadlines
    assert contacts.kind is DeadlineKind.CONTACTS
    assert contacts.at is not None
    assert contacts.at.isoformat() == "2023-02-13T18:00:00+08:00"
    assert (materials.kind, materials.at, materials.wording) == (
        DeadlineKind.MATERIALS,
        None,
        "2023年2月27日前",
    )
    [question] = [one for one in made.questions if one.code == "deadline_hour"]
    assert (question.about, question.suggestion) == ("deadlines[1].at", "2023-02-27T18:00:00+08:00")
    assert [SAMPLE.text[start:end] for start, end in question.evidence] == ["2023年2月27日前"]


def test_what_a_person_has_to_settle(made: Draft) -> None:
    assert [(question.code, question.about) for question in made.questions] == [
        ("column_without_field", "awards[0].summary.columns[3].source"),
        ("column_without_field", "awards[1].summary.columns[3].source"),
        ("summary_lacks_unit", "awards[1].summary.columns"),
        ("deadline_hour", "deadlines[1].at"),
    ]


def test_only_the_deadline_keeps_the_sample_from_opening(definition: Definition) -> None:
    findings = definition_findings(definition)
    assert [finding.code for finding in blocking(findings)] == ["deadline_unfixed"]
    assert [finding.code for finding in findings if not finding.blocks] == [
        "quota_without_slack",
        "summary_lacks_unit",
        "approval_missing",
    ]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("doc_number", "巴旅产办发〔2023〕1号"),
        ("sealed_for", "（代章）"),
        ("awards[0].total", "100个"),
        ("awards[0].rules[0]", "已于2021年授牌的不重复推荐"),
        ("awards[0].quota.places.库尔勒市", "库尔勒市35"),
        ("awards[0].form.fields[3]", "单位性质（行政事业单位、国企、私企、个体）"),
        ("awards[0].vetoes[1]", "无责任投诉"),
        ("bodies[0]", "州  直"),
        ("deadlines[0].at", "2023年2月13日18:00前"),
        ("contact.email", "smile-demo@example.invalid"),
        ("categories[7]", "服务大厅"),
    ],
)
def test_a_value_is_found_again_in_the_notice(made: Draft, path: str, said: str) -> None:
    assert "".join(SAMPLE.text[start:end] for start, end in made.evidence[path]) == said


def test_definition_and_questions_alone(made: Draft) -> None:
    assert draft_definition(read_notice(SAMPLE.text)) == (made.definition, made.questions)


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: pair.notice.stem)
def test_what_keeps_any_draft_from_opening_has_been_asked(pair) -> None:  # type: ignore[no-untyped-def]
    """A person who answers every question has a definition that opens."""
    made = draft(read_notice(pair.text))
    asked = {question.about.split("[")[0].split(".")[0] for question in made.questions}
    stops = {
        finding.where.split("[")[0].split(".")[0]
        for finding in blocking(definition_findings(made.definition))
    }
    assert stops - asked == set()


def test_a_ministrys_three_steps() -> None:
    [pair] = [pair for pair in pairs() if pair.notice.stem == "ministry"]
    made = draft(read_notice(pair.text))
    for award in made.definition.awards:
        assert [step.by for step in award.form.opinions] == [
            OpinionBy.FILING_UNIT,
            OpinionBy.NOMINATING_BODY,
            OpinionBy.ORGANISER,
        ]
        assert award.quota.total == award.total


def test_a_sub_table_becomes_a_field_of_rows() -> None:
    [pair] = [pair for pair in pairs() if pair.notice.stem == "union"]
    [award] = draft(read_notice(pair.text)).definition.awards
    [rows] = [field for field in award.form.fields if field.kind is FieldKind.ROWS]
    assert (rows.label, [column.label for column in rows.columns]) == (
        "获奖情况",
        ["获奖时间", "奖项名称", "授奖单位"],
    )


def test_a_notice_without_forms_gets_forms_to_start_from() -> None:
    [pair] = [pair for pair in pairs() if pair.notice.stem == "university"]
    made = draft(read_notice(pair.text))
    assert [question.about for question in made.questions if question.code == "form_assumed"] == [
        "awards[0].form",
        "awards[1].form",
    ]
    assert [due.kind for due in made.definition.deadlines] == [DeadlineKind.OTHER, DeadlineKind.MATERIALS]


def test_what_is_no_campaign_says_so() -> None:
    [pair] = [pair for pair in pairs() if pair.notice.stem == "training"]
    assert draft(read_notice(pair.text)).questions[0].code == "not_an_award_campaign"

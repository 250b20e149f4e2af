"""Which printed forms become whose award's, what kind each blank gets, and what a person is asked about them."""

import pytest

from pingxuan.core.definition import Award, Field
from pingxuan.core.notice.draft import Draft, draft
from pingxuan.core.notice.facts import read_notice
from pingxuan.core.words import FieldKind, Meaning

TWO = "关于评选“优秀护林员”和“先进护林站”的通知\n各乡镇：\n评选“优秀护林员”10名、“先进护林站”5个。\n某某县林业局\n2024年3月1日\n"
ONE = "关于评选“优秀护林员”的通知\n各乡镇：\n评选“优秀护林员”10名。\n某某县林业局\n2024年3月1日\n"
PERSON = "| 姓名 | | 性别 | |\n| 主要事迹 | | | |\n| 推荐单位意见 | （盖章） | | |\n| 县林业局意见 | （盖章） | | |\n"
UNIT = "| 单位名称 | | 负责人 | |\n| 主要事迹 | | | |\n| 推荐单位意见 | （盖章） | | |\n| 县林业局意见 | （盖章） | | |\n"
ASKED = "| 姓名 | | 单位 | |\n| 公安机关意见 | （盖章） | | |\n| 纪检机关意见 | （盖章） | | |\n"


def drafted(head: str, *sheets: tuple[str, str]) -> Draft:
    """The draft of a notice with those annexes: title and content of each."""
    text = head + "".join(f"附件{n}\n{title}\n{sheet}" for n, (title, sheet) in enumerate(sheets, start=1))
    return draft(read_notice(text))


def titles(award: Award) -> list[str]:
    """What the award's forms are called, the main one first."""
    return [form.title for form in award.forms]


def codes(made: Draft) -> set[str]:
    """The codes of what is asked."""
    return {question.code for question in made.questions}


def test_each_award_gets_the_form_that_names_it() -> None:
    made = drafted(TWO, ("“优秀护林员”推荐表", PERSON), ("“先进护林站”推荐表", UNIT))
    assert [titles(award) for award in made.definition.awards] == [
        ["“优秀护林员”推荐表"],
        ["“先进护林站”推荐表"],
    ]


def test_a_second_form_of_an_award_stands_beside_the_main_one() -> None:
    made = drafted(ONE, ("“优秀护林员”征求意见表", ASKED), ("“优秀护林员”推荐审批表", PERSON))
    [award] = made.definition.awards
    assert titles(award) == ["“优秀护林员”推荐审批表", "“优秀护林员”征求意见表"]
    assert [step.key for step in award.further_forms[0].opinions] == ["form2_opinion1", "form2_opinion2"]
    keys = [blank.key for blank in award.fields]
    assert len(keys) == len(set(keys))
    assert made.evidence["awards[0].further_forms[0].fields[0]"]


def test_one_nomination_form_that_names_no_award_is_for_all() -> None:
    made = drafted(TWO, ("推荐审批表", PERSON))
    assert [titles(award) for award in made.definition.awards] == [["推荐审批表"], ["推荐审批表"]]


def test_forms_are_told_apart_by_person_and_unit() -> None:
    made = drafted(TWO, ("先进集体推荐表", UNIT), ("先进个人推荐表", PERSON))
    assert [titles(award) for award in made.definition.awards] == [["先进个人推荐表"], ["先进集体推荐表"]]


def test_a_form_shared_by_awards_is_asked_about() -> None:
    made = drafted(TWO, ("“优秀护林员”推荐表", PERSON), ("“先进护林站”推荐表", UNIT), ("征求意见表", ASKED))
    assert [titles(award)[1:] for award in made.definition.awards] == [["征求意见表"], ["征求意见表"]]
    assert "form_shared" in codes(made)


def test_an_award_without_a_form_gets_the_customary_one() -> None:
    made = drafted(TWO, ("“优秀护林员”推荐表", PERSON))
    assert [question.about for question in made.questions if question.code == "form_assumed"] == [
        "awards[1].form"
    ]


def test_cells_that_were_lost_are_said() -> None:
    flat = "姓名 性别 民族 主要事迹 推荐单位意见（盖章） 县林业局意见（盖章）"
    assert "form_cells_lost" in codes(drafted(ONE, ("“优秀护林员”推荐表", flat)))
    assert "form_cells_lost" not in codes(drafted(ONE, ("“优秀护林员”推荐表", PERSON)))


def blank(label: str, value: str = "") -> Field:
    """The field a printed blank becomes."""
    sheet = f"| 姓名 | | 民族 | |\n| {label} | {value} | 籍贯 | |\n| 推荐单位意见 | （盖章） | | |\n"
    [award] = drafted(ONE, ("“优秀护林员”推荐表", sheet)).definition.awards
    return award.form.fields[2]


@pytest.mark.parametrize(
    ("label", "value", "kind"),
    [
        ("联系电话", "", FieldKind.PHONE),
        ("照片", "", FieldKind.PHOTO),
        ("家庭住址", "", FieldKind.ADDRESS),
        ("年龄", "", FieldKind.NUMBER),
        ("填表日期", "", FieldKind.DATE),
        ("统一社会信用代码", "", FieldKind.CREDIT_CODE),
        ("负责人", "", FieldKind.PERSON_NAME),
        ("主要事迹", "", FieldKind.LONG_TEXT),
        ("家庭主要成员", "", FieldKind.LONG_TEXT),
        ("证明材料", "", FieldKind.ATTACHMENT),
        ("性别", "", FieldKind.OPTION),
        ("是否党员", "", FieldKind.OPTION),
        ("护林方式", "□巡山 □瞭望", FieldKind.OPTION),
        ("护林方式", "（可多选）□巡山 □瞭望", FieldKind.OPTIONS),
        ("护林方式", "", FieldKind.TEXT),
    ],
)
def test_kinds_of_blanks(label: str, value: str, kind: FieldKind) -> None:
    assert blank(label, value).kind is kind


def test_sub_tables_become_rows_with_columns() -> None:
    sheet = "| 姓名 | | 民族 | | |\n| 家庭成员 | 称谓 | 姓名 | 年龄 | 工作单位 |\n| | | | | |\n| | | | | |\n| 推荐单位意见 | （盖章） | | | |\n"
    [award] = drafted(ONE, ("“优秀护林员”推荐表", sheet)).definition.awards
    rows = award.form.fields[2]
    assert (rows.kind, [(column.label, column.kind) for column in rows.columns]) == (
        FieldKind.ROWS,
        [
            ("称谓", FieldKind.TEXT),
            ("姓名", FieldKind.PERSON_NAME),
            ("年龄", FieldKind.NUMBER),
            ("工作单位", FieldKind.TEXT),
        ],
    )


def test_limits_printed_in_a_blank_hold_for_it() -> None:
    field = blank("主要事迹", "（300-500字，可另附页）")
    assert (field.min_chars, field.max_chars, field.annex_page, field.meaning) == (
        300,
        500,
        True,
        Meaning.DEEDS,
    )


@pytest.mark.parametrize("count", [1, 3, 6])
def test_opinion_chains_of_any_length(count: int) -> None:
    bodies = ["所在单位", "乡镇党委", "县林业局", "县人社局", "市林业局", "市评选领导小组"][:count]
    sheet = "| 姓名 | | 民族 | |\n" + "".join(f"| {body}意见 | （盖章） | | |\n" for body in bodies)
    [award] = drafted(ONE, ("“优秀护林员”推荐表", sheet)).definition.awards
    assert [step.label for step in award.form.opinions] == [f"{body}意见" for body in bodies]


def test_a_summary_column_no_form_asks_for_is_asked_about() -> None:
    summary = "| 序号 | 姓名 | 管护面积 |\n| 1 | | |\n| 2 | | |\n"
    made = drafted(ONE, ("“优秀护林员”推荐表", PERSON), ("“优秀护林员”推荐汇总表", summary))
    assert "column_without_field" in codes(made)


def test_a_column_asked_for_in_the_summary_alone_can_be_filled_in() -> None:
    summary = "| 序号 | 单位名称 | 性别 |\n| 1 | | |\n| 2 | | |\n"
    made = drafted(ONE, ("“优秀护林员”推荐表", UNIT), ("“优秀护林员”推荐汇总表", summary))
    added = made.definition.awards[0].form.fields[-1]
    assert (added.label, added.kind, added.options, added.printed) == (
        "性别",
        FieldKind.OPTION,
        ("男", "女"),
        False,
    )

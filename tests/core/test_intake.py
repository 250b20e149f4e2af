"""Forms and summary tables that came in: what is read, what is doubted, and what the plan makes of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pingxuan.core.definition import Field
from pingxuan.core.intake.form import read_forms
from pingxuan.core.intake.grid import Grid, GridCell, grid_of_rows
from pingxuan.core.intake.matching import Likeness, matched
from pingxuan.core.intake.plan import Action, Entry, IntakeFacts, Plan, Standing, plan_of
from pingxuan.core.intake.recognition import read_file
from pingxuan.core.intake.values import chosen, written
from pingxuan.core.notice.draft import draft_definition
from pingxuan.core.notice.facts import read_notice
from pingxuan.core.words import FieldKind, NominationState
from tests.notices.pairs import SAMPLE

CAMPAIGN = draft_definition(read_notice(SAMPLE.text))[0]
UNIT, PERSON = CAMPAIGN.awards
AT = datetime(2023, 2, 1, tzinfo=UTC)
FACTS = IntakeFacts(definition=CAMPAIGN, at=AT, places={UNIT.key: 2})
DEEDS = "全年热情服务没有投诉。" * 35
LABELS = {blank.key: blank.label for blank in UNIT.form.fields if blank.printed and not blank.in_heading}
FILLED = {
    "单位名称": "甲县演示车站",
    "单位性质": "国企",
    "负责人": "赵演示",
    "联系电话": "13800000001",
    "员工人数": "35",
    "设立时间": "2010年12月",
    "地址": "站前路1号",
    "主要事迹": DEEDS,
}


def grid(*rows: str, above: tuple[str, ...] = ()) -> Grid:
    """Rows of cells between bars."""
    cells = [[("", text) for text in row.split("|")] for row in rows]
    return replace(grid_of_rows("表1", cells), above=above)


def form_grid(**other: str) -> Grid:
    told = FILLED | other
    return grid(*(f"{label}|{text}" for label, text in told.items()), above=(UNIT.form.title,))


def plan(*grids: Grid, facts: IntakeFacts = FACTS) -> Plan:
    return plan_of([read_file("来件.docx", grids, facts.definition)], facts)


def codes(entry: Entry) -> list[str]:
    return [finding.code for finding in entry.findings]


def test_a_filled_form_is_read_by_its_labels() -> None:
    (record,) = read_forms(form_grid(), UNIT, UNIT.form)
    assert record.labelled == FILLED
    assert record.doubts == ()


@pytest.mark.parametrize(
    ("text", "likeness"),
    [
        ("联 系 电 话", Likeness.SAME),
        ("联系电话：", Likeness.SAME),
        ("联系电话（手机）", Likeness.BARE),
        ("手机号码", Likeness.WORDING),
        ("单位联系电话", Likeness.PARTLY),
    ],
)
def test_a_label_is_known_in_many_wordings(text: str, likeness: Likeness) -> None:
    match = matched(text, UNIT.form.fields)
    assert match is not None
    assert (match.field.label, match.likeness) == ("联系电话", likeness)


def test_a_guessed_label_is_marked() -> None:
    told = {("手机号码" if label == "联系电话" else label): text for label, text in FILLED.items()}
    (record,) = read_forms(grid(*(f"{label}|{text}" for label, text in told.items())), UNIT, UNIT.form)
    assert record.labelled["联系电话"] == "13800000001"
    assert [doubt.code for doubt in record.doubts] == ["label_guessed"]


def test_values_stand_below_or_behind_a_colon() -> None:
    below = grid("单位名称|负责人", "甲县演示车站|赵演示", "联系电话：13800000001|员工人数：35")
    (record,) = read_forms(below, UNIT, UNIT.form)
    assert record.labelled == {
        "单位名称": "甲县演示车站", "负责人": "赵演示", "联系电话": "13800000001", "员工人数": "35",
    }  # fmt: skip


def test_text_that_belongs_nowhere_is_named() -> None:
    (record,) = read_forms(form_grid(备用栏="随手写的一句话"), UNIT, UNIT.form)
    assert [doubt.code for doubt in record.doubts] == ["text_unplaced"] * 2


def test_two_forms_in_one_table_are_two_records() -> None:
    rows = [
        f"{label}|{text}"
        for told in (FILLED, FILLED | {"单位名称": "甲县演示机场"})
        for label, text in told.items()
    ]
    records = read_forms(grid(*rows), UNIT, UNIT.form)
    assert [record.labelled["单位名称"] for record in records] == ["甲县演示车站", "甲县演示机场"]


def test_a_form_cut_into_two_tables_is_one_record() -> None:
    rows = [f"{label}|{text}" for label, text in FILLED.items()]
    first, second = grid(*rows[:5], above=(UNIT.form.title,)), grid(*rows[5:])
    reading = read_file("来件.docx", [first, second], CAMPAIGN)
    assert [record.labelled for record in reading.records] == [FILLED]


OPTION = Field(key="nature", label="单位性质", kind=FieldKind.OPTION, options=("国企", "私企"))
LONG = Field(key="deeds", label="主要事迹", kind=FieldKind.LONG_TEXT, hint="（300-500字，可另附页）")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("☑国企 □私企", "国企"),
        ("□国企 ☑私企", "私企"),
        ("国企√ 私企□", "国企"),
        ("国企/私企", ""),
        ("国企", "国企"),
    ],
)
def test_the_ticked_option_is_read(text: str, told: str) -> None:
    assert chosen(OPTION, text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("（300-500字，可另附页）", ""),
        ("（300-500字）热情服务。", "热情服务。"),
        ("热情服务。\n（可另附页）", "热情服务。"),
        ("（盖章）\n年  月  日", ""),
        ("他说（三个字）要记牢。", "他说（三个字）要记牢。"),
        ("获得奖励（“文明用字”）", "获得奖励（“文明用字”）"),
    ],
)
def test_prompts_are_no_answers(text: str, told: str) -> None:
    assert written(LONG, text) == told


HEADER = "|".join(column.label for column in UNIT.summary.columns)
LINE = "1|甲县演示车站|站前路1号|钱演示|13800000001"


def test_a_summary_is_read_under_its_header_wherever_it_stands() -> None:
    table = grid(UNIT.summary.title, "推荐单位（盖章）：甲县", "", HEADER, LINE, HEADER, "2|甲县演示机场|机场路1号|孙演示|13800000002",
                 "……||||", "合计|2||||")  # fmt: skip
    reading = read_file("汇总.xlsx", [table], CAMPAIGN)
    assert [record.labelled["单位名称"] for record in reading.records] == ["甲县演示车站", "甲县演示机场"]
    assert {record.from_summary for record in reading.records} == {True}


def test_columns_may_be_moved_and_left_out() -> None:
    table = grid(
        "联系电话|单位名称|备注|联系人", "13800000001|甲县演示车站|重点|钱演示", above=(UNIT.summary.title,)
    )
    (record,) = read_file("汇总.xlsx", [table], CAMPAIGN).records
    assert record.labelled == {"联系电话": "13800000001", "单位名称": "甲县演示车站", "联系人": "钱演示"}


def test_a_table_of_something_else_is_named() -> None:
    reading = read_file("来件.docx", [grid("会议时间|地点", "周一|一楼")], CAMPAIGN)
    assert [finding.code for finding in reading.findings] == ["table_unknown"]


def test_a_complete_form_is_new() -> None:
    (entry,) = plan(form_grid()).entries
    assert (entry.action, codes(entry)) == (Action.NEW, ["awaits_summary"])


def test_a_faulty_form_is_refused_with_its_cell() -> None:
    (entry,) = plan(form_grid(联系电话="12", 单位性质="外星")).entries
    assert entry.action is Action.REFUSED
    assert sorted(codes(entry)) == ["awaits_summary", "option_unknown", "phone_shape"]
    assert {finding.where.split(" ")[0] for finding in entry.findings} == {"来件.docx"}


def test_a_form_without_a_name_is_refused() -> None:
    (entry,) = plan(form_grid(单位名称="")).entries
    assert (entry.action, codes(entry)) == (Action.REFUSED, ["nominee_missing"])


def held(state: NominationState = NominationState.DRAFT, **other: str) -> IntakeFacts:
    (record,) = read_forms(form_grid(**other), UNIT, UNIT.form)
    standing = Standing(id="n1", award_key=UNIT.key, name="甲县演示车站", state=state, answers=record.answers)
    return replace(FACTS, standing=[standing])


def test_the_same_form_again_changes_nothing() -> None:
    (entry,) = plan(form_grid(), facts=held()).entries
    assert (entry.action, entry.nomination, entry.changed) == (Action.UNCHANGED, "n1", ())


def test_another_form_of_the_same_nominee_is_a_change() -> None:
    (entry,) = plan(form_grid(), facts=held(员工人数="30")).entries
    assert (entry.action, entry.changed) == (Action.CHANGED, ("员工人数",))


def test_what_was_submitted_is_not_changed_by_a_file() -> None:
    (entry,) = plan(form_grid(), facts=held(NominationState.SUBMITTED, 员工人数="30")).entries
    assert (entry.action, codes(entry)) == (Action.REFUSED, ["not_open_to_change", "awaits_summary"])


def test_forms_beyond_the_quota_are_refused_in_their_order() -> None:
    told = [form_grid(单位名称=f"甲县演示窗口{number}") for number in "一二三"]
    made = plan(*told)
    assert [entry.action for entry in made.entries] == [Action.NEW, Action.NEW, Action.REFUSED]
    assert codes(made.entries[2]) == ["awaits_summary", "over_quota"]


def test_a_second_form_of_one_nominee_is_refused() -> None:
    made = plan(form_grid(), form_grid())
    assert [codes(entry) for entry in made.entries] == [
        ["awaits_summary"],
        ["awaits_summary", "record_twice"],
    ]


def test_a_form_beside_its_line_of_the_summary_is_no_repetition() -> None:
    made = plan(form_grid(), grid(HEADER, LINE))
    assert [(entry.action, codes(entry)) for entry in made.entries] == [(Action.NEW, [])] * 2


def test_a_closed_campaign_takes_nothing() -> None:
    (entry,) = plan(form_grid(), facts=replace(FACTS, campaign_open=False, at=AT + timedelta(1))).entries
    assert codes(entry) == ["campaign_not_open", "awaits_summary"]


def test_merged_cells_count_once() -> None:
    cells = (
        GridCell("单位名称", 0, 0), GridCell("甲县演示车站", 0, 1, columns=3),
        GridCell("主要\n事迹", 1, 0, rows=2), GridCell(DEEDS, 1, 1, rows=2, columns=3),
        GridCell("负责人", 3, 0), GridCell("赵演示", 3, 1), GridCell("联系电话", 3, 2), GridCell("13800000001", 3, 3),
    )  # fmt: skip
    (record,) = read_forms(Grid("表1", cells), UNIT, UNIT.form)
    assert record.labelled == {
        "单位名称": "甲县演示车站", "负责人": "赵演示", "联系电话": "13800000001", "主要事迹": DEEDS,
    }  # fmt: skip

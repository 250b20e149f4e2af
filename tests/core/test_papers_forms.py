"""The nomination form's layout: cell for cell like the annex, for any form a notice may define."""

from dataclasses import replace
from datetime import date

from pingxuan.core.definition import Field, Form, OpinionStep
from pingxuan.core.paper import HeadingLine, Paper, Table
from pingxuan.core.papers.forms import TABLE_HEIGHT, FilledForm, StatedOpinion, blank_form, filled_form
from pingxuan.core.words import FieldKind, OpinionBy
from tests.documents.invented import ANNEX_FIELDS, ANSWERS, annex_award, filled, small_award


def heading_of(paper: Paper) -> tuple[str, ...]:
    line = paper.blocks[0]
    assert isinstance(line, HeadingLine)
    return line.parts


def table_of(paper: Paper) -> Table:
    table = paper.blocks[1]
    assert isinstance(table, Table)
    return table


def texts(paper: Paper) -> list[list[str]]:
    return [[cell.text.replace("\n", "") for cell in row.cells] for row in table_of(paper).rows]


def test_the_blank_form_is_the_annex_cell_for_cell() -> None:
    paper = blank_form(annex_award())
    assert (paper.annex, paper.full_title) == ("附件2", "“微笑新疆示范单位”推荐表")
    assert texts(paper) == [
        ["单位名称", "", "单位性质", "（行政事业单位、国企、私企、个体）"],
        ["负责人", "", "联系电话", ""],
        ["员工人数", "", "设立时间", ""],
        ["地　址", ""],
        ["主要事迹", "（300—500字，可另附页）"],
        ["县市旅游产业发展领导小组办公室意见", ""],
        ["州旅游产业发展领导小组办公室意见", ""],
    ]
    assert heading_of(paper) == ("填报单位：　　　　　　　　　　（盖章）", "填报时间：　　年　　月　　日")


def test_opinion_boxes_have_a_place_for_seal_and_day() -> None:
    boxes = [row.cells[1] for row in table_of(blank_form(annex_award())).rows[-2:]]
    assert [box.seal for box in boxes] == [("（盖章）", "　　年　　月　　日")] * 2


def test_a_filled_form_carries_answers_heading_and_opinion() -> None:
    paper = filled(annex_award())
    assert texts(paper)[:4] == [
        ["单位名称", "某某市客运站服务台", "单位性质", "国企"],
        ["负责人", "张㛃", "联系电话", "13800000000"],
        ["员工人数", "12", "设立时间", "2016年5月"],
        ["地　址", "某某市某某路1号"],
    ]
    assert heading_of(paper) == ("填报单位：某某市客运站（盖章）", "填报时间：2031年3月20日")
    opinion = table_of(paper).rows[-2].cells[1]
    assert opinion.text == "情况属实，同意推荐。"
    assert opinion.seal == ("签字：李某", "某某市文明服务领导小组办公室（盖章）", "2031年3月21日")


def test_what_only_the_summary_asks_for_is_not_printed() -> None:
    assert "联系人" not in [text for row in texts(filled(annex_award())) for text in row]


def test_a_seal_for_another_body_says_so() -> None:
    opinion = StatedOpinion(
        label="县市旅游产业发展领导小组办公室意见",
        text="同意。",
        capacity="某办",
        day=date(2031, 3, 1),
        sealed_for=True,
    )
    paper = filled(annex_award(), opinions=(opinion,))
    assert table_of(paper).rows[-2].cells[1].seal == ("某办（代章）", "2031年3月1日")


def test_the_table_fills_the_page_and_no_more() -> None:
    rows = table_of(filled(annex_award())).rows
    assert sum(row.height or 0 for row in rows) == TABLE_HEIGHT


def test_a_long_heading_line_leaves_the_table_less_room() -> None:
    rows = table_of(filled(annex_award(), filing_unit="某" * 45)).rows
    assert sum(row.height or 0 for row in rows) == TABLE_HEIGHT - 14


def test_a_photograph_takes_the_right_of_the_first_rows() -> None:
    paper = blank_form(small_award())
    table = table_of(paper)
    assert texts(paper)[:2] == [["姓　名", "", "性　别", "（男、女）", "（照片）"], ["工作单位", ""]]
    assert table.rows[0].cells[-1].rowspan == 2
    assert [sum(cell.colspan for cell in row.cells) for row in table.rows[:2]] == [
        len(table.widths),
        len(table.widths) - 1,
    ]


def test_a_list_has_its_columns_and_room_to_write() -> None:
    blank = texts(blank_form(small_award()))
    assert blank[2:6] == [["获奖情况", "时间", "奖项"], ["", ""], ["", ""], ["", ""]]
    lines = ({"when": "2029年", "what": "先进个人"}, {"when": "2030年", "what": "标兵"})
    written = filled_form(small_award(), FilledForm(answers={"earned": lines}))
    assert texts(written)[3:6] == [["2029年", "先进个人"], ["2030年", "标兵"], ["", ""]]


def test_a_list_that_came_in_as_text_is_not_lost() -> None:
    written = filled_form(small_award(), FilledForm(answers={"earned": "2029年先进个人"}))
    assert texts(written)[2] == ["获奖情况", "2029年先进个人"]


def test_without_heading_fields_unit_and_day_stand_above_all_the_same() -> None:
    paper = filled_form(
        small_award(), FilledForm(answers={}, filing_unit="某站", filing_date=date(2031, 1, 9))
    )
    assert heading_of(paper) == ("填报单位：某站（盖章）", "填报时间：2031年1月9日")


def test_an_opinion_to_be_signed_is_not_to_be_sealed() -> None:
    assert table_of(blank_form(small_award())).rows[-1].cells[1].seal[0] == "（签字）"


def test_an_odd_short_field_before_a_wide_one_takes_the_whole_line() -> None:
    fields = [blank for blank in ANNEX_FIELDS if blank.key != "since"]
    award = replace(annex_award(), form=replace(annex_award().form, fields=tuple(fields)))
    paper = filled_form(award, FilledForm(answers=ANSWERS))
    assert texts(paper)[2:4] == [["员工人数", "12"], ["地　址", "某某市某某路1号"]]


def test_every_row_is_as_wide_as_the_table() -> None:
    for award in (annex_award(), small_award()):
        table = table_of(blank_form(award))
        assert abs(sum(table.widths) - 160) < 0.1


def test_a_form_of_one_field_and_one_of_many_opinions_still_stand() -> None:
    steps = tuple(OpinionStep(key=str(n), label=f"第{n}级意见", by=OpinionBy.ORGANISER) for n in range(4))
    lone = Form(title="表", fields=(Field(key="a", label="事迹", kind=FieldKind.LONG_TEXT),), opinions=steps)
    award = replace(small_award(), form=lone)
    rows = table_of(blank_form(award)).rows
    assert [row.height for row in rows] == [TABLE_HEIGHT - 4 * 28, 28, 28, 28, 28]

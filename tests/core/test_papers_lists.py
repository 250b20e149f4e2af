"""Papers that are lists: summaries, quota table, roster, returned list, plaque orders, inspection sheet."""

from dataclasses import replace
from datetime import date

import pytest

from pingxuan.core.definition import Column
from pingxuan.core.paper import HeadingLine, Paper, Table
from pingxuan.core.papers.columns import ListColumn, listing
from pingxuan.core.papers.inspection_sheet import inspection_sheet
from pingxuan.core.papers.plaque_orders import plaque_orders
from pingxuan.core.papers.quota_table import quota_table
from pingxuan.core.papers.returned_list import ReturnedEntry, returned_list
from pingxuan.core.papers.roster import RosterEntry, contact_roster
from pingxuan.core.papers.summaries import SummaryGroup, blank_summary, merged_summary, summary
from tests.documents.invented import ISSUER, annex_award, entries, every_paper, small_award, summary_facts

DAY = date(2031, 4, 20)


def tables_of(paper: Paper) -> list[Table]:
    return [block for block in paper.blocks if isinstance(block, Table)]


def lines(paper: Paper, number: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in tables_of(paper)[number].rows]


def heading_of(paper: Paper) -> tuple[str, ...]:
    return next(block.parts for block in paper.blocks if isinstance(block, HeadingLine))


@pytest.mark.parametrize("count", [1, 3])
def test_a_summary_lists_each_nomination_in_the_annexs_columns(count: int) -> None:
    paper = summary(annex_award(), summary_facts(count))
    assert lines(paper) == [
        ["序号", "单位名称", "单位地址", "联系人", "联系电话"],
        *(
            [str(n), f"某某市第{n}服务窗口", f"某某市某某路{n}号", person, f"1380000{n:04d}"]
            for n, person in [(1, "张㛃"), (2, "阿依古丽·买买提"), (3, "张㛃")][:count]
        ),
    ]


def test_a_summary_says_who_filed_it() -> None:
    assert heading_of(summary(annex_award(), summary_facts(1))) == (
        "填报单位：某某市文明服务领导小组办公室（盖章）",
        "填报人：刘某",
        "联系电话：13800000001",
    )


def test_running_numbers_count_and_phones_do_not() -> None:
    row = tables_of(summary(annex_award(), summary_facts(1)))[0].rows[1]
    assert [cell.number for cell in row.cells] == [True, False, False, False, False]


def test_the_blank_summary_has_rows_to_write_in() -> None:
    written = lines(blank_summary(annex_award()))
    assert len(written) == 13
    assert set(map(tuple, written[1:])) == {("",) * 5}


def test_merged_numbers_run_across_bodies_and_name_them() -> None:
    groups = [
        SummaryGroup(body="州直", entries=entries(2)),
        SummaryGroup(body="库尔勒市", entries=entries(1)),
    ]
    paper = merged_summary(annex_award(), groups, organiser=ISSUER)
    assert [row[:3] for row in lines(paper)] == [
        ["序号", "推荐单位", "单位名称"],
        ["1", "州直", "某某市第1服务窗口"],
        ["2", "州直", "某某市第2服务窗口"],
        ["3", "库尔勒市", "某某市第1服务窗口"],
    ]


def test_a_summary_without_numbers_and_with_many_columns_lies_lengthways() -> None:
    award = small_award()
    wide = replace(
        award, summary=replace(award.summary, columns=tuple(Column(label=f"列{n}") for n in range(9)))
    )
    paper = merged_summary(wide, [SummaryGroup(body="甲县", entries=[{}])])
    assert lines(paper)[0][:2] == ["推荐单位", "列0"]
    assert paper.landscape
    assert not summary(award, summary_facts(1)).landscape


def test_the_quota_table_is_the_annex_with_its_sum() -> None:
    paper = quota_table(annex_award(), remarks={"州直": "含成员单位"})
    assert lines(paper) == [
        ["序号", "推荐单位", "名额", "备注"],
        ["1", "州直", "8", "含成员单位"],
        ["2", "库尔勒市", "35", ""],
        ["3", "和静县", "10", ""],
        ["合　计", "53", ""],
    ]
    assert paper.annex == "附件1"


def test_the_roster_counts_and_marks_who_has_not_reported() -> None:
    paper = contact_roster(
        "评选", [RosterEntry(body="甲县", person="张某"), RosterEntry(body="乙县")], day=DAY
    )
    assert [(row[1], row[2], row[-1]) for row in lines(paper)[1:]] == [
        ("甲县", "张某", ""),
        ("乙县", "", "未报"),
    ]
    assert heading_of(paper) == ("应报2个，已报1个", "截至2031年4月20日")


def test_the_returned_list_gives_reason_and_days() -> None:
    entry = ReturnedEntry(
        body="甲县",
        nominee="某窗口",
        award="文明窗口",
        reason="事迹过短。",
        returned_on=DAY,
        due=date(2031, 4, 22),
    )
    paper = returned_list("评选", [entry, replace(entry, due=None)], day=DAY)
    assert lines(paper)[1] == [
        "1",
        "甲县",
        "某窗口",
        "文明窗口",
        "事迹过短。",
        "2031年4月20日",
        "2031年4月22日",
    ]
    assert lines(paper)[2][-1] == "另行通知"


def test_plaque_orders_leave_room_to_sign() -> None:
    paper = every_paper(annex_award())["plaque orders"]
    assert lines(paper)[1] == ["1", "2031-A-001", "文明窗口", "某窗口", ISSUER, "州直", ""]
    assert heading_of(paper) == ("共3块", "制表时间：2031年4月20日")
    assert (
        plaque_orders("文明窗口", [], day=DAY).blocks[-1]
        == tables_of(plaque_orders("文明窗口", [], day=DAY))[0]
    )


def test_the_inspection_sheet_asks_every_criterion_and_every_veto() -> None:
    paper = inspection_sheet(annex_award(), nominee="某窗口")
    assert [row[:2] for row in lines(paper, 1)] == [
        ["类　别", "检查内容"],
        ["服务环境", "场所整洁卫生"],
        ["意见箱、监督电话齐全", "□"],
        ["模范作用", "模范作用"],
    ]
    assert [row[0] for row in lines(paper, 2)] == ["一票否决事项", "有违法违纪行为", "有责任投诉"]


def test_without_vetoes_the_sheet_has_no_table_of_them() -> None:
    assert len(tables_of(inspection_sheet(small_award()))) == 2


@pytest.mark.parametrize("least", [[10, 20], [100, 100], [0, 0]])
def test_columns_fill_the_page_whatever_their_least_widths(least: list[float]) -> None:
    table = listing([ListColumn("甲", least=least[0]), ListColumn("乙", least=least[1])], [])
    assert abs(sum(table.widths) - 160) < 0.1


def test_columns_that_share_nothing_are_stretched() -> None:
    table = listing([ListColumn("甲", least=20, share=0), ListColumn("乙", least=60, share=0)], [])
    assert table.widths == (40, 120)


def test_every_row_of_every_paper_is_as_wide_as_its_table() -> None:
    for paper in every_paper(annex_award()).values():
        for table in tables_of(paper):
            covered = [0] * len(table.rows)
            for number, row in enumerate(table.rows):
                for cell in row.cells:
                    for below in range(number, number + cell.rowspan):
                        covered[below] += cell.colspan
            assert set(covered) == {len(table.widths)}, paper.kind

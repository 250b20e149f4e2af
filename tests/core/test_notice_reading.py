"""The small readers a notice is read with: numbers, dates, lines, tables, names, each by its cases."""

from datetime import date

import pytest

from pingxuan.core.finding import Refused
from pingxuan.core.notice.dates import find_dates, whole_date, with_year
from pingxuan.core.notice.honours import is_honour, kind_of, same_honour
from pingxuan.core.notice.lines import Line, clause_level, split_lines
from pingxuan.core.notice.name_lists import split_names, without_verbs
from pingxuan.core.notice.numerals import number, year
from pingxuan.core.notice.source import Piece, compact, whole
from pingxuan.core.notice.tables import Table, blocks, rows
from pingxuan.core.words import AwardKind


def piece(text: str) -> Piece:
    return compact(whole(text))


def drawn(text: str) -> list[list[str]]:
    [table] = [block for block in blocks(split_lines(whole(text))) if isinstance(block, Table)]
    return [[cell.text for cell in row] for row in rows(table)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("100", 100),
        ("一百二十", 120),
        ("十", 10),
        ("二十三", 23),
        ("两", 2),
        ("一〇五", 105),
        ("甲", None),
        ("", None),
    ],
)
def test_numbers(text: str, value: int | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2023", 2023),
        ("二〇二三", 2023),
        ("二O一一", 2011),
        ("二○一○", 2010),
        ("1848", None),
        ("二〇二", None),
    ],
)
def test_years(text: str, value: int | None) -> None:
    assert year(text) == value


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2023年2月13日18:00前", "2023-02-13 18:00"),
        ("2023年2月27日前", "2023-02-27"),
        ("二〇二四年九月三十日", "2024-09-30"),
        ("2019年10月17日下午17：00", "2019-10-17 17:00"),
        ("2025年4月18日（星期五）下午5点", "2025-04-18 17:00"),
        ("2025年4月18日下午3点半", "2025-04-18 15:30"),
        ("2019-09-24", "2019-09-24"),
        ("2024/6/3", "2024-06-03"),
        ("4月11日16:00", "--04-11 16:00"),
        ("2023年2月28日24时", "2023-02-28 24:00"),
    ],
)
def test_dates(text: str, printed: str) -> None:
    [found] = find_dates(piece(text))
    assert found.printed == printed


@pytest.mark.parametrize(
    "text", ["2014年12月至2019年12月期间", "2012日", "2023年2月30日", "13月1日", "月日前", "每年春运前"]
)
def test_what_is_no_date(text: str) -> None:
    assert list(find_dates(piece(text))) == []


def test_midnight_that_ends_the_day_is_the_next_days_first_moment() -> None:
    [found] = find_dates(piece("2023年2月28日24时"))
    assert found.moment is not None
    assert found.moment.isoformat() == "2023-03-01T00:00:00+08:00"


def test_a_date_without_a_year_falls_after_the_day_of_issue() -> None:
    [spring] = find_dates(piece("3月1日"))
    assert with_year(spring, date(2021, 2, 3)).date == date(2021, 3, 1)
    assert with_year(spring, date(2021, 12, 3)).date == date(2022, 3, 1)
    assert with_year(spring, None).date is None


def test_a_line_that_is_only_a_date() -> None:
    assert whole_date(piece("  二〇二三年二月十日  ")) is not None
    assert whole_date(piece("请于2023年2月10日前报送")) is None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("一、推荐范围", (0, "一")),
        ("（二）条件", (1, "二")),
        ("3.材料", (2, "3")),
        ("3、2019年", (2, "3")),
        ("（4）表", (3, "4")),
        ("2.5万元", None),
        ("正文", None),
    ],
)
def test_clause_numbers(text: str, level: tuple[int, str] | None) -> None:
    assert clause_level(piece(text).text) == level


def test_every_character_knows_its_place() -> None:
    original = "\n   州　直，“甲”(盖章):  共１０个\n"
    [line] = split_lines(whole(original))
    assert line.text == "州直，“甲”（盖章）： 共10个"
    assert [original[place] for place in line.piece.at if not original[place].isspace()] == list(
        "州直，“甲”(盖章):共１０个"
    )


def test_traditional_script_is_matched_but_shown_as_it_stands() -> None:
    read = piece("關於開展「最美輔導員」推薦的通知")
    assert (read.text, read.shown) == ("关于开展“最美辅导员”推荐的通知", "關於開展「最美輔導員」推薦的通知")


def test_line_breaks_that_were_lost_are_found_again() -> None:
    filler = "为做好工作" * 50
    texts = [
        line.text
        for line in split_lines(
            whole(f"{filler} 一、范围 全市单位。 （一）条件。 联系人：甲 二〇二四年五月六日 附件1：推荐表")
        )
    ]
    assert texts[1:] == [
        "一、范围",
        "全市单位。",
        "（一）条件。",
        "联系人：甲",
        "二〇二四年五月六日",
        "附件1：推荐表",
    ]


@pytest.mark.parametrize("text", ["", " \n\t ", "字" * 1_000_001, "报" * 400_000])
def test_empty_and_endless_texts_are_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        whole(text)
    assert [finding.code for finding in refused.value.findings] == [
        "notice_too_long" if len(text) > 100 else "notice_empty"
    ]


def test_too_many_lines_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        split_lines(whole("附\n" * 20_001))
    assert refused.value.findings[0].code == "notice_too_many_lines"


@pytest.mark.parametrize(
    "text",
    [
        "序号 |\n单位 |\n名额 |\n1 |\n甲县 |\n3 |\n2 |\n乙县 |\n4 |\n",
        "序号\n |\n单位\n |\n名额\n |\n1\n |\n甲县\n |\n3\n |\n2\n |\n乙县\n |\n4\n |\n",
        "| 序号 | 单位 | 名额 |\n|---|---|---|\n| 1 | 甲县 | 3 |\n| 2 | 乙县 | 4 |\n",
        "序号 | 单位 | 名额\n1 | 甲县 | 3\n2 | 乙县 | 4\n",
        "序号\t单位\t名额\n1\t甲县\t3\n2\t乙县\t4\n",
    ],
    ids=["bar after", "bar on its own line", "bars around", "bars between", "tabs"],
)
def test_tables_however_their_bars_are_set(text: str) -> None:
    assert drawn(text) == [["序号", "单位", "名额"], ["1", "甲县", "3"], ["2", "乙县", "4"]]


def test_a_table_without_running_numbers_is_as_wide_as_its_figures_say() -> None:
    text = "单位\n| 集体\n| 个人\n|\n甲区\n| 3\n| 6\n|\n乙区\n| 1\n| 2\n|"
    assert drawn(text) == [["单位", "集体", "个人"], ["甲区", "3", "6"], ["乙区", "1", "2"]]


def test_names_above_figures() -> None:
    assert drawn("甲区 |\n乙区 |\n合计 |\n3 |\n4 |\n7 |\n") == [["甲区", "乙区", "合计"], ["3", "4", "7"]]


def test_a_box_around_text_is_no_table() -> None:
    found = list(blocks(split_lines(whole("|\n请认真组织推荐工作，按时报送材料。\n|"))))
    assert [block.text for block in found if isinstance(block, Piece)] == [
        "请认真组织推荐工作，按时报送材料。"
    ]
    assert [block for block in found if isinstance(block, Table)] == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("“最美志愿者”", AwardKind.PERSON),
        ("最美志愿服务组织", AwardKind.UNIT),
        ("先进集体", AwardKind.UNIT),
        ("三好学生标兵", AwardKind.PERSON),
        ("高校辅导员年度人物提名", AwardKind.PERSON),
        ("青年文明号", AwardKind.UNIT),
        ("教学成果奖", AwardKind.UNIT),
        ("突出贡献奖", None),
    ],
)
def test_units_and_persons(name: str, kind: AwardKind | None) -> None:
    assert kind_of(name) is kind


def test_what_names_an_honour() -> None:
    phrases = ("先进集体", "“最美教师”", "推荐工作", "优秀", "学习贯彻", "示范单位", "表现突出的窗口单位")
    assert [phrase for phrase in phrases if is_honour(phrase)] == ["先进集体", "“最美教师”", "示范单位"]


def test_names_that_mean_one_honour() -> None:
    assert same_honour("校级优秀共产党员", "优秀共产党员")
    assert same_honour("第十三届“年度人物”", "年度人物")
    assert not same_honour("年度人物", "年度人物提名")
    assert not same_honour("先进集体", "先进个人")


def test_lists_of_names_are_never_cut_inside_quotes() -> None:
    listed = [name.text for name in split_names(piece("“和谐家庭、最美村居”和优秀党员以及示范岗"))]
    assert listed == ["“和谐家庭、最美村居”", "优秀党员", "示范岗"]


def test_words_that_lead_up_to_a_name_are_left_off() -> None:
    assert without_verbs(piece("决定开展表现突出的优秀共产党员")).text == "优秀共产党员"


def test_blank_lines_are_counted() -> None:
    found: list[Line] = split_lines(whole("甲\n\n\n乙\n丙"))
    assert [(line.text, line.blanks_before) for line in found] == [("甲", 0), ("乙", 2), ("丙", 0)]

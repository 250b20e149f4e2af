"""Layouts: files joined in order, merged cells once in the text, exact grids in the reading of forms and quotas."""

import pytest

from pingxuan.core.finding import Refused
from pingxuan.core.notice.compose import MOST_CELLS, ReadCell, ReadFile, ReadLine, ReadTable, compose
from pingxuan.core.notice.facts import read_notice
from pingxuan.core.notice.layout import BlockKind, Layout, from_data, to_data
from pingxuan.core.notice.parts import take_apart
from pingxuan.core.notice.tables import rows

HEAD = (
    "关于评选“文明窗口”和“服务标兵”的通知",
    "各县市：",
    "决定评选“文明窗口”和“服务标兵”。",
    "某市文明办",
    "2024年3月1日",
)
Rows = tuple[tuple[object, ...], ...]


def lines(*texts: str) -> tuple[ReadLine, ...]:
    return tuple(map(ReadLine, texts))


def table(*cells: tuple[object, ...]) -> ReadTable:
    """Cells as row, column, text, rows, columns."""
    return ReadTable(tuple(ReadCell(*cell) for cell in cells))  # type: ignore[arg-type]


def grid_of(layout: Layout) -> list[list[str]]:
    """The rows of its first annex's first table as quotas are read from."""
    return [[cell.text for cell in row] for row in rows(take_apart(layout).annexes[0].tables[0])]


def with_annex(one: ReadTable) -> Layout:
    return compose([ReadFile("通知.docx", (*lines(*HEAD, "附件1", "推荐名额分配表"), one))])


TWO_AXES = table(
    (0, 0, "单位", 2, 1), (0, 1, "文明窗口", 1, 2), (0, 3, "服务标兵", 2, 1),
    (1, 1, "名额"), (1, 2, "备选人数"),
    (2, 0, "甲县"), (2, 1, "3"), (2, 2, "1"), (2, 3, "2"),
    (3, 0, "乙县"), (3, 1, "4"), (3, 2, "1"), (3, 3, "2"),
)  # fmt: skip


def test_a_merged_cell_stands_once_in_the_text_and_in_the_stream() -> None:
    layout = with_annex(TWO_AXES)
    assert layout.text.split("\n")[7:-1] == [
        "|单位|文明窗口|服务标兵|",
        "||名额|备选人数||",
        "|甲县|3|1|2|",
        "|乙县|4|1|2|",
    ]
    stream = take_apart(layout).annexes[0].tables[0].texts
    assert stream[:6] == ("单位", "文明窗口", "服务标兵", "名额", "备选人数", "甲县")


def test_a_heading_of_two_rows_is_one_in_the_grid() -> None:
    assert grid_of(with_annex(TWO_AXES)) == [
        ["单位", "文明窗口名额", "备选人数", "服务标兵"],
        ["甲县", "3", "1", "2"],
        ["乙县", "4", "1", "2"],
    ]


def test_a_cell_that_reaches_down_stands_in_every_row_it_covers() -> None:
    region = table(
        (0, 0, "片区"), (0, 1, "单位"), (0, 2, "名额"),
        (1, 0, "东片", 2, 1), (1, 1, "甲县"), (1, 2, "3"), (2, 1, "乙县"), (2, 2, "4"),
    )  # fmt: skip
    assert grid_of(with_annex(region)) == [
        ["片区", "单位", "名额"],
        ["东片", "甲县", "3"],
        ["东片", "乙县", "4"],
    ]


def test_every_cell_knows_its_place_in_the_text() -> None:
    layout = with_annex(TWO_AXES)
    (block,) = layout.tables
    assert [layout.text[cell.start : cell.end] for cell in block.cells][:3] == [
        "单位",
        "文明窗口",
        "服务标兵",
    ]
    assert from_data(layout.text, to_data(layout)) == layout


def test_long_cells_and_bars_inside_cells_do_not_break_a_row() -> None:
    long = "填写 一、推荐理由；" * 40
    layout = with_annex(table((0, 0, "说明"), (0, 1, f"甲|乙\n{long}"), (1, 0, "姓名"), (1, 1, "")))
    tables = take_apart(layout).annexes[0].tables
    assert [[cell.text[:3] for cell in one.cells] for one in tables] == [["说明", "甲|乙", "姓名", ""]]


def test_cells_of_a_table_in_a_cell_follow_it() -> None:
    inner = table((0, 0, "时间"), (0, 1, "荣誉"), (1, 0, ""), (1, 1, ""))
    outer = ReadTable(
        (ReadCell(0, 0, "获奖情况"), ReadCell(0, 1, "", inner=(inner,)), ReadCell(1, 0, "签名"))
    )
    texts = take_apart(with_annex(outer)).annexes[0].tables[0].texts
    assert texts == ("获奖情况", "", "时间", "荣誉", "", "", "签名")


NOTICE = ReadFile(
    "评选通知.txt", text="\n".join((*HEAD[:3], "附件：1.申报表", "2.推荐名额分配表", *HEAD[3:]))
)


@pytest.mark.parametrize(
    ("name", "opening"),
    [
        ("附件2 推荐名额分配表.xlsx", "附件2\n推荐名额分配表\n"),
        ("推荐名额分配表.xlsx", "附件2\n推荐名额分配表\n"),
        ("附件3：名单.docx", "附件3\n"),
    ],
)
def test_an_annex_file_opens_under_its_number(name: str, opening: str) -> None:
    layout = compose([ReadFile(name, (TWO_AXES,)), NOTICE])
    begun = layout.files[1]
    assert (layout.files[0].name, begun.annex) == (NOTICE.name, True)
    assert layout.text[begun.start :].startswith(opening)
    assert [annex.number for annex in take_apart(layout).annexes] == [int(opening[2])]


def test_several_notices_of_text_keep_their_own_words() -> None:
    annex = ReadFile("附件.txt", text="附件1\n申报表\n姓名 | | 单位 | |")
    layout = compose([NOTICE, annex])
    assert layout.text == f"{NOTICE.text}\n{annex.text}"
    assert read_notice(layout).parts.annexes[0].number == 1


def test_blocks_of_text_are_told_by_their_numbers_and_signature() -> None:
    text = "关于评选的通知\n各县：\n一、范围\n1.全市各单位均可推荐。\n正文。\n某市文明办\n2024年3月1日\n"
    layout = compose([ReadFile("通知.txt", text=text)])
    assert [(str(block.kind), block.level) for block in layout.blocks][2:] == [
        ("heading", 0), ("list_item", 2), ("paragraph", 0), ("signature", 0), ("signature", 0),
    ]  # fmt: skip
    assert BlockKind.TABLE not in [block.kind for block in layout.blocks]


def test_a_table_of_a_million_cells_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        with_annex(ReadTable(tuple(ReadCell(n // 100, n % 100, "1") for n in range(MOST_CELLS + 200))))
    assert [finding.code for finding in refused.value.findings] == ["table_too_large"]

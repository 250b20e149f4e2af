"""Spreadsheets beside a notice: title lines, the table with its merged cells, notes below it."""

import io

import openpyxl

from pingxuan.core.notice.compose import ReadLine, ReadTable
from pingxuan.documents.read_notice_table import read_notice_table


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (
        ["附件1"], ["推荐名额分配表"], [], ["单位", "名额", None], [None, "甲", "乙"], ["东县", 1, 2],
        ["西县", 3, 4], ["注：不得突破。"],
    ):  # fmt: skip
        sheet.append(line)
    for place in ("A1:C1", "A2:C2", "A4:A5", "B4:C4"):
        sheet.merge_cells(place)
    book.create_sheet("空表")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_workbook_gives_lines_and_its_grid() -> None:
    before, title, table, note = read_notice_table(workbook(), "附件1.xlsx").blocks
    assert isinstance(table, ReadTable)
    assert [block.text for block in (before, title, note) if isinstance(block, ReadLine)] == [
        "附件1",
        "推荐名额分配表",
        "注：不得突破。",
    ]
    assert [(c.text, c.row, c.column, c.rows, c.columns) for c in table.cells] == [
        ("单位", 0, 0, 2, 1), ("名额", 0, 1, 1, 2), ("甲", 1, 1, 1, 1), ("乙", 1, 2, 1, 1),
        ("东县", 2, 0, 1, 1), ("1", 2, 1, 1, 1), ("2", 2, 2, 1, 1),
        ("西县", 3, 0, 1, 1), ("3", 3, 1, 1, 1), ("4", 3, 2, 1, 1),
    ]  # fmt: skip


def test_a_csv_gives_the_same_kind_of_table() -> None:
    (table,) = read_notice_table("单位,名额\n甲县,2\n".encode("gb18030"), "名额.csv").blocks
    assert isinstance(table, ReadTable)
    assert [cell.text for cell in table.cells] == ["单位", "名额", "甲县", "2"]

"""Excel papers: a list reads back as the list it was, merged where the form is merged, set to print."""

import io

import openpyxl
import pytest

from pingxuan.core.papers.quota_table import quota_table
from pingxuan.core.papers.summaries import summary
from pingxuan.documents.read_table import read_table
from pingxuan.documents.write_xlsx import write_xlsx
from tests.documents.invented import (
    CONTEXT,
    DIGEST,
    annex_award,
    every_paper,
    filled,
    small_award,
    summary_facts,
)


def sheet_of(data: bytes) -> "openpyxl.worksheet.worksheet.Worksheet":
    return openpyxl.load_workbook(io.BytesIO(data)).active


@pytest.mark.parametrize("count", [1, 3])
def test_a_summary_reads_back_as_it_was(count: int) -> None:
    data = write_xlsx([summary(annex_award(), summary_facts(count))], CONTEXT)
    (sheet,) = read_table(data, "汇总表.xlsx")
    rows = [[cell.text for cell in row] for row in sheet.rows]
    assert rows[0][0] == "附件4"
    assert rows[1][0] == "“微笑新疆示范单位”推荐汇总表"
    assert rows[3] == ["序号", "单位名称", "单位地址", "联系人", "联系电话"]
    assert rows[4:] == [
        [str(n), f"某某市第{n}服务窗口", f"某某市某某路{n}号", person, f"1380000{n:04d}"]
        for n, person in [(1, "张㛃"), (2, "阿依古丽·买买提"), (3, "张㛃")][:count]
    ]


def test_counts_are_numbers_that_add_up() -> None:
    sheet = sheet_of(write_xlsx([quota_table(annex_award())], CONTEXT))
    assert [sheet.cell(row, 3).value for row in range(3, 8)] == ["名额", 8, 35, 10, 53]


def test_the_form_is_merged_like_the_annex() -> None:
    sheet = sheet_of(write_xlsx([filled(annex_award())], CONTEXT))
    assert sorted(map(str, sheet.merged_cells.ranges)) == [
        "A1:D1",
        "A2:D2",
        "A3:D3",
        "B10:D10",
        "B7:D7",
        "B8:D8",
        "B9:D9",
    ]
    assert sheet["A8"].value == "主\n要\n事\n迹"


def test_it_prints_on_a4_with_the_code_above() -> None:
    sheet = sheet_of(write_xlsx([filled(annex_award())], CONTEXT))
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert "WM31-A000H-0200" in sheet.oddHeader.right.text
    assert DIGEST in sheet.oddHeader.right.text


def test_a_digest_with_signs_excel_reads_is_still_text() -> None:
    sheet = sheet_of(write_xlsx([filled(annex_award(), digest="&P&Z")], CONTEXT))
    assert "&&P&&Z" in sheet.oddHeader.right.text


def test_a_list_lengthways_repeats_its_heading_row() -> None:
    sheet = sheet_of(write_xlsx([every_paper(annex_award())["merged summary"]], CONTEXT))
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$4:$4"


def test_a_photograph_hangs_beside_the_first_rows() -> None:
    sheet = sheet_of(write_xlsx([every_paper(small_award())["blank form"]], CONTEXT))
    photo = next(
        str(area) for area in sheet.merged_cells.ranges if sheet[str(area).split(":")[0]].value == "（照片）"
    )
    assert [bound[-1] for bound in photo.split(":")] == ["3", "4"]

"""Word papers: plain tables on a fixed grid, typefaces with stand-ins, the code where it survives."""

import io
import re
import zipfile

import docx
import pytest
import zxingcpp
from docx.oxml.ns import qn
from PIL import Image

from pingxuan.core.page_code import PageCode, decode, encode, grouped
from pingxuan.core.papers.decision import decision
from pingxuan.core.papers.summaries import summary
from pingxuan.documents.docx_parts import FONTS
from pingxuan.documents.write_docx import write_docx
from tests.documents.invented import (
    AT,
    CONTEXT,
    DEEDS,
    annex_award,
    decision_facts,
    every_paper,
    filled,
    small_award,
    summary_facts,
)

CODE = PageCode("WM31", "A", 17, 2, 0)


def opened(data: bytes) -> "docx.document.Document":
    return docx.Document(io.BytesIO(data))


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def test_the_filled_form_is_the_annex_cell_for_cell() -> None:
    table = opened(write_docx([filled(annex_award())], CONTEXT)).tables[0]
    rows = [list(dict.fromkeys(cell.text.replace("\n", "") for cell in row.cells)) for row in table.rows]
    assert rows[:4] == [
        ["单位名称", "某某市客运站服务台", "单位性质", "国企"],
        ["负责人", "张㛃", "联系电话", "13800000000"],
        ["员工人数", "12", "设立时间", "2016年5月"],
        ["地　址", "某某市某某路1号"],
    ]
    assert rows[4] == ["主要事迹", DEEDS.replace("\n", "")]


@pytest.mark.parametrize("award", [annex_award(), small_award()], ids=["annex", "small"])
def test_cells_grid_and_table_agree_on_every_width(award: object) -> None:
    for paper in every_paper(award).values():  # type: ignore[arg-type]
        for table in opened(write_docx([paper], CONTEXT)).tables:
            grid = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.findall(qn("w:gridCol"))]
            for row in table._tbl.tr_lst:
                widths = [int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in row.tc_lst]
                spans = [cell.grid_span for cell in row.tc_lst]
                assert sum(spans) == len(grid)
                assert abs(sum(widths) - sum(grid)) <= len(grid) + 2


def test_it_has_no_controls_no_protection_and_rows_stay_whole() -> None:
    data = write_docx([filled(annex_award())], CONTEXT)
    document = part(data, "word/document.xml")
    assert "<w:sdt" not in document
    assert "documentProtection" not in part(data, "word/settings.xml")
    rows = opened(data).tables[0]._tbl.tr_lst
    held = [row.trPr.find(qn("w:cantSplit")) is not None for row in rows]
    assert held == [True, True, True, True, False, True, True]


def test_every_face_names_the_font_windows_has_in_its_place() -> None:
    fonts = part(write_docx([filled(annex_award())], CONTEXT), "word/fontTable.xml")
    assert dict(re.findall(r'w:name="([^"]+)"><w:altName w:val="([^"]+)"', fonts)) == dict(FONTS.values())


def test_the_page_code_stands_in_header_properties_and_bookmark() -> None:
    data = write_docx([filled(annex_award())], CONTEXT)
    document = opened(data)
    header = document.sections[0].header
    assert grouped(CODE) in header.paragraphs[0].text
    assert "第2版" in header.paragraphs[0].text
    assert document.core_properties.keywords == encode(PageCode("WM31", "A", 17, 2))
    assert re.findall(r'w:name="PX_(\w+)"', part(data, "word/document.xml")) == [encode(CODE)]


def test_the_code_in_the_header_scans_as_the_whole_file() -> None:
    with zipfile.ZipFile(io.BytesIO(write_docx([filled(annex_award())], CONTEXT))) as package:
        pictures = [package.read(name) for name in package.namelist() if name.endswith(".png")]
    read = [zxingcpp.read_barcodes(Image.open(io.BytesIO(data)).convert("L")) for data in pictures]
    assert [decode(found.text) for one in read for found in one] == [CODE]


def test_properties_are_the_papers_and_the_given_time() -> None:
    said = opened(write_docx([decision(decision_facts())], CONTEXT)).core_properties
    assert (said.title, said.author) == ("关于授予“文明窗口”和“服务标兵”称号的决定", decision_facts().organ)
    assert (said.created, said.modified) == (AT, AT)


def test_a_letter_has_the_margins_of_the_standard() -> None:
    section = opened(write_docx([decision(decision_facts())], CONTEXT)).sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]


def test_each_paper_is_a_section_whose_pages_count_from_one() -> None:
    papers = [filled(annex_award()), every_paper(annex_award())["roster"]]
    document = opened(write_docx(papers, CONTEXT))
    assert [section.orientation.name for section in document.sections] == ["PORTRAIT", "LANDSCAPE"]
    starts = [section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for section in document.sections]
    assert starts == ["1", "1"]
    assert [
        len(section.header._element.findall(f".//{qn('w:drawing')}")) for section in document.sections
    ] == [1, 0]


def test_the_heading_row_of_a_list_is_repeated() -> None:
    table = opened(write_docx([summary(annex_award(), summary_facts(3))], CONTEXT)).tables[0]
    repeated = [row.trPr.find(qn("w:tblHeader")) is not None for row in table._tbl.tr_lst]
    assert repeated == [True, False, False, False]

"""Every kind of paper in every format: nothing that is said gets lost, hostile text stays text."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from pingxuan.core.definition import Award
from pingxuan.core.paper import Paper
from pingxuan.documents.writers import WRITERS
from tests.documents.invented import CONTEXT, annex_award, every_paper, filled, small_award
from tests.documents.reading import docx_text, pdf_pages, said_in, squeezed, xlsx_text

READERS: dict[str, Callable[[bytes], str]] = {
    "docx": docx_text,
    "xlsx": xlsx_text,
    "pdf": lambda data: "".join(pdf_pages(data)),
}
HOSTILE = [
    "=1+1",
    "+cmd|'/c calc'!A0",
    "@SUM(A1)",
    "-2+3",
    "<b>粗</b>",
    "<script>alert(1)</script>",
    "#set text(red)",
    '#eval("1")',
    "{{7*7}}",
    "$x$ *强* _斜_ `码`",
    "[甲]<乙> @引",
    "= 标题",
    "// 注 /* 释 */",
    '"引号" \\u{41} \\n',
    "https://example.invalid/a?b=c&d=e",
    "</w:t></w:r>&amp;",
]
CUT = {"甲\x00乙\x07丙": "甲乙丙", "甲\u202e乙\u2066丙": "甲乙丙", "甲\ud800乙": "甲乙"}


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("award", [annex_award(), small_award()], ids=["annex", "small"])
def test_every_kind_says_all_it_has_to_say(name: str, award: Award) -> None:
    for kind, paper in every_paper(award).items():
        text = READERS[name](WRITERS[name]([paper], CONTEXT))
        lacking = [said for said in said_in(paper) if said not in text]
        assert lacking == [], f"{kind} as {name}"


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_papers_and_time_give_the_same_bytes(name: str) -> None:
    papers = list(every_paper(annex_award()).values())
    assert WRITERS[name](papers, CONTEXT) == WRITERS[name](papers, CONTEXT)


@pytest.mark.parametrize("name", WRITERS)
def test_many_papers_make_one_file(name: str) -> None:
    papers = [filled(annex_award(), name=f"第{number}窗口") for number in range(3)]
    text = READERS[name](WRITERS[name](papers, CONTEXT))
    assert [text.count(f"第{number}窗口") for number in range(3)] == [1, 1, 1]


@pytest.mark.parametrize("name", WRITERS)
def test_hostile_text_stays_text(name: str) -> None:
    for hostile in HOSTILE:
        paper = filled(annex_award(), name=hostile, address=hostile, deeds=hostile, filing_unit=hostile)
        text = READERS[name](WRITERS[name]([paper], CONTEXT))
        assert text.count(squeezed(hostile)) >= 4, hostile


@pytest.mark.parametrize("name", WRITERS)
def test_what_cannot_be_printed_is_left_out(name: str) -> None:
    for given, shown in CUT.items():
        text = READERS[name](WRITERS[name]([filled(annex_award(), head=given)], CONTEXT))
        assert text.count(shown) == 1
        assert "\x00" not in text


def test_a_workbook_holds_no_formula_and_phones_as_text() -> None:
    papers = [filled(annex_award(), **dict.fromkeys(("name", "head", "deeds"), text)) for text in HOSTILE]
    book = openpyxl.load_workbook(BytesIO(WRITERS["xlsx"](papers, CONTEXT)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert [cell.value for cell in cells if cell.value == "13800000000"] == ["13800000000"] * len(HOSTILE)


@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_office_files_carry_nothing_that_runs_or_reaches_out(name: str) -> None:
    data = WRITERS[name]([filled(annex_award(), deeds="https://example.invalid/x")], CONTEXT)
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = package.namelist()
        relations = b"".join(package.read(part) for part in names if part.endswith(".rels"))
    assert [part for part in names if part.endswith((".bin", ".vml"))] == []
    assert b'TargetMode="External"' not in relations


def paper_names(papers: list[Paper]) -> list[str]:
    return openpyxl.load_workbook(BytesIO(WRITERS["xlsx"](papers, CONTEXT))).sheetnames


def test_sheets_are_named_by_their_papers() -> None:
    named = [filled(annex_award()) for _ in range(2)]
    assert paper_names(named) == ["某某市客运站服务台", "某某市客运站服务台（2）"]


@pytest.mark.parametrize(
    ("given", "shown"),
    [("[甲]:*?/\\'乙", "甲乙"), ("'\n", "推荐表"), ("某" * 40, "某" * 31), ("", "推荐表")],
)
def test_sheet_names_are_such_as_excel_allows(given: str, shown: str) -> None:
    assert paper_names([replace(filled(annex_award()), name=given)]) == [shown]

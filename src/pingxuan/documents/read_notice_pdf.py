"""PDF files with text as blocks of a notice: lines joined to paragraphs, ruled tables as grids."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pingxuan.core.notice.compose import ReadBlock, ReadCell, ReadFile, ReadLine, ReadTable
from pingxuan.documents.package import refuse
from pingxuan.documents.pdf_grids import RuledTable, ruled_tables
from pingxuan.documents.pdf_lines import Character, PageLine, lines_of, paragraphs, without_furniture
from pingxuan.documents.table_blocks import table_blocks

SECONDS = 10
"""Wall-clock time of the reading process, which has 1.5 seconds of processor time."""
LEAST_CHARACTERS = 20
NARROWEST = 0.8
"""Share of the page's width that the text's right edge lies at the least; GB/T 9704 has 0.88."""
_WHY = {
    "file_encrypted": "PDF 设有打开密码。请取消密码后重新上传。",
    "file_damaged": "PDF 已损坏，打不开。请重新导出后再上传。",
    "file_too_complex": "PDF 过大或过于复杂，不像一份通知。请只留通知和附件的页面后再上传。",
}


@dataclass
class _Page:
    """A page being read: its lines outside tables and its tables with their cells' text."""

    lines: list[PageLine]
    tables: list[tuple[RuledTable, ReadTable]]
    width: float
    height: float
    edges: tuple[float, float] = (0.0, 0.0)
    """Left and right edge of the text, the same for all pages of one width."""


def read_notice_pdf(data: bytes, name: str) -> ReadFile:
    """What the document says. Raises Refused when it is a scan, has a password, or is damaged."""
    marks = _marks(data)
    count = sum(bool(mark[0].strip()) for page in marks for mark in page["characters"])
    if count < LEAST_CHARACTERS:
        refuse("pdf_is_scan", "这是扫描件，里面只有图片没有文字。请上传通知的 Word 文件，或粘贴通知文字。")
    if 4 * sum(_is_garbled(mark[0]) for page in marks for mark in page["characters"]) > count:
        refuse(
            "pdf_is_garbled", "PDF 里的文字没有编码，读出来是乱码。请上传通知的 Word 文件，或粘贴通知文字。"
        )
    pages = [_page(page, number) for number, page in enumerate(marks)]
    kept = without_furniture([page.lines for page in pages], [page.height for page in pages])
    for page, lines in zip(pages, kept, strict=True):
        page.lines = lines
    for page in pages:
        alike = [line for other in pages if round(other.width) == round(page.width) for line in other.lines]
        right = max([NARROWEST * page.width, *(line.right for line in alike)])
        page.edges = (min((line.left for line in alike), default=0.0), right)
    return ReadFile(name, tuple(_blocks(pages, name)))


def _marks(data: bytes) -> list[dict[str, Any]]:
    """The characters and lines of every page, from the process that reads them."""
    command = [sys.executable, "-I", "-m", "pingxuan.documents.pdf_marks"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        refuse("file_too_complex", _WHY["file_too_complex"])
    told = (
        json.loads(done.stdout) if done.returncode == 0 and done.stdout else {"refused": "file_too_complex"}
    )
    if "refused" in told:
        refuse(str(told["refused"]), _WHY[str(told["refused"])])
    return list(told["pages"])


def _is_garbled(mark: str) -> bool:
    return mark == "\ufffd" or "\ue000" <= mark <= "\uf8ff" or (mark < " " and not mark.isspace())


def _page(marks: dict[str, Any], number: int) -> _Page:
    characters: list[Character] = [tuple(one) for one in marks["characters"]]
    tables = []
    for table in ruled_tables([tuple(rule) for rule in marks["rules"]]):
        inside = [one for one in characters if _is_in(one, table.place)]
        if not inside:
            continue
        characters = [one for one in characters if not _is_in(one, table.place)]
        cells = tuple(
            ReadCell(box.row, box.column, "\n".join(line.text for line in lines_of(_within(inside, box.place))),
                     box.rows, box.columns)
            for box in table.boxes
        )  # fmt: skip
        tables.append((table, ReadTable(cells)))
    return _Page(lines_of(characters, number), tables, marks["width"], marks["height"])


def _within(characters: Sequence[Character], place: tuple[float, float, float, float]) -> list[Character]:
    return [one for one in characters if _is_in(one, place)]


def _is_in(one: Character, place: tuple[float, float, float, float]) -> bool:
    """Whether the middle of a character lies in a place."""
    across, up = (one[1] + one[2]) / 2, one[3] + 0.35 * one[4]
    return place[0] <= across < place[2] and place[1] <= up < place[3]


def _blocks(pages: Sequence[_Page], name: str) -> Iterator[ReadBlock]:
    """Paragraphs and tables of all pages in order; a table that runs over the page's end is one."""
    edges = [page.edges for page in pages]
    waiting: list[PageLine] = []
    table: tuple[RuledTable, ReadTable] | None = None
    for number, page in enumerate(pages):
        for found in _in_order(page):
            if isinstance(found, PageLine):
                yield from _told(table)
                table = None
                waiting.append(found)
                continue
            yield from _lines(waiting, edges, name)
            waiting = []
            ruled, read = found
            read = ReadTable(read.cells, f"{name} 第 {number + 1} 页")
            if table and _continues(table[0], ruled):
                table = (ruled, _joined(table[1], read))
            else:
                yield from _told(table)
                table = (ruled, read)
    yield from _told(table)
    yield from _lines(waiting, edges, name)


def _in_order(page: _Page) -> list[PageLine | tuple[RuledTable, ReadTable]]:
    placed: list[tuple[float, PageLine | tuple[RuledTable, ReadTable]]] = [
        (-line.baseline, line) for line in page.lines
    ]
    placed += [(-found[0].place[3], found) for found in page.tables]
    return [found for _, found in sorted(placed, key=lambda one: one[0])]


def _lines(
    waiting: Sequence[PageLine], edges: Sequence[tuple[float, float]], name: str
) -> Iterator[ReadLine]:
    for text, page in paragraphs(waiting, edges):
        yield ReadLine(text, f"{name} 第 {page + 1} 页")


def _told(table: tuple[RuledTable, ReadTable] | None) -> Iterator[ReadBlock]:
    yield from table_blocks(table[1]) if table else ()


def _continues(before: RuledTable, after: RuledTable) -> bool:
    """Whether a table has the same columns as the one that ended the page before."""
    same = len(before.edges) == len(after.edges)
    return same and all(abs(a - b) < 4 for a, b in zip(before.edges, after.edges, strict=True))


def _joined(before: ReadTable, after: ReadTable) -> ReadTable:
    """Both as one; a heading row printed again on the new page stands once."""
    again = _row(before) == _row(after) and any(_row(before))
    rows = max(cell.row + cell.rows for cell in before.cells) - int(again)
    moved = (
        ReadCell(cell.row + rows, cell.column, cell.text, cell.rows, cell.columns)
        for cell in after.cells
        if not (again and cell.row == 0)
    )
    return ReadTable((*before.cells, *moved), before.origin)


def _row(table: ReadTable) -> list[str]:
    return [cell.text for cell in table.cells if cell.row == 0]

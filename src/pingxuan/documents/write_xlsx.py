"""Papers as an Excel workbook, one sheet each; text is always text, never a formula or a number."""

import io
import re
from collections.abc import Sequence
from datetime import UTC
from itertools import accumulate
from typing import Any

import xlsxwriter

from pingxuan.core.page_code import WHOLE_FILE, digest_shown, encode, grouped
from pingxuan.core.paper import (
    Align,
    AnnexNote,
    AnnexPage,
    Cell,
    CertificateFace,
    Face,
    Heading,
    HeadingLine,
    Imprint,
    PageStyle,
    Paper,
    Paragraph,
    Place,
    RedHead,
    Signature,
    Table,
    placed,
    printable,
)
from pingxuan.documents.fitting import MM, fitting_size, text_height, width_in_ems
from pingxuan.documents.writing import WritingContext
from pingxuan.documents.xlsx_sheet import Book, Sheet

_FULL_WIDTH = {PageStyle.LETTER: 156.0, PageStyle.CERTIFICATE: 220.0}
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


def write_xlsx(papers: Sequence[Paper], context: WritingContext) -> bytes:
    """All papers in one workbook, a sheet for each, set to print on A4."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, {**options, "strings_to_numbers": False}) as book:
        at = context.at.astimezone(UTC).replace(tzinfo=None)
        codes = [encode(paper.page_code) for paper in papers if paper.page_code]
        book.set_properties(
            {
                "title": printable(papers[0].full_title)[:255],
                "author": printable(papers[0].author)[:255],
                "keywords": " ".join(codes)[:255],
                "created": at,
            }
        )
        shared, taken = Book(book), set[str]()
        for paper in papers:
            sheet = book.add_worksheet(_sheet_name(paper, taken))
            _write_paper(Sheet(shared, sheet, _edges(paper)), paper)
    return out.getvalue()


def _sheet_name(paper: Paper, taken: set[str]) -> str:
    plain = _FORBIDDEN_IN_NAMES.sub("", printable(paper.name).replace("\n", "")).strip() or paper.kind.label
    name, number = plain[:31], 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[:26]}（{number}）"
    taken.add(name.casefold())
    return name


def _edges(paper: Paper) -> list[float]:
    """Column edges in mm that serve all tables of the paper; edges closer than 2 mm fall together."""
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    if not tables:
        return [0.0, _FULL_WIDTH.get(paper.style, 160.0)]
    every = sorted({round(edge, 1) for table in tables for edge in accumulate(table.widths, initial=0.0)})
    kept = [0.0]
    for edge in every:
        if edge - kept[-1] >= 2:
            kept.append(edge)
    return kept


def _write_paper(sheet: Sheet, paper: Paper) -> None:
    page = sheet.sheet
    page.set_paper(9)
    page.fit_to_pages(1, 1 if paper.style is PageStyle.FORM else 0)
    page.center_horizontally()
    page.set_margins(left=0.8, right=0.8, top=1.0, bottom=0.7)
    page.hide_gridlines(2)
    if paper.landscape:
        page.set_landscape()
    if paper.page_code:
        code = paper.page_code.on_page(WHOLE_FILE)
        digest = f"　内容摘要 {digest_shown(paper.digest)[:100]}".replace("&", "&&") if paper.digest else ""
        page.set_header(f"&R&8编码 {grouped(code)}{digest}")
    page.set_footer("&C&9第&P页　共&N页")
    for column, (left, right) in enumerate(zip(sheet.edges, sheet.edges[1:], strict=False)):
        page.set_column(column, column, (right - left) / 1.95)
    _write_blocks(sheet, paper)


def _write_blocks(sheet: Sheet, paper: Paper) -> None:
    if paper.annex:
        sheet.line(paper.annex, face=Face.HEI, size=14.0)
    titled = paper.style is PageStyle.CERTIFICATE
    for block in paper.blocks:
        if not titled and not isinstance(block, RedHead):
            for line in paper.title:
                sheet.line(line, face=Face.TITLE, size=18.0, align=Align.CENTER, height=32.0)
            titled = True
        if isinstance(block, Table):
            _write_table(sheet, block)
        else:
            for text, look in _lines(block):
                sheet.line(text, **look)


def _lines(block: object) -> list[tuple[str, dict[str, Any]]]:
    match block:
        case HeadingLine(parts=parts):
            return [("　　".join(parts), {"size": 11.0, "height": 24.0})]
        case Heading(head=head, text=text):
            return [(head + text, {"face": Face.HEI if not text else Face.FANG})]
        case Paragraph(text=text, indent=indent, align=align):
            return [("　　" * indent + text, {"align": align})]
        case RedHead(organ=organ, number=number):
            red = {"face": Face.TITLE, "size": 24.0, "align": Align.CENTER, "red": True, "height": 48.0}
            return [(organ, red), (number, {"align": Align.CENTER})]
        case AnnexNote(items=items):
            return [(f"附件：{'；'.join(items)}", {})]
        case Signature(organ=organ, day=day):
            return [(organ, {"align": Align.RIGHT}), (day, {"align": Align.RIGHT})]
        case AnnexPage(label=label, title=title):
            look = {"face": Face.TITLE, "size": 16.0, "align": Align.CENTER}
            return [(label, {"face": Face.HEI}), *((line, look) for line in title)]
        case Imprint(issued_by=by, issued_on=on, copies_to=copies):
            copied: list[tuple[str, dict[str, Any]]] = [(f"抄送：{copies}。", {})] if copies else []
            return [*copied, (f"{by}　　{on}印发", {})]
        case CertificateFace():
            return _certificate_lines(block)
    raise TypeError(block)


def _certificate_lines(face: CertificateFace) -> list[tuple[str, dict[str, Any]]]:
    big = {"face": Face.TITLE, "size": 28.0, "align": Align.CENTER, "red": True, "height": 60.0}
    kai = {"face": Face.KAI, "size": 18.0}
    right = {**kai, "align": Align.RIGHT}
    return [
        (face.heading, big),
        (f"{face.recipient}：", kai),
        (f"　　{face.text}", kai),
        (face.honour, big),
        (face.organ, right),
        (face.day, right),
        (f"证书编号：{face.number}", {}),
    ]


def _write_table(sheet: Sheet, table: Table) -> None:
    lefts = list(accumulate(table.widths, initial=0.0))
    heights = [row.height or 0.0 for row in table.rows]
    for place, cell in placed(table):
        left = sheet.column(lefts[place.column])
        right = sheet.column(lefts[place.column + cell.colspan])
        size = fitting_size(cell, place, min(table.size, 12.0))
        text = _cell_text(cell, place, size)
        sheet.put(
            sheet.row + place.row,
            left,
            cell.rowspan,
            right - left,
            text,
            face=cell.face,
            size=size,
            align=cell.align,
            ruled=table.ruled,
            top=cell.top,
            number=cell.number,
        )
        if cell.rowspan == 1:
            needed = text_height(text, place.width, size) + 3
            heights[place.row] = max(heights[place.row], needed)
    for number, height in enumerate(heights):
        sheet.sheet.set_row(sheet.row + number, min(400, height * MM))
    if table.header_rows:
        sheet.sheet.repeat_rows(sheet.row, sheet.row + table.header_rows - 1)
    sheet.row += len(table.rows)


def _cell_text(cell: Cell, place: Place, size: float) -> str:
    """The text, one character a line in tall labels; seal lines below it, pushed to the right by blanks."""
    if cell.vertical:
        return "\n".join(char for char in cell.text if not char.isspace())
    ems = place.width * MM / size
    pushed = ["　" * max(0, int(ems - width_in_ems(line) - 4)) + line for line in cell.seal]
    return "\n".join([cell.text, "", *pushed]) if pushed else cell.text

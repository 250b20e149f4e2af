"""Reads written papers back as plain text, for comparison."""

import io
import re
from collections.abc import Sequence

import docx
import openpyxl
import pypdfium2

from pingxuan.core.paper import Paper
from pingxuan.documents.write_pdf import write_pdf
from pingxuan.documents.writing import WritingContext

PT_PER_MM = 72 / 25.4


def squeezed(text: str) -> str:
    """The text without white space, as line breaks fall differently in every format."""
    return re.sub(r"\s", "", text)


def pdf_pages(data: bytes) -> list[str]:
    """The text of each page, without white space."""
    with pypdfium2.PdfDocument(data) as document:
        return [squeezed(page.get_textpage().get_text_bounded()) for page in document]


def pdf_of(papers: Sequence[Paper], context: WritingContext) -> list[str]:
    """The pages of the papers as PDF."""
    return pdf_pages(write_pdf(papers, context))


def pdf_sizes(data: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in mm."""
    with pypdfium2.PdfDocument(data) as document:
        return [
            (round(page.get_width() / PT_PER_MM), round(page.get_height() / PT_PER_MM)) for page in document
        ]


def docx_text(data: bytes) -> str:
    """All text of a Word file's body, tables included, without white space."""
    document = docx.Document(io.BytesIO(data))
    found = []
    for block in document.iter_inner_content():
        if isinstance(block, docx.table.Table):
            for row in block.rows:
                cells = {cell._tc: cell.text for cell in row.cells}
                found += cells.values()
        else:
            found.append(block.text)
    return squeezed("".join(found))


def xlsx_text(data: bytes) -> str:
    """All text of a workbook, without white space."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    values = (value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)
    return squeezed("".join(str(value) for value in values if value is not None))


def said_in(paper: Paper) -> list[str]:
    """Every text of a paper that must be found in whatever format it is written."""
    texts: list[str] = [paper.annex, *paper.title]
    for block in paper.blocks:
        texts += [
            getattr(block, name, "")
            for name in (
                "text",
                "head",
                "organ",
                "number",
                "day",
                "label",
                "recipient",
                "honour",
                "issued_by",
            )
        ]
        texts += [*getattr(block, "parts", ()), *getattr(block, "items", ())]
        for row in getattr(block, "rows", ()):
            texts += [text for cell in row.cells for text in (cell.text, *cell.seal)]
    return [squeezed(text) for text in texts if text.strip()]

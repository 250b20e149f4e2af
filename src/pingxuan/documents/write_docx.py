"""Papers as a Word file to edit: plain tables, official typefaces, the page code in the header."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from pingxuan.core.page_code import WHOLE_FILE, digest_shown, encode, grouped
from pingxuan.core.paper import Align, Face, PageStyle, Paper, RedHead, printable
from pingxuan.documents.docx_blocks import add_block, add_title
from pingxuan.documents.docx_parts import element, field, font_table, raw, shape, write_run
from pingxuan.documents.qr import qr_png
from pingxuan.documents.writing import WritingContext

_MARGINS = {
    PageStyle.LETTER: (37, 35, 28, 26),
    PageStyle.FORM: (30, 15, 25, 25),
    PageStyle.SUMMARY: (30, 20, 25, 25),
    PageStyle.CERTIFICATE: (22, 20, 38, 38),
}
"""Top, bottom, left and right in mm; letters by GB/T 9704-2012, 5.2."""
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def write_docx(papers: Sequence[Paper], context: WritingContext) -> bytes:
    """All papers in one docx file, each a section of its own whose pages count from 1."""
    document = docx.Document()
    document.settings.odd_and_even_pages_header_footer = True
    for number, paper in enumerate(papers):
        section = document.sections[0] if number == 0 else document.add_section(WD_SECTION.NEW_PAGE)
        _set_page(section, paper)
        _write_header(section, paper)
        _write_footer(section, paper)
        _write_body(document, paper, number, context)
    _write_properties(document, papers, context)
    out = io.BytesIO()
    document.save(out)
    return _repacked(out.getvalue())


def _set_page(section: Any, paper: Paper) -> None:
    width, height = (297, 210) if paper.landscape else (210, 297)
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.orientation = WD_ORIENT.LANDSCAPE if paper.landscape else WD_ORIENT.PORTRAIT
    top, bottom, left, right = _MARGINS[paper.style]
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.header_distance, section.footer_distance = Mm(5), Mm(24 if paper.style is PageStyle.LETTER else 8)
    layout = raw(section)
    layout.append(element("pgNumType", start=1))
    if paper.style is PageStyle.CERTIFICATE:
        sides = ("top", "left", "bottom", "right")
        edges = (element(side, val="thickThinSmallGap", sz=24, space=20, color="B08A3C") for side in sides)
        layout.append(element("pgBorders", *edges, offsetFrom="page"))


def _write_header(section: Any, paper: Paper) -> None:
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        paragraph = shape(header.paragraphs[0], align=Align.RIGHT)
        if paper.page_code is None:
            continue
        code = paper.page_code.on_page(WHOLE_FILE)
        version = f"第{code.version}版　" if code.version else ""
        digest = f"内容摘要 {digest_shown(paper.digest)}\n" if paper.digest else ""
        write_run(paragraph, f"{digest}{version}编码 {grouped(code)}　", Face.SONG, 7.5)
        paragraph.add_run().add_picture(io.BytesIO(qr_png(encode(code))), width=Mm(20))


def _write_footer(section: Any, paper: Paper) -> None:
    letter = paper.style is PageStyle.LETTER
    for footer, align in (
        (section.footer, Align.RIGHT if letter else Align.CENTER),
        (section.even_page_footer, Align.LEFT if letter else Align.CENTER),
    ):
        footer.is_linked_to_previous = False
        paragraph = shape(footer.paragraphs[0], align=align)
        if paper.style is PageStyle.CERTIFICATE:
            continue
        before, after, size = ("— ", " —", 14) if letter else ("第", "页", 10.5)
        write_run(paragraph, before, Face.SONG, size)
        field(paragraph, "PAGE", size)
        write_run(paragraph, after, Face.SONG, size)


def _write_body(document: Any, paper: Paper, number: int, context: WritingContext) -> None:
    if paper.annex:
        label = shape(document.add_paragraph(), after=6, keep=True)
        write_run(label, paper.annex, Face.HEI, 16)
    titled = paper.style is PageStyle.CERTIFICATE
    for block in paper.blocks:
        if not titled and not isinstance(block, RedHead):
            _bookmark(add_title(document, paper), paper, number)
            titled = True
        add_block(document, paper, block, context.picture)


def _bookmark(paragraph: Any, paper: Paper, number: int) -> None:
    if paper.page_code is None:
        return
    name = f"PX_{encode(paper.page_code.on_page(WHOLE_FILE))}"
    raw(paragraph).append(element("bookmarkStart", id=number, name=name))
    raw(paragraph).append(element("bookmarkEnd", id=number))


def _write_properties(document: Any, papers: Sequence[Paper], context: WritingContext) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    normal = document.styles["Normal"]
    normal.paragraph_format.space_after = Pt(0)
    said = document.core_properties
    at = context.at.astimezone(UTC).replace(tzinfo=None)
    said.title = printable(papers[0].full_title)[:255]
    said.author = said.last_modified_by = printable(papers[0].author)[:255]
    said.keywords = " ".join(encode(paper.page_code) for paper in papers if paper.page_code)[:255]
    said.created = said.modified = at
    said.comments = ""


def _repacked(data: bytes) -> bytes:
    """The same package with our font table and without the clock's marks."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            content = font_table() if entry.filename == "word/fontTable.xml" else source.read(entry)
            made = zipfile.ZipInfo(entry.filename, _ZIP_TIME)
            made.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(made, content)
    return out.getvalue()

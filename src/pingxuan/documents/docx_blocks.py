"""Blocks of a paper as paragraphs of Word."""

from collections.abc import Callable
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from pingxuan.core.paper import (
    Align,
    AnnexNote,
    AnnexPage,
    CertificateFace,
    Face,
    Heading,
    HeadingLine,
    Imprint,
    PageStyle,
    Paper,
    Paragraph,
    RedHead,
    Signature,
    Table,
)
from pingxuan.documents.docx_parts import RED, border, shape, write_run
from pingxuan.documents.docx_table import Pictures, add_table
from pingxuan.documents.fitting import MM, width_in_ems

LINE = 28.95
"""Exact line height of official letters in points, so that 22 lines fill a page."""
_TEXT_WIDTH = 156 * MM
_FACES = {1: Face.HEI, 2: Face.KAI}


def add_block(document: Any, paper: Paper, block: object, pictures: Pictures = lambda _: b"") -> None:
    """Appends one block in the manner of the paper's page style; ``pictures`` finds photographs by digest."""
    if isinstance(block, Table):
        add_table(document, block, pictures)
        shape(document.add_paragraph(), line=1 if paper.style is PageStyle.FORM else 6)
        return
    _WRITERS[type(block)](document, paper, block)


def add_title(document: Any, paper: Paper) -> Any:
    """Appends the title line by line; returns its first paragraph."""
    made = []
    for line in paper.title:
        paragraph = shape(document.add_paragraph(), align=Align.CENTER, line=34, keep=True)
        write_run(paragraph, line, Face.TITLE, 22)
        made.append(paragraph)
    made[-1].paragraph_format.space_after = Pt(LINE if paper.style is PageStyle.LETTER else 8)
    return made[0]


def _type_size(paper: Paper) -> float:
    return 16.0 if paper.style is PageStyle.LETTER else 12.0


def _paragraph(document: Any, paper: Paper, block: Paragraph) -> None:
    size = _type_size(paper)
    line = LINE if paper.style is PageStyle.LETTER else 20
    indent = 2 * size if block.indent else 0
    write_run(
        shape(document.add_paragraph(), align=block.align, line=line, indent=indent), block.text, size=size
    )


def _heading(document: Any, paper: Paper, block: Heading) -> None:
    size = _type_size(paper)
    indent = 2 * size if block.indent else 0
    paragraph = shape(document.add_paragraph(), line=LINE, indent=indent, keep=not block.text)
    write_run(paragraph, block.head, _FACES.get(block.level, Face.FANG), size)
    if block.text:
        write_run(paragraph, block.text, size=size)


def _heading_line(document: Any, paper: Paper, block: HeadingLine) -> None:
    width = 247 if paper.landscape else 160
    size = 14.0
    while size > 9 and width_in_ems("　".join(block.parts)) * size > width * MM:
        size -= 0.5
    paragraph = shape(document.add_paragraph(), line=22, after=3, keep=True)
    stops = paragraph.paragraph_format.tab_stops
    if len(block.parts) > 2:
        stops.add_tab_stop(Mm(width * 0.62), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
    for number, part in enumerate(block.parts):
        if number:
            paragraph.add_run("\t")
        write_run(paragraph, part, size=size)


def _red_head(document: Any, _: Paper, block: RedHead) -> None:
    size = min(46.0, 0.97 * _TEXT_WIDTH / width_in_ems(block.organ))
    paragraph = shape(document.add_paragraph(), align=Align.CENTER, before=35 * MM, line=60)
    write_run(paragraph, block.organ, Face.TITLE, size, RED)
    said = f"{block.number}　　　　签发人：{block.signer}" if block.signer else block.number
    number = shape(document.add_paragraph(), align=Align.CENTER, before=2 * LINE, line=LINE, after=2 * LINE)
    write_run(number, said, size=16)
    border(number, bottom={"sz": 12, "space": 11, "color": "D7261E"})


def _annex_note(document: Any, _: Paper, block: AnnexNote) -> None:
    for number, item in enumerate(block.items, 1):
        head = "附件：" if number == 1 else "　　　"
        mark = f"{number}．" if len(block.items) > 1 else ""
        before = LINE if number == 1 else 0
        paragraph = shape(document.add_paragraph(), line=LINE, before=before, indent=32, keep=True)
        write_run(paragraph, head + mark + item, size=16)


def _signature(document: Any, paper: Paper, block: Signature) -> None:
    size = _type_size(paper)
    organ, day = (width_in_ems(text) * size for text in (block.organ, block.day))
    edge = max(4 * size, (organ - day) / 2 + 2 * size)
    for text, right, before in (
        (block.organ, edge + day / 2 - organ / 2, 2 * LINE),
        (block.day, edge, 0),
    ):
        paragraph = document.add_paragraph()
        shape(paragraph, align=Align.RIGHT, line=LINE, before=before, right=right, keep=text is block.organ)
        write_run(paragraph, text, size=size)


def _annex_page(document: Any, _: Paper, block: AnnexPage) -> None:
    label = shape(document.add_paragraph(), line=LINE, after=LINE)
    label.paragraph_format.page_break_before = True
    write_run(label, block.label, Face.HEI, 16)
    for line in block.title:
        paragraph = shape(document.add_paragraph(), align=Align.CENTER, line=34)
        write_run(paragraph, line, Face.TITLE, 22)
    paragraph.paragraph_format.space_after = Pt(LINE / 2)


def _imprint(document: Any, _: Paper, block: Imprint) -> None:
    lines = [f"抄送：{block.copies_to}。"] if block.copies_to else []
    lines.append(f"{block.issued_by}\t{block.issued_on}印发")
    for number, text in enumerate(lines):
        paragraph = shape(document.add_paragraph(), line=24, before=LINE if number == 0 else 0)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(156), WD_TAB_ALIGNMENT.RIGHT)
        write_run(paragraph, text.split("\t")[0], size=14)
        if "\t" in text:
            paragraph.add_run("\t")
            write_run(paragraph, text.split("\t")[1], size=14)
        sides: dict[str, dict[str, object]] = {"top": {"sz": 8 if number == 0 else 6, "space": 1}}
        if number == len(lines) - 1:
            sides["bottom"] = {"sz": 8, "space": 1}
        border(paragraph, **sides)


def _certificate(document: Any, _: Paper, block: CertificateFace) -> None:
    said = (
        (block.heading, Face.TITLE, 48.0, Align.CENTER, 36.0, RED),
        (f"{block.recipient}：", Face.KAI, 28.0, Align.LEFT, 30.0, None),
        (block.text, Face.KAI, 26.0, Align.LEFT, 6.0, None),
        (block.honour, Face.TITLE, 36.0, Align.CENTER, 14.0, RED),
        (block.organ, Face.KAI, 20.0, Align.RIGHT, 30.0, None),
        (block.day, Face.KAI, 20.0, Align.RIGHT, 4.0, None),
        (f"证书编号：{block.number}", Face.KAI, 12.0, Align.LEFT, 6.0, None),
    )
    for text, face, size, align, before, color in said:
        indent = 2 * size if text is block.text else 0
        paragraph = shape(document.add_paragraph(), align=align, before=before, indent=indent)
        write_run(paragraph, text, face, size, color)


_WRITERS: dict[type, Callable[[Any, Paper, Any], None]] = {
    Paragraph: _paragraph,
    Heading: _heading,
    HeadingLine: _heading_line,
    RedHead: _red_head,
    AnnexNote: _annex_note,
    Signature: _signature,
    AnnexPage: _annex_page,
    Imprint: _imprint,
    CertificateFace: _certificate,
}

"""Pieces of a Word document in the typefaces and measures of official papers."""

from collections.abc import Iterable
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from pingxuan.core.paper import Align, Face, printable

FONTS: dict[Face, tuple[str, str]] = {
    Face.FANG: ("仿宋_GB2312", "仿宋"),
    Face.HEI: ("黑体", "SimHei"),
    Face.KAI: ("楷体_GB2312", "楷体"),
    Face.SONG: ("宋体", "SimSun"),
    Face.TITLE: ("方正小标宋简体", "宋体"),
}
"""The font each face asks for, and the one Windows has in its place."""
LATIN = "Times New Roman"
RED = RGBColor(0xD7, 0x26, 0x1E)
ALIGNMENT = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
_FONT_TABLE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def write_run(
    paragraph: Any, text: str, face: Face = Face.FANG, size: float = 14, color: RGBColor | None = None
) -> Any:
    """Adds text to a paragraph; a line break in it stays one."""
    run = paragraph.add_run(printable(text))
    run.font.size = Pt(size)
    run.font.name = LATIN
    raw(run).rPr.rFonts.set(qn("w:eastAsia"), FONTS[face][0])
    if face is Face.TITLE:
        run.font.bold = True
    if color is not None:
        run.font.color.rgb = color
    return run


def shape(
    paragraph: Any,
    *,
    align: Align = Align.LEFT,
    line: float | None = None,
    before: float = 0,
    after: float = 0,
    indent: float = 0,
    right: float = 0,
    keep: bool = False,
) -> Any:
    """Sets a paragraph: alignment, exact line height, spacing, first-line and right indent, all in points."""
    layout = paragraph.paragraph_format
    layout.alignment = ALIGNMENT[align]
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    if line is not None:
        layout.line_spacing = Pt(line)
    if indent:
        layout.first_line_indent = Pt(indent)
    if right:
        layout.right_indent = Pt(right)
    layout.keep_with_next = keep
    return paragraph


def element(tag: str, *children: Any, **attributes: object) -> Any:
    """A WordprocessingML element; attributes are in the same namespace."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def raw(thing: Any) -> Any:
    """The XML element of a run, a paragraph or a section, for what python-docx has no words for."""
    return thing._sectPr if hasattr(thing, "_sectPr") else thing._element  # noqa: SLF001  see above


def border(paragraph: Any, **sides: dict[str, object]) -> None:
    """Draws lines above or below a paragraph; each side with ``sz`` in eighths of a point and ``color``."""
    lines = (element(side, val="single", **look) for side, look in sides.items())
    raw(paragraph).get_or_add_pPr().insert_element_before(
        element("pBdr", *lines), "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def field(paragraph: Any, instruction: str, size: float, face: Face = Face.SONG) -> None:
    """Adds a field Word computes, such as PAGE."""
    for kind in ("begin", instruction, "end"):
        run = raw(write_run(paragraph, "", face, size))
        if kind == instruction:
            text = element("instrText")
            text.text = f" {instruction} "
            run.append(text)
        else:
            run.append(element("fldChar", fldCharType=kind))


def twips(mm: float) -> int:
    """Millimetres as twentieths of a point."""
    return int(Mm(mm).twips)


def font_table() -> bytes:
    """word/fontTable.xml with, for each official font, the name Windows or WPS has in its place."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in FONTS.values()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    latin = f'<w:font w:name="{LATIN}"><w:charset w:val="00"/></w:font>'
    return f'{head}<w:fonts xmlns:w="{_FONT_TABLE}">{latin}{fonts}</w:fonts>'.encode()


def paragraphs_of(text: str) -> Iterable[str]:
    """The lines of a text, each its own paragraph."""
    return printable(text).split("\n")

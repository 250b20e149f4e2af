"""Papers as PDF/A-2b, drawn by Typst from data; the same papers and time give the same bytes."""

import json
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
import typst

from pingxuan.core.finding import Finding, Refused
from pingxuan.core.page_code import encode, grouped
from pingxuan.core.paper import CertificateFace, Paper, Paragraph, Table, placed, printable
from pingxuan.documents.fonts import FontSet, font_set
from pingxuan.documents.qr import qr_svg
from pingxuan.documents.writing import WritingContext

TEMPLATE = Path(__file__).parent / "typst" / "main.typ"
MISSING = "〓"
"""The printers' mark for a character that is not in the case."""

_ONE_AT_A_TIME = threading.Lock()
_CODES_TRIED = (1, 4, 32, 256)


def write_pdf(papers: Sequence[Paper], context: WritingContext) -> bytes:
    """All papers in one PDF/A-2b file, fonts embedded, each paper's pages numbered from 1.

    Characters no font has are printed as 〓 and named in a note under the paper. Raises Refused when
    the papers cannot be drawn at all.
    """
    fonts = font_set(context.font_dirs)
    compiler = _compiler(context.font_dirs)
    for pages in _CODES_TRIED:
        data = json.dumps(_document(papers, fonts, pages), ensure_ascii=False)
        try:
            with _ONE_AT_A_TIME:
                pdf, warnings = compiler.compile_with_warnings(
                    sys_inputs={"data": data}, format="pdf", pdf_standards=["a-2b"], timestamp=context.at
                )
        except typst.TypstError as error:
            if "too few page codes" in str(error):
                continue
            raise _refused(str(error)) from error
        if warnings:
            raise _refused(str(warnings[0]))
        return pdf if isinstance(pdf, bytes) else b""
    raise _refused("more pages than page codes")


def missing_characters(papers: Sequence[Paper], context: WritingContext) -> tuple[str, ...]:
    """Characters of the papers that no font at hand can print, to warn before printing."""
    fonts = font_set(context.font_dirs)
    text = printable("".join(_strings(msgspec.to_builtins(papers))))
    return fonts.missing(text)


@lru_cache(maxsize=4)
def _compiler(font_dirs: tuple[Path, ...]) -> typst.Compiler:
    fonts = font_set(font_dirs)
    return typst.Compiler(
        input=str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=fonts.loaded, ignore_system_fonts=True
    )


def _refused(reason: str) -> Refused:
    return Refused(
        Finding("paper_not_drawn", f"文件未能排版成PDF，请改用Word格式，并把这句话告诉系统管理员：{reason}")
    )


def _document(papers: Sequence[Paper], fonts: FontSet, pages: int) -> dict[str, Any]:
    keywords = [encode(paper.page_code) for paper in papers if paper.page_code]
    document = {
        "title": papers[0].full_title,
        "author": papers[0].author,
        "keywords": keywords,
        "papers": [_paper(paper, fonts, pages) for paper in papers],
    }
    shown: dict[str, Any] = _shown(document, fonts)
    shown["families"] = {str(face.value): families for face, families in fonts.families.items()}
    shown["bold_title"] = fonts.bold_title
    return shown


def _paper(paper: Paper, fonts: FontSet, pages: int) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(paper)
    blocks = [_block(block) for block in paper.blocks]
    lacking = fonts.missing(printable("".join(_strings(plain))))
    if lacking:
        blocks.insert(_before_annexes(blocks), _block(_note(lacking)))
    plain["blocks"] = blocks
    code = paper.page_code
    numbers = range(1, pages + 1) if code else ()
    plain["codes"] = [
        {"text": grouped(code.on_page(n)), "svg": qr_svg(encode(code.on_page(n)))} for n in numbers if code
    ]
    plain["version"] = code.version if code else 0
    first = paper.blocks[0]
    verified = isinstance(first, CertificateFace) and first.verify_at
    plain["verify_svg"] = qr_svg(first.verify_at) if isinstance(first, CertificateFace) and verified else ""
    return plain


def _block(block: object) -> dict[str, Any]:
    plain: dict[str, Any] = {"type": type(block).__name__, **msgspec.to_builtins(block)}
    if isinstance(block, Table):
        plain["heights"] = [row.height for row in block.rows]
        plain["cells"] = [
            {
                **msgspec.to_builtins(cell),
                "x": place.column,
                "y": place.row,
                "room": {"width": place.width, "height": place.height},
            }
            for place, cell in placed(block)
        ]
        del plain["rows"]
    return plain


def _note(lacking: tuple[str, ...]) -> Paragraph:
    named = "、".join(f"U+{ord(char):04X}" for char in lacking)
    return Paragraph(
        text=f"注：打印字库缺字（{named}），本件以“{MISSING}”代替，请在打印后用签字笔补写。", indent=False
    )


def _before_annexes(blocks: Sequence[dict[str, Any]]) -> int:
    ends = ("Imprint", "AnnexPage")
    return next((place for place, block in enumerate(blocks) if block["type"] in ends), len(blocks))


def _strings(plain: Any) -> list[str]:
    if isinstance(plain, str):
        return [plain]
    if isinstance(plain, dict):
        return [text for value in plain.values() for text in _strings(value)]
    if isinstance(plain, (list, tuple)):
        return [text for value in plain for text in _strings(value)]
    return []


def _shown(plain: Any, fonts: FontSet) -> Any:
    """The same data with every string as it can be printed."""
    if isinstance(plain, str):
        return _printed(plain, fonts)
    if isinstance(plain, dict):
        return {key: _shown(value, fonts) for key, value in plain.items()}
    if isinstance(plain, (list, tuple)):
        return [_shown(value, fonts) for value in plain]
    return plain


def _printed(text: str, fonts: FontSet) -> str:
    text = printable(text)
    lacking = fonts.missing(text)
    return text.translate({ord(char): MISSING for char in lacking}) if lacking else text

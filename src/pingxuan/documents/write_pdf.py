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
from pingxuan.core.page_code import digest_shown, encode, grouped
from pingxuan.core.paper import Cell, CertificateFace, Paper, Place, Table, placed, printable
from pingxuan.documents.fitting import sizes_to_try
from pingxuan.documents.fonts import FontSet, font_set, is_variant_mark
from pingxuan.documents.qr import qr_modules
from pingxuan.documents.writing import WritingContext

TEMPLATE = Path(__file__).parent / "typst" / "main.typ"
MISSING = "〓"
"""The printers' mark for a character that is not in the case."""
NAMED = 8
"""How many missing characters a note names one by one."""

_ONE_AT_A_TIME = threading.Lock()
_ALLOWANCES = (1, 4, 64)
"""How many times the pages expected a paper may turn out to have, tried one after the other."""
_MOST_PAGES = 1295


def write_pdf(papers: Sequence[Paper], context: WritingContext) -> bytes:
    """All papers in one PDF/A-2b file, fonts embedded, each paper's pages numbered from 1.

    Characters no font has are printed as 〓 and named in the lower margin. Raises Refused when
    the papers cannot be drawn at all.
    """
    fonts = font_set(context.font_dirs)
    compiler = _compiler(context.font_dirs)
    pictures = _pictures(papers, context)
    for allowance in _ALLOWANCES:
        data = json.dumps(_document(papers, fonts, allowance) | {"pictures": pictures}, ensure_ascii=False)
        try:
            with _ONE_AT_A_TIME:
                pdf, warnings = compiler.compile_with_warnings(
                    sys_inputs={"data": data},
                    format="pdf",
                    pdf_standards=["a-2b"],
                    timestamp=context.at.replace(microsecond=0),
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


def _pictures(papers: Sequence[Paper], context: WritingContext) -> dict[str, list[int]]:
    """Digest → bytes of every photograph printed in a cell."""
    tables = (block for paper in papers for block in paper.blocks if isinstance(block, Table))
    digests = {cell.picture for table in tables for row in table.rows for cell in row.cells if cell.picture}
    found = {digest: list(context.picture(digest)) for digest in sorted(digests)}
    return {digest: data for digest, data in found.items() if data}


def _document(papers: Sequence[Paper], fonts: FontSet, allowance: int) -> dict[str, Any]:
    keywords = [encode(paper.page_code) for paper in papers if paper.page_code]
    document = {
        "title": papers[0].full_title,
        "author": papers[0].author,
        "keywords": keywords,
        "papers": [_paper(paper, fonts, allowance) for paper in papers],
    }
    shown: dict[str, Any] = _shown(document, fonts)
    shown["families"] = {str(face.value): families for face, families in fonts.families.items()}
    shown["bold_title"] = fonts.bold_title
    return shown


def _paper(paper: Paper, fonts: FontSet, allowance: int) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(paper)
    blocks = [_block(block) for block in paper.blocks]
    said = printable("".join(_strings(plain)))
    plain["note"] = _note(fonts.missing(said))
    plain["blocks"] = blocks
    code = paper.page_code
    pages = min(_MOST_PAGES, allowance * _pages_expected(paper, len(said)))
    numbers = range(1, pages + 1) if code else ()
    plain["codes"] = [_qr(encode(code.on_page(n)), grouped(code.on_page(n))) for n in numbers if code]
    plain["digest"] = digest_shown(paper.digest)
    plain["version"] = code.version if code else 0
    first = paper.blocks[0]
    verified = isinstance(first, CertificateFace) and first.verify_at
    plain["verify"] = (
        _qr(first.verify_at, first.verify_at) if isinstance(first, CertificateFace) and verified else None
    )
    return plain


def _pages_expected(paper: Paper, characters: int) -> int:
    rows = sum(len(block.rows) for block in paper.blocks if isinstance(block, Table))
    return 1 + rows // 10 + characters // 1500


def _qr(text: str, shown: str) -> dict[str, Any]:
    wide, modules = qr_modules(text)
    return {"text": shown, "modules-wide": wide, "modules": modules}


def _block(block: object) -> dict[str, Any]:
    plain: dict[str, Any] = {"type": type(block).__name__, **msgspec.to_builtins(block)}
    if isinstance(block, Table):
        plain["heights"] = [row.height for row in block.rows]
        plain["cells"] = [_cell(cell, place, block.size) for place, cell in placed(block)]
        del plain["rows"]
    return plain


def _cell(cell: Cell, place: Place, usual: float) -> dict[str, Any]:
    fixed = cell.continued_as and cell.text and place.height is not None
    sizes, sure = sizes_to_try(cell, place, usual) if fixed else ([usual], True)
    return {
        **msgspec.to_builtins(cell),
        "x": place.column,
        "y": place.row,
        "room": {"width": place.width, "height": place.height},
        "sizes": sizes,
        "sure": sure,
    }


def _note(lacking: tuple[str, ...]) -> str:
    if not lacking:
        return ""
    named = "、".join(f"U+{ord(char):04X}" for char in lacking[:NAMED])
    more = f"等{len(lacking)}字" if len(lacking) > NAMED else ""
    return f"注：打印字库缺字（{named}{more}），本件以“{MISSING}”代替，请打印后用签字笔补写。"


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
    lacking = {ord(char): MISSING for char in fonts.missing(text)}
    unseen = {ord(char): "" for char in text if is_variant_mark(char) and ord(char) not in fonts.covered}
    return text.translate(lacking | unseen) if lacking or unseen else text

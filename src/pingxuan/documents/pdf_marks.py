"""Every character and ruled line of a PDF, read by PDFium in a process of its own: PDF in, one JSON document out."""

import ctypes
import json
import resource
import signal
import sys
from collections.abc import Iterator
from typing import Any

CPU_SECONDS = 1.5
"""Processor time the reading may take, start-up included; an honest notice takes a tenth."""
MEMORY_BYTES = 1024**3
MOST_PAGES = 80
MOST_CHARACTERS = 120_000
MOST_RULES = 30_000
_THIN = 3.0
"""Points; a filled box no thicker than this is a ruled line."""
_PATH, _FORM = 2, 5
_LINE_TO, _MOVE_TO = 0, 2
_DEEPEST_FORM = 3
Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


class _TooMuch(Exception):
    """More pages, characters or lines than a notice has."""


def main() -> None:
    """Reads standard input, writes ``{"pages": …}`` or ``{"refused": code}``."""
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump(_marks(sys.stdin.buffer.read()), sys.stdout)


def _marks(data: bytes) -> dict[str, Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return {"refused": "file_encrypted" if "assword" in str(error) else "file_damaged"}
    if len(document) > MOST_PAGES:
        return {"refused": "file_too_complex"}
    pages: list[dict[str, Any]] = []
    characters = rules = 0
    try:
        for page in document:
            pages.append(_page(page))
            characters += len(pages[-1]["characters"])
            rules += len(pages[-1]["rules"])
            if characters > MOST_CHARACTERS or rules > MOST_RULES:
                return {"refused": "file_too_complex"}
    except pypdfium2.PdfiumError:
        return {"refused": "file_damaged"}
    except _TooMuch:
        return {"refused": "file_too_complex"}
    return {"pages": pages}


def _page(page: Any) -> dict[str, Any]:
    import pypdfium2.raw as pdfium

    turned = page.get_rotation()
    width, height = page.get_size()
    left, bottom, right, top = page.get_mediabox()
    size = (right - left, top - bottom)
    text = page.get_textpage()
    characters = list(_characters(pdfium, text.raw, (left, bottom), size, turned))
    count = pdfium.FPDFPage_CountObjects(page.raw)
    objects = (pdfium.FPDFPage_GetObject(page.raw, index) for index in range(min(count, MOST_RULES * 4)))
    rules = []
    for rule in _rules(pdfium, objects, _SAME, 0):
        rules.append(_upright(rule, (left, bottom), size, turned))
        if len(rules) > MOST_RULES:
            raise _TooMuch
    return {"width": width, "height": height, "characters": characters, "rules": rules}


def _characters(
    pdfium: Any, text: Any, corner: tuple[float, float], size: tuple[float, float], turned: int
) -> Iterator[tuple[str, float, float, float, float]]:
    """Each character with its left and right edge, its baseline and its size, in points from the lower left."""
    count = pdfium.FPDFText_CountChars(text)
    if count > MOST_CHARACTERS:
        raise _TooMuch
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    high = 0
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if pdfium.FPDFText_IsGenerated(text, index) or code in (0, 10, 13):
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD
        high = 0
        pdfium.FPDFText_GetLooseCharBox(text, index, box)
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        placed = (box.left, y.value, box.right, y.value + pdfium.FPDFText_GetFontSize(text, index))
        x0, y0, x1, y1 = _upright(placed, corner, size, turned)
        if turned in (90, 270):
            across = _upright((box.left, box.bottom, box.right, box.top), corner, size, turned)
            x0, x1 = across[0], across[2]
        yield chr(code) if code < 0x110000 else "\ufffd", x0, x1, y0, abs(y1 - y0) or 10.0


def _rules(
    pdfium: Any, objects: Any, outer: Matrix, depth: int
) -> Iterator[tuple[float, float, float, float]]:
    """Straight lines level or upright, drawn as strokes or as thin filled boxes."""
    for one in objects:
        kind = pdfium.FPDFPageObj_GetType(one)
        if kind not in (_PATH, _FORM):
            continue
        own = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(one, own)
        matrix = _times((own.a, own.b, own.c, own.d, own.e, own.f), outer)
        if kind == _FORM and depth < _DEEPEST_FORM:
            count = min(pdfium.FPDFFormObj_CountObjects(one), MOST_RULES)
            inside = (pdfium.FPDFFormObj_GetObject(one, index) for index in range(count))
            yield from _rules(pdfium, inside, matrix, depth + 1)
        elif kind == _PATH:
            yield from _of_path(pdfium, one, matrix)


def _of_path(pdfium: Any, path: Any, matrix: Matrix) -> Iterator[tuple[float, float, float, float]]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    count = pdfium.FPDFPath_CountSegments(path)
    if count > MOST_RULES or not (fill.value or stroke.value):
        return
    lines = list(_straight(pdfium, path, count, matrix))
    if stroke.value:
        yield from (line for line in lines if abs(line[0] - line[2]) < 1 or abs(line[1] - line[3]) < 1)
    elif lines:
        xs, ys = [v for a in lines for v in (a[0], a[2])], [v for a in lines for v in (a[1], a[3])]
        if max(xs) - min(xs) <= _THIN or max(ys) - min(ys) <= _THIN:
            yield min(xs), min(ys), max(xs), max(ys)


def _straight(
    pdfium: Any, path: Any, count: int, matrix: Matrix
) -> Iterator[tuple[float, float, float, float]]:
    """The straight segments of a path, those that close it too."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    first = last = (0.0, 0.0)
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        here = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == _LINE_TO:
            yield (*last, *here)
        first = here if kind == _MOVE_TO else first
        last = here
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield (*here, *first)


def _times(own: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = own
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _upright(
    box: tuple[float, float, float, float],
    corner: tuple[float, float],
    size: tuple[float, float],
    turned: int,
) -> tuple[float, float, float, float]:
    """A box as it stands on the page the way it is shown, lower left corner first."""
    (left, bottom), (width, height) = corner, size
    points = [(box[0] - left, box[1] - bottom), (box[2] - left, box[3] - bottom)]
    if turned == 90:
        points = [(y, width - x) for x, y in points]
    elif turned == 180:
        points = [(width - x, height - y) for x, y in points]
    elif turned == 270:
        points = [(height - y, x) for x, y in points]
    (x0, y0), (x1, y1) = points
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


if __name__ == "__main__":
    main()

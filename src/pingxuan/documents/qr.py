"""QR codes: page codes on papers and addresses on plaques."""

import io

import segno


def qr_svg(text: str, *, error: str = "m") -> str:
    """A QR code as SVG with its quiet zone of four modules; no size, so the page decides."""
    return _drawn(text, error).svg_inline(border=4, omitsize=True)


def qr_drawing(text: str) -> bytes:
    """A QR code as an SVG file of its own, for a page's picture or a plaque maker."""
    out = io.BytesIO()
    _drawn(text, "m").save(out, kind="svg", border=4, omitsize=True)
    return out.getvalue()


def qr_png(text: str, *, scale: int = 8) -> bytes:
    """A QR code as PNG for formats that take no SVG; ``scale`` is pixels per module."""
    out = io.BytesIO()
    _drawn(text, "m").save(out, kind="png", scale=scale, border=4)
    return out.getvalue()


def qr_modules(text: str) -> tuple[int, list[int]]:
    """A QR code with its quiet zone as grey values, row by row, 0 for black, and how many make a row."""
    rows = [list(row) for row in _drawn(text, "m").matrix_iter(border=4)]
    return len(rows), [0 if dark else 255 for row in rows for dark in row]


def _drawn(text: str, error: str) -> segno.QRCode:
    return segno.make(text, error=error, boost_error=False, micro=False)

"""QR codes: page codes on papers and addresses on plaques."""

import io

import segno


def qr_svg(text: str, *, error: str = "m") -> str:
    """A QR code as SVG with its quiet zone of four modules; no size, so the page decides."""
    return _drawn(text, error).svg_inline(border=4, omitsize=True)


def qr_png(text: str, *, scale: int = 8) -> bytes:
    """A QR code as PNG for formats that take no SVG; ``scale`` is pixels per module."""
    out = io.BytesIO()
    _drawn(text, "m").save(out, kind="png", scale=scale, border=4)
    return out.getvalue()


def _drawn(text: str, error: str) -> segno.QRCode:
    return segno.make(text, error=error, boost_error=False, micro=False)

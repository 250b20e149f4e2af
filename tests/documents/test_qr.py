"""QR codes: page codes take the smallest size, and every form of a code reads back."""

import io

import pytest
import zxingcpp
from PIL import Image

from pingxuan.core.page_code import PageCode, encode
from pingxuan.documents.qr import qr_modules, qr_png, qr_svg

TEXTS = [encode(PageCode("WM31", "A", 17, 2)), "https://example.invalid/核验/2031-B-042"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_picture_of_the_code_reads_back(text: str) -> None:
    picture = Image.open(io.BytesIO(qr_png(text))).convert("L")
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [text]


@pytest.mark.parametrize("text", TEXTS)
def test_its_modules_read_back(text: str) -> None:
    wide, modules = qr_modules(text)
    picture = Image.frombytes("L", (wide, wide), bytes(modules)).resize((wide * 6, wide * 6))
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [text]


def test_a_page_code_is_a_code_of_version_1_with_its_quiet_zone() -> None:
    assert qr_modules(TEXTS[0])[0] == 21 + 8


def test_the_svg_scales_with_the_page() -> None:
    svg = qr_svg(TEXTS[0])
    assert svg.startswith('<svg viewBox="0 0 29 29"')
    assert "style" not in svg

"""Photographs: upright, small, without place or camera; everything that is no photograph refused."""

import io
import struct
import zlib

import pytest
from PIL import Image

from pingxuan.core.finding import Refused
from pingxuan.documents.photo import LONGEST_SIDE, Photo, take_photo

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def picture(width: int = 40, height: int = 20, mode: str = "RGB") -> Image.Image:
    made = Image.new(mode, (width, height))
    made.paste("red", (0, 0, width // 2, height // 2)) if mode == "RGB" else None
    return made


def saved(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(photo: Photo) -> Image.Image:
    return Image.open(io.BytesIO(photo.data))


def refused(data: bytes) -> list[str]:
    with pytest.raises(Refused) as found:
        take_photo(data)
    assert all(finding.text.endswith("。") for finding in found.value.findings)
    return [finding.code for finding in found.value.findings]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_becomes_a_jpeg(kind: str) -> None:
    photo = take_photo(saved(picture(), kind))
    assert (opened(photo).format, photo.width, photo.height) == ("JPEG", 40, 20)


@pytest.mark.parametrize(
    ("size", "kept"), [((4000, 3000), (1600, 1200)), ((300, 3200), (150, 1600)), ((1600, 900), (1600, 900))]
)
def test_no_side_is_longer_than_needed(size: tuple[int, int], kept: tuple[int, int]) -> None:
    photo = take_photo(saved(picture(*size)))
    assert (photo.width, photo.height) == kept
    assert max(kept) <= LONGEST_SIDE


def test_it_stands_upright_and_says_nothing_of_place_or_camera() -> None:
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = 6, "某牌手机"
    exif.get_ifd(GPS)[1] = "N"
    photo = take_photo(saved(picture(), exif=exif, comment=b"secret"))
    image = opened(photo)
    assert (photo.width, photo.height) == (20, 40)
    assert (dict(image.getexif()), "exif" in image.info, "comment" in image.info) == ({}, False, False)
    red, _, blue = image.convert("RGB").getpixel((18, 2))
    assert red > 150 > blue


@pytest.mark.parametrize("mode", ["L", "RGBA", "LA", "P", "CMYK", "1", "I;16"])
def test_every_kind_of_colour_becomes_plain(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    image = Image.new("I;16", (9, 9)) if mode == "I;16" else picture(9, 9).convert(mode)
    assert opened(take_photo(saved(image, kind))).mode == "RGB"


def test_what_is_clear_becomes_white() -> None:
    image = opened(take_photo(saved(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG")))
    assert min(image.convert("RGB").getpixel((10, 10))) > 250


def test_what_hides_behind_the_pixels_is_gone() -> None:
    photo = take_photo(saved(picture()) + b"PK\x03\x04<script>alert(1)</script>")
    assert b"script" not in photo.data


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def bomb(side: int) -> bytes:
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + body + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [8_000, 20_000, 60_000])
def test_a_bomb_is_refused_before_it_unpacks(side: int) -> None:
    assert refused(bomb(side)) == ["photo_too_large"]


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%PDF-1.7",
        b"GIF89a" + b"\x00" * 50,
        saved(picture(), "GIF"),
        saved(picture(), "BMP"),
        saved(picture(), "TIFF"),
        b"MZ" + b"\x00" * 100,
        "照片".encode(),
    ],
)
def test_what_is_no_photograph_is_refused(data: bytes) -> None:
    assert refused(data) == ["photo_not_picture"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_photograph_cut_short_is_refused(kind: str, share: float) -> None:
    data = saved(Image.effect_noise((200, 200), 80).convert("RGB"), kind)
    assert refused(data[: int(len(data) * share)]) == ["photo_damaged"]


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_moves_is_refused(kind: str) -> None:
    frames = [picture(), picture().rotate(90)]
    assert refused(saved(frames[0], kind, save_all=True, append_images=frames[1:])) == ["photo_moves"]


def test_an_empty_and_an_oversized_file_are_refused() -> None:
    assert refused(b"") == ["file_empty"]
    assert refused(saved(picture()) + bytes(21 * 1024 * 1024)) == ["file_too_large"]


def verdict(data: bytes) -> str:
    try:
        return opened(take_photo(data)).format or ""
    except Refused as error:
        return error.findings[0].code


def test_bytes_changed_anywhere_never_break_the_reader() -> None:
    data = saved(picture(120, 90), "PNG")
    verdicts = set()
    for place in range(8, len(data)):
        changed = bytearray(data)
        changed[place] ^= 0x55
        verdicts.add(verdict(bytes(changed)))
    assert verdicts <= {"JPEG", "photo_damaged", "photo_not_picture", "photo_too_large", "photo_moves"}
    assert {"JPEG", "photo_damaged"} <= verdicts

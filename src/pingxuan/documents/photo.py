"""Photographs from phones, made anew: turned upright, no larger than needed, without place or camera."""

import io
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from PIL import Image, ImageOps, UnidentifiedImageError

from pingxuan.documents.package import check_size, refuse

LONGEST_SIDE = 1600
MOST_PIXELS = 60_000_000
QUALITY = 85
PRINTED_SIZE = (360, 504)
"""Pixels of a photograph printed on a form: 300 to the inch at 30 by 42 mm."""
FORMATS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True)
class Photo:
    """A picture as kept: JPEG bytes, width and height in pixels."""

    data: bytes
    width: int
    height: int


def take_photo(data: bytes) -> Photo:
    """The picture re-encoded as JPEG of at most 1600 pixels a side, upright, all metadata gone.

    Only pixels are carried over, so whatever else hid in the file is lost. Raises Refused for what is no
    JPEG, PNG or WebP picture, is broken, moves, or unpacks to an absurd size.
    """
    check_size(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                _check_shape(picture)
                picture.load()
                upright = ImageOps.exif_transpose(picture)
                return _encoded(_flat(upright))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        _refuse_huge()
    except UnidentifiedImageError:
        refuse("photo_not_picture", "这不是照片文件。请上传 JPG、PNG 或 WebP 格式的照片。")
    except (OSError, SyntaxError, ValueError, IndexError, EOFError, MemoryError, OverflowError):
        refuse("photo_damaged", "照片没有传完整或已损坏。请重新拍摄或重新选择后再上传。")


def drawn_photo(picture: Image.Image) -> Photo:
    """A picture drawn by the program, kept like one that was taken."""
    return _encoded(_flat(picture))


def printed_photo(path: Path) -> bytes:
    """A kept photograph as JPEG of the size forms print it in; b"" when it is missing or no picture."""
    try:
        with Image.open(path, formats=FORMATS) as picture:
            picture.draft("RGB", PRINTED_SIZE)
            small = _flat(picture)
            small.thumbnail(PRINTED_SIZE)
            out = io.BytesIO()
            small.save(out, "JPEG", quality=QUALITY)
            return out.getvalue()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return b""


def _check_shape(picture: Image.Image) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        _refuse_huge()
    if getattr(picture, "n_frames", 1) > 1:
        refuse("photo_moves", "这是动图。请上传普通照片。")


def _refuse_huge() -> NoReturn:
    refuse("photo_too_large", "照片的像素过多，无法处理。请用手机相册缩小后再上传。")


def _flat(picture: Image.Image) -> Image.Image:
    """In RGB on white, at most LONGEST_SIDE long."""
    if picture.mode in {"RGBA", "LA", "PA", "P"}:
        clear = picture.convert("RGBA")
        flat = Image.new("RGB", clear.size, "white")
        flat.paste(clear, mask=clear.getchannel("A"))
    else:
        flat = picture.convert("RGB")
    flat.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return flat


def _encoded(picture: Image.Image) -> Photo:
    out = io.BytesIO()
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    bare.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Photo(out.getvalue(), *bare.size)

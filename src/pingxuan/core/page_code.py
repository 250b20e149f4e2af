"""The short code on every printed page: campaign, record, version and page, closed by check characters."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace

from pingxuan.core.finding import Finding, Refused

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WHOLE_FILE = 0
"""The page number of a code that stands for a file whose pages are not known (an editable Word file)."""

_SHAPE = re.compile(r"([0-9A-Z]{4})([A-Z])([0-9A-Z]{4})([0-9A-Z]{2})([0-9A-Z]{2})([0-9A-Z]{4})")
_CHECK_LENGTH = 4
_FORM_LETTERS = "ABCDEFGHIJKLM"
_SUMMARY_LETTERS = "NOPQRSTUVWXYZ"


@dataclass(frozen=True)
class PageCode:
    """Which page of which version of which record. ``campaign`` is four, ``letter`` one capital or digit."""

    campaign: str
    letter: str
    record: int
    version: int
    page: int = 1

    def on_page(self, page: int) -> "PageCode":
        """The code of another page of the same record and version."""
        return replace(self, page=page)


def encode(code: PageCode) -> str:
    """Seventeen digits and capitals: fits a QR code of version 1 at level M, the easiest to scan.

    Raises ValueError when a number or letter does not fit its place.
    """
    body = (
        code.campaign
        + code.letter
        + _base36(code.record, 4)
        + _base36(code.version, 2)
        + _base36(code.page, 2)
    )
    text = body + _check(body)
    if not _SHAPE.fullmatch(text):
        raise ValueError(f"not a page code: {text!r}")
    return text


def decode(text: str) -> PageCode:
    """The code behind scanned or typed text; raises Refused when it is no page code or was misread."""
    cleaned = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).upper()
    match = _SHAPE.fullmatch(cleaned)
    if match is None:
        raise Refused(
            Finding("page_code_malformed", "这不是本系统的页码编码。请重新扫描，或照二维码旁的编码逐字输入。")
        )
    campaign, letter, record, version, page, check = match.groups()
    if check != _check(cleaned[:-_CHECK_LENGTH]):
        raise Refused(
            Finding("page_code_misread", "页码编码有字符认错或输错。请对照二维码旁的编码再核对一遍。")
        )
    return PageCode(campaign, letter, int(record, 36), int(version, 36), int(page, 36))


def grouped(code: PageCode) -> str:
    """The code in four groups, as printed beside the QR code for people to read and type."""
    text = encode(code)
    return "-".join((text[:4], text[4:9], text[9:13], text[13:]))


def digest_shown(digest: str) -> str:
    """A long digest in groups of eight, so that people can compare it with the screen."""
    if len(digest) < 24 or not digest.isalnum():
        return digest
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


def form_letter(place: int) -> str:
    """The letter of the nomination form of the campaign's award at ``place`` (from 0, at most 13 awards)."""
    return _FORM_LETTERS[place]


def summary_letter(place: int) -> str:
    """The letter of the summary table of the campaign's award at ``place`` (from 0, at most 13 awards)."""
    return _SUMMARY_LETTERS[place]


def _base36(number: int, length: int) -> str:
    if not 0 <= number < 36**length:
        raise ValueError(f"{number} does not fit {length} places of a page code")
    digits = ""
    for _ in range(length):
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
    return digits


def _check(body: str) -> str:
    number = int.from_bytes(hashlib.sha256(body.encode("ascii", "replace")).digest())
    return _base36(number % 36**_CHECK_LENGTH, _CHECK_LENGTH)

"""Office packages from outside: every trick is refused with its own code before anything is parsed."""

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from pingxuan.core.finding import Refused
from pingxuan.documents.package import LARGEST_FILE, check_old_office, check_size, open_package
from pingxuan.documents.write_docx import write_docx
from pingxuan.documents.write_xlsx import write_xlsx
from tests.documents.invented import CONTEXT, annex_award, filled

WORKBOOK = "xl/workbook.xml"
Part = tuple[str, bytes]


def packed(*parts: Part, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in parts:
            package.writestr(name, content)
    return out.getvalue()


def with_workbook(*parts: Part) -> bytes:
    return packed((WORKBOOK, b"<workbook/>"), *parts)


def lying_about_size() -> bytes:
    data = bytearray(with_workbook(("xl/a.xml", b"<a/>" * 100)))
    place = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, place + 24, 4)
    return bytes(data)


def encrypted() -> bytes:
    data = bytearray(with_workbook())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(sign)
        data[place + offset] |= 1
    return bytes(data)


def broken_inside() -> bytes:
    data = bytearray(packed((WORKBOOK, bytes(range(256)) * 8)))
    for place in range(60, 90):
        data[place] ^= 0xFF
    return bytes(data)


def doctype(declaration: str, encoding: str) -> bytes:
    return with_workbook(("xl/a.xml", (declaration + "<a/>").encode(encoding)))


TRICKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "no zip at all": (lambda: b"PK\x03\x04" + b"\x00" * 40, "file_damaged"),
    "cut short": (lambda: with_workbook()[:-30], "file_damaged"),
    "broken inside": (broken_inside, "file_damaged"),
    "encrypted": (encrypted, "file_encrypted"),
    "one part unpacks 1000 times": (lambda: with_workbook(("xl/a.xml", b" " * 4_000_000)), "file_bomb"),
    "many parts": (lambda: with_workbook(*((f"xl/{n}.xml", b"") for n in range(2001))), "file_bomb"),
    "a size that lies": (lying_about_size, "file_damaged"),
    "climbs out": (lambda: with_workbook(("../../etc/passwd", b"x")), "file_bad_paths"),
    "climbs out with backslashes": (lambda: with_workbook(("xl\\..\\..\\x", b"x")), "file_bad_paths"),
    "absolute path": (lambda: with_workbook(("/etc/passwd", b"x")), "file_bad_paths"),
    "drive letter": (lambda: with_workbook(("C:\\x", b"x")), "file_bad_paths"),
    "macro": (lambda: with_workbook(("xl/vbaProject.bin", b"x")), "file_has_macros"),
    "old macro sheet": (lambda: with_workbook(("xl/macrosheets/sheet1.xml", b"<a/>")), "file_has_macros"),
    "control": (lambda: with_workbook(("xl/activeX/activeX1.bin", b"x")), "file_has_macros"),
    "a Word file": (lambda: packed(("word/document.xml", b"<a/>")), "file_wrong_type"),
    "document type": (lambda: doctype("<!DOCTYPE a [<!ENTITY b 'c'>]>", "utf-8"), "file_has_doctype"),
    "document type in capitals and spaces": (lambda: doctype("<! DocType a>", "utf-8"), "file_has_doctype"),
    "document type in UTF-16": (lambda: doctype("<!DOCTYPE a>", "utf-16"), "file_has_doctype"),
    "document type in UTF-16 without mark": (
        lambda: doctype("<!DOCTYPE a>", "utf-16-le"),
        "file_has_doctype",
    ),
    "an encoding to hide in": (
        lambda: doctype("<?xml version='1.0' encoding='UTF-7'?>", "utf-8"),
        "file_has_doctype",
    ),
}


def refused(call: Callable[[], object]) -> list[str]:
    with pytest.raises(Refused) as found:
        call()
    assert all(finding.text.endswith("。") for finding in found.value.findings)
    return [finding.code for finding in found.value.findings]


@pytest.mark.parametrize("name", TRICKS)
def test_each_trick_is_refused(name: str) -> None:
    make, code = TRICKS[name]
    assert refused(lambda: open_package(make(), must_have=WORKBOOK)) == [code]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused() -> None:
    data = with_workbook(("xl/a.xml", b"<a/>"), ("xl/a.xml", b"<b/>"))
    assert refused(lambda: open_package(data, must_have=WORKBOOK)) == ["file_bad_paths"]


def test_our_own_files_pass() -> None:
    papers = [filled(annex_award())]
    assert WORKBOOK in open_package(write_xlsx(papers, CONTEXT), must_have=WORKBOOK).namelist()
    document = "word/document.xml"
    assert document in open_package(write_docx(papers, CONTEXT), must_have=document).namelist()


@pytest.mark.parametrize(
    ("data", "codes"), [(b"", ["file_empty"]), (b"x" * (LARGEST_FILE + 1), ["file_too_large"])]
)
def test_size_is_looked_at_first(data: bytes, codes: list[str]) -> None:
    assert refused(lambda: check_size(data)) == codes


@pytest.mark.parametrize(
    ("sign", "codes"),
    [("EncryptedPackage", ["file_encrypted"]), ("_VBA_PROJECT", ["file_has_macros"])],
)
def test_old_files_show_their_streams(sign: str, codes: list[str]) -> None:
    data = b"\xd0\xcf\x11\xe0" + bytes(500) + sign.encode("utf-16-le")
    assert refused(lambda: check_old_office(data)) == codes

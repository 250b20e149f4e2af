"""Hostile files at the notice door: each refused by its code, soon, and without much memory."""

import io
import os
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from pingxuan.core.finding import Refused
from pingxuan.core.notice.facts import read_notice
from pingxuan.documents.read_notice import read_notice_files
from tests.documents.notices_made import saved, with_body

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SECONDS = 2.0
"""Of processor time, ours and the reading process's: what else runs on the machine does not count."""
MEGABYTES = 100


def packed(document: str, level: int = zipfile.ZIP_DEFLATED, **parts: bytes) -> bytes:
    """A docx whose document.xml is that text."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", level) as package:
        package.writestr("word/document.xml", document)
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


def body(inside: str) -> str:
    return f"<w:document {W}><w:body>{inside}</w:body></w:document>"


def bomb() -> bytes:
    return packed(body("<w:p/>" * 9_000_000))


def heavy() -> bytes:
    return packed(
        body("".join(f"<w:p><w:r><w:t>{n}</w:t></w:r></w:p>" for n in range(560_000))), zipfile.ZIP_STORED
    )


def many_cells() -> bytes:
    row = f"<w:tr>{'<w:tc><w:p/></w:tc>' * 1000}</w:tr>"
    return packed(body(f"<w:tbl>{row * 300}</w:tbl>"), zipfile.ZIP_STORED)


def deep(tag: str = "w:ins", times: int = 100_000) -> bytes:
    return packed(body(f"<{tag}>" * times + f"</{tag}>" * times), zipfile.ZIP_STORED)


def deep_tables() -> bytes:
    opening, closing = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    return packed(body(opening * 40 + closing * 40))


def entities() -> bytes:
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    return packed(f'<!DOCTYPE x [<!ENTITY e0 "ha">{lines}]>' + body("<w:p><w:r><w:t>&e11;</w:t></w:r></w:p>"))


def pdf(stream: bytes, *, kind: bytes = b"") -> bytes:
    """A PDF of one page whose content is that stream."""
    parts = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources 6 0 R>>endobj",
        b"4 0 obj<<" + kind + b"/Length %d>>stream\n" % len(stream) + stream + b"\nendstream endobj",
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj",
        b"6 0 obj<</Font<</F 5 0 R>>>>endobj",
    ]
    return b"%PDF-1.7\n" + b"\n".join(parts) + b"\ntrailer<</Root 1 0 R>>\n%%EOF"


def pdf_bomb() -> bytes:
    return pdf(
        zlib.compress(b"BT /F 8 Tf 10 10 Td (aaaaaaaa) Tj ET\n" * 3_000_000, 9), kind=b"/Filter/FlateDecode"
    )


def pdf_lines() -> bytes:
    return pdf(zlib.compress(b"10 10 m 90 10 l S\n" * 1_000_000), kind=b"/Filter/FlateDecode")


def zip_of(**files: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name.replace("__", "."), content)
    return target.getvalue()


def wide_sheet() -> bytes:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    )
    sheet += '<c r="A1"/></row><row r="1000000"><c r="XFD1000000"/></row></sheetData></worksheet>'
    return zip_of(**{"xl/workbook__xml": b"<workbook/>", "xl/worksheets/sheet1__xml": sheet.encode()})


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "通知.docx": (bomb, "file_bomb"),
    "二十兆.docx": (heavy, "file_too_large"),
    "格子.docx": (many_cells, "file_too_complex"),
    "五万格.docx": (
        lambda: packed(body(f"<w:tbl>{'<w:tr><w:tc/></w:tr>' * 60_000}</w:tbl>"), zipfile.ZIP_STORED),
        "table_too_large",
    ),
    "深.docx": (deep, "file_damaged"),
    "套表.docx": (deep_tables, "file_too_complex"),
    "实体.docx": (entities, "file_has_doctype"),
    "标签.html": (lambda: b"<html><body>" + b"<p>a" * 1_000_000, "file_too_complex"),
    "深.html": (lambda: b"<html><body>" + b"<div>" * 140_000, "notice_empty"),
    "层.html": (lambda: b"<html><body>" + b"<div>" * 200 + b"<p><a>" * 70_000, "notice_empty"),
    "格子.html": (
        lambda: b"<table>" + b"<tr><td colspan=1000 rowspan=20000>a</td></tr>" * 50,
        "table_too_large",
    ),
    "一格.html": (lambda: b"<table>" + b"<tr>" + b"<td>a</td>" * 60_000, "table_too_large"),
    "套.mht": (lambda: b"Content-Type: multipart/related; boundary=a\n\n--a\n" * 5000, "file_too_complex"),
    "炸弹.pdf": (pdf_bomb, "file_too_complex"),
    "线.pdf": (pdf_lines, "file_too_complex"),
    "损坏.pdf": (lambda: b"%PDF-1.7\n" + b"obj<<" * 2_000_000, "file_damaged"),
    "扫描.pdf": (lambda: pdf(b"0 0 m 100 100 l S"), "pdf_is_scan"),
    "远.xlsx": (wide_sheet, "table_too_large"),
    "套.zip": (lambda: zip_of(a__zip=zip_of(b__txt=b"x" * 100)), "file_wrong_type"),
    "炸弹.zip": (lambda: zip_of(a__txt=b"a" * 50_000_000), "file_bomb"),
    "出去.zip": (lambda: zip_of(**{"../../a__txt": b"a"}), "file_bad_paths"),
    "多.zip": (lambda: zip_of(**{f"{n}__txt": b"x" * 100 for n in range(1900)}), "too_many_files"),
    "长.txt": (lambda: "字".encode() * 600_000, "notice_too_long"),
    "图.png": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "file_is_image"),
    "包.rar": (lambda: b"Rar!\x1a\x07\x00" + b"\0" * 100, "file_is_packed"),
    "空.docx": (lambda: b"", "file_empty"),
    "空白.docx": (lambda: with_body("<w:p></w:p>"), "notice_empty"),
}


def spent() -> float:
    """Seconds of processor time this process and those it started have taken."""
    taken = os.times()
    return taken.user + taken.system + taken.children_user + taken.children_system


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_soon_and_by_its_code(name: str) -> None:
    make, code = HOSTILE[name]
    data = make()
    began = spent()
    with pytest.raises(Refused) as refused:
        read_notice(read_notice_files([(name, data)]))
    assert ([finding.code for finding in refused.value.findings], spent() - began < SECONDS) == (
        [code],
        True,
    )


def test_every_bad_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_notice_files([("通知.txt", b"abc"), ("附件1.png", b"\x89PNG"), ("附件2.docx", b"")])
    assert [finding.text.startswith(f"“附件{n}.") for n, finding in enumerate(refused.value.findings, 1)] == [
        True
    ] * 2


def test_a_notice_of_5000_characters_takes_little_memory(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    for _ in range(100):
        document.add_paragraph("一、" + "推荐评选文明单位的有关事项" * 4)
    (tmp_path / "通知.docx").write_bytes(saved(document))
    script = (
        "import re, sys\n"
        "def peak(): return int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])\n"
        "before = peak()\n"
        "from pingxuan.documents.read_notice import read_notice_files\n"
        "from pingxuan.core.notice.facts import read_notice\n"
        "data = open(sys.argv[1], 'rb').read()\n"
        "read_notice(read_notice_files([('通知.docx', data)]))\n"
        "print(peak() - before)\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "通知.docx")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert 0 < int(done.stdout) < MEGABYTES * 1024

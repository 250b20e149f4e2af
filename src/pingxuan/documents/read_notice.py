"""The one door for notices: files of any kind in, one layout out, the type told by content."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import PurePath

from pingxuan.core.finding import Finding, Refused
from pingxuan.core.notice.compose import ReadFile, compose
from pingxuan.core.notice.layout import Layout
from pingxuan.documents.convert import to_docx
from pingxuan.documents.mhtml import is_mhtml, page_in
from pingxuan.documents.package import OLE_MAGIC, ZIP_MAGIC, check_old_office, check_size, refuse
from pingxuan.documents.read_notice_docx import read_notice_docx
from pingxuan.documents.read_notice_html import read_notice_html
from pingxuan.documents.read_notice_pdf import read_notice_pdf
from pingxuan.documents.read_notice_table import read_notice_table
from pingxuan.documents.read_text import read_text
from pingxuan.documents.unpack import is_archive, part_names, unpacked

MOST_FILES = 30
KINDS = ".txt,.html,.htm,.mht,.mhtml,.docx,.doc,.wps,.rtf,.odt,.pdf,.xlsx,.xls,.et,.csv,.zip"
"""Endings to offer when files are chosen; what a file is, its content tells."""
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|table|div|p|h1|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_WORD, _BOOKS = (
    "WordDocument".encode("utf-16-le"),
    ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le")),
)
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_PACKED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")


def read_notice_files(files: Sequence[tuple[str, bytes]]) -> Layout:
    """The layout of a notice and its annexes, each given as name and bytes; zips are opened.

    Raises Refused with findings that name each file that cannot be read and say what to do.
    """
    read: list[ReadFile] = []
    findings: list[Finding] = []
    for name, data in files:
        try:  # no more is read than may be kept: each may take the converter its whole time
            read.extend(islice(_read(name, data), MOST_FILES + 1 - len(read)))
        except Refused as refusal:
            findings += [_naming(name, finding) for finding in refusal.findings]
        if len(read) > MOST_FILES:
            text = f"一次最多读 {MOST_FILES} 个文件。请只选通知和它的附件。"
            findings.append(Finding("too_many_files", text))
            break
    if findings:
        raise Refused(*findings)
    return compose(read)


def read_file(data: bytes, name: str) -> ReadFile:
    """One file as its reader takes it in. Raises Refused when it is of no kind a notice comes in."""
    check_size(data)
    suffix = PurePath(name).suffix.lower()
    if data.startswith(ZIP_MAGIC):
        return _package(data, name)
    if data.startswith(OLE_MAGIC):
        return _old_office(data, name)
    if data.lstrip()[:5] == b"{\\rtf":
        return read_notice_docx(to_docx(data, ".rtf", name), name)
    if b"%PDF-" in data[:1024]:
        return read_notice_pdf(data, name)
    if data.startswith(_IMAGES):
        refuse("file_is_image", "这是一张图片，读不出文字。请上传通知的 Word、PDF 或文本文件，或粘贴文字。")
    if data.startswith(_PACKED):
        refuse("file_is_packed", "这种压缩文件读不了。请先解压，再上传里面的文件。")
    if is_mhtml(data):
        return read_notice_html(page_in(data), name)
    if _HTML.match(data[:4096].removeprefix(b"\xef\xbb\xbf")) or suffix in (".html", ".htm"):
        return read_notice_html(data, name)
    if suffix in (".csv", ".tsv"):
        return read_notice_table(data, name)
    return ReadFile(name, text=read_text(data, name))


def _read(name: str, data: bytes) -> Iterator[ReadFile]:
    """The file, or those in it when it is a zip of several."""
    if not is_archive(data):
        yield read_file(data, PurePath(name).name)
        return
    check_size(data)
    for inside, content in unpacked(data):
        yield read_file(content, PurePath(inside).name)


def _package(data: bytes, name: str) -> ReadFile:
    names = part_names(data)
    if "word/document.xml" in names:
        return read_notice_docx(data, name)
    if "xl/workbook.xml" in names:
        return read_notice_table(data, name)
    if "content.xml" in names:
        return read_notice_docx(to_docx(data, ".odt", name), name)
    return refuse("file_wrong_type", "这不是通知文件。请上传 Word、PDF、网页、文本或电子表格。")


def _old_office(data: bytes, name: str) -> ReadFile:
    check_old_office(data)
    if _WORD not in data:
        if any(book in data for book in _BOOKS):
            return read_notice_table(data, name)
        refuse("file_wrong_type", "这不是 Word、WPS 或 Excel 文件。请确认选对了文件，再重新上传。")
    return read_notice_docx(to_docx(data, ".doc", name), name)


def _naming(name: str, finding: Finding) -> Finding:
    """The finding with the file named, unless it already is."""
    shown = PurePath(name).name
    return finding if shown in finding.text else replace(finding, text=f"“{shown}”：{finding.text}")

"""Notice files as damage and spite break them: read or refused in words, whatever the bytes."""

import io
import zipfile
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from pingxuan.core.finding import Refused
from pingxuan.core.notice.facts import read_notice
from pingxuan.documents.read_notice import read_notice_files
from tests.documents.notices_made import notice_document, saved

EACH = settings.default.max_examples
PAGE = (
    "<html><head><meta charset=utf-8></head><body><h1>关于评选的通知</h1><ol start=2><li>甲<li>乙</ol>"
    "<table><tr><td rowspan=2>单位<td colspan=2>名额<tr><td>甲<td>乙<tr><td>东县<td>1<td>2</table></body></html>"
).encode()
SOWN = (
    b"<table>", b"</div>", b"<td colspan=7 rowspan=99>", b"<ol start=99999>", b"&#1;", b"\xff\xfe", b"<!--", b"\x00",
    b"<input type=checkbox>", b"</table>",
)  # fmt: skip
VALUES = ("", "-1", "99999999", "abc", "0", "三", "restart", "１")
DOCUMENT = saved(notice_document())


@st.composite
def broken_pages(draw: st.DrawFn) -> bytes:
    """The page with up to eight stretches cut, doubled or sown with markup."""
    data = PAGE
    for _ in range(draw(st.integers(1, 8))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 60)))
        middle = draw(st.sampled_from([b"", data[start:end] * 2, draw(st.sampled_from(SOWN))]))
        data = data[:start] + middle + data[end:]
    return data


@st.composite
def broken_documents(draw: st.DrawFn) -> bytes:
    """The document with elements taken out, put into others, or given other values."""
    with zipfile.ZipFile(io.BytesIO(DOCUMENT)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    for _ in range(draw(st.integers(1, 8))):
        nodes: list[Any] = list(root.iter())
        one, other = draw(st.sampled_from(nodes)), draw(st.sampled_from(nodes))
        for name in one.attrib:
            one.set(name, draw(st.sampled_from(VALUES)))
        if one.getparent() is not None and one not in other.iterancestors() and one is not other:
            draw(st.sampled_from([one.getparent().remove, other.append]))(one)
    parts["word/document.xml"] = etree.tostring(root)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


def read_or_refused(name: str, data: bytes) -> None:
    """Reads it; a place outside the text or any other error fails the test."""
    try:
        layout = read_notice_files([(name, data)])
        read_notice(layout)
    except Refused:
        return
    places = [(cell.start, cell.end) for block in layout.tables for cell in block.cells]
    places += [(block.start, block.end) for block in layout.blocks]
    assert [place for place in places if not 0 <= place[0] <= place[1] <= len(layout.text)] == []


@settings(max_examples=EACH, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=broken_pages())
def test_a_broken_page_is_read_or_refused(data: bytes) -> None:
    read_or_refused("通知.html", data)


@settings(max_examples=EACH, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=broken_documents())
def test_a_broken_document_is_read_or_refused(data: bytes) -> None:
    read_or_refused("通知.docx", data)


@pytest.mark.parametrize(
    "head", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.4\n", b"\xff\xfe", b""]
)
def test_any_bytes_behind_a_known_beginning_are_refused(head: bytes) -> None:
    with pytest.raises(Refused):
        read_notice_files([("通知.docx", head + bytes(range(256)) * 4)])

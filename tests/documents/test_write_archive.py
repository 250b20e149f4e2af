"""The archive as a zip: same bytes each time, Chinese names intact, nothing but plain files."""

import zipfile
from io import BytesIO

from pingxuan.documents.write_archive import write_archive

MEMBERS = [
    ("index.html", b"<p>" * 1000),
    ("papers/推荐表.pdf", b"%PDF" * 1000),
    ("files/ab", b""),
    ("空", b"x"),
]


def packed() -> bytes:
    target = BytesIO()
    write_archive(iter(MEMBERS), target)
    return target.getvalue()


def test_the_same_files_make_the_same_zip() -> None:
    assert packed() == packed()


def test_what_is_written_is_read_back_in_order() -> None:
    with zipfile.ZipFile(BytesIO(packed())) as archive:
        assert archive.testzip() is None
        assert [(name, archive.read(name)) for name in archive.namelist()] == MEMBERS


def test_text_is_packed_and_papers_are_left_as_they_are() -> None:
    with zipfile.ZipFile(BytesIO(packed())) as archive:
        kinds = [member.compress_type for member in archive.infolist()]
    assert kinds == [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]


def test_every_file_is_plain_and_readable_by_all() -> None:
    with zipfile.ZipFile(BytesIO(packed())) as archive:
        assert {member.external_attr >> 16 for member in archive.infolist()} == {0o644}

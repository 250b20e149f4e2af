"""A zip in which somebody sends a notice with its annexes: its files under their Chinese names."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from pingxuan.documents.package import ZIP_MAGIC, open_package, refuse

_OFFICE = ("word/document.xml", "xl/workbook.xml", "content.xml", "[Content_Types].xml")
_UTF8_NAME = 0x800


def is_archive(data: bytes) -> bool:
    """Whether this is a zip of files rather than an office document."""
    if not data.startswith(ZIP_MAGIC):
        return False
    names = part_names(data)
    return not any(part in names for part in _OFFICE)


def part_names(data: bytes) -> frozenset[str]:
    """Names of the parts of a package; raises Refused when it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return frozenset(package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return refuse("file_damaged", "文件已损坏，打不开。请在电脑上重新打开、另存后再上传。")


def unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every file in it, in the order of their names; leavings of a computer are passed over."""
    with open_package(data) as package:
        entries = [one for one in package.infolist() if not one.is_dir() and not _is_leaving(one.filename)]
        for entry in sorted(entries, key=_name):
            yield _name(entry), package.read(entry)


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as its maker wrote it: without the UTF-8 mark it was written in the system's own encoding."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return entry.filename


def _is_leaving(name: str) -> bool:
    last = PurePosixPath(name).name
    return "__MACOSX" in name or last.startswith((".", "~$")) or last.lower() in ("thumbs.db", "desktop.ini")

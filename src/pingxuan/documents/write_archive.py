"""Writes an archive's files into one zip: the same files always make the same zip, byte for byte."""

import zipfile
from collections.abc import Iterable
from typing import BinaryIO

_WHEN = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold: the archive's own times stand in its ledger."""
_PACKED_ALREADY = (".pdf", ".docx", ".xlsx", ".png", ".jpg", ".jpeg", ".zip")


def write_archive(members: Iterable[tuple[str, bytes]], target: BinaryIO) -> None:
    """Writes the members in their order; one at a time is in memory. ``target`` must be seekable."""
    with zipfile.ZipFile(target, "w", allowZip64=True) as archive:
        for name, content in members:
            member = zipfile.ZipInfo(name, _WHEN)
            packed = name.endswith(_PACKED_ALREADY) or name.startswith("files/")
            member.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            member.create_system = 3
            member.external_attr = 0o644 << 16
            archive.writestr(member, content)

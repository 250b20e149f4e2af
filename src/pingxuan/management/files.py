"""Files named on a command line: opened, or refused in words."""

from collections.abc import Sequence
from pathlib import Path

from pingxuan.core.finding import Finding, Refused
from pingxuan.core.notice.layout import Layout
from pingxuan.documents.read_notice import read_notice_files


def file_bytes(file: Path) -> bytes:
    """What a file holds; raises Refused when it cannot be opened."""
    try:
        return file.read_bytes()
    except OSError as error:
        text = f"打不开“{file}”（{error.strerror}），请检查路径和权限。"
        raise Refused(Finding("file_unreadable", text)) from error


def notice_layout(files: Sequence[Path]) -> Layout:
    """The layout of a notice and its annexes; raises Refused naming each file that cannot be read."""
    return read_notice_files([(file.name, file_bytes(file)) for file in files])

"""Filled forms and summary tables as they come in, of any kind and also zipped, as tables with addresses."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from pingxuan.core.finding import Finding, Refused
from pingxuan.core.intake.grid import Grid, grid_of_rows, grids_of_file
from pingxuan.documents.package import ZIP_MAGIC
from pingxuan.documents.read_notice import read_file
from pingxuan.documents.read_table import read_table
from pingxuan.documents.unpack import is_archive, part_names, unpacked

MOST_FILES = 300
KINDS = ".docx,.xlsx,.doc,.wps,.xls,.et,.csv,.rtf,.odt,.zip"
"""Endings to offer when choosing files; what a file is, its content tells."""
_BOOKS = frozenset({".xlsx", ".xls", ".et", ".csv", ".tsv"})


@dataclass(frozen=True)
class GridFile:
    """One file: its bytes as they came, its tables, or why it could not be read."""

    name: str
    data: bytes
    grids: tuple[Grid, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_grid_files(files: Sequence[tuple[str, bytes]]) -> tuple[GridFile, ...]:
    """Every file given, those inside zips on their own; one that cannot be read says why and stops no other."""
    found: list[GridFile] = []
    for name, data in files:
        try:
            inside = list(unpacked(data)) if is_archive(data) else [(name, data)]
        except Refused as refusal:
            found.append(_unread(name, data, refusal))
            continue
        if len(found) + len(inside) > MOST_FILES:
            text = f"一次最多收 {MOST_FILES} 个文件，“{name}”及以后的没有读。请分几次报送。"
            found.append(GridFile(name, data, findings=(Finding("too_many_files", text, name),)))
            break
        found.extend(_read(*one) for one in inside)
    return tuple(found)


def _read(name: str, data: bytes) -> GridFile:
    try:
        grids = _grids(data, name)
    except Refused as refusal:
        return _unread(name, data, refusal)
    if grids:
        return GridFile(name, data, grids)
    text = f"“{name}”里没有表格，不是推荐表或汇总表。请用主办单位发的空白表填写后报送。"
    return GridFile(name, data, findings=(Finding("file_without_table", text, name),))


def _unread(name: str, data: bytes, refusal: Refused) -> GridFile:
    told = (
        replace(one, where=name, text=one.text if name in one.text else f"“{name}”：{one.text}")
        for one in refusal.findings
    )
    return GridFile(name, data, findings=tuple(told))


def _grids(data: bytes, name: str) -> tuple[Grid, ...]:
    if PurePath(name).suffix.lower() in _BOOKS or (
        data.startswith(ZIP_MAGIC) and "xl/workbook.xml" in part_names(data)
    ):
        sheets = read_table(data, name)
        return tuple(
            grid_of_rows(sheet.name, [[(cell.address, cell.text) for cell in row] for row in sheet.rows])
            for sheet in sheets
        )
    return grids_of_file(read_file(data, name))

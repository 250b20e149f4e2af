"""Filled forms and summary tables as they come in, of any kind and also zipped, as tables with addresses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
    for name, data in _each(files):
        if len(found) == MOST_FILES:
            text = f"一次最多收 {MOST_FILES} 个文件，“{name}”及以后的没有读。请分几次报送。"
            found.append(GridFile(name, data, findings=(Finding("too_many_files", text, name),)))
            break
        try:
            found.append(GridFile(name, data, _grids(data, name)))
        except Refused as refusal:
            found.append(GridFile(name, data, findings=tuple(one.at(name) for one in refusal.findings)))
    return tuple(found)


def _each(files: Sequence[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    for name, data in files:
        if is_archive(data):
            yield from unpacked(data)
        else:
            yield name, data


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

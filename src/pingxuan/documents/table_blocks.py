"""What a table drawn in a file is for: cells of a grid, a frame around paragraphs, a title set in its first row."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pingxuan.core.notice.annexes import MARKER, SHEET_TITLE
from pingxuan.core.notice.compose import ReadBlock, ReadCell, ReadLine, ReadTable

MOST_COLUMNS = 1000
_BLANKS = re.compile(r"\s+")


def table_blocks(table: ReadTable) -> Iterator[ReadBlock]:
    """A table as it is read: titles in its first rows and a frame around text become lines."""
    cells = [cell for cell in table.cells if cell.text.strip() or cell.inner]
    if not cells:
        return
    if len({cell.column for cell in cells}) == 1 and len({cell.column for cell in table.cells}) == 1:
        yield from _unframed(cells, table.origin)
        return
    titles = list(_titles(table))
    for cell in titles:
        yield from (ReadLine(line, table.origin) for line in cell.text.split("\n") if line.strip())
    kept = tuple(replace(cell, row=cell.row - len(titles)) for cell in table.cells if cell.row >= len(titles))
    if kept:
        yield replace(table, cells=kept)


def _unframed(cells: list[ReadCell], origin: str) -> Iterator[ReadBlock]:
    """The paragraphs of a table of one column, which only frames them."""
    for cell in cells:
        yield from (ReadLine(line, origin) for line in cell.text.split("\n") if line.strip())
        for inner in cell.inner:
            yield from table_blocks(inner)


def _titles(table: ReadTable) -> Iterator[ReadCell]:
    """The cells of the first rows that are 附件2 or a title across the whole table."""
    height = max(cell.row for cell in table.cells)
    for row in range(min(height, 3)):
        said = [cell for cell in table.cells if cell.row == row and cell.text.strip()]
        lone = len(said) == 1 and said[0].rows == 1 and said[0].column == 0 and not said[0].inner
        text = _BLANKS.sub("", said[0].text) if lone else ""
        if not (lone and (SHEET_TITLE.fullmatch(text) or MARKER.match(text))):
            return
        yield said[0]

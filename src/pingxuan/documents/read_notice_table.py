"""Spreadsheets beside a notice (quota annexes, forms): each sheet's title lines and its table with merged cells."""

import io
from collections.abc import Iterator, Sequence

import python_calamine

from pingxuan.core.notice.compose import ReadBlock, ReadCell, ReadFile, ReadLine, ReadTable
from pingxuan.core.notice.layout import BlockKind
from pingxuan.documents.package import OLE_MAGIC, ZIP_MAGIC
from pingxuan.documents.read_table import Sheet, read_table

Merged = tuple[int, int, int, int]
"""First row and column, last row and column."""


def read_notice_table(data: bytes, name: str) -> ReadFile:
    """Every sheet that holds something. Raises Refused saying what is wrong with the file."""
    sheets = [sheet for sheet in read_table(data, name) if _said(sheet)]
    merged = _merged(data)
    blocks: list[ReadBlock] = []
    for sheet in sheets:
        origin = f"{name} 工作表“{sheet.name}”"
        blocks.extend(_blocks(sheet, merged.get(sheet.name, ()), origin))
    return ReadFile(name, tuple(blocks))


def _said(sheet: Sheet) -> list[int]:
    """Rows of a sheet that hold something."""
    return [number for number, row in enumerate(sheet.rows) if any(cell.text.strip() for cell in row)]


def _merged(data: bytes) -> dict[str, Sequence[Merged]]:
    if not data.startswith((ZIP_MAGIC, OLE_MAGIC)):
        return {}
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    ranges = {name: book.get_sheet_by_name(name).merged_cell_ranges or () for name in book.sheet_names}
    return {name: [(*first, *last) for first, last in found] for name, found in ranges.items()}


def _blocks(sheet: Sheet, merged: Sequence[Merged], origin: str) -> Iterator[ReadBlock]:
    """Lines for the rows that say one thing across the sheet above and below the table, and the table between."""
    said = _said(sheet)
    lone = [number for number in said if _is_line(sheet, number)]
    first = next((number for number in said if number not in lone), None)
    if first is None:
        yield from (line for number in said for line in _lines(sheet, number, origin))
        return
    last = next(number for number in reversed(said) if number not in lone)
    yield from (line for number in said if number < first for line in _lines(sheet, number, origin))
    yield ReadTable(tuple(_cells(sheet, merged, first, last)), origin)
    yield from (line for number in said if number > last for line in _lines(sheet, number, origin))


def _is_line(sheet: Sheet, number: int) -> bool:
    """Whether a row is a title, a note, or 填报单位： 填报时间： rather than cells of a table."""
    texts = [cell.text.strip() for cell in sheet.rows[number] if cell.text.strip()]
    return len(texts) == 1 or all("：" in text or ":" in text for text in texts)


def _lines(sheet: Sheet, number: int, origin: str) -> Iterator[ReadLine]:
    text = "  ".join(cell.text.strip() for cell in sheet.rows[number] if cell.text.strip())
    yield from (ReadLine(part, origin, BlockKind.PARAGRAPH) for part in text.split("\n") if part.strip())


def _cells(sheet: Sheet, merged: Sequence[Merged], first: int, last: int) -> Iterator[ReadCell]:
    rows = sheet.rows[first : last + 1]
    width = max((x + 1 for row in rows for x, cell in enumerate(row) if cell.text.strip()), default=0)
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in merged}
    covered = {
        (y, x)
        for top, left, bottom, right in merged
        for y in range(max(top, first), min(bottom, last) + 1)
        for x in range(left, min(right + 1, width))
        if (y, x) != (top, left)
    }
    for y, row in enumerate(rows, start=first):
        for x, cell in enumerate(row[:width]):
            if (y, x) not in covered:
                down, across = spans.get((y, x), (1, 1))
                yield ReadCell(y - first, x, cell.text, min(down, last - y + 1), min(across, width - x))

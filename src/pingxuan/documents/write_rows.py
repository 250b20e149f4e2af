"""A plain list as an Excel workbook: a heading row, then what the list on the screen shows, as text."""

import io
from collections.abc import Sequence

import xlsxwriter

from pingxuan.core.paper import printable
from pingxuan.documents.writing import WritingContext

_WIDEST = 60


def write_rows(
    name: str, columns: Sequence[str], rows: Sequence[Sequence[str | int]], context: WritingContext
) -> bytes:
    """The workbook's bytes. Text is never read as a formula or a number; whole numbers stay numbers."""
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    book.set_properties({"title": name, "created": context.at.replace(tzinfo=None)})
    sheet = book.add_worksheet("".join(char for char in name if char not in r"[]:*?/\'")[:31] or "列表")
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#F4F5F6", "text_wrap": True})
    text = book.add_format({"border": 1, "num_format": "@", "text_wrap": True, "valign": "vcenter"})
    count = book.add_format({"border": 1, "valign": "vcenter"})
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column, head)
        longest = max((_ems(row[at]) for row in rows[:500]), default=0)
        sheet.set_column(at, at, min(_WIDEST, max(_ems(column), longest) * 2 + 2))
    for line, row in enumerate(rows, start=1):
        for at, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(line, at, value, count)
            else:
                sheet.write_string(line, at, printable(value), text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows)), max(0, len(columns) - 1))
    book.close()
    return out.getvalue()


def _ems(value: str | int) -> int:
    return max(
        (sum(1 if ord(char) > 255 else 0.5 for char in line) for line in str(value).split("\n")), default=0
    ).__ceil__()

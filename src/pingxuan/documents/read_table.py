"""Tables people send in (xlsx, xls, et, csv) as sheets of plain text cells that know their addresses."""

import contextlib
import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import PurePath
from typing import NoReturn

import python_calamine

from pingxuan.documents.package import (
    OLE_MAGIC,
    ZIP_MAGIC,
    as_utf8,
    check_old_office,
    check_size,
    open_package,
    refuse,
)

MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_CELLS = 500_000
LONGEST_TEXT = 20_000
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]{0,7})(\d{1,19})""")
_HIDDEN_REFERENCE = re.compile(rb"""\sr\s*=\s*["'][^"'<>]*&""")
_TEXT_SUFFIXES = {".csv", ".txt", ".tsv"}


@dataclass(frozen=True)
class SheetCell:
    """The text of a cell and where it stands: ``address`` is sheet!cell, as people name it."""

    address: str
    text: str


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name and its rows, each as long as the widest."""

    name: str
    rows: tuple[tuple[SheetCell, ...], ...]


def read_table(data: bytes, filename: str) -> tuple[Sheet, ...]:
    """All sheets of a workbook, or the one table of a csv file; the type goes by content, not by name.

    Numbers that are whole lose their ``.0`` (phones stay whole), dates become 2023-02-20, formulas their
    last result. Raises Refused saying what is wrong with the file.
    """
    check_size(data)
    if data.startswith(ZIP_MAGIC):
        with open_package(data, must_have="xl/workbook.xml") as package:
            _check_references(package)
        return _workbook(data)
    if data.startswith(OLE_MAGIC):
        check_old_office(data)
        return _workbook(data)
    if PurePath(filename).suffix.lower() not in _TEXT_SUFFIXES:
        refuse("file_wrong_type", "这不是电子表格。请上传 .xlsx、.xls、.et 或 .csv 文件。")
    return (_text_table(_decoded(data)),)


def address(sheet: str, row: int, column: int) -> str:
    """The name of a cell, ``row`` and ``column`` counted from 0: 汇总表!B5."""
    letters = ""
    place = column + 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{sheet}!{letters}{row + 1}"


def _workbook(data: bytes) -> tuple[Sheet, ...]:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names
        sheets = [_read_sheet(book, name) for name in names]
    except python_calamine.PasswordError:
        refuse("file_encrypted", "文件设有打开密码。请取消密码后重新上传。")
    except (python_calamine.CalamineError, ValueError, OSError):
        _refuse_damaged()
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        _refuse_damaged()
    return tuple(sheets)


def _refuse_damaged() -> NoReturn:
    refuse("file_damaged", "电子表格已损坏或不是表格文件，打不开。请重新打开、另存为 .xlsx 后再上传。")


def _read_sheet(book: python_calamine.CalamineWorkbook, name: str) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    _check_extent(sheet.total_height, sheet.total_width)
    return _sheet(name, sheet.to_python(skip_empty_area=False))


def _check_references(package: zipfile.ZipFile) -> None:
    """Refuses a sheet whose farthest cell would make the reader lay out millions of empty ones."""
    for name in package.namelist():
        if name.lower().startswith("xl/worksheets/") and name.lower().endswith(".xml"):
            content = as_utf8(package.read(name))
            if _HIDDEN_REFERENCE.search(content):
                refuse("file_bad_paths", "电子表格内部结构异常，不予接收。请用原软件另存后再上传。")
            found = set(_REFERENCE.findall(content))
            rows = max((int(row) for _, row in found), default=0)
            columns = max((_column_number(letters) for letters, _ in found), default=0)
            _check_extent(rows, columns)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _check_extent(rows: int, columns: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        refuse(
            "table_too_large",
            f"表格有{rows}行、{columns}列，超出可读范围（{MOST_ROWS}行、{MOST_COLUMNS}列）。"
            "请删去多余的行列后重新上传。",
        )


def _sheet(name: str, rows: Iterable[Sequence[object]]) -> Sheet:
    return Sheet(
        name,
        tuple(
            tuple(SheetCell(address(name, y, x), _text(value)) for x, value in enumerate(row))
            for y, row in enumerate(rows)
        ),
    )


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, (date, time, timedelta)):
        return str(value)
    return str(value).replace("\r\n", "\n")[:LONGEST_TEXT]


def _decoded(data: bytes) -> str:
    if b"\x00" in data and data[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        refuse("file_wrong_type", "文件内容不是文字表格。请确认选对了文件，再重新上传。")
    encodings = ("utf-16",) if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode(encoding)
    return refuse("file_wrong_encoding", "文件的文字编码认不出来。请用 Excel 或 WPS 另存为 .xlsx 后再上传。")


def _text_table(text: str) -> Sheet:
    opening = text.split("\n", 20)[:20]  # a title above the header holds no delimiter at all
    delimiter = max("\t;,，", key=lambda mark: sum(mark in line for line in opening))
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error:
        refuse("file_damaged", "文字表格的格式有误，读不出来。请用 Excel 或 WPS 另存为 .xlsx 后再上传。")
    width = max((len(row) for row in rows), default=0)
    _check_extent(len(rows), width)
    return _sheet("表1", [row + [""] * (width - len(row)) for row in rows])

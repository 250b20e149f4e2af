"""Word files (docx) as blocks of a notice: paragraphs with their numbers, tables with merged cells once."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from pingxuan.core.notice.compose import MOST_CELLS, ReadBlock, ReadCell, ReadFile, ReadLine, ReadTable
from pingxuan.core.notice.layout import BlockKind
from pingxuan.documents.docx_numbering import Lists, Numbering, Styles, read_numbering
from pingxuan.documents.docx_text import (
    W,
    element,
    is_dropped_mark,
    is_on,
    paragraph_text,
    text_boxes,
    value,
)  # fmt: skip
from pingxuan.documents.package import open_package, refuse
from pingxuan.documents.table_blocks import MOST_COLUMNS, table_blocks

LARGEST_MARKUP = 12_000_000
MOST_MARKS = 400_000
"""Tags in one part; a long notice with its forms has some ten thousand."""
DEEPEST_TABLE = 6
_LEVELS = frozenset("012345678")
_CELL = re.compile(rb"<w:tc[\s/>]")
_PARSER = {"resolve_entities": False, "no_network": True, "huge_tree": False, "remove_comments": True}


def read_notice_docx(data: bytes, name: str) -> ReadFile:
    """What the document says, without headers, footers and footnotes. Raises Refused when it is unsafe or damaged."""
    with open_package(data, must_have="word/document.xml") as package:
        document = _parsed(_part(package, "word/document.xml"))
        lists, styles, levels = _formats(
            _part(package, "word/numbering.xml"), _part(package, "word/styles.xml")
        )
    body = element(document, "body")
    if body is None:
        refuse("file_damaged", f"“{name}”里没有正文，可能已损坏。请重新打开、另存后再上传。")
    return ReadFile(name, tuple(_Reading(name, Numbering(lists, styles), levels).blocks(body, 0)))


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    """The markup of a part, empty when the package has none of that name."""
    if name not in package.namelist():
        return b""
    content = package.read(name)
    if len(content) > LARGEST_MARKUP or content.count(b"<") > MOST_MARKS:
        refuse("file_too_complex", "文件里的内容过多，不像一份通知。请只留通知正文和附件表格，另存后再上传。")
    if len(_CELL.findall(content)) > MOST_CELLS:
        refuse("table_too_large", "文件里的表格过大，不像通知里的表。请只留通知正文和附件表格后再上传。")
    return content


def _parsed(content: bytes) -> Any:
    """The root element of a part's markup, None for an empty one."""
    try:
        return etree.fromstring(content, etree.XMLParser(**_PARSER)) if content else None
    except etree.XMLSyntaxError:
        return refuse("file_damaged", "文件已损坏或嵌套过深，打不开。请重新打开、另存后再上传。")


@lru_cache(maxsize=16)
def _formats(numbering: bytes, styles: bytes) -> tuple[Lists, Styles, dict[str, int]]:
    """Lists, numbered styles and outline levels: the same in all forms filled from one blank, so read once."""
    parsed = _parsed(styles)
    told = read_numbering(_parsed(numbering), parsed)
    return told.lists, told.styles, _outline_levels(parsed)


def _outline_levels(styles: Any) -> dict[str, int]:
    """Style → outline level of headings, from 0."""
    found = {}
    for style in () if styles is None else styles.iterchildren(f"{W}style"):
        level = value(style, "pPr", "outlineLvl")
        if level in _LEVELS:
            found[style.get(f"{W}styleId", "")] = int(level)
    return found


@dataclass
class _Reading:
    """One document being read; ``paragraphs`` and ``tables`` count what has been met."""

    name: str
    numbering: Numbering
    levels: dict[str, int]
    paragraphs: int = 0
    tables: int = 0

    def blocks(self, container: Any, depth: int) -> Iterator[ReadBlock]:
        """Paragraphs and tables of a body, cell or text box, in order."""
        ahead = ""
        for node in _contents(container):
            if node.tag == f"{W}p":
                line = self.line(node, ahead)
                ahead = line.text if is_dropped_mark(node) else ""
                if not ahead:
                    yield line
                for box in text_boxes(node):
                    yield from self.blocks(box, depth + 1) if depth < DEEPEST_TABLE else ()
            elif node.tag == f"{W}tbl":
                yield from table_blocks(self.table(node, depth))
        if ahead:
            yield ReadLine(ahead)

    def line(self, node: Any, ahead: str) -> ReadLine:
        """A paragraph with its number; ``ahead`` is text of one before it whose end was deleted."""
        self.paragraphs += 1
        text = paragraph_text(node)
        level = self.levels.get(value(node, "pPr", "pStyle"))
        place = self.numbering.place(node) if text.strip() else None
        number = self.numbering.next(*place) if place else ""
        kind = BlockKind.LIST_ITEM if place else BlockKind.PARAGRAPH
        if level is not None and text.strip():
            kind = BlockKind.HEADING
        origin = f"{self.name} 第 {self.paragraphs} 段"
        return ReadLine(
            ahead + number + text, origin, kind, level if level is not None else place[1] if place else 0
        )

    def table(self, node: Any, depth: int) -> ReadTable:
        """A table's cells; one that is merged downwards is told once, with the rows it covers."""
        self.tables += 1
        origin = f"{self.name} 第 {self.tables} 张表"
        cells: dict[tuple[int, int], ReadCell] = {}
        above: dict[int, tuple[int, int]] = {}
        rows = [row for row in _contents(node) if row.tag == f"{W}tr" and not _is_deleted_row(row)]
        for number, row in enumerate(rows):
            column = _skipped(row)
            for one in (one for one in _contents(row) if one.tag == f"{W}tc" and not _is_deleted_cell(one)):
                columns = min(max(_number(value(one, "tcPr", "gridSpan"), 1), 1), MOST_COLUMNS)
                merge = element(one, "tcPr", "vMerge")
                if merge is not None and merge.get(f"{W}val") != "restart" and column in above:
                    first = cells[above[column]]
                    cells[above[column]] = ReadCell(
                        first.row, column, first.text, number - first.row + 1, first.columns, first.inner
                    )
                else:
                    cells[number, column] = self.cell(one, number, column, columns, depth)
                    above = {at: spot for at, spot in above.items() if not column <= at < column + columns}
                    above |= {column: (number, column)} if merge is not None else {}
                column += columns
        return ReadTable(tuple(cells.values()), origin)

    def cell(self, node: Any, row: int, column: int, columns: int, depth: int) -> ReadCell:
        """A cell with what it says; tables inside it stay tables."""
        if depth >= DEEPEST_TABLE:
            refuse("file_too_complex", f"“{self.name}”里的表格一层套一层，读不了。请拆开嵌套的表格后再上传。")
        inside = list(self.blocks(node, depth + 1))
        lines = [block.text for block in inside if isinstance(block, ReadLine) and block.text.strip()]
        tables = tuple(block for block in inside if isinstance(block, ReadTable))
        return ReadCell(row, column, "\n".join(lines), 1, columns, tables)


def _contents(container: Any) -> Iterator[Any]:
    """Children, looked for through content controls, insertions and custom markup."""
    stack = list(reversed(container))
    while stack:
        node = stack.pop()
        if node.tag == f"{W}sdt" and not is_on(node, "sdtPr", "showingPlcHdr"):
            stack.extend(
                reversed(element(node, "sdtContent") if element(node, "sdtContent") is not None else ())
            )
        elif node.tag in (f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"):
            stack.extend(reversed(node))
        else:
            yield node


def _is_deleted_row(row: Any) -> bool:
    return element(row, "trPr", "del") is not None


def _is_deleted_cell(cell: Any) -> bool:
    return element(cell, "tcPr", "cellDel") is not None


def _skipped(row: Any) -> int:
    return min(_number(value(row, "trPr", "gridBefore"), 0), MOST_COLUMNS)


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else otherwise

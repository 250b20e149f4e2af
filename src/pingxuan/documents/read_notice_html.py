"""Web pages and pasted HTML as blocks of a notice: paragraphs, lists with their numbers, tables with spans."""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from lxml import etree

from pingxuan.core.notice.compose import MOST_CELLS, ReadBlock, ReadCell, ReadFile, ReadLine, ReadTable
from pingxuan.core.notice.layout import BlockKind
from pingxuan.documents.docx_numbering import in_words
from pingxuan.documents.html_page import drop_unseen, main_content, page_title, without_asides
from pingxuan.documents.package import refuse
from pingxuan.documents.table_blocks import MOST_COLUMNS, table_blocks

LARGEST_PAGE = 8_000_000
MOST_TAGS = 150_000
MOST_ROWS = 20_000
DEEPEST_TABLE = 6
MOST_COVERED = 200_000
"""Places of a grid that the cells of one table may cover together."""
_CELL = re.compile(rb"<t[dh]\b", re.IGNORECASE)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_\-]{3,20})""")
_WHOLE_PAGE = re.compile(r"<(?:html|head|body)\b", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_HEADINGS = {"h1": 0, "h2": 1, "h3": 2, "h4": 3, "h5": 4, "h6": 5}
_BLOCKS = {
    "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "section", "article", "main", "header", "blockquote",
    "center", "form", "fieldset", "legend", "pre", "address", "figure", "figcaption", "hr", "body", "tr", "td",
    "th", "caption", "table", "tbody", *_HEADINGS,
}  # fmt: skip
_LIST_STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal"}


def read_notice_html(data: bytes, name: str) -> ReadFile:
    """What the page says. Raises Refused when it is too large or no page at all."""
    if len(data) > LARGEST_PAGE or data.count(b"<") > MOST_TAGS:
        refuse("file_too_complex", f"网页“{name}”过大，不像一份通知。请打开它，只复制通知部分粘贴进来。")
    if len(_CELL.findall(data)) > MOST_CELLS:
        refuse("table_too_large", f"网页“{name}”里的表格过大，不像通知里的表。请只留通知部分后重试。")
    text = _decoded(data)
    root = _parsed(text)
    if root is None:
        return ReadFile(name)
    whole_page = bool(_WHOLE_PAGE.search(text))
    title = page_title(root) if whole_page else ""
    drop_unseen(root)
    blocks = list(_Flow(name).blocks(main_content(root) if whole_page else root, 0))
    if whole_page:
        blocks = list(without_asides(blocks))
    return ReadFile(name, tuple(_titled(title, blocks, name)))


def _decoded(data: bytes) -> str:
    """The page's text by its byte order mark, its own word for the encoding, or by what fits."""
    named = _CHARSET.search(data[:4096])
    said = named[1].decode("ascii").lower() if named else ""
    said = "gb18030" if said.startswith(("gb", "x-gbk")) else said
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        said = "utf-16"
    for encoding in dict.fromkeys([said, "utf-8-sig", "gb18030", "big5"]):
        with contextlib.suppress(UnicodeDecodeError, LookupError):
            if encoding:
                return data.decode("utf-8-sig" if encoding in ("utf-8", "utf8") else encoding)
    return data.decode("gb18030" if said in ("", "gb18030") else "utf-8", "replace")


def _parsed(text: str) -> Any:
    markup = _DECLARATION.sub("", text).replace("\x00", "").encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(markup, parser)
    except etree.XMLSyntaxError:
        return None


def _titled(title: str, blocks: list[ReadBlock], name: str) -> Iterator[ReadBlock]:
    """The blocks, with the page's title in front when the content begins without it."""
    opening = "".join(block.text for block in blocks[:12] if isinstance(block, ReadLine))
    if title and "".join(title.split()) not in "".join(opening.split()):
        yield ReadLine(title, name, BlockKind.HEADING)
    yield from blocks


@dataclass
class _Flow:
    """A page being read: the paragraph gathered so far, and what has been counted."""

    name: str
    parts: list[str] = field(default_factory=list)
    look: tuple[BlockKind, int] = (BlockKind.PARAGRAPH, 0)
    paragraphs: int = 0
    tables: int = 0

    def blocks(self, root: Any, depth: int) -> Iterator[ReadBlock]:
        """Paragraphs and tables below an element, in order."""
        stack: list[tuple[Any, bool]] = [(root, False)]
        while stack:
            node, leaving = stack.pop()
            is_block = node.tag in _BLOCKS
            if leaving:
                yield from self.flush() if is_block else ()
                self.add(node.tail if node is not root else None, node.getparent())
                continue
            yield from self.flush() if is_block else ()
            if node.tag == "table" and not _is_frame(node):
                yield from table_blocks(self.table(node, depth))
                self.add(node.tail, node.getparent())
                continue
            self.enter(node)
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node))
        yield from self.flush()

    def enter(self, node: Any) -> None:
        """What an element says before its children."""
        if node.tag in _HEADINGS:
            self.look = (BlockKind.HEADING, _HEADINGS[node.tag])
        elif node.tag == "li":
            self.look = (BlockKind.LIST_ITEM, 0)
            self.parts.append(_list_number(node))
        elif node.tag == "br":
            self.parts.append("\n")
        elif node.tag == "input" and node.get("type") in ("checkbox", "radio"):
            self.parts.append("□")
        self.add(node.text, node)

    def add(self, text: str | None, parent: Any) -> None:
        """Text on its way into the paragraph, white space folded as a browser does."""
        if text:
            kept = parent is not None and (parent.tag == "pre" or "pre" in (parent.get("style") or ""))
            self.parts.append(text if kept else _BLANKS.sub(" ", text))

    def flush(self) -> Iterator[ReadLine]:
        """The paragraph gathered so far, each of its lines."""
        text, (kind, level) = "".join(self.parts), self.look
        self.parts, self.look = [], (BlockKind.PARAGRAPH, 0)
        for line in text.split("\n"):
            if line.strip(" \xa0\u3000"):
                self.paragraphs += 1
                yield ReadLine(line.strip(" "), f"{self.name} 第 {self.paragraphs} 段", kind, level)

    def table(self, node: Any, depth: int) -> ReadTable:
        """A table's cells at their places in the grid, spans taken into account."""
        self.tables += 1
        origin = f"{self.name} 第 {self.tables} 张表"
        taken: set[tuple[int, int]] = set()
        cells = []
        for number, row in enumerate(_own(node, "tr")):
            column = 0
            for one in (child for child in row if child.tag in ("td", "th")):
                while (number, column) in taken:
                    column += 1
                rows, columns = _span(one, "rowspan", MOST_ROWS), _span(one, "colspan", MOST_COLUMNS)
                if len(taken) + rows * columns > MOST_COVERED:
                    refuse(
                        "table_too_large",
                        f"“{self.name}”里的表格过大，不像通知里的表。请只留通知部分后重试。",
                    )
                taken |= {(number + y, column + x) for y in range(rows) for x in range(columns)}
                cells.append(self.cell(one, number, column, rows, columns, depth))
                column += columns
        return ReadTable(_kept_in(cells), origin)

    def cell(self, node: Any, row: int, column: int, rows: int, columns: int, depth: int) -> ReadCell:
        """A cell with what it says; tables inside stay tables, six deep."""
        if depth >= DEEPEST_TABLE:
            return ReadCell(row, column, " ".join("".join(node.itertext()).split()), rows, columns)
        inside = list(_Flow(self.name).blocks(node, depth + 1))
        text = "\n".join(block.text for block in inside if isinstance(block, ReadLine))
        tables = tuple(block for block in inside if isinstance(block, ReadTable))
        return ReadCell(row, column, text, rows, columns, tables)


def _kept_in(cells: list[ReadCell]) -> tuple[ReadCell, ...]:
    """The cells with no row-span reaching below the last row."""
    height = max((cell.row for cell in cells), default=-1) + 1
    return tuple(
        ReadCell(c.row, c.column, c.text, min(c.rows, height - c.row), c.columns, c.inner) for c in cells
    )


def _own(table: Any, tag: str) -> Iterator[Any]:
    """The rows of a table itself, not of tables inside it."""
    for child in table:
        if child.tag == tag:
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from (one for one in child if one.tag == tag)


def _is_frame(table: Any) -> bool:
    """Whether a table only lays out the page: it holds another one and much text outside it."""
    if next((one for one in table.iter("table") if one is not table), None) is None:
        return False
    cells = (cell for row in _own(table, "tr") for cell in row)
    return any(next(islice(cell.iter("p", "br", "div"), 8, None), None) is not None for cell in cells)


def _span(cell: Any, name: str, most: int) -> int:
    digits = re.match(r"\s*([0-9]{1,6})", cell.get(name) or "")
    return min(max(int(digits[1]), 1), most) if digits else 1


def _list_number(item: Any) -> str:
    """1. for an item of a numbered list; "" for a bullet."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or "none" in (parent.get("style") or ""):
        return ""
    start = _span(parent, "start", 10_000)
    count = start + sum(1 for _ in item.itersiblings("li", preceding=True))
    if "cjk" in (parent.get("style") or "") or "chinese" in (parent.get("style") or ""):
        return in_words(count, "chineseCounting") + "、"
    return in_words(count, _LIST_STYLES.get(parent.get("type") or "1", "decimal")) + "."

"""Files as their readers took them in, made into one layout: the notice first, each annex under its number."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pingxuan.core.finding import Finding, Refused
from pingxuan.core.notice.annexes import MARKER, SHEET_TITLE
from pingxuan.core.notice.layout import Block, BlockKind, Cell, FileStart, Layout
from pingxuan.core.notice.text_blocks import refined, text_blocks

MOST_CELLS = 50_000
_NAMED_ANNEX = re.compile(
    r"附件\s*[（(【\[]?(?P<number>[0-9０-９一二三四五六七八九十]{0,2})[)）】\]]?[\s：:、.．_\-—]*"
)
_CELL_BREAK = re.compile(r"\s*[\n\r\t\f\v\x00]\s*")
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
"""What no database can keep: a broken PDF tells NUL and halves of characters."""


@dataclass(frozen=True)
class ReadLine:
    """A paragraph as read; ``kind`` is PARAGRAPH where the file does not tell a heading or an item."""

    text: str
    origin: str = ""
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0


@dataclass(frozen=True)
class ReadCell:
    """A cell as read: where it begins, how many rows and columns it covers, and tables set inside it."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    inner: tuple["ReadTable", ...] = ()


@dataclass(frozen=True)
class ReadTable:
    """A table as read: its cells, merged ones once."""

    cells: tuple[ReadCell, ...]
    origin: str = ""


ReadBlock = ReadLine | ReadTable


@dataclass(frozen=True)
class ReadFile:
    """A file as read; ``text`` is set for plain text, which is taken as it stands."""

    name: str
    blocks: tuple[ReadBlock, ...] = ()
    text: str | None = None

    @property
    def first_line(self) -> str:
        """Its first line that holds something; "" when it opens with a table."""
        if self.text is not None:
            return next((line.strip() for line in self.text.split("\n") if line.strip()), "")
        opening = next((b for b in self.blocks if isinstance(b, ReadTable) or b.text.strip()), None)
        return opening.text.strip() if isinstance(opening, ReadLine) else ""

    @property
    def stem(self) -> str:
        """Its name without folder, ending and 附件2."""
        base = re.split(r"[\\/]", self.name)[-1]
        return _NAMED_ANNEX.sub("", re.sub(r"\.[A-Za-z0-9]{1,5}$", "", base), count=1).strip()


def compose(files: Sequence[ReadFile]) -> Layout:
    """One layout of all files; raises Refused when a table is too large to be one of a notice."""
    writing = _Writing()
    ordered = _notice_first(files)
    for place, file in enumerate(ordered):
        writing.begin(file, annex=place > 0)
    return Layout(writing.text, tuple(writing.finished()), tuple(writing.files))


def _notice_first(files: Sequence[ReadFile]) -> list[ReadFile]:
    main = next((file for file in files if not _is_annex(file)), files[0] if files else None)
    return [file for file in files if file is main] + [file for file in files if file is not main]


def _is_annex(file: ReadFile) -> bool:
    """Whether the file's own first line or its name says it is an annex."""
    by_name = bool(_NAMED_ANNEX.search(file.name) or SHEET_TITLE.fullmatch(file.stem))
    only_tables = file.text is None and not any(
        isinstance(b, ReadLine) and len(b.text) > 40 for b in file.blocks
    )
    return bool(MARKER.match(file.first_line)) or (by_name and "通知" not in file.stem) or only_tables


@dataclass
class _Writing:
    """The text so far and what is known about it."""

    pieces: list[str] = field(default_factory=list)
    size: int = 0
    blocks: list[Block] = field(default_factory=list)
    files: list[FileStart] = field(default_factory=list)
    plain: list[tuple[int, str, str]] = field(default_factory=list)
    """Start, text and origin of what was plain text."""
    cells: int = 0

    @property
    def text(self) -> str:
        """Everything written."""
        return "".join(self.pieces)

    def begin(self, file: ReadFile, *, annex: bool) -> None:
        """Writes one more file."""
        if self.size and not self.pieces[-1].endswith("\n"):
            self.put("\n")
        opening = list(_opening(file, self.text)) if annex else []
        self.files.append(FileStart(file.name, self.size, annex))
        for line in opening:
            self.line(line)
        if file.text is not None:
            self.plain.append((self.size, file.text, file.name))
            self.put(file.text)
        for block in file.blocks:
            if isinstance(block, ReadLine):
                self.line(block)
            else:
                self.table(block)

    def put(self, text: str) -> tuple[int, int]:
        """Adds text; gives where it stands."""
        start = self.size
        self.pieces.append(_UNKEEPABLE.sub("\ufffd", text))
        self.size += len(text)
        return start, self.size

    def line(self, line: ReadLine) -> None:
        """A paragraph on its line, or its lines where it is broken."""
        for part in line.text.split("\n"):
            start, end = self.put(part)
            self.put("\n")
            if part.strip():
                self.blocks.append(Block(line.kind, start, end, line.level, line.origin))

    def table(self, table: ReadTable) -> None:
        """Each row on its line; a cell that reaches down is an empty one in the rows below."""
        start, cells = self.size, []
        for number, row in enumerate(_rows(table)):
            self.put("|")
            for cell in row:
                self.cells += 1
                if cell is None:
                    self.put("|")
                    continue
                begin, end = self.put(_CELL_BREAK.sub(" ", cell.text.strip()).replace("|", "｜"))
                self.put("|")
                cells.append(Cell(number, cell.column, cell.rows, cell.columns, begin, end))
            self.put("\n")
            if self.cells > MOST_CELLS:
                text = f"表格超过 {MOST_CELLS} 个单元格，不像通知里的表。请只留通知正文和附件表格后重试。"
                raise Refused(Finding("table_too_large", text))
        self.blocks.append(Block(BlockKind.TABLE, start, self.size - 1, 0, table.origin, tuple(cells)))

    def finished(self) -> Iterator[Block]:
        """All blocks in order, with what the text itself tells about them."""
        drawn = [
            block
            for start, text, origin in self.plain
            for block in text_blocks(text, offset=start, origin=origin)
        ]
        return refined(self.text, sorted([*self.blocks, *drawn], key=lambda block: block.start))


def _rows(table: ReadTable) -> Iterator[list[ReadCell | None]]:
    """The cells that begin in each row, None where one from above reaches down; inner cells follow theirs."""
    height = max((cell.row for cell in table.cells), default=-1) + 1
    rows: list[list[tuple[int, ReadCell | None]]] = [[] for _ in range(height)]
    for cell in table.cells:
        rows[cell.row].append((cell.column, cell))
        for below in range(cell.row + 1, min(cell.row + cell.rows, height)):
            rows[below].append((cell.column, None))
    for number, row in enumerate(rows):
        written: list[ReadCell | None] = []
        for _, begun in sorted(row, key=lambda placed: placed[0]):
            written.append(begun)
            written.extend(_within(begun, number) if begun else ())
        yield written


def _within(cell: ReadCell, row: int) -> Iterator[ReadCell]:
    """The cells of tables inside a cell, in reading order, as standing where it stands."""
    for table in cell.inner:
        for one in sorted(table.cells, key=lambda one: (one.row, one.column)):
            yield ReadCell(row, cell.column, one.text)
            yield from _within(one, row)


def _opening(file: ReadFile, before: str) -> Iterator[ReadLine]:
    """附件2 and a title for a file that does not open with them."""
    if MARKER.match(file.first_line):
        return
    named = _NAMED_ANNEX.search(file.name)
    titled = bool(SHEET_TITLE.fullmatch(file.first_line))
    title = file.first_line if titled else file.stem
    number = (named["number"] if named else "") or _listed_number(title, before)
    yield ReadLine(f"附件{number}", file.name, BlockKind.HEADING)
    if not titled and SHEET_TITLE.fullmatch(file.stem):
        yield ReadLine(file.stem, file.name, BlockKind.HEADING)


def _listed_number(title: str, before: str) -> str:
    """The number under which the notice lists an attachment of that title; "" when it does not."""
    found = re.search(rf"([0-9０-９]{{1,2}})\s*[.、．：:]\s*{re.escape(title)}", before) if title else None
    return found[1] if found else ""

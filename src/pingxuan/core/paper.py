"""The shape of an official paper before any format: pages, headings, paragraphs, tables, seal places."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pingxuan.core.page_code import PageCode
from pingxuan.core.words import PaperKind

_INVISIBLE = frozenset(
    "\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)


class PageStyle(StrEnum):
    """How the page is set: a letter by GB/T 9704-2012, a form that fills one page, a table, a certificate."""

    LETTER = "letter"
    FORM = "form"
    SUMMARY = "summary"
    CERTIFICATE = "certificate"


class Face(StrEnum):
    """The typefaces of official papers: 仿宋, 黑体, 楷体, 宋体, 小标宋."""

    FANG = "fang"
    HEI = "hei"
    KAI = "kai"
    SONG = "song"
    TITLE = "title"


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell. ``continued_as`` names its text: it is set smaller until it fits the height of its row,
    and what still does not fit goes on a continuation page (续页) under that name."""

    text: str = ""
    colspan: int = 1
    rowspan: int = 1
    align: Align = Align.CENTER
    face: Face = Face.FANG
    top: bool = False
    """The text hangs from the top of the cell, not in its middle."""
    indent: bool = False
    """Paragraphs begin with two empty characters."""
    vertical: bool = False
    """One character above the other, as the tall label 主要事迹."""
    hint: bool = False
    """A prompt for the person who fills the form in, not a value."""
    number: bool = False
    """A count that spreadsheets may add up; everything else stays text."""
    continued_as: str = ""
    seal: tuple[str, ...] = ()
    """Lines at the lower right where signature, seal and date go: （盖章）, 年 月 日."""
    picture: str = ""
    """Digest of the stored photograph printed here in place of ``text``, where the writer can find it."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """Cells from left to right, without those covered from above; ``height`` in mm, None: as needed."""

    cells: tuple[Cell, ...]
    height: float | None = None


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with ``widths`` in mm; its first ``header_rows`` rows are repeated on every page."""

    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    header_rows: int = 0
    ruled: bool = True
    size: float = 14
    """Type size in points: 四号 is 14, 小四 12."""


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading in the text: level 1 一、 in 黑体, level 2 （一） in 楷体, 3 and 4 in 仿宋; ``text`` runs on."""

    head: str
    level: int = 1
    text: str = ""
    indent: bool = True


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Running text; the first line is indented by two characters unless it is an address to someone."""

    text: str
    indent: bool = True
    align: Align = Align.LEFT


@dataclass(frozen=True, kw_only=True)
class HeadingLine:
    """The line above a table: parts spread from left to right (填报单位：…（盖章） / 填报时间：…)."""

    parts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RedHead:
    """The head of an official document: name of the organ in red, document number, red line."""

    organ: str
    number: str
    signer: str = ""


@dataclass(frozen=True, kw_only=True)
class AnnexNote:
    """附件说明 under the text: the names of the annexes, without closing punctuation."""

    items: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Signature:
    """落款: the organ and the day, placed so that the seal covers both."""

    organ: str
    day: str


@dataclass(frozen=True, kw_only=True)
class AnnexPage:
    """A new page that begins an annex: 附件1 at the top left, the title below."""

    label: str
    title: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Imprint:
    """版记 at the foot of the last page: who gets copies, who printed it and when."""

    issued_by: str
    issued_on: str
    copies_to: str = ""


@dataclass(frozen=True, kw_only=True)
class CertificateFace:
    """The whole face of a certificate."""

    heading: str
    recipient: str
    text: str
    honour: str
    organ: str
    day: str
    number: str
    verify_at: str = ""
    """Address behind the certificate's QR code."""


Block = (
    Heading
    | Paragraph
    | HeadingLine
    | Table
    | RedHead
    | AnnexNote
    | Signature
    | AnnexPage
    | Imprint
    | CertificateFace
)


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One paper: what it is, how its page is set, its blocks from top to bottom.

    ``digest`` is printed beside the page code, so that paper and electronic record can be compared.
    """

    kind: PaperKind
    style: PageStyle
    title: tuple[str, ...]
    blocks: tuple[Block, ...]
    name: str = ""
    """What tells this paper from its siblings (a unit, a body): used for sheet and file names."""
    annex: str = ""
    landscape: bool = False
    page_code: PageCode | None = None
    digest: str = ""
    author: str = ""

    @property
    def full_title(self) -> str:
        """The title in one line."""
        return "".join(self.title)


@dataclass(frozen=True)
class Place:
    """Where a cell stands in the grid of its table, counted from 0, and the room it has in mm."""

    row: int
    column: int
    width: float
    height: float | None


def placed(table: Table) -> Iterator[tuple[Place, Cell]]:
    """Every cell with its place, row by row; places covered by cells that span rows are stepped over."""
    covered: set[tuple[int, int]] = set()
    for number, row in enumerate(table.rows):
        column = 0
        for cell in row.cells:
            while (number, column) in covered:
                column += 1
            below = range(number, number + cell.rowspan)
            across = range(column, column + cell.colspan)
            covered |= {(y, x) for y in below for x in across}
            heights = [table.rows[y].height for y in below]
            height = None if None in heights else sum(height or 0 for height in heights)
            yield Place(number, column, sum(table.widths[x] for x in across), height), cell
            column = across.stop


def printable(text: str) -> str:
    """The text without what cannot be printed: control and bidirectional marks, lone surrogates, NUL.

    Line breaks stay; a tab becomes a space. Names in any script keep their letters.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(char for char in text if char == "\n" or not _is_unprintable(char))


def _is_unprintable(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs", "Cn"} or char in _INVISIBLE

"""A notice as laid out: its one text, which all evidence points into, and the blocks it is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pingxuan.core.words import Word


class BlockKind(Word):
    """What a stretch of a notice is."""

    HEADING = "heading", "标题"
    PARAGRAPH = "paragraph", "段落"
    LIST_ITEM = "list_item", "条目"
    TABLE = "table", "表格"
    SIGNATURE = "signature", "落款"


@dataclass(frozen=True)
class Cell:
    """A cell of a table, merged ones once: where it begins in the grid, how far it reaches, where its text is."""

    row: int
    column: int
    rows: int
    columns: int
    start: int
    end: int


@dataclass(frozen=True)
class Block:
    """A stretch of the text from ``start`` up to ``end``; ``level`` counts from 0, ``origin`` is for people.

    ``cells`` are a table's exact grid in reading order; () where the table is only drawn with bars.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    origin: str = ""
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class FileStart:
    """Where a file's text begins; ``annex`` when all of it is an annex."""

    name: str
    start: int
    annex: bool = False


@dataclass(frozen=True)
class Layout:
    """The text, with a line for each paragraph and ``|cell|cell|`` for each row, its blocks and its files."""

    text: str
    blocks: tuple[Block, ...] = ()
    files: tuple[FileStart, ...] = ()

    @property
    def tables(self) -> tuple[Block, ...]:
        """The tables whose grid is known."""
        return tuple(block for block in self.blocks if block.cells)


def to_data(layout: Layout) -> dict[str, Any]:
    """The blocks and files as plain data, to be kept beside the text."""
    return {
        "files": [[file.name, file.start, file.annex] for file in layout.files],
        "blocks": [
            [
                str(block.kind), block.start, block.end, block.level, block.origin,
                [[c.row, c.column, c.rows, c.columns, c.start, c.end] for c in block.cells],
            ]
            for block in layout.blocks
        ],
    }  # fmt: skip


def from_data(text: str, data: Mapping[str, Any]) -> Layout:
    """The layout of that text from what ``to_data`` gave."""
    blocks = (
        Block(BlockKind(kind), start, end, level, origin, tuple(Cell(*cell) for cell in cells))
        for kind, start, end, level, origin, cells in data.get("blocks", ())
    )
    files = (FileStart(name, start, annex) for name, start, annex in data.get("files", ()))
    return Layout(text, tuple(blocks), tuple(files))

"""A sheet of a workbook being written, row by row, on a grid of columns measured in mm."""

from dataclasses import dataclass, field
from typing import Any

from pingxuan.core.paper import Align, Face, printable
from pingxuan.documents.fitting import MM, text_height

FONTS = {Face.FANG: "仿宋", Face.HEI: "黑体", Face.KAI: "楷体", Face.SONG: "宋体", Face.TITLE: "宋体"}
"""Fonts Windows has; spreadsheets know no stand-in names."""
MOST_DIGITS = 15
"""Figures a spreadsheet keeps of a number; one with more is written as text, whole."""


@dataclass
class Book:
    """The workbook and the cell formats made so far."""

    book: Any
    looks: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def look(
        self,
        face: Face = Face.FANG,
        size: float = 12,
        align: Align = Align.LEFT,
        *,
        ruled: bool = False,
        top: bool = False,
        red: bool = False,
    ) -> Any:
        """A cell format, made once; cells are text (``@``) so that Excel changes nothing typed into them."""
        key = (face, size, align, ruled, top, red)
        if key not in self.looks:
            self.looks[key] = self.book.add_format(
                {
                    "font_name": FONTS[face],
                    "font_size": size,
                    "bold": face is Face.TITLE,
                    "align": align.value,
                    "valign": "top" if top else "vcenter",
                    "text_wrap": True,
                    "border": 1 if ruled else 0,
                    "num_format": "@",
                    "font_color": "#D7261E" if red else "#000000",
                }
            )
        return self.looks[key]


@dataclass
class Sheet:
    """A sheet being written: its grid of column edges in mm and the next free row."""

    book: Book
    sheet: Any
    edges: list[float]
    row: int = 0

    def column(self, left: float) -> int:
        """The grid column that begins at ``left`` mm."""
        return min(range(len(self.edges)), key=lambda place: abs(self.edges[place] - left))

    def line(self, text: str, *, height: float | None = None, **look: Any) -> None:
        """One row of text across the whole sheet; ``height`` in points."""
        size = look.get("size", 12.0)
        wanted = height or text_height(text, self.edges[-1], size) * MM + 6
        self.sheet.set_row(self.row, min(400, wanted))
        self.put(self.row, 0, 1, len(self.edges) - 1, text, **look)
        self.row += 1

    def put(self, row: int, column: int, rows: int, columns: int, text: str, **look: Any) -> None:
        """Text in a cell or a block of merged cells."""
        number = look.pop("number", False)
        style = self.book.look(**look)
        shown = printable(text)
        if rows * columns > 1:
            self.sheet.merge_range(row, column, row + rows - 1, column + columns - 1, "", style)
        if number and shown.isdecimal() and shown.isascii() and len(shown) <= MOST_DIGITS:
            self.sheet.write_number(row, column, int(shown), style)
        elif shown:
            self.sheet.write_string(row, column, shown, style)
        else:
            self.sheet.write_blank(row, column, None, style)

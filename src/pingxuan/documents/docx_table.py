"""Tables in Word: plain cells on a fixed grid, no controls, so that any office program keeps them."""

import io
from collections.abc import Callable
from typing import Any

from docx.shared import Mm
from docx.table import _Cell
from PIL import Image

from pingxuan.core.paper import Align, Cell, Place, Row, Table, placed
from pingxuan.documents.docx_parts import element, paragraphs_of, shape, twips, write_run
from pingxuan.documents.fitting import MM, fitting_size, text_height

_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
Pictures = Callable[[str], bytes]
"""Digest → the photograph's bytes, b"" for none."""
PICTURE_HEIGHT = 42.0
_LONG = 200
"""From this many characters a row may break over pages."""


def add_table(document: Any, table: Table, pictures: Pictures) -> None:
    """Appends the table, photographs in their cells; its grid of columns too: WPS and LibreOffice go by it."""
    cells = {(place.row, place.column): (place, cell) for place, cell in placed(table)}
    drawn = element("tbl", _properties(table), _grid(table))
    for number, row in enumerate(table.rows):
        drawn.append(_row(document, table, number, row, cells, pictures))
    document.element.body.insert(-1, drawn)


def _properties(table: Table) -> Any:
    padding = 0 if any(row.height for row in table.rows) else (70 if table.ruled else 30)
    edge = {"val": "single", "sz": 4, "space": 0, "color": "000000"} if table.ruled else {"val": "nil"}
    return element(
        "tblPr",
        element("tblW", w=twips(sum(table.widths)), type="dxa"),
        element("jc", val="center"),
        element("tblBorders", *(element(side, **edge) for side in _EDGES)),
        element("tblLayout", type="fixed"),
        element(
            "tblCellMar",
            *(
                element(side, w=padding if side in {"top", "bottom"} else 85, type="dxa")
                for side in _EDGES[:4]
            ),
        ),
    )


def _grid(table: Table) -> Any:
    return element("tblGrid", *(element("gridCol", w=twips(width)) for width in table.widths))


def _row(
    document: Any,
    table: Table,
    number: int,
    row: Row,
    cells: dict[Any, tuple[Place, Cell]],
    pictures: Pictures,
) -> Any:
    layout = element("trPr")
    if not any(len(cell.text) > _LONG for cell in row.cells):
        layout.append(element("cantSplit"))
    if row.height:
        layout.append(element("trHeight", val=twips(row.height), hRule="atLeast"))
    if number < table.header_rows:
        layout.append(element("tblHeader"))
    drawn = element("tr", layout)
    column = 0
    while column < len(table.widths):
        place, cell = _covering(cells, number, column)
        begins = place.row == number
        drawn.append(_laid_out(place, cell, begins))
        if begins:
            _write(_Cell(drawn[-1], document), cell, place, table.size, pictures(cell.picture))
        column += cell.colspan
    return drawn


def _room(picture: bytes, place: Place) -> dict[str, Any]:
    """Width or height that lets the picture fill its cell without being stretched."""
    wide, high = Image.open(io.BytesIO(picture)).size
    across, down = place.width - 6, (place.height or PICTURE_HEIGHT) - 4
    return {"width": Mm(across)} if wide * down > high * across else {"height": Mm(down)}


def _covering(cells: dict[Any, tuple[Place, Cell]], row: int, column: int) -> tuple[Place, Cell]:
    """The cell that begins here, or hangs down into this row."""
    for above in range(row, -1, -1):
        if (above, column) in cells:
            return cells[above, column]
    return Place(row, column, 0, None), Cell()


def _laid_out(place: Place, cell: Cell, first: bool) -> Any:
    layout = element("tcPr", element("tcW", w=twips(place.width), type="dxa"))
    if cell.colspan > 1:
        layout.append(element("gridSpan", val=cell.colspan))
    if cell.rowspan > 1:
        layout.append(element("vMerge", val="restart" if first else "continue"))
    layout.append(element("vAlign", val="top" if cell.top else "center"))
    return element("tc", layout, element("p"))


def _write(target: Any, cell: Cell, place: Place, usual: float, picture: bytes) -> None:
    if picture:
        paragraph = shape(target.paragraphs[0], align=Align.CENTER)
        paragraph.add_run().add_picture(io.BytesIO(picture), **_room(picture, place))
        return
    size = fitting_size(cell, place, usual)
    line = round(size * 1.3, 1)
    text = "\n".join(char for char in cell.text if not char.isspace()) if cell.vertical else cell.text
    lines = list(paragraphs_of(text))
    for number, one in enumerate(lines):
        paragraph = target.paragraphs[0] if number == 0 else target.add_paragraph()
        indent = 2 * size if cell.indent else 0
        write_run(shape(paragraph, align=cell.align, line=line, indent=indent), one, cell.face, size)
    free = (place.height or 0) - text_height(cell.text, place.width, size) - len(cell.seal) * 6.5 - 2
    for number, one in enumerate(cell.seal):
        before = max(0.0, free * MM) if number == 0 else 0.0
        write_run(
            shape(target.add_paragraph(), align=Align.RIGHT, line=18, before=before, right=24), one, size=12
        )

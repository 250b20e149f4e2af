"""About how large type may be to fill a cell, for formats that cannot measure it."""

import unicodedata

from pingxuan.core.paper import Cell, Place

MM = 72 / 25.4
"""Points in a millimetre."""
SIZES = (14.0, 12.0, 10.5, 9.0)
LINE = 1.35
"""Line height as a multiple of the type size."""
_INSET = 2 * 5.4


def width_in_ems(text: str) -> float:
    """The width of a line: one em for a Chinese character, about half for a Latin one."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.55 for char in text)


def line_count(text: str, width: float, size: float) -> int:
    """About how many lines the text takes in a column of ``width`` mm at ``size`` points."""
    room = max(size, width * MM - _INSET)
    return sum(max(1, -int(-(width_in_ems(line) * size) // room)) for line in text.split("\n"))


def text_height(text: str, width: float, size: float) -> float:
    """About how high the text stands in a column of ``width`` mm, in mm."""
    return line_count(text, width, size) * size * LINE / MM


def fitting_size(cell: Cell, place: Place, usual: float) -> float:
    """The largest type, not above ``usual`` points, in which the cell's text fits the height of its row."""
    if cell.hint:
        usual = min(usual, 12.0)
    if place.height is None or cell.vertical:
        return usual
    room = place.height - 1.5 - len(cell.seal) * 6.5
    sizes = [size for size in SIZES if size <= usual] or [usual]
    return next((size for size in sizes if text_height(cell.text, place.width, size) <= room), sizes[-1])


def sizes_to_try(cell: Cell, place: Place, usual: float) -> tuple[list[float], bool]:
    """Type sizes worth measuring for a cell of given height, and whether the first is sure to fit.

    For the writer that can measure, so that it measures only what is in doubt. Running text does not go
    below 10.5 points; what still does not fit is carried over to a continuation page.
    """
    least = 10.5 if cell.indent else 9.0
    tried: list[float] = []
    for size in (size for size in SIZES if least <= size <= usual):
        low, high = _height_range(cell, place, size)
        room = ((place.height or 0) - 2.2) * MM - (len(cell.seal) * 16 + 6 if cell.seal else 0)
        if high <= room:
            return [*tried, size], not tried
        if low <= room:
            tried.append(size)
    return tried or [least], False


def _height_range(cell: Cell, place: Place, size: float) -> tuple[float, float]:
    """The least and the greatest height in points the text can take, however its lines break."""
    width = (place.width - (4.4 if cell.indent else 2.2)) * MM
    per_line = max(1, int(width / size) - 2)
    leading = 0.52 if cell.indent else 0.28
    low = high = 0
    for line in (
        [char for char in cell.text if not char.isspace()] if cell.vertical else cell.text.split("\n")
    ):
        low += max(1, -int(-0.7 * width_in_ems(line) * size // width))
        high += max(1, -(-(len(line) + 2) // per_line))
    return low * size, high * size * (1 + leading)

"""A quota table of three columns, one place a row: the body, the honour, how many (东县 | 标兵 | 2)."""

from collections.abc import Iterator, Sequence

from pingxuan.core.notice.fact import Fact, read_as
from pingxuan.core.notice.grids import BLANK
from pingxuan.core.notice.honours import core_name, is_honour
from pingxuan.core.notice.quota_grid import TOTAL, QuotaColumn, Row, places_in
from pingxuan.core.notice.source import Piece


def long_columns(rows: Sequence[Row]) -> list[QuotaColumn]:
    """One column of places for each honour; [] when the grid has no column of honours, each on several rows."""
    body = [row for row in rows[1:] if any(row) and not any(TOTAL.search(cell.text) for cell in row)]
    widths = {len(row) for row in rows}
    if len(widths) != 1 or len(body) < 3:
        return []
    columns = [list(column) for column in zip(*map(list, body), strict=True)]
    figures = [place for place, cells in enumerate(columns) if all(_is_count(cell) for cell in cells)]
    filled = [list(_filled(column)) for column in columns]
    honours = [
        place for place, cells in enumerate(filled) if all(cell and is_honour(cell.text) for cell in cells)
    ]
    names = [
        place for place in range(len(filled)) if place not in (*figures, *honours) and all(filled[place])
    ]
    figures = [place for place in figures if [c.text for c in columns[place]] != _running(len(body))]
    if len(figures) != 1 or len(honours) != 1 or len(names) != 1:
        return []
    return list(_by_honour(filled[names[0]], filled[honours[0]], columns[figures[0]]))


def _by_honour(
    names: Sequence[Piece], honours: Sequence[Piece], counts: Sequence[Piece]
) -> Iterator[QuotaColumn]:
    held: dict[str, tuple[Piece, list[tuple[Fact[str], Fact[int]]]]] = {}
    for name, honour, count in zip(names, honours, counts, strict=True):
        place = (read_as(name.shown, name), read_as(places_in(count.text) or 0, count))
        held.setdefault(core_name(honour.text), (honour, []))[1].append(place)
    if max(len(places) for _, places in held.values()) > 1:
        yield from (QuotaColumn(honour, tuple(places)) for honour, places in held.values())


def _is_count(cell: Piece) -> bool:
    return places_in(cell.text) is not None


def _running(length: int) -> list[str]:
    return [str(number + 1) for number in range(length)]


def _filled(cells: Sequence[Piece]) -> Iterator[Piece]:
    """Each cell, or where it is blank the one above: a merged cell drawn once."""
    above = BLANK
    for cell in cells:
        above = cell or above
        yield above

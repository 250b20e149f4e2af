"""Quota tables (名额分配表): long, transposed, with a column for each award, or written in a sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pingxuan.core.notice.fact import Fact, read_as
from pingxuan.core.notice.honours import is_honour
from pingxuan.core.notice.numerals import number
from pingxuan.core.notice.parts import Parts
from pingxuan.core.notice.source import Piece
from pingxuan.core.notice.tables import Table, is_figure, rows

_TOTAL = re.compile(r"(?:合|总|小|共)计?$|总数$|合计（")
_BODY = re.compile(
    r"单位|地区|县|市|区|部门|支部|年级|学院|学校|系统|地方|名称|所属|院系|科室|乡镇|街道|公司|组别|地市|代表团|班级"
)
_PLACES = re.compile(r"名额|数量|人数|指标|个数|推荐数|数$|分配|（[名个家户人]）$|^[名个家户人]$")
_ASIDE = re.compile(r"备注|序号|说明|编号|联系|合计|总计|小计")
_PAIR = re.compile(r"([\u4e00-\u9fa5·]{2,14}?)(?:各)?([0-9]{1,4})[名个家户人]")


@dataclass(frozen=True)
class QuotaColumn:
    """Places of one award: its heading when the table names it, body → places, and the printed total."""

    heading: Piece | None
    places: tuple[tuple[Fact[str], Fact[int]], ...]
    stated_total: int | None = None

    @property
    def total(self) -> int:
        """Sum of the places."""
        return sum(places.value for _, places in self.places)


@dataclass(frozen=True)
class QuotaSheet:
    """One quota table: the annex it stands in (附件1, or "" in the body), its title and its columns."""

    annex: str
    title: Piece | None
    columns: tuple[QuotaColumn, ...]


def read_quotas(parts: Parts) -> tuple[QuotaSheet, ...]:
    """Every quota table of the notice, in order."""
    found: list[QuotaSheet] = []
    for annex in parts.annexes:
        title = annex.title
        if title and not re.search(r"名额|分配|指标", title.text):
            continue
        caption = title
        for block in annex.content:
            if isinstance(block, Piece):
                caption = (
                    block if re.search(r"名额|指标|分配", block.text) and len(block.text) < 60 else caption
                )
                continue
            if title or (caption and "名额" in caption.text):
                found.extend(_sheet(annex.name, caption, block))
    for heading, table in parts.body_tables:
        if re.search(r"名额|指标|分配", heading) or "名额" in table.texts:
            found.extend(_sheet("", None, table))
    return tuple(found or _in_prose(parts))


def _sheet(annex: str, title: Piece | None, table: Table) -> Iterator[QuotaSheet]:
    grid = [row for row in rows(table) if any(cell.text for cell in row)]
    if len(grid) < 2:
        return
    columns = _down(grid) if _is_long(grid) else _down(_turned(grid))
    if columns:
        yield QuotaSheet(annex, title, tuple(columns))


def _is_long(grid: list[list[Piece]]) -> bool:
    """Whether bodies stand one below the other."""
    head = [cell.text for cell in grid[0]]
    if any(is_figure(text) for text in head):
        return False
    if len(grid) == 2 and all(is_figure(cell.text) for cell in grid[1] if cell):
        return False
    return not (
        len(grid) <= 4 and len(head) > 3 and all(_PLACES.search(row[0].text) for row in grid[1:])
    ) or (sum(bool(_PLACES.search(text) or is_honour(text)) for text in head[1:]) > 0)


def _turned(grid: list[list[Piece]]) -> list[list[Piece]]:
    """Rows as columns; a table of names above figures gets an empty heading."""
    width = max(map(len, grid))
    blank = Piece("", "", ())
    full = [[*row, *([blank] * (width - len(row)))] for row in grid]
    turned = [[row[index] for row in full] for index in range(width)]
    return turned if not is_figure(turned[0][-1].text) else [[blank] * len(grid), *turned]


def _down(grid: list[list[Piece]]) -> list[QuotaColumn]:
    """Columns of places in a table whose first row is the heading."""
    head, body_rows = grid[0], grid[1:]
    names = _name_column(head, body_rows)
    columns = []
    for index, heading in enumerate(head):
        if index == names or _ASIDE.search(heading.text):
            continue
        figures = [row[index] for row in body_rows if index < len(row) and row[index]]
        if figures and all(is_figure(figure.text) for figure in figures):
            columns.append(_column(heading, names, index, body_rows))
    return [column for column in columns if column.places]


def _name_column(head: list[Piece], body_rows: list[list[Piece]]) -> int:
    for index, heading in enumerate(head):
        if (
            _BODY.search(heading.text)
            and not _PLACES.search(heading.text)
            and not _ASIDE.search(heading.text)
        ):
            return index
    for index, _ in enumerate(head):
        cells = [row[index].text for row in body_rows if index < len(row)]
        if cells and not any(map(is_figure, cells)):
            return index
    return 0


def _column(heading: Piece, names: int, index: int, body_rows: list[list[Piece]]) -> QuotaColumn:
    places: list[tuple[Fact[str], Fact[int]]] = []
    total = None
    for row in body_rows:
        last = [cell for cell in row if cell]
        label = row[names] if names < len(row) else row[0]
        if any(_TOTAL.match(cell.text) for cell in row):
            figures = [row[index]] if len(row) == len(body_rows[0]) else last[-1:]
            total = next((_count(figure) for figure in figures if is_figure(figure.text)), total)
        elif index < len(row) and row[index] and label and not is_figure(label.text):
            places.append((read_as(label.shown, label), read_as(_count(row[index]), row[index])))
    named = heading if heading and (is_honour(heading.text) or not _PLACES.search(heading.text)) else None
    return QuotaColumn(named, tuple(places), total)


def _count(cell: Piece) -> int:
    return number(cell.text.rstrip("名个家户人位")) or 0


def _in_prose(parts: Parts) -> Iterator[QuotaSheet]:
    """名额分配：甲市3名，乙县2名，丙县2名 in a sentence; three bodies at least."""
    for paragraph in parts.body:
        opening = re.search(r"名额(?:分配)?(?:如下|为)?：", paragraph.text)
        if not opening:
            continue
        rest = paragraph.piece.cut(opening.end())
        pairs = list(_PAIR.finditer(rest.text))
        if len(pairs) < 3 or any("每" in found[1] or "各" in found[1] for found in pairs):
            continue
        places = tuple(
            (
                read_as(rest.shown[found.start(1) : found.end(1)], rest.cut(*found.span(1))),
                read_as(int(found[2]), rest.cut(*found.span(2))),
            )
            for found in pairs
            if not _TOTAL.match(found[1])
        )
        yield QuotaSheet("", None, (QuotaColumn(None, places),))

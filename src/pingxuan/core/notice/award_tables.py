"""Tables whose rows are honours (奖项, 名额): each honour's name and, where the table gives one, its number."""

import re
from collections.abc import Iterator

from pingxuan.core.notice.award_counts import Counted
from pingxuan.core.notice.fact import read_as
from pingxuan.core.notice.honours import is_honour
from pingxuan.core.notice.parts import Parts
from pingxuan.core.notice.quota_grid import Row, places_in
from pingxuan.core.notice.tables import rows

_NAMES = re.compile(r"奖项|称号|荣誉|评选项目|表彰项目|评选类别|奖励项目|项目名称|评优项目|先进类别")
_NUMBERS = re.compile(r"名额|指标|数量|人数|个数|数$")
_OTHER = re.compile(r"参评|推荐|候选|金额|标准|奖金|总人数")


def tabled_names(parts: Parts) -> Iterator[Counted]:
    """Honours of tables headed 奖项, 称号 or the like, where all rows name honours."""
    tables = [table for _, table in parts.body_tables]
    tables += [table for annex in parts.annexes for table in annex.tables]
    for table in tables:
        grid = [row for row in rows(table) if any(cell.text for cell in row)]
        if len(grid) > 1:
            yield from _honours(grid)


def _honours(grid: list[Row]) -> Iterator[Counted]:
    if len(grid) == 2 and _NAMES.search(grid[0][0].text) and not is_honour(grid[0][0].text):
        grid = [[cell for cell in row[1:] if cell] for row in grid]
    head = [cell.text for cell in grid[0]]
    counts = [places_in(cell.text) for cell in grid[1]]
    if len(grid) == 2 and len(head) == len(counts) and all(counts) and all(map(is_honour, head)):
        for name, count, figure in zip(*grid[:1], counts, grid[1], strict=True):
            yield Counted(name, read_as(count or 0, figure), "", False, "“" in name.text, decided=True)
        return
    names = next((index for index, text in enumerate(head) if _NAMES.search(text)), None)
    if names is None:
        return
    held = [row for row in grid[1:] if names < len(row) and row[names]]
    if not held or not all(is_honour(row[names].text, chosen=True) for row in held):
        return
    numbers = next(
        (i for i, text in enumerate(head) if _NUMBERS.search(text) and not _OTHER.search(text)), None
    )
    for row in held:
        count = places_in(row[numbers].text) if numbers is not None and numbers < len(row) else None
        total = read_as(count, row[numbers]) if count and numbers is not None else None
        yield Counted(row[names], total, "", False, "“" in row[names].text, decided=True)

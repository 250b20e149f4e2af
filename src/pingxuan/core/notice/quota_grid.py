"""A grid of names and figures as columns of places: long, side by side, transposed, two axes, merged headings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pingxuan.core.notice.fact import Fact, read_as
from pingxuan.core.notice.grids import BLANK
from pingxuan.core.notice.honours import is_honour, praises
from pingxuan.core.notice.source import Piece

TOTAL = re.compile(r"(?:合|总|小|共)计?$|总数$|(?:合计|总计|小计|共计)(?:（|：)|^合计|^总计")
BODY = re.compile(
    r"单位|地区|县|市|区|部门|支部|年级|学院|学校|系统|地方|名称|所属|院系|科室|乡镇|街道|公司|组别|代表团|班级|党委|团委|工会|行业|省份|村"
)
PLACES = re.compile(
    r"名额|数量|人数|指标|个数|推荐数|总数|数$|分配|（[名个家户人]）$|^[名个家户人]$|^推荐$|比例"
)
_ASIDE = re.compile(
    r"备注|序号|说明|编号|联系|合计|总计|小计|共计|^总数|总人数|基数|人口"
    r"|(?:教职工|在职|在岗|职工|员工|党员|团员|会员|学生|教师|班级?|在校|编制|毕业生?|应届|参评|参加|实有|现有|户)(?:总|人)?数"
)
_ALL_OF_THEM = re.compile(r"[\u4e00-\u9fa5]总(?:人|户|个)?数$")
_FIGURE = re.compile(r"[≤<]?(?P<n>[0-9]{1,5})[名个家户人位所项件]?(?:（[^（）]{0,20}）)?$")
_ALLOTTED = re.compile(r"名额|指标|分配|推荐数")
_NONE = re.compile(r"[-—–/／\\无*]*$")
_TRANSPOSED_ROWS = 6
FEWEST_ROWS = 3
"""So many rows at least make a table that nothing heads."""
Row = list[Piece]


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


def places_in(text: str) -> int | None:
    """How many places a cell gives (6, 6名, 6（含校长1名）); None when it holds no count."""
    found = _FIGURE.match(text)
    return int(found["n"]) if found else None


def columns_of(rows: Sequence[Row]) -> list[QuotaColumn]:
    """Every column of places of a grid; [] when it gives none."""
    grid = _one_heading(_filled_down([list(row) for row in rows if any(cell.text for cell in row)]))
    if len(grid) < 2:
        return []
    if _has_no_heading(grid):
        return _down([[BLANK] * len(grid[0]), *grid])
    if not _stands_long(grid):
        return _down(_turned(grid))
    return _down(_one_label(_over_figures(_stacked(grid))))


def _filled_down(grid: list[Row]) -> list[Row]:
    """Rows drawn short under a merged first cell (中学 | 县一中 | 4, 县二中 | 3) moved to where they belong."""
    while grid and all(row and not row[-1] for row in grid):
        grid = [row[:-1] for row in grid]
    full = next((row for row in grid[1:] if row and all(row) and _has_figure(row)), None)
    if full is None:
        return grid
    shape, above, filled = _shape(full), full, []
    for row in grid:
        short = len(row) - next((i for i in range(len(row), 0, -1) if row[i - 1]), 0)
        held = row[: len(row) - short]
        if 0 < short <= 2 and len(row) == len(full) and _shape(held) == shape[short:] != shape[: len(held)]:
            above = [*above[:short], *held]
        else:
            above = row
        filled.append(above)
    return filled


def _over_figures(grid: list[Row]) -> list[Row]:
    """Headings drawn from the left edge (甲奖 | 乙奖 | |) moved over the figures they are for."""
    head, body = grid[0], [row for row in grid[1:] if len(row) == len(grid[0])]
    held = [cell for cell in head if cell]
    shape = next((_shape(row) for row in body if row[-1]), [])
    labels = next((place for place, is_figure in enumerate(shape) if is_figure), 0)
    drawn_short = head[: len(held)] == held and len(held) == len(shape) - labels
    if labels and drawn_short and all(shape[labels:]) and all(is_honour(cell.text) for cell in held):
        return [[*[BLANK] * labels, *held], *grid[1:]]
    return grid


def _one_label(grid: list[Row]) -> list[Row]:
    """Names told only by two columns together (初中 | 毕业班, 高中 | 毕业班) as one: 初中毕业班."""
    pairs = [
        row[:2] for row in grid[1:] if len(row) > 2 and not any(TOTAL.search(cell.text) for cell in row[:2])
    ]
    if len(pairs) < 3 or any(places_in(cell.text) is not None or not cell for pair in pairs for cell in pair):
        return grid
    texts = [tuple(cell.text for cell in pair) for pair in pairs]
    alone = any(len({text[place] for text in texts}) == len(texts) for place in (0, 1))
    if alone or len(set(texts)) != len(texts):
        return grid
    return [[_run_on(row[:2]), *row[2:]] if len(row) > 2 else row for row in grid]


def _shape(row: Row) -> list[bool]:
    return [places_in(cell.text) is not None for cell in row]


def _one_heading(grid: list[Row]) -> list[Row]:
    """Headings on two or three rows as one: 名额 above 先进集体 and 先进个人."""
    first = next((index for index, row in enumerate(grid) if _has_figure(row)), 0)
    if first in (0, 1) or first > 3 or len({len(row) for row in grid[:first]}) != 1:
        return grid
    if any(is_honour(row[0].text) for row in grid[1:first]):
        return grid
    heads = [_run_on([row[index] for row in grid[:first]]) for index in range(len(grid[0]))]
    return [heads, *grid[first:]]


def _run_on(cells: Sequence[Piece]) -> Piece:
    joined = BLANK
    for cell in cells:
        if cell and cell.text not in joined.text:
            joined = joined.plus(cell)
    return joined


def _has_figure(row: Row) -> bool:
    return any(places_in(cell.text) is not None for cell in row)


def _has_no_heading(grid: list[Row]) -> bool:
    """Whether the first row already is a body with its places, as all the others are."""
    names = [row[0].text for row in grid]
    alike = all(_shape(row) == [False, *[True] * (len(grid[0]) - 1)] for row in grid)
    plain = not any(
        not name or PLACES.search(name) or _ASIDE.search(name) or is_honour(name) for name in names[:-1]
    )
    return len(grid) >= FEWEST_ROWS and len(grid[0]) > 1 and alike and plain


def _stands_long(grid: list[Row]) -> bool:
    """Whether bodies stand one below the other."""
    head = [cell.text for cell in grid[0]]
    if any(places_in(text) is not None for text in head):
        return False
    if len(grid) == 2 and all(places_in(cell.text) is not None for cell in grid[1] if cell):
        return False
    if any(PLACES.search(text) or is_honour(text) for text in head[1:]):
        return True
    labels = [row[0].text for row in grid[1:]]
    across = all(PLACES.search(label) or is_honour(label) or TOTAL.search(label) for label in labels)
    return not (across and len(grid) <= _TRANSPOSED_ROWS and len(head) > 2)


def _stacked(grid: list[Row]) -> list[Row]:
    """A table set side by side (县区, 名额, 县区, 名额) as one below the other."""
    head = [cell.text for cell in grid[0]]
    for width in range(2, len(head) // 2 + 1):
        if len(head) % width == 0 and head == head[:width] * (len(head) // width):
            parts = [[row[start : start + width] for row in grid[1:]] for start in range(0, len(head), width)]
            return [grid[0][:width], *(row for part in parts for row in part if any(row))]
    return grid


def _turned(grid: list[Row]) -> list[Row]:
    """Rows as columns; a table of names above figures gets an empty heading."""
    width = max(map(len, grid))
    full = [[*row, *([BLANK] * (width - len(row)))] for row in grid]
    turned = [[row[index] for row in full] for index in range(width)]
    return turned if places_in(turned[0][-1].text) is None else [[BLANK] * len(grid), *turned]


def _down(grid: list[Row]) -> list[QuotaColumn]:
    """Columns of places in a table whose first row is the heading."""
    head, body_rows = grid[0], grid[1:]
    names = _name_column(head, body_rows)
    columns: list[tuple[str, QuotaColumn]] = []
    for index, heading in enumerate(head):
        if index == names or _is_aside(heading.text):
            continue
        cells = [row[index].text for row in body_rows if index < len(row) and row[index]]
        figures = [text for text in cells if places_in(text) is not None]
        if figures and all(places_in(text) is not None or _NONE.match(text) for text in cells):
            columns.append((heading.text, _column(heading, names, index, body_rows)))
    columns = _without_sums(columns)
    said = any(_ALLOTTED.search(heading) for heading, _ in columns)
    kept = [c for heading, c in columns if not said or _ALLOTTED.search(heading) or is_honour(heading)]
    return [column for column in kept if column.places]


def _is_aside(heading: str) -> bool:
    """Whether a column holds no places: remarks, totals, how many there are in all (本科总数)."""
    of_all = _ALL_OF_THEM.search(heading) and not (_ALLOTTED.search(heading) or is_honour(heading[:-2]))
    return bool(of_all or _ASIDE.search(heading))


def _without_sums(columns: list[tuple[str, QuotaColumn]]) -> list[tuple[str, QuotaColumn]]:
    """Without a column each of whose figures is the sum of all the others in its row (总名额，其中甲，其中乙)."""
    if len(columns) < 3:
        return columns
    figures = [{body.spans: count.value for body, count in column.places} for _, column in columns]
    for index, own in enumerate(figures):
        others = [held for place, held in enumerate(figures) if place != index]
        if len(own) > 2 and all(n == sum(held.get(body, 0) for held in others) for body, n in own.items()):
            return columns[:index] + columns[index + 1 :]
    return columns


def _name_column(head: Row, body_rows: list[Row]) -> int:
    """Where the bodies stand: of several columns of names the one that names each row by itself."""
    named = [
        index
        for index, heading in enumerate(head)
        if BODY.search(heading.text) and not PLACES.search(heading.text) and not _ASIDE.search(heading.text)
    ]
    plain = [index for index in range(len(head)) if not _ASIDE.search(head[index].text)]
    for index in [*named, *plain]:
        cells = [row[index].text for row in body_rows if index < len(row)]
        texts = [text for text in cells if text and not TOTAL.search(text)]
        if texts and len(set(texts)) == len(texts) and not any(places_in(text) is not None for text in texts):
            return index
    return named[0] if named else 0


def _column(heading: Piece, names: int, index: int, body_rows: list[Row]) -> QuotaColumn:
    places: list[tuple[Fact[str], Fact[int]]] = []
    total = None
    for row in body_rows:
        label = row[names] if names < len(row) else row[0]
        if any(TOTAL.search(cell.text) for cell in row if len(cell.text) < 12):
            total = _stated(row, index, len(body_rows[0])) or total
        elif index < len(row) and label and places_in(label.text) is None:
            count = places_in(row[index].text)
            if count is not None and not PLACES.fullmatch(label.text):
                places.append((read_as(label.shown, label), read_as(count, row[index])))
    named = heading if heading and (praises(heading.text) or not PLACES.search(heading.text)) else None
    return QuotaColumn(named, tuple(places), total)


def _stated(row: Row, index: int, width: int) -> int | None:
    """The total printed in a row of totals; a short row holds it last."""
    filled = [cell for cell in row if cell]
    cells = [row[index]] if len(row) == width else filled[-1:]
    return next((count for cell in cells if (count := places_in(cell.text)) is not None), None)

"""Ruled tables of a PDF page: from the lines drawn on it to the cells between them, merged ones whole."""

from collections.abc import Sequence
from dataclasses import dataclass

Rule = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points from the lower left, x0 ≤ x1, y0 ≤ y1."""
NEAR = 3.0
"""Points within which lines are taken to meet, or to be one."""
MOST_PLACES = 20_000


@dataclass(frozen=True)
class Box:
    """A cell: its row and column from the upper left, the rows and columns it covers, and its place."""

    row: int
    column: int
    rows: int
    columns: int
    place: Rule


@dataclass(frozen=True)
class RuledTable:
    """A table: its outer place, the x of its columns' edges, and its cells in reading order."""

    place: Rule
    edges: tuple[float, ...]
    boxes: tuple[Box, ...]


def ruled_tables(rules: Sequence[Rule]) -> list[RuledTable]:
    """The tables those lines rule, from the top of the page down."""
    found = [table for group in _meeting(rules) if (table := _table(group)) is not None]
    outer = [
        one
        for one in found
        if not any(_inside(one.place, other.place) for other in found if other is not one)
    ]
    return sorted(outer, key=lambda table: -table.place[3])


def _meeting(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Lines in groups of those that touch, directly or through others."""
    group = list(range(len(rules)))

    def top(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    order = sorted(range(len(rules)), key=lambda index: rules[index][0])
    open_rules: list[int] = []
    for index in order:
        here = rules[index]
        open_rules = [other for other in open_rules if rules[other][2] + NEAR >= here[0]]
        for other in open_rules:
            there = rules[other]
            if there[1] - NEAR <= here[3] and here[1] - NEAR <= there[3]:
                group[top(other)] = top(index)
        open_rules.append(index)
    groups: dict[int, list[Rule]] = {}
    for index, rule in enumerate(rules):
        groups.setdefault(top(index), []).append(rule)
    return list(groups.values())


def _table(rules: Sequence[Rule]) -> RuledTable | None:
    uprights = [rule for rule in rules if rule[2] - rule[0] <= NEAR < rule[3] - rule[1]]
    levels = [rule for rule in rules if rule[3] - rule[1] <= NEAR < rule[2] - rule[0]]
    xs = _clustered([(rule[0] + rule[2]) / 2 for rule in uprights])
    ys = _clustered([(rule[1] + rule[3]) / 2 for rule in levels])[::-1]
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > MOST_PLACES:
        return None
    across, down = len(xs) - 1, len(ys) - 1
    right = _walls(uprights, xs[1:-1], [(ys[i + 1] + ys[i]) / 2 for i in range(down)], upright=True)
    below = _walls(levels, ys[1:-1], [(xs[j] + xs[j + 1]) / 2 for j in range(across)], upright=False)
    boxes: list[Box] = []
    taken: set[tuple[int, int]] = set()
    for row in range(down):
        for column in range(across):
            if (row, column) in taken:
                continue
            columns, rows = _reach(row, column, across, down, right, below, taken)
            taken |= {(row + y, column + x) for y in range(rows) for x in range(columns)}
            place = (xs[column], ys[row + rows], xs[column + columns], ys[row])
            boxes.append(Box(row, column, rows, columns, place))
    return RuledTable((xs[0], ys[-1], xs[-1], ys[0]), tuple(xs), tuple(boxes))


def _reach(
    row: int, column: int, across: int, down: int,
    right: set[tuple[int, int]], below: set[tuple[int, int]], taken: set[tuple[int, int]],
) -> tuple[int, int]:  # fmt: skip
    """How many columns and rows a cell covers that begins there."""
    columns = 1
    while column + columns < across and (column + columns - 1, row) not in right:
        if (row, column + columns) in taken:
            break
        columns += 1
    rows = 1
    while row + rows < down and not any((row + rows - 1, column + x) in below for x in range(columns)):
        rows += 1
    return columns, rows


def _walls(
    rules: Sequence[Rule], lines: Sequence[float], middles: Sequence[float], *, upright: bool
) -> set[tuple[int, int]]:
    """Pairs of inner line and stretch where the line is drawn."""
    found = set()
    for rule in rules:
        at = (rule[0] + rule[2]) / 2 if upright else (rule[1] + rule[3]) / 2
        low, high = (rule[1], rule[3]) if upright else (rule[0], rule[2])
        for number, line in enumerate(lines):
            if abs(line - at) <= NEAR:
                found |= {(number, place) for place, middle in enumerate(middles) if low <= middle <= high}
    return found


def _clustered(values: Sequence[float]) -> list[float]:
    """The distinct values, those within NEAR of the one before taken as one, ascending."""
    clusters: list[list[float]] = []
    for one in sorted(values):
        if clusters and one - clusters[-1][-1] <= NEAR:
            clusters[-1].append(one)
        else:
            clusters.append([one])
    return [sum(cluster) / len(cluster) for cluster in clusters]


def _inside(inner: Rule, outer: Rule) -> bool:
    return all((outer[0] <= inner[0], outer[1] <= inner[1], inner[2] <= outer[2], inner[3] <= outer[3]))

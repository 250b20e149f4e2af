"""Lists of those proposed or honoured, grouped by nominating body, as an annex prints them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pingxuan.core.paper import Align, AnnexPage, Block, Cell, Heading, Row, Table
from pingxuan.core.papers.phrases import quoted, title_lines
from pingxuan.core.words import AwardKind

_WIDTH = 156.0
_LONGEST_IN_HALF = 14


@dataclass(frozen=True)
class Honoured:
    """A unit, or a person with the unit he or she belongs to."""

    name: str
    unit: str = ""

    @property
    def shown(self) -> str:
        """As it stands in a list: 姓名（单位）."""
        return f"{self.name}（{self.unit}）" if self.unit else self.name


@dataclass(frozen=True)
class HonourGroup:
    """Those of one nominating body."""

    body: str
    entries: Sequence[Honoured]


@dataclass(frozen=True)
class HonourList:
    """All of one award, bodies in the order of the notice's annex."""

    award: str
    kind: AwardKind
    groups: Sequence[HonourGroup]

    @property
    def count(self) -> int:
        """How many stand on the list."""
        return sum(len(group.entries) for group in self.groups)

    @property
    def counter(self) -> str:
        """The measure word: 个 for units, 名 for persons."""
        return "个" if self.kind is AwardKind.UNIT else "名"

    @property
    def first(self) -> str:
        """The name the list begins with, "" when it is empty."""
        return next((entry.name for group in self.groups for entry in group.entries), "")


def honours_said(lists: Sequence[HonourList], *, proposed: bool = False) -> str:
    """The lists in one clause: 授予某某等3个单位“…”称号、某某等2名同志“…”称号."""
    verb = "拟授予" if proposed else "授予"
    return verb + "、".join(f"{_holders(one)}{quoted(one.award)}称号" for one in lists if one.count)


def list_annexes(lists: Sequence[HonourList], suffix: str) -> tuple[tuple[str, ...], tuple[Block, ...]]:
    """The names of the annexes and their pages, one annex per award; ``suffix`` is 名单 or 拟授予对象名单."""
    names = tuple(quoted(one.award) + suffix for one in lists)
    blocks: list[Block] = []
    for number, (name, one) in enumerate(zip(names, lists, strict=True), 1):
        label = f"附件{number}" if len(lists) > 1 else "附件"
        blocks.append(AnnexPage(label=label, title=(*title_lines(name), f"（共{one.count}{one.counter}）")))
        blocks += _groups(one)
    return names, tuple(blocks)


def _holders(one: HonourList) -> str:
    person = one.kind is AwardKind.PERSON
    if one.count == 1:
        return one.first + "同志" * person
    return f"{one.first}等{one.count}{one.counter}{'同志' if person else '单位'}"


def _groups(one: HonourList) -> Iterator[Block]:
    names = [entry.shown for group in one.groups for entry in group.entries]
    short = sum(len(name) <= _LONGEST_IN_HALF for name in names)
    columns = 2 if 2 * short >= len(names) else 1
    for group in one.groups:
        if group.entries:
            yield Heading(head=f"{group.body}（{len(group.entries)}{one.counter}）", indent=False)
            yield _table([entry.shown for entry in group.entries], columns)


def _table(names: Sequence[str], columns: int) -> Table:
    rows = []
    for start in range(0, len(names), columns):
        line = [*names[start : start + columns], *[""] * columns][:columns]
        rows.append(Row(cells=tuple(Cell(text=name, align=Align.LEFT) for name in line)))
    return Table(widths=(_WIDTH / columns,) * columns, rows=tuple(rows), ruled=False)

"""What differs between two versions of a definition: each change with its place, its name, before and after."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from pingxuan.core.definition import Award, Definition, Form
from pingxuan.core.definition_names import NAMES, SAME, called, read_value
from pingxuan.core.finding import in_marks
from pingxuan.core.words import ChangeKind, Touch


@dataclass(frozen=True, kw_only=True)
class Change:
    """One difference. ``path`` stands in the newer version, or in the older one where the row was removed."""

    path: str
    called: str
    """奖项“…”·推荐表·“主要事迹”·最多字数."""
    kind: ChangeKind
    before: str = ""
    after: str = ""
    touches: Touch = Touch.CAMPAIGN
    award: str = ""
    """Key of the award it belongs to, "" for the whole campaign."""

    @property
    def sentence(self) -> str:
        """The change as one sentence without its full stop."""
        if self.kind is ChangeKind.ADDED:
            return f"新增{self.called}：{self.after}" if self.after else f"新增{self.called}"
        if self.kind is ChangeKind.REMOVED:
            return f"删去{self.called}"
        if self.kind is ChangeKind.MOVED:
            return f"{self.called}由{self.before}移到{self.after}"
        if not self.before:
            return f"{self.called}补写为{in_marks(self.after)}"
        if not self.after:
            return f"{self.called}不再写明（原为{in_marks(self.before)}）"
        return f"{self.called}由{in_marks(self.before)}改为{in_marks(self.after)}"


_TOUCHES: Mapping[tuple[type, str], Touch] = {
    (Definition, "awards"): Touch.AWARD,
    (Definition, "bodies"): Touch.BODIES,
    (Definition, "deadlines"): Touch.DEADLINE,
    (Award, "form"): Touch.FORM,
    (Award, "further_forms"): Touch.FORM,
    (Award, "summary"): Touch.SUMMARY,
    (Award, "quota"): Touch.QUOTA,
    (Award, "rules"): Touch.RULES,
    (Award, "criteria"): Touch.CRITERIA,
    (Award, "vetoes"): Touch.CRITERIA,
    (Form, "opinions"): Touch.OPINIONS,
}


@dataclass(frozen=True)
class _Place:
    path: str = ""
    trail: tuple[str, ...] = ()
    touches: Touch = Touch.CAMPAIGN
    award: str = ""

    def into(self, part: type, attribute: str) -> "_Place":
        """The place of an attribute."""
        label = "" if (part, attribute) == (Form, "fields") else NAMES[part][attribute]
        touches = _TOUCHES.get((part, attribute), self.touches)
        return replace(
            self, path=f"{self.path}.{attribute}".lstrip("."), trail=(*self.trail, label), touches=touches
        )

    def row(self, index: int, name: str, award: str = "") -> "_Place":
        """The place of a row, called by its name."""
        trail = (*self.trail[:-1], self.trail[-1] + in_marks(name))
        return replace(self, path=f"{self.path}[{index}]", trail=trail, award=award or self.award)

    def told(self, kind: ChangeKind, before: str = "", after: str = "") -> Change:
        """A change at this place."""
        return Change(
            path=self.path, called="·".join(filter(None, self.trail)), kind=kind, before=before, after=after,
            touches=self.touches, award=self.award,
        )  # fmt: skip


def changes(old: Definition, new: Definition) -> tuple[Change, ...]:
    """Every difference in the order of the newer version; rows are known by what names them, not by position."""
    return tuple(_of_part(old, new, _Place()))


def _of_part(old: Any, new: Any, at: _Place) -> Iterator[Change]:
    for one in fields(old):
        yield from _of_value(getattr(old, one.name), getattr(new, one.name), at.into(type(old), one.name))


def _of_value(old: Any, new: Any, at: _Place) -> Iterator[Change]:
    if old == new:
        return
    if is_dataclass(old) and is_dataclass(new):
        yield from _of_part(old, new, at)
    elif isinstance(old, tuple) and any(is_dataclass(one) for one in (*old, *new)):
        yield from _of_rows(old, new, at)
    elif isinstance(old, tuple):
        yield from _of_list(old, new, at)
    elif isinstance(old, dict):
        yield from _of_names(old, new, at)
    else:
        yield at.told(ChangeKind.CHANGED, read_value(old), read_value(new))


def _of_rows(old: Sequence[Any], new: Sequence[Any], at: _Place) -> Iterator[Change]:
    came_from = _paired(old, new)
    moved = _moved(list(came_from.values()))
    for index, row in enumerate(new):
        here = at.row(index, called(row), row.key if isinstance(row, Award) else "")
        was = came_from.get(index)
        if was is None:
            yield here.told(ChangeKind.ADDED, after=read_value(row))
            continue
        if was in moved:
            yield here.told(ChangeKind.MOVED, f"第 {was + 1} 位", f"第 {index + 1} 位")
        yield from _of_part(old[was], row, at.row(index, called(old[was]), here.award))
    for was, row in enumerate(old):
        if was not in came_from.values():
            gone = at.row(was, called(row), row.key if isinstance(row, Award) else "")
            yield gone.told(ChangeKind.REMOVED, before=read_value(row))


def _paired(old: Sequence[Any], new: Sequence[Any]) -> dict[int, int]:
    """Index in the newer list → index of the same row in the older one, by the tightest identity that finds one."""
    found: dict[int, int] = {}
    for identity in SAME[type((*old, *new)[0])]:
        free = [was for was in range(len(old)) if was not in found.values()]
        for index, row in enumerate(new):
            if index in found or identity(row) is None:
                continue
            was = next((one for one in free if identity(old[one]) == identity(row)), None)
            if was is not None:
                found[index] = was
                free.remove(was)
    return dict(sorted(found.items()))


def _moved(order: Sequence[int]) -> set[int]:
    """Those of the older positions that left the others' order: all but a longest increasing run."""
    tails: list[int] = []
    lengths = []
    for one in order:
        place = bisect_left(tails, one)
        tails[place : place + 1] = [one]
        lengths.append(place)
    stayed: set[int] = set()
    wanted = len(tails) - 1
    for one, length in zip(reversed(order), reversed(lengths), strict=True):
        if length == wanted:
            stayed.add(one)
            wanted -= 1
    return set(order) - stayed


def _of_list(old: tuple[str, ...], new: tuple[str, ...], at: _Place) -> Iterator[Change]:
    """Items of a plain list: those that came, those that went, or their order."""
    for index, item in enumerate(new):
        if item not in old:
            yield at.row(index, item).told(ChangeKind.ADDED)
    for index, item in enumerate(old):
        if item not in new:
            yield at.row(index, item).told(ChangeKind.REMOVED)
    if set(old) == set(new):
        yield at.told(ChangeKind.CHANGED, read_value(old), read_value(new))


def _of_names(old: Mapping[str, int], new: Mapping[str, int], at: _Place) -> Iterator[Change]:
    for name in (*new, *(name for name in old if name not in new)):
        if old.get(name) == new.get(name):
            continue
        trail = (*at.trail[:-1], f"{at.trail[-1]}·{name}")
        here = replace(at, path=f"{at.path}.{name}", trail=trail)
        kind = ChangeKind.CHANGED
        if name not in old or name not in new:
            kind = ChangeKind.ADDED if name in new else ChangeKind.REMOVED
        yield here.told(kind, read_value(old.get(name)), read_value(new.get(name)))

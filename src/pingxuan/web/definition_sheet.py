"""What the definition's page is made of: entries in lines in sections, each with what is said of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pingxuan.core.finding import Finding
from pingxuan.core.notice.fact import How
from pingxuan.web.definition_paths import value_at
from pingxuan.web.definition_typed import WAS
from pingxuan.web.display import beijing, stamp

Choices = Sequence[tuple[str, str]]
Columns = Sequence[tuple[str, str, str, dict[str, Any]]]
"""Attribute, label, kind of control, and what else an entry of that column is given."""
SURE_ENOUGH = 0.8
"""Below this a value read in the notice stands out."""


@dataclass(frozen=True)
class Source:
    """Where a value was read in the notice, how it was found and how sure that is, from 0 to 1."""

    fact: str
    how: How
    confidence: float
    places: int = 1

    @property
    def label(self) -> str:
        """What is said of it beside the value."""
        return self.how.label

    @property
    def unsure(self) -> bool:
        """Whether it stands out, to be looked at first."""
        return self.how is How.INFERRED or self.confidence < SURE_ENOUGH


Sources = Callable[[str], Source | None]
"""Tells where the value at a path of the definition was read; None where the notice does not say it."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One value to read or to type: ``path`` is its input's name, ``kind`` its control."""

    path: str
    label: str
    value: str
    kind: str = "text"
    wide: bool = False
    short: bool = False
    choices: Choices = ()
    hint: str = ""
    example: str = ""
    findings: tuple[Finding, ...] = ()
    source: Source | None = None
    only: tuple[str, tuple[str, ...]] = ("", ())
    """Path of another value and what it must be for this one to be asked at all."""
    hidden: bool = False
    reshapes: bool = False
    """Whether a change of it changes which parts the page has."""

    @property
    def shown(self) -> str:
        """The value as a person reads it."""
        if self.kind == "flag":
            return "是" if self.value else "否"
        return dict(self.choices).get(self.value, self.value)

    @property
    def only_values(self) -> str:
        """What the other value must be, for the page's script."""
        return " ".join(self.only[1])

    @property
    def lines(self) -> int:
        """Height of a long text's box."""
        rows = sum(1 + len(line) // 30 for line in self.value.split("\n"))
        return max(2 if self.kind == "long" else 1, min(9, rows))


@dataclass(frozen=True, kw_only=True)
class Line:
    """Values that belong together; ``path`` is what is confirmed, ``source`` where the notice says it."""

    path: str
    entries: tuple[Entry, ...]
    title: str = ""
    note: str = ""
    was: str = ""
    removable: bool = False
    source: Source | None = None
    confirmed: bool = False
    findings: tuple[Finding, ...] = ()
    first: bool = False
    last: bool = False
    """Whether it stands at an end of its list, so that it cannot be moved further."""
    lists: tuple["Section", ...] = ()
    """Lists inside a row: the columns of a table that is filled line by line."""

    @property
    def fact(self) -> str:
        """Where it was read, "" where the notice does not say it."""
        return self.source.fact if self.source else ""

    @property
    def facts(self) -> str:
        """Every place in the notice that belongs to it, for the page's script."""
        told = (self.fact, *(entry.source.fact for entry in self.entries if entry.source))
        return " ".join(dict.fromkeys(fact for fact in told if fact))

    @property
    def hurt(self) -> bool:
        """Whether something here must be changed."""
        found = (*self.findings, *(f for e in self.entries for f in e.findings))
        inside = any(section.hurt for section in self.lists)
        return inside or any(finding.blocks for finding in found)

    @property
    def unsure(self) -> bool:
        """Whether something here was not written in the notice as it stands."""
        sources = (self.source, *(entry.source for entry in self.entries))
        return any(source.unsure for source in sources if source)


@dataclass(frozen=True, kw_only=True)
class Section:
    """A titled part of the page; ``add`` is the list a new line goes to, ``folded``: it begins shut."""

    title: str
    lines: tuple[Line, ...]
    add: str = ""
    add_label: str = ""
    folded: bool = False
    note: str = ""
    findings: tuple[Finding, ...] = ()
    only: tuple[str, tuple[str, ...]] = ("", ())
    hidden: bool = False
    removable: str = ""
    """Path of the row the whole section is, when it can be taken out (附表)."""
    was: str = ""

    @property
    def newest(self) -> str:
        """Path of the last row of its list."""
        return next((line.path for line in reversed(self.lines) if line.removable), "")

    @property
    def count(self) -> int:
        """How many rows its list has."""
        return sum(line.removable for line in self.lines)

    @property
    def only_values(self) -> str:
        """What the value named by ``only`` must be, for the page's script."""
        return " ".join(self.only[1])

    @property
    def read(self) -> bool:
        """Whether anything in it was read in the notice."""
        return any(line.fact for line in self.every_line())

    @property
    def hurt(self) -> bool:
        """Whether something here must be changed."""
        return any(finding.blocks for finding in self.findings) or any(line.hurt for line in self.lines)

    def every_line(self) -> Iterator[Line]:
        """Its lines, each followed by those of the lists inside it."""
        for line in self.lines:
            yield line
            for section in line.lists:
                yield from section.every_line()


def _nothing_read(_path: str) -> Source | None:
    return None


@dataclass
class Sheet:
    """Makes lines of one definition's plain ``data``, with findings, sources and confirmations put in place."""

    data: Mapping[str, Any]
    findings: Sequence[Finding] = ()
    confirmed: frozenset[str] = frozenset()
    source: Sources = _nothing_read
    _placed: dict[str, tuple[Finding, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sorts the findings by their places once."""
        for finding in self.findings:
            self._placed[finding.where] = (*self._placed.get(finding.where, ()), finding)

    def at(self, *paths: str) -> tuple[Finding, ...]:
        """Findings placed at these very paths."""
        return tuple(finding for path in paths for finding in self._placed.get(path, ()))

    def entry(self, path: str, label: str, kind: str = "text", **more: Any) -> Entry:
        """The value at a path as an entry."""
        other, values = more.get("only", ("", ()))
        hidden = bool(other) and str(value_at(self.data, other)) not in values
        return Entry(
            path=path, label=label, kind=kind, value=written(value_at(self.data, path)),
            findings=self.at(path), source=self.source(path), hidden=hidden, **more,
        )  # fmt: skip

    def line(self, path: str, entries: Iterable[Entry], **more: Any) -> Line:
        """Entries under the path that is confirmed; findings at the path itself stand with the line."""
        entries = tuple(entries)
        own = {entry.path for entry in entries}
        found = () if path in own else self.at(path)
        source = self.source(path)
        settled = (source.fact if source else path) in self.confirmed
        return Line(path=path, entries=entries, source=source, findings=found, confirmed=settled, **more)

    def single(self, path: str, label: str, kind: str = "text", **more: Any) -> Line:
        """A line of one value."""
        return self.line(path, [self.entry(path, label, kind, **more)])

    def rows(self, path: str) -> list[str]:
        """Paths of the rows of a list."""
        return [f"{path}[{index}]" for index in range(len(value_at(self.data, path, []) or []))]

    def was(self, row: str, index: int) -> str:
        """Which row of the definition kept a row is: its own place, or what the page last sent said."""
        return str(value_at(self.data, f"{row}.{WAS}", index))

    def listed(self, path: str, columns: Columns, **more: str) -> tuple[Line, ...]:
        """A line for each row of a list, with an entry for each (attribute, label, kind, more).

        ``title`` names the attribute a folded line is called by, ``note`` the one shown beside it.
        """
        return tuple(self.row(row, index, columns, more) for index, row in enumerate(self.rows(path)))

    def row(
        self,
        row: str,
        index: int,
        columns: Columns,
        called_by: Mapping[str, str],
        lists: tuple[Section, ...] = (),
    ) -> Line:
        """One row of a list; ``only`` in a column names an attribute of the same row."""
        told = {}
        for name, label, kind, rest in columns:
            other, values = rest.get("only", ("", ()))
            own = {"only": (f"{row}.{other}", values)} if other else {}
            told[name] = self.entry(f"{row}.{name}", label, kind, **{**rest, **own})
        last = index == len(self.rows(row[: row.rfind("[")])) - 1
        called = {one: told[name].shown for one, name in called_by.items()}
        return self.line(
            row, told.values(), was=self.was(row, index), removable=True, lists=lists,
            first=index == 0, last=last, **called,
        )  # fmt: skip


def written(value: Any) -> str:
    """A value of plain data as text to type over."""
    if value is None or value is False:
        return ""
    if value is True:
        return "on"
    if isinstance(value, (list, tuple)):
        return "\n".join(str(one) for one in value)
    if isinstance(value, datetime):
        return stamp(value)
    text = str(value)
    if len(text) > 16 and text[10:11] == "T":
        try:
            return stamp(beijing(datetime.fromisoformat(text)))
        except ValueError:
            return text
    return text

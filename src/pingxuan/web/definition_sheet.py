"""What the definition's page is made of: entries in lines in sections, each with what is said of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pingxuan.core.finding import Finding
from pingxuan.web.definition_typed import WAS, value_at
from pingxuan.web.display import beijing, stamp

Choices = Sequence[tuple[str, str]]
Columns = Sequence[tuple[str, str, str, dict[str, Any]]]
"""Attribute, label, kind of control, and what else an entry of that column is given."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One value to read or to type: ``path`` is its input's name, ``kind`` its control."""

    path: str
    label: str
    value: str
    kind: str = "text"
    wide: bool = False
    choices: Choices = ()
    hint: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def shown(self) -> str:
        """The value as a person reads it."""
        if self.kind == "flag":
            return "是" if self.value else "否"
        return dict(self.choices).get(self.value, self.value)

    @property
    def lines(self) -> int:
        """Height of a long text's box."""
        return max(2, min(8, self.value.count("\n") + 1 + len(self.value) // 60))


@dataclass(frozen=True, kw_only=True)
class Line:
    """Values that belong together; ``path`` is what is confirmed, ``fact`` where the notice says it."""

    path: str
    entries: tuple[Entry, ...]
    title: str = ""
    note: str = ""
    was: str = ""
    removable: bool = False
    fact: str = ""
    confirmed: bool = False
    findings: tuple[Finding, ...] = ()

    @property
    def hurt(self) -> bool:
        """Whether something here must be changed."""
        return any(f.blocks for e in self.entries for f in e.findings) or any(f.blocks for f in self.findings)


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

    @property
    def newest(self) -> str:
        """Path of the last row of its list."""
        return next((line.path for line in reversed(self.lines) if line.removable), "")


@dataclass(frozen=True, kw_only=True)
class PlacesTable:
    """The matrix of bodies and awards with quota by table, and its sums."""

    lines: tuple[Line, ...]
    awards: tuple[tuple[str, int, int | None], ...]
    """Name, sum of the places, number of prizes (None where the notice does not say)."""
    findings: tuple[Finding, ...] = ()


@dataclass
class Sheet:
    """Makes lines of one definition's plain ``data``, with findings, facts and confirmations put in place."""

    data: Mapping[str, Any]
    findings: Sequence[Finding] = ()
    confirmed: frozenset[str] = frozenset()
    origin: Mapping[str, str] = field(default_factory=dict)
    """Path of a line → the path under which its value was read in the notice."""

    def entry(self, path: str, label: str, kind: str = "text", **more: Any) -> Entry:
        """The value at a path as an entry."""
        found = tuple(finding for finding in self.findings if finding.where == path)
        return Entry(
            path=path,
            label=label,
            kind=kind,
            value=written(value_at(self.data, path)),
            findings=found,
            **more,
        )

    def line(self, path: str, entries: Iterable[Entry], **more: Any) -> Line:
        """Entries under the path that is confirmed; findings at the path itself stand with the line."""
        entries = tuple(entries)
        own = {entry.path for entry in entries}
        found = tuple(f for f in self.findings if f.where == path and f.where not in own)
        fact = self.origin.get(path, "")
        return Line(
            path=path, entries=entries, fact=fact, findings=found,
            confirmed=(fact or path) in self.confirmed, **more,
        )  # fmt: skip

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
        lines = []
        for index, row in enumerate(self.rows(path)):
            told = {
                name: self.entry(f"{row}.{name}", label, kind, **rest) for name, label, kind, rest in columns
            }
            called = {one: told[name].shown for one, name in more.items()}
            lines.append(self.line(row, told.values(), was=self.was(row, index), removable=True, **called))
        return tuple(lines)

    def at(self, *paths: str) -> tuple[Finding, ...]:
        """Findings placed at these very paths."""
        return tuple(finding for finding in self.findings if finding.where in paths)


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

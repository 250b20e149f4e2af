"""One record as read from a file: what each blank holds, where that stood, and what a person should look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pingxuan.core.definition import Award, Field
from pingxuan.core.finding import Finding


@dataclass(frozen=True)
class Value:
    """What one blank holds: text, or the rows of a field of kind ROWS; ``address`` is the cell it stood in."""

    blank: Field
    held: Any
    address: str = ""


@dataclass(frozen=True)
class Record:
    """One form, or one line of a summary table, of an award; ``where`` is its table or line."""

    award: Award
    where: str
    values: Mapping[str, Value]
    from_summary: bool = False
    doubts: tuple[Finding, ...] = ()

    @property
    def answers(self) -> dict[str, Any]:
        """What was filled in, by the blanks' keys."""
        return {key: value.held for key, value in self.values.items() if value.held}

    @property
    def labelled(self) -> dict[str, Any]:
        """Every blank read, by its printed label, rows as lists of column label → text."""
        return {value.blank.label: _told(value) for value in self.values.values()}

    def address_of(self, where: str) -> str:
        """The cell a finding about a blank is about; the record's own place where it has none."""
        value = self.values.get(where.split(".", 1)[0])
        return value.address if value and value.address else self.where


@dataclass(frozen=True)
class Reading:
    """Everything read from one file: its records, and what could not be placed."""

    file: str
    records: tuple[Record, ...] = ()
    findings: tuple[Finding, ...] = field(default_factory=tuple)


def _told(value: Value) -> Any:
    if not isinstance(value.held, list):
        return value.held
    labels = {column.key: column.label for column in value.blank.columns}
    return [{labels[key]: text for key, text in row.items()} for row in value.held]

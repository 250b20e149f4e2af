"""A filled form read from its table: labels found wherever they moved, each with what stands beside it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pingxuan.core.definition import Award, Field, Form
from pingxuan.core.finding import Finding, in_marks
from pingxuan.core.intake.grid import Grid, GridCell
from pingxuan.core.intake.matching import Match, label_key, matched
from pingxuan.core.intake.record import Record, Value
from pingxuan.core.intake.rows import Rows, read_rows
from pingxuan.core.intake.values import is_prompt, written
from pingxuan.core.words import FieldKind

_INLINE = re.compile(r"\s*(?P<label>[^：:\n]{2,24})[：:](?P<value>.*)", re.DOTALL)
_ON_A_LINE = re.compile(
    r"(?P<label>[^：:\s][^：:]{0,19}?)[：:][ \t　]*(?P<value>.*?)(?=[ \t　]+[^：:\s]{2,16}[：:]|$)"
)
LEAST_LABELS = 3
"""A table with fewer of a form's labels is not that form."""


@dataclass(frozen=True)
class Labels:
    """Where a form's labels stand in a table: of its blanks, and of its opinion boxes."""

    blanks: dict[GridCell, Match]
    opinions: frozenset[GridCell]

    @property
    def count(self) -> int:
        """How many different labels were found."""
        return len({match.field.key for match in self.blanks.values()}) + len(self.opinions)


def labels_in(grid: Grid, form: Form) -> Labels:
    """The cells of a table that are labels of that form, the likeliest cell for each label."""
    opinions = [Field(key=step.key, label=step.label) for step in form.opinions]
    boxes = frozenset(cell for cell in grid.cells if cell.text and matched(cell.text, opinions))
    found: dict[GridCell, Match] = {}
    for cell in grid.cells:
        match = _match_of(cell, form.fields) if cell.text and cell not in boxes else None
        if match:
            found[cell] = match
    best = {match.field.key: 0 for match in found.values()}
    for match in found.values():
        best[match.field.key] = max(best[match.field.key], match.likeness)
    likeliest = {cell: match for cell, match in found.items() if match.likeness == best[match.field.key]}
    return Labels(likeliest, boxes)


def read_forms(grid: Grid, award: Award, form: Form) -> tuple[Record, ...]:
    """Every record of that form in a table: one, or several printed one below another."""
    return tuple(_read(part, award, form, labels_in(part, form)) for part in _parts(grid, form))


def _match_of(cell: GridCell, blanks: Sequence[Field]) -> Match | None:
    inline = _INLINE.match(cell.text)
    return matched(cell.text, blanks) or (matched(inline["label"], blanks) if inline else None)


def _parts(grid: Grid, form: Form) -> Iterator[Grid]:
    """The table cut before every return of the label it begins with."""
    found = labels_in(grid, form).blanks
    if not found:
        return
    opening = min(found, key=lambda cell: (cell.row, cell.column))
    first = found[opening].field.key
    starts = sorted({cell.row for cell, match in found.items() if match.field.key == first})
    edges = [0, *starts[1:], grid.height]
    for start, end in pairwise(edges):
        cells = tuple(cell for cell in grid.cells if start <= cell.row < end)
        yield replace(grid, cells=cells, above=grid.above if start == 0 else ())


def _read(grid: Grid, award: Award, form: Form, labels: Labels) -> Record:
    used: set[GridCell] = set(labels.blanks) | labels.opinions
    values: dict[str, Value] = {}
    doubts: list[Finding] = []
    for cell, match in labels.blanks.items():
        if match.field.kind is FieldKind.ROWS:
            continue
        beside = _beside(grid, cell, used)
        used.update(beside)
        values[match.field.key] = _value(match.field, cell, beside)
        doubts.extend(_doubt(cell, match))
    for blank in form.fields:
        if blank.kind is FieldKind.ROWS:
            rows: Rows = read_rows(
                grid, blank, {c: m for c, m in labels.blanks.items() if m.field is blank}, used
            )
            used.update(rows.used)
            values[blank.key] = Value(blank, rows.held, rows.address)
    for box in labels.opinions:
        used.update(cell for cell in grid.right_of(box) if cell not in labels.blanks)
    values |= _on_lines(grid, form, values)
    doubts.extend(_unplaced(grid, used, form))
    ordered = {blank.key: values[blank.key] for blank in form.fields if blank.key in values}
    return Record(award, grid.name, ordered, doubts=tuple(doubts))


def _beside(grid: Grid, label: GridCell, used: Iterable[GridCell]) -> list[GridCell]:
    """The cells that hold a label's value: to its right up to the next label, else the one below."""
    taken = set(used)
    found: list[GridCell] = []
    for row in range(label.row, label.row + label.rows):
        for cell in grid.row(row):
            if cell.column < label.column + label.columns:
                continue
            if cell in taken:
                break
            found.append(cell)
    if found:
        return list(dict.fromkeys(found))
    below = grid.below_of(label)
    return [below] if below and below not in taken and below.columns <= label.columns else []


def _value(blank: Field, label: GridCell, beside: Sequence[GridCell]) -> Value:
    inline = _INLINE.match(label.text)
    within = inline["value"] if inline and label_key(inline["label"]) != label_key(label.text) else ""
    texts = [written(blank, text) for text in (within, *(cell.text for cell in beside)) if text.strip()]
    held = "\n".join(dict.fromkeys(text for text in texts if text))
    address = next(
        (cell.address for cell in beside if cell.text), beside[0].address if beside else label.address
    )
    return Value(blank, written(blank, held), address)


def _on_lines(grid: Grid, form: Form, known: dict[str, Value]) -> dict[str, Value]:
    """Blanks filled in on the lines around the table: 填报单位：某某局　填报时间：2023年2月10日."""
    missing = [blank for blank in form.fields if blank.key not in known and blank.kind is not FieldKind.ROWS]
    found: dict[str, Value] = {}
    for line in (*grid.above[-6:], *grid.below[:3]):
        for told in _ON_A_LINE.finditer(line):
            match = matched(told["label"], missing)
            if match and match.field.key not in found:
                found[match.field.key] = Value(
                    match.field, written(match.field, told["value"]), f"{grid.name}旁的文字"
                )
    return found


def _doubt(cell: GridCell, match: Match) -> Iterator[Finding]:
    if match.doubtful:
        label = _INLINE.match(cell.text)
        said = (label["label"] if label else cell.text).strip()
        text = f"{cell.address}的{in_marks(said)}按{in_marks(match.field.label)}一栏读入。请核对是否同一项。"
        yield Finding("label_guessed", text, cell.address, blocks=False)


def _unplaced(grid: Grid, used: set[GridCell], form: Form) -> Iterator[Finding]:
    """Text that belongs to no blank: never dropped without a word."""
    titles = {label_key(form.title), label_key(form.annex)}
    for cell in grid.cells:
        if cell in used or not cell.text or is_prompt(cell.text) or label_key(cell.text) in titles:
            continue
        text = f"{cell.address}的{in_marks(cell.text[:30])}不属于表上任何一栏，没有读入。请核对是否漏填或填错了格。"
        yield Finding("text_unplaced", text, cell.address, blocks=False)

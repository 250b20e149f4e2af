"""An official paper's tables as a page shows them: cell for cell as printed, each answer with its mark."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pingxuan.core.definition import Award, Form
from pingxuan.core.finding import Finding
from pingxuan.core.paper import Align, Cell, HeadingLine, Paper, Paragraph, Table

OK, WARN, BAD = "ok", "warn", "bad"


@dataclass(frozen=True)
class SheetCell:
    """One cell: a label (a heading cell) or a value with its mark, ok, warn, bad or none."""

    cell: Cell
    label: bool
    mark: str = ""
    picture: str = ""
    """Address of the photograph shown in the cell, "" for none."""

    @property
    def classes(self) -> str:
        """Style classes of the cell."""
        long = self.cell.top and not self.cell.seal
        names = (self.mark, "long" if long else "", "box" if self.cell.seal else "",
                 "centred" if self.cell.align is Align.CENTER and not self.label else "",
                 "upright" if self.cell.vertical else "", "prompt" if self.cell.hint else "")  # fmt: skip
        return " ".join(name for name in names if name)


@dataclass(frozen=True)
class SheetTable:
    """One table: heading rows repeated on every page, and the others."""

    head: tuple[tuple[SheetCell, ...], ...]
    rows: tuple[tuple[SheetCell, ...], ...]


@dataclass(frozen=True)
class Sheet:
    """A paper ready for parts/sheet.html."""

    annex: str
    title: tuple[str, ...]
    heading: tuple[str, ...]
    tables: tuple[SheetTable, ...]
    notes: tuple[str, ...] = ()


def form_sheets(
    papers: Iterable[Paper],
    award: Award,
    findings: Iterable[Finding] = (),
    answered: Mapping[str, object] | None = None,
    pictures: Mapping[str, str] | None = None,
) -> list[Sheet]:
    """The forms of an award as printed, the main one first, each answer with its mark; ``pictures`` are the
    addresses of photographs by digest."""
    found = list(findings)
    return [
        sheet_of(paper, marks_of(form, found, answered or {}), pictures)
        for paper, form in zip(papers, award.forms, strict=True)
    ]


def sheet_of(
    paper: Paper, marks: Mapping[str, str] | None = None, pictures: Mapping[str, str] | None = None
) -> Sheet:
    """The paper's heading line and tables; ``marks`` says by printed label how a value is marked."""
    lines = [block.parts for block in paper.blocks if isinstance(block, HeadingLine)]
    return Sheet(
        annex=paper.annex,
        title=paper.title,
        heading=lines[0] if lines else (),
        tables=tuple(
            _table(block, marks or {}, pictures or {}) for block in paper.blocks if isinstance(block, Table)
        ),
        notes=tuple(block.text for block in paper.blocks if isinstance(block, Paragraph)),
    )


def _table(table: Table, marks: Mapping[str, str], pictures: Mapping[str, str]) -> SheetTable:
    rows = tuple(tuple(_cells(row.cells, marks, pictures)) for row in table.rows)
    head = table.header_rows
    titled = tuple(tuple(SheetCell(one.cell, label=True) for one in row) for row in rows[:head])
    return SheetTable(titled, rows[head:])


def _cells(
    cells: Iterable[Cell], marks: Mapping[str, str], pictures: Mapping[str, str]
) -> Iterable[SheetCell]:
    labelled: set[str] = set()
    for cell in cells:
        says = cell.continued_as
        is_label = says not in labelled and bool(says) and _squeezed(cell.text) == _squeezed(says)
        if is_label:
            labelled.add(says)
        mark = "" if is_label else marks.get(says, "")
        yield SheetCell(cell, label=is_label, mark=mark, picture=pictures.get(cell.picture, ""))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def marks_of(form: Form, findings: Iterable[Finding], answered: Mapping[str, object]) -> dict[str, str]:
    """Printed label → mark: bad or warn where findings point at the blank, ok where it is answered."""
    marks = {field.key: OK for field in form.fields if answered.get(field.key)}
    for finding in findings:
        key = finding.where.partition(".")[0]
        if marks.get(key) != BAD:
            marks[key] = BAD if finding.blocks else WARN
    return {field.label: marks[field.key] for field in form.fields if field.key in marks}

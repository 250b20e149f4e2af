"""Which form or summary of which award each table of a file is, and the records read from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pingxuan.core.definition import Award, Definition, Form
from pingxuan.core.finding import Finding, in_marks
from pingxuan.core.intake.form import LEAST_LABELS, labels_in, read_forms
from pingxuan.core.intake.grid import Grid
from pingxuan.core.intake.matching import bare_key, label_key
from pingxuan.core.intake.record import Reading, Record
from pingxuan.core.intake.summary import Header, header_of, read_summary

LEAST_SHARE = 0.4
"""A table with a smaller share of a form's labels, and without its title, is not that form."""
CLEAR_LEAD = 0.05
TITLE_WEIGHT, NAME_WEIGHT, FILE_WEIGHT = 0.6, 0.3, 0.15


@dataclass(frozen=True)
class Likely:
    """One thing a table may be: an award's form (``form``) or its summary (``header``), and how likely."""

    award: Award
    score: float
    form: Form | None = None
    header: Header | None = None


def read_file(
    name: str, grids: Sequence[Grid], definition: Definition, found: Sequence[Finding] = ()
) -> Reading:
    """The records of a file's tables, and a finding for every table that is none of the campaign's papers.

    ``found`` is what the reader of the file said already; it comes first.
    """
    records: list[Record] = []
    findings: list[Finding] = list(found)
    for grid in _joined(grids, definition):
        likely = _likeliest(grid, name, definition)
        if not likely:
            findings.extend(_unknown(name, grid))
        elif len(likely) > 1:
            findings.append(_unclear(name, grid, likely))
        else:
            records.extend(_records(grid, likely[0]))
    return Reading(name, tuple(records), tuple(findings))


def _records(grid: Grid, what: Likely) -> tuple[Record, ...]:
    if what.form:
        return read_forms(grid, what.award, what.form)
    return read_summary(grid, what.award, what.header) if what.header else ()


def _likeliest(grid: Grid, file: str, definition: Definition) -> tuple[Likely, ...]:
    """What a table is: one answer, several that cannot be told apart, or none."""
    found = [one for award in definition.awards for one in _possible(grid, file, award)]
    best = max((one.score for one in found), default=0.0)
    return tuple(one for one in found if one.score > best - CLEAR_LEAD)


def _possible(grid: Grid, file: str, award: Award) -> Iterable[Likely]:
    header = header_of(grid, award)
    if header:
        told = _told_by_title(grid, file, award.summary.title, award.name)
        yield Likely(award, header.share + told + 0.2, header=header)
        return
    for form in award.forms:
        labels = labels_in(grid, form)
        share = labels.count / max(1, len(form.fields) + len(form.opinions))
        told = _told_by_title(grid, file, form.title, award.name)
        if labels.count >= LEAST_LABELS and (share >= LEAST_SHARE or told >= TITLE_WEIGHT):
            yield Likely(award, share + told, form=form)


def _told_by_title(grid: Grid, file: str, title: str, award: str) -> float:
    """How far the lines above a table, its first rows or the file's name say which paper it is."""
    opening = [*grid.above[-8:], *(cell.text for cell in grid.cells if cell.row < 2)]
    said = label_key("".join(opening))
    weight = TITLE_WEIGHT if label_key(title) in said else 0.0
    weight += NAME_WEIGHT if bare_key(award) in said else 0.0
    return weight + (FILE_WEIGHT if bare_key(award) in label_key(file) else 0.0)


def _joined(grids: Sequence[Grid], definition: Definition) -> list[Grid]:
    """Tables cut in two by hand put together again: the second follows at once and repeats no label."""
    joined: list[Grid] = []
    for grid in grids:
        if joined and not grid.above and _goes_on(joined[-1], grid, definition):
            joined[-1] = _stacked(joined[-1], grid)
        else:
            joined.append(grid)
    return joined


def _goes_on(first: Grid, second: Grid, definition: Definition) -> bool:
    for award in definition.awards:
        for form in award.forms:
            before, after = labels_in(first, form), labels_in(second, form)
            known = {match.field.key for match in before.blanks.values()}
            more = {match.field.key for match in after.blanks.values()}
            if before.count >= LEAST_LABELS and after.count and not known & more:
                return header_of(second, award) is None
    return False


def _stacked(first: Grid, second: Grid) -> Grid:
    moved = tuple(replace(cell, row=cell.row + first.height) for cell in second.cells)
    return replace(first, cells=first.cells + moved, below=second.below)


def _unknown(file: str, grid: Grid) -> Iterable[Finding]:
    """A table nobody asked for is named unless it is empty."""
    if any(cell.text for cell in grid.cells):
        text = f"{in_marks(file)}的{grid.name}不是本次评选的推荐表或汇总表，没有读入。如确是，请核对栏目名称是否改动过。"
        yield Finding("table_unknown", text, f"{file} {grid.name}", blocks=False)


def _unclear(file: str, grid: Grid, likely: Sequence[Likely]) -> Finding:
    names = "、".join(dict.fromkeys(in_marks(one.award.name) for one in likely))
    text = f"{in_marks(file)}的{grid.name}看不出是{names}中的哪一个。请在表格上方写明表名后重新报送。"
    return Finding("award_unclear", text, f"{file} {grid.name}")

"""The summary table (推荐汇总表) of an award: blank, of one body, or of all bodies merged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pingxuan.core.definition import Award, Column
from pingxuan.core.page_code import PageCode
from pingxuan.core.paper import Align, Cell, HeadingLine, PageStyle, Paper, Row
from pingxuan.core.papers.columns import ListColumn, listing
from pingxuan.core.papers.phrases import BLANK_NAME, SEAL, title_lines
from pingxuan.core.words import AwardKind, Meaning, PaperKind

BLANK_ROWS = 12
_BODY = ListColumn("推荐单位", least=26)


@dataclass(frozen=True, kw_only=True)
class SummaryFacts:
    """A body's summary: one mapping of answers (keyed by the form's fields) per nomination, in its order."""

    entries: Sequence[Mapping[str, str]]
    filing_unit: str = ""
    filed_by: str = ""
    phone: str = ""
    page_code: PageCode | None = None
    digest: str = ""


@dataclass(frozen=True, kw_only=True)
class SummaryGroup:
    """The nominations of one body within the merged summary."""

    body: str
    entries: Sequence[Mapping[str, str]]


def blank_summary(award: Award, *, page_code: PageCode | None = None, author: str = "") -> Paper:
    """The empty summary table of an award, to be filled in by hand or in Excel."""
    facts = SummaryFacts(entries=(), page_code=page_code)
    columns = _columns(award)
    blank = [[Cell() for _ in columns] for _ in range(BLANK_ROWS)]
    return _paper(award, facts, columns, blank, author)


def summary(award: Award, facts: SummaryFacts, *, author: str = "") -> Paper:
    """One body's summary table with its heading line, running numbers from 1."""
    rows = [_cells(award, entry, number) for number, entry in enumerate(facts.entries, 1)]
    return _paper(award, facts, _columns(award), rows, author)


def merged_summary(
    award: Award,
    groups: Sequence[SummaryGroup],
    *,
    organiser: str = "",
    page_code: PageCode | None = None,
    digest: str = "",
) -> Paper:
    """All bodies' nominations in one table: bodies in the order given, numbers running across them."""
    entries = [(group.body, entry) for group in groups for entry in group.entries]
    place = 1 if _numbered(award.summary.columns) else 0
    columns = _columns(award)
    columns = [*columns[:place], _BODY, *columns[place:]]
    rows = []
    for number, (body, entry) in enumerate(entries, 1):
        cells = _cells(award, entry, number)
        rows.append([*cells[:place], Cell(text=body), *cells[place:]])
    facts = SummaryFacts(
        entries=[entry for _, entry in entries], filing_unit=organiser, page_code=page_code, digest=digest
    )
    return _paper(award, facts, columns, rows, organiser, name="总表")


def _paper(
    award: Award,
    facts: SummaryFacts,
    columns: Sequence[ListColumn],
    rows: Sequence[Sequence[Cell]],
    author: str,
    name: str = "",
) -> Paper:
    landscape = len(columns) > 5
    heading = HeadingLine(
        parts=(
            f"填报单位：{facts.filing_unit or BLANK_NAME}{SEAL}",
            f"填报人：{facts.filed_by or '　' * 4}",
            f"联系电话：{facts.phone or '　' * 6}",
        )
    )
    return Paper(
        kind=PaperKind.SUMMARY_TABLE,
        style=PageStyle.SUMMARY,
        title=title_lines(award.summary.title, 28 if landscape else 20),
        blocks=(heading, listing(columns, [Row(cells=tuple(row)) for row in rows], landscape=landscape)),
        name=name or facts.filing_unit,
        annex=award.summary.annex,
        landscape=landscape,
        page_code=facts.page_code,
        digest=facts.digest,
        author=author,
    )


def _columns(award: Award) -> list[ListColumn]:
    return [_column(award, column) for column in award.summary.columns]


def _column(award: Award, column: Column) -> ListColumn:
    if column.meaning is Meaning.RUNNING_NUMBER:
        return ListColumn(column.label, least=13, share=0)
    if column.meaning is Meaning.PHONE:
        return ListColumn(column.label, least=33, share=0)
    if column.meaning is Meaning.CONTACT_NAME:
        return ListColumn(column.label, least=25, share=0)
    if column.meaning is Meaning.NOMINEE_NAME and award.kind is AwardKind.PERSON:
        return ListColumn(column.label, least=27, share=0)
    wide = column.meaning in {Meaning.NOMINEE_NAME, Meaning.UNIT_NAME, Meaning.ADDRESS}
    return ListColumn(column.label, least=18, share=2 if wide else 1)


def _cells(award: Award, entry: Mapping[str, str], number: int) -> list[Cell]:
    return [_cell(award, column, entry, number) for column in award.summary.columns]


def _cell(award: Award, column: Column, entry: Mapping[str, str], number: int) -> Cell:
    if column.meaning is Meaning.RUNNING_NUMBER:
        return Cell(text=str(number), number=True)
    text = entry.get(column.source, "")
    unit_name = column.meaning is Meaning.NOMINEE_NAME and award.kind is AwardKind.UNIT
    written_out = unit_name or column.meaning in {Meaning.UNIT_NAME, Meaning.ADDRESS}
    return Cell(text=text, align=Align.LEFT if written_out else Align.CENTER)


def _numbered(columns: Sequence[Column]) -> bool:
    return bool(columns) and columns[0].meaning is Meaning.RUNNING_NUMBER

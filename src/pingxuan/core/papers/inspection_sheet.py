"""The blank sheet inspectors take along (实地检查表), made from the award's criteria and vetoes."""

from collections.abc import Iterator, Sequence

from pingxuan.core.definition import Award, Criterion
from pingxuan.core.paper import Align, Block, Cell, Face, PageStyle, Paper, Paragraph, Row, Table
from pingxuan.core.papers.grid import Strip, lay_out
from pingxuan.core.papers.phrases import BLANK_DAY, title_lines
from pingxuan.core.words import Mark, PaperKind, VisitKind

_BOX = "□"
_ITEM_WIDTHS = (22.0, 64.0, 11.0, 11.0, 11.0, 20.0, 21.0)
_VETO_WIDTHS = (86.0, 22.0, 31.0, 21.0)


def inspection_sheet(award: Award, *, nominee: str = "", address: str = "", author: str = "") -> Paper:
    """A sheet for one visit: whom, when and how; every item with its marks; the vetoes; signatures."""
    blocks: list[Block] = [_visit(nominee, address), _items(award.criteria)]
    if award.vetoes:
        blocks.append(_vetoes(award.vetoes))
    blocks.append(
        Paragraph(text="填写说明：每项选一格打“√”；现场看不到的选“未观察到”，不按差评计。", indent=False)
    )
    return Paper(
        kind=PaperKind.INSPECTION_SHEET,
        style=PageStyle.SUMMARY,
        title=title_lines(f"{award.name}实地检查表"),
        blocks=tuple(blocks),
        name=nominee,
        author=author,
    )


def _visit(nominee: str, address: str) -> Table:
    ways = "　".join(_BOX + kind.label for kind in VisitKind)
    rows = (
        (("检查对象", nominee), ("检查方式", ways)),
        (("地　　址", address), ("检查时间", BLANK_DAY)),
        (("检查人员", ""), ("签　　字", "")),
    )
    strips = [
        Strip(
            (
                (22.0, Cell(text=left[0])),
                (70.0, Cell(text=left[1], align=Align.LEFT, continued_as=left[0])),
                (21.0, Cell(text=right[0])),
                (47.0, Cell(text=right[1], face=Face.SONG)),
            ),
            10.0,
        )
        for left, right in rows
    ]
    return lay_out(strips, size=12)


def _items(criteria: Sequence[Criterion]) -> Table:
    heads = ("类　别", "检查内容", *(mark.label for mark in Mark), "情况说明")
    header = Row(cells=tuple(Cell(text=head, face=Face.HEI) for head in heads))
    rows = tuple(row for criterion in criteria for row in _criterion_rows(criterion))
    return Table(widths=_ITEM_WIDTHS, rows=(header, *rows), header_rows=1, size=12)


def _criterion_rows(criterion: Criterion) -> Iterator[Row]:
    items = criterion.items or (criterion.heading,)
    for number, item in enumerate(items):
        head = (Cell(text=criterion.heading, rowspan=len(items)),) if number == 0 else ()
        boxes = tuple(Cell(text=_BOX, face=Face.SONG) for _ in Mark)
        yield Row(cells=(*head, Cell(text=item, align=Align.LEFT), *boxes, Cell()))


def _vetoes(vetoes: Sequence[str]) -> Table:
    header = Row(
        cells=tuple(Cell(text=head, face=Face.HEI) for head in ("一票否决事项", "有", "无", "情况说明"))
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=veto, align=Align.LEFT),
                Cell(text=_BOX, face=Face.SONG),
                Cell(text=_BOX, face=Face.SONG),
                Cell(),
            )
        )
        for veto in vetoes
    )
    return Table(widths=_VETO_WIDTHS, rows=(header, *rows), header_rows=1, size=12)

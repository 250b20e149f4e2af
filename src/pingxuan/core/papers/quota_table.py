"""The quota table (推荐名额分配表) of an award, as the notice's annex prints it."""

from pingxuan.core.definition import Award
from pingxuan.core.paper import Cell, Face, PageStyle, Paper, Row
from pingxuan.core.papers.columns import ListColumn, listing
from pingxuan.core.papers.phrases import title_lines
from pingxuan.core.words import PaperKind

_COLUMNS = (
    ListColumn("序号", least=18, share=0),
    ListColumn("推荐单位", least=50),
    ListColumn("名额", least=28, share=0),
    ListColumn("备注", least=40, share=0),
)


def quota_table(award: Award, *, remarks: dict[str, str] | None = None, author: str = "") -> Paper:
    """Body by body the places allotted, in the order of the annex, and their sum."""
    noted = remarks or {}
    rows = [
        Row(
            cells=(
                Cell(text=str(number), number=True),
                Cell(text=body),
                Cell(text=str(places), number=True),
                Cell(text=noted.get(body, "")),
            )
        )
        for number, (body, places) in enumerate(award.quota.places.items(), 1)
    ]
    total = Row(
        cells=(
            Cell(text="合　计", colspan=2, face=Face.HEI),
            Cell(text=str(award.quota.total), number=True, face=Face.HEI),
            Cell(),
        )
    )
    return Paper(
        kind=PaperKind.QUOTA_TABLE,
        style=PageStyle.SUMMARY,
        title=title_lines(award.quota.title or f"{award.name}推荐名额分配表"),
        blocks=(listing(_COLUMNS, [*rows, total], size=14),),
        name=award.name,
        annex=award.quota.annex,
        author=author,
    )

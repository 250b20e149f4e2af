"""The table of nominating bodies by awards: places as the notice allots them, or what a ratio counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pingxuan.core.definition import Ratio
from pingxuan.core.finding import Finding
from pingxuan.core.quota import ratio_places
from pingxuan.core.words import BodyKind, QuotaKind, Rounding
from pingxuan.web.definition_paths import value_at
from pingxuan.web.definition_sheet import Entry, Line, Sheet, written
from pingxuan.web.definition_typed import BASES, PLACES

BODY_KINDS = [(kind.value, kind.label) for kind in (BodyKind.LOCAL, BodyKind.DIRECT)]
COLUMN_OF = {QuotaKind.TABLE: PLACES, QuotaKind.RATIO: BASES}


@dataclass(frozen=True)
class PlacesColumn:
    """An award whose places are counted body by body: its name, what is typed, the sum, the prizes."""

    name: str
    typed: str
    sum: int
    total: int | None
    counts: str = ""
    """What a ratio counts; "" where places themselves are typed."""


@dataclass(frozen=True, kw_only=True)
class PlacesTable:
    """The table, its sums and what is said of it as a whole."""

    lines: tuple[Line, ...]
    awards: tuple[PlacesColumn, ...]
    findings: tuple[Finding, ...] = ()


def places_table(sheet: Sheet) -> PlacesTable:
    """Each line has a body's name, its kind, and for every counted award what is typed for it."""
    awards = value_at(sheet.data, "awards", [])
    counted = [(i, COLUMN_OF[kind]) for i, award in enumerate(awards) if (kind := _kind(award)) in COLUMN_OF]
    lines = []
    for index, row in enumerate(sheet.rows("bodies")):
        name = written(value_at(sheet.data, f"{row}.name"))
        entries = [
            sheet.entry(f"{row}.name", f"第{index + 1}个推荐单位"),
            sheet.entry(f"{row}.kind", f"{name}的类别", "choice", choices=BODY_KINDS),
            *(_cell(sheet, award, index, name, typed) for award, typed in counted),
        ]
        lines.append(sheet.line(row, entries, was=sheet.was(row, index), removable=True))
    where = ["bodies", *(f"awards[{i}].quota.ratio.bases" for i, _ in counted)]
    columns = tuple(_column(sheet, awards[i], i, typed) for i, typed in counted)
    return PlacesTable(lines=tuple(lines), awards=columns, findings=sheet.at(*where))


def _kind(award: Mapping[str, Any]) -> QuotaKind | None:
    kind = str((award.get("quota") or {}).get("kind"))
    return QuotaKind(kind) if kind in QuotaKind._value2member_map_ else None


def _counts(award: Mapping[str, Any], typed: str) -> Mapping[str, Any]:
    quota = award.get("quota") or {}
    told = quota.get("places") if typed == PLACES else (quota.get("ratio") or {}).get("bases")
    return told or {}


def _cell(sheet: Sheet, award: int, row: int, name: str, typed: str) -> Entry:
    told = sheet.data["awards"][award]
    path = f"{typed}[{award}][{row}]"
    held = value_at(sheet.data, path, None) if typed in sheet.data else _counts(told, typed).get(name)
    part = "places" if typed == PLACES else "ratio.bases"
    found = sheet.at(path, f"awards[{award}].quota.{part}.{name}")
    what = "名额" if typed == PLACES else "基数"
    hint = "" if typed == PLACES else _share(told, held)
    return Entry(
        path=path, label=f"{name}的{told.get('name', '')}{what}", kind="places", value=written(held),
        findings=found, source=sheet.source(path), hint=hint,
    )  # fmt: skip


def _share(award: Mapping[str, Any], base: Any) -> str:
    """What the ratio makes of a body's count, "" while it cannot be worked out."""
    places = _share_of(award, base)
    return "" if places is None else f"{places} 个"


def _share_of(award: Mapping[str, Any], base: Any) -> int | None:
    quota = award.get("quota") or {}
    ratio = quota.get("ratio") or {}
    places, per, count = _whole(ratio.get("places")), _whole(ratio.get("per")), _whole(base)
    if not places or not per or count is None:
        return None
    rounding = str(ratio.get("rounding"))
    known = Rounding(rounding) if rounding in Rounding._value2member_map_ else Rounding.NEAREST
    made = ratio_places(Ratio(places=places, per=per, rounding=known), count)
    return max(made, _whole(quota.get("least")) or 0)


def _column(sheet: Sheet, award: Mapping[str, Any], index: int, typed: str) -> PlacesColumn:
    cells = [
        written(_cell(sheet, index, row, written(value_at(sheet.data, f"bodies[{row}].name")), typed).value)
        for row in range(len(sheet.rows("bodies")))
    ]
    numbers = [_whole(cell) if typed == PLACES else _share_of(award, cell) for cell in cells]
    of = str(((award.get("quota") or {}).get("ratio") or {}).get("of") or "基数") if typed == BASES else ""
    return PlacesColumn(
        str(award.get("name", "")), typed, sum(n or 0 for n in numbers), _whole(award.get("total")), of
    )


def _whole(value: Any) -> int | None:
    text = str(value if value is not None else "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None

"""Rows of a sheet that list who was honoured, against the register held: a plan to be shown and then applied."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pingxuan.core.definition import Field
from pingxuan.core.fields import field_findings
from pingxuan.core.finding import Finding
from pingxuan.core.names import name_key
from pingxuan.core.readings import fold, read_date
from pingxuan.core.register import RegisterEntry
from pingxuan.core.words import RegisterState

SheetRow = Sequence[tuple[str, str]]
"""The cells of a row from left to right: address (``B3``, ``名单!B3``) and text."""

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "name": ("单位名称", "名称", "授牌单位", "获奖单位", "获授单位", "单位", "姓名"),
    "body": ("县市", "县市单位", "所属县市", "所在县市", "所属", "推荐单位", "所属单位", "地区"),
    "year": ("年度", "年份", "授牌年度", "授牌年份", "授牌时间", "表彰年度"),
    "honour": ("称号", "荣誉", "荣誉称号", "荣誉名称", "奖项", "授予称号"),
    "number": ("编号", "牌匾编号", "证书编号", "授牌编号", "牌号"),
    "state": ("状态", "是否有效"),
}
_TOTALS = frozenset({"合计", "总计", "小计", "共计"})


@dataclass(frozen=True, kw_only=True)
class PlannedEntry:
    """One row of the plan: where it stood, what it becomes, what is held now, and what is wrong with it."""

    address: str
    entry: RegisterEntry | None = None
    before: RegisterEntry | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RegisterPlan:
    """新增 / 变更 / 不变 / 不予接收; ``findings`` are about the sheet as a whole."""

    new: tuple[PlannedEntry, ...] = ()
    changed: tuple[PlannedEntry, ...] = ()
    unchanged: tuple[PlannedEntry, ...] = ()
    refused: tuple[PlannedEntry, ...] = ()
    findings: tuple[Finding, ...] = ()


def parse_register_rows(
    rows: Sequence[SheetRow], held: Iterable[RegisterEntry] = (), honour: str = "", year: int | None = None
) -> RegisterPlan:
    """The plan for a sheet; ``honour`` and ``year`` stand in where the sheet has no such column.

    The header is the first row that names a column of unit names; titles above it, repeated headers, empty
    rows and totals are passed over.
    """
    found = _header(rows)
    if found is None:
        sentence = "没有找到表头：请在表中保留一行列名，其中一列写“单位名称”，再重新导入。"
        return RegisterPlan(findings=(Finding("register_header_missing", sentence),))
    at, columns = found
    plan = _Plan({_key(entry): entry for entry in held})
    for row in rows[at + 1 :]:
        told = {key: row[place] for key, place in columns.items() if place < len(row)}
        if _is_entry(told, row, columns):
            plan.take(_Told(told, row[0][0], honour, year))
    return plan.made()


def _header(rows: Sequence[SheetRow]) -> tuple[int, dict[str, int]] | None:
    for at, row in enumerate(rows):
        columns = _columns(row)
        if "name" in columns and len(columns) + sum(_words(text) == "序号" for _, text in row) > 1:
            return at, columns
    lone = (at for at, row in enumerate(rows) if [_words(text) for _, text in row if text] == ["单位名称"])
    at_lone = next(lone, None)
    return None if at_lone is None else (at_lone, _columns(rows[at_lone]))


def _columns(row: SheetRow) -> dict[str, int]:
    columns: dict[str, int] = {}
    for key, headings in _HEADINGS.items():
        places = [place for place, (_, text) in enumerate(row) if _words(text) in headings]
        if places:
            columns[key] = places[0]
    return columns


def _words(text: str) -> str:
    return name_key(text)


def _is_entry(told: Mapping[str, tuple[str, str]], row: SheetRow, columns: Mapping[str, int]) -> bool:
    words = [_words(text) for _, text in row]
    return (
        any(fold(text) for _, text in told.values()) and not _TOTALS & set(words) and _columns(row) != columns
    )


@dataclass(frozen=True)
class _Told:
    """What one row tells, cell by cell, and what stands in for columns the sheet lacks."""

    cells: Mapping[str, tuple[str, str]]
    address: str
    default_honour: str
    default_year: int | None

    def text(self, key: str) -> str:
        return fold(self.cells.get(key, ("", ""))[1])

    def where(self, key: str) -> str:
        return self.cells.get(key, (self.address, ""))[0]

    def findings(self) -> tuple[Finding, ...]:
        typed = tuple(
            finding
            for key, label in (("name", "单位名称"), ("body", "所属"), ("honour", "称号"), ("number", "编号"))
            for finding in field_findings(
                Field(key=self.where(key), label=label, required=key == "name"),
                self.cells.get(key, ("", ""))[1],
            )
        )
        return typed + self._missing()

    def _missing(self) -> tuple[Finding, ...]:
        found = []
        if self.year() is None:
            said = self.text("year")
            sentence = (
                f"年度“{said}”读不出来，请写成四位数字，例如 2021。"
                if said
                else "没有年度，请补上年度后再导入。"
            )
            found.append(Finding("register_year_shape", sentence, self.where("year")))
        if not self.honour():
            sentence = "没有称号，请补上“称号”一列，或在导入时选定称号。"
            found.append(Finding("register_honour_missing", sentence, self.where("honour")))
        return tuple(found)

    def year(self) -> int | None:
        said = self.text("year")
        if not said:
            return self.default_year
        read = read_date(said.removesuffix("度"))
        return int(read[:4]) if read else None

    def honour(self) -> str:
        return self.text("honour") or self.default_honour

    def entry(self, held: RegisterEntry | None) -> RegisterEntry:
        said = self.text("state")
        revoked = said == "否" or any(word in said for word in ("撤", "无效", "取消"))
        state = RegisterState.REVOKED if revoked else RegisterState.VALID
        if not said and held:
            state = held.state
        return RegisterEntry(
            honour=self.honour(),
            year=self.year() or 0,
            name=self.text("name"),
            body=self.text("body") or (held.body if held else ""),
            state=state,
            number=self.text("number") or (held.number if held else ""),
        )


_Key = tuple[str, int, str]


@dataclass
class _Plan:
    known: Mapping[_Key, RegisterEntry]
    kinds: dict[str, list[PlannedEntry]] = field(default_factory=lambda: defaultdict(list))
    seen: dict[_Key, str] = field(default_factory=dict)

    def take(self, told: _Told) -> None:
        """Put one row where it belongs."""
        key = (told.honour(), told.year() or 0, name_key(told.text("name")))
        address, before = told.where("name"), self.known.get(key)
        findings = told.findings()
        if not findings and key in self.seen:
            sentence = f"与 {self.seen[key]} 是同一单位，请删去重复的一行。"
            findings = (Finding("register_row_repeated", sentence, address),)
        if findings:
            self.kinds["refused"].append(PlannedEntry(address=address, findings=findings))
            return
        self.seen[key] = address
        entry = told.entry(before)
        kind = "new" if before is None else "unchanged" if entry == before else "changed"
        self.kinds[kind].append(PlannedEntry(address=address, entry=entry, before=before))

    def made(self) -> RegisterPlan:
        """The plan when every row has been taken."""
        return RegisterPlan(
            new=tuple(self.kinds["new"]),
            changed=tuple(self.kinds["changed"]),
            unchanged=tuple(self.kinds["unchanged"]),
            refused=tuple(self.kinds["refused"]),
        )


def _key(entry: RegisterEntry) -> _Key:
    return entry.honour, entry.year, name_key(entry.name)

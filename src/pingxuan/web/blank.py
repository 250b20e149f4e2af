"""How one blank of a form is shown: its control, its notes, its 字数 gauge."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pingxuan.core.definition import Field
from pingxuan.core.finding import Finding
from pingxuan.core.wordcount import word_count
from pingxuan.core.words import FieldKind

FILES = {FieldKind.PHOTO, FieldKind.ATTACHMENT}
MANY_OPTIONS = 8
_GAUGE_SPARE = 1.2  # the scale runs a fifth past the longest length allowed

_TYPES = {FieldKind.PHONE: "tel"}
_KEYBOARDS = {FieldKind.NUMBER: "numeric", FieldKind.PHONE: "tel"}
_EXAMPLES = {
    FieldKind.DATE: "如 2010年12月",
    FieldKind.PHONE: "手机号，或区号加固定电话号码",
    FieldKind.CREDIT_CODE: "18位",
}


@dataclass(frozen=True)
class Gauge:
    """A long text's length on its scale; positions in percent of the scale's width."""

    count: int
    least: int | None
    most: int | None
    blocks: bool = True
    annex_page: bool = False

    @property
    def scale(self) -> float:
        """字 at the right end of the scale."""
        return (self.most or (self.least or 500) * 1.6) * _GAUGE_SPARE

    @property
    def filled(self) -> float:
        return min(100.0, round(self.count / self.scale * 100, 1))

    @property
    def zone_start(self) -> float:
        return round((self.least or 0) / self.scale * 100, 1)

    @property
    def zone_width(self) -> float:
        return round((self.most or self.scale) / self.scale * 100 - self.zone_start, 1)

    @property
    def zone_end(self) -> float:
        return round(self.zone_start + self.zone_width, 1)

    @property
    def tone(self) -> str:
        """ok within the limits, bad when over a limit that blocks, else warn."""
        if self.most is not None and self.count > self.most:
            return self.over_tone
        return "warn" if self.count < (self.least or 0) else "ok"

    @property
    def over_tone(self) -> str:
        """How a text too long is shown: bad, or warn when an annex page or an explanation is allowed."""
        return "bad" if self.blocks and not self.annex_page else "warn"

    @property
    def note(self) -> str:
        """还差 82 字 / 超出 20 字 / 字数符合要求."""
        if self.count < (self.least or 0):
            return f"还差 {(self.least or 0) - self.count} 字"
        if self.most is not None and self.count > self.most:
            return f"超出 {self.count - self.most} 字" + ("，可另附页" if self.annex_page else "")
        return "字数符合要求"

    @property
    def wanted(self) -> str:
        """300–500 字."""
        if self.least and self.most:
            return f"{self.least}–{self.most} 字"
        return f"不少于 {self.least} 字" if self.least else f"不超过 {self.most} 字" if self.most else ""


@dataclass(frozen=True)
class Blank:
    """One blank ready for parts/field.html. ``name`` is its HTML name and the id is made from it."""

    field: Field
    name: str
    value: Any = ""
    findings: tuple[Finding, ...] = ()
    ok_note: str = ""
    readonly: bool = False
    check_url: str = ""

    @property
    def id(self) -> str:
        return f"f-{self.name}"

    @property
    def shape(self) -> str:
        """Which control: text, long, pick, select, checks, photo, file or rows."""
        kind = self.field.kind
        if kind is FieldKind.OPTION:
            return "pick" if len(self.field.options) <= MANY_OPTIONS else "select"
        shapes = {
            FieldKind.LONG_TEXT: "long",
            FieldKind.OPTIONS: "checks",
            FieldKind.PHOTO: "photo",
            FieldKind.ATTACHMENT: "file",
            FieldKind.ROWS: "rows",
        }
        return shapes.get(kind, "text")

    @property
    def template(self) -> str:
        """The template of its control."""
        return f"pingxuan/parts/blank_{self.shape}.html"

    @property
    def grouped(self) -> bool:
        """True when the control is a group and its label a legend."""
        return self.shape in {"pick", "checks", "photo", "file", "rows"}

    @property
    def input_type(self) -> str:
        return _TYPES.get(self.field.kind, "text")

    @property
    def keyboard(self) -> str:
        return _KEYBOARDS.get(self.field.kind, "")

    @property
    def example(self) -> str:
        return _EXAMPLES.get(self.field.kind, "")

    @property
    def chosen(self) -> tuple[str, ...]:
        """The options chosen, whether one or several are kept."""
        return (self.value,) if isinstance(self.value, str) else tuple(self.value or ())

    @property
    def invalid(self) -> bool:
        return any(finding.blocks for finding in self.findings)

    @property
    def described_by(self) -> str:
        """Ids of the hint and the notes, for aria-describedby."""
        return f"{self.id}-hint {self.id}-notes" if self.field.hint else f"{self.id}-notes"

    @property
    def gauge(self) -> Gauge | None:
        """The gauge of a text with a length rule."""
        blank = self.field
        if blank.min_chars is None and blank.max_chars is None:
            return None
        count = word_count(str(self.value or ""))
        return Gauge(count, blank.min_chars, blank.max_chars, blank.limit_blocks, blank.annex_page)

    @property
    def lines(self) -> list[list[tuple[Field, str, str]]]:
        """Rows of a ROWS blank as (column, html name, value), with two empty rows to write on."""
        kept: Sequence[dict[str, str]] = self.value if isinstance(self.value, (list, tuple)) else ()
        rows = [*kept, {}, {}] if not self.readonly else list(kept)
        return [
            [
                (column, f"{self.name}-{at}-{column.key}", row.get(column.key, ""))
                for column in self.field.columns
            ]
            for at, row in enumerate(rows)
        ]


def findings_at(findings: Iterable[Finding], key: str) -> tuple[Finding, ...]:
    """Those findings placed at the field of that key."""
    return tuple(finding for finding in findings if finding.where == key)

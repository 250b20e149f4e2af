"""A nomination form as sections of a phone page: blanks in order, what is filled, what is to be changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pingxuan.core.answers import FILES, file_digests
from pingxuan.core.definition import Award, Field, Form, field_for
from pingxuan.core.fields import chosen_options
from pingxuan.core.finding import Finding
from pingxuan.core.words import FieldKind, Meaning, RegisterRuleKind
from pingxuan.web.blank import Blank

MISSING = "required_missing"
BASIC, FILE_SECTION, CONFIRM = "基本信息", "照片附件", "确认送审"
_PAIRED = frozenset({FieldKind.NUMBER, FieldKind.DATE})


@dataclass(frozen=True)
class Kept:
    """A stored file as the form shows it."""

    digest: str
    name: str
    url: str
    photo: bool = False


@dataclass(frozen=True)
class Section:
    """Blanks under one heading; ``rows`` holds them alone, or two short ones side by side."""

    id: str
    title: str
    rows: tuple[tuple[Blank, ...], ...]
    form: Form | None = None
    """The form this section begins, where the award has several."""

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """All blanks in order."""
        return tuple(blank for row in self.rows for blank in row)

    @property
    def single(self) -> bool:
        """Whether the heading already says what its only blank asks."""
        return len(self.blanks) == 1 and self.blanks[0].field.label == self.title

    @property
    def filled(self) -> int:
        """Blanks with an answer."""
        return sum(bool(blank.value) for blank in self.blanks)

    @property
    def wrong(self) -> int:
        """Blanks whose answer must be changed; empty ones do not count."""
        return sum(blank.invalid for blank in self.blanks if blank.value)

    @property
    def done(self) -> bool:
        """Every required blank answered and nothing to change."""
        return not self.wrong and all(blank.value or not blank.field.required for blank in self.blanks)

    @property
    def note(self) -> str:
        """7 项已填，1 项待改; or how long its one text should be."""
        if self.single and self.blanks[0].gauge:
            return self.blanks[0].gauge.wanted
        wrong = f"，{self.wrong} 项待改" if self.wrong else ""
        return f"{self.filled}/{len(self.blanks)} 项已填{wrong}"


def sections_of(
    award: Award,
    answers: Mapping[str, Any],
    findings: Sequence[Finding],
    *,
    check_url: str,
    files: Mapping[str, Kept],
) -> list[Section]:
    """The sections of one form after the other: short blanks first, each long text on its own, photographs
    and annexes last."""
    notes = ok_notes(award, answers, findings)
    groups = [
        (form if first else None, title, group)
        for form in award.forms
        for first, title, group in _begun(_grouped(_blanks(form, answers, findings, notes, check_url, files)))
    ]
    several = len(award.forms) > 1
    return [
        Section(f"s{number}", title, tuple(_rows(group)), form if several else None)
        for number, (form, title, group) in enumerate(groups, start=1)
    ]


def _begun(groups: Iterable[tuple[str, list[Blank]]]) -> Iterator[tuple[bool, str, list[Blank]]]:
    for place, (title, group) in enumerate(groups):
        yield place == 0, title, group


def _blanks(
    form: Form,
    answers: Mapping[str, Any],
    findings: Sequence[Finding],
    notes: Mapping[str, str],
    check_url: str,
    files: Mapping[str, Kept],
) -> list[Blank]:
    return [
        Blank(
            field,
            field.key,
            _shown(field, answers.get(field.key), files),
            findings_on(findings, field.key),
            notes.get(field.key, ""),
            check_url="" if field.kind in FILES or field.kind is FieldKind.ROWS else check_url,
        )
        for field in form.fields
    ]


def _grouped(blanks: Sequence[Blank]) -> Iterator[tuple[str, list[Blank]]]:
    short = [one for one in blanks if one.field.kind not in {FieldKind.LONG_TEXT, FieldKind.ROWS, *FILES}]
    if short:
        yield BASIC, short
    for blank in blanks:
        if blank.field.kind in {FieldKind.LONG_TEXT, FieldKind.ROWS}:
            yield blank.field.label, [blank]
    filed = [one for one in blanks if one.field.kind in FILES]
    if filed:
        yield filed[0].field.label if len(filed) == 1 else FILE_SECTION, filed


def _rows(blanks: Iterable[Blank]) -> Iterator[tuple[Blank, ...]]:
    waiting: Blank | None = None
    for blank in blanks:
        pairs = blank.field.kind in _PAIRED
        if waiting is not None and pairs:
            yield waiting, blank
            waiting = None
            continue
        if waiting is not None:
            yield (waiting,)
        waiting = blank if pairs else None
        if not pairs:
            yield (blank,)
    if waiting is not None:
        yield (waiting,)


def _shown(field: Field, value: Any, files: Mapping[str, Kept]) -> Any:
    if field.kind in FILES:
        return [files[digest] for digest in file_digests(value) if digest in files]
    if field.kind is FieldKind.OPTIONS:
        return chosen_options(value) or ()
    return value if value is not None else ""


def findings_on(findings: Iterable[Finding], key: str) -> tuple[Finding, ...]:
    """Findings placed at a blank, or at a cell of its rows (``key.2.column``)."""
    return tuple(one for one in findings if one.where == key or one.where.startswith(f"{key}."))


def ok_notes(award: Award, answers: Mapping[str, Any], findings: Sequence[Finding]) -> dict[str, str]:
    """What the register says in favour of a name, where it says nothing against it."""
    notes = {}
    for rule in award.rules:
        wants_unit = rule.kind is RegisterRuleKind.REQUIRED_ONE_EACH
        blank = field_for(award.form, Meaning.UNIT_NAME if wants_unit else Meaning.NOMINEE_NAME)
        if blank and answers.get(blank.key) and not findings_on(findings, blank.key):
            notes[blank.key] = (
                f"在{rule.year}年授牌名单中，尚无人推荐"
                if wants_unit
                else f"未在{rule.year}年授牌名单中，可以推荐"
            )
    return notes


def steps_of(sections: Sequence[Section], *, confirming: bool = False) -> list[dict[str, str]]:
    """The steps at the top of the page; the first section still open is where the filler stands."""
    steps, current = [], confirming
    for section in sections:
        state = "part" if section.wrong else "done" if section.done else "" if current else "now"
        current = current or state == "now"
        steps.append({"label": section.title[:6], "state": state, "url": f"#{section.id}"})
    ready = confirming or all(section.done for section in sections)
    steps.append({"label": CONFIRM, "state": "now" if ready else "", "url": ""})
    return steps


def to_do(form: Form, findings: Iterable[Finding]) -> dict[str, int]:
    """How many blanks must be changed, and how many are still empty."""
    keys = {field.key for field in form.fields}
    blocking = [one for one in findings if one.blocks]
    empty = {one.where for one in blocking if one.code == MISSING}
    wrong = {one.where.partition(".")[0] for one in blocking if one.code != MISSING}
    return {"wrong": len(wrong & keys), "empty": len(empty), "other": len(wrong - keys)}

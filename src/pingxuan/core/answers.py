"""What was answered on a form, as people read it, and what two versions of it differ in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from pingxuan.core.definition import Award, Field, Form
from pingxuan.core.words import FieldKind

FILES = frozenset({FieldKind.PHOTO, FieldKind.ATTACHMENT})
_LEAST_SHARED = 2
"""Shorter runs that two texts share are not shown as kept: a diff of single characters nobody can read."""
_LONGEST_COMPARED = 6_000


class Change(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """A run of text and what became of it."""

    change: Change
    text: str


@dataclass(frozen=True)
class FieldChange:
    """One blank answered differently; the pieces read in order give both answers."""

    key: str
    label: str
    pieces: tuple[Piece, ...]


def answer_text(field: Field, value: Any) -> str:
    """One answer as one text: options with ``、``, rows a line each, files by their number."""
    if value is None or value == "":
        return ""
    if field.kind in FILES:
        count = len(file_digests(value))
        return f"{count} {'张' if field.kind is FieldKind.PHOTO else '份'}" if count else ""
    if isinstance(value, str):
        return value
    if field.kind is FieldKind.ROWS:
        return "\n".join("　".join(str(row.get(c.key, "")) for c in field.columns).strip() for row in value)
    return "、".join(map(str, value))


def twins(award: Award) -> dict[str, str]:
    """Key of a further form's blank → key of the main form's that asks the very same: label and kind."""
    asked = {(blank.label, blank.kind, blank.columns): blank.key for blank in reversed(award.form.fields)}
    further = (blank for form in award.further_forms for blank in form.fields)
    known = ((blank.key, asked.get((blank.label, blank.kind, blank.columns))) for blank in further)
    return {key: twin for key, twin in known if twin}


def carried(award: Award, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers, a further form's empty blanks filled with what the main form says under the same label."""
    same = {key: answers[twin] for key, twin in twins(award).items() if answers.get(twin)}
    return {**answers, **{key: value for key, value in same.items() if not answers.get(key)}}


def file_digests(value: Any) -> tuple[str, ...]:
    """The digests a field of kind 照片 or 附件 holds, whether it holds one, several or none."""
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(one for one in value or () if isinstance(one, str))


def digests_in(form: Form, answers: Mapping[str, Any]) -> frozenset[str]:
    """Every stored file a form's answers point at."""
    return frozenset(
        digest
        for field in form.fields
        if field.kind in FILES
        for digest in file_digests(answers.get(field.key))
    )


def changed_fields(
    form: Form, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[FieldChange, ...]:
    """The blanks answered differently, in printed order."""
    return tuple(_changes(form, before, after))


def _changes(form: Form, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[FieldChange]:
    for field in form.fields:
        old, new = before.get(field.key), after.get(field.key)
        told_old, told_new = answer_text(field, old), answer_text(field, new)
        if told_old != told_new:
            yield FieldChange(field.key, field.label, pieces(told_old, told_new))
        elif field.kind in FILES and file_digests(old) != file_digests(new):
            replaced = (Piece(Change.KEPT, told_new), Piece(Change.ADDED, "（已更换）"))
            yield FieldChange(field.key, field.label, replaced)


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts as runs kept, removed and added; short shared runs count as changed."""
    if max(len(before), len(after)) > _LONGEST_COMPARED:
        return _replaced(before, after)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    shared = [block for block in matcher.get_matching_blocks() if _worth_keeping(block, before, after)]
    made: list[Piece] = []
    old = new = 0
    for block in [*shared, (len(before), len(after), 0)]:
        made += _replaced(before[old : block[0]], after[new : block[1]])
        old, new = block[0] + block[2], block[1] + block[2]
        if block[2]:
            made.append(Piece(Change.KEPT, before[block[0] : old]))
    return tuple(made)


def _worth_keeping(block: Sequence[int], before: str, after: str) -> bool:
    start, other, size = block
    at_an_end = (start, other) == (0, 0) or (start + size, other + size) == (len(before), len(after))
    return size >= _LEAST_SHARED or (size > 0 and at_an_end)


def _replaced(before: str, after: str) -> tuple[Piece, ...]:
    removed = (Piece(Change.REMOVED, before),) if before else ()
    return (*removed, Piece(Change.ADDED, after)) if after else removed

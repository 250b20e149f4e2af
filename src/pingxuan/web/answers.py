"""What a browser sends of a nomination form, as answers; answers as the browser's controls know them."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict

from pingxuan.core.answers import FILES, file_digests
from pingxuan.core.definition import Field, Form
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.words import FieldKind

MOST_ROWS = 60
REMOVE = "remove-file"
"""Name of the boxes that take a stored file off the form; their values are digests."""

_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")

Typed = Mapping[str, list[str]]
"""Control name → everything sent under it, in order."""


def typed_lists(data: QueryDict) -> Typed:
    """A posted form as control names and their values."""
    return {name: data.getlist(name) for name in data}


def typed_lists_of_json(data: object) -> Typed:
    """The answers of an autosave: text or a list of texts each. Raises Refused when it is anything else."""
    if not isinstance(data, dict) or not all(_texts(value) for value in data.values()):
        raise Refused(Finding("draft_malformed", "自动保存的内容格式不对，请刷新页面后继续填写。"))
    return {str(name): value if isinstance(value, list) else [value] for name, value in data.items()}


def _texts(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))


def answers_of(form: Form, typed: Typed, kept: Mapping[str, Any]) -> dict[str, Any]:
    """The answers typed, as written; files are those of ``kept`` less the ones ticked for removal.

    What no database can keep (NUL, halves of characters) becomes U+FFFD, which stays in sight.
    """
    removed = set(typed.get(REMOVE, ()))
    return {field.key: _answer(field, typed, kept.get(field.key), removed) for field in form.fields}


def _answer(field: Field, typed: Typed, kept: Any, removed: set[str]) -> Any:
    if field.kind in FILES:
        return [digest for digest in file_digests(kept) if digest not in removed]
    if field.kind is FieldKind.ROWS:
        return _rows(field, typed)
    values = [keepable(value) for value in typed.get(field.key, ())]
    if field.kind is FieldKind.OPTIONS:
        return values
    return values[-1] if values else ""


def _rows(field: Field, typed: Typed) -> list[dict[str, str]]:
    rows = []
    for at in range(MOST_ROWS):
        row = {
            column.key: keepable("".join(typed.get(row_name(field, at, column), ())[-1:]))
            for column in field.columns
        }
        if any(row.values()):
            rows.append(row)
    return rows


def row_name(field: Field, at: int, column: Field) -> str:
    """The name of one cell's control in a field of kind 多行表; rows count from 0."""
    return f"{field.key}-{at}-{column.key}"


def keepable(text: str) -> str:
    """The text with one kind of line break and without what no database can keep."""
    return _UNKEEPABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def controls_of(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as the names and values of the controls that show them, as the autosaving script knows them."""
    controls: dict[str, Any] = {}
    for field in form.fields:
        value = answers.get(field.key)
        if field.kind is FieldKind.ROWS:
            controls |= dict(_cells(field, value or ()))
        elif field.kind not in FILES:
            controls[field.key] = list(value or ()) if field.kind is FieldKind.OPTIONS else value or ""
    return controls


def _cells(field: Field, rows: Iterable[Mapping[str, str]]) -> Iterable[tuple[str, str]]:
    for at, row in enumerate(rows):
        for column in field.columns:
            yield row_name(field, at, column), row.get(column.key, "")

"""The checks of what is typed into a form's blanks: all at once, each with a sentence that says what to do."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pingxuan.core.definition import Field, Form
from pingxuan.core.finding import Finding
from pingxuan.core.names import fold_person, name_key, person_name_findings
from pingxuan.core.readings import (
    credit_code_fault,
    fold,
    phone_fault,
    read_credit_code,
    read_date,
    read_list,
    read_number,
    read_phone,
)
from pingxuan.core.wordcount import word_count
from pingxuan.core.words import FieldKind

_HOSTILE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
"""Control characters, halves of characters, and marks that make text read otherwise than it is stored."""
_LONGEST_LINE = 300
"""What a line of a form and the columns of the database hold; only a paste gone wrong is longer."""
_LONGEST_TEXT = 20_000
_LINES = frozenset({FieldKind.LONG_TEXT, FieldKind.ROWS})


def form_findings(form: Form, answers: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Everything there is to say of a form's answers, in printed order; ``basis`` is the form's annex."""
    basis = form.annex or form.title
    return tuple(
        finding for field in form.fields for finding in field_findings(field, answers.get(field.key), basis)
    )


def field_findings(field: Field, value: Any, basis: str = "") -> tuple[Finding, ...]:
    """Findings on one blank, placed at its key. ``value`` is text; a list for 多选, 多行表, 照片 and 附件."""
    found = _findings(field, value)
    return tuple(replace(one, where=one.where or field.key, basis=basis) for one in found)


def normalised(field: Field, value: Any) -> Any:
    """The value in the one form it is searched and compared by; as typed, folded, when it cannot be read."""
    if not isinstance(value, str):
        return value
    text = fold(value, lines=field.kind in _LINES)
    if field.kind is FieldKind.OPTION:
        return _offered(field, text) or text
    read = _READERS.get(field.kind)
    return (read(text) if read else None) or text


def _findings(field: Field, value: Any) -> tuple[Finding, ...]:
    if field.kind in {FieldKind.PHOTO, FieldKind.ATTACHMENT}:
        return () if value or not field.required else (_missing(field),)
    if field.kind is FieldKind.ROWS:
        return _rows_findings(field, value)
    if field.kind is FieldKind.OPTIONS:
        return _options_findings(field, value)
    if value is not None and not isinstance(value, str):
        return (_wrong_shape(field),)
    if not fold(value or ""):
        return (_missing(field),) if field.required else ()
    return _text_findings(field, value or "", _CHECKS.get(field.kind, _nothing_more))


def _text_findings(
    field: Field, typed: str, check: Callable[[Field, str], tuple[Finding, ...]]
) -> tuple[Finding, ...]:
    hostile = _HOSTILE.search(typed)
    if hostile:
        return (_hostile(field, hostile.group()),)
    text = fold(typed, lines=field.kind in _LINES)
    return _endless(field, text) or _length_findings(field, text) + check(field, text)


def _endless(field: Field, text: str) -> tuple[Finding, ...]:
    longest = _LONGEST_TEXT if field.kind in _LINES else _LONGEST_LINE
    if len(text) <= longest:
        return ()
    return (
        Finding(
            "too_long",
            f"“{field.label}”有 {len(text)} 个字符，这一项最多能存 {longest} 个，多半是贴错了地方，请删减后再存。",
        ),
    )


def _missing(field: Field) -> Finding:
    verb = {FieldKind.PHOTO: "请上传", FieldKind.ATTACHMENT: "请上传", FieldKind.OPTION: "请选择"}
    return Finding("required_missing", f"“{field.label}”没有填写，{verb.get(field.kind, '请填写')}。")


def _wrong_shape(field: Field) -> Finding:
    return Finding("value_shape", f"“{field.label}”的内容读不出来，请重新填写这一项。")


def _hostile(field: Field, character: str) -> Finding:
    return Finding(
        "text_hostile",
        f"“{field.label}”里夹有看不见的控制字符（U+{ord(character):04X}），多半是复制时带入的。"
        "请删去这一处，或改用键盘重新输入。",
    )


def _length_findings(field: Field, text: str) -> tuple[Finding, ...]:
    if field.min_chars is None and field.max_chars is None:
        return ()
    count = word_count(text)
    if field.min_chars is not None and count < field.min_chars:
        return (
            Finding(
                "too_short",
                f"“{field.label}”现有 {count} 字，要求不少于 {field.min_chars} 字，还差 {field.min_chars - count} 字。",
                blocks=field.limit_blocks,
            ),
        )
    if field.max_chars is None or count <= field.max_chars:
        return ()
    over = count - field.max_chars
    advice = "超出的部分可另附页。" if field.annex_page else f"请删减 {over} 字。"
    return (
        Finding(
            "too_long",
            f"“{field.label}”现有 {count} 字，要求不超过 {field.max_chars} 字，多出 {over} 字，{advice}",
            blocks=field.limit_blocks and not field.annex_page,
        ),
    )


def _nothing_more(_field: Field, _text: str) -> tuple[Finding, ...]:
    return ()


def _option_findings(field: Field, text: str) -> tuple[Finding, ...]:
    if not field.options or _offered(field, text):
        return ()
    offered = "、".join(field.options)
    return (
        Finding("option_unknown", f"“{field.label}”填的是“{_short(text)}”，请从这些里选一个：{offered}。"),
    )


def _offered(field: Field, text: str) -> str:
    """The option meant, whatever its width and blanks; "" when it is none of them."""
    return next((option for option in field.options if name_key(option) == name_key(text)), "")


def _options_findings(field: Field, value: Any) -> tuple[Finding, ...]:
    chosen = chosen_options(value)
    if chosen is None:
        return (_wrong_shape(field),)
    if not chosen:
        return (_missing(field),) if field.required else ()
    return tuple(finding for text in chosen for finding in _text_findings(field, text, _option_findings))


def chosen_options(value: Any) -> tuple[str, ...] | None:
    """The options chosen, from a list or from text with ``、`` between; None when it is neither."""
    if value is None:
        return ()
    if isinstance(value, str):
        return read_list(value)
    if not isinstance(value, Sequence) or not all(isinstance(one, str) for one in value):
        return None
    return tuple(text for text in map(fold, value) if text)


def _rows_findings(field: Field, value: Any) -> tuple[Finding, ...]:
    rows = value or ()
    if not isinstance(rows, Sequence) or not all(isinstance(row, Mapping) for row in rows):
        return (_wrong_shape(field),)
    filled = [row for row in rows if any(row.values())]
    if not filled:
        return (_missing(field),) if field.required else ()
    return tuple(
        replace(
            finding,
            where=f"{field.key}.{number}.{column.key}",
            text=f"“{field.label}”第 {number} 行：{finding.text}",
        )
        for number, row in enumerate(filled, start=1)
        for column in field.columns
        for finding in _findings(column, row.get(column.key))
    )


def _date_findings(field: Field, text: str) -> tuple[Finding, ...]:
    if read_date(text):
        return ()
    return (
        Finding(
            "date_shape",
            f"“{field.label}”填的“{_short(text)}”读不成日期，请写成 2010年12月 或 2010-12-01 这样。",
        ),
    )


def _number_findings(field: Field, text: str) -> tuple[Finding, ...]:
    if read_number(text):
        return ()
    return (Finding("number_shape", f"“{field.label}”填的“{_short(text)}”不是一个数，请只填数字，例如 35。"),)


def _person_findings(_field: Field, text: str) -> tuple[Finding, ...]:
    return person_name_findings(text)


def _phone_findings(field: Field, text: str) -> tuple[Finding, ...]:
    fault = phone_fault(text)
    if not fault:
        return ()
    shapes = "手机号是 11 位；固定电话请写成“区号-号码”，本地号码 7 或 8 位。"
    return (Finding("phone_shape", f"“{field.label}”{fault}。{shapes}"),)


def _credit_findings(field: Field, text: str) -> tuple[Finding, ...]:
    code, fault = credit_code_fault(text)
    return (Finding(code, f"“{field.label}”{fault}"),) if code else ()


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:20] + "…"


_CHECKS: Mapping[FieldKind, Callable[[Field, str], tuple[Finding, ...]]] = {
    FieldKind.OPTION: _option_findings,
    FieldKind.NUMBER: _number_findings,
    FieldKind.DATE: _date_findings,
    FieldKind.PHONE: _phone_findings,
    FieldKind.PERSON_NAME: _person_findings,
    FieldKind.CREDIT_CODE: _credit_findings,
}
_READERS: Mapping[FieldKind, Callable[[str], str | None]] = {
    FieldKind.NUMBER: read_number,
    FieldKind.DATE: read_date,
    FieldKind.PHONE: read_phone,
    FieldKind.PERSON_NAME: fold_person,
    FieldKind.CREDIT_CODE: read_credit_code,
}

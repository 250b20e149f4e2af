"""What was typed into the definition's page, laid over the definition it began from, and read into a new one."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pingxuan.core.definition import Definition, from_data
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.instants import read_instant
from pingxuan.core.readings import read_date, read_number
from pingxuan.core.words import QuotaKind, Rounding
from pingxuan.web.definition_paths import Nested, row_numbers
from pingxuan.web.definition_rows import MATRICES, NEW_ROWS, blank_row

SHOWN, WAS, PLACES, BASES = "shown", "was", *MATRICES
NUMBERS = {
    "total", "candidates_percent", "prize_percent", "working_days", "valid_years", "limit", "year", "copies",
    "min_chars", "max_chars", "each", "least", "places", "per", "of_places",
}  # fmt: skip
FLAGS = {
    "sealed_for", "inspected", "required", "limit_blocks", "annex_page", "in_heading", "printed", "seal",
}  # fmt: skip
LINES = {"categories", "departments", "media", "attachments", "items", "vetoes", "wordings", "options"}
MUST_HAVE_NUMBER = {"candidates_percent": 100, "working_days": 5, "year": 0}
NAMED_BY = {
    "bodies": "name", "deadlines": "what", "criteria": "heading", "further_forms": "title",
    "fields": "label", "opinions": "label", "columns": "label",
}  # fmt: skip
KEYED = {"fields": "field", "opinions": "opinion", "awards": "award", "columns": "column"}
BLANK_RATIO: Mapping[str, Any] = {
    "places": None, "per": None, "of": "", "rounding": Rounding.NEAREST.value, "bases": {},
}  # fmt: skip
Convert = Callable[[str, Any, str], Any]


def merged(base: Mapping[str, Any], nested: Nested, convert: Convert) -> dict[str, Any]:
    """Plain data of a definition: ``base`` with all that was typed put over it through ``convert``."""
    top = {key: value for key, value in nested.items() if key not in MATRICES}
    data: dict[str, Any] = _over(dict(base), top, "", convert)
    _set_matrices(data, nested, convert)
    _fill_keys(data)
    return data


def _over(base: dict[str, Any], told: Nested, path: str, convert: Convert) -> dict[str, Any]:
    for key, value in told.items():
        if not isinstance(key, str) or key in {SHOWN, WAS}:
            continue
        here, known = f"{path}.{key}".lstrip("."), base.get(key)
        if key == "ratio" and isinstance(value, dict) and path.endswith("quota"):
            base[key] = _over(dict(known or BLANK_RATIO), value, here, convert)
        elif key in NEW_ROWS and isinstance(value, dict) and isinstance(known, list):
            base[key] = _rows(known, value, here, convert)
        elif isinstance(value, dict) and isinstance(known, dict):
            base[key] = _over(dict(known), value, here, convert)
        elif key in base and not isinstance(value, dict) and _is_text(key, known):
            base[key] = convert(key, value, here)
    return base


def _is_text(name: str, known: Any) -> bool:
    """Whether a value is typed as one text."""
    return name in LINES or not isinstance(known, dict | list)


def _rows(base: list[Any], told: Nested, path: str, convert: Convert) -> list[Any]:
    rows = []
    for place, index in enumerate(row_numbers(told)):
        row = told[index] if isinstance(told[index], dict) else {}
        was = str(row.get(WAS, ""))
        known = dict(enumerate(base)).get(_place(was))
        made = _over(dict(known or blank_row(path)), row, f"{path}[{place}]", convert)
        rows.append({**made, WAS: was} if convert is as_typed else made)
    return rows


def _place(was: str) -> int:
    """The row a row says it was; -1 where it says none."""
    return int(was) if was.isascii() and was.isdecimal() and len(was) < 6 else -1


def _set_matrices(data: dict[str, Any], nested: Nested, convert: Convert) -> None:
    """The tables of bodies by awards, back into each award; as typed they stay, so that no text is lost."""
    order, awards = row_numbers(nested.get("bodies")), row_numbers(nested.get("awards"))
    for name in MATRICES:
        told = nested.get(name)
        if not isinstance(told, dict):
            continue
        shown: list[list[str]] = []
        for index, (award, column) in enumerate(zip(data["awards"], awards, strict=False)):
            typed_column = told.get(column)
            texts = [_text(typed_column, row) for row in order]
            shown.append(texts)
            if isinstance(typed_column, dict):
                counted = _counted(data["bodies"], texts, f"{name}[{index}]", convert)
                award["quota"] = _with_counted(award["quota"], name, counted)
        if convert is as_typed:
            data[name] = shown


def _text(column: Any, row: int) -> str:
    text = column.get(row, "") if isinstance(column, dict) else ""
    return text.strip() if isinstance(text, str) else ""


def _counted(
    bodies: Sequence[Mapping[str, Any]], texts: Sequence[str], path: str, convert: Convert
) -> dict[str, Any]:
    return {
        body["name"]: convert("of_places", text, f"{path}[{place}]")
        for place, (body, text) in enumerate(zip(bodies, texts, strict=False))
        if body["name"] and text
    }


def _with_counted(quota: Mapping[str, Any], name: str, counted: dict[str, Any]) -> dict[str, Any]:
    if name == PLACES and quota["kind"] == QuotaKind.TABLE:
        return {**quota, "places": counted}
    if name == BASES and quota["kind"] == QuotaKind.RATIO:
        return {**quota, "ratio": {**(quota["ratio"] or BLANK_RATIO), "bases": counted}}
    return dict(quota)


def _fill_keys(data: dict[str, Any]) -> None:
    """New rows that need a key get one no other row has; all forms of an award share theirs."""
    _fill("awards", [data["awards"]])
    for award in data["awards"]:
        forms = [award["form"], *award.get("further_forms", ())]
        _fill("fields", [form["fields"] for form in forms])
        _fill("opinions", [form["opinions"] for form in forms])
        for blank in (blank for form in forms for blank in form["fields"]):
            _fill("columns", [blank["columns"]])


def _fill(kind: str, lists: Sequence[list[dict[str, Any]]]) -> None:
    taken = {row.get("key") for rows in lists for row in rows}
    for rows in lists:
        for row in rows:
            number = len(rows)
            while not row.get("key"):
                key = f"{KEYED[kind]}{number}"
                number += 1
                if key not in taken:
                    row["key"] = key
                    taken.add(key)


def as_typed(_name: str, value: Any, _path: str) -> Any:
    """Keeps every text as it was typed, to be shown again; rows then say which row of the base they were."""
    return value


class Reader:
    """Reads typed text into values; what cannot be read becomes a finding at its path."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def __call__(self, name: str, value: Any, path: str) -> Any:
        """The value of attribute ``name``; rows made by ``add_row`` come with values already."""
        if not isinstance(value, str):
            return value
        text = value.strip()
        if name in FLAGS:
            return text == "on"
        if name in LINES:
            return [part for line in text.split("\n") for part in self._parts(name, line) if part]
        if name in NUMBERS:
            return self._number(name, text, path)
        if name == "issue_date":
            return self._date(text, path)
        return self._instant(text, path) if name == "at" else text

    @staticmethod
    def _parts(name: str, line: str) -> list[str]:
        return [part.strip() for part in (re.split("[、；;]", line) if name == "options" else [line])]

    def _number(self, name: str, text: str, path: str) -> int | None:
        if not text:
            return MUST_HAVE_NUMBER.get(name)
        read = read_number(text)
        if read is None or "." in read or len(read) > 9:
            self.findings.append(Finding("number_shape", f"“{text}”不是整数，请填写数字，如 35。", path))
            return MUST_HAVE_NUMBER.get(name, 0 if name == "of_places" else None)
        return int(read)

    def _date(self, text: str, path: str) -> str | None:
        read = read_date(text) if text else None
        if text and (read is None or len(read) < 10):
            self.findings.append(
                Finding("date_shape", f"“{text}”不是完整的日期，请写成 2023年2月10日 的样子。", path)
            )
            return None
        return read

    def _instant(self, text: str, path: str) -> str | None:
        read = read_instant(text) if text else None
        if text and read is None:
            said = f"“{text}”不是完整的时刻，请写明年月日和钟点，如 2023-02-27 18:00。"
            self.findings.append(Finding("instant_shape", said, path))
        return read.isoformat() if read else None


def definition_typed(base: Mapping[str, Any], nested: Nested) -> Definition:
    """The definition that was typed; raises Refused with a finding for every text that cannot be read."""
    read = Reader()
    data = merged(base, nested, read)
    unnamed = list(_unnamed(data, ""))
    if read.findings or unnamed:
        raise Refused(*read.findings, *unnamed)
    data = _without_blank(data)
    for award in data["awards"]:
        award["quota"] = {**award["quota"], "ratio": _whole_ratio(award["quota"].get("ratio"))}
    return from_data({key: value for key, value in data.items() if value is not None})


def _whole_ratio(ratio: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """A ratio of which nothing was typed is none; a number left out counts as 0 and is found wanting."""
    if ratio is None or not (ratio["places"] or ratio["per"] or ratio["of"] or ratio["bases"]):
        return None
    rounding = ratio["rounding"] or Rounding.NEAREST.value
    return {**ratio, "places": ratio["places"] or 0, "per": ratio["per"] or 0, "rounding": rounding}


def _unnamed(data: Any, path: str) -> Iterator[Finding]:
    """Rows that say something but not what they are: to be named or taken out, never dropped in silence."""
    for key, value in data.items() if isinstance(data, dict) else ():
        here = f"{path}.{key}".lstrip(".")
        if isinstance(value, dict):
            yield from _unnamed(value, here)
        if not isinstance(value, list) or key not in NEW_ROWS:
            continue
        for index, row in enumerate(value):
            name = NAMED_BY.get(key)
            if name and name != "heading" and not row.get(name) and not _is_blank(row, f"{here}"):
                text = "这一行填了内容，还没有名称。请补上名称；不要的话请删除这一行。"
                yield Finding("row_unnamed", text, f"{here}[{index}].{name}")
            yield from _unnamed(row, f"{here}[{index}]")


def _is_blank(row: Mapping[str, Any], path: str) -> bool:
    """Whether nothing of a row differs from a new one; its key and its kinds say nothing by themselves."""
    blank = blank_row(path)
    return all(row[name] in (blank[name], None) for name in blank if name not in {"key", "kind", "by"})


def _without_blank(data: Any) -> Any:
    """Rows in which nothing was typed are not rows; an award without a name is asked about instead."""
    if isinstance(data, list):
        return [_without_blank(one) for one in data]
    if not isinstance(data, dict):
        return data
    return {
        key: [_without_blank(row) for row in value if _says(key, row)]
        if key in NEW_ROWS and isinstance(value, list)
        else _without_blank(value)
        for key, value in data.items()
    }


def _says(key: str, row: Mapping[str, Any]) -> bool:
    if key == "further_contacts":
        return any(row.values())
    if key == "criteria":
        return bool(row["heading"] or row["items"])
    return key not in NAMED_BY or bool(row.get(NAMED_BY[key]))

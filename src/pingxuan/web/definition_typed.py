"""What was typed into the definition's page, back into a definition: input names are paths in it."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pingxuan.core.definition import (
    Award,
    Column,
    Criterion,
    Deadline,
    Definition,
    Field,
    NominatingBody,
    OpinionStep,
    RegisterRule,
    from_data,
    whole_data,
)
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.instants import read_instant
from pingxuan.core.readings import read_date, read_number
from pingxuan.core.words import AwardKind, DeadlineKind, OpinionBy, QuotaKind, RegisterRuleKind

SHOWN, WAS, PLACES = "shown", "was", "places"
NUMBERS = {
    "total", "candidates_percent", "working_days", "valid_years", "limit", "year", "min_chars", "max_chars",
}  # fmt: skip
FLAGS = {
    "sealed_for", "inspected", "required", "limit_blocks", "annex_page", "in_heading", "printed", "seal",
}  # fmt: skip
LINES = {"categories", "departments", "media", "attachments", "items", "vetoes", "wordings", "options"}
MUST_HAVE_NUMBER = {"candidates_percent": 100, "working_days": 5, "year": 0}
NEW_ROWS: Mapping[str, Mapping[str, Any]] = {
    "bodies": whole_data(NominatingBody(name="")),
    "deadlines": whole_data(Deadline(kind=DeadlineKind.OTHER, what="")),
    "rules": whole_data(RegisterRule(kind=RegisterRuleKind.EXCLUDED, honour="", year=0)),
    "criteria": whole_data(Criterion(heading="")),
    "fields": whole_data(Field(key="", label="")),
    "opinions": whole_data(OpinionStep(key="", label="", by=OpinionBy.NOMINATING_BODY)),
    "columns": whole_data(Column(label="")),
    "awards": whole_data(Award(key="", name="", kind=AwardKind.UNIT)),
}
"""What a row starts from, by the name of its list: every attribute there, none told."""
NAMED_BY = {
    "bodies": "name", "deadlines": "what", "criteria": "heading",
    "fields": "label", "opinions": "label", "columns": "label",
}  # fmt: skip
KEYED = {"fields": "field", "opinions": "opinion", "awards": "award"}
_TOKEN = re.compile(r"([a-z_]+)|\[(\d+)\]")
Convert = Callable[[str, Any, str], Any]


def tokens(path: str) -> list[str | int]:
    """``deadlines[1].at`` → deadlines, 1, at; nothing else is taken as a path."""
    found = [name or int(index) for name, index in _TOKEN.findall(path)]
    written = "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in found).lstrip(".")
    return found if written == path and len(path) < 200 else []


def value_at(data: Any, path: str, default: Any = "") -> Any:
    """What stands at a path of plain data; ``default`` where there is nothing."""
    for token in tokens(path):
        try:
            data = data[token]
        except (KeyError, IndexError, TypeError):
            return default
    return default if data is None else data


def typed(pairs: Iterable[tuple[str, str]]) -> dict[Any, Any]:
    """Input names and texts as nested dicts; list rows keep their index as key, other names are left out."""
    nested: dict[Any, Any] = {}
    for name, text in pairs:
        way = tokens(name)
        place = nested
        for token in way[:-1]:
            below = place.setdefault(token, {})
            if not isinstance(below, dict):
                break
            place = below
        else:
            if way and not isinstance(place.get(way[-1]), dict):
                place[way[-1]] = text.replace("\r\n", "\n")
    return nested


def add_row(nested: dict[Any, Any], path: str) -> None:
    """One more, empty row at the end of the list at ``path``."""
    rows = _dict_at(nested, path)
    name = tokens(path)[-1] if tokens(path) else ""
    if rows is not None and name in NEW_ROWS:
        rows[max((key for key in rows if isinstance(key, int)), default=-1) + 1] = {}


def remove_row(nested: dict[Any, Any], path: str) -> None:
    """Takes out the row at ``path``, and with a body its places."""
    way = tokens(path)
    rows = _dict_at(nested, path[: path.rfind("[")]) if way and isinstance(way[-1], int) else None
    if rows is not None:
        rows.pop(way[-1], None)
        if way[0] == "bodies" and len(way) == 2:
            for column in nested.get(PLACES, {}).values():
                column.pop(way[1], None)


def _dict_at(nested: dict[Any, Any], path: str) -> dict[Any, Any] | None:
    place: Any = nested
    for token in tokens(path):
        place = place.get(token) if isinstance(place, dict) else None
    return place if isinstance(place, dict) else None


def merged(base: Mapping[str, Any], nested: Mapping[Any, Any], convert: Convert) -> dict[str, Any]:
    """Plain data of a definition: ``base`` with all that was typed put over it through ``convert``."""
    top = {key: value for key, value in nested.items() if key != PLACES}
    data: dict[str, Any] = _over(dict(base), top, "", convert)
    _set_places(data, nested, convert)
    _fill_keys(data)
    return data


def _over(base: dict[str, Any], told: Mapping[Any, Any], path: str, convert: Convert) -> dict[str, Any]:
    for key, value in told.items():
        if not isinstance(key, str) or key in {SHOWN, WAS}:
            continue
        here, known = f"{path}.{key}".lstrip("."), base.get(key)
        if key in NEW_ROWS and isinstance(value, dict) and isinstance(known, list):
            base[key] = _rows(known, value, here, convert)
        elif isinstance(value, dict) and isinstance(known, dict):
            base[key] = _over(dict(known), value, here, convert)
        elif (
            key in base
            and not isinstance(value, dict)
            and (key in LINES or not isinstance(known, dict | list))
        ):
            base[key] = convert(key, value, here)
    return base


def _rows(base: list[Any], told: Mapping[Any, Any], path: str, convert: Convert) -> list[Any]:
    rows, blank = [], NEW_ROWS[path.rpartition(".")[2]]
    for place, index in enumerate(sorted(key for key in told if isinstance(key, int))):
        row = told[index] if isinstance(told[index], dict) else {}
        was = str(row.get(WAS, ""))
        known = base[int(was)] if was.isascii() and was.isdecimal() and int(was) < len(base) else blank
        made = _over(dict(known), row, f"{path}[{place}]", convert)
        rows.append({**made, WAS: was} if convert is as_typed else made)
    return rows


def _set_places(data: dict[str, Any], nested: Mapping[Any, Any], convert: Convert) -> None:
    """The matrix of bodies and awards, back into each award's own table."""
    told = nested.get(PLACES)
    if not isinstance(told, dict):
        return
    order, awards = _row_keys(nested.get("bodies")), _row_keys(nested.get("awards"))
    names = [body["name"] for body in data["bodies"]]
    for index, (award, column) in enumerate(zip(data["awards"], awards, strict=False)):
        quota = award["quota"]
        if quota["kind"] != QuotaKind.TABLE or not isinstance(told.get(column), dict):
            continue
        places: dict[str, Any] = {}
        for place, (name, row) in enumerate(zip(names, order, strict=False)):
            text = told[column].get(row, "")
            if name and isinstance(text, str) and text.strip():
                places[name] = convert("places_of", text, f"{PLACES}[{index}][{place}]")
        award["quota"] = {**quota, "places": places}


def _row_keys(rows: Any) -> list[int]:
    """The index each row was typed under, in order: after a row is taken out they have a gap."""
    return sorted(key for key in rows if isinstance(key, int)) if isinstance(rows, dict) else []


def _fill_keys(data: dict[str, Any]) -> None:
    """New rows that need a key get one no other row has."""
    lists = [("awards", data["awards"])]
    for award in data["awards"]:
        lists += [("fields", award["form"]["fields"]), ("opinions", award["form"]["opinions"])]
    for kind, rows in lists:
        taken = {row.get("key") for row in rows}
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
        if name in NUMBERS or name == "places_of":
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
            return MUST_HAVE_NUMBER.get(name, 0 if name == "places_of" else None)
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
            self.findings.append(
                Finding(
                    "instant_shape",
                    f"“{text}”不是完整的时刻，请写明年月日和钟点，如 2023-02-27 18:00。",
                    path,
                )
            )
        return read.isoformat() if read else None


def _without_unnamed(data: Any) -> Any:
    """Rows whose name was left or made empty are not rows; an award without a name is asked about instead."""
    if isinstance(data, list):
        return [_without_unnamed(one) for one in data]
    if not isinstance(data, dict):
        return data
    return {
        key: [_without_unnamed(row) for row in value if row.get(NAMED_BY[key])]
        if key in NAMED_BY and isinstance(value, list)
        else _without_unnamed(value)
        for key, value in data.items()
    }


def definition_typed(base: Mapping[str, Any], nested: Mapping[Any, Any]) -> Definition:
    """The definition that was typed; raises Refused with a finding for every text that cannot be read."""
    read = Reader()
    data = _without_unnamed(merged(base, nested, read))
    if read.findings:
        raise Refused(*read.findings)
    return from_data({key: value for key, value in data.items() if value is not None})

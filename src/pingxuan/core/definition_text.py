"""A definition as TOML text a person keeps and edits: written without loss, read strictly, every slip named."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from functools import lru_cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec
import tomli_w
from rapidfuzz import fuzz, process

from pingxuan.core.definition import Definition, from_data, told_data
from pingxuan.core.finding import Finding, Refused, in_marks
from pingxuan.core.words import Word

_LIKE = 60
"""From this likeness (per cent) on, a known key is offered for an unknown one."""
_LARGEST = 10**9
_PLACE = re.compile(r"line (\d+), column (\d+)")
_CALLED: Mapping[Any, str] = {
    str: "文字（写在引号里）",
    int: "整数",
    bool: "true 或 false",
    date: "日期（如 2023-02-10）",
    datetime: "时刻（如 2023-02-27T18:00:00+08:00）",
}
_TAKES: Mapping[Any, tuple[type, ...]] = {
    str: (str,),
    int: (int,),
    bool: (bool,),
    date: (date, str),
    datetime: (datetime, str),
}


def to_toml(definition: Definition) -> str:
    """The definition as one TOML document, readable and editable by a person; defaults are left out."""
    plain = msgspec.to_builtins(told_data(definition), builtin_types=(datetime, date))
    return tomli_w.dumps(plain)


def from_toml(text: str) -> Definition:
    """A definition from TOML; raises Refused naming the line that is no TOML, or every place that does not fit.

    Unlike ``from_data``, which loads what is kept, a name nobody knows is refused: a misspelt rule would
    otherwise be a rule left out.
    """
    try:
        data = tomllib.loads(text)
        slips = tuple(_slips(data, Definition, ""))
    except (ValueError, RecursionError) as error:
        found = _PLACE.search(str(error))
        place = f"第 {found[1]} 行第 {found[2]} 列附近读不下去" if found else "结尾不完整，或有一处读不下去"
        raise Refused(
            Finding("definition_not_toml", f"这份文件不是合格的评选定义（TOML）：{place}。请检查该处。")
        ) from error
    if slips:
        raise Refused(*slips)
    return from_data(data)


def _slips(value: Any, kind: Any, path: str) -> Iterator[Finding]:
    """What in plain data does not fit an annotated type, in the order it was written."""
    if get_origin(kind) in (Union, UnionType):
        kind = next(one for one in get_args(kind) if one is not type(None))
    if is_dataclass(kind):
        yield from _of_part(value, kind, path)
    elif get_origin(kind) is tuple:
        yield from _of_rows(value, get_args(kind)[0], path)
    elif get_origin(kind) is dict:
        yield from _of_names(value, get_args(kind)[1], path)
    elif issubclass(kind, Word):
        yield from _of_word(value, kind, path)
    else:
        yield from _of_plain(value, kind, path)


def _of_part(value: Any, kind: Any, path: str) -> Iterator[Finding]:
    if not isinstance(value, dict):
        yield _misfit(path, f"应写成一组“项目 = 值”，现在是{_seen(value)}")
        return
    known, hints = _attributes(kind), _hints(kind)
    for key, inner in value.items():
        here = f"{path}.{key}".lstrip(".")
        if key in known:
            yield from _slips(inner, hints[key], here)
        else:
            yield _unknown(here, key, known)
    for key, one in known.items():
        if key not in value and one.default is MISSING and one.default_factory is MISSING:
            yield _misfit(f"{path}.{key}".lstrip("."), "必须写明，现在没有")


def _of_rows(value: Any, kind: Any, path: str) -> Iterator[Finding]:
    if not isinstance(value, list):
        yield _misfit(path, f"应是一列值（写在方括号里，或用 [[{path}]] 分段），现在是{_seen(value)}")
        return
    for index, inner in enumerate(value):
        yield from _slips(inner, kind, f"{path}[{index}]")


def _of_names(value: Any, kind: Any, path: str) -> Iterator[Finding]:
    if not isinstance(value, dict):
        yield _misfit(path, f"应写成一组“单位 = 数”，现在是{_seen(value)}")
        return
    for name, inner in value.items():
        yield from _slips(inner, kind, f"{path}.{name}")


def _of_word(value: Any, kind: type[Word], path: str) -> Iterator[Finding]:
    if not isinstance(value, str) or value not in {term.value for term in kind}:
        offered = "、".join(f"{term.value or '（空）'}（{term.label}）" for term in kind)
        yield _misfit(path, f"写的是{_seen(value)}，只能从这些里选：{offered}")


def _of_plain(value: Any, kind: Any, path: str) -> Iterator[Finding]:
    fits = isinstance(value, _TAKES[kind]) and (kind is bool or not isinstance(value, bool))
    if kind is date and isinstance(value, datetime):
        fits = False
    if not fits:
        yield _misfit(path, f"应是{_CALLED[kind]}，现在是{_seen(value)}")
    elif kind is int and abs(value) > _LARGEST:
        yield _misfit(path, "的数字太大")
    elif isinstance(value, str) and "\x00" in value:
        yield _misfit(path, "夹有看不见的控制字符")


def _misfit(path: str, what: str) -> Finding:
    return Finding("definition_malformed", f"{path or '全文'} {what}。请改正。", where=path)


def _unknown(path: str, key: str, known: Mapping[str, Any]) -> Finding:
    nearest = process.extractOne(key, list(known), scorer=fuzz.ratio, score_cutoff=_LIKE)
    advice = (
        f"是否为 {nearest[0]}？请改正或删去。" if nearest else f"请删去；这里可以写：{'、'.join(known)}。"
    )
    return Finding("definition_key_unknown", f"{path} 不是评选定义里的项目，{advice}", where=path)


def _seen(value: Any) -> str:
    if isinstance(value, dict):
        return "一组项目"
    if isinstance(value, list):
        return "一列值"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return in_marks(text if len(text) <= 20 else text[:20] + "…")


@lru_cache(maxsize=64)
def _attributes(kind: Any) -> dict[str, Field[Any]]:
    return {one.name: one for one in fields(kind)}


@lru_cache(maxsize=64)
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)

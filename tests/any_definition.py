"""Any definition at all: a strategy grown from the annotated types, so a new attribute is in it by itself."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from pingxuan.core.definition import Definition
from pingxuan.core.instants import BEIJING
from pingxuan.core.words import Word

DEEPEST = 6
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
MOMENTS = st.datetimes(timezones=st.sampled_from([BEIJING, UTC])).filter(lambda at: 1990 < at.year < 2060)
PLAIN: Mapping[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    bool: st.booleans(),
    int: st.integers(0, 10**9),
    date: st.dates(),
    datetime: MOMENTS,
    type(None): st.none(),
}


def anything(kind: Any, depth: int = 0) -> st.SearchStrategy[Any]:
    """Any value of an annotated type; columns of columns end at some level."""
    if kind in PLAIN:
        return PLAIN[kind]
    if get_origin(kind) in (Union, UnionType):
        return st.one_of([anything(one, depth) for one in get_args(kind)])
    if get_origin(kind) is tuple:
        if depth > DEEPEST:
            return st.just(())
        return st.lists(anything(get_args(kind)[0], depth + 1), max_size=2).map(tuple)
    if get_origin(kind) is dict:
        return st.dictionaries(TEXT, PLAIN[int], max_size=3)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return st.builds(kind, **{one.name: anything(hints[one.name], depth + 1) for one in fields(kind)})
    assert issubclass(kind, Word), kind
    return st.sampled_from(list(kind))


DEFINITIONS = anything(Definition)

"""A definition goes through TOML and JSON and comes back the same, whatever is in it."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pingxuan.core.definition import (
    Award,
    Deadline,
    Definition,
    Quota,
    field_for,
    from_data,
    from_toml,
    to_data,
    to_toml,
)
from pingxuan.core.instants import BEIJING
from pingxuan.core.words import AwardKind, DeadlineKind, Meaning, QuotaKind, Word
from tests.refusing import refused
from tests.small_campaign import CITY, COUNTY, DEFINITION, DIRECT, MATERIALS_DUE, PERSON, UNIT, UNIT_AWARD

DEEPEST = 6
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
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


@settings(max_examples=150, deadline=None)
@given(DEFINITIONS)
def test_toml_loses_nothing(definition: Definition) -> None:
    back = from_toml(to_toml(definition))
    assert back == definition
    assert json.dumps(to_data(back)) == json.dumps(to_data(definition))


@settings(max_examples=150, deadline=None)
@given(DEFINITIONS)
def test_json_loses_nothing(definition: Definition) -> None:
    back = from_data(json.loads(json.dumps(to_data(definition))))
    assert back == definition
    assert [list(award.quota.places) for award in back.awards] == [
        list(award.quota.places) for award in definition.awards
    ]


def test_the_small_campaign_goes_through_both() -> None:
    assert from_toml(to_toml(DEFINITION)) == DEFINITION
    assert from_data(to_data(DEFINITION)) == DEFINITION


def test_what_equals_its_default_is_left_out() -> None:
    assert to_data(Definition(title="通知")) == {"title": "通知"}
    told = to_data(replace(DEFINITION, awards=(Award(key="a", name="窗口", kind=AwardKind.UNIT),)))
    assert told["awards"] == [{"key": "a", "name": "窗口", "kind": "unit"}]


def test_an_instant_keeps_its_moment_in_any_zone() -> None:
    due = Deadline(kind=DeadlineKind.MATERIALS, what="材料", at=MATERIALS_DUE.astimezone(UTC))
    back = from_toml(to_toml(Definition(title="通知", deadlines=(due,))))
    assert back.deadlines[0].at == MATERIALS_DUE


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"title": 3},
        {"title": "通知", "awards": "两项"},
        {"title": "通知", "awards": [{"key": "a", "name": "窗口", "kind": "团体"}]},
        {"title": "通知", "deadlines": [{"kind": "materials", "what": "材料", "at": "27日前"}]},
        {
            "title": "通知",
            "awards": [{"key": "a", "name": "x", "kind": "unit", "quota": {"places": {"县": "三"}}}],
        },
    ],
)
def test_data_that_does_not_fit_is_refused(data: dict[str, Any]) -> None:
    assert refused(from_data, data) == ["definition_malformed"]


@pytest.mark.parametrize(
    "text", ["title = ", "title", "[a\n", "title = '通知'\ntitle = '又一份'", "a = 1\x00"]
)
def test_text_that_is_no_toml_is_refused(text: str) -> None:
    assert refused(from_toml, text) == ["definition_not_toml"]


def test_what_is_looked_up_in_it() -> None:
    assert DEFINITION.award(PERSON).name == "文明服务形象大使"
    with pytest.raises(KeyError):
        DEFINITION.award("team")
    materials = DEFINITION.deadline(DeadlineKind.MATERIALS)
    assert materials is not None
    assert materials.at == MATERIALS_DUE
    assert DEFINITION.deadline(DeadlineKind.OTHER) is None
    named = field_for(UNIT_AWARD.form, Meaning.NOMINEE_NAME)
    assert named is not None
    assert named.key == "name"
    assert field_for(UNIT_AWARD.form, Meaning.UNIT_NAME) is None


def test_a_quota_knows_its_sum() -> None:
    assert DEFINITION.award(UNIT).quota.total == 6
    assert Quota(kind=QuotaKind.OPEN).total == 0
    assert list(DEFINITION.award(UNIT).quota.places) == [DIRECT, CITY, COUNTY]

"""A definition goes through plain data and comes back the same, whatever is in it; what is looked up in it."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from pingxuan.core.definition import Award, Definition, Quota, field_for, from_data, to_data
from pingxuan.core.words import AwardKind, DeadlineKind, Meaning, QuotaKind
from tests.any_definition import DEFINITIONS
from tests.refusing import refused
from tests.small_campaign import CITY, COUNTY, DEFINITION, DIRECT, MATERIALS_DUE, PERSON, UNIT, UNIT_AWARD


@settings(max_examples=150, deadline=None)
@given(DEFINITIONS)
def test_json_loses_nothing(definition: Definition) -> None:
    back = from_data(json.loads(json.dumps(to_data(definition))))
    assert back == definition
    assert [list(award.quota.places) for award in back.awards] == [
        list(award.quota.places) for award in definition.awards
    ]


def test_the_small_campaign_comes_back() -> None:
    assert from_data(to_data(DEFINITION)) == DEFINITION


def test_kept_data_of_another_age_still_loads() -> None:
    assert from_data(
        {
            "title": "通知",
            "awards": [{"key": "a", "name": "窗口", "kind": "unit", "colour": "red"}],
            "dropped_since": 1,
        }
    ) == Definition(title="通知", awards=(Award(key="a", name="窗口", kind=AwardKind.UNIT),))


def test_what_equals_its_default_is_left_out() -> None:
    assert to_data(Definition(title="通知")) == {"title": "通知"}
    told = to_data(replace(DEFINITION, awards=(Award(key="a", name="窗口", kind=AwardKind.UNIT),)))
    assert told["awards"] == [{"key": "a", "name": "窗口", "kind": "unit"}]


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

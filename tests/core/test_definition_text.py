"""A definition as TOML: nothing lost on the way out and in, and every slip of the pen is named with its place."""

import json
from datetime import UTC

import pytest
from hypothesis import given, settings

from pingxuan.core.definition import Deadline, Definition, to_data
from pingxuan.core.definition_text import from_toml, to_toml
from pingxuan.core.finding import Refused
from pingxuan.core.words import DeadlineKind
from tests.any_definition import DEFINITIONS
from tests.refusing import refused
from tests.small_campaign import DEFINITION, MATERIALS_DUE

AWARD = """
title = "通知"
[[awards]]
key = "a"
name = "窗口"
kind = "unit"
"""


@settings(max_examples=150, deadline=None)
@given(DEFINITIONS)
def test_toml_loses_nothing(definition: Definition) -> None:
    back = from_toml(to_toml(definition))
    assert back == definition
    assert json.dumps(to_data(back)) == json.dumps(to_data(definition))


def test_the_small_campaign_comes_back() -> None:
    assert from_toml(to_toml(DEFINITION)) == DEFINITION


@settings(max_examples=50, deadline=None)
@given(DEFINITIONS)
def test_writing_is_settled_after_one_turn(definition: Definition) -> None:
    once = to_toml(definition)
    assert to_toml(from_toml(once)) == once


def test_defaults_are_not_written() -> None:
    assert to_toml(Definition(title="通知")) == 'title = "通知"\n'


def test_an_instant_keeps_its_moment_in_any_zone() -> None:
    due = Deadline(kind=DeadlineKind.MATERIALS, what="材料", at=MATERIALS_DUE.astimezone(UTC))
    back = from_toml(to_toml(Definition(title="通知", deadlines=(due,))))
    assert back.deadlines[0].at == MATERIALS_DUE


@pytest.mark.parametrize(
    "text",
    ["title = ", "title", "[a\n", "title = '通知'\ntitle = '又一份'", "a = 1\x00", "a = " + "[" * 4000,
     "a = " + "9" * 5000],
)  # fmt: skip
def test_text_that_is_no_toml_is_refused(text: str) -> None:
    assert refused(from_toml, text) == ["definition_not_toml"]


def slips(text: str) -> list[tuple[str, str]]:
    """Code and place of every finding the text is refused with."""
    with pytest.raises(Refused) as caught:
        from_toml(text)
    return [(one.code, one.where) for one in caught.value.findings]


FIELD = "[awards.form]\ntitle = '推荐表'\n[[awards.form.fields]]\nkey = 'x'\nlabel = 'y'\nmax_char = 3\n"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"{AWARD}totall = 3", "awards[0].totall"),
        (f"{AWARD}colour = 'red'", "awards[0].colour"),
        (f"{AWARD}{FIELD}", "awards[0].form.fields[0].max_char"),
        (f"{AWARD}[awards.quota]\nplace = 3", "awards[0].quota.place"),
        ("title = '通知'\n[contcat]\n", "contcat"),
    ],
)
def test_a_name_nobody_knows_is_refused(text: str, place: str) -> None:
    assert slips(text) == [("definition_key_unknown", place)]


def test_the_nearest_known_name_is_offered() -> None:
    with pytest.raises(Refused) as caught:
        from_toml(AWARD + FIELD)
    texts = [one.text for one in caught.value.findings if one.code == "definition_key_unknown"]
    assert texts == [
        "awards[0].form.fields[0].max_char 不是评选定义里的项目，是否为 max_chars？请改正或删去。"
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "title"),
        ("title = 3", "title"),
        ("title = '通知\\u0000'".replace("'", '"'), "title"),
        ("title = '通知'\nsealed_for = 1", "sealed_for"),
        ("title = '通知'\ncandidates_percent = true", "candidates_percent"),
        ("title = '通知'\ncandidates_percent = 99999999999", "candidates_percent"),
        ("title = '通知'\nawards = '两项'", "awards"),
        ("title = '通知'\ncontact = 3", "contact"),
        ("title = '通知'\nissue_date = 2023-02-10T08:00:00", "issue_date"),
        (AWARD.replace('"unit"', '"团体"'), "awards[0].kind"),
        (f"{AWARD}[awards.quota]\nplaces = 3", "awards[0].quota.places"),
        (f"{AWARD}[awards.quota.places]\n'县' = '三'", "awards[0].quota.places.县"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_at_its_place(text: str, place: str) -> None:
    assert slips(text) == [("definition_malformed", place)]


def test_an_impossible_day_in_quotes_is_refused() -> None:
    assert refused(from_toml, "title = '通知'\nissue_date = '二月十日'") == ["definition_malformed"]


def test_every_slip_is_named_at_once() -> None:
    text = "title = 3\nshort = '短'\n[[bodies]]\nname = '县'\nkind = '远'\n"
    assert slips(text) == [
        ("definition_malformed", "title"),
        ("definition_key_unknown", "short"),
        ("definition_malformed", "bodies[0].kind"),
    ]

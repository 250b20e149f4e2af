"""Plaque numbers by the campaign's pattern, how long a plaque holds, and what a scan is answered."""

from datetime import date

import pytest

from pingxuan.core.definition import PlaqueRule
from pingxuan.core.finding import Refused
from pingxuan.core.plaque import Honouree, plaque_answer, plaque_number, plaque_numbers, valid_until
from pingxuan.core.words import PlaqueAnswer, PlaqueState

THREE = [Honouree("a", "示范窗口"), Honouree("b", "形象大使"), Honouree("c", "示范窗口")]


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("{year}-{award}-{number:03d}", "2023-示范窗口-007"),
        ("第{number}号", "第7号"),
        ("{year}{number:5d}", "2023    7"),
        ("{number:3d}{number:03d}", "  7007"),
    ],
)
def test_the_pattern_is_filled_in(pattern: str, number: str) -> None:
    assert plaque_number(PlaqueRule(pattern=pattern), year=2023, award="示范窗口", number=7) == number


@pytest.mark.parametrize(
    "pattern",
    ["{year}-{award}", "{number}{other}", "{number.real}", "{number", "{number:x}", "长" * 60 + "{number}"],
)
def test_a_pattern_of_anything_else_is_refused(pattern: str) -> None:
    with pytest.raises(Refused) as refused:
        plaque_number(PlaqueRule(pattern=pattern), year=2023, award="示范窗口", number=7)
    assert [finding.code for finding in refused.value.findings] == ["plaque_pattern_bad"]


def test_each_award_counts_for_itself_where_the_pattern_names_it() -> None:
    numbers = plaque_numbers(PlaqueRule(pattern="{award}{number}"), THREE, year=2023)
    assert numbers == {"a": "示范窗口1", "b": "形象大使1", "c": "示范窗口2"}


def test_numbers_run_across_awards_where_it_does_not() -> None:
    assert plaque_numbers(PlaqueRule(pattern="{number}"), THREE, year=2023) == {"a": "1", "b": "2", "c": "3"}


def test_numbers_already_given_are_passed_over() -> None:
    numbers = plaque_numbers(PlaqueRule(pattern="{number}"), THREE, year=2023, taken={"1", "3"})
    assert numbers == {"a": "2", "b": "4", "c": "5"}


def test_a_term_ends_on_the_same_day_of_a_later_year() -> None:
    assert valid_until(PlaqueRule(valid_years=3), date(2023, 3, 20)) == date(2026, 3, 20)
    assert valid_until(PlaqueRule(valid_years=1), date(2024, 2, 29)) == date(2025, 2, 28)
    assert valid_until(PlaqueRule(), date(2023, 3, 20)) is None


@pytest.mark.parametrize(
    ("state", "until", "answer"),
    [
        (None, None, PlaqueAnswer.UNKNOWN),
        (PlaqueState.VALID, None, PlaqueAnswer.VALID),
        (PlaqueState.VALID, date(2026, 3, 20), PlaqueAnswer.VALID),
        (PlaqueState.VALID, date(2026, 3, 19), PlaqueAnswer.EXPIRED),
        (PlaqueState.REVOKED, date(2026, 3, 19), PlaqueAnswer.REVOKED),
    ],
)
def test_what_a_scan_is_answered(state: PlaqueState | None, until: date | None, answer: PlaqueAnswer) -> None:
    assert plaque_answer(state, until, date(2026, 3, 20)) is answer

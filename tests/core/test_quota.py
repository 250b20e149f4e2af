"""Places computed of every kind of quota, and prizes of a percentage."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingxuan.core.definition import Award, Quota, Ratio
from pingxuan.core.quota import allotted, is_counted, least_findings, prizes, ratio_places
from pingxuan.core.words import AwardKind, QuotaKind, Rounding

NAMES = ("东区", "西区", "南区")
RATIO = Ratio(places=1, per=100, of="教职工人数", bases={"东区": 250, "西区": 149, "南区": 20})


@pytest.mark.parametrize(
    ("rounding", "places"),
    [(Rounding.NEAREST, [3, 1, 0]), (Rounding.UP, [3, 2, 1]), (Rounding.DOWN, [2, 1, 0])],
)
def test_a_ratio_rounds_as_it_says(rounding: Rounding, places: list[int]) -> None:
    quota = Quota(kind=QuotaKind.RATIO, ratio=replace(RATIO, rounding=rounding))
    assert list(allotted(quota, NAMES).values()) == places


def test_a_ratio_never_gives_fewer_than_the_least() -> None:
    quota = Quota(kind=QuotaKind.RATIO, ratio=RATIO, least=2)
    assert allotted(quota, NAMES) == {"东区": 3, "西区": 2, "南区": 2}


def test_each_body_gets_the_same() -> None:
    assert allotted(Quota(kind=QuotaKind.EACH, each=4), NAMES) == {"东区": 4, "西区": 4, "南区": 4}


def test_a_table_gives_what_it_names() -> None:
    assert allotted(Quota(kind=QuotaKind.TABLE, places={"南区": 2, "东区": 1}), NAMES) == {
        "东区": 1,
        "南区": 2,
    }


@pytest.mark.parametrize(
    "quota",
    [
        Quota(),
        Quota(kind=QuotaKind.REGISTER),
        Quota(kind=QuotaKind.EACH),
        Quota(kind=QuotaKind.RATIO),
        Quota(kind=QuotaKind.RATIO, ratio=replace(RATIO, per=0)),
    ],
)
def test_what_is_not_counted_or_not_told_allots_nothing(quota: Quota) -> None:
    assert allotted(quota, NAMES) == {}


def test_which_kinds_are_counted() -> None:
    assert {kind for kind in QuotaKind if is_counted(Quota(kind=kind))} == {
        QuotaKind.TABLE,
        QuotaKind.EACH,
        QuotaKind.RATIO,
    }


@given(st.integers(0, 10**6), st.integers(1, 50), st.integers(1, 10**4))
def test_the_roundings_stand_in_order(base: int, places: int, per: int) -> None:
    down, nearest, up = (
        ratio_places(Ratio(places=places, per=per, rounding=rounding), base)
        for rounding in (Rounding.DOWN, Rounding.NEAREST, Rounding.UP)
    )
    assert down <= nearest <= up <= down + 1
    assert down * per <= base * places < (down + 1) * per


@pytest.mark.parametrize(
    ("total", "percent", "nominated", "expected"),
    [
        (10, None, 50, 10),
        (None, None, 50, None),
        (None, 30, 50, 15),
        (None, 30, 9, 2),
        (None, 30, 1, 1),
        (None, 30, 0, 0),
        (10, 30, 50, 10),
        (20, 30, 50, 15),
    ],
)
def test_prizes(total: int | None, percent: int | None, nominated: int, expected: int | None) -> None:
    award = Award(key="a", name="先进个人", kind=AwardKind.PERSON, total=total, prize_percent=percent)
    assert prizes(award, nominated) == expected


@pytest.mark.parametrize(("least", "codes"), [(None, []), (1, []), (2, []), (3, ["below_least"])])
def test_fewer_than_the_least_may_be_explained(least: int | None, codes: list[str]) -> None:
    award = Award(key="a", name="先进个人", kind=AwardKind.PERSON, quota=Quota(least=least))
    found = least_findings(award, "东区", 2)
    assert [one.code for one in found] == codes
    assert not any(one.blocks for one in found)

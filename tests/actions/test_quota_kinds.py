"""Places of every kind of quota: allotted at opening, used, refused beyond; prizes by percentage."""

from dataclasses import replace

import pytest

from pingxuan.core.definition import Definition, Quota, Ratio
from pingxuan.core.words import NominationState, Outcome, QuotaKind, Rounding
from pingxuan.models import Allotment
from pingxuan.queries.nomination import places_left
from pingxuan.queries.publication import vacancy
from pingxuan.queries.selection import selection_board
from tests.makers import House, make_house, make_nomination, meet, publish_all
from tests.small_campaign import CITY, COUNTY, DIRECT, UNIT, UNIT_AWARD, with_award

S = NominationState
BASES = {DIRECT: 120, CITY: 260, COUNTY: 40}

pytestmark = pytest.mark.django_db


def with_quota(quota: Quota, total: int | None = None) -> Definition:
    return with_award(UNIT_AWARD, quota=quota, total=total)


def allotted_in(house: House) -> dict[str, int]:
    rows = Allotment.objects.filter(nominating_body__parent=None, award_key=UNIT)
    return {row.nominating_body.name: row.places for row in rows.select_related("nominating_body__body")}


@pytest.mark.parametrize(
    ("quota", "places"),
    [
        (Quota(kind=QuotaKind.EACH, each=2), {DIRECT: 2, CITY: 2, COUNTY: 2}),
        (
            Quota(kind=QuotaKind.RATIO, ratio=Ratio(places=1, per=100, of="职工人数", bases=BASES), least=1),
            {DIRECT: 1, CITY: 3, COUNTY: 1},
        ),
        (
            Quota(
                kind=QuotaKind.RATIO,
                ratio=Ratio(places=1, per=100, of="职工人数", rounding=Rounding.UP, bases=BASES),
            ),
            {DIRECT: 2, CITY: 3, COUNTY: 1},
        ),
    ],
)
def test_every_body_gets_its_places_and_no_more(quota: Quota, places: dict[str, int]) -> None:
    house = make_house(with_quota(quota))
    assert allotted_in(house) == places
    for _ in range(places[CITY]):
        made = make_nomination(house, S.ENDORSED)
    assert places_left(make_nomination(house, S.HANDED_IN)) == 0
    assert places_left(made) == 1


def test_an_open_quota_counts_nothing() -> None:
    house = make_house(with_quota(Quota(kind=QuotaKind.OPEN)), share=False)
    assert allotted_in(house) == {}
    assert places_left(make_nomination(house, S.ENDORSED)) is None


def test_a_percentage_of_those_handed_up_is_selected() -> None:
    award = replace(UNIT_AWARD, total=None, prize_percent=50, quota=Quota(kind=QuotaKind.EACH, each=5))
    house = make_house(
        with_award(UNIT_AWARD, **{n: getattr(award, n) for n in ("total", "prize_percent", "quota")})
    )
    for _ in range(4):
        make_nomination(house, S.ACCEPTED)
    make_nomination(house, S.SUBMITTED, body=COUNTY)
    make_nomination(house, S.WITHDRAWN, body=COUNTY)
    board = selection_board(house.campaign, UNIT)
    assert board.total == 2
    outcomes = [one.outcome for one in board.proposals]
    assert outcomes == [Outcome.SELECTED, Outcome.SELECTED, Outcome.RESERVE, Outcome.RESERVE]
    meet(house)
    publish_all(house)
    assert vacancy(house.campaign, UNIT).places == 0


def test_without_a_total_or_percentage_everyone_may_be_selected() -> None:
    house = make_house(with_quota(Quota(kind=QuotaKind.EACH, each=5)))
    for _ in range(3):
        make_nomination(house, S.ACCEPTED)
    board = selection_board(house.campaign, UNIT)
    assert board.total is None
    assert {one.outcome for one in board.proposals} == {Outcome.SELECTED}
    meet(house)
    publish_all(house)
    assert vacancy(house.campaign, UNIT).unlimited

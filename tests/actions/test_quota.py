"""Sub-allotment: a direct body's places among its members, never more than it has."""

from dataclasses import replace
from typing import Any

import pytest

from pingxuan.actions.quota import sub_allot
from pingxuan.core.words import BodyKind, NominationState
from pingxuan.models import Allotment, Body, LedgerEntry
from pingxuan.queries.quota import allotments, parts_in_order
from tests.makers import House, make_house, make_nomination
from tests.refusing import refused
from tests.small_campaign import CITY, COUNTY, DIRECT, MEMBER, PERSON, UNIT, UNIT_AWARD, with_award

pytestmark = pytest.mark.django_db
OTHER = "州税务局"


@pytest.fixture
def house() -> House:
    """州直 has five places, one of them with its member."""
    quota = replace(UNIT_AWARD.quota, places={DIRECT: 5, CITY: 3, COUNTY: 2})
    return make_house(with_award(UNIT_AWARD, quota=quota))


def office(house: House) -> dict[str, Any]:
    return {"by": house.organiser, "at": house.tick()}


def share(house: House, name: str) -> tuple[int, int, int]:
    """Places, sub-allotted and used."""
    row = Allotment.objects.get(nominating_body__body__name=name, award_key=UNIT)
    return row.places, row.sub_allotted, row.used


def test_places_are_set_not_added(house: House) -> None:
    assert (share(house, DIRECT), share(house, MEMBER)) == ((5, 1, 0), (1, 0, 0))
    part = sub_allot(house.parts[DIRECT], UNIT, f" {MEMBER} ", 3, **office(house))
    assert part == house.parts[MEMBER]
    assert (share(house, DIRECT), share(house, MEMBER)) == ((5, 3, 0), (3, 0, 0))
    sub_allot(house.parts[DIRECT], UNIT, MEMBER, 0, **office(house))
    assert (share(house, DIRECT), share(house, MEMBER)) == ((5, 0, 0), (0, 0, 0))


def test_a_new_member_takes_its_place_after_all_others(house: House) -> None:
    part = sub_allot(house.parts[DIRECT], UNIT, OTHER, 2, **office(house))
    assert (part.kind, part.parent, part.position) == (BodyKind.MEMBER, house.parts[DIRECT], 5)
    assert part.issued_at == house.at
    assert [held.name for held in parts_in_order(house.campaign)] == [DIRECT, CITY, COUNTY, MEMBER, OTHER]
    assert allotments(house.campaign)[part.pk, UNIT].parent == Allotment.objects.get(
        nominating_body=house.parts[DIRECT]
    )


def test_a_body_known_already_is_not_made_twice(house: House) -> None:
    sub_allot(house.parts[DIRECT], UNIT, house.campaign.organiser.name, 1, **office(house))
    assert Body.objects.filter(name=house.campaign.organiser.name).count() == 1


@pytest.mark.parametrize("places", [5, 100, -1])
def test_never_more_than_is_left(house: House, places: int) -> None:
    before = LedgerEntry.objects.count()
    assert refused(sub_allot, house.parts[DIRECT], UNIT, OTHER, places, **office(house)) == [
        "too_many_places"
    ]
    assert (share(house, DIRECT), LedgerEntry.objects.count()) == ((5, 1, 0), before)
    assert not Body.objects.filter(name=OTHER).exists()


def test_all_that_is_left_may_be_given(house: House) -> None:
    sub_allot(house.parts[DIRECT], UNIT, OTHER, 4, **office(house))
    assert share(house, DIRECT) == (5, 5, 0)


def test_never_fewer_than_are_used(house: House) -> None:
    sub_allot(house.parts[DIRECT], UNIT, MEMBER, 2, **office(house))
    for _ in range(2):
        make_nomination(house, NominationState.ENDORSED, body=MEMBER)
    assert refused(sub_allot, house.parts[DIRECT], UNIT, MEMBER, 1, **office(house)) == ["places_in_use"]
    assert (share(house, DIRECT), share(house, MEMBER)) == ((5, 2, 2), (2, 0, 2))


@pytest.mark.parametrize(
    ("parent", "member", "code"),
    [
        (DIRECT, " ", "member_missing"),
        (CITY, OTHER, "not_a_direct_body"),
        (MEMBER, OTHER, "not_a_direct_body"),
        (DIRECT, COUNTY, "body_has_own_part"),
        (DIRECT, DIRECT, "body_has_own_part"),
    ],
)
def test_who_may_be_whose_member(house: House, parent: str, member: str, code: str) -> None:
    assert refused(sub_allot, house.parts[parent], UNIT, member, 1, **office(house)) == [code]


def test_for_an_award_by_register_a_member_simply_joins(house: House) -> None:
    part = sub_allot(house.parts[DIRECT], PERSON, OTHER, 0, **office(house))
    assert part.parent == house.parts[DIRECT]
    assert [row.award_key for row in part.allotments.all()] == []

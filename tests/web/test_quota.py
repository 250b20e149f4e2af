"""The quota page: places as they stand, and a 直属口's places shared among its member units."""

from typing import Any

import pytest

from pingxuan.core.words import NominationState
from pingxuan.models import Allotment
from tests.makers import House, make_nomination
from tests.small_campaign import CITY, COUNTY, DIRECT, MEMBER, PERSON, UNIT
from tests.web.crowd import crowd
from tests.web.visitors import HOSTILE, MOST_QUERIES, browser_of, closed_to_strangers, open_house, statuses


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return open_house(monkeypatch)


def address(house: House, more: str = "") -> str:
    return f"/campaigns/{house.campaign.pk}/quota{more}"


def stands(answer: Any) -> dict[str, tuple[int | None, int, int, int, int]]:
    """Body → places, used, handed up, sent back, in preparation of the unit award."""
    return {
        row.part.name: (cell.places, cell.used, cell.handed_up, cell.sent_back, cell.drafts)
        for row in answer.context["rows"]
        for cell in row.cells
        if cell.award.key == UNIT
    }


def share(house: House, who: Any, **told: Any) -> Any:
    told = {"award": UNIT, "member": "州博物馆", "places": "1", **told}
    return browser_of(who).post(address(house, f"/{house.parts[DIRECT].pk}"), told)


def places(house: House) -> dict[str, tuple[int, int]]:
    rows = Allotment.objects.filter(nominating_body__campaign=house.campaign).select_related(
        "nominating_body__body"
    )
    return {row.nominating_body.name: (row.places, row.sub_allotted) for row in rows}


def test_every_place_is_counted_where_it_stands(house: House) -> None:
    make_nomination(house, NominationState.SUBMITTED)
    make_nomination(house, NominationState.RETURNED)
    make_nomination(house, NominationState.DRAFT)
    make_nomination(house, NominationState.ENDORSED, body=MEMBER)
    answer = browser_of(house.organiser).get(address(house))
    assert stands(answer) == {
        DIRECT: (1, 1, 0, 0, 1),
        MEMBER: (1, 1, 0, 0, 1),
        CITY: (3, 2, 1, 1, 1),
        COUNTY: (2, 0, 0, 0, 0),
    }
    units = answer.context["totals"][0]
    assert (units["places"], units["used"], units["handed_up"]) == (6, 3, 1)


def test_members_stand_below_their_body(house: House) -> None:
    rows = browser_of(house.organiser).get(address(house)).context["rows"]
    assert [(row.part.name, row.member) for row in rows] == [
        (DIRECT, False),
        (MEMBER, True),
        (CITY, False),
        (COUNTY, False),
    ]


def test_an_award_by_register_has_no_places_to_count(house: House) -> None:
    rows = browser_of(house.organiser).get(address(house)).context["rows"]
    assert {cell.places for row in rows for cell in row.cells if cell.award.key == PERSON} == {None}


def test_an_officer_sees_the_own_body_only(house: House) -> None:
    assert list(stands(browser_of(house.officers[CITY]).get(address(house)))) == [CITY]
    assert list(stands(browser_of(house.officers[DIRECT]).get(address(house)))) == [DIRECT, MEMBER]
    assert list(stands(browser_of(house.officers[MEMBER]).get(address(house)))) == [MEMBER]


@pytest.mark.parametrize("by", ["organiser", DIRECT])
def test_places_are_moved_between_members(house: House, by: str) -> None:
    who = house.organiser if by == "organiser" else house.officers[DIRECT]
    assert share(house, who, member=MEMBER, places="0").status_code == 302
    assert share(house, who, member="州博物馆").status_code == 302
    assert places(house) == {DIRECT: (1, 1), MEMBER: (0, 0), "州博物馆": (1, 0), CITY: (3, 0), COUNTY: (2, 0)}


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"places": "一个"}, "places"),
        ({"places": "-1"}, "places"),
        ({"places": ""}, "places"),
        ({"places": "9" * 9}, "places"),
        ({"member": " "}, "member"),
        ({"member": HOSTILE * 20}, "member"),
    ],
)
def test_a_share_that_cannot_be_read_stays_typed(house: House, told: dict[str, str], field: str) -> None:
    refused = share(house, house.organiser, **told)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, [field])
    assert refused.context["form"][field].value() == told[field]
    assert len(places(house)) == 4


@pytest.mark.parametrize(
    ("told", "code"),
    [({"places": "1"}, "too_many_places"), ({"member": CITY, "places": "0"}, "body_has_own_part")],
)
def test_a_refused_share_says_why(house: House, told: dict[str, str], code: str) -> None:
    refused = share(house, house.organiser, **told)
    assert (refused.status_code, [found.code for found in refused.context["findings"]]) == (422, [code])
    assert refused.context["form"]["member"].value() == told.get("member", "州博物馆")


def test_only_a_direct_body_shares(house: House) -> None:
    told = {"award": UNIT, "member": "某局", "places": "1"}
    organiser = browser_of(house.organiser)
    refused = organiser.post(address(house, f"/{house.parts[CITY].pk}"), told)
    assert [found.code for found in refused.context["findings"]] == ["not_a_direct_body"]
    assert organiser.post(address(house, f"/{house.parts[MEMBER].pk}"), told).status_code == 404
    assert (
        organiser.post(address(house, f"/{house.parts[DIRECT].pk}"), told | {"award": "x"}).status_code == 404
    )


def test_a_neighbour_shares_nothing(house: House) -> None:
    assert share(house, house.officers[COUNTY]).status_code == 404
    assert share(house, house.officers[MEMBER]).status_code == 404
    assert house.auditor is not None
    assert share(house, house.auditor).status_code == 404


def test_another_office_sees_none_of_it(house: House) -> None:
    closed_to_strangers(house, "/campaigns/ID/quota", house.campaign.pk)


def test_the_office_reads_it(house: House) -> None:
    assert house.auditor is not None
    assert house.leader is not None
    assert statuses([browser_of(who) for who in (house.auditor, house.leader)], address(house)) == [200, 200]


@pytest.mark.parametrize("count", [1, 1000])
def test_the_page_asks_no_more_for_more_nominations(
    house: House, count: int, django_assert_max_num_queries: Any
) -> None:
    crowd(house, count)
    organiser = browser_of(house.organiser)
    with django_assert_max_num_queries(MOST_QUERIES):
        organiser.get(address(house))

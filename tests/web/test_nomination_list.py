"""The list of nominations: whose it is, what filters let through, the same list as an Excel file."""

import io
from typing import Any

import openpyxl
import pytest

from pingxuan.core.words import NominationState
from tests.makers import House, make_nomination
from tests.small_campaign import CITY, COUNTY, HONOURED_2021, MEMBER, PERSON, UNIT
from tests.web.crowd import crowd
from tests.web.visitors import HOSTILE, MOST_QUERIES, browser_of, closed_to_strangers, open_house

S = NominationState


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return open_house(monkeypatch)


def listing(house: House, query: str = "") -> str:
    return f"/campaigns/{house.campaign.pk}/nominations{query}"


def names(page: Any) -> list[str]:
    return [line.nomination.nominee_name for line in page.context["lines"]]


def tabs(page: Any) -> dict[str, int]:
    return {tab.label: tab.count for tab in page.context["tabs"]}


def test_a_body_lists_its_own_and_a_neighbour_does_not(house: House) -> None:
    make_nomination(house, S.SUBMITTED, name="城东窗口")
    make_nomination(house, S.DRAFT, body=COUNTY, name="山下窗口")
    assert names(browser_of(house.officers[CITY]).get(listing(house))) == ["城东窗口"]
    assert names(browser_of(house.officers[COUNTY]).get(listing(house))) == ["山下窗口"]
    assert names(browser_of(house.organiser).get(listing(house))) == ["城东窗口", "山下窗口"]


def test_a_body_lists_its_member_units_too(house: House) -> None:
    make_nomination(house, S.SUBMITTED, body=MEMBER, name="车站窗口")
    above = house.parts[MEMBER].parent
    assert above is not None
    page = browser_of(house.organiser).get(listing(house, f"?body={above.pk}"))
    assert names(page) == ["车站窗口"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (f"?award={PERSON}", ["刘小安"]),
        ("?state=to_check", ["城东窗口"]),
        ("?state=draft", ["城西窗口"]),
        ("?state=in_preparation", ["城西窗口"]),
        ("?q=小安", ["刘小安"]),
        ("?q=城西政务大厅", ["刘小安"]),
        ("?q=1", ["城东窗口"]),
        ("?paper=due&state=to_check", ["城东窗口"]),
        ("?paper=received", []),
        ("?state=nonsense", []),
        ("?award=nonsense", []),
        ("?page=99&nonsense=1", ["刘小安", "城东窗口", "城西窗口"]),
    ],
)
def test_filters_let_through_what_they_say(house: House, query: str, expected: list[str]) -> None:
    make_nomination(house, S.SUBMITTED, name="城东窗口")
    make_nomination(house, S.DRAFT, name="城西窗口")
    make_nomination(house, S.ACCEPTED, award=PERSON, name="刘小安", unit="城西政务大厅")
    assert sorted(names(browser_of(house.organiser).get(listing(house, query)))) == sorted(expected)


def test_every_tab_counts_exactly_what_it_lists(house: House) -> None:
    for state in (S.DRAFT, S.HANDED_IN, S.SUBMITTED, S.RETURNED):
        make_nomination(house, state)
    make_nomination(house, S.ACCEPTED, body=COUNTY)
    office = browser_of(house.organiser)
    page = office.get(listing(house))
    assert tabs(page) == {
        "全部": 5,
        "填报中": 2,
        "待审核": 1,
        "退回修改": 1,
        "审核通过及以后": 1,
        "已终止": 0,
    }
    for tab in page.context["tabs"]:
        assert len(names(office.get(listing(house, f"?{tab.query}")))) == tab.count


def test_an_issue_filter_lists_and_counts_those_that_have_it(house: House) -> None:
    unit = next(iter(HONOURED_2021))
    make_nomination(house, S.SUBMITTED, name="清白窗口")
    suspect = make_nomination(house, S.SUBMITTED, name=f"{unit}部")
    office = browser_of(house.organiser)
    page = office.get(listing(house, "?issue=register_suspected"))
    assert names(page) == [suspect.nominee_name]
    assert (tabs(page)["全部"], tabs(page)["待审核"]) == (1, 1)
    assert names(office.get(listing(house, "?issue=must"))) == []


def test_the_office_reads_no_findings_of_what_is_not_handed_up(house: House) -> None:
    unit = next(iter(HONOURED_2021))
    make_nomination(house, S.HANDED_IN, name=f"{unit}部")
    assert names(browser_of(house.organiser).get(listing(house, "?issue=any"))) == []
    assert len(names(browser_of(house.officers[CITY]).get(listing(house, "?issue=any")))) == 1


@pytest.mark.parametrize("query", ["", "?state=to_check", "?q=窗口", "?issue=any"])
def test_the_excel_file_holds_the_filtered_list(house: House, query: str) -> None:
    make_nomination(house, S.SUBMITTED, name="=1+1窗口")
    make_nomination(house, S.DRAFT, name="城西窗口")
    make_nomination(house, S.SUBMITTED, name=f"{next(iter(HONOURED_2021))}部")
    office = browser_of(house.organiser)
    shown = names(office.get(listing(house, query)))
    answer = office.get(listing(house, f"{query}{'&' if query else '?'}format=xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in rows] == shown
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_hostile_names_are_only_text(house: House) -> None:
    make_nomination(house, S.DRAFT, name=HOSTILE)
    page = browser_of(house.officers[CITY]).get(listing(house, f"?q={HOSTILE}"))
    assert HOSTILE not in page.content.decode()
    assert names(page) == [HOSTILE]


def test_strangers_find_nothing(house: House) -> None:
    closed_to_strangers(house, "/campaigns/ID/nominations", house.campaign.pk)


@pytest.mark.parametrize("query", ["", "?issue=any"])
def test_few_queries_for_one_and_for_a_thousand(
    house: House, query: str, django_assert_max_num_queries: Any
) -> None:
    crowd(house, 1)
    office, body = browser_of(house.organiser), browser_of(house.officers[CITY])
    for client in (office, body):
        client.get(listing(house))  # the session's first touch and the definition are once only
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(listing(house, query)).status_code == 200
    crowd(house, 999)
    crowd(house, 20, award=PERSON)
    for client in (office, body):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(listing(house, query)).status_code == 200


def test_unit_of_the_list_is_the_award(house: House) -> None:
    make_nomination(house, S.DRAFT)
    page = browser_of(house.officers[CITY]).get(listing(house, f"?award={UNIT}"))
    assert [line.award for line in page.context["lines"]] == [house.award(UNIT).name]

"""The dashboard: every number is the count of the list it opens, and of that list's export."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import openpyxl
import pytest
from django.test import Client

from pingxuan.actions.amendment import amend_definition
from pingxuan.core.words import NominationState
from tests.makers import House, make_nomination
from tests.makers import visit as made_visit
from tests.small_campaign import CITY, COUNTY, MEMBER, PERSON
from tests.web.visitors import MOST_QUERIES, browser_of, closed_to_strangers, open_house, statuses

S = NominationState


class Links(HTMLParser):
    """Every link of a page with the words in it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._open = ""
        self._words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._open, self._words = dict(attrs).get("href") or "", ""

    def handle_data(self, data: str) -> None:
        self._words += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._open:
            self.found.append((self._open, self._words.strip()))
            self._open = ""


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    made = open_house(monkeypatch)
    made_visit(made, make_nomination(made, S.ACCEPTED))
    make_nomination(made, S.RETURNED)
    make_nomination(made, S.SUBMITTED, body=COUNTY)
    make_nomination(made, S.DRAFT, body=COUNTY)
    make_nomination(made, S.SUBMITTED, body=MEMBER)
    make_nomination(made, S.SUBMITTED, award=PERSON)
    return made


def address(house: House) -> str:
    return f"/campaigns/{house.campaign.pk}"


def numbers(page: bytes) -> Iterator[tuple[str, int]]:
    """Every link into the list of nominations that says a number, with that number."""
    links = Links()
    links.feed(page.decode())
    for link, words in links.found:
        said = re.search(r"\d+", words)
        if "/nominations?" in link and "format=" not in link and said and "%" not in words:
            yield link, int(said.group())


def exported(browser: Client, link: str) -> int:
    """How many rows the list's export has under its heading."""
    answer = browser.get(f"{link}&format=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer) if answer.streaming else answer.content))
    return sum(any(cell for cell in row) for row in book.worksheets[0].iter_rows(values_only=True)) - 1


@pytest.mark.parametrize("who", ["organiser", "leader", "auditor", "officer"])
def test_each_number_is_the_count_of_its_list(house: House, who: str) -> None:
    browser = browser_of(house.officers[CITY] if who == "officer" else getattr(house, who))
    figures = dict(numbers(browser.get(address(house)).content))
    assert len(figures) >= 4
    counts = {link: browser.get(link).context["page_of_lines"].paginator.count for link in figures}
    assert counts == figures


def test_each_number_is_the_rows_of_its_export(house: House) -> None:
    browser = browser_of(house.organiser)
    figures = {link: n for link, n in numbers(browser.get(address(house)).content) if n}
    assert {link: exported(browser, link) for link in figures} == figures


def test_places_and_rates_are_shown_as_they_are(house: House) -> None:
    context = browser_of(house.organiser).get(address(house)).context
    unit = context["kpis"][0]["tally"]
    assert (unit.places, unit.handed_up, unit.in_preparation, unit.sent_back) == (6, 3, 1, 1)
    text = browser_of(house.organiser).get(address(house)).content.decode()
    assert re.search(r"<b>3</b></a><span>/ 6 家</span>", text)


def test_an_officer_sees_the_own_body(house: House) -> None:
    page = browser_of(house.officers[CITY]).get(address(house))
    assert [row["line"].part.name for row in page.context["lines"]] == [CITY]
    assert COUNTY not in page.content.decode()


def test_who_may(house: House) -> None:
    office = [browser_of(one) for one in (house.organiser, house.leader, house.auditor, house.officers[CITY])]
    assert statuses(office, address(house)) == [200] * 4


def test_strangers(house: House) -> None:
    closed_to_strangers(house, "/campaigns/ID", house.campaign.pk)


@pytest.mark.parametrize("who", ["organiser", "officer"])
def test_queries(house: House, who: str, django_assert_max_num_queries: Any) -> None:
    browser = browser_of(house.officers[CITY] if who == "officer" else house.organiser)
    with django_assert_max_num_queries(MOST_QUERIES):
        browser.get(address(house))


def test_everybody_is_told_of_an_amendment(house: House) -> None:
    officer = browser_of(house.officers[CITY])
    assert officer.get(address(house)).context["amended"] is None
    changed = replace(house.definition, purpose="树立典型")
    amend_definition(
        house.campaign, changed, since=1, reason="经同意延期", by=house.organiser, at=house.tick()
    )
    told = officer.get(address(house)).context["amended"]
    assert (told.number, told.reason) == (2, "经同意延期")

"""操作留痕: newest first, in words, narrowed by act and person, for organiser and supervisor only."""

from typing import Any

import pytest

from pingxuan.models import LedgerEntry
from tests.makers import House, make_nomination, meet, publish_all
from tests.makers import visit as made_visit
from tests.small_campaign import CITY
from tests.web.visitors import HOSTILE, MOST_QUERIES, browser_of, closed_to_strangers, open_house, statuses


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    made = open_house(monkeypatch)
    made_visit(made, make_nomination(made), vetoes=())
    meet(made)
    publish_all(made)
    return made


def address(house: House) -> str:
    return f"/campaigns/{house.campaign.pk}/ledger"


def test_every_entry_of_the_campaign_newest_first(house: House) -> None:
    page = browser_of(house.auditor).get(address(house)).context["page"]
    held = LedgerEntry.objects.filter(campaign_id=house.campaign.pk)
    assert page.paginator.count == held.count()
    assert next(iter(page)).seq == held.latest("seq").seq


@pytest.mark.parametrize(
    ("query", "acts"),
    [
        ("?act=publish", {"publish"}),
        ("?act=hold_meeting", {"hold_meeting"}),
        ("?q=巡察4", {"record_visit"}),
        ("?q=没有这个人", set()),
        ("?q=%00&act=publish", {"publish"}),
        (f"?q={HOSTILE}", set()),
    ],
)
def test_narrowed(house: House, query: str, acts: set[str]) -> None:
    page = browser_of(house.organiser).get(f"{address(house)}{query}")
    shown = {row["entry"].act for row in page.context["rows"]}
    assert shown == acts or (query.startswith("?q=巡察") and shown <= {"record_visit"})
    assert HOSTILE.encode() not in page.content


def test_each_line_is_in_words_and_its_link_opens(house: House) -> None:
    for reader in (house.organiser, house.auditor):
        browser = browser_of(reader)
        rows = browser.get(address(house)).context["rows"]
        assert all(row["act"] != row["entry"].act for row in rows)
        links = {row["url"] for row in rows if row["url"]}
        assert {browser.get(link).status_code for link in links} == {200}


def test_who_may(house: House) -> None:
    office = [browser_of(one) for one in (house.organiser, house.auditor, house.leader, house.officers[CITY])]
    assert statuses(office, address(house)) == [200, 200, 404, 404]


def test_strangers(house: House) -> None:
    closed_to_strangers(house, "/campaigns/ID/ledger", house.campaign.pk)


def test_queries(house: House, django_assert_max_num_queries: Any) -> None:
    auditor = browser_of(house.auditor)
    with django_assert_max_num_queries(MOST_QUERIES):
        auditor.get(address(house))

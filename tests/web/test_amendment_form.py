"""An amendment in blanks: sent back unchanged it changes nothing, rows come and go, the rest is looked at."""

from dataclasses import replace
from typing import Any

import pytest

from pingxuan.actions.campaign import create_campaign
from pingxuan.core.definition_text import from_toml, to_toml
from pingxuan.queries.definition import current_definition, current_version
from tests.makers import House
from tests.small_campaign import CITY, DEFINITION, moment
from tests.web.test_definition import fields
from tests.web.visitors import MOST_QUERIES, browser_of, closed_to_strangers, open_house

EXTENDED = replace(
    DEFINITION,
    deadlines=(DEFINITION.deadlines[0], replace(DEFINITION.deadlines[1], at=moment("2023-03-03 18:00"))),
)


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return open_house(monkeypatch)


def address(house: House, more: str = "") -> str:
    return f"/campaigns/{house.campaign.pk}/amendment/form{more}"


def typed(house: House, **changes: str) -> dict[str, str]:
    """All the page sends, with some of it typed over."""
    return fields(browser_of(house.organiser).get(address(house))) | {"reason": "经同意延期"} | changes


def send(house: House, told: dict[str, str]) -> Any:
    return browser_of(house.organiser).post(address(house), told)


def codes(answer: Any) -> list[str]:
    return [one.code for one in answer.context["shown"].findings]


def test_the_page_sent_back_unchanged_changes_nothing(house: House) -> None:
    answer = send(house, typed(house))
    assert (answer.status_code, codes(answer)) == (422, ["nothing_changed"])


def test_what_is_typed_is_looked_at_and_then_published(house: House) -> None:
    looked = send(house, typed(house, **{"deadlines[1].at": "2023-03-03 18:00"}))
    assert (looked.status_code, [one.path for one in looked.context["changes"]]) == (200, ["deadlines[1].at"])
    assert from_toml(looked.context["text"]) == EXTENDED
    told = {key: str(looked.context[key]) for key in ("since", "text", "reason")}
    published = browser_of(house.organiser).post(
        f"/campaigns/{house.campaign.pk}/amendment", told | {"publish": "1"}
    )
    assert (published.status_code, current_definition(house.campaign)) == (302, EXTENDED)


def test_what_was_looked_at_goes_on_in_blanks(house: House) -> None:
    told = {"text": to_toml(EXTENDED), "reason": "经同意延期", "since": "1", "back": "1"}
    page = send(house, told)
    again = fields(page)
    assert (again["deadlines[1].at"], page.context["reason"]) == ("2023-03-03 18:00", "经同意延期")
    looked = send(house, again | {"reason": "经同意延期", "deadlines[1].channel": "州办综合科"})
    assert [one.path for one in looked.context["changes"]] == ["deadlines[1].at", "deadlines[1].channel"]


def test_rows_come_and_go_before_it_is_looked_at(house: House) -> None:
    at = "awards[0].form.fields"
    grown = send(house, typed(house, add=at))
    assert (grown.status_code, current_version(house.campaign).number) == (200, 1)
    told = fields(grown) | {"reason": "补充", f"{at}[4].label": "诚信情况"}
    looked = send(house, told)
    assert [(one.path, one.kind.value) for one in looked.context["changes"]] == [(f"{at}[4]", "added")]
    less = send(house, typed(house, remove=f"{at}[1]"))
    looked = send(house, fields(less) | {"reason": "精简"})
    assert [(one.path, one.kind.value) for one in looked.context["changes"]] == [(f"{at}[1]", "removed")]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"deadlines[1].at": "月底"}, "instant_shape"),
        ({"reason": " ", "purpose": "树立典型"}, "reason_missing"),
        ({"title": ""}, "title_missing"),
        ({"awards[0].quota.kind": "open"}, "quota_changed_openly"),
    ],
)
def test_what_is_refused_stays_typed(house: House, changes: dict[str, str], code: str) -> None:
    answer = send(house, typed(house, **changes))
    assert (answer.status_code, code in codes(answer)) == (422, True)
    again = fields(answer)
    assert {key: again[key] for key in changes if key != "reason"} == {
        key: value for key, value in changes.items() if key != "reason"
    }
    assert current_version(house.campaign).number == 1


@pytest.mark.parametrize(
    "told", [{}, {"base": "title = ["}, {"text": "titel = '通知'"}, {"base": "title = 3", "add": "x"}]
)
def test_a_base_no_page_sends_breaks_nothing(house: House, told: dict[str, str]) -> None:
    answer = send(house, told)
    assert (answer.status_code, current_version(house.campaign).number) == (422, 1)
    assert browser_of(house.organiser).post(address(house, "/check"), told).status_code == 200


def test_the_check_says_what_is_wrong_and_keeps_nothing(house: House) -> None:
    client = browser_of(house.organiser)
    checked = client.post(address(house, "/check"), typed(house, title=""))
    assert (checked.status_code, "title_missing" in codes(checked)) == (200, True)
    assert current_definition(house.campaign) == DEFINITION


def test_a_draft_and_others_have_no_part(house: House) -> None:
    campaign = create_campaign(
        DEFINITION, by=house.organiser, at=house.tick(), organiser=house.campaign.organiser, code="NEXT"
    )
    organiser, officer = browser_of(house.organiser), browser_of(house.officers[CITY])
    assert organiser.get(f"/campaigns/{campaign.pk}/amendment/form").status_code == 302
    assert organiser.post(f"/campaigns/{campaign.pk}/amendment/form/check").status_code == 404
    assert [officer.get(address(house)).status_code, officer.post(address(house, "/check")).status_code] == [
        404,
        404,
    ]
    closed_to_strangers(house, "/campaigns/ID/amendment/form", house.campaign.pk)


def test_the_page_takes_few_queries(house: House, django_assert_max_num_queries: Any) -> None:
    client = browser_of(house.organiser)
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(address(house))

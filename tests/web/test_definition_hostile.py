"""The definition page sent what no page sends, and typed while others worked on: nothing breaks or is lost."""

from urllib.parse import urlencode

import pytest

from pingxuan.actions.campaign import create_campaign, open_campaign
from pingxuan.models import Campaign
from pingxuan.queries.definition import current_definition, current_version
from tests.makers import House
from tests.small_campaign import DEFINITION
from tests.web.test_definition import codes, draft_of, fields, page_of, save
from tests.web.visitors import browser_of, open_house


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return open_house(monkeypatch)


@pytest.fixture
def draft(house: House) -> Campaign:
    return draft_of(house)


@pytest.mark.parametrize(
    "name",
    [f"bodies[{'9' * 5000}].name", "bodies[0].was", "deadlines[99999].what", "awards[0]", "places[0][0][0]"],
)
def test_names_and_numbers_no_page_sends_break_nothing(house: House, draft: Campaign, name: str) -> None:
    told = urlencode({**fields(page_of(browser_of(house.organiser), draft)), name: "9" * 5000})
    form = "application/x-www-form-urlencoded"
    for end, answers in (("", {200, 302, 422}), ("/check", {200})):
        sent = browser_of(house.organiser).post(
            f"/campaigns/{draft.pk}/definition{end}", told, content_type=form
        )
        assert sent.status_code in answers


def test_what_no_database_keeps_stays_in_sight_as_a_sign(house: House, draft: Campaign) -> None:
    client = browser_of(house.organiser)
    told = {"short_title": "先\x00进", "bodies[0].name": "库尔勒\x00市", "confirmed": "short\x00title"}
    assert save(client, draft, paths=told).status_code == 302
    definition = current_definition(draft)
    assert (definition.short_title, definition.bodies[0].name) == ("先\ufffd进", "库尔勒\ufffd市")
    assert current_version(draft).confirmed == ["short\ufffdtitle"]


def test_what_was_typed_while_somebody_issued_the_notice_stays_in_sight(house: House) -> None:
    campaign = create_campaign(
        DEFINITION, by=house.organiser, at=house.tick(), organiser=house.campaign.organiser, code="NEXT"
    )
    client = browser_of(house.organiser)
    told = {**fields(page_of(client, campaign)), "purpose": "表扬先进，带动后进"}
    open_campaign(campaign, by=house.organiser, at=house.tick())
    late = client.post(f"/campaigns/{campaign.pk}/definition", told)
    assert (late.status_code, codes(late)) == (422, ["campaign_already_open"])
    assert "表扬先进，带动后进" in late.content.decode()
    assert current_definition(campaign) == DEFINITION

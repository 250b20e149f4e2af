"""Any notice of the golden pairs: its questions answered on the page one by one, until it may be issued."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from pingxuan.actions.campaign import create_campaign
from pingxuan.core.notice.draft import draft_definition
from pingxuan.core.notice.facts import read_notice
from pingxuan.models import Campaign
from pingxuan.web.definition_answers import Asked, Way
from tests.makers import House
from tests.web.test_definition import fields, page_of
from tests.web.visitors import browser_of, open_house

NOTICES = sorted(Path("tests/notices").glob("*.txt"))
MOST = 40
TOLD = {
    Way.BODIES: "甲县\n乙县\n市直机关",
    Way.AWARDS: "先进集体\n先进个人",
    Way.RULE: "2021",
    Way.BASES: "甲县 120\n乙县 120\n市直机关 120",
}
TYPED = {
    "title": "关于评选的通知",
    "issuer": "某市某办",
    "issue_date": "2024-01-01",
    "at": "2030-03-01 18:00",
}


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return open_house(monkeypatch)


def answer_of(asked: Asked) -> str:
    """What a clerk would type: the suggestion where there is one; the names offered for numbers are none."""
    if asked.way is Way.BASES:
        return TOLD[Way.BASES]
    attribute = asked.open.path.rpartition(".")[2]
    return asked.value or TOLD.get(asked.way, "") or TYPED.get(attribute, "10")


def answered(client: Client, campaign: Campaign) -> Any:
    """Answers the first open question; those that are only to be looked at, or to be read in, are settled."""
    page = page_of(client, campaign)
    asked = page.context["shown"].questions[0]
    wanted = asked.open.id
    told = fields(page)
    if asked.way in {Way.LOOK, Way.ANNEX, Way.COLUMN}:
        told["settle"] = wanted
    else:
        told |= {"answer": wanted, f"answer:{wanted}": answer_of(asked)}
    return client.post(f"/campaigns/{campaign.pk}/definition", told)


@pytest.mark.parametrize("notice", NOTICES, ids=lambda path: path.stem)
def test_a_notice_is_answered_until_it_may_be_issued(house: House, notice: Path) -> None:
    text = notice.read_text("utf-8")
    campaign = create_campaign(
        draft_definition(read_notice(text))[0], by=house.organiser, at=house.tick(),
        organiser=house.campaign.organiser, notice_text=text, code="NEXT",
    )  # fmt: skip
    client = browser_of(house.organiser)
    for _ in range(MOST):
        if not page_of(client, campaign).context["shown"].questions:
            break
        assert answered(client, campaign).status_code == 302
    assert page_of(client, campaign).context["shown"].questions == ()
    assert [
        finding.code for finding in client.get(f"/campaigns/{campaign.pk}/opening").context["stops"]
    ] == []

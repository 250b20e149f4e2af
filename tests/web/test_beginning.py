"""A campaign begun without a notice: from a definition, an earlier campaign of the own office, from nothing."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pingxuan.actions.campaign import close_campaign, create_campaign, open_campaign, revise_definition
from pingxuan.core.cloning import next_campaign
from pingxuan.core.definition import Definition
from pingxuan.core.definition_text import to_toml
from pingxuan.core.words import CampaignState
from pingxuan.models import Campaign, Nomination
from pingxuan.queries.definition import current_definition
from pingxuan.queries.notice import beginning_of
from tests.makers import House, actor_of, make_nomination, make_post
from tests.replaying import kept_rows, replayed_rows
from tests.small_campaign import CITY, DEFINITION, ORGANISER
from tests.web.visitors import HOSTILE, MOST_QUERIES, browser_of, open_house, statuses, stranger_of

PAGES = ("/campaigns/new/definition", "/campaigns/new/earlier", "/campaigns/new/nothing")


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return open_house(monkeypatch)


def begin(house: House, way: str, **told: Any) -> Any:
    return browser_of(house.organiser).post(f"/campaigns/new/{way}", told)


def made(house: House) -> Campaign:
    return Campaign.objects.exclude(pk=house.campaign.pk).get()


# --- from a definition ---


@pytest.mark.parametrize("way", ["file", "text"])
def test_a_definition_begins_a_campaign_without_loss(house: House, way: str) -> None:
    text = to_toml(DEFINITION)
    told = {"file": SimpleUploadedFile("d.toml", text.encode())} if way == "file" else {"text": text}
    answer = begin(house, "definition", **told)
    assert answer.headers["Location"] == f"/campaigns/{made(house).pk}/notice"
    assert (current_definition(made(house)), beginning_of(made(house))) == (DEFINITION, None)
    assert browser_of(house.organiser).get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("told", "codes", "fields"),
    [
        ({}, [], ["file"]),
        ({"text": "x = 1", "file": SimpleUploadedFile("d.toml", b"y = 1")}, [], ["file"]),
        ({"file": SimpleUploadedFile("d.toml", b"%PDF-1.7 x")}, [], ["file"]),
        ({"file": SimpleUploadedFile("d.toml", b"#" * 3_000_000)}, [], ["file"]),
        ({"text": "title = '通知'\nbodys = 3"}, ["definition_key_unknown"], []),
        ({"text": "title = ["}, ["definition_not_toml"], []),
        ({"text": HOSTILE}, ["definition_not_toml"], []),
    ],
)
def test_what_is_no_definition_is_refused_and_stays(
    house: House, told: dict[str, Any], codes: list[str], fields: list[str]
) -> None:
    refused = begin(house, "definition", **told)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, fields)
    assert [one.code for one in refused.context["findings"]] == codes
    assert refused.context["form"]["text"].value() == told.get("text")
    assert Campaign.objects.count() == 1


# --- from an earlier campaign ---


def test_an_earlier_campaign_is_carried_over_without_its_nominations(house: House) -> None:
    make_nomination(house)
    close_campaign(house.campaign, by=house.organiser, at=house.tick())
    answer = begin(house, "earlier", source=house.campaign.pk, year="2025")
    campaign = made(house)
    assert answer.headers["Location"] == f"/campaigns/{campaign.pk}/notice"
    expected = next_campaign(DEFINITION, 2025)
    assert (current_definition(campaign), beginning_of(campaign)) == (expected.definition, expected)
    assert (campaign.state, campaign.organiser, campaign.notice_text) == (
        CampaignState.DRAFT,
        house.campaign.organiser,
        "",
    )
    assert Nomination.objects.filter(campaign=campaign).count() == 0
    assert kept_rows() == replayed_rows()


def test_its_questions_are_asked_until_answered(house: House) -> None:
    begin(house, "earlier", source=house.campaign.pk, year="2025")
    campaign = made(house)
    organiser = browser_of(house.organiser)

    def open_places() -> list[str]:
        reading = organiser.get(f"/campaigns/{campaign.pk}/notice").context["shown"].reading
        return [one.question.about for one in reading.open_questions]

    assert open_places() == [one.about for one in next_campaign(DEFINITION, 2025).questions]
    revise_definition(
        campaign, DEFINITION, confirmed=["contact_kept:contact"], by=house.organiser, at=house.tick()
    )
    assert open_places() == ["issue_date", "awards[0].quota"]


def test_a_campaign_carried_over_opens_once_it_is_settled(house: House) -> None:
    begin(house, "earlier", source=house.campaign.pk, year="2025")
    revise_definition(made(house), DEFINITION, by=house.organiser, at=house.tick())
    opened = open_campaign(made(house), by=house.organiser, at=house.tick())
    assert opened.state == CampaignState.OPEN


@pytest.mark.parametrize(
    ("told", "fields"),
    [
        ({}, ["source", "year"]),
        ({"source": "zzzzzzzzzzzzzzzz", "year": "2025"}, ["source"]),
        ({"year": "二〇二五"}, ["source", "year"]),
        ({"year": "99999"}, ["source", "year"]),
    ],
)
def test_an_unclear_wish_is_refused_beside_its_field(
    house: House, told: dict[str, str], fields: list[str]
) -> None:
    refused = begin(house, "earlier", **told)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, fields)
    assert Campaign.objects.count() == 1


def test_another_office_cannot_carry_it_over(house: House) -> None:
    stranger = stranger_of(house)
    assert stranger.get("/campaigns/new/earlier").context["campaigns"] == []
    refused = stranger.post("/campaigns/new/earlier", {"source": house.campaign.pk, "year": "2025"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["source"])
    assert Campaign.objects.count() == 1


def test_a_colleague_of_the_same_office_can(house: House) -> None:
    post = make_post(ORGANISER, house.organiser.role, "孙立", house.setup, house.tick())
    client = browser_of(actor_of(post, house.fresh))
    answer = client.post("/campaigns/new/earlier", {"source": house.campaign.pk, "year": "2025"})
    assert answer.status_code == 302


def test_the_page_offers_the_campaign_it_was_asked_from(house: House) -> None:
    page = browser_of(house.organiser).get(f"/campaigns/new/earlier?source={house.campaign.pk}")
    form = page.context["form"]
    assert (form["source"].value(), form["year"].value()) == (house.campaign.pk, 2023)


# --- from nothing ---


def test_a_skeleton_asks_for_all_it_lacks(house: House) -> None:
    begin(house, "nothing", title="2024年先进评选", award="先进集体", kind="unit")
    campaign = made(house)
    definition = current_definition(campaign)
    assert (campaign.title, definition.issuer, definition.awards[0].name) == (
        "2024年先进评选",
        ORGANISER,
        "先进集体",
    )
    page = browser_of(house.organiser).get(f"/campaigns/{campaign.pk}/notice")
    begun = beginning_of(campaign)
    assert begun is not None
    asked = [one.question for one in page.context["shown"].reading.open_questions]
    assert asked == list(begun.questions)


@pytest.mark.parametrize(
    ("told", "fields"),
    [
        ({}, ["title", "award", "kind"]),
        ({"title": "评选", "award": "先进", "kind": "team"}, ["kind"]),
        ({"title": "评" * 201, "award": "先进", "kind": "unit"}, ["title"]),
    ],
)
def test_what_a_skeleton_needs_is_asked_beside_its_field(
    house: House, told: dict[str, str], fields: list[str]
) -> None:
    refused = begin(house, "nothing", **told)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, fields)
    assert refused.context["form"]["title"].value() == told.get("title")


def test_names_are_kept_as_text(house: House) -> None:
    begin(house, "nothing", title=HOSTILE, award=HOSTILE, kind="person")
    page = browser_of(house.organiser).get(f"/campaigns/{made(house).pk}/notice")
    assert (page.status_code, HOSTILE in page.content.decode()) == (200, False)


# --- who ---


@pytest.mark.parametrize("page", PAGES)
def test_only_an_organiser_begins(house: House, page: str) -> None:
    assert house.leader is not None
    assert house.auditor is not None
    others = [browser_of(who) for who in (house.officers[CITY], house.leader, house.auditor)]
    assert statuses(others, page) == [404, 404, 404]
    assert [client.post(page).status_code for client in others] == [404, 404, 404]
    assert browser_of(house.organiser).get(page).status_code == 200


@pytest.mark.parametrize("more", [0, 3])
def test_more_campaigns_take_no_more_queries(
    house: House, more: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(more):
        create_campaign(
            Definition(title=f"第{number}次"),
            by=house.organiser,
            at=house.tick(),
            organiser=house.campaign.organiser,
            code=f"MOR{number}",
        )
    client = browser_of(house.organiser)
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get("/campaigns/new/earlier")

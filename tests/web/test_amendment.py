"""After opening: the definition is read only, amended with a reason, given out as one file, seen by the office."""

from dataclasses import replace
from typing import Any

import pytest

from pingxuan.actions.campaign import revise_definition
from pingxuan.core.definition import Definition
from pingxuan.core.definition_text import from_toml, to_toml
from pingxuan.core.words import DeadlineKind
from pingxuan.models import DefinitionVersion
from pingxuan.queries.definition import current_definition, current_version
from tests.makers import House
from tests.small_campaign import DEFINITION, moment
from tests.web.visitors import MOST_QUERIES, browser_of, closed_to_strangers, open_house


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return open_house(monkeypatch)


def test_the_page_is_read_only(house: House) -> None:
    client, page = browser_of(house.organiser), f"/campaigns/{house.campaign.pk}/notice"
    answer = client.get(page)
    assert answer.context["shown"].editable is False
    assert "<select" not in answer.content.decode()
    assert client.post(f"/campaigns/{house.campaign.pk}/definition", {"title": "x"}).status_code == 404
    assert client.post(f"/campaigns/{house.campaign.pk}/definition/check", {"title": "x"}).status_code == 404


def amend(house: House, definition: Definition, reason: str) -> Any:
    told = {"text": to_toml(definition), "reason": reason}
    return browser_of(house.organiser).post(f"/campaigns/{house.campaign.pk}/amendment", told)


def later(definition: Definition) -> Definition:
    dues = tuple(
        replace(due, at=moment("2023-03-03 18:00")) if due.kind is DeadlineKind.MATERIALS else due
        for due in definition.deadlines
    )
    return replace(definition, deadlines=dues)


def test_an_amendment_is_a_new_version_with_its_reason(house: House) -> None:
    assert amend(house, later(DEFINITION), "经同意延期").status_code == 302
    version = current_version(house.campaign)
    assert (version.number, version.reason) == (2, "经同意延期")
    assert current_definition(house.campaign).deadlines[1].at == moment("2023-03-03 18:00")
    versions = browser_of(house.organiser).get(f"/campaigns/{house.campaign.pk}/notice").context["versions"]
    assert [one.number for one in versions] == [2, 1]


@pytest.mark.parametrize(
    ("text", "reason", "code"),
    [
        (to_toml(later(DEFINITION)), " ", "reason_missing"),
        (to_toml(DEFINITION).replace("和静县 = 2", "和静县 = 3").replace('"和静县" = 2', '"和静县" = 3'), "加名额",
         "quota_changed_openly"),
        ("title = [", "笔误", "definition_not_toml"),
        ("title = 3", "笔误", "definition_malformed"),
    ],
)  # fmt: skip
def test_a_refused_amendment_stays_typed(house: House, text: str, reason: str, code: str) -> None:
    told = {"text": text, "reason": reason}
    refused = browser_of(house.organiser).post(f"/campaigns/{house.campaign.pk}/amendment", told)
    assert refused.status_code == 422
    assert code in [found.code for found in refused.context["findings"]]
    assert (refused.context["text"], refused.context["reason"]) == (text, reason)
    assert DefinitionVersion.objects.filter(campaign=house.campaign).count() == 2


def test_the_definition_is_given_out_as_one_file(house: House) -> None:
    answer = browser_of(house.organiser).get(f"/campaigns/{house.campaign.pk}/definition.toml")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="definition-TEST.toml"'
    assert from_toml(answer.content.decode()) == DEFINITION


@pytest.mark.parametrize("page", ["notice", "definition.toml", "amendment"])
def test_another_office_sees_none_of_it(house: House, page: str) -> None:
    closed_to_strangers(house, f"/campaigns/ID/{page}", house.campaign.pk)


@pytest.mark.parametrize("amendments", [0, 3])
def test_the_page_asks_no_more_for_more_versions(
    house: House, amendments: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(amendments):
        revise_definition(
            house.campaign, DEFINITION, by=house.organiser, at=house.tick(), reason=f"第{number}次"
        )
    client = browser_of(house.organiser)
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(f"/campaigns/{house.campaign.pk}/notice")

"""Versions of a definition: listed, compared by two, downloaded; the bodies see what concerns them."""

from dataclasses import replace
from typing import Any

import pytest

from pingxuan.actions.amendment import amend_definition
from pingxuan.actions.campaign import close_campaign, create_campaign
from pingxuan.core.definition import Definition
from pingxuan.core.definition_text import from_toml
from tests.makers import House, actor_of
from tests.small_campaign import CITY, DEFINITION
from tests.web.visitors import MOST_QUERIES, browser_of, closed_to_strangers, open_house, statuses

SECOND = replace(DEFINITION, purpose="树立典型", departments=("公安局",))
THIRD = replace(SECOND, scope="全州各窗口")


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return open_house(monkeypatch)


def amend(house: House, *definitions: Definition) -> None:
    for number, definition in enumerate(definitions, start=1):
        amend_definition(
            house.campaign,
            definition,
            since=number,
            reason=f"原因{number}",
            by=house.organiser,
            at=house.tick(),
        )


def listed(house: House, query: str = "", who: Any = None) -> Any:
    return browser_of(who or house.organiser).get(f"/campaigns/{house.campaign.pk}/versions{query}")


def test_every_version_is_listed_with_its_maker_and_reason(house: House) -> None:
    amend(house, SECOND, THIRD)
    shown = listed(house).context
    assert [(one.number, one.reason) for one in shown["versions"]] == [(3, "原因2"), (2, "原因1"), (1, "")]
    assert shown["makers"] == {3: "周明", 2: "周明", 1: "周明"}
    assert (shown["older"], shown["newer"]) == (2, 3)
    assert [one.path for one in shown["changes"]] == ["scope"]


@pytest.mark.parametrize(
    ("query", "pair", "paths"),
    [
        ("?older=1&newer=3", (1, 3), ["purpose", "scope", "departments[1]"]),
        ("?older=3&newer=1", (1, 3), ["purpose", "scope", "departments[1]"]),
        ("?older=2&newer=2", (2, 3), ["scope"]),
        ("?older=1&newer=9", (2, 3), ["scope"]),
        ("?older=x", (2, 3), ["scope"]),
    ],
)
def test_any_two_are_compared(house: House, query: str, pair: tuple[int, int], paths: list[str]) -> None:
    amend(house, SECOND, THIRD)
    shown = listed(house, query).context
    assert (shown["older"], shown["newer"], [one.path for one in shown["changes"]]) == (*pair, paths)


def test_one_version_is_compared_with_nothing(house: House) -> None:
    shown = listed(house, "?older=1&newer=1").context
    assert (shown["older"], shown["newer"], shown["changes"]) == (0, 0, ())


def test_a_draft_has_no_version_yet(house: House) -> None:
    campaign = create_campaign(
        DEFINITION, by=house.organiser, at=house.tick(), organiser=house.campaign.organiser, code="NEXT"
    )
    shown = browser_of(house.organiser).get(f"/campaigns/{campaign.pk}/versions")
    assert (shown.status_code, shown.context["versions"]) == (200, [])


def test_a_body_sees_reasons_and_what_concerns_it(house: House) -> None:
    amend(house, SECOND)
    shown = listed(house, who=house.officers[CITY]).context
    assert [one.reason for one in shown["versions"]] == ["原因1", ""]
    assert ([one.path for one in shown["changes"]], shown["makers"]) == (["purpose"], {})


def test_each_version_is_given_out_as_a_file(house: House) -> None:
    amend(house, SECOND)
    for number, definition in ((1, DEFINITION), (2, SECOND)):
        answer = browser_of(house.organiser).get(f"/campaigns/{house.campaign.pk}/versions/{number}.toml")
        assert from_toml(answer.content.decode()) == definition
        assert (
            answer.headers["Content-Disposition"] == f'attachment; filename="definition-TEST-{number}.toml"'
        )
    assert (
        browser_of(house.organiser).get(f"/campaigns/{house.campaign.pk}/versions/0.toml").status_code == 404
    )
    assert (
        browser_of(house.organiser).get(f"/campaigns/{house.campaign.pk}/versions/3.toml").status_code == 404
    )


def test_only_the_organiser_of_an_open_campaign_may_amend_from_here(house: House) -> None:
    assert house.leader is not None
    assert [listed(house, who=who).context["may_amend"] for who in (house.organiser, house.leader)] == [
        True,
        False,
    ]
    close_campaign(house.campaign, by=house.organiser, at=house.tick())
    assert listed(house).context["may_amend"] is False


def test_others_see_none_of_it(house: House) -> None:
    for page in ("versions", "versions/1.toml"):
        closed_to_strangers(house, f"/campaigns/ID/{page}", house.campaign.pk)
    inspector = browser_of(actor_of(house.inspectors[CITY], house.fresh))
    officer = browser_of(house.officers[CITY])
    here = f"/campaigns/{house.campaign.pk}/versions"
    assert (statuses([inspector, officer], here), statuses([inspector, officer], f"{here}/1.toml")) == (
        [404, 200],
        [404, 404],
    )


@pytest.mark.parametrize("amendments", [1, 3])
def test_more_versions_take_no_more_queries(
    house: House, amendments: int, django_assert_max_num_queries: Any
) -> None:
    amend(house, *(replace(DEFINITION, purpose=f"第{number}次") for number in range(amendments)))
    client = browser_of(house.organiser)
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(f"/campaigns/{house.campaign.pk}/versions")

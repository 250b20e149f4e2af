"""In Chromium: begun from an earlier campaign and from nothing, amended with what it touches, versions compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import expect

from pingxuan.core.words import NominationState
from tests.browser.chromium import chromium
from tests.browser.test_nomination import signs_in
from tests.browser.walking import Faults, Person
from tests.databases import Database, connected_to, copied_database, running_site
from tests.makers import make_house, make_nomination

pytestmark = pytest.mark.browser


@dataclass
class Desk:
    """The organiser at the screen, with a campaign under way and nominations in several states."""

    person: Person
    open: str


@pytest.fixture(scope="module")
def desk(
    template_database: Database, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Iterator[Desk]:
    with (
        copied_database(template_database, tmp_path_factory.mktemp("site") / "fresh") as fresh,
        django_db_blocker.unblock(),
        connected_to(fresh),
    ):
        house = make_house()
        for state in (NominationState.DRAFT, NominationState.ENDORSED, NominationState.RETURNED):
            make_nomination(house, state)
        house.at = datetime.now(UTC)
        with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.ScryptPasswordHasher"]):
            username = signs_in(house.organiser)
        with running_site(fresh, workers=1) as site, chromium() as browser:
            person = Person(browser, site.url, Faults())
            person.sign_in(username)
            yield Desk(person, f"/campaigns/{house.campaign.pk}")


def test_an_amendment_is_looked_at_before_it_is_published(desk: Desk) -> None:
    person, page = desk.person, desk.person.page
    person.go(f"{desk.open}/amendment")
    box = page.locator("#text")
    box.fill(box.input_value().replace("max_chars = 200", "max_char = 20", 1))
    expect(page.locator("#amended [data-code=definition_key_unknown]")).to_be_visible()
    box.fill(box.input_value().replace("max_char = 20", "max_chars = 20", 1))
    expect(page.locator("#amended")).to_contain_text("最多字数由“200”改为“20”")
    person.fill(reason="从简")
    person.press("核对修订")
    expect(page.locator("main")).to_contain_text("其中 1 件要补填或修改")
    person.press("回去改全文")
    expect(page.locator("#text")).to_have_value(box.input_value())
    person.press("核对修订")
    person.press("确认发布")
    expect(page.locator("#messages")).to_contain_text("第 2 版")
    expect(page.locator("[data-path='awards[0].form.fields[3].max_chars']")).to_contain_text("200")


def test_blanks_are_as_good_as_the_text(desk: Desk) -> None:
    person, page = desk.person, desk.person.page
    person.go(f"{desk.open}/notice")
    person.press("修订")
    box = page.locator('[name="deadlines[1].at"]')
    box.fill("月底")
    box.blur()
    expect(page.locator("#checked [data-code=instant_shape]")).to_be_visible()
    box.fill("2099-03-03 18:00")
    page.locator("summary", has_text="时限").first.scroll_into_view_if_needed()
    page.get_by_role("button", name="增加一个时限").click()
    page.locator('[name="deadlines[2].what"]').fill("领奖回执")
    person.fill(reason="延期")
    person.press("核对修订")
    expect(page.locator("main")).to_contain_text("新增")
    expect(page.locator("[data-path='deadlines[1].at']")).to_contain_text("2099年3月3日18:00")
    person.press("回去按栏目改")
    expect(page.locator('[name="deadlines[2].what"]')).to_have_value("领奖回执")
    person.press("核对修订")
    person.press("确认发布")
    expect(page.locator("#messages")).to_contain_text("第 3 版")


def test_the_next_campaign_begins_from_the_last(desk: Desk) -> None:
    person = desk.person
    person.go("/campaigns")
    person.press("沿用")
    person.fill(year="2025")
    person.press("沿用并新建")
    expect(person.page.locator("#questions")).to_contain_text("上届是 2023年2月13日18:00")


def test_a_campaign_begins_from_nothing(desk: Desk) -> None:
    person = desk.person
    person.go("/campaigns/new")
    person.press("从空白")
    person.fill(title="先进评选", award="先进集体")
    person.press("建立草稿")
    expect(person.page.locator("#questions")).to_contain_text("由哪些单位推荐")


def test_every_page_is_usable_by_all(desk: Desk) -> None:
    for path in ("/campaigns/new/definition", "/campaigns/new/earlier", f"{desk.open}/versions"):
        desk.person.go(path)
    faults = desk.person.faults
    assert (faults.found, faults.strangers, faults.answers) == ([], [], [])

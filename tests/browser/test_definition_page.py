"""The notice beside its definition in Chromium: found by a click, checked while typing, saved by the keyboard."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import expect

from pingxuan.actions.body import report_contact
from pingxuan.actions.campaign import create_campaign
from pingxuan.core.notice.draft import draft_definition
from pingxuan.core.notice.facts import read_notice
from tests.browser.chromium import chromium
from tests.browser.test_nomination import signs_in
from tests.browser.walking import Faults, Person
from tests.databases import Database, connected_to, copied_database, running_site
from tests.makers import make_house
from tests.small_campaign import CITY

pytestmark = pytest.mark.browser
NOTICE = Path(__file__).with_name("notice.txt")
PAGES = (
    "/posts", "/account", "{draft}/notice", "{open}/notice", "{open}/amendment", "{open}/closing", "{open}/quota",
    "{open}/receipts", "{open}/receipts/chasing", "{open}/receipts/calls", "{open}/register/rulings",
)  # fmt: skip
"""Pages the journey from the notice to the plaque does not pass."""


@dataclass
class Desk:
    """The organiser at the screen, with a draft to confirm and a campaign under way."""

    person: Person
    draft: str
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
        report_contact(
            house.parts[CITY], name="李安", phone="13800000003", by=house.officers[CITY], at=house.tick()
        )
        house.at = datetime.now(UTC)
        text = NOTICE.read_text("utf-8")
        draft = create_campaign(
            draft_definition(read_notice(text))[0],
            by=house.organiser,
            at=house.tick(),
            organiser=house.campaign.organiser,
            notice_text=text,
            code="NEXT",
        )
        with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.ScryptPasswordHasher"]):
            username = signs_in(house.organiser)
        with running_site(fresh, workers=1) as site, chromium() as browser:
            person = Person(browser, site.url, Faults())
            person.sign_in(username)
            yield Desk(person, f"/campaigns/{draft.pk}", f"/campaigns/{house.campaign.pk}")


def test_every_page_of_the_organiser_is_usable_by_all(desk: Desk) -> None:
    for path in PAGES:
        desk.person.go(path.format(draft=desk.draft, open=desk.open))
    faults = desk.person.faults
    assert (faults.found, faults.strangers, faults.answers) == ([], [], [])


def test_a_click_finds_the_value_and_the_value_its_place(desk: Desk) -> None:
    desk.person.go(f"{desk.draft}/notice")
    page = desk.person.page
    folded = page.locator('[data-fact-row="awards[0].form.fields[0]"]')
    expect(folded).not_to_be_visible()
    page.locator('mark[data-fact="awards[0].form.fields[0]"]').first.click()
    expect(folded).to_have_class("def-row fact-box lit")
    expect(folded).to_be_visible()
    page.locator('[data-fact-row="doc_number"] input').first.focus()
    expect(page.locator('mark[data-fact="doc_number"]').first).to_have_class("lit")


def test_sums_and_findings_follow_the_typing(desk: Desk) -> None:
    desk.person.go(f"{desk.draft}/notice")
    page = desk.person.page
    place = page.locator('[name="places[0][0]"]')
    before = place.input_value()
    place.fill("999")
    place.blur()
    expect(page.locator("#sums .bad")).to_be_visible()
    expect(page.locator("#checked [data-code=quota_differs_from_total]")).to_be_visible()
    place.fill(before)
    place.blur()
    expect(page.locator("#sums .bad")).to_have_count(0)


def test_what_is_typed_is_saved_by_the_keyboard(desk: Desk) -> None:
    desk.person.go(f"{desk.draft}/notice")
    page = desk.person.page
    page.locator('[name="short_title"]').fill("示范窗口评选")
    page.keyboard.press("Control+s")
    expect(page.locator("#messages")).to_contain_text("已保存")
    expect(page.locator('[name="short_title"]')).to_have_value("示范窗口评选")


def test_a_new_row_waits_for_its_name(desk: Desk) -> None:
    desk.person.go(f"{desk.draft}/notice")
    page = desk.person.page
    page.locator("summary", has_text="推荐表栏目").first.click()
    page.get_by_role("button", name="增加一栏").first.click()
    expect(page.locator("input:focus")).to_have_value("")
    assert page.evaluate("document.activeElement.name").endswith(".label")
    expect(page.locator(".message-warn", has_text="还没有保存")).to_be_visible()

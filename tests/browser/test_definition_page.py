"""The notice beside its definition in Chromium: found by a click, checked while typing, saved by the keyboard."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import Locator, expect

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
from tests.web.test_definition_questions import OPEN_NOTICE

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
    asking: str
    typed: str
    """Two drafts of a notice that leaves much open."""
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
        texts = {"NEXT": NOTICE.read_text("utf-8"), "ASK1": OPEN_NOTICE, "ASK2": OPEN_NOTICE}
        draft, asking, typed = (
            create_campaign(
                draft_definition(read_notice(text))[0],
                by=house.organiser,
                at=house.tick(),
                organiser=house.campaign.organiser,
                notice_text=text,
                code=code,
            )
            for code, text in texts.items()
        )
        with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.ScryptPasswordHasher"]):
            username = signs_in(house.organiser)
        with running_site(fresh, workers=1) as site, chromium() as browser:
            person = Person(browser, site.url, Faults())
            person.sign_in(username)
            yield Desk(person, *(f"/campaigns/{one.pk}" for one in (draft, asking, typed, house.campaign)))


def test_every_page_of_the_organiser_is_usable_by_all(desk: Desk) -> None:
    for path in PAGES:
        desk.person.go(path.format(draft=desk.draft, open=desk.open))
    faults = desk.person.faults
    assert (faults.found, faults.strangers, faults.answers) == ([], [], [])


def test_the_preview_is_usable_by_all(desk: Desk) -> None:
    for path in ("", "/forms/0/0", "/forms/1/0", "/summaries/0"):
        desk.person.go(f"{desk.draft}/preview{path}")
        desk.person.go(f"{desk.open}/preview{path}")
    faults = desk.person.faults
    assert (faults.found, faults.strangers, faults.answers) == ([], [], [])


def test_a_click_finds_the_value_and_the_value_its_place(desk: Desk) -> None:
    desk.person.go(f"{desk.draft}/notice")
    page = desk.person.page
    folded = page.locator('[data-facts="awards[0].form.fields[0]"]')
    label = folded.locator('[name="awards[0].form.fields[0].label"]')
    expect(label).not_to_be_visible()
    page.locator('mark[data-fact="awards[0].form.fields[0]"]').first.click()
    expect(folded).to_have_class(re.compile(r"\blit\b"))
    expect(label).to_be_visible()
    expect(label).to_be_focused()
    page.locator('[name="doc_number"]').focus()
    place = page.locator('mark[data-fact="doc_number"]').first
    expect(place).to_have_class("lit here")
    expect(place).to_be_in_viewport()


def test_the_keyboard_goes_both_ways(desk: Desk) -> None:
    desk.person.go(f"{desk.draft}/notice")
    page = desk.person.page
    page.locator("mark[data-fact]").first.focus()
    page.keyboard.press("ArrowDown")
    second = page.evaluate("document.activeElement.dataset.fact")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('[data-facts]').dataset.facts").split()[0] in second
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.fact") == second


def unfolded(ask: Locator) -> Locator:
    """A question, opened where another one stands first."""
    if ask.get_attribute("open") is None:
        ask.locator("summary").click()
    return ask


def test_questions_are_answered_one_after_the_other(desk: Desk) -> None:
    desk.person.go(f"{desk.asking}/notice")
    page = desk.person.page
    asks = page.locator(".ask")
    before = asks.count()
    assert before > 1
    hour = unfolded(page.locator('.ask[data-code="deadline_hour"]'))
    hour.get_by_role("button", name="采用").click()
    expect(asks).to_have_count(before - 1)
    expect(hour).to_have_count(0)
    bodies = unfolded(page.locator('.ask[data-code="bodies_unknown"]'))
    bodies.locator("textarea").fill("甲县\n乙县")
    bodies.get_by_role("button", name="确定").click()
    expect(page.locator('.places [name="bodies[1].name"]')).to_have_value("乙县")
    expect(page.locator(".ask[open]")).to_have_count(1)
    expect(page.locator(".ask[open]").locator("[data-answer], button").first).to_be_focused()
    while asks.count():
        with page.expect_navigation():
            page.locator('.ask[open] button[name="settle"]').click()
    expect(page.locator("#questions").get_by_role("link", name="去印发")).to_be_focused()


def test_an_answer_is_typed_and_taken_by_the_enter_key(desk: Desk) -> None:
    desk.person.go(f"{desk.typed}/notice")
    page = desk.person.page
    ask = unfolded(page.locator('.ask[data-code="deadline_hour"]'))
    box = ask.locator("input")
    box.fill("下月初")
    box.press("Enter")
    expect(page.locator('.ask [data-code="instant_shape"]')).to_be_visible()
    again = ask.locator("input")
    expect(again).to_have_value("下月初")
    again.fill("2024年3月1日17:30")
    again.press("Enter")
    expect(page.locator('.ask[data-code="deadline_hour"]')).to_have_count(0)
    expect(page.locator('[name="deadlines[0].at"]')).to_have_value("2024-03-01 17:30")


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


def test_a_new_row_waits_for_its_name_and_all_else_stays(desk: Desk) -> None:
    desk.person.go(f"{desk.draft}/notice")
    page = desk.person.page
    page.locator("summary", has_text="推荐表栏目").first.click()
    page.locator('[name="short_title"]').fill("没有丢")
    page.get_by_role("button", name="增加一栏").first.click()
    expect(page.locator("input:focus")).to_have_value("")
    name = page.evaluate("document.activeElement.name")
    assert name.endswith(".label")
    expect(page.locator("[data-save-state]")).to_have_text("有改动还没有保存")
    expect(page.locator('[name="short_title"]')).to_have_value("没有丢")
    kind = page.locator(f'[name="{name.replace(".label", ".kind")}"]')
    options = page.locator(f'[name="{name.replace(".label", ".options")}"]')
    expect(options).not_to_be_visible()
    page.keyboard.type("奖励情况")
    kind.select_option("option")
    expect(options).to_be_visible()
    said = page.locator('[data-said][data-code="options_missing"]')
    expect(said).to_be_visible()
    options.fill("有\n无")
    options.blur()
    expect(said).to_have_count(0)
    page.get_by_role("button", name="预览").click()
    page.wait_for_load_state()
    page.get_by_role("link", name="推荐表").first.click()
    expect(page.locator(".phone-frame").get_by_text("奖励情况")).to_be_visible()
    expect(page.locator(".formsheet").get_by_text("奖励情况")).to_be_visible()


def test_the_page_warns_before_unsaved_text_is_left(desk: Desk) -> None:
    desk.person.go(f"{desk.draft}/notice")
    page = desk.person.page
    page.locator('[name="short_title"]').fill("还没有保存")
    page.locator('[name="doc_number"]').click()
    with page.expect_event("dialog") as asked:
        page.once("dialog", lambda dialog: dialog.accept())
        page.goto(f"{desk.person.site}{desk.draft}/preview")
    assert asked.value.type == "beforeunload"

"""A nominee fills the form on a phone and the office checks it by the keyboard, in Chromium on the real server."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings
from playwright.sync_api import Browser, Page, expect

from pingxuan.actions.invitation import invite
from pingxuan.core.actor import Actor
from pingxuan.core.words import NominationState
from pingxuan.models import Post
from tests.browser.chromium import chromium
from tests.browser.walking import PASSWORD
from tests.databases import Database, connected_to, copied_database, running_site
from tests.makers import make_house, make_nomination
from tests.small_campaign import CITY, DEEDS

pytestmark = pytest.mark.browser
S = NominationState


@dataclass
class Scene:
    """A running site, who may come in, and Chromium to come in with."""

    url: str
    links: list[tuple[str, str]]
    """Invitations with their codes, one for each test that fills a form."""
    office: str
    officer: str
    campaign: str
    draft: str
    browser: Browser

    def person(self, username: str = "", width: int = 1440, **options: bool) -> Page:
        """A page at that width, of whoever signs in there."""
        size = {"width": width, "height": 844}
        page = self.browser.new_context(viewport=size, locale="zh-CN", **options).new_page()
        if username:
            page.goto(f"{self.url}/sign-in")
            page.fill("[name=username]", username)
            page.fill("[name=password]", PASSWORD)
            page.click("button.btn-main")
            page.wait_for_url("**/campaigns/**")
        return page

    def come_in(self, page: Page) -> None:
        """By a link not used yet and its code."""
        link, code = self.links.pop()
        page.goto(self.url + link)
        page.fill("[name=code]", code)
        page.click("button.btn-main")


@pytest.fixture(scope="module")
def scene(
    template_database: Database, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Iterator[Scene]:
    with (
        copied_database(template_database, tmp_path_factory.mktemp("site") / "fresh") as fresh,
        django_db_blocker.unblock(),
        connected_to(fresh),
    ):
        house = make_house()
        for _ in range(2):
            make_nomination(house, S.SUBMITTED)
        drafts = [make_nomination(house, S.DRAFT, name=f"城东{number}号服务窗口") for number in "一二三"]
        house.at = datetime.now(UTC)
        with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.ScryptPasswordHasher"]):
            invited = [invite(draft, by=house.officers[CITY], at=house.at) for draft in drafts]
            office, officer = (signs_in(one) for one in (house.organiser, house.officers[CITY]))
        links = [(f"/fill/{token}", code) for token, code in invited]
        with running_site(fresh, workers=1) as site, chromium() as browser:
            yield Scene(site.url, links, office, officer, house.campaign.pk, drafts[0].pk, browser)


def signs_in(actor: Actor) -> str:
    """The account of whoever holds the actor's post, from now on with a password the server can check."""
    holder = Post.objects.select_related("holder").get(pk=actor.post_id).holder
    assert holder is not None
    holder.set_password(PASSWORD)
    holder.save()
    return holder.username


def faultless(page: Page) -> None:
    """No violation axe knows of, nothing wider than the screen."""
    assert [found["id"] for found in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_phone_fills_checks_keeps_and_hands_in(scene: Scene) -> None:
    page = scene.person(width=390)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None)
    page.goto(scene.url + scene.links[-1][0])
    faultless(page)
    scene.come_in(page)
    faultless(page)
    page.fill("[name=phone]", "0996-212")
    page.press("[name=phone]", "Tab")
    expect(page.locator("#f-phone-notes .hint-bad")).to_be_visible()
    expect(page.locator("[name=phone]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".m-steps .part")).to_have_count(1)
    expect(page.locator("[data-save-state]")).to_contain_text("已自动保存")
    page.fill("textarea[name=deeds]", "太短")
    expect(page.locator("[data-gauge-note]")).to_contain_text("还差 8 字")
    page.click("button[value=next]")
    expect(page.locator(".findings [data-code=phone_shape]")).to_be_visible()
    assert (page.input_value("[name=phone]"), page.input_value("textarea[name=deeds]")) == (
        "0996-212",
        "太短",
    )
    faultless(page)
    for name, text in (("phone", "13800000002"), ("contact", "李安"), ("deeds", DEEDS)):
        page.fill(f"[name={name}]", text)
    page.click("button[value=next]")
    expect(page.locator(".formsheet")).to_contain_text(DEEDS)
    faultless(page)
    page.click("text=确认无误，交审")
    expect(page.locator(".timeline li").last).to_contain_text("交推荐单位审核")
    faultless(page)
    assert complaints == []


def test_two_windows_are_asked_which_text_to_keep(scene: Scene) -> None:
    first = scene.person(width=390)
    scene.come_in(first)
    second = first.context.new_page()
    second.goto(f"{scene.url}/fill")
    first.fill("[name=phone]", "13800000001")
    first.press("[name=phone]", "Tab")
    expect(first.locator("[data-save-state]")).to_contain_text("已自动保存")
    second.fill("[name=phone]", "13800000009")
    second.press("[name=phone]", "Tab")
    expect(second.locator(".conflict")).to_contain_text("13800000001")
    second.click("text=保留“别处已保存的”")
    expect(second.locator("[name=phone]")).to_have_value("13800000001")


def test_without_script_the_form_is_a_plain_form(scene: Scene) -> None:
    page = scene.person(width=390, java_script_enabled=False)
    scene.come_in(page)
    for name, text in (("phone", "13800000002"), ("contact", "李安"), ("deeds", DEEDS)):
        page.fill(f"[name={name}]", text)
    page.click("button[value=next]")
    page.click("text=确认无误，交审")
    assert "交推荐单位审核" in page.inner_text(".timeline")


def test_the_office_checks_by_the_keyboard_and_stays_in_the_filter(scene: Scene) -> None:
    page = scene.person(scene.office)
    page.goto(f"{scene.url}/campaigns/{scene.campaign}/nominations?state=to_check")
    faultless(page)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("服务窗口零一")
    faultless(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_contain_text("服务窗口零二")
    page.keyboard.press("r")
    page.locator(".door[open] [name=reason]").fill("请核对电话")
    page.click("text=退回并看下一件")
    expect(page.locator("h1")).to_contain_text("推荐材料")
    expect(page.locator(".empty")).to_be_visible()


@pytest.mark.parametrize("width", [1440, 390])
def test_pages_of_a_body_have_no_fault(scene: Scene, width: int) -> None:
    page = scene.person(scene.officer, width)
    addresses = (
        f"/campaigns/{scene.campaign}/nominations/new",
        f"/campaigns/{scene.campaign}/summary",
        f"/campaigns/{scene.campaign}/papers",
        f"/campaigns/{scene.campaign}/issues",
        f"/nominations/{scene.draft}",
        f"/nominations/{scene.draft}/invitation",
        f"/nominations/{scene.draft}/history",
    )
    for address in addresses:
        answer = page.goto(scene.url + address)
        assert answer is not None
        assert answer.status == 200
        faultless(page)

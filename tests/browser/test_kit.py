"""Every part of the kit in Chromium: usable by all, within the screen, under the policy, no complaint."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string
from playwright.sync_api import Browser
from pypdfium2 import PdfDocument

from tests.browser.chromium import HERE, chromium, show
from tests.browser.gallery import ERRORS, PAGES, drawn

pytestmark = pytest.mark.browser
SCREENS = [(1440, False), (390, False), (1440, True), (390, True)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.mark.parametrize(("width", "large"), SCREENS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_used_by_everyone(browser: Browser, name: str, width: int, large: bool) -> None:
    shown = show(browser, drawn(name), width, large)
    violations = Axe().run(shown.page).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in violations] == []
    assert shown.page.evaluate("document.documentElement.scrollWidth") == width
    assert shown.complaints == []
    assert [url for url in shown.asked if not url.startswith(HERE)] == []
    shown.page.context.close()


@pytest.mark.parametrize("code", ERRORS)
def test_an_error_page_can_be_used_by_everyone(browser: Browser, code: str) -> None:
    shown = show(browser, render_to_string(f"pingxuan/errors/{code}.html"), 390)
    assert [rule["id"] for rule in Axe().run(shown.page).response["violations"]] == []
    assert shown.complaints == []
    shown.page.context.close()


@pytest.mark.parametrize(("large", "least"), [(False, 44), (True, 60)])
def test_what_is_tapped_on_a_phone_is_large_enough(browser: Browser, large: bool, least: int) -> None:
    shown = show(browser, drawn("inspect"), 390, large)
    heights = shown.page.eval_on_selector_all(
        ".marks label, .m .check, .m .btn", "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert [height for height in heights if height < least] == []
    shown.page.context.close()


def test_a_page_reads_on_without_scripts(browser: Browser) -> None:
    shown = show(browser, drawn("fill"), 390, java_script_enabled=False)
    assert shown.page.is_visible("text=下一步")
    assert shown.page.locator("[data-size-toggle]").first.is_hidden()
    shown.page.context.close()


@pytest.mark.parametrize(("name", "pages", "upright"), [("office", 2, False), ("public", 1, True)])
def test_a_page_prints_on_the_sheets_it_should(
    browser: Browser, name: str, pages: int, upright: bool
) -> None:
    shown = show(browser, drawn(name))
    printed = PdfDocument(shown.page.pdf(prefer_css_page_size=True))
    width, height = printed[0].get_size()
    assert (len(printed), height > width) == (pages, upright)
    printed.close()
    shown.page.context.close()

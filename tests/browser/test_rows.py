"""A table of rows in Chromium: a row is added with names of its own, one is taken out, the last is only emptied."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import chromium, show
from tests.browser.gallery import drawn

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def opened() -> Iterator[Page]:
    with chromium() as browser:
        shown = show(browser, drawn("fill"), 390)
        yield shown.page
        assert shown.complaints == []


def names(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all("table.rows [name]", "all => all.map(one => one.name)")
    return found


def test_rows_are_added_and_taken_out(opened: Page) -> None:
    page = opened
    before = names(page)
    assert before
    page.fill(f"[name='{before[0]}']", "2010年至今")
    page.click("[data-row-add]")
    key, _, column = before[-1].rsplit("-", 2)
    assert names(page) == [*before, f"{key}-{len(before)}-{column}"]
    assert page.evaluate("document.activeElement.name") == f"{key}-{len(before)}-{column}"
    assert page.input_value(f"[name='{key}-{len(before)}-{column}']") == ""
    page.click("tr[data-row='1'] [data-row-drop]")
    assert f"{key}-1-{column}" not in names(page)
    assert page.input_value(f"[name='{before[0]}']") == "2010年至今"


def test_the_only_row_is_emptied(opened: Page) -> None:
    page = opened
    while len(names(page)) > 1:
        page.click("tr[data-row]:last-child [data-row-drop]")
    [last] = names(page)
    page.fill(f"[name='{last}']", "要删去的")
    page.click("[data-row-drop]")
    assert names(page) == [last]
    assert page.input_value(f"[name='{last}']") == ""

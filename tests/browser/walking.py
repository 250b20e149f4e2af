"""People at a real server: each in a browser of their own, every page they meet looked over the same way."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Response

DESKTOP, PHONE = 1440, 390
HEIGHT = 900
ID = re.compile(r"(?<=/)[a-z2-9]{12,}")
PASSWORD = "hua-shan-2023-lu"


@dataclass
class Faults:
    """What was wrong with the pages met, and which were looked over."""

    met: set[tuple[str, ...]] = field(default_factory=set)
    """Kinds of pages looked over: the path without ids, and the headings on the page."""
    found: list[tuple[str, str, Any]] = field(default_factory=list)
    answers: list[tuple[int, str]] = field(default_factory=list)
    """Answers of 400 and more, with the path asked for."""
    strangers: list[str] = field(default_factory=list)
    """Addresses asked for that are not the site's."""


class Person:
    """Somebody at a screen of some width."""

    def __init__(self, browser: Browser, site: str, faults: Faults, width: int = DESKTOP) -> None:
        self.site, self.faults, self.width = site, faults, width
        context = browser.new_context(viewport={"width": width, "height": HEIGHT}, locale="zh-CN")
        context.set_default_timeout(8_000)
        self.page: Page = context.new_page()
        self.page.on("console", lambda line: self._heard(line.type, line.text))
        self.page.on("pageerror", lambda error: self._heard("error", str(error)))
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("response", self._answered)

    def _heard(self, kind: str, text: str) -> None:
        if kind == "error" and not text.startswith("Failed to load resource"):
            self.faults.found.append(("console", self.path, text))

    def _asked(self, url: str) -> None:
        if urlsplit(url).hostname != "127.0.0.1" and not url.startswith(("blob:", "data:")):
            self.faults.strangers.append(url)

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.answers.append((response.status, urlsplit(response.url).path))

    @property
    def path(self) -> str:
        """Where this person is, without the site."""
        return urlsplit(self.page.url).path

    def go(self, path: str) -> None:
        """Opens an address of the site and looks the page over."""
        self.page.goto(self.site + path)
        self.look()

    def turn_to(self, label: str) -> None:
        """Opens a page by the side navigation."""
        self.page.locator(".side a", has_text=label).first.click()
        self.look()

    def press(self, label: str, within: str = "main") -> None:
        """Presses the first button or link with the label on it, and looks over what comes."""
        with self.page.expect_navigation():
            self.button(label, within).click()
        self.look()

    def button(self, label: str, within: str = "main") -> Locator:
        """The first visible button or link in the main part with the label on it."""
        return self.page.locator(f"{within} :is(button, a, summary):visible", has_text=label).first

    def fill(self, **answers: str) -> None:
        """Types into blanks by their names."""
        for name, text in answers.items():
            self.page.locator(f'main [name="{name}"]:visible').first.fill(text)

    def choose(self, **answers: str) -> None:
        """Picks in select boxes by their names; ``prefix_`` stands for every box whose name begins so."""
        for name, value in answers.items():
            for box in self.page.locator(f'main select[name^="{name}"]').all():
                box.select_option(value)

    def read(self, selector: str) -> str:
        """The text of the first such element."""
        return self.page.locator(selector).first.inner_text().strip()

    def sign_in(self, username: str) -> None:
        """By account and the password everybody has here."""
        self.go("/sign-in")
        self.fill(username=username, password=PASSWORD)
        self.press("登录")

    def sign_in_first(self, username: str, code: str) -> None:
        """By a one-time code, setting the password."""
        self.go("/sign-in/first")
        self.fill(username=username, code=code, password=PASSWORD, again=PASSWORD)
        self.press("设好密码并登录")

    def look(self) -> None:
        """Looks the page over at the desk and on the phone: usable by all, nothing wider than the screen."""
        self.page.wait_for_load_state()
        kind = (ID.sub("*", self.path), *self.page.locator("h1, h2, h3").all_inner_texts())
        if kind in self.faults.met:
            return
        self.faults.met.add(kind)
        for width in (DESKTOP, PHONE):
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            needed = self.page.evaluate("document.documentElement.scrollWidth")
            if needed > width:
                self.faults.found.append((f"wider than {width}", self.path, needed))
            for rule in Axe().run(self.page).response["violations"]:
                nodes = [node["html"][:200] for node in rule["nodes"][:3]]
                self.faults.found.append((f"{rule['id']} at {width}", self.path, nodes))
        self.page.set_viewport_size({"width": self.width, "height": HEIGHT})


def upload(person: Person, name: str, files: Sequence[Path]) -> None:
    """Puts files into a file box by its name."""
    person.page.locator(f'input[type=file][name="{name}"]').set_input_files(list(files))

"""Chromium for the tests, and pages given to it from memory under the site's policy: no network."""

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import django_htmx
from playwright.sync_api import Browser, Page, Route, sync_playwright

HERE = "http://kit.example.invalid"
POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"
STATIC = {
    "/static/pingxuan/": Path("src/pingxuan/static/pingxuan"),
    "/static/django_htmx/": Path(django_htmx.__file__).parent / "static/django_htmx",
}


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium, closed at the end together with its event loop."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@dataclass
class Shown:
    """A page on the screen with what went wrong on it and what it asked for."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    sent: list[dict[str, object]] = field(default_factory=list)
    answers: list[tuple[int, str]] = field(default_factory=list)
    """What the next POSTs are answered, in order: status and JSON text."""


def show(browser: Browser, html: str, width: int = 1440, large: bool = False, **options: object) -> Shown:
    """Opens ``html`` at the width, in 大字版 when ``large``; POSTs are kept in ``sent``."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)
    shown = Shown(context.new_page())
    page = shown.page
    page.on("console", lambda line: shown.complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: shown.complaints.append(str(error)))
    page.on("request", lambda request: shown.asked.append(request.url))
    page.route("**/*", lambda route: _answer(route, shown, html))
    if large:
        page.add_init_script("localStorage.setItem('pingxuan-size', 'large')")
    page.goto(f"{HERE}/")
    return shown


def _answer(route: Route, shown: Shown, html: str) -> None:
    path = urlsplit(route.request.url).path
    if route.request.method == "POST":
        shown.sent.append(
            {"path": path, "headers": route.request.headers, "body": route.request.post_data or ""}
        )
        status, body = shown.answers.pop(0) if shown.answers else (200, "{}")
        route.fulfill(status=status, body=body, content_type="application/json")
        return
    for prefix, folder in STATIC.items():
        if path.startswith(prefix):
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            route.fulfill(path=folder / path.removeprefix(prefix), content_type=kind)
            return
    route.fulfill(
        body=html,
        content_type="text/html; charset=utf-8",
        headers={"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"},
    )

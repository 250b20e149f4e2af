"""Makes the pictures of docs/pictures: the key screens of the demo and of a rehearsal, in Chromium."""

import argparse
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import docx
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
OUT = ROOT / "docs/pictures"
NOTICE = ROOT / "tests/notices/township.txt"
PORT = 8799
SITE = f"http://127.0.0.1:{PORT}"
DESKTOP, PHONE = 1440, 390
HEIGHTS = {DESKTOP: 900, PHONE: 1180}
KEPT_STAGES = ("inspect", "publish", "award")
PASSWORD = "hua-shan-2023-lu"  # noqa: S105 - of invented people in throw-away data
COLOURS = 192
"""Colours kept in a picture: office pages are flat, so a palette is a third of the size."""


@dataclass(frozen=True)
class Picture:
    """One screen: which data, who looks, how wide, and the way there from the first page."""

    name: str
    data: str
    role: str
    width: int
    way: Callable[[Page], None]
    large: bool = False
    tall: bool = True
    """The whole page, or what fits the window."""


def tab(label: str) -> Callable[[Page], None]:
    """The way by the side bar."""
    return lambda page: page.locator(".side a", has_text=label).first.click()


def row(label: str, query: str = "", place: int = 0) -> Callable[[Page], None]:
    """The way by the side bar and then by a row of the list, the list narrowed by ``query``."""

    def go(page: Page) -> None:
        tab(label)(page)
        if query:
            page.goto(page.url.partition("?")[0] + query)
        page.locator("[data-open]").nth(place).click()

    return go


def stay(page: Page) -> None:
    """Nowhere: the first page of the role."""
    page.wait_for_load_state()


def invited(page: Page) -> None:
    """The nominee's way: the code that the demo tells, typed on the page the link opens."""
    code = page.locator("#messages").inner_text().strip().rstrip("。").split()[-1]
    page.locator("input[name=code]").fill(code)
    page.locator("form button").last.click()


def first_task(page: Page) -> None:
    """An inspector's way to the first sheet of the day, some of it marked."""
    page.locator("main a[href*='/visits/']").first.click()
    items = page.locator("fieldset.item")
    for place in range(min(4, items.count())):
        items.nth(place).locator("label").nth(0 if place % 3 else 1).click()
    page.evaluate("scrollTo(0, 0)")


def read_beside(page: Page) -> None:
    """The notice on the left, and on the right what was read of its bodies and places."""
    tab("通知与定义")(page)
    page.locator(".jump a", has_text="时限").click()
    page.evaluate("scrollTo(0, 0)")


def beginnings(page: Page) -> None:
    """The four ways to begin a campaign."""
    page.goto(f"{SITE}/campaigns/new")


def asked(page: Page) -> None:
    """What a notice just pasted leaves open, asked first; the draft stays in the throw-away data."""
    page.goto(f"{SITE}/campaigns/new")
    page.locator("[name=text]").fill(NOTICE.read_text("utf-8"))
    with page.expect_navigation():
        page.locator("button", has_text="读取通知").click()


def previewed(page: Page) -> None:
    """A form as nominees get it on the phone and as it is printed."""
    tab("通知与定义")(page)
    page.goto(page.url.removesuffix("/notice") + "/preview/forms/0/0")


def amended(page: Page) -> None:
    """A change after the opening, looked over before it is issued."""
    tab("通知与定义")(page)
    page.goto(page.url.removesuffix("/notice") + "/amendment/form")
    page.locator("[name=reason]").fill("经领导小组同意，推荐表改为一式三份，推荐材料时限延至 3 月 3 日。")
    page.locator('[name="copies"]').fill("3")
    page.locator('[name="deadlines[1].at"]').fill("2023-03-03 18:00")
    with page.expect_navigation():
        page.locator("main button", has_text="核对修订").first.click()


def taken_in(page: Page) -> None:
    """A body's filled form, read blank by blank before it is taken."""
    with page.expect_navigation():
        tab("推荐材料")(page)
    campaign = page.url.partition("/nominations")[0]
    page.goto(f"{campaign}/nominations?state=submitted")
    held = page.locator("main table a[href^='/nominations/']").first
    where = (held.get_attribute("href") or "").partition("?")[0]
    form = _renamed(page.request.get(f"{SITE}{where}/form.docx").body(), held.inner_text().strip(), "白小兰")
    page.goto(f"{campaign}/intake")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    page.locator("[name=uploads]").set_input_files({"name": "推荐表.docx", "mimeType": kind, "buffer": form})
    with page.expect_navigation():
        page.locator("button", has_text="读入并列出结果").click()
    page.locator("details.taken").first.evaluate("one => { one.open = true }")


def _renamed(form: bytes, was: str, name: str) -> bytes:
    """A filled Word form as it would be for somebody else."""
    document = docx.Document(io.BytesIO(form))
    for cell in (cell for table in document.tables for row in table.rows for cell in row.cells):
        for run in (
            run for paragraph in cell.paragraphs for run in paragraph.runs if run.text.strip() == was
        ):
            run.text = name
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def small_body(page: Page) -> None:
    """The summary of a body with ten places, signed in to as its officer would: by a code the office gave out."""
    page.goto(f"{SITE}/posts?q=博湖县")
    page.locator("[data-row]").first.check()
    page.locator("button", has_text="发放一次性登录码").click()
    account, code = (page.locator(".slip dd b").nth(place).inner_text() for place in (0, 1))
    page.context.clear_cookies()
    page.goto(f"{SITE}/sign-in/first")
    for name, text in (("username", account), ("code", code), ("password", PASSWORD), ("again", PASSWORD)):
        page.locator(f"[name={name}]").fill(text)
    page.locator("main form button").first.click()
    tab("汇总表与报送")(page)


def announced(page: Page) -> None:
    """The public's way to the 公示 from the site's first page."""
    page.locator("main h2 a").first.click()


def scanned(page: Page) -> None:
    """The way of who scans a plaque: its address, as the office sees it on the plaque's page."""
    tab("授牌")(page)
    page.locator(".tabs a", has_text="单位").click()
    page.locator("[data-open]").first.click()
    page.goto(SITE + (page.locator("a[href*='/v/']").first.get_attribute("href") or ""))


PICTURES = (
    Picture("dashboard", "demo", "organiser", DESKTOP, stay),
    Picture("dashboard-large", "demo", "organiser", DESKTOP, stay, large=True),
    Picture("dashboard-phone", "demo", "leader", PHONE, stay),
    Picture("notice", "demo", "organiser", DESKTOP, read_beside, tall=False),
    Picture("beginnings", "demo", "organiser", DESKTOP, beginnings, tall=False),
    Picture("questions", "demo", "organiser", DESKTOP, asked, tall=False),
    Picture("preview", "demo", "organiser", DESKTOP, previewed, tall=False),
    Picture("amendment", "demo", "organiser", DESKTOP, amended, tall=False),
    Picture("intake", "demo", "body_officer", DESKTOP, taken_in, tall=False),
    Picture("contacts", "demo", "organiser", DESKTOP, tab("签收与联系人")),
    Picture("nominations", "demo", "organiser", DESKTOP, tab("推荐材料"), tall=False),
    Picture("nomination", "demo", "organiser", DESKTOP, row("推荐材料", "?state=submitted")),
    Picture("fill-phone", "demo", "nominee", PHONE, invited, tall=False),
    Picture("summary", "demo", "organiser", DESKTOP, small_body),
    Picture("visits", "demo", "organiser", DESKTOP, tab("明察暗访"), tall=False),
    Picture("inspect-phone", "demo", "inspector", PHONE, first_task, tall=False),
    Picture("selection", "inspect", "organiser", DESKTOP, tab("评分与遴选"), tall=False),
    Picture("public-notice", "publish", "", DESKTOP, announced, tall=False),
    Picture("verify-phone", "award", "organiser", PHONE, scanned),
)


# --- data ---


def prepare(folder: Path) -> None:
    """The demo, and one rehearsal kept at three of its stages, each a data folder with its clock."""
    environment = {**os.environ, "PINGXUAN_DATA": str(folder / "demo"), "PINGXUAN_MODE": "demo"}
    subprocess.run([sys.executable, "-m", "pingxuan", "demo"], env=environment, check=True)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PINGXUAN_DATA": str(folder / "play"),
        "PINGXUAN_MODE": "demo",
    }
    import django

    django.setup()
    _play(folder)


def _play(folder: Path) -> None:
    from django.core.management import call_command
    from django.db import connection

    from pingxuan.management.rehearsal.play import STAGES, set_scene
    from pingxuan.management.rehearsal.source import sample_source
    from pingxuan.web.clock import set_demo_clock

    call_command("migrate", verbosity=0)
    scene = set_scene(sample_source(), folder / "play", seed=1, ratio=1.3)
    for name, stage in STAGES:
        stage(scene)
        if name in KEPT_STAGES:
            set_demo_clock(folder / "play", _clock(scene.clock.at))
            connection.close()
            shutil.copytree(folder / "play", folder / name)


def _clock(at: datetime) -> datetime:
    """The stage's own clock; while a list is still being published, the day after it was."""
    from pingxuan.models import Publication

    running = Publication.objects.filter(state="running").first()
    return running.published_at + timedelta(days=1) if running else at


# --- pictures ---


@contextmanager
def site(data: Path) -> Iterator[None]:
    """``pingxuan serve`` over a data folder, stopped at the end."""
    environment = {**os.environ, "PINGXUAN_DATA": str(data), "PINGXUAN_MODE": "demo", "PINGXUAN_URL": SITE}
    command = [sys.executable, "-m", "pingxuan", "serve", "--bind", f"127.0.0.1:{PORT}", "--workers", "1"]
    with (data / "server.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        _wait()
        yield
    finally:
        process.terminate()
        process.wait(20)


def _wait(seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(SITE + "/sign-in", timeout=5):  # noqa: S310 -- our own server on this machine
                return
        except (OSError, urllib.error.URLError):
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def take(browser: Browser, picture: Picture, out: Path) -> Path:
    """One picture, its colours reduced; returns the file."""
    context = browser.new_context(
        viewport={"width": picture.width, "height": 700 if picture.tall else HEIGHTS[picture.width]},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    page = context.new_page()
    if picture.large:
        page.add_init_script("localStorage.setItem('pingxuan-size', 'large')")
    page.goto(SITE + "/sign-in" if picture.role else SITE)
    if picture.role:
        page.locator(f'button[name=role][value="{picture.role}"]').click()
        page.wait_for_load_state()
    picture.way(page)
    page.wait_for_load_state()
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(0, 0)
    file = out / f"{picture.name}.png"
    page.screenshot(path=file, full_page=picture.tall)
    context.close()
    with Image.open(file) as shot:
        flat = shot.convert("RGB").quantize(
            COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
        )
        flat.save(file, optimize=True)
    return file


def main() -> None:
    """Prepares the data where it is missing and takes all pictures, or those named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--data", type=Path, help="where the prepared data is kept for the next time")
    parser.add_argument("--out", type=Path, default=OUT)
    told = parser.parse_args()
    folder = told.data or Path(tempfile.mkdtemp(prefix="px-pictures-"))
    told.out.mkdir(parents=True, exist_ok=True)
    if not (folder / "award").exists():
        prepare(folder)
    wanted = [picture for picture in PICTURES if not told.names or picture.name in told.names]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--headless", "--no-sandbox", "--disable-gpu", "--lang=zh-CN"],
            env={**os.environ, "LANGUAGE": "zh_CN"},
        )
        for data in dict.fromkeys(picture.data for picture in wanted):
            with site(folder / data):
                for picture in [picture for picture in wanted if picture.data == data]:
                    file = take(browser, picture, told.out)
                    print(f"{file.name}: {file.stat().st_size // 1024} KiB")
        browser.close()
    if not told.data:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

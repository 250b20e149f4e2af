"""What the scripts do in Chromium: count, keep, copy, point, pick, clean and say what went wrong."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from pingxuan.web.blank import Gauge
from tests.browser.chromium import Shown, chromium, show
from tests.browser.gallery import DEEDS, drawn

pytestmark = pytest.mark.browser
VECTORS = json.loads(Path("tests/core/wordcount.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def phone(browser: Browser) -> Iterator[Shown]:
    shown = show(browser, drawn("fill"), 390)
    yield shown
    shown.page.context.close()


@pytest.fixture
def listed(browser: Browser) -> Iterator[Page]:
    shown = show(browser, drawn("list"))
    yield shown.page
    shown.page.context.close()


# --- 字数 ---


def test_the_browser_counts_as_python_does(phone: Shown) -> None:
    counted = phone.page.evaluate(
        """async texts => {
            const m = await import('/static/pingxuan/wordcount.js');
            return texts.map(m.wordCount) }""",
        [vector["text"] for vector in VECTORS],
    )
    assert dict(zip((v["name"] for v in VECTORS), counted, strict=True)) == {
        v["name"]: v["count"] for v in VECTORS
    }


@pytest.mark.parametrize("annex", [False, True])
@pytest.mark.parametrize(("least", "most"), [(300, 500), (300, None), (None, 200)])
def test_the_browser_gauges_as_python_does(
    phone: Shown, least: int | None, most: int | None, annex: bool
) -> None:
    counts = [0, 1, 150, 199, 200, 201, 299, 300, 333, 500, 501, 5000]
    gauges = [Gauge(count, least, most, annex_page=annex) for count in counts]
    drawn_gauges = phone.page.evaluate(
        """async ([counts, least, most, over, annex]) => {
            const m = await import('/static/pingxuan/wordcount.js');
            return counts.map(count => m.gaugeOf(count, least, most, over, annex)) }""",
        [counts, least or 0, most or 0, gauges[0].over_tone, annex],
    )
    assert drawn_gauges == [{"filled": g.filled, "tone": g.tone, "note": g.note} for g in gauges]


def test_typing_moves_the_gauge(phone: Shown) -> None:
    phone.page.fill("#f-deeds", "字" * 320)
    assert phone.page.inner_text("[data-gauge-count]") == "320"
    assert phone.page.inner_text("[data-gauge-note]") == "字数符合要求"
    assert phone.page.get_attribute("[data-gauge-fill]", "width") == "53.3%"


# --- autosave ---


def saved(shown: Shown) -> list[dict[str, Any]]:
    return [json.loads(str(sent["body"])) for sent in shown.sent if sent["path"] == "/autosave"]


def leave(shown: Shown) -> None:
    shown.page.locator("#f-unit").blur()


def test_leaving_a_blank_saves_the_draft_with_its_version(phone: Shown) -> None:
    phone.answers.append((200, '{"version": 4}'))
    phone.page.fill("#f-unit", "新名称")
    leave(phone)
    phone.page.wait_for_selector("text=/已自动保存 \\d\\d:\\d\\d:\\d\\d/")
    (body,) = saved(phone)
    assert (body["version"], body["answers"]["unit"], body["answers"]["services"]) == (3, "新名称", ["问询"])
    assert "csrfmiddlewaretoken" not in body["answers"]
    assert phone.sent[0]["headers"]["x-csrftoken"] == "invented"
    assert phone.page.input_value("[name=version]") == "4"


def test_handing_in_waits_for_a_save_on_its_way_and_takes_its_version(phone: Shown) -> None:
    phone.answers.append((200, '{"version": 8}'))
    phone.page.evaluate(
        """() => {
            const blank = document.querySelector("#f-unit");
            blank.value = "新名称";
            blank.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
            document.querySelector("form[data-autosave-url]").requestSubmit();
        }"""
    )
    phone.page.wait_for_url("**/fill")
    assert [sent["path"] for sent in phone.sent] == ["/autosave", "/fill"]
    handed_in = str(phone.sent[1]["body"]).split('name="version"')[1]
    assert handed_in.split()[0] == "8"


def test_five_seconds_of_rest_save_without_leaving(browser: Browser) -> None:
    shown = show(browser, drawn("fill"), 390)
    shown.answers.append((200, '{"version": 4}'))
    shown.page.fill("#f-unit", "新名称")
    shown.page.wait_for_timeout(1200)
    kept = json.loads(shown.page.evaluate("localStorage.getItem('pingxuan-draft-n12')"))
    assert (kept["answers"]["unit"], saved(shown)) == ("新名称", [])
    shown.page.wait_for_selector("text=/已自动保存/", timeout=6000)
    assert shown.page.evaluate("localStorage.getItem('pingxuan-draft-n12')") is None
    shown.page.context.close()


def test_a_refused_save_keeps_the_text_in_the_browser(phone: Shown) -> None:
    phone.answers.append((403, "{}"))
    phone.page.fill("#f-unit", "新名称")
    leave(phone)
    phone.page.wait_for_selector("text=登录已过期")
    kept = json.loads(phone.page.evaluate("localStorage.getItem('pingxuan-draft-n12')"))
    assert kept["answers"]["unit"] == "新名称"


@pytest.mark.parametrize(
    ("choice", "unit", "versions"), [("我正在填写的", "我的", [3, 7]), ("别处已保存的", "别人的", [3])]
)
def test_a_conflict_shows_both_and_overwrites_neither_by_itself(
    phone: Shown, choice: str, unit: str, versions: list[int]
) -> None:
    phone.answers += [
        (409, json.dumps({"version": 7, "answers": {"unit": "别人的"}})),
        (200, '{"version": 8}'),
    ]
    phone.page.fill("#f-unit", "我的")
    leave(phone)
    phone.page.wait_for_selector(".conflict")
    assert "单位名称：我的" in phone.page.inner_text(".conflict")
    assert "单位名称：别人的" in phone.page.inner_text(".conflict")
    phone.page.fill("#f-address", "再改一处")
    leave(phone)
    assert [body["version"] for body in saved(phone)] == [3]
    phone.page.click(f"text=保留“{choice}”")
    phone.page.wait_for_selector(".conflict", state="detached")
    phone.page.wait_for_timeout(200)
    assert phone.page.input_value("#f-unit") == unit
    assert [body["version"] for body in saved(phone)] == versions


def test_a_draft_left_in_the_browser_is_offered_not_filled_in(browser: Browser) -> None:
    shown = show(browser, drawn("fill"), 390)
    left = {"version": 3, "answers": {"unit": "未送出的"}, "at": 1676944800000}
    shown.page.evaluate("left => localStorage.setItem('pingxuan-draft-n12', JSON.stringify(left))", left)
    shown.page.reload()
    shown.page.wait_for_selector(".conflict")
    assert shown.page.input_value("#f-unit") == "河东市客运服务中心"
    shown.page.click("text=保留“本机稿件”")
    assert shown.page.input_value("#f-unit") == "未送出的"
    shown.page.context.close()


def test_signing_out_leaves_no_draft_behind(browser: Browser) -> None:
    shown = show(browser, drawn("office"))
    shown.page.evaluate(
        "localStorage.setItem('pingxuan-draft-n12', '{}'); localStorage.setItem('other', '1')"
    )
    shown.page.click(".topbar summary")
    with shown.page.expect_navigation():
        shown.page.click("text=退出登录")
    shown.page.goto(shown.asked[0])
    assert shown.page.evaluate("Object.keys(localStorage)") == ["other"]
    shown.page.context.close()


# --- 大字版, copying, printing ---


def test_the_large_size_is_remembered(browser: Browser) -> None:
    shown = show(browser, drawn("office"))
    shown.page.click("[data-size-toggle]")
    shown.page.reload()
    assert shown.page.evaluate("getComputedStyle(document.documentElement).fontSize") == "21px"
    assert shown.page.get_attribute("[data-size-toggle]", "aria-pressed") == "true"
    shown.page.click("[data-size-toggle]")
    assert shown.page.evaluate("getComputedStyle(document.documentElement).fontSize") == "16px"
    shown.page.context.close()


def test_copying_falls_back_to_a_selected_box(browser: Browser) -> None:
    shown = show(browser, drawn("office"))  # plain http: no clipboard
    shown.page.click("[data-copy]")
    box = shown.page.wait_for_selector(".copy-box")
    selected = box.evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)")
    assert selected == "进度简报 全州报送示范单位65家，河西县不足两成。"
    shown.page.context.close()


# --- keys and lists ---


def test_keys_move_through_the_list_and_find_the_search(listed: Page) -> None:
    listed.keyboard.press("j")
    listed.keyboard.press("j")
    assert listed.evaluate("document.activeElement.textContent") == "示例单位2"
    listed.keyboard.press("k")
    assert listed.evaluate("document.activeElement.textContent") == "示例单位1"
    listed.keyboard.press("/")
    assert listed.evaluate("document.activeElement.id") == "search"
    listed.keyboard.type("jak/")
    assert listed.input_value("#search") == "jak/"
    listed.click("h1")
    listed.keyboard.press("Control+k")
    assert listed.evaluate("document.activeElement.id") == "search"


def test_a_letter_presses_its_button_but_not_while_typing(browser: Browser) -> None:
    shown = show(browser, drawn("office"))
    shown.page.evaluate(
        "window.pressed = 0; document.getElementById('accept').onclick = () => { window.pressed += 1 }; 0"
    )
    shown.page.keyboard.press("a")
    shown.page.focus("#search")
    shown.page.keyboard.press("a")
    shown.page.evaluate("document.activeElement.blur()")
    shown.page.keyboard.press("Control+a")
    assert shown.page.evaluate("window.pressed") == 1
    shown.page.context.close()


def test_picking_counts_only_the_rows_one_can_see(listed: Page) -> None:
    rows = listed.locator("[data-row]").count()
    assert listed.is_disabled("text=批量通过")
    listed.evaluate("document.querySelector('tbody tr').hidden = true")
    listed.check("[data-all]")
    assert listed.inner_text("[data-picked]") == str(rows - 1)
    assert listed.evaluate("document.querySelector('[data-row]').checked") is False
    listed.locator("[data-row]").nth(1).uncheck()
    assert listed.inner_text("[data-picked]") == str(rows - 2)
    assert listed.evaluate("document.querySelector('[data-all]').indeterminate") is True
    assert listed.is_enabled("text=批量通过")


def test_choosing_a_filter_applies_it(listed: Page) -> None:
    with listed.expect_navigation(url="**/?body=*"):
        listed.select_option("#body", "河东市")


# --- htmx ---


@pytest.mark.parametrize(("status", "said"), [(403, "页面停留太久"), (500, "操作没有成功")])
def test_a_failed_check_says_so_and_keeps_what_was_typed(browser: Browser, status: int, said: str) -> None:
    shown = show(browser, drawn("fill"), 390)
    shown.answers += [(status, "{}"), (status, "{}")]
    shown.page.fill("#f-address", "站前路1号")
    shown.page.locator("#f-address").dispatch_event("change")
    shown.page.wait_for_selector(f"#messages >> text={said}")
    assert shown.page.input_value("#f-address") == "站前路1号"
    shown.page.context.close()


def test_a_check_puts_its_answer_under_the_blank(browser: Browser) -> None:
    shown = show(browser, drawn("fill"), 390)
    shown.answers.append((200, "<p class='hint hint-ok'>可以推荐</p>"))
    shown.page.locator("#f-address").dispatch_event("change")
    shown.page.wait_for_selector("#f-address-notes >> text=可以推荐")
    assert shown.sent[0]["path"] == "/check"
    assert ("check=address" in str(shown.sent[0]["body"]), shown.complaints) == (True, [])
    shown.page.context.close()


# --- notice reader ---


def test_evidence_and_fact_point_at_each_other(browser: Browser) -> None:
    shown = show(browser, drawn("reader"))
    lit = "[...document.querySelectorAll('.lit')].map(one => one.dataset.fact || one.dataset.facts)"
    shown.page.click("mark[data-fact=due]")
    assert (shown.page.evaluate("document.activeElement.id"), shown.page.evaluate(lit)) == (
        "due",
        ["due", "due"],
    )
    shown.page.click("text=州直 >> nth=-1")
    assert shown.page.evaluate(lit) == ["direct", "direct"]
    shown.page.context.close()


# --- pasting, photographs ---

PASTED = """([html, text]) => {
    const data = new DataTransfer();
    data.setData('text/html', html); data.setData('text/plain', text);
    const field = document.getElementById('f-deeds');
    field.focus(); field.select();
    const kind = { clipboardData: data, bubbles: true, cancelable: true };
    field.dispatchEvent(new ClipboardEvent('paste', kind)) }"""


def test_pasting_from_a_word_processor_keeps_words_and_paragraphs(phone: Shown) -> None:
    styled = "<p><b>第一段</b></p><p><img src='file:///c/1.png'>第二段</p>"
    phone.page.evaluate(PASTED, [styled, "\u3000\u3000第一段\u00a0\r\n\r\n\r\n\r\n  第二段\u200b \r\n"])
    assert phone.page.input_value("#f-deeds") == "第一段\n\n第二段"
    assert phone.page.inner_text("[data-paste-note]") == "已按纯文字粘贴，去掉了图片、格式。"
    assert phone.page.inner_text("[data-gauge-count]") == "6"


def test_pasting_plain_words_is_left_to_the_browser(phone: Shown) -> None:
    phone.page.evaluate(PASTED, ["", "别处的字"])
    assert phone.page.input_value("#f-deeds") == DEEDS


def test_a_large_photograph_is_made_small_before_it_is_sent(phone: Shown) -> None:
    sizes = phone.page.evaluate(
        """async () => {
            const canvas = new OffscreenCanvas(4000, 3000);
            const brush = canvas.getContext('2d');
            for (let at = 0; at < 4000; at += 1) {
                brush.fillStyle = `hsl(${at * 7 % 360} 80% ${at % 90}%)`; brush.fillRect(at, 0, 1, 3000) }
            const big = await canvas.convertToBlob({ type: 'image/png' });
            const bag = new DataTransfer();
            bag.items.add(new File([big], '大厅.png', { type: 'image/png' }));
            const input = document.querySelector('[data-compress]');
            const ready = new Promise(done => input.addEventListener('photo:ready', done));
            input.files = bag.files;
            input.dispatchEvent(new Event('change', { bubbles: true }));
            await ready;
            const small = await createImageBitmap(input.files[0]);
            return [small.width, small.height, input.files[0].name] }"""
    )
    assert sizes == [1600, 1200, "大厅.jpg"]
    assert phone.page.locator(".photo[data-chosen]").count() == 1
    assert phone.complaints == []

"""From a notice to a nomination handed in, in Chromium, by people who do what the pages ask of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from playwright.sync_api import Browser, Locator

from pingxuan.core.definition import Award, Definition, Field
from pingxuan.core.definition_text import from_toml
from pingxuan.core.words import FieldKind, QuotaKind
from pingxuan.management.rehearsal import pictures
from pingxuan.management.rehearsal.answering import Filling, name_for
from pingxuan.management.rehearsal.cast import Cast, Nominee
from tests.browser.walking import Faults, Person, upload
from tests.notices.clerk import Ask, Reply, reply

MOST_QUESTIONS = 60
LATER = date(2026, 2, 20)
DAY = re.compile(r"\d{4}-\d\d-\d\d")
QUESTION = """ask => {
  const control = ask.querySelector("[data-answer]");
  const kinds = {INPUT: "line", TEXTAREA: "box", SELECT: "select"};
  const main = ask.querySelector("button[name=answer]");
  return {
    code: ask.dataset.code,
    control: control ? kinds[control.tagName] : "",
    value: control ? control.value : "",
    suggested: Boolean(main) && main.textContent.trim() === "采用",
    must: ask.classList.contains("ask-must"),
    example: control && (control.placeholder || control.labels[0].textContent) || "",
    choices: control && control.options ? [...control.options].map(one => one.value) : [],
  };
}"""


@dataclass
class Walk:
    """The organiser at the screen of a running site, and the officers met so far."""

    browser: Browser
    site: str
    office: Person
    faults: Faults
    folder: Path
    cast: Cast = field(default_factory=lambda: Cast(Random(3)))
    officers: dict[str, Person] = field(default_factory=dict)

    def begin(self, *, text: str = "", files: Sequence[Path] = ()) -> str:
        """A new campaign from a notice pasted or uploaded; gives the address of its page."""
        self.office.go("/campaigns/new")
        if text:
            self.office.fill(text=text)
        if files:
            upload(self.office, "file", files)
        self.office.press("读取通知")
        return self.office.path

    def answer_everything(self) -> list[str]:
        """Every open question answered in its turn; gives their codes."""
        answered: list[str] = []
        asks = self.office.page.locator(".ask")
        while asks.count():
            assert len(answered) < MOST_QUESTIONS, answered
            answered.append(self._answer(asks.first))
        return answered

    def _answer(self, ask: Locator) -> str:
        if ask.get_attribute("open") is None:
            ask.locator("summary").click()
        met: dict[str, Any] = ask.evaluate(QUESTION)
        asked = Ask(**{**met, "choices": tuple(met["choices"])})
        told = reply(asked, self._first_due())
        _put(ask, asked.control, told)
        with self.office.page.expect_navigation():
            ask.locator(f"button[name={told.button}]").click()
        return asked.code

    def _first_due(self) -> date:
        boxes = self.office.page.locator('[name^="deadlines["][name$="].at"]')
        texts = boxes.evaluate_all("all => all.map(one => one.value)")
        return min((date.fromisoformat(day[0]) for text in texts if (day := DAY.match(text))), default=LATER)

    def issue(self) -> Definition:
        """Issues the notice that nothing stands in the way of any more; gives what was issued."""
        self.office.look()
        assert self.office.page.locator("#checked .finding-blocks").all_inner_texts() == []
        campaign = self.office.path.removesuffix("/notice")
        self.office.press("印发通知", "body")
        self.office.press("确认印发")
        sent = self.office.page.request.get(f"{self.site}{campaign}/definition.toml")
        return from_toml(sent.text())

    def nominate(self, campaign: str, definition: Definition) -> Person:
        """An officer nominates for the first award with a place, fills the form and hands it in."""
        award, body = who_nominates(definition)
        nominee = Nominee(body, name_for(award, body, self.cast), self.cast.unit(body))
        officer = self._officer(body)
        officer.go(f"{campaign}/nominations/new")
        officer.page.locator(".pick label", has_text=award.name).first.click()
        officer.fill(nominee=nominee.name)
        officer.press("新建")
        officer.press("填写推荐表")
        answers = Filling(award, nominee, self.cast, "2026年1月5日").answers()
        for blank in award.fields:
            self._fill(officer, blank, answers[blank.key])
        officer.press("下一步")
        officer.press("确认无误，交审")
        return officer

    def _officer(self, body: str) -> Person:
        """The officer of a body, met again or appointed on the page."""
        if body not in self.officers:
            username = f"officer{len(self.officers) + 1}"
            self.office.go("/posts/new")
            self.office.fill(body=body, title="经办", username=username, name="周经办")
            self.office.choose(role="body_officer")
            self.office.press("设立岗位")
            code = self.office.read(".slip-code")
            person = self.officers[body] = Person(self.browser, self.site, self.faults)
            person.sign_in_first(username, code)
        return self.officers[body]

    def _fill(self, officer: Person, blank: Field, answer: Any) -> None:
        """One blank, by its kind."""
        boxes = officer.page.locator(f'main [name="{blank.key}"]')
        if blank.kind is FieldKind.ROWS:
            for column, text in answer[0].items():
                _choose_or_type(officer.page.locator(f'main [name="{blank.key}-0-{column}"]'), text)
        elif blank.kind in {FieldKind.PHOTO, FieldKind.ATTACHMENT}:
            picture = self.folder / "证明.jpg"
            picture.write_bytes(pictures.photo())
            boxes.set_input_files(picture)
        elif boxes.first.get_attribute("type") in {"radio", "checkbox"}:
            for one in [answer] if isinstance(answer, str) else answer:
                officer.page.locator(f'main label:has([name="{blank.key}"][value="{one}"])').click()
        else:
            _choose_or_type(boxes, answer)


def _put(ask: Locator, control: str, told: Reply) -> None:
    if told.text is None:
        return
    box = ask.locator("[data-answer]")
    if control == "select":
        box.select_option(told.text)
    else:
        box.fill(told.text)


def _choose_or_type(box: Locator, text: str) -> None:
    if box.evaluate("one => one.tagName") == "SELECT":
        box.select_option(text)
    else:
        box.fill(text)


def who_nominates(definition: Definition) -> tuple[Award, str]:
    """The first award with a body that has a place for it."""
    return next(
        (award, body.name)
        for award in definition.awards
        for body in definition.bodies
        if award.quota.kind is not QuotaKind.TABLE or award.quota.places.get(body.name)
    )

"""A notice of every layout opens once its questions are answered on the page, and a nomination is handed in."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from django.test import override_settings
from playwright.sync_api import expect

from pingxuan.core.actor import Actor
from pingxuan.core.words import NominationState, Role
from tests.browser.chromium import chromium
from tests.browser.clerk_walk import Walk
from tests.browser.test_nomination import signs_in
from tests.browser.walking import Faults, Person
from tests.databases import Database, connected_to, copied_database, running_site
from tests.makers import actor_of, make_post
from tests.notices.shaped import as_page, quota_workbook, text_of, without_quota

pytestmark = pytest.mark.browser
OFFICE = "云岭市推荐评选办公室"
Came = tuple[str, Sequence[tuple[str, bytes]]]
"""Text pasted, and files with their names."""


class Family(NamedTuple):
    """A layout: how the notice comes, how many awards it becomes, and what has to be asked."""

    came: Callable[[], Came]
    awards: int
    asked: frozenset[str] = frozenset()


def pasted(stem: str) -> Callable[[], Came]:
    """A notice of ours pasted as it stands."""
    return lambda: (text_of(stem), ())


def uploaded(
    name: str, data: Callable[[], bytes], *more: tuple[str, Callable[[], bytes]]
) -> Callable[[], Came]:
    """Files uploaded together."""
    return lambda: ("", [(label, made()) for label, made in ((name, data), *more)])


WORKBOOK = ("附件1 名额分配表.xlsx", quota_workbook)
FAMILIES = {
    "cell-a-line": Family(pasted("township"), 5),
    "one-long-line": Family(pasted("association"), 1, frozenset({"bodies_unknown"})),
    "transposed": Family(pasted("enterprise"), 2),
    "flattened-form": Family(pasted("hospital"), 2, frozenset({"form_cells_lost", "quota_bases_unknown"})),
    "merged-cells-and-workbook": Family(uploaded("通知.docx", without_quota, WORKBOOK), 2),
    "cover-note": Family(pasted("forwarded"), 1),
    "traditional-script": Family(pasted("traditional"), 2),
    "awards-in-a-sentence": Family(pasted("party"), 3, frozenset({"bodies_unknown"})),
    "no-campaign": Family(pasted("training"), 2, frozenset({"not_an_award_campaign"})),
    "saved-page": Family(uploaded("通知.html", lambda: as_page("union")), 1),
}


@pytest.fixture(scope="module")
def walk(
    template_database: Database, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Iterator[Walk]:
    folder = tmp_path_factory.mktemp("families")
    with copied_database(template_database, folder / "site") as fresh, running_site(fresh, workers=1) as site:
        with django_db_blocker.unblock(), connected_to(fresh):
            at = datetime.now(UTC)
            setup = Actor(
                post_id="setup", role=Role.ADMINISTRATOR, name="系统安装", fresh=Random(1).randbytes
            )
            post = make_post(OFFICE, Role.ORGANISER, "林经办", setup, at)
            with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.ScryptPasswordHasher"]):
                username = signs_in(actor_of(post, setup.fresh))
        with chromium() as browser:
            faults = Faults()
            office = Person(browser, site.url, faults)
            office.sign_in(username)
            yield Walk(browser, site.url, office, faults, folder)


@pytest.mark.parametrize("name", FAMILIES)
def test_a_notice_becomes_a_campaign(walk: Walk, name: str, tmp_path: Path) -> None:
    family = FAMILIES[name]
    text, files = family.came()
    for label, data in files:
        (tmp_path / label).write_bytes(data)
    page = walk.begin(text=text, files=[tmp_path / label for label, _ in files])
    asked = walk.answer_everything()
    assert family.asked <= set(asked)
    definition = walk.issue()
    assert len(definition.awards) == family.awards
    officer = walk.nominate(page.removesuffix("/notice"), definition)
    expect(officer.page.get_by_text(NominationState.HANDED_IN.label, exact=True).first).to_be_visible()
    faults = walk.faults
    assert (faults.found, faults.strangers, faults.answers) == ([], [], [])

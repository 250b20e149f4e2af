"""The preview: each form on a phone and on paper, each summary, and what every role will do."""

from dataclasses import replace

import pytest

from pingxuan.actions.campaign import create_campaign
from pingxuan.core.definition import Field, Form
from pingxuan.core.words import Role
from pingxuan.models import Campaign
from tests.makers import House
from tests.small_campaign import CITY, DEFINITION
from tests.web.test_definition import save
from tests.web.visitors import HOSTILE, browser_of, open_house, statuses

FURTHER = Form(title="承诺书", fields=(Field(key="promise", label="承诺事项"),))


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return open_house(monkeypatch)


@pytest.fixture
def draft(house: House) -> Campaign:
    """A draft with a form beside the main one."""
    awards = (replace(DEFINITION.awards[0], further_forms=(FURTHER,)), *DEFINITION.awards[1:])
    return create_campaign(
        replace(DEFINITION, awards=awards), by=house.organiser, at=house.tick(),
        organiser=house.campaign.organiser, code="NEXT",
    )  # fmt: skip


def paths(campaign: Campaign) -> list[str]:
    """Every page of the preview."""
    at = f"/campaigns/{campaign.pk}/preview"
    return [at, f"{at}/forms/0/0", f"{at}/forms/0/1", f"{at}/summaries/0", f"{at}/summaries/1"]


def test_every_page_opens_to_the_office_and_leads_to_the_others(house: House, draft: Campaign) -> None:
    assert house.auditor is not None
    assert house.leader is not None
    readers = [browser_of(who) for who in (house.organiser, house.leader, house.auditor)]
    for path in paths(draft):
        assert statuses(readers, path) == [200, 200, 200]
    parts = readers[0].get(paths(draft)[0]).context["parts"]
    assert set(paths(draft)) < {part.url for part in parts}
    assert [part.url for part in parts if part.current] == [paths(draft)[0]]


def test_nobody_else_finds_it(house: House, draft: Campaign) -> None:
    officer = browser_of(house.officers[CITY])
    assert [officer.get(path).status_code for path in paths(draft)] == [404] * len(paths(draft))


@pytest.mark.parametrize(
    "path", ["forms/0/2", "forms/9/0", "summaries/9", "forms/9/0.pdf", "summaries/9.pdf"]
)
def test_what_the_definition_has_not_is_not_there(house: House, draft: Campaign, path: str) -> None:
    assert browser_of(house.organiser).get(f"/campaigns/{draft.pk}/preview/{path}").status_code == 404


def test_a_form_is_shown_blank_by_blank_and_as_paper(house: House, draft: Campaign) -> None:
    shown = browser_of(house.organiser).get(paths(draft)[2]).context
    blanks = [blank.field.label for section in shown["sections"] for blank in section.blanks]
    assert (blanks, shown["award"].form.title) == (["承诺事项"], "承诺书")
    cells = [one.cell.text for table in shown["sheet"].tables for row in table.rows for one in row]
    assert "承诺事项" in cells


def test_a_summary_has_the_columns_of_the_definition(house: House, draft: Campaign) -> None:
    (table,) = browser_of(house.organiser).get(paths(draft)[3]).context["sheet"].tables
    assert [one.cell.text for one in table.head[0]] == [c.label for c in DEFINITION.awards[0].summary.columns]


def test_the_steps_are_those_of_every_role(house: House, draft: Campaign) -> None:
    roles = browser_of(house.organiser).get(paths(draft)[0]).context["roles"]
    assert [one.role for one in roles][:3] == [Role.BODY_OFFICER, Role.NOMINEE, Role.ORGANISER]


def test_the_page_is_saved_before_it_is_looked_at(house: House, draft: Campaign) -> None:
    client = browser_of(house.organiser)
    told = save(client, draft, preview="1", paths={"awards[0].form.fields[0].label": "单位全称"})
    assert told.url == f"/campaigns/{draft.pk}/preview"
    shown = client.get(paths(draft)[1]).context["sections"]
    assert "单位全称" in [blank.field.label for section in shown for blank in section.blanks]


def test_hostile_words_stay_words(house: House, draft: Campaign) -> None:
    client = browser_of(house.organiser)
    save(client, draft, paths={"awards[0].form.title": HOSTILE, "awards[0].form.fields[0].hint": HOSTILE})
    for path in paths(draft):
        assert HOSTILE not in client.get(path).content.decode()


def test_the_printed_paper_is_a_pdf(house: House, draft: Campaign) -> None:
    client = browser_of(house.organiser)
    for path in (f"{paths(draft)[1]}.pdf", f"{paths(draft)[3]}.pdf"):
        answer = client.get(path)
        assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")

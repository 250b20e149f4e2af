"""The notice beside its definition: marked at the source, corrected, confirmed, checked while typing."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from pingxuan.actions.campaign import create_campaign
from pingxuan.core.notice.draft import draft_definition
from pingxuan.core.notice.fact import How
from pingxuan.core.notice.facts import read_notice
from pingxuan.core.words import BodyKind, FieldKind
from pingxuan.models import Campaign
from pingxuan.queries.definition import current_definition, current_version
from pingxuan.web.definition_page import DefinitionPage
from pingxuan.web.definition_reading import within
from tests.makers import House
from tests.small_campaign import CITY, COUNTY, DEFINITION, moment
from tests.web.visitors import HOSTILE, browser_of, open_house, statuses

NOTICE = """某服办〔2024〕2号
关于推荐评选“文明服务示范窗口”的通知
各县市服务提升办公室：
为树立典型，决定对表现突出的10家窗口单位授予“文明服务示范窗口”称号。
请于2024年3月1日前报送推荐表。
联系人：王晓 联系电话：13800000001
附件：1.“文明服务示范窗口”推荐名额分配表
2.“文明服务示范窗口”推荐表
某州服务提升办公室
2024年2月1日
附件1
“文明服务示范窗口”推荐名额分配表
序号 | 县市 | 名额 |
1 | 库尔勒市 | 6 |
2 | 和静县 | 4 |
附件2
“文明服务示范窗口”推荐表
单位名称 | |
联系电话 | |
主要事迹 | （300-500字） |
县市意见 | （盖章） 年 月 日 |
"""
SAMPLE = Path(__file__).parents[2] / "samples" / "notice.txt"
HOUR_QUESTION = "deadline_hour:deadlines[0].at"


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return open_house(monkeypatch)


@pytest.fixture
def draft(house: House) -> Campaign:
    return draft_of(house)


def draft_of(house: House) -> Campaign:
    """A draft just read from the notice."""
    return create_campaign(
        draft_definition(read_notice(NOTICE))[0], by=house.organiser, at=house.tick(),
        organiser=house.campaign.organiser, notice_text=NOTICE, code="NEXT",
    )  # fmt: skip


def page_of(client: Client, campaign: Campaign) -> Any:
    return client.get(f"/campaigns/{campaign.pk}/notice")


def shown(client: Client, campaign: Campaign) -> DefinitionPage:
    found: DefinitionPage = page_of(client, campaign).context["shown"]
    return found


def fields(answer: Any) -> dict[str, str]:
    """Every input of the definition's form as a browser would send it back."""
    html = answer.content.decode()
    at = html.index('id="definition"')
    form = html[at : html.index("</form>", at)]
    sent: dict[str, str] = {}
    for tag in re.findall(r"<input [^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        ticked = 'type="checkbox"' not in tag or " checked" in tag
        if name and ticked and name[1] not in {"confirmed", "csrfmiddlewaretoken"}:
            sent[name[1]] = _plain(value[1] if value else "")
    for name, body in re.findall(r'<select [^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        sent[name] = chosen[1] if chosen else ""
    for name, text in re.findall(r'<textarea [^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        sent[name] = _plain(text)
    return sent


def _plain(text: str) -> str:
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


def save(client: Client, campaign: Campaign, **changes: Any) -> Any:
    """Sends the page back with some inputs changed; dots and brackets of paths stand as they are."""
    told = {**fields(page_of(client, campaign)), **changes.pop("paths", {})}
    return client.post(f"/campaigns/{campaign.pk}/definition", {**told, **changes})


def codes(answer: Any) -> list[str]:
    return [finding.code for finding in answer.context["shown"].findings]


# --- reading ---


def test_values_are_marked_where_they_stand(house: House, draft: Campaign) -> None:
    page = shown(browser_of(house.organiser), draft)
    marked = {(mark.fact, NOTICE[mark.start : mark.end]) for mark in page.marks}
    assert {
        ("doc_number", "某服办〔2024〕2号"),
        ("issue_date", "2024年2月1日"),
        ("deadlines[0].at", "2024年3月1日前"),
        ("bodies[0]", "库尔勒市"),
        ("places[0][0]", "6"),
        ("contact.phone", "13800000001"),
    } <= marked


def test_every_mark_leads_to_a_value_and_every_read_value_to_a_mark(house: House, draft: Campaign) -> None:
    page = shown(browser_of(house.organiser), draft)
    values = [fact for line in page.lines for fact in line.facts.split()]
    asked = {one.open.fact for one in page.questions}
    marks = {mark.fact for mark in page.marks}
    assert {mark for mark in marks - asked if not any(within(mark, value) for value in values)} == set()
    assert {value for value in values if not any(within(mark, value) for mark in marks)} == set()


def test_a_value_says_how_it_was_found(house: House, draft: Campaign) -> None:
    page = shown(browser_of(house.organiser), draft)
    found = {line.path: line.source.label for line in page.lines if line.source}
    assert found["doc_number"] == How.PRINTED.label
    number = next(line.source for line in page.lines if line.path == "doc_number")
    assert number is not None
    assert (number.unsure, number.places) == (False, 1)


def test_the_page_sent_back_unchanged_changes_nothing(house: House, draft: Campaign) -> None:
    before = current_definition(draft)
    assert save(browser_of(house.organiser), draft).status_code == 302
    assert current_definition(draft) == before


def test_the_sample_notice_survives_the_page(house: House) -> None:
    text = SAMPLE.read_text("utf-8")
    read = draft_definition(read_notice(text))[0]
    campaign = create_campaign(
        read,
        by=house.organiser,
        at=house.tick(),
        organiser=house.campaign.organiser,
        notice_text=text,
        code="NEXT",
    )
    client = browser_of(house.organiser)
    assert save(client, campaign).status_code == 302
    assert current_definition(campaign) == read
    assert len(shown(client, campaign).read_lines) > 30


def test_a_rich_definition_survives_the_page(house: House) -> None:
    campaign = create_campaign(
        DEFINITION, by=house.organiser, at=house.tick(), organiser=house.campaign.organiser, code="NEXT"
    )
    assert save(browser_of(house.organiser), campaign).status_code == 302
    assert current_definition(campaign) == DEFINITION


# --- correcting ---


def test_what_is_typed_is_kept(house: House, draft: Campaign) -> None:
    changes = {
        "short_title": "文明服务评选",
        "deadlines[0].at": "2024年3月1日17:30",
        "issue_date": "2024.2.2",
        "publication.working_days": "7",
        "sealed_for": "on",
        "departments": "公安局\n税务局\n",
        "places[0][1]": "5",
        "bodies[1].kind": "direct",
        "awards[0].form.fields[1].required": "",
        "awards[0].form.fields[0].options": "甲、乙；丙",
        "awards[0].form.fields[2].max_chars": "600",
    }
    assert save(browser_of(house.organiser), draft, paths=changes).status_code == 302
    now = current_definition(draft)
    assert (now.short_title, now.publication.working_days, now.sealed_for) == ("文明服务评选", 7, True)
    assert (now.deadlines[0].at, str(now.issue_date)) == (moment("2024-03-01 17:30"), "2024-02-02")
    assert (now.departments, now.bodies[1].kind) == (("公安局", "税务局"), BodyKind.DIRECT)
    assert now.awards[0].quota.places == {CITY: 6, COUNTY: 5}
    blanks = now.awards[0].form.fields
    assert (blanks[1].required, blanks[0].options, blanks[2].max_chars) == (False, ("甲", "乙", "丙"), 600)


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("deadlines[0].at", "二月底", "instant_shape"),
        ("deadlines[0].at", "2024-03-01", "instant_shape"),
        ("issue_date", "2024年2月", "date_shape"),
        ("awards[0].total", "十家", "number_shape"),
        ("places[0][0]", "-1", "number_shape"),
        ("publication.working_days", "9" * 12, "number_shape"),
    ],
)
def test_what_cannot_be_read_stays_typed_beside_its_sentence(
    house: House, draft: Campaign, path: str, text: str, code: str
) -> None:
    before = current_definition(draft)
    refused = save(browser_of(house.organiser), draft, paths={path: text, "short_title": "没有丢"})
    assert (refused.status_code, codes(refused)) == (422, [code])
    again = fields(refused)
    assert (again[path], again["short_title"]) == (text, "没有丢")
    assert current_definition(draft) == before


def test_hostile_text_stays_text(house: House, draft: Campaign) -> None:
    client = browser_of(house.organiser)
    save(client, draft, paths={"issuer": HOSTILE, "purpose": HOSTILE})
    page = page_of(client, draft)
    assert HOSTILE not in page.content.decode()
    assert fields(page)["issuer"] == HOSTILE


@pytest.mark.parametrize(
    "paths",
    [
        {"bodies[0].kind": "empire"},
        {"awards[0].kind": ""},
        {"awards": "x", "awards[0]": "y", "bodies[9999999999].name": "远", "deadlines[0]": "z"},
        {"title.title.title": "x", "places[0][0][0]": "1", "][": "?", "contact[0].person": "x"},
    ],
)
def test_inputs_no_page_sends_break_nothing(house: House, draft: Campaign, paths: dict[str, str]) -> None:
    client = browser_of(house.organiser)
    assert save(client, draft, paths=paths).status_code in {302, 422}
    assert page_of(client, draft).status_code == 200
    assert client.post(f"/campaigns/{draft.pk}/definition", paths).status_code in {302, 422}
    assert client.post(f"/campaigns/{draft.pk}/definition/check", paths).status_code == 200


def test_a_row_is_added_named_and_taken_out(house: House, draft: Campaign) -> None:
    client = browser_of(house.organiser)
    added = save(client, draft, add="bodies", paths={"short_title": "没有丢"})
    assert (added.status_code, len(added.context["shown"].places.lines)) == (200, 3)
    assert len(current_definition(draft).bodies) == 2
    told = fields(added) | {"bodies[2].name": "博湖县", "places[0][2]": "3"}
    assert client.post(f"/campaigns/{draft.pk}/definition", told).status_code == 302
    assert current_definition(draft).awards[0].quota.places == {CITY: 6, COUNTY: 4, "博湖县": 3}
    removed = save(client, draft, remove="bodies[0]")
    assert client.post(f"/campaigns/{draft.pk}/definition", fields(removed)).status_code == 302
    now = current_definition(draft)
    assert ([body.name for body in now.bodies], now.awards[0].quota.places) == (
        [COUNTY, "博湖县"],
        {COUNTY: 4, "博湖县": 3},
    )


@pytest.mark.parametrize(
    "path",
    [
        "deadlines",
        "awards[0].rules",
        "awards[0].criteria",
        "awards[0].form.fields",
        "awards[0].form.opinions",
    ],
)
def test_every_list_takes_a_new_row(house: House, draft: Campaign, path: str) -> None:
    client = browser_of(house.organiser)
    before = fields(page_of(client, draft))
    again = fields(save(client, draft, add=path))
    assert {name.partition("].")[0] for name in again if name.startswith(path)} > {
        name.partition("].")[0] for name in before if name.startswith(path)
    } or set(again) > set(before)


def test_the_rows_left_are_still_themselves(house: House, draft: Campaign) -> None:
    client = browser_of(house.organiser)
    before = current_definition(draft).awards[0].form
    told = fields(save(client, draft, remove="awards[0].form.fields[0]"))
    told = fields(client.post(f"/campaigns/{draft.pk}/definition", told | {"add": "awards[0].form.fields"}))
    assert client.post(f"/campaigns/{draft.pk}/definition", told).status_code == 302
    assert current_definition(draft).awards[0].form.fields == before.fields[1:]


def test_a_new_field_gets_a_key_of_its_own(house: House, draft: Campaign) -> None:
    client = browser_of(house.organiser)
    added = fields(save(client, draft, add="awards[0].form.fields"))
    place = max(
        int(found) for found in re.findall(r"awards\[0\]\.form\.fields\[(\d+)\]\.label", " ".join(added))
    )
    told = added | {f"awards[0].form.fields[{place}].label": "荣誉情况"}
    assert client.post(f"/campaigns/{draft.pk}/definition", told).status_code == 302
    blanks = current_definition(draft).awards[0].form.fields
    assert (blanks[-1].label, blanks[-1].kind, blanks[-1].required) == ("荣誉情况", FieldKind.TEXT, True)
    assert len({blank.key for blank in blanks}) == len(blanks)


def test_an_award_is_added_and_another_taken_out(house: House) -> None:
    campaign = create_campaign(
        DEFINITION, by=house.organiser, at=house.tick(), organiser=house.campaign.organiser, code="NEXT"
    )
    client = browser_of(house.organiser)
    added = fields(save(client, campaign, add="awards"))
    told = added | {"awards[2].name": "服务之星", "awards[2].kind": "person", "awards[2].quota.kind": "table"}
    again = fields(client.post(f"/campaigns/{campaign.pk}/definition", told | {"remove": "awards[1]"}))
    assert (
        client.post(f"/campaigns/{campaign.pk}/definition", again | {"places[1][1]": "2"}).status_code == 302
    )
    now = current_definition(campaign)
    assert [(award.name, award.quota.places) for award in now.awards] == [
        (DEFINITION.awards[0].name, DEFINITION.awards[0].quota.places),
        ("服务之星", {CITY: 2}),
    ]
    assert len({award.key for award in now.awards}) == 2


def test_evidence_follows_a_row_that_moved(house: House, draft: Campaign) -> None:
    client = browser_of(house.organiser)
    unsaved = save(client, draft, remove="bodies[0]")
    (line,) = unsaved.context["shown"].places.lines
    assert (line.path, line.fact) == ("bodies[0]", "bodies[1]")
    client.post(f"/campaigns/{draft.pk}/definition", fields(unsaved))
    (line,) = shown(client, draft).places.lines
    assert (line.path, line.fact) == ("bodies[0]", "bodies[1]")


def test_two_people_at_once_are_told(house: House, draft: Campaign) -> None:
    client = browser_of(house.organiser)
    opened = fields(page_of(client, draft))
    save(client, draft, paths={"short_title": "先保存的"})
    refused = client.post(f"/campaigns/{draft.pk}/definition", opened | {"short_title": "后保存的"})
    assert (refused.status_code, codes(refused)) == (422, ["definition_moved_on"])
    assert client.post(f"/campaigns/{draft.pk}/definition", fields(refused)).status_code == 302
    assert current_definition(draft).short_title == "后保存的"


# --- confirming ---


def test_a_suggestion_is_taken_over_with_one_click(house: House, draft: Campaign) -> None:
    client = browser_of(house.organiser)
    assert HOUR_QUESTION in {one.id for one in shown(client, draft).reading.open_questions}
    assert save(client, draft, answer=HOUR_QUESTION).status_code == 302
    assert current_definition(draft).deadlines[0].at == moment("2024-03-01 18:00")
    assert HOUR_QUESTION in {one.id for one in shown(client, draft).reading.settled}


def test_a_question_may_be_settled_without_its_suggestion(house: House, draft: Campaign) -> None:
    client = browser_of(house.organiser)
    save(client, draft, settle=HOUR_QUESTION, paths={"deadlines[0].at": "2024-03-01 12:00"})
    assert current_definition(draft).deadlines[0].at == moment("2024-03-01 12:00")
    assert HOUR_QUESTION not in {one.id for one in shown(client, draft).reading.open_questions}


def test_values_are_confirmed_one_by_one_or_a_section_at_a_time(house: House, draft: Campaign) -> None:
    client = browser_of(house.organiser)
    assert shown(client, draft).confirmed == 0
    save(client, draft, confirmed=["doc_number"])
    assert current_version(draft).confirmed == ["doc_number"]
    save(client, draft, confirm_section="places")
    assert [line.confirmed for line in shown(client, draft).places.lines] == [True, True]
    assert shown(client, draft).confirmed == 3


# --- checking ---


def test_the_check_says_what_saving_would_and_keeps_nothing(house: House, draft: Campaign) -> None:
    client = browser_of(house.organiser)
    told = fields(page_of(client, draft)) | {"places[0][0]": "7", "title": ""}
    answer = client.post(f"/campaigns/{draft.pk}/definition/check", told)
    assert {"title_missing", "quota_differs_from_total"} <= set(codes(answer))
    sums = [(one.name, one.sum, one.total) for one in answer.context["shown"].places.awards]
    assert sums == [("文明服务示范窗口", 11, 10)]
    assert current_definition(draft).awards[0].quota.total == 10


# --- who may ---


def test_the_office_reads_and_only_the_organiser_corrects(house: House, draft: Campaign) -> None:
    assert house.auditor is not None
    assert house.leader is not None
    readers = [browser_of(who) for who in (house.auditor, house.leader)]
    assert statuses(readers, f"/campaigns/{draft.pk}/notice") == [200, 200]
    assert {page_of(client, draft).context["shown"].editable for client in readers} == {False}
    for client in (*readers, browser_of(house.officers[CITY])):
        assert client.post(f"/campaigns/{draft.pk}/definition", {"title": "x"}).status_code == 404
        assert client.get(f"/campaigns/{house.campaign.pk}/amendment").status_code == 404
    assert browser_of(house.officers[CITY]).get(f"/campaigns/{house.campaign.pk}/notice").status_code == 404

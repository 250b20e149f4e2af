"""Campaigns: begun from a notice by file or paste, issued after a last look, closed for good."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pingxuan.actions.campaign import create_campaign
from pingxuan.core.definition_text import to_toml
from pingxuan.core.words import CampaignState, Role
from pingxuan.models import Campaign, NominatingBody
from pingxuan.queries.definition import current_definition
from pingxuan.queries.notice import layout_of
from tests.documents.notices_made import notice_document, saved
from tests.makers import House, actor_of, make_post
from tests.small_campaign import CITY, COUNTY, DEFINITION, DIRECT
from tests.web.visitors import HOSTILE, MOST_QUERIES, browser_of, closed_to_strangers, open_house, statuses

NOTICE = """某服办〔2024〕2号
关于推荐评选“文明服务示范窗口”的通知
各县市服务提升办公室：
为树立典型，决定对表现突出的10家窗口单位授予“文明服务示范窗口”称号。
请于2024年3月1日18:00前报送推荐表。
附件：1.“文明服务示范窗口”推荐名额分配表
某州服务提升办公室
2024年2月1日
附件1
“文明服务示范窗口”推荐名额分配表
序号 | 县市 | 名额 |
1 | 库尔勒市 | 6 |
2 | 和静县 | 4 |
"""


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return open_house(monkeypatch)


def begin(house: House, **told: Any) -> Any:
    return browser_of(house.organiser).post("/campaigns/new", told)


def file(data: bytes, name: str = "通知.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def draft(house: House, **changes: Any) -> Campaign:
    definition = replace(DEFINITION, **changes)
    return create_campaign(
        definition, by=house.organiser, at=house.tick(), organiser=house.campaign.organiser, code="NEXT"
    )


@pytest.mark.parametrize(
    "told",
    [
        {"text": NOTICE},
        {"text": NOTICE.replace("\n", "\r\n")},
        {"file": file(NOTICE.encode("utf-8"))},
        {"file": file(NOTICE.encode("gb18030"))},
        {"file": file(NOTICE.encode("utf-16"))},
    ],
    ids=["pasted", "pasted on Windows", "utf-8", "gb18030", "utf-16"],
)
def test_a_notice_becomes_a_draft_however_it_comes(house: House, told: dict[str, Any]) -> None:
    answer = begin(house, **told)
    made = Campaign.objects.exclude(pk=house.campaign.pk).get()
    assert answer.headers["Location"] == f"/campaigns/{made.pk}/notice"
    assert (made.title, made.state, made.notice_text) == (
        "推荐评选“文明服务示范窗口”",
        CampaignState.DRAFT,
        NOTICE,
    )
    assert current_definition(made).awards[0].quota.places == {CITY: 6, COUNTY: 4}


def test_a_definition_exported_before_begins_a_campaign_too(house: House) -> None:
    begin(house, file=file(to_toml(DEFINITION).encode(), "definition.toml"))
    assert current_definition(Campaign.objects.exclude(pk=house.campaign.pk).get()) == DEFINITION


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ({}, "text"),
        ({"text": "  \n "}, "text"),
        ({"file": file(b"")}, "file"),
        ({"file": file(b"%PDF-1.7 x")}, "file"),
        ({"file": file(b"PK\x03\x04 disguised", "通知.txt")}, "file"),
        ({"file": file(b"\x00\x01\x02" * 50)}, "file"),
        ({"file": file("字".encode() * 800_000)}, "file"),
        ({"text": NOTICE, "file": file(to_toml(DEFINITION).encode(), "definition.toml")}, "file"),
    ],
    ids=[
        "nothing",
        "blanks",
        "empty",
        "pdf",
        "disguised",
        "binary",
        "too large",
        "a definition beside a notice",
    ],
)
def test_what_cannot_be_read_is_refused_beside_its_field(
    house: House, told: dict[str, Any], place: str
) -> None:
    refused = begin(house, **told)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, [place])
    assert Campaign.objects.count() == 1


def test_pasted_text_that_is_refused_stays(house: House) -> None:
    text = "一" * 400_000
    refused = begin(house, text=text)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["text"])
    assert refused.context["form"]["text"].value() == text


def test_a_text_that_is_no_notice_begins_a_draft_full_of_questions(house: House) -> None:
    begin(house, text=HOSTILE)
    made = Campaign.objects.exclude(pk=house.campaign.pk).get()
    page = browser_of(house.organiser).get(f"/campaigns/{made.pk}/notice")
    assert page.status_code == 200
    assert HOSTILE not in page.content.decode()
    assert "not_an_award_campaign:awards" in {one.id for one in page.context["shown"].reading.questions}


def test_a_definition_that_does_not_fit_says_where(house: House) -> None:
    refused = begin(house, file=file(b"title = 3", "x.toml"))
    assert [found.code for found in refused.context["findings"]] == ["definition_malformed"]


# --- issuing ---


def test_issuing_freezes_the_definition_and_reaches_every_body(house: House) -> None:
    campaign = draft(house)
    organiser = browser_of(house.organiser)
    page = organiser.get(f"/campaigns/{campaign.pk}/opening")
    assert [(body.name, places) for body, places in page.context["rows"]] == [
        (DIRECT, [1]),
        (CITY, [3]),
        (COUNTY, [2]),
    ]
    assert organiser.post(f"/campaigns/{campaign.pk}/opening").status_code == 302
    campaign.refresh_from_db()
    assert (campaign.state, NominatingBody.objects.filter(campaign=campaign).count()) == (
        CampaignState.OPEN,
        3,
    )
    assert organiser.get(f"/campaigns/{campaign.pk}/opening").status_code == 302


def test_a_definition_that_does_not_stand_is_not_issued(house: House) -> None:
    campaign = draft(house, deadlines=())
    organiser = browser_of(house.organiser)
    assert [found.code for found in organiser.get(f"/campaigns/{campaign.pk}/opening").context["stops"]] == [
        "materials_deadline_missing"
    ]
    refused = organiser.post(f"/campaigns/{campaign.pk}/opening")
    assert (refused.status_code, [found.code for found in refused.context["stops"]]) == (
        422,
        ["materials_deadline_missing"],
    )
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.DRAFT


def test_a_closed_campaign_stays_closed(house: House) -> None:
    organiser = browser_of(house.organiser)
    address = f"/campaigns/{house.campaign.pk}/closing"
    assert organiser.get(address).context["can_close"] is True
    assert organiser.post(address).status_code == 302
    refused = organiser.post(address)
    assert (refused.status_code, [found.code for found in refused.context["findings"]]) == (
        422,
        ["campaign_not_open"],
    )


# --- who sees which ---


def test_a_draft_is_seen_by_the_office_only(house: House) -> None:
    campaign = draft(house)
    assert house.leader is not None
    seen = {
        name: {row.pk for row in browser_of(actor).get("/campaigns").context["campaigns"]}
        for name, actor in {
            "organiser": house.organiser, "leader": house.leader, "officer": house.officers[CITY],
            "inspector": actor_of(house.inspectors[CITY], house.fresh),
        }.items()
    }  # fmt: skip
    both, opened = {house.campaign.pk, campaign.pk}, {house.campaign.pk}
    assert seen == {"organiser": both, "leader": both, "officer": opened, "inspector": set()}


def test_another_office_sees_none_of_it(house: House) -> None:
    closed_to_strangers(house, "/campaigns/ID/opening", house.campaign.pk)
    closed_to_strangers(house, "/campaigns/ID/closing", house.campaign.pk)


def test_only_the_organiser_begins_issues_and_closes(house: House) -> None:
    assert house.auditor is not None
    assert house.leader is not None
    others = [browser_of(who) for who in (house.officers[CITY], house.auditor, house.leader)]
    here = f"/campaigns/{house.campaign.pk}"
    for address in ("/campaigns/new", f"{here}/opening", f"{here}/closing"):
        assert statuses(others, address) == [404, 404, 404]
        assert {client.post(address).status_code for client in others} == {404}


def test_the_administrator_has_no_part(house: House) -> None:
    keeper = make_post("信息中心", Role.ADMINISTRATOR, "机房", house.setup, house.tick())
    client = browser_of(actor_of(keeper, house.fresh))
    assert client.get("/campaigns").context["campaigns"] == []
    assert client.get(f"/campaigns/{house.campaign.pk}/notice").status_code == 404


@pytest.mark.parametrize("more", [0, 3])
def test_the_list_asks_no_more_for_more_campaigns(
    house: House, more: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(more):
        create_campaign(
            DEFINITION,
            by=house.organiser,
            at=house.tick(),
            organiser=house.campaign.organiser,
            code=f"MOR{number}",
        )
    organiser = browser_of(house.organiser)
    with django_assert_max_num_queries(MOST_QUERIES):
        organiser.get("/campaigns")


def test_notice_and_annexes_come_as_several_files_and_are_kept_as_sent(house: House) -> None:
    sent = {
        "通知.docx": saved(notice_document()),
        "附件3 推荐名单.csv": "姓名,单位\n,\n".encode("gb18030"),
    }
    begin(house, file=[file(data, name) for name, data in sent.items()])
    made = Campaign.objects.exclude(pk=house.campaign.pk).get()
    layout = layout_of(made)
    assert layout is not None
    assert [start.name for start in layout.files] == list(sent)
    assert current_definition(made).awards[0].quota.places == {"东山县": 10, "西河区": 12, "南湖县": 8}
    for kept in made.notice_files:
        address = f"/campaigns/{made.pk}/notice/files/{kept['digest']}"
        told = browser_of(house.organiser).get(address)
        assert (told.content, told.headers["X-Content-Type-Options"]) == (sent[kept["name"]], "nosniff")
        closed_to_strangers(house, f"/campaigns/ID/notice/files/{kept['digest']}", made.pk)
    strange = f"/campaigns/{house.campaign.pk}/notice/files/{made.notice_files[0]['digest']}"
    assert browser_of(house.organiser).get(strange).status_code == 404

"""Whom to call or write to: what belongs together, by office, and which numbers are no contacts."""

from typing import Any

import pytest

from pingxuan.core.notice.document import facts_document
from pingxuan.core.notice.draft import draft
from pingxuan.core.notice.facts import NoticeFacts, read_notice


def notice(*paragraphs: str) -> NoticeFacts:
    """What is read from a small notice with those paragraphs."""
    head = ["关于开展“优秀示范店”评选的通知", "各县区商务局：", "现开展评选。"]
    return read_notice("\n".join([*head, *paragraphs, "某某市商务局", "2024年3月1日"]))


@pytest.mark.parametrize(
    ("paragraph", "contact"),
    [
        (
            "联系人及电话：张演示，0000-1234567；传真：0000-7654321",
            {"person": "张演示", "phone": "0000-1234567"},
        ),
        ("联系电话：0000-1234567（张演示）", {"person": "张演示", "phone": "0000-1234567"}),
        ("联系电话：张演示 0000-1234567", {"person": "张演示", "phone": "0000-1234567"}),
        ("联系人：张演示，电话/传真：0000-1234567", {"person": "张演示", "phone": "0000-1234567"}),
        (
            "联系人：市局人事科张演示，电话：8310",
            {"scope": "市局人事科", "person": "张演示", "phone": "8310"},
        ),
        ("如有疑问请与张老师联系（0000-1234567）", {"person": "张老师", "phone": "0000-1234567"}),
        ("請致電0000 0045與何演示聯絡。", {"phone": "0000 0045"}),
        ("联系人：张演示 内线：8310", {"person": "张演示", "phone": "8310"}),
        ("查詢：0000 0045（何先生）", {"person": "何先生", "phone": "0000 0045"}),
        (
            "材料发至QQ邮箱000012345@example.invalid，并电话0000-1234567确认。",
            {"phone": "0000-1234567", "email": "000012345@example.invalid"},
        ),
        (
            "地址：某某路1号（邮编000000） 电话：0000-1234567",
            {"phone": "0000-1234567", "address": "某某路1号", "postcode": "000000"},
        ),
        ("请报学院工会（张某0000-1234567）。", {"person": "张某", "phone": "0000-1234567"}),
        ("联系电话：0000-1234567（传真）", {"phone": "0000-1234567"}),
        ("联系电话：00001234（传真）00005678", {"phone": "00001234"}),
        ("联系电话：0000-1234567  0000-7654321（传真）", {"phone": "0000-1234567"}),
        ("联系电话：0000—1234567、7654321", {"phone": ["0000—1234567", "7654321"]}),
        (
            "联系人：艾尼瓦尔·买买提，电话：0000-1234567",
            {"person": "艾尼瓦尔·买买提", "phone": "0000-1234567"},
        ),
        (
            "联系人：张演示 李示范    电话：0000-1234567",
            {"person": ["张演示", "李示范"], "phone": "0000-1234567"},
        ),
        (
            "材料发至demo@example.invalid。联系人：张演示",
            {"person": "张演示", "email": "demo@example.invalid"},
        ),
        (
            "收件地址：某某市某某路1号306室，邮编：000000，收件人：张演示，电话0000-1234567",
            {
                "person": "张演示",
                "phone": "0000-1234567",
                "address": "某某市某某路1号306室",
                "postcode": "000000",
            },
        ),
    ],
)
def test_one_contact(paragraph: str, contact: dict[str, Any]) -> None:
    assert facts_document(notice(paragraph))["contact"] == contact


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["联系人：张演示，李示范；联系电话：0000-1234567、0000-7654321"],
        ["联系人：张演示 0000-1234567；李示范 0000-7654321"],
        ["联系人：张演示（0000-1234567）、李示范（0000-7654321）"],
        ["联系人及电话：", "张 演 示  0000-1234567", "李示范  0000-7654321"],
    ],
)
def test_two_persons_each_with_a_telephone(paragraphs: list[str]) -> None:
    assert facts_document(notice(*paragraphs))["contact"] == {
        "persons": [
            {"person": "张演示", "phone": "0000-1234567"},
            {"person": "李示范", "phone": "0000-7654321"},
        ]
    }


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["五、联系方式", "人事科：张演示 0000-1234567", "宣传科：李示范 0000-7654321"],
        ["五、联系方式", "人事科：", "张演示 0000-1234567", "宣传科：", "李示范 0000-7654321"],
        ["人事科联系人：张演示，电话：0000-1234567；宣传科联系人：李示范，电话：0000-7654321"],
    ],
)
def test_offices_each_with_its_own(paragraphs: list[str]) -> None:
    made = draft(notice(*paragraphs)).definition
    contacts = [made.contact, *made.further_contacts]
    assert [(one.scope, one.person, one.phone) for one in contacts] == [
        ("人事科", "张演示", "0000-1234567"),
        ("宣传科", "李示范", "0000-7654321"),
    ]


@pytest.mark.parametrize(
    "paragraph",
    [
        "公示期间受理举报，联系电话：0000-1234567",
        "监督电话：0000-1234567",
        "传真：0000-1234567",
        "工作QQ群：123456789",
        "联系电话：138****0000",
        "联系人名单请报市局，电话通知各单位。",
    ],
)
def test_numbers_that_are_no_contacts(paragraph: str) -> None:
    assert notice(paragraph).contacts == ()


@pytest.mark.parametrize(
    ("paragraph", "copies", "codes"),
    [
        ("推荐表一式三份，汇总表一式三份。", 3, []),
        ("推荐表一式三份，事迹材料一式两份。", None, ["copies_differ"]),
        ("请报送推荐表。", None, []),
    ],
)
def test_copies(paragraph: str, copies: int | None, codes: list[str]) -> None:
    made = draft(notice(paragraph))
    assert made.definition.copies == copies
    assert [question.code for question in made.questions if question.about == "copies"] == codes

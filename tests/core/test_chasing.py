"""What a body owes and the ready texts that chase it."""

from datetime import timedelta

import pytest

from pingxuan.core.chasing import Owed, Short, chasing_all, chasing_text, owed_lines, unnamed_text
from pingxuan.core.words import AwardKind
from tests.small_campaign import CITY, CONTACTS_DUE, COUNTY, DEFINITION, MATERIALS_DUE, moment

AT = moment("2023-02-17 09:40")
SHORT = Short(award="文明服务示范窗口", kind=AwardKind.UNIT, places=3, handed_up=1, sent_back=1)


def test_each_thing_owed_is_one_clause_with_its_deadline() -> None:
    owed = Owed(body=CITY, unsigned=True, no_contact=True, short=(SHORT,), until=MATERIALS_DUE)
    assert owed_lines(owed, DEFINITION, AT) == (
        "通知尚未签收",
        "联系人名单尚未报送，应于2月13日18:00前报送，已逾期3天",
        "“文明服务示范窗口”名额 3 个，已报送 1 家，还差 2 家，退回修改 1 家待重报，2月27日18:00截止，还有10天",
    )


def test_the_text_to_one_body_names_the_campaign_the_contact_and_whom_to_ask() -> None:
    owed = Owed(body=CITY, unsigned=True, contact="李安")
    assert chasing_text(owed, DEFINITION, AT) == (
        "库尔勒市（李安）：\n"
        "关于文明服务推荐评选工作（某服办〔2023〕1号），截至2月17日9:40，贵单位还有下列事项未办：\n"
        "1. 通知尚未签收。\n"
        "请尽快办理。联系人：王晓，13800000001。\n"
        "某州服务提升办公室"
    )


def test_the_text_to_all_leaves_out_who_owes_nothing() -> None:
    late = Owed(body=COUNTY, unsigned=True)
    text = chasing_all([Owed(body=CITY), late], DEFINITION, AT)
    assert [line for line in text.splitlines() if "：" in line][:1] == [
        "关于文明服务推荐评选工作（某服办〔2023〕1号），截至2月17日9:40，下列 1 个单位还有未办事项："
    ]
    assert CITY not in text


@pytest.mark.parametrize("owed", [Owed(body=CITY), Owed(body=CITY, contact="李安", until=MATERIALS_DUE)])
def test_nothing_owed_is_nothing_said(owed: Owed) -> None:
    assert (chasing_text(owed, DEFINITION, AT), chasing_all([owed], DEFINITION, AT)) == ("", "")


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (CONTACTS_DUE, "，2月13日18:00截止，还有不足1小时"),
        (CONTACTS_DUE - timedelta(hours=5), "，2月13日18:00截止，还有5小时"),
        (CONTACTS_DUE - timedelta(days=2, hours=3), "，2月13日18:00截止，还有2天3小时"),
        (CONTACTS_DUE - timedelta(days=9, hours=3), "，2月13日18:00截止，还有9天"),
        (CONTACTS_DUE + timedelta(seconds=1), "，应于2月13日18:00前报送，已逾期不足1小时"),
        (CONTACTS_DUE + timedelta(days=1), "，应于2月13日18:00前报送，已逾期1天"),
    ],
)
def test_how_long_is_said_in_days_and_hours(at: object, said: str) -> None:
    owed = Owed(body=CITY, no_contact=True)
    assert owed_lines(owed, DEFINITION, at) == (f"联系人名单尚未报送{said}",)  # type: ignore[arg-type]


def test_units_that_named_nobody_are_listed_by_name() -> None:
    text = unnamed_text(CITY, "文明服务形象大使", ["城东车站售票厅", "城西政务大厅"], DEFINITION, AT)
    assert "1. 城东车站售票厅；\n2. 城西政务大厅。\n" in text
    assert text.endswith("某州服务提升办公室")

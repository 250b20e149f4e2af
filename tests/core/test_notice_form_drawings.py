"""Forms drawn with box characters, by lines to fill in, or by letters spaced out."""

import pytest

from pingxuan.core.notice.facts import NoticeFacts, read_notice
from pingxuan.core.notice.form_parts import FormFact

HEAD = "关于开展“优秀护林员”评选的通知\n各乡镇：\n现开展评选。\n某某县林业局\n2024年3月1日\n附件\n“优秀护林员”推荐表\n"


def reading(sheet: str) -> NoticeFacts:
    """What is read from a notice that ends with that sheet."""
    return read_notice(HEAD + sheet)


def printed(form: FormFact) -> tuple[list[str], list[str]]:
    """The labels of its blanks and of its opinion boxes."""
    return [blank.label.shown for blank in form.fields], [box.shown for box, _ in form.opinions]


DRAWN = """┌────┬──┬────┬──┐
│姓  名│    │职  务│    │
├────┼──┴────┴──┤
│主要事迹│              │
│（限800字）│            │
├────┼────────┤
│单  位│              │
│意  见│    （盖章）  │
└────┴────────┘"""


def test_a_row_of_several_lines_between_rules_is_one() -> None:
    [form] = reading(DRAWN).forms
    assert printed(form) == (["姓名", "职务", "主要事迹"], ["单位意见"])


def test_a_form_drawn_below_the_places_of_a_notice_nobody_signed() -> None:
    text = "各分公司：\n请于2024年4月8日前报推荐表。\n┌──┬──┐\n│单位│班组│\n├──┼──┤\n│甲厂│ 3 │\n└──┴──┘\n先进班组推荐表\n"
    [form] = read_notice(text + DRAWN).forms
    assert printed(form) == (["姓名", "职务", "主要事迹"], ["单位意见"])


@pytest.mark.parametrize(
    ("sheet", "labels"),
    [
        ("姓名____ 任教学校______ 任教学科____ 教龄____\n主要事迹（800字左右）：", ["姓名", "任教学校", "任教学科", "教龄", "主要事迹"]),
        ("姓名 性别 所在调委会 通讯地址 调解成功率 主要事迹", ["姓名", "性别", "所在调委会", "通讯地址", "调解成功率", "主要事迹"]),
        ("姓名 所属支队 联系电话 所在村居 家庭住址", ["姓名", "所属支队", "联系电话", "所在村居", "家庭住址"]),
        ("姓 名  性 别  民 族  所 在 车 间  联 系 电 话", ["姓名", "性别", "民族", "所在车间", "联系电话"]),
    ],
    ids=["lines", "labels side by side", "bodies", "letters spaced out"],
)  # fmt: skip
def test_labels_side_by_side(sheet: str, labels: list[str]) -> None:
    [form] = reading(sheet).forms
    assert printed(form) == (labels, [])


@pytest.mark.parametrize(
    "blank",
    ["推荐项目：□护林 □防火 □造林", "推荐项目：护林□ 防火□ 造林□", "推荐项目□护林□防火□造林"],
)
def test_boxes_before_and_behind(blank: str) -> None:
    [form] = reading(f"姓名____ 性别____ 民族____\n{blank}\n主要事迹\n单位意见").forms
    assert [field.options for field in form.fields if field.options] == [("护林", "防火", "造林")]


def test_options_chosen_from_a_list_in_the_notes() -> None:
    note = "说明：“单位级别”请在省级、市级、县级中选择填写。"
    [(label, options)] = reading(f"单位名称 | | 单位级别 | |\n主要事迹 | | 备注 | |\n{note}").choices
    assert (label, [option.value for option in options]) == ("单位级别", ["省级", "市级", "县级"])


def test_a_form_glued_to_the_notice_on_one_line() -> None:
    body = "现开展评选，请各乡镇高度重视、严格标准、优中选优，认真组织好推荐工作。" * 6
    text = f"关于评选优秀护林员的通知各乡镇：{body}某某县林业局2024年3月1日附件1优秀护林员推荐表姓名性别民族主要事迹单位意见（盖章）年月日"
    [form] = read_notice(text).forms
    assert printed(form) == (["姓名", "性别", "民族", "主要事迹"], ["单位意见"])

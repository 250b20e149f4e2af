"""Honours a notice sets out in lists, groups and grades, and how many of each, by short invented notices."""

import pytest

from pingxuan.core.notice.facts import NoticeFacts, read_notice
from pingxuan.core.words import AwardKind

UNIT, PERSON = AwardKind.UNIT, AwardKind.PERSON


def notice(title: str, *paragraphs: str) -> NoticeFacts:
    lines = [title, "各单位：", *paragraphs, "请于2024年4月20日前报送。", "某某局\n2024年3月1日"]
    return read_notice("\n".join(line for line in lines if line))


def names(facts: NoticeFacts) -> list[str]:
    return [award.name.value for award in facts.awards]


def totals(facts: NoticeFacts) -> dict[str, int | None]:
    return {award.name.value: award.total.value if award.total else None for award in facts.awards}


def kinds(facts: NoticeFacts) -> dict[str, AwardKind | None]:
    return {award.name.value: award.kind.value if award.kind else None for award in facts.awards}


@pytest.mark.parametrize(
    "lines",
    [
        ("集体荣誉：文明科室、先进班组。", "个人荣誉：岗位能手、弘毅奖。"),
        ("（一）集体类：文明科室、先进班组。", "（二）个人类：岗位能手、弘毅奖。"),
        ("集体奖包括：文明科室、先进班组；个人奖包括：岗位能手、弘毅奖。",),
    ],
)
def test_groups_of_honours_say_whom_they_honour(lines: tuple[str, ...]) -> None:
    facts = notice("关于评选表彰先进集体和先进个人的通知", "一、评选内容", *lines)
    assert kinds(facts) == {"文明科室": UNIT, "先进班组": UNIT, "岗位能手": PERSON, "弘毅奖": PERSON}


def test_a_list_of_prizes_stands_for_the_short_names_of_the_title() -> None:
    facts = notice(
        "关于评选表彰领军人物和创新企业的通知",
        "一、奖项设置",
        "1.年度十佳领军人物奖",
        "2.年度十佳创新企业奖",
        "3.年度公益人物奖",
    )
    assert names(facts) == ["年度十佳领军人物奖", "年度十佳创新企业奖", "年度公益人物奖"]


def test_a_prize_parted_into_others() -> None:
    facts = notice(
        "关于开展第一届卓越教学奖评选工作的通知",
        "卓越教学奖包括“教学名师奖”和“教坛青年奖”，“教学名师奖”不超过2名，“教坛青年奖”不超过8名。",
    )
    assert totals(facts) == {"教学名师奖": 2, "教坛青年奖": 8}
    assert set(kinds(facts).values()) == {PERSON}


def test_a_list_in_quotes_goes_beyond_the_title() -> None:
    facts = notice(
        "关于办理绩优学校选拔的通知",
        "一、奖项分为“绩优学校”、“绩优教师”及“绩优家长志工”三类。",
        "二、名额：绩优学校 5 所、绩优教师 10 名、绩优家长志工 8 名。",
    )
    assert totals(facts) == {"绩优学校": 5, "绩优教师": 10, "绩优家长志工": 8}


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("关于表彰全县教育系统先进集体和先进个人的通知", ["全县教育系统先进集体", "全县教育系统先进个人"]),
        ("关于评选校级、院级优秀毕业生的通知", ["校级优秀毕业生", "院级优秀毕业生"]),
        ("关于评选服务标兵、能手的通知", ["服务标兵", "服务能手"]),
        ("关于开展首届“书香之家”寻访活动的通知", ["书香之家"]),
        ("关于开展“美丽乡村·寻找最美邮递员”活动的通知", ["最美邮递员"]),
        ("关于推荐五一巾帼标兵（岗）的通知", ["五一巾帼标兵", "五一巾帼标兵岗"]),
    ],
)
def test_short_and_graded_names_in_titles(title: str, named: list[str]) -> None:
    assert names(notice(title)) == named


def test_the_opening_names_a_batch() -> None:
    facts = notice(
        "", "县委决定，评选表彰一批全县技术创新先进集体、劳动模范和先进工作者。现将有关事项通知如下："
    )
    assert names(facts) == ["全县技术创新先进集体", "全县技术创新劳动模范", "全县技术创新先进工作者"]


@pytest.mark.parametrize(
    ("sentence", "total"),
    [
        ("优秀员工评选数量原则上为30名。", 30),
        ("优秀员工名额（含管理人员）30名。", 30),
        ("本届优秀员工获奖者不超过30名。", 30),
        ("优秀员工：全公司30名。", 30),
        ("上级分配给我公司30个优秀员工名额。", 30),
        ("全公司表扬优秀员工30名，每部门推荐2名。", 30),
        ("文明科室不超过科室总数的10%，优秀员工30名。", 30),
        ("优秀员工不超过员工总数的10%。", None),
    ],
)
def test_ways_to_say_how_many(sentence: str, total: int | None) -> None:
    assert totals(notice("关于评选优秀员工的通知", sentence))["优秀员工"] == total


def test_a_number_without_a_counter_counts_the_honour_of_its_heading() -> None:
    facts = notice(
        "关于评选优秀教师和先进教研组的通知", "一、优秀教师", "1.名额：30", "二、先进教研组", "1.名额：6"
    )
    assert totals(facts) == {"优秀教师": 30, "先进教研组": 6}


def test_higher_prizes_within_a_prize() -> None:
    facts = notice(
        "关于评选先进班组和优秀员工的通知",
        "表彰先进班组20个，其中含先进班组标杆3个；优秀员工100名，其中优秀员工标兵10名。",
    )
    assert totals(facts) == {"先进班组": 20, "先进班组标杆": 3, "优秀员工": 100, "优秀员工标兵": 10}
    assert kinds(facts)["先进班组标杆"] is UNIT


@pytest.mark.parametrize(
    "title", ["关于做好春节慰问的通知", "关于开展先进典型宣讲的通知", "关于报送工作总结的通知"]
)
def test_honours_counted_where_nothing_is_chosen(title: str) -> None:
    assert names(notice(title, "其中劳动模范5名、先进工作者3名、先进单位2个，可增加项目一项。")) == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [("师铎奖", PERSON), ("青年科技奖", PERSON), ("教学成果奖", UNIT), ("文明单位标兵", UNIT), ("优秀调研报告", UNIT)],
)  # fmt: skip
def test_whom_a_name_honours(name: str, kind: AwardKind) -> None:
    assert kinds(notice(f"关于评选{name}的通知")) == {name: kind}

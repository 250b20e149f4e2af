"""How notices name and number their honours, by short invented notices: what is one, and what is not."""

import pytest

from pingxuan.core.notice.document import facts_document
from pingxuan.core.notice.facts import NoticeFacts, read_notice
from pingxuan.core.words import AwardKind

UNIT, PERSON = AwardKind.UNIT, AwardKind.PERSON


def notice(title: str, *paragraphs: str, annex: str = "") -> NoticeFacts:
    """What is read from a small notice with that title ("" for none) and those paragraphs."""
    lines = [
        title,
        "各县区教育局：",
        "现将有关事项通知如下。",
        *paragraphs,
        "某某市教育局\n2024年3月1日",
        annex,
    ]
    return read_notice("\n".join(line for line in lines if line))


def names(facts: NoticeFacts) -> list[str]:
    return [award.name.value for award in facts.awards]


def totals(facts: NoticeFacts) -> dict[str, int | None]:
    return {award.name.value: award.total.value if award.total else None for award in facts.awards}


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("关于评选2023年度先进集体和先进个人的通知", ["先进集体", "先进个人"]),
        ("关于做好2022—2023学年校级三好学生、优秀学生干部评选工作的通知", ["校级三好学生", "优秀学生干部"]),
        ("关于开展“最美护士”“最美护理团队”学习宣传活动的通知", ["最美护士", "最美护理团队"]),
        ("关于推荐第六届市级名师候选人的通知", ["第六届市级名师"]),
        (
            "关于推荐全省五一劳动奖状、奖章和工人先锋号的通知",
            ["全省五一劳动奖状", "全省五一劳动奖章", "工人先锋号"],
        ),
        ("关于评选三八红旗手（集体）的通知", ["三八红旗手", "三八红旗集体"]),
        ("关于评选先进集体和个人的通知", ["先进集体", "先进个人"]),
        ("关于评选优秀教师 优秀班主任的通知", ["优秀教师", "优秀班主任"]),
        ("关于评选表彰五四红旗团（总）支部、优秀共青团员的通知", ["五四红旗团（总）支部", "优秀共青团员"]),
        ("关于开展“平安医院”评选活动的通知", ["平安医院"]),
        ("关于转发《关于评选表彰全省优秀护士的通知》的通知", ["全省优秀护士"]),
        ("关于印发《2023年度先进个人评选办法》的通知", ["先进个人"]),
        ("关于开展全市“三育人”先进个人推荐工作的通知", ["全市“三育人”先进个人"]),
        ("关於評選「傑出義工」的通知", ["傑出義工"]),
    ],
)
def test_honours_in_titles(title: str, named: list[str]) -> None:
    assert names(notice(title)) == named


@pytest.mark.parametrize(
    "title",
    [
        "关于开展“安全生产月”活动的通知",
        "关于开展2023年度评先评优工作的通知",
        "关于评选表彰“两优一先”的通知",
        "关于评审2024年度高级教师职称的通知",
        "关于报送先进事迹材料的通知",
    ],
)
def test_titles_that_name_no_honour(title: str) -> None:
    assert names(notice(title)) == []


def test_what_two_best_and_one_advanced_stands_for() -> None:
    facts = notice(
        "关于评选“两优一先”的通知",
        "一、评选名额：先进基层党组织6个；优秀共产党员三十名；优秀党务工作者10名左右。",
    )
    assert totals(facts) == {"先进基层党组织": 6, "优秀共产党员": 30, "优秀党务工作者": 10}
    assert [award.approximate for award in facts.awards] == [False, False, True]
    assert [award.kind.value for award in facts.awards if award.kind] == [UNIT, PERSON, PERSON]


def test_a_general_title_stands_for_the_list_below() -> None:
    facts = notice(
        "关于评选先进集体和先进个人的通知",
        "一、评选项目",
        "1、先进村（居）6个；",
        "2、平安家庭40户；",
        "3、优秀村（居）干部15名。",
    )
    assert totals(facts) == {"先进村（居）": 6, "平安家庭": 40, "优秀村（居）干部": 15}


def test_a_group_heading_is_no_honour() -> None:
    facts = notice(
        "", "一、评选项目", "（一）先进个人", "1.优秀专职团干", "2.十佳大学生", "二、要求", "认真评选。"
    )
    assert names(facts) == ["优秀专职团干", "十佳大学生"]


def test_names_bestowed_in_a_page_without_its_beginning() -> None:
    facts = notice("", "四、审定后分别授予“抗洪抢险先进集体”、“抗洪抢险先进个人”荣誉称号。")
    assert names(facts) == ["抗洪抢险先进集体", "抗洪抢险先进个人"]


@pytest.mark.parametrize(
    "sentence",
    [
        "已被授予“劳动模范”称号的不再推荐。",
        "曾获先进个人称号的，同等条件下优先。",
        "比照省级先进工作者享受待遇。",
    ],
)
def test_honours_only_referred_to(sentence: str) -> None:
    assert names(notice("", sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "total"),
    [
        ("全市共评选优秀教师20名。", 20),
        ("评选优秀教师（全市20名，我校2名）。", 20),
        ("全市评选20名优秀教师。", 20),
        ("每校推荐优秀教师2名。", None),
        ("各校推荐优秀教师2名，由学校公示。", None),
        ("我校推荐优秀教师2名。", None),
        ("首届评选优秀教师20名。本届评选优秀教师30名。", None),
    ],
)
def test_what_is_said_of_each_body_is_no_total(sentence: str, total: int | None) -> None:
    assert totals(notice("关于评选优秀教师的通知", sentence)) == {"优秀教师": total}


def test_each_of_a_list_has_the_number_after_each() -> None:
    facts = notice("关于评选先进集体和先进个人的通知", "一、评选表彰先进集体和先进个人各10名。")
    assert totals(facts) == {"先进集体": 10, "先进个人": 10}


def test_more_are_proposed_than_chosen() -> None:
    facts = notice(
        "关于评选全省模范教师的通知",
        "（一）表彰名额：“全省模范教师”50名。",
        "（二）推荐名额：共推荐“全省模范教师”60名。",
    )
    assert totals(facts) == {"全省模范教师": 50}


def test_a_table_of_prizes() -> None:
    table = "序号 |\n奖项 |\n奖项指标 |\n1 |\n育才奖学金 |\n20 |\n2 |\n自强奖学金 |\n12 |\n"
    facts = notice("", "一、评选项目", table, "二、请于2024年3月8日前报送。")
    assert totals(facts) == {"育才奖学金": 20, "自强奖学金": 12}
    assert facts.quotas == ()


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于举办业务骨干培训班的通知", "training"),
        ("关于召开表彰大会的通知", "meeting"),
        ("关于组织申报2024年度社科规划课题的通知", "project"),
        ("关于公开招聘教师的公告", "recruitment"),
        ("关于举办教学技能大赛的通知", "contest"),
    ],
)
def test_what_is_no_campaign_says_what_it_is(title: str, kind: str) -> None:
    document = facts_document(notice(title, "每校推荐2名优秀教师参加。"))
    assert document["document_kind"] == kind
    assert document["questions"][0]["about"] == "awards"


@pytest.mark.parametrize(
    "title", ["关于评选优秀培训项目的通知", "关于申报优秀教学成果奖的通知", "关于开展奖学金评选工作的通知"]
)
def test_campaigns_whose_titles_sound_like_something_else(title: str) -> None:
    assert "document_kind" not in facts_document(notice(title))


def test_a_name_only_the_title_has_is_read_as_the_text_repeats_it() -> None:
    facts = notice(
        "关于评选学校奖学金的通知", "一、校级奖学金评选工作按办法进行。", "二、校级奖学金推荐名单由学院公示。"
    )
    assert names(facts) == ["校级奖学金"]


def test_a_list_counted_and_headed_keeps_the_notices_order() -> None:
    facts = notice(
        "关于评选全县教育工作先进集体和先进个人的通知",
        "一、评选项目及名额",
        "1.教学质量先进学校：初中3所，小学5所。",
        "2.优秀校长10名。",
        "3.优秀班主任30名。",
        "4.教坛新秀20名。",
    )
    assert totals(facts) == {"教学质量先进学校": 8, "优秀校长": 10, "优秀班主任": 30, "教坛新秀": 20}

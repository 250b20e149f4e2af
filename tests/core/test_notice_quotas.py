"""Quotas as notices lay them out, table by table and sentence by sentence: who gets how many, and what is no quota."""

import pytest

from pingxuan.core.definition import Quota
from pingxuan.core.notice.document import facts_document
from pingxuan.core.notice.draft import draft
from pingxuan.core.notice.facts import NoticeFacts, read_notice
from pingxuan.core.words import QuotaKind, Rounding

TITLE = "关于评选先进集体和先进个人的通知"


def notice(*paragraphs: str, annex: str = "", title: str = TITLE) -> NoticeFacts:
    """What is read from a small notice with those paragraphs and that annex."""
    return read_notice(
        "\n".join([title, "各县区：", "现通知如下。", *paragraphs, "某某市某某局\n2024年3月1日", annex])
    )


def bars(*rows: str) -> str:
    """Rows of cells with a bar after each."""
    return "".join(cell.strip() + " |\n" for row in rows for cell in row.split("|"))


def quotas(facts: NoticeFacts) -> dict[str, dict[str, int]]:
    return {
        quota.award or "": {body.value: places.value for body, places in quota.column.places}
        for quota in facts.quotas
    }


def drafted(facts: NoticeFacts) -> list[Quota]:
    return [award.quota for award in draft(facts).definition.awards]


def codes(facts: NoticeFacts) -> set[str]:
    return {question.code for question in draft(facts).questions}


BOTH = {"先进集体": {"东县": 2, "西县": 1, "市直": 3}, "先进个人": {"东县": 5, "西县": 4, "市直": 6}}


@pytest.mark.parametrize(
    "table",
    [
        bars("序号|单位|先进集体|先进个人", "1|东县|2|5", "2|西县|1|4", "3|市直|3|6"),
        bars("单位|先进集体|先进个人", "东县|2名|5名", "西县|1名|4名", "市直|3名|6名", "合计|6|15"),
        "单位|先进集体|先进个人|合计\n东县|2|5|7\n西县|1|4|5\n市直|3|6|9\n",
        "单位|东县|西县|市直|合计\n先进集体|2|1|3|6\n先进个人|5|4|6|15\n",
        "|单位|东县|西县|市直|\n|在职人数|300|280|410|\n|先进集体|2|1|3|\n|先进个人|5|4|6|\n",
        "片区|单位|先进集体|先进个人|\n县区|东县|2|5|\n西县|1|4|\n市直|市直|3|6|\n合计|6|15|\n",
        "单位 先进集体 先进个人\n东县 2 5\n西县 1 4\n市直 3 6\n",
        "先进集体 先进个人\n合 计 6 15\n东 县 2 5\n西 县 1 4\n市 直 3 6\n",
        "序号 单 位 先进集体 先进个人 1 东县 2 5 2 西县 1 4 3 市直 3 6 合 计 6 15\n",
    ],
    ids=["cells", "units", "rows", "across", "head count", "merged", "spaced", "no heading", "one line"],
)
def test_two_awards_in_one_table(table: str) -> None:
    assert quotas(notice("一、名额见附件。", annex=f"附件1\n先进集体、先进个人名额分配表\n{table}")) == BOTH


def test_side_by_side() -> None:
    table = bars("村|名额（户）|村|名额（户）", "东村|6|南村|5", "西村|7|北村|8", "合计|26")
    facts = notice(annex=f"附件1\n平安家庭名额分配表\n{table}", title="关于评选平安家庭的通知")
    assert quotas(facts) == {"平安家庭": {"东村": 6, "西村": 7, "南村": 5, "北村": 8}}


@pytest.mark.parametrize(
    "sentence",
    [
        "名额分配如下：东县2名，西县1名，市直单位1名。",
        "二、名额分配：市直单位2名；东县、西县各1名。",
    ],
)
def test_places_told_in_a_sentence(sentence: str) -> None:
    facts = notice(sentence, title="关于评选最美教师的通知")
    assert set(quotas(facts)["最美教师"]) == {"东县", "西县", "市直单位"}
    assert sum(quotas(facts)["最美教师"].values()) == 4


def test_two_awards_told_in_a_sentence() -> None:
    facts = notice(
        "二、名额分配：东县：先进集体2个、先进个人5名；西县：先进集体1个、先进个人4名；市直：先进集体3个、先进个人6名。"
    )
    assert quotas(facts) == BOTH


def test_a_head_count_beside_the_places_is_none() -> None:
    table = "部门|人数|先进个人名额\n办公室|20|2\n财务部|30|3\n生产部|150|15\n"
    facts = notice("一、名额分配", table)
    assert quotas(facts) == {"先进个人": {"办公室": 2, "财务部": 3, "生产部": 15}}


@pytest.mark.parametrize(
    "text",
    [
        "名额分配如下：一线职工10名，管理人员2名，其他人员3名。",
        "附件1\n先进集体、先进个人汇总表\n单位 人数 电话\n东县 2 5\n西县 1 4\n市直 3 6\n",
    ],
)
def test_what_is_no_quota(text: str) -> None:
    body, annex = ("", text) if text.startswith("附件") else (text, "")
    assert quotas(notice(body, annex=annex)) == {}


def test_a_printed_sum_that_is_wrong_is_asked() -> None:
    table = "单位|先进集体\n东县|2\n西县|1\n市直|3\n合计|7\n"
    facts = notice(annex=f"附件1\n先进集体名额分配表\n{table}", title="关于评选先进集体的通知")
    assert "quota_sum_differs" in codes(facts)


def test_the_same_each() -> None:
    facts = notice("一、每个县区推荐先进集体1个、先进个人不超过2名。")
    assert [(quota.kind, quota.each) for quota in drafted(facts)] == [
        (QuotaKind.EACH, 1),
        (QuotaKind.EACH, 2),
    ]
    assert "quota_unsaid" not in codes(facts)
    assert facts_document(facts)["quota_rules"] == ["每个县区推荐先进集体1个、先进个人不超过2名"]


def test_units_and_persons_stand_for_the_awards() -> None:
    facts = notice("一、每单位限报集体1家、个人2人。")
    assert [quota.each for quota in drafted(facts)] == [1, 2]


def test_bodies_that_differ_are_left_to_a_person() -> None:
    facts = notice("一、每个县区推荐先进集体2个，市直单位推荐先进集体不超过1个。")
    assert drafted(facts)[0].kind is QuotaKind.OPEN
    assert "quota_unsaid" in codes(facts)


def test_at_least() -> None:
    facts = notice("一、各县区至少推荐1名先进个人。")
    assert [quota.least for quota in drafted(facts)] == [None, 1]


@pytest.mark.parametrize(
    ("sentence", "ratio"),
    [
        ("先进个人按教职工总数的5%推荐。", (5, 100, "教职工总数", Rounding.NEAREST)),
        ("先进个人不超过职工总数的3‰，不足1名的按1名计算。", (3, 1000, "职工总数", Rounding.UP)),
        ("先进个人为各单位党员人数的2.5%，四舍五入。", (25, 1000, "各单位党员人数", Rounding.NEAREST)),
        ("各单位按在岗职工人数每50人推荐1名先进个人。", (1, 50, "在岗职工人数", Rounding.NEAREST)),
    ],
)
def test_ratios(sentence: str, ratio: tuple[int, int, str, Rounding]) -> None:
    facts = notice(sentence)
    told = drafted(facts)[1].ratio
    assert told is not None
    assert (told.places, told.per, told.of, told.rounding) == ratio
    assert "quota_bases_unknown" in codes(facts)


@pytest.mark.parametrize(
    "sentence",
    [
        "推荐对象中一线职工不低于总名额的60%。",
        "每单位明确1名联系人，每个推荐对象报送材料3份。",
        "各县区要高度重视，于竞赛结束后20个工作日内上报。",
        "原则上每个类别至少推荐1户。",
    ],
)
def test_sentences_that_give_no_places(sentence: str) -> None:
    facts = notice(sentence)
    assert [(quota.kind, quota.least) for quota in drafted(facts)] == [(QuotaKind.OPEN, None)] * 2
    assert "quota_unsaid" not in codes(facts)


def test_prizes_by_percentage() -> None:
    table = "单位|东县|西县|市直\n名额|6|4|10\n"
    facts = notice(
        "一、推荐名额", table, "二、本次按申报总数的60%取奖。", title="关于评选优秀教学成果奖的通知"
    )
    [award] = draft(facts).definition.awards
    assert (award.prize_percent, award.total, award.quota.total) == (60, None, 20)
    assert "award_total_unsaid" not in codes(facts)


@pytest.mark.parametrize(
    ("sentence", "percent"), [("按照1:1.2差额推荐。", 120), ("按差额20%的比例推荐。", 120)]
)
def test_more_candidates_than_prizes(sentence: str, percent: int) -> None:
    assert draft(notice(sentence)).definition.candidates_percent == percent

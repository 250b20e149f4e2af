"""Places told in sentences, lists and lines set with blanks; lists that leave a body out are no table."""

import pytest

from pingxuan.core.notice.facts import NoticeFacts, read_notice

TITLE = "关于评选先进集体和先进个人的通知"
BOTH = {"先进集体": {"东县": 2, "西县": 1, "市直机关": 3}, "先进个人": {"东县": 5, "西县": 4, "市直机关": 6}}


def notice(*paragraphs: str, title: str = TITLE, annex: str = "") -> NoticeFacts:
    """What is read from a small notice with those paragraphs and that annex."""
    lines = [title, "各县区：", "现通知如下。", *paragraphs, "某某市某某局\n2024年3月1日", annex]
    return read_notice("\n".join(lines))


def quotas(facts: NoticeFacts) -> dict[str, dict[str, int]]:
    return {
        quota.award or "": {body.value: places.value for body, places in quota.column.places}
        for quota in facts.quotas
    }


@pytest.mark.parametrize(
    "paragraphs",
    [
        (
            "一、先进集体（6个）：东县2个、西县1个、市直机关3个。",
            "二、先进个人（15名）：东县5名，西县4名，市直机关6名。",
        ),
        (
            "一、先进集体6个，其中：东县2个，西县1个，市直机关3个；先进个人15名，其中东县5名，西县4名，市直机关6名。",
        ),
        ("一、先进集体名额分配", "东县2个、西县1个、市直机关3个。", "二、先进个人名额分配", "东县5名、西县4名、市直机关6名。"),
        (
            "一、名额分配",
            "东县（420人）：先进集体2个，先进个人5名；",
            "西县（380人）：先进集体1个，先进个人4名；",
            "市直机关（510人）：先进集体3个，先进个人6名。",
        ),
        (
            "一、名额分配如下：东县（先进集体2个、先进个人5名）、西县（先进集体1个、先进个人4名）、市直机关（先进集体3个、先进个人6名）。",
        ),
        ("一、名额分配如下表：", "项目 东县 西县 市直机关", "职工人数 420 380 510", "先进集体 2 1 3", "先进个人 5 4 6"),
        ("一、名额分配", "单位 先进集体 先进个人", "东 县 2 5", "西 县 1 4", "市直机关 3 6", "合计 6 15"),
        (
            "一、名额分配", "单位", "", "先进集体", "", "先进个人", "", "东县", "", "2", "", "5", "西县", "1", "4",
            "市直机关", "3", "6",
        ),
    ],
    ids=["totals", "of which", "headings", "a body a line", "brackets", "across", "blanks", "a cell a line"],
)  # fmt: skip
def test_both_awards_are_told(paragraphs: tuple[str, ...]) -> None:
    assert quotas(notice(*paragraphs)) == BOTH


@pytest.mark.parametrize(
    "told",
    [
        "名额分配：2020级1班3名，2020级2班2名，2021级1班4名。",
        "优秀学员：2020级1班3名，2020级2班2名；2021级1班4名。",
        "推荐名额：根据各班实际，2020级1班3名、2020级2班2名、2021级1班4名，共9名。",
    ],
)
def test_classes_are_bodies_by_their_codes(told: str) -> None:
    facts = notice(f"一、{told}", title="关于评选优秀学员的通知")
    assert quotas(facts) == {"优秀学员": {"2020级1班": 3, "2020级2班": 2, "2021级1班": 4}}
    assert [award.total and award.total.value for award in facts.awards] == [9]


@pytest.mark.parametrize(
    "told",
    [
        "先进集体：一等奖1名、二等奖2名、三等奖3名。",
        "先进个人：男职工3名、女职工2名。",
        "先进集体：东县2个，西县1个，其他县区各1个。",
        "参训名额分配：东县12名、西县10名、南县8名。",
        "先进集体10个，先进个人20名，名额分配见附件1。",
    ],
)
def test_what_shares_out_no_places(told: str) -> None:
    assert quotas(notice(f"一、{told}")) == {}


def test_a_course_shares_out_no_honours() -> None:
    facts = notice("一、名额分配：东县12名、西县10名、南县8名。", title="关于举办业务骨干培训班的通知")
    assert facts.quotas == ()


def test_places_of_one_body_are_not_the_number_of_prizes() -> None:
    facts = notice(
        "一、名额分配",
        "东县：先进集体2个，先进个人1名；",
        "西县：先进集体1个，先进个人1名；",
        "市直机关：先进集体3个。",
    )
    assert [award.total and award.total.value for award in facts.awards] == [6, 2]


@pytest.mark.parametrize(
    ("table", "places"),
    [
        (
            "|先进集体|先进个人|||\n|初中|毕业班|3|7|\n|非毕业班|2|8||\n|高中|毕业班|1|6|\n|非毕业班|4|5||\n",
            {"初中毕业班": 3, "初中非毕业班": 2, "高中毕业班": 1, "高中非毕业班": 4},
        ),
        (
            "|单位|总名额|其中先进集体|其中先进个人|\n|东县|9|2|7|\n|西县|9|1|8|\n|南县|7|1|6|\n",
            {"东县": 2, "西县": 1, "南县": 1},
        ),
        (
            "|单位|员工总数|先进集体|先进个人|\n|东县|900|2|7|\n|西县|800|1|8|\n|南县|700|1|6|\n",
            {"东县": 2, "西县": 1, "南县": 1},
        ),
    ],
    ids=["two columns name a body", "a column of sums", "how many there are"],
)
def test_columns_beside_the_places(table: str, places: dict[str, int]) -> None:
    facts = notice("一、名额见附件。", annex=f"附件1\n先进集体、先进个人名额分配表\n{table}")
    assert set(quotas(facts)) == {"先进集体", "先进个人"}
    assert quotas(facts)["先进集体"] == places


def test_two_grades_of_one_honour_are_left_to_a_person() -> None:
    table = "|学院|省级优秀毕业生|校级优秀毕业生|\n|东院|4|10|\n|西院|3|8|\n|南院|2|5|\n"
    facts = notice("一、名额见附件。", title="关于评选优秀毕业生的通知", annex=f"附件1\n名额分配表\n{table}")
    assert [(quota.award, quota.column.total) for quota in facts.quotas] == [(None, 9), (None, 23)]


@pytest.mark.parametrize(
    "table",
    [
        (
            "|单位|类别|名额|\n|东县|先进集体|2|\n|东县|先进个人|5|\n|西县|先进集体|1|\n|西县|先进个人|4|\n"
            "|市直机关|先进集体|3|\n|市直机关|先进个人|6|\n"
        ),
        "|奖项|单位|名额|\n|先进集体|东县|2|\n||西县|1|\n||市直机关|3|\n|先进个人|东县|5|\n||西县|4|\n||市直机关|6|\n",
        "先进集体：东县2个、西县1个、市直机关3个。\n先进个人：东县5名、西县4名、市直机关6名。\n",
        "东县 先进集体2个 先进个人5名\n西县 先进集体1个 先进个人4名\n市直机关 先进集体3个 先进个人6名\n",
        "项目 东县 西县 市直机关\n先进集体 2 1 3\n先进个人 5 4 6\n",
    ],
    ids=["a place a row", "honours merged", "list by honour", "list by body", "across"],
)
def test_both_awards_in_an_annex(table: str) -> None:
    assert quotas(notice("一、名额见附件。", annex=f"附件1\n先进集体、先进个人名额分配表\n{table}")) == BOTH


def test_blanks_at_a_row_s_end_are_no_merged_cells() -> None:
    table = (
        "部门 |\n推荐类型和名额 |\n先进集体 |\n先进个人 |\n东县 |\n2 |\n|\n西县 |\n1 |\n|\n南县 |\n|\n4 |\n"
    )
    assert quotas(notice("一、名额分配如下：", table)) == {
        "先进集体": {"东县": 2, "西县": 1},
        "先进个人": {"南县": 4},
    }

"""What single sentences of a notice are read as: deadlines, totals, contacts, rules, limits; and what not."""

import pytest

from pingxuan.core.notice.document import facts_document
from pingxuan.core.notice.facts import NoticeFacts, read_notice
from pingxuan.core.words import DeadlineKind, RegisterRuleKind


def notice(
    *paragraphs: str,
    title: str = "关于开展“优秀示范店”评选的通知",
    closing: str = "某某市商务局\n2024年3月1日",
    annex: str = "",
) -> NoticeFacts:
    """What is read from a small notice with those paragraphs."""
    return read_notice("\n".join([title, "各县区商务局：", "现开展评选。", *paragraphs, closing, annex]))


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        ("请于2024年4月8日前将推荐表报市局。", "2024-04-08"),
        ("推荐材料务必于4月8日17:30前报送市局。", "2024-04-08 17:30"),
        ("申报截止时间为2024年4月8日24时。", "2024-04-08 24:00"),
        ("申报时间自即日起至2024年4月8日。", "2024-04-08"),
        ("联系人名单（4月8日下班前）报市局。", "2024-04-08"),
    ],
)
def test_deadlines(sentence: str, printed: str) -> None:
    [due] = notice(sentence).deadlines
    assert due.when is not None
    assert due.when.printed == printed


@pytest.mark.parametrize(
    "sentence",
    [
        "根据2023年12月1日印发的办法组织推荐。",
        "1984年1月1日以后出生的人员可以申报。",
        "2020年1月1日前参加工作的人员可以申报。",
        "定于2024年5月10日召开会议，请推荐代表。",
        "2021年1月至2023年12月期间的业绩可以申报。",
    ],
)
def test_dates_that_are_no_deadlines(sentence: str) -> None:
    assert notice(sentence).deadlines == ()


@pytest.mark.parametrize(
    "sentence", ["请于2012日前报送。", "春运结束后20个工作日内报市局。", "下午3点前报送名单。"]
)
def test_dates_that_do_not_settle_a_day_are_asked(sentence: str) -> None:
    facts = notice(sentence)
    assert [due.when for due in facts.deadlines] == [None]
    assert "deadline_unsettled" in {question["code"] for question in facts_document(facts)["questions"]}


def test_what_is_due_and_to_whom() -> None:
    facts = notice(
        "一、明确专人负责（联系人名单于2024年3月8日18:00前报市局办公室），认真组织。",
        "二、请将推荐表、汇总表（一式两份）于2024年4月8日前报送至市局人事科。",
    )
    assert [(due.kind, due.what, due.channel, due.clause) for due in facts.deadlines] == [
        (DeadlineKind.CONTACTS, "联系人名单", "市局办公室", "一"),
        (DeadlineKind.MATERIALS, "推荐表、汇总表", "市局人事科", "二"),
    ]


@pytest.mark.parametrize(
    ("sentence", "total"),
    [
        ("本次评选“优秀示范店”30家。", 30),
        ("决定授予三十家“优秀示范店”称号。", 30),
        ("全市评选30个“优秀示范店”。", 30),
        ("名额共30家。", 30),
        ("每个县区推荐“优秀示范店”3家。", None),
        ("各单位推荐“优秀示范店”不超过3家。", None),
        ("首批30家“优秀示范店”已经授牌。", None),
    ],
)
def test_totals(sentence: str, total: int | None) -> None:
    [award] = notice(sentence).awards
    assert (award.total.value if award.total else None) == total


def test_a_total_that_is_no_exact_number_says_so() -> None:
    [award] = notice("评选“优秀示范店”50余家。").awards
    assert award.approximate


def test_totals_are_summed_from_the_table_when_unsaid() -> None:
    table = "附件1\n“优秀示范店”名额分配表\n序号 |\n县区 |\n名额 |\n1 |\n东县 |\n3 |\n2 |\n西县 |\n4 |\n"
    facts = notice("一、名额见附件。", annex=table)
    assert facts.awards[0].total is not None
    assert (facts.awards[0].total.value, facts.awards[0].total.how) == (7, "computed")


def test_a_total_that_disagrees_with_its_table_is_asked() -> None:
    table = "附件1\n“优秀示范店”名额分配表\n序号 |\n县区 |\n名额 |\n1 |\n东县 |\n3 |\n2 |\n西县 |\n4 |\n"
    questions = facts_document(notice("一、评选“优秀示范店”8家。", annex=table))["questions"]
    assert "total_differs_from_table" in [question["code"] for question in questions]


@pytest.mark.parametrize(
    ("sentence", "low", "high", "approx"),
    [
        ("事迹材料300-500字。", 300, 500, None),
        ("事迹材料控制在1500字以内。", None, 1500, None),
        ("事迹材料不超过2000字。", None, 2000, None),
        ("事迹材料不少于2000字。", 2000, None, None),
        ("另附事迹材料800字左右。", None, None, 800),
        ("事迹材料一千五百字以内。", None, 1500, None),
        ("事迹材料字数控制在1500以内。", None, 1500, None),
        ("连同不多于1,000字之事迹简介。", None, 1000, None),
        ("事迹材料3-5千字。", 3000, 5000, None),
        ("事迹材料不得少于2000字。", 2000, None, None),
        ("2000字左右的事迹材料。", None, None, 2000),
        ("事迹材料以600字为限。", None, 600, None),
        ("事迹材料不少于1500字，不超过3000字。", 1500, 3000, None),
        ("须递交不多于800字之自我介绍。", None, 800, None),
        ("事迹材料（2000字（含）以内）。", None, 2000, None),
    ],
)
def test_word_limits(sentence: str, low: int | None, high: int | None, approx: int | None) -> None:
    [limit] = notice(sentence).word_limits
    assert (limit.low, limit.high, limit.approx) == (low, high, approx)


@pytest.mark.parametrize(
    ("sentence", "limits"),
    [
        ("事迹材料2000字（集体）、1500字（个人）以内。", [(2000, None), (1500, None)]),
        ("事迹材料（集体2000字、个人1500字以内）。", [(2000, None), (1500, None)]),
        ("主要事迹1500字（单位）或1000字（个人）左右。", [(None, 1500), (None, 1000)]),
    ],
)
def test_what_stands_behind_the_last_limit_is_said_of_all(
    sentence: str, limits: list[tuple[int | None, int | None]]
) -> None:
    assert [(limit.high, limit.approx) for limit in notice(sentence).word_limits] == limits


def test_numbers_of_other_papers_are_not_the_notices_own() -> None:
    facts = notice("根据《办法》（市商发〔2021〕17号）要求，认真推荐。")
    assert facts.doc_number is None


def test_a_number_beside_the_title_is() -> None:
    facts = notice("认真推荐。", title="市商发〔2024〕5号\n关于开展“优秀示范店”评选的通知")
    assert facts.doc_number is not None
    assert facts.doc_number.value == "市商发〔2024〕5号"


def test_two_bodies_sign_together() -> None:
    facts = notice("认真推荐。", closing="某某市商务局    某某市总工会\n二〇二四年三月一日")
    assert [issuer.value for issuer in facts.issuers] == ["某某市商务局", "某某市总工会"]


def test_the_seal_may_stand_for_another_body() -> None:
    facts = notice("认真推荐。", closing="某某市评选领导小组办公室（代章）\n2024年3月1日")
    assert facts.sealed_for is not None
    assert [issuer.value for issuer in facts.issuers] == ["某某市评选领导小组办公室"]


def test_contacts_are_those_labelled_so() -> None:
    facts = notice(
        "公示期间受理投诉，电话：0000-0000001。",
        "联 系 人：张演示 联系电话：0000-0000002 传真：0000-0000003",
        "电子邮箱：demo@ example.invalid",
    )
    contact = facts_document(facts)["contact"]
    assert contact == {"person": "张演示", "phone": "0000-0000002", "email": "demo@example.invalid"}


def test_last_years_winners_are_left_out() -> None:
    [rule] = notice("优秀单位（已于2021年授牌的不重复推荐）要优先。").past_honours
    assert (rule.kind, rule.year, rule.wording.shown) == (
        RegisterRuleKind.EXCLUDED,
        2021,
        "已于2021年授牌的不重复推荐",
    )


@pytest.mark.parametrize(
    "sentence", ["同一单位不得重复推荐。", "领导干部一般不列入推荐。", "逾期不再受理申报。", "不得弄虚作假。"]
)
def test_prohibitions_that_do_not_look_back(sentence: str) -> None:
    assert notice(sentence).past_honours == ()


def test_one_from_each_unit_honoured_before() -> None:
    [rule] = notice("从2021年已授牌的“优秀示范店”中各推荐1名“优秀店长”。").past_honours
    assert (rule.kind, rule.year, rule.honour, rule.award) == (
        RegisterRuleKind.REQUIRED_ONE_EACH,
        2021,
        "优秀示范店",
        "优秀店长",
    )


def test_ten_chosen_among_all_is_not_one_from_each() -> None:
    assert notice("从2021年已授牌的“优秀示范店”中推荐10名“优秀店长”。").past_honours == ()


def test_criteria_by_heading_and_gates_apart() -> None:
    facts = notice(
        "一、评选标准",
        "（一）服务环境方面：整洁明亮，标识清楚。经营方面：明码标价；无违法违规、无有责投诉。",
        "二、评选程序",
        "（一）逐级推荐，认真审核。",
    )
    [group] = facts.criteria
    assert [(one.heading, [item.value for item in one.items]) for one in group.criteria] == [
        ("服务环境", ["整洁明亮", "标识清楚"]),
        ("经营", ["明码标价"]),
    ]
    assert [veto.value for veto in group.vetoes] == ["无违法违规", "无有责投诉"]


def test_categories_of_the_scope() -> None:
    facts = notice("一、评选范围", "全市各级机关、车站、商场、景区等为群众服务的窗口单位。")
    assert [category.value for category in facts.categories] == ["机关", "车站", "商场", "景区"]

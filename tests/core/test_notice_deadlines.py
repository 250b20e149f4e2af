"""By when what is due, in every wording met: what settles a day, what is asked, and what is no deadline."""

import pytest

from pingxuan.core.notice.deadlines import DeadlineFact
from pingxuan.core.notice.facts import read_notice


def deadlines(sentence: str, issued: str = "2024年3月1日") -> tuple[DeadlineFact, ...]:
    """What is read from a small notice of that day with that sentence."""
    text = f"关于开展“优秀示范店”评选的通知\n各县区商务局：\n现开展评选。\n{sentence}\n某某市商务局\n{issued}"
    return read_notice(text).deadlines


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        ("请各单位于2024年4月8日（星期一）下班前将推荐表报市局。", "2024-04-08"),
        ("请于4月8日将推荐表报送市局办公室。", "2024-04-08"),
        ("请于4月8日（含）前报送。", "2024-04-08"),
        ("申报时间：2024年3月10日至4月8日。", "2024-04-08"),
        ("申报时间：3月10日至28日。", "2024-03-28"),
        ("报送时间：2024年4月8日。", "2024-04-08"),
        ("推荐时间为3月10日-4月8日17:00。", "2024-04-08 17:00"),
        ("（一）推荐阶段（2024年3月—4月8日）", "2024-04-08"),
        ("（二）评审阶段（2024年4月8日前）", "2024-04-08"),
        ("材料请务必在本月25日前报送。", "2024-03-25"),
        ("请于4月底前将推荐表报送市局。", "2024-04-30"),
        ("即日起至4月8日，登录系统填报。", "2024-04-08"),
        ("上报材料务必于四月八日下午五时前报送。", "2024-04-08 17:00"),
        ("请于民国113年4月8日前寄送本会。", "2024-04-08"),
        ("请于24年4月8日中午12点前报送。", "2024-04-08 12:00"),
        ("请于4月8日上午12前报送。", "2024-04-08 12:00"),
        ("请于4月8日上午下班之前报送。", "2024-04-08"),
        ("請於 113 年 4 月 8 日(一)前函送本府。", "2024-04-08"),
        ("请在下周五（4月8日）中午12:00前交至宣传科。", "2024-04-08 12:00"),
        ("请于4月8日前把名单报到村委会。", "2024-04-08"),
        ("请于2025年元月10日（星期五）放学前将名单交教导处。", "2025-01-10"),
        ("学生于4月1日至4月8日登录系统申请。", "2024-04-08"),
        ("请于2024.4.8前报送市局。", "2024-04-08"),
        ("各单位请于4月8前报送。", "2024-04-08"),
        ("3、4月8日下午17：00前各单位将公示后无异议的名单报送市局。", "2024-04-08 17:00"),
        ("请于4月8日前报送名单，纸质材料4月8日12:00前送到。", "2024-04-08 12:00"),
        (
            "请于4月8日18:00前将评审报告、公示、公示结果报送学生科（地址：博学楼，电话：0000-1234567）。",
            "2024-04-08 18:00",
        ),
        ("資料薦送時間:113年4月1日（星期一）至113年4月8日（星期一）上午9時至下午4時。", "2024-04-08 16:00"),
        ("请于4月8日9：00—17：00之间，将推荐表报至人事科。", "2024-04-08 17:00"),
        ("請於2024年4月8日下午6時正或之前，將表格電郵至本會。", "2024-04-08 18:00"),
        ("申报材料于四月八日下午五时或以前送达本会秘书处。", "2024-04-08 17:00"),
        ("报名截止:2024-4-8 17:30", "2024-04-08 17:30"),
        ("请于4月8日（含）之前将材料发到邮箱。", "2024-04-08"),
        ("附件：推荐表（4月8日前报送）", "2024-04-08"),
    ],
)
def test_a_day_that_is_settled(sentence: str, printed: str) -> None:
    assert [due.when.printed for due in deadlines(sentence) if due.when] == [printed]


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        (
            "各县于4月8日前、市直单位于4月15日前将材料报市局。",
            ["2024-04-08", "2024-04-15"],
        ),
        ("4月1日—4月5日，各支部推荐；4月6日—4月10日，党总支审核上报。", ["2024-04-05", "2024-04-10"]),
        ("材料报送截止时间：纸质版4月8日，电子版4月10日。", ["2024-04-08", "2024-04-10"]),
        ("毕业班推荐材料于4月20日前、非毕业班推荐材料于5月31日前报教体局。", ["2024-04-20", "2024-05-31"]),
    ],
)
def test_several_days(sentence: str, printed: list[str]) -> None:
    assert [due.when.printed for due in deadlines(sentence) if due.when] == printed


@pytest.mark.parametrize(
    "sentence",
    [
        "请于下周五前将推荐表报市局。",
        "请于X月X日前将推荐表报市局。",
        "请于××年×月×日前报送。",
        "请于2024年2月30日前报送材料。",
        "每年3月1日前报送材料。",
        "自本通知发布之日起10个工作日内报送材料。",
        "收到通知后5日内报送材料。",
        "请于4月中旬前报送材料。",
        "即日起至4816:30开放申请。",
        "材料请于630日前报送。",
        "请在 2024 4 8 日前报送所有材料。",
        "请于2023年4月8日前将推荐表报市局。",
    ],
    ids=lambda sentence: sentence[:12],
)
def test_what_settles_no_day_is_kept_for_a_person(sentence: str) -> None:
    [due] = deadlines(sentence)
    assert (due.when, bool(due.relative)) == (None, True)


def test_a_masked_year_is_not_guessed() -> None:
    [due] = deadlines("请于20xx年4月8日前将推荐表报市局。")
    assert due.when is not None
    assert (due.when.date, due.when.printed) == (None, "--04-08")


@pytest.mark.parametrize(
    "sentence",
    [
        "（二）评审阶段（4月9日至4月20日）",
        "公示时间：2024年5月1日至5月7日。",
        "评选结果将于4月24日至28日在网上公示。",
        "成果应在2023年12月31日前完成并出版。",
        "年龄计算截止2024年3月31日。",
        "截至2023年12月31日，从事教育工作满30年，可以申报。",
        "网络投票时间：2024年4月1日至4月8日。",
        "近三年（2021年1月1日至2023年12月31日）获得过表彰，可以推荐。",
        "一、申报对象2024年1月1日至2024年12月31日新命名的集体。",
        "4月12日，校党委审定。",
        "4月底前，表彰。",
        "国家要求4月8日前上报推荐对象。",
        "活动时间：2024年4月8日至10日，4月7日下午报到。",
        "定于2024年4月8日召开表彰会议，请推荐代表参加。",
    ],
    ids=lambda sentence: sentence[:12],
)
def test_other_days_are_no_deadlines(sentence: str) -> None:
    assert deadlines(sentence) == ()


@pytest.mark.parametrize(("day", "printed"), [("4月8日", "2024-04-08"), ("1月8日", "--01-08")])
def test_the_year_of_the_number_is_that_of_a_day_from_march_on(day: str, printed: str) -> None:
    text = f"关于开展“优秀示范店”评选的通知\n某商发〔2024〕5号\n各县区：\n请于{day}前将推荐表报市局。"
    [due] = read_notice(text).deadlines
    assert due.when is not None
    assert (due.when.printed, due.when.year_inferred) == (printed, printed.startswith("2024"))


def test_a_page_reprinted_later_does_not_make_its_deadline_a_past_one() -> None:
    text = "关于评选“服务之星”的通知\n发布时间：2024-10-14　点击：12\n各县区：\n请于2013年5月10日前报送推荐表。\n某某市商务局"
    assert [due.when.printed for due in read_notice(text).deadlines if due.when] == ["2013-05-10"]

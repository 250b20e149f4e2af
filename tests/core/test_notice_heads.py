"""Title, number, issuers and date: red heads, pages, run-on texts, cover notes; and whose is whose."""

from typing import Any

import pytest

from pingxuan.core.notice.document import facts_document
from pingxuan.core.notice.draft import draft
from pingxuan.core.notice.facts import read_notice
from pingxuan.core.notice.furniture import is_furniture
from pingxuan.core.notice.lines import split_lines
from pingxuan.core.notice.source import whole
from pingxuan.core.words import DeadlineKind

TITLE = "关于评选“服务之星”的通知"
BODY = """为树立典型，现就评选“服务之星”有关事宜通知如下。
一、评选范围
全市窗口单位工作人员。
二、报送要求
请于2024年4月8日前将推荐表报市局人事科。"""
SIGNED = "某某市商务局\n2024年3月1日"


def issuing(text: str) -> dict[str, Any]:
    """Title, number, issuer and date, those that were read."""
    read = facts_document(read_notice(text))
    return {key: read[key] for key in ("title", "doc_number", "issuer", "issue_date") if key in read}


def line(text: str) -> str:
    """The text as rules match it."""
    return split_lines(whole(text))[0].text


def codes(text: str) -> set[str]:
    return {question.code for question in draft(read_notice(text)).questions}


WHOLE = {
    "title": TITLE,
    "doc_number": "某商发〔2024〕5号",
    "issuer": "某某市商务局",
    "issue_date": "2024-03-01",
}


@pytest.mark.parametrize(
    "text",
    [
        f"某某市商务局文件\n某商发〔2024〕5号　　签发人：张演示\n\n{TITLE}\n各县区：\n{BODY}\n{SIGNED}",
        f"{TITLE}（某商发〔2024〕5号）\n各县区：\n{BODY}\n某某市商务局　二〇二四年三月一日",
        f"{TITLE}\n来源：市商务局　日期：2024-03-05　点击：12\n某某市商务局文件\n某商发〔2024〕5号\n{TITLE}\n各县区：\n{BODY}\n{SIGNED}",
        f"发文机关：某某市商务局 发文字号：某商发〔2024〕5号\n标题：{TITLE}\n成文日期：2024年3月1日 发布日期：2024年3月5日\n各县区：\n{BODY}",
        f"某某市商务局文件某商发〔2024〕5号{TITLE}各县区商务局：{BODY}附件：推荐表某某市商务局2024年3月1日".replace("\n", ""),
        f"某商发〔2024〕5号\n关于评选\n“服务之星”的通知\n各县区，\n市直各单位：\n{BODY}\n{SIGNED}\n某某市商务局办公室　　2024年3月4日印发",
        f"某商发〔2024〕5号\n{TITLE}\n各县区：\n{BODY}\n某某市商务局\n2024\n年3月1日\n上一篇：关于某事的通知\n电话：0000-9999999",
    ],
    ids=["red head", "behind the title", "printed twice", "page header", "run together", "over lines", "date broken"],
)  # fmt: skip
def test_who_issued_it_under_which_number_and_when(text: str) -> None:
    assert issuing(text) == WHOLE


@pytest.mark.parametrize(
    "closing",
    [
        "某某市商务局\n2024年3月1日",
        "某某市商务局（公章）　2024年3月1日",
        "2024年3月1日\n某某市商务局",
        "特此通知\n某某市商务局\n二〇二四年三月一日",
        "某某市商务局\n2024.3.1\n（此件公开发布）\n抄送：市委办公室",
        "某某市商务局\n2024年3月1日\n时间安排\n2024年4月1日\n各县推荐",
        "某某市商务局　　2024-3-1",
        "某某市商务局　民国113年3月1日",
    ],
)
def test_signatures(closing: str) -> None:
    read = issuing(f"{TITLE}\n各县区：\n{BODY}\n{closing}")
    assert (read["issuer"], read["issue_date"]) == ("某某市商务局", "2024-03-01")


def test_several_sign() -> None:
    closing = "某某市总工会、某某市商务局\n中共某某市委宣传部　　某某市妇联\n2024年3月1日"
    assert issuing(f"{TITLE}\n各县区：\n{BODY}\n{closing}")["issuer"] == [
        "某某市总工会",
        "某某市商务局",
        "中共某某市委宣传部",
        "某某市妇联",
    ]


def test_a_page_without_breaks() -> None:
    body = BODY.replace("\n", " ") + "要广泛发动，层层推荐，好中选优，确保质量。" * 5
    text = f"首页 > 公告 > 正文 {TITLE} 发布时间：2024-03-05 浏览次数：12 各县区商务局： {body} 附件：推荐表 某某市商务局 2024年3月1日 上一篇：关于某事的通知"
    assert issuing(text) == {key: WHOLE[key] for key in ("title", "issuer", "issue_date")}


@pytest.mark.parametrize(
    ("head", "title", "issuers"),
    [
        (
            "某某市总工会\n某某市商务局\n",
            f"某某市总工会某某市商务局{TITLE}",
            ["某某市总工会", "某某市商务局"],
        ),
        ("某某市总工会 某某市商务局", f"某某市总工会某某市商务局{TITLE}", ["某某市总工会", "某某市商务局"]),
        (
            "某某市总工会、某某市商务局",
            f"某某市总工会、某某市商务局{TITLE}",
            ["某某市总工会", "某某市商务局"],
        ),
    ],
)
def test_two_bodies_in_the_title(head: str, title: str, issuers: list[str]) -> None:
    read = issuing(f"{head}{TITLE}\n各县区：\n{BODY}\n2024年3月1日")
    assert (read["title"], read["issuer"]) == (title, issuers)


@pytest.mark.parametrize(
    "title", ["某某学院2024年度“服务之星”评选公告", "2024年“服务之星”评选通知", "先进推荐通知"]
)
def test_titles_without_about(title: str) -> None:
    assert issuing(f"{title}\n各部门：\n{BODY}\n{SIGNED}")["title"] == title


@pytest.mark.parametrize(
    "head",
    [
        f"《{TITLE}》",
        f"{TITLE}第2页",
        f"标题：{TITLE}",
        f"学校主页|联系我们\n{TITLE}",
        "关于评选“服务之\n日期：2024-03-01 23:19:12\n关于评选“服务之\n星”的通知",
        "某某市委组织部文件\n某组通〔2024〕5号\n关于评选\n“服务之星”的通知",
        f"{TITLE}发布时间：2024年03月02日 |\n||",
        f"|\n您现在的位置：\n重要信息 |\n|\n|\n{TITLE} |\n|",
        f"关于评选“服务之...doc：{TITLE}",
        f"{TITLE}　　某 某 市 商 务 局　　某商发〔2024〕5号",
        "关于评选“服务之星”的\n通        知",
    ],
)
def test_the_title_however_the_page_sets_it(head: str) -> None:
    assert issuing(f"{head}\n各部门：\n{BODY}\n{SIGNED}")["title"] == TITLE


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("根据《办法》（某府发〔2020〕9号）要求，认真推荐。", None),
        ("按照某府发〔2020〕9号文件精神，认真推荐。", None),
    ],
)
def test_a_number_the_text_refers_to_is_not_its_own(sentence: str, number: None) -> None:
    assert issuing(f"{TITLE}\n{sentence}\n{BODY}\n{SIGNED}").get("doc_number") is number


def test_placeholders_are_asked_and_not_read() -> None:
    text = f"某商发〔20xx〕x号\n{TITLE}\n各县区：\n{BODY}\n某某市商务局\n20xx年3月1日"
    assert issuing(text) == {"title": TITLE, "issuer": "某某市商务局"}
    assert {"doc_number_masked", "issue_date_partial"} <= codes(text)


def test_a_day_left_blank_is_asked_and_the_signature_read() -> None:
    text = f"{TITLE}\n各县区：\n{BODY}\n某某市商务局\n2024年3月　日"
    assert issuing(text) == {"title": TITLE, "issuer": "某某市商务局"}
    assert "issue_date_unread" in codes(text)


@pytest.mark.parametrize("day", ["二二四年三月一日", "2〇年三月一日", "2024 31"])
def test_a_broken_date_leaves_the_signature(day: str) -> None:
    assert issuing(f"{TITLE}\n各县区：\n{BODY}\n某某市商务局\n{day}") == {
        "title": TITLE,
        "issuer": "某某市商务局",
    }


@pytest.mark.parametrize(
    "stamp",
    [
        "时间 / 点阅 2024-03-05 18:27 / 11",
        "公告 访客 - 人事室 | 2024-03-05 | 点阅数: 493",
        "商务处  2024/3/5  点击：33",
    ],
)
def test_the_day_a_page_prints_beside_how_often_it_was_read(stamp: str) -> None:
    assert issuing(f"{stamp}\n{BODY}")["issue_date"] == "2024-03-05"


def test_a_day_above_the_first_clause_closes_nothing() -> None:
    facts = read_notice("转知“服务之星”评选\n发布日期 :\n2024-03-05\n一、请于4月8日前送件。\n二、名额3名。")
    assert [due.when.printed for due in facts.deadlines if due.when] == ["2024-04-08"]


def test_the_body_and_number_behind_the_title() -> None:
    text = f"{TITLE}　　某 某 市 商 务 局　　某商发〔2024〕5号\n各县区：\n{BODY}"
    assert issuing(text) == {"title": TITLE, "doc_number": "某商发〔2024〕5号", "issuer": "某某市商务局"}


def test_a_pages_table_of_labels() -> None:
    table = (
        "索 引 号 | 0001/2024 | 主题分类 | 商务\n发文机关 | 某某市商务局 | 成文日期 | 2024年3月1日\n"
        f"标　　题 | {TITLE}\n发文字号 | 某商发〔2024〕5号 | 发布日期 | 2024年3月5日"
    )
    assert issuing(f"{table}\n\n各县区：\n{BODY}") == WHOLE


def test_a_letter_of_the_republic() -> None:
    head = "某某市政府　函\n地址：某某路1號\n發文日期：中華民國113年3月1日\n發文字號：府教字第1130000001號"
    read = issuing(f"{head}\n主旨：請推薦模範教師，請查照。\n說明：\n一、請於113年4月8日前函送本府。")
    assert read == {"doc_number": "府教字第1130000001號", "issuer": "某某市政府", "issue_date": "2024-03-01"}


def test_three_bodies_on_one_line() -> None:
    read = issuing(f"{TITLE}\n各学院：\n{BODY}\n党委宣传部 人事处 学生工作部\n2024年3月1日")
    assert read["issuer"] == ["党委宣传部", "人事处", "学生工作部"]


def test_the_pages_date_stands_in_with_a_question() -> None:
    text = f"{TITLE}\n发布时间：2024-03-05　点击：12\n各县区：\n{BODY}\n某某市商务局"
    assert issuing(text)["issue_date"] == "2024-03-05"
    assert "issue_date_from_page" in codes(text)


def test_a_cover_note_and_the_notice_it_passes_on() -> None:
    text = (
        f"关于转发《{TITLE}》的通知\n各科室：\n现将《{TITLE}》（某商发〔2024〕5号）转发给你们，请于3月20日前将推荐表报办公室。\n"
        f"某某县商务局\n2024年3月10日\n附件\n某某市商务局\n{TITLE}\n某商发〔2024〕5号\n各县区商务局：\n{BODY}\n{SIGNED}"
    )
    read = read_notice(text)
    assert issuing(text) == {
        "title": f"关于转发《{TITLE}》的通知",
        "issuer": "某某县商务局",
        "issue_date": "2024-03-10",
    }
    assert [(due.when.printed, due.forwarded) for due in read.deadlines if due.when] == [
        ("2024-03-20", False),
        ("2024-04-08", True),
    ]
    made = draft(read)
    assert [due.kind for due in made.definition.deadlines] == [DeadlineKind.MATERIALS, DeadlineKind.OTHER]
    assert "deadline_forwarded" in {question.code for question in made.questions}


def test_a_plan_issued_by_the_same_body_is_its_own_text() -> None:
    text = f"关于印发《评选方案》的通知\n各县区：\n现将方案印发给你们。\n{SIGNED}\n“服务之星”评选方案\n{BODY}"
    assert [(due.when.printed, due.forwarded) for due in read_notice(text).deadlines if due.when] == [
        ("2024-04-08", False)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "来源：市商务局　发布时间：2024-03-05 09:12　字号：【大 中 小】　打印　关闭",
        "发布者：学生工作处发布时间：2024-03-05浏览次数：513",
        "上一篇：关于某事的通知",
        "当前位置：首页 > 通知公告",
        "索引号：000/2024-001",
    ],
)
def test_furniture_of_a_page(text: str) -> None:
    assert is_furniture(line(text))


@pytest.mark.parametrize(
    "text", ["联系人：张演示", "报送时间：2024年4月8日前", "一、来源和范围", "各县区：", "大力弘扬劳模精神。"]
)
def test_what_belongs_to_the_notice(text: str) -> None:
    assert not is_furniture(line(text))


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("请于2024年4月8日（星期五）前报送推荐表。", "deadline_weekday_differs"),
        ("请于2024年4月底前报送推荐表。", "deadline_month_end"),
    ],
)
def test_days_that_need_a_second_look(sentence: str, code: str) -> None:
    assert code in codes(f"{TITLE}\n各县区：\n{sentence}\n{SIGNED}")


def test_pinyin_printed_behind_characters_by_a_converter_is_left_out() -> None:
    text = f"關(guān)于評選“服務(wù)之星”的通知\n各縣區(qū)：\n{BODY}\n某某市商務(wù)局\n2024年3月1日"
    read = facts_document(read_notice(text))
    assert (read["title"], read["issuer"]) == ("關于評選“服務之星”的通知", "某某市商務局")
    assert "".join(text[start:end] for start, end in read["evidence"]["issuer"]) == "某某市商務局"


def test_a_date_that_lost_its_words_is_not_read_but_the_signature_is() -> None:
    text = f"{TITLE}\n发布日期：2024-03-01　点击：\n各县区：\n{BODY}\n校工会\n202431"
    assert issuing(text) == {"title": TITLE, "issuer": "校工会", "issue_date": "2024-03-01"}
    assert "issue_date_from_page" in codes(text)

"""Letters, decisions and certificates: what they say, in which order, and where titles break."""

from dataclasses import replace
from datetime import date

import pytest

from pingxuan.core.paper import (
    AnnexNote,
    AnnexPage,
    CertificateFace,
    Heading,
    Imprint,
    Paper,
    Paragraph,
    RedHead,
    Signature,
    Table,
)
from pingxuan.core.papers.certificate import certificate
from pingxuan.core.papers.consultation_letter import consultation_letter
from pingxuan.core.papers.decision import decision
from pingxuan.core.papers.honours import Honoured, HonourGroup, HonourList, honours_said
from pingxuan.core.papers.phrases import chinese_day, label_lines, quoted, spaced, title_lines
from pingxuan.core.papers.publication import publication
from pingxuan.core.words import AwardKind
from tests.documents.invented import (
    ISSUER,
    NOTICE,
    certificate_facts,
    consultation_facts,
    decision_facts,
    honour_lists,
    publication_facts,
)


def paragraphs(paper: Paper) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, Paragraph)]


def said(block: object) -> object:
    if isinstance(block, Table):
        return [[cell.text for cell in row.cells] for row in block.rows]
    return getattr(block, "head", None)


def kinds(paper: Paper) -> list[type]:
    return [type(block) for block in paper.blocks if not isinstance(block, Paragraph)]


def test_a_publication_names_days_ways_and_receiver() -> None:
    paper = publication(publication_facts())
    said = paragraphs(paper)
    assert said[1] == "2031年4月7日至2031年4月11日，共5个工作日。"
    assert said[3:] == [
        f"受理部门：{ISSUER}",
        "联 系 人：王某",
        "联系电话：13800000002",
        "电子邮箱：office@example.invalid",
    ]
    assert paper.title == ("关于“文明窗口”和", "“服务标兵”拟授予对象的公示")


def test_the_list_of_a_publication_holds_names_only() -> None:
    blocks = publication(publication_facts(1)).blocks
    first = [type(block) for block in blocks].index(AnnexPage) + 1
    assert [said(block) for block in blocks[first : first + 4]] == [
        "州直（1个）",
        [["州直第0窗口", ""]],
        "库尔勒市（1个）",
        [["库尔勒市第0窗口", ""]],
    ]


def test_a_second_publication_says_it_is_one() -> None:
    paper = publication(replace(publication_facts(), again=True))
    assert paper.full_title.endswith("补充公示")
    assert "就变动部分再次公示" in paragraphs(paper)[0]


def test_an_organ_may_word_its_papers_itself() -> None:
    assert paragraphs(publication(replace(publication_facts(), opening=("甲。", "乙。"))))[:2] == [
        "甲。",
        "乙。",
    ]
    assert paragraphs(decision(replace(decision_facts(), paragraphs=("丙。",))))[1:] == ["丙。"]
    assert decision(replace(decision_facts(), title=("授牌决定",))).title == ("授牌决定",)


def test_a_decision_stands_in_the_order_of_the_standard() -> None:
    paper = decision(decision_facts())
    lists = [AnnexPage, Heading, Table, Heading, Table] * 2
    assert kinds(paper) == [RedHead, AnnexNote, Signature, *lists, Imprint]
    assert paper.blocks[0] == RedHead(organ=f"{ISSUER}文件", number="某文办发〔2031〕6号")
    assert paper.blocks[-1] == Imprint(
        copies_to="州人民政府办公室", issued_by=ISSUER, issued_on="2031年4月18日"
    )
    assert paragraphs(paper)[0] == "各县市文明服务领导小组办公室，领导小组各成员单位："


def test_a_decision_counts_units_and_persons() -> None:
    assert paragraphs(decision(decision_facts()))[2] == (
        "授予州直第0窗口等6个单位“文明窗口”称号、古丽·艾山0等6名同志“服务标兵”称号（名单见附件）。"
    )


def test_one_alone_is_not_said_to_have_others() -> None:
    one = HonourList("标兵", AwardKind.PERSON, [HonourGroup("甲县", [Honoured("张某", "某站")])])
    assert honours_said([one]) == "授予张某同志“标兵”称号"
    assert honours_said([*honour_lists(1)[:1]], proposed=True) == "拟授予州直第0窗口等2个单位“文明窗口”称号"


def test_long_names_take_the_list_to_one_column() -> None:
    persons = HonourList("标兵", AwardKind.PERSON, [HonourGroup("甲县", [Honoured("张某", "某" * 15)] * 2)])
    table = next(
        block
        for block in decision(replace(decision_facts(), lists=(persons,))).blocks
        if isinstance(block, Table)
    )
    assert len(table.widths) == 1
    assert table.rows[0].cells[0].text == f"张某（{'某' * 15}）"


@pytest.mark.parametrize(("sealed_for", "signed"), [(True, f"{ISSUER}（代章）"), (False, ISSUER)])
def test_a_seal_for_another_body_is_said_in_the_signature(sealed_for: bool, signed: str) -> None:
    paper = decision(replace(decision_facts(), sealed_for=sealed_for))
    assert [block for block in paper.blocks if isinstance(block, Signature)] == [
        Signature(organ=signed, day="2031年4月18日")
    ]


def test_a_consultation_lists_every_nominee_with_room_to_answer() -> None:
    paper = consultation_letter(consultation_facts(3))
    table = next(block for block in paper.blocks if isinstance(block, Table))
    assert [[cell.text for cell in row.cells] for row in table.rows[1:]] == [
        [str(n), f"某某市第{n}服务窗口", "91650000MA0000000X", "", ""] for n in (1, 2, 3)
    ]
    assert "3个推荐对象" in paragraphs(paper)[1]
    assert "于2031年3月8日前反馈" in paragraphs(paper)[2]
    assert paragraphs(paper)[3] == "（联系人：王某，联系电话：13800000002）"


def test_a_consultation_without_a_number_has_no_red_head() -> None:
    assert RedHead not in kinds(consultation_letter(replace(consultation_facts(), doc_number="")))


def test_a_certificate_calls_a_person_comrade_and_a_unit_by_name() -> None:
    person, unit = certificate_facts(), replace(certificate_facts(), recipient="某站", kind=AwardKind.UNIT)
    faces = [certificate(facts).blocks[0] for facts in (person, unit)]
    assert [face.recipient for face in faces if isinstance(face, CertificateFace)] == [
        "古丽·艾山同志",
        "某站",
    ]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("服务标兵推荐表", ("服务标兵推荐表",)),
        (
            "关于授予“微笑新疆示范单位”和“微笑巴州形象大使”称号的决定",
            ("关于授予“微笑新疆示范单位”和", "“微笑巴州形象大使”称号的决定"),
        ),
        (NOTICE, ("关于开展“文明窗口”和", "“服务标兵”推荐评选工作的通知")),
    ],
)
def test_titles_break_where_the_sense_allows(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title) == lines


def test_a_title_of_any_length_keeps_every_character() -> None:
    for length in range(1, 130):
        title = "某“地”的表" * 26
        broken = title_lines(title[:length])
        assert "".join(broken) == title[:length]
        assert max(map(len, broken)) <= 20


def test_set_phrases() -> None:
    assert chinese_day(date(2031, 1, 9)) == "2031年1月9日"
    assert [spaced(label) for label in ("地址", "负责人")] == ["地　址", "负责人"]
    assert [quoted(name) for name in ("标兵", "“标兵”")] == ["“标兵”", "“标兵”"]
    assert label_lines("州旅游产业发展领导小组办公室意见", 5) == "州旅游产业\n发展领导小\n组办公室\n意见"


def test_a_notice_without_a_number_leaves_no_empty_brackets() -> None:
    published = publication(replace(publication_facts(), doc_number=""))
    decided = decision(replace(decision_facts(), notice_number="", inspected=False))
    for paper, text in ((published, paragraphs(published)[0]), (decided, paragraphs(decided)[1])):
        assert "（）" not in "".join(paragraphs(paper))
        assert f"《{NOTICE}》安排" in text
    assert "实地检查" not in paragraphs(decided)[1]
    assert "实地检查" in paragraphs(decision(decision_facts()))[1]

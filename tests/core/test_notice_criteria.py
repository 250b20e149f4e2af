"""Criteria, what rules out, and what earlier honours mean, by single sentences of notices."""

import pytest

from pingxuan.core.notice.facts import NoticeFacts, read_notice


def notice(*paragraphs: str) -> NoticeFacts:
    """What is read from a small notice with those paragraphs."""
    lines = [
        "关于评选先进集体和先进个人的通知",
        "各县区：",
        "现通知如下。",
        *paragraphs,
        "某某市某某局\n2024年3月1日",
    ]
    return read_notice("\n".join(lines))


def told(facts: NoticeFacts) -> list[tuple[str | None, list[str], list[str]]]:
    """Award, items and vetoes of every group."""
    return [
        (
            group.award,
            [item.value for one in group.criteria for item in one.items],
            [v.value for v in group.vetoes],
        )
        for group in facts.criteria
    ]


def test_a_list_of_what_rules_out() -> None:
    facts = notice(
        "一、评选条件",
        "（一）爱岗敬业，业绩突出。",
        "（二）有下列情形之一的，不得参评：",
        "1.发生责任事故的；",
        "2.受到处分尚在影响期内的。",
        "二、评选程序",
        "1.逐级推荐。",
    )
    assert told(facts) == [(None, ["爱岗敬业，业绩突出"], ["发生责任事故的", "受到处分尚在影响期内的"])]


def test_what_rules_out_in_one_sentence() -> None:
    facts = notice(
        "一、评选条件", "（一）工作扎实，业绩突出。", "（二）具有以下情况之一的不予推荐：失信的；瞒报事故的。"
    )
    assert told(facts) == [(None, ["工作扎实，业绩突出"], ["失信的", "瞒报事故的"])]


def test_a_gate_after_the_last_award_holds_for_all() -> None:
    facts = notice(
        "一、评选条件",
        "（一）先进集体：班子团结；管理规范。",
        "（二）先进个人：爱岗敬业；业绩突出。",
        "发生安全责任事故的，一票否决。",
    )
    assert told(facts) == [
        (None, [], ["发生安全责任事故的，一票否决"]),
        ("先进集体", ["班子团结", "管理规范"], []),
        ("先进个人", ["爱岗敬业", "业绩突出"], []),
    ]


def test_a_rule_about_earlier_honours_is_no_criterion() -> None:
    facts = notice("一、评选条件", "1.工作扎实，业绩突出。", "2.近三年已获同类荣誉的不再推荐。")
    assert told(facts) == [(None, ["工作扎实，业绩突出"], [])]
    assert [rule.wording.shown for rule in facts.past_honours] == ["2.近三年已获同类荣誉的不再推荐"]


@pytest.mark.parametrize(
    "sentence",
    [
        "已获得过省级以上先进个人称号的，本次不再推荐。",
        "近五年内受过县级以上“两优一先”表彰的，原则上不再推荐。",
        "曾于2022年获选者，不得再获提名。",
        "曾獲此榮譽者，請勿再次申請。",
        "往届“十佳”不参加本届评选。",
        "上年度已获奖的班级不再参评。",
    ],
)
def test_those_honoured_before_are_left_out(sentence: str) -> None:
    assert len(notice(sentence).past_honours) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "近三年内受过党纪处分的，不得推荐。",
        "曾受过刑事处罚的不得参评。",
        "近两年发生责任事故的先进单位不得申报。",
        "获奖者不得无故缺席，不参加会议的取消资格。",
        "已退休人员不列入推荐范围。",
        "已获得省级表彰的，同等条件下优先推荐。",
    ],
)
def test_other_prohibitions(sentence: str) -> None:
    assert notice(sentence).past_honours == ()

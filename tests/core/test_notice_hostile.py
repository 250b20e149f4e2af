"""Broken, endless and spiteful texts: read or refused, in time that grows with their length, no error."""

import time

import pytest

from pingxuan.core.definition_check import definition_findings
from pingxuan.core.notice.document import facts_document
from pingxuan.core.notice.draft import draft
from pingxuan.core.notice.facts import read_notice
from tests.notices.pairs import SAMPLE

REPEATED = [
    "附件1",
    "附件1：1.",
    "（",
    "）",
    "“",
    "”",
    "“”、",
    "2023年1月1日前报",
    "1|",
    "|",
    "|\n",
    "名单",
    "一、",
    "联系人：",
    "a@b.",
    "300-",
    "意见",
    "各：",
    "推荐表\n",
    "从2021年已授牌的",
    "公示不少于",
    "、和",
    "先进个人1名",
    "关于",
    "关于\n",
    "□",
    "二〇二三年",
    "联系电话",
    "在“",
    "优秀共产党员",
    "无",
    "为",
    "一式",
    "不",
    "字",
    "的",
]


def everything(text: str) -> None:
    """All that is ever done with a notice's text."""
    facts = read_notice(text)
    facts_document(facts)
    definition_findings(draft(facts).definition)


@pytest.mark.parametrize("repeated", REPEATED)
def test_repetition_costs_no_more_than_its_length(repeated: str) -> None:
    """Twenty thousand characters of anything are read within a second: quadratic rules would take minutes."""
    text = SAMPLE.text[:600] + repeated * (20_000 // len(repeated)) + SAMPLE.text[600:]
    started = time.process_time()
    everything(text)
    assert time.process_time() - started < 2


def test_an_ordinary_notice_is_read_at_once() -> None:
    started = time.process_time()
    for _ in range(5):
        everything(SAMPLE.text)
    assert (time.process_time() - started) / 5 < 0.15


def test_markup_in_a_notice_stays_text() -> None:
    hostile = SAMPLE.text.replace("艾演示", "<script>alert(1)</script>")
    contact = facts_document(read_notice(hostile))["contact"]
    assert "person" not in contact or "<" not in contact["person"]

"""The next campaign from an earlier one: rolled forward, dates asked again, nothing guessed silently."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from pingxuan.core.cloning import next_campaign
from pingxuan.core.definition import Approval, Definition, PlaqueRule, Quota, Ratio, RegisterRule, to_data
from pingxuan.core.words import QuotaKind, RegisterRuleKind
from tests.any_definition import DEFINITIONS
from tests.small_campaign import DEFINITION, HONOUR, PERSON_AWARD, UNIT_AWARD, with_award

LAST = replace(DEFINITION, title="关于开展2023年文明窗口评选的通知", issue_date=date(2023, 2, 10))


def asked(definition: Definition, year: int = 2024) -> list[tuple[str, str, str]]:
    """Code, place and suggestion of every question."""
    return [(one.code, one.about, one.suggestion) for one in next_campaign(definition, year).questions]


def test_what_is_dated_is_cleared_and_asked_and_the_rest_is_kept() -> None:
    new = next_campaign(LAST, 2024).definition
    assert new == replace(
        LAST,
        title="关于开展2024年文明窗口评选的通知",
        doc_number="",
        issue_date=None,
        deadlines=tuple(replace(due, at=None, wording="") for due in LAST.deadlines),
        awards=(
            replace(UNIT_AWARD, rules=(replace(UNIT_AWARD.rules[0], year=0, wording=""),)),
            replace(PERSON_AWARD, rules=(replace(PERSON_AWARD.rules[0], year=0, wording=""),)),
        ),
    )


def test_every_question_stands_at_its_place_with_what_is_offered() -> None:
    assert asked(LAST) == [
        ("title_rolled", "title", "关于开展2024年文明窗口评选的通知"),
        ("doc_number_unsaid", "doc_number", ""),
        ("issue_date_unsaid", "issue_date", ""),
        ("deadline_unsaid", "deadlines[0].at", ""),
        ("deadline_unsaid", "deadlines[1].at", ""),
        ("contact_kept", "contact", ""),
        ("quota_kept", "awards[0].quota", ""),
        ("rule_year_rolled", "awards[0].rules[0].year", "2023"),
        ("rule_year_rolled", "awards[1].rules[0].year", ""),
    ]


def test_an_award_without_rules_is_asked_about_those_honoured_last_time() -> None:
    questions = asked(with_award(UNIT_AWARD, rules=()))
    assert [one for one in questions if one[0] == "honoured_last_time"] == [
        ("honoured_last_time", "awards[0].rules", "")
    ]


def test_the_old_dates_stand_in_the_questions() -> None:
    questions = {one.about: one.text for one in next_campaign(LAST, 2024).questions}
    assert questions["deadlines[1].at"] == (
        "“推荐材料”本届什么时候截止？上届是 2023年2月27日18:00，通知写的是“2月27日前”。请定到年月日和钟点。"
    )
    assert questions["issue_date"] == "本届通知哪一天印发？上届是 2023年2月10日。"


@pytest.mark.parametrize(
    ("title", "year", "rolled"),
    [
        ("2023年先进评选", 2025, "2025年先进评选"),
        ("2022—2023年度先进评选", 2024, "2023—2024年度先进评选"),
        ("二〇二三年先进评选", 2024, "二〇二四年先进评选"),
        ("第三届先进评选", 2024, "第四届先进评选"),
        ("第九届先进评选", 2024, "第十届先进评选"),
        ("第十九届先进评选", 2024, "第二十届先进评选"),
        ("第一百届先进评选", 2024, "第一百零一届先进评选"),
        ("第12批先进评选", 2024, "第13批先进评选"),
        ("第三届先进评选", 2023, "第三届先进评选"),
        ("先进评选", 2024, "先进评选"),
        ("12023号先进评选", 2024, "12023号先进评选"),
    ],
)
def test_titles_roll_forward(title: str, year: int, rolled: str) -> None:
    new = next_campaign(replace(LAST, title=title, short_title=title), year).definition
    assert (new.title, new.short_title) == (rolled, rolled)


def test_names_of_awards_papers_and_plaques_roll_along() -> None:
    old = replace(
        with_award(
            UNIT_AWARD,
            name="2023年度示范窗口",
            form=replace(UNIT_AWARD.form, title="2023年度推荐表"),
            summary=replace(UNIT_AWARD.summary, title="2023年度汇总表"),
            quota=replace(UNIT_AWARD.quota, title="2023年度名额表"),
        ),
        attachments=("2023年度推荐表",),
        plaque=PlaqueRule(pattern="WX2023-{number:03d}"),
        issue_date=date(2023, 1, 5),
    )
    new = next_campaign(old, 2024).definition
    award = new.awards[0]
    assert (award.name, award.form.title, award.summary.title, award.quota.title) == (
        "2024年度示范窗口", "2024年度推荐表", "2024年度汇总表", "2024年度名额表",
    )  # fmt: skip
    assert (new.attachments, new.plaque.pattern) == (("2024年度推荐表",), "WX2024-{number:03d}")


def test_a_year_left_in_a_text_is_asked_about() -> None:
    old = replace(LAST, purpose="为表彰2023年的先进", categories=("2023年新设窗口", "其他"))
    assert [one for one in asked(old) if one[0] == "year_left"] == [
        ("year_left", "purpose", ""),
        ("year_left", "categories", ""),
    ]


def test_a_quota_by_ratio_asks_for_new_counts_and_an_approval_for_a_new_number() -> None:
    ratio = Quota(
        kind=QuotaKind.RATIO, ratio=Ratio(places=1, per=100, of="教职工人数", bases={"和静县": 300})
    )
    old = replace(
        with_award(UNIT_AWARD, quota=ratio), approval=Approval(basis="州委批准", number="某办〔2023〕1号")
    )
    codes = {code: about for code, about, _ in asked(old)}
    assert (codes["ratio_bases_kept"], codes["approval_kept"]) == ("awards[0].quota.ratio", "approval.number")
    assert next_campaign(old, 2024).definition.approval == Approval(basis="州委批准")


def test_without_any_date_nothing_is_rolled() -> None:
    rule = RegisterRule(kind=RegisterRuleKind.EXCLUDED, honour=HONOUR, year=2021)
    old = Definition(title="先进评选", awards=(replace(UNIT_AWARD, rules=(rule,), quota=Quota()),))
    assert next_campaign(old, 2024).definition.title == "先进评选"
    assert asked(old)[-1] == ("rule_year_rolled", "awards[0].rules[0].year", "")


@settings(max_examples=60, deadline=None)
@given(DEFINITIONS)
def test_any_definition_can_be_carried_over(definition: Definition) -> None:
    made = next_campaign(definition, 2024)
    assert to_data(made.definition)["title"] is not None
    assert all(due.at is None for due in made.definition.deadlines)
    assert [award.quota.places for award in made.definition.awards] == [
        award.quota.places for award in definition.awards
    ]

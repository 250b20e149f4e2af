"""Questions about a definition: each can be answered on the page, in place, and the next one comes."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pingxuan.actions.campaign import create_campaign
from pingxuan.core.finding import Refused
from pingxuan.core.notice.draft import draft_definition
from pingxuan.core.notice.facts import read_notice
from pingxuan.core.words import AwardKind, BodyKind, Meaning, OpinionBy, QuotaKind, RegisterRuleKind
from pingxuan.models import Campaign
from pingxuan.queries.definition import current_definition
from pingxuan.web.definition_answers import TO_LOOK_AT, Asked, Way, way_of
from pingxuan.web.definition_pasted import PastedBody, pasted_bodies
from tests.makers import House
from tests.small_campaign import moment
from tests.web.test_definition import codes, fields, page_of, save, shown
from tests.web.visitors import browser_of, open_house

CORE = Path("src/pingxuan/core")
OPEN_NOTICE = """关于评选“服务标兵”的通知
各有关单位：
决定评选一批“服务标兵”。曾获“服务标兵”称号的不再推荐。
请于2024年3月1日前报送推荐材料，一式两份。
附件：1.“服务标兵”推荐表
某市服务提升办公室
2024年2月1日
"""
ANNEX = """附件1
“服务标兵”推荐表
姓名 | | 性别 | |
工作单位 | |
主要事迹 | （500字以内） |
推荐单位意见 | （盖章） 年 月 日 |
"""


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return open_house(monkeypatch)


@pytest.fixture
def draft(house: House) -> Campaign:
    return drafted(house, OPEN_NOTICE)


def drafted(house: House, text: str) -> Campaign:
    """A draft just read from a notice."""
    return create_campaign(
        draft_definition(read_notice(text))[0],
        by=house.organiser,
        at=house.tick(),
        organiser=house.campaign.organiser,
        notice_text=text,
        code="NEXT",
    )


def questions(house: House, campaign: Campaign) -> dict[str, Asked]:
    """The open questions by code."""
    return {one.open.question.code: one for one in shown(browser_of(house.organiser), campaign).questions}


def answer(house: House, campaign: Campaign, code: str, text: str = "") -> Any:
    """Types an answer to the question of a code and presses its button."""
    wanted = questions(house, campaign)[code].open.id
    return save(browser_of(house.organiser), campaign, answer=wanted, paths={f"answer:{wanted}": text})


# --- every question there is ---


def asked_in_the_core() -> Iterator[tuple[str, str]]:
    """Code of every question the core can ask, and the end of the place it is about."""
    for file in sorted(CORE.rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            name = (
                getattr(call.func, "attr", getattr(call.func, "id", "")) if isinstance(call, ast.Call) else ""
            )
            if name not in {"ask", "Question"} or not isinstance(call, ast.Call) or len(call.args) < 3:
                continue
            code, about = call.args[0], call.args[2]
            if isinstance(code, ast.Constant):
                last = about.values[-1] if isinstance(about, ast.JoinedStr) else about
                yield str(code.value), str(last.value) if isinstance(last, ast.Constant) else ""


ASKED = sorted(set(asked_in_the_core()))


def test_the_core_asks_what_is_looked_for() -> None:
    assert len({code for code, _ in ASKED}) > 30


@pytest.mark.parametrize(("code", "about"), ASKED)
def test_every_question_of_the_core_can_be_answered(code: str, about: str) -> None:
    assert (way_of(code, about) is not Way.LOOK) or code in TO_LOOK_AT


# --- answering ---


def test_the_suggestion_stands_in_the_box_and_is_taken_with_one_click(house: House, draft: Campaign) -> None:
    asked = questions(house, draft)["deadline_hour"]
    assert (asked.value, asked.suggested, asked.must) == ("2024-03-01 18:00", True, True)
    done = save(browser_of(house.organiser), draft, answer=asked.open.id)
    assert (done.status_code, done.url) == (302, f"/campaigns/{draft.pk}/notice#questions")
    assert current_definition(draft).deadlines[0].at == moment("2024-03-01 18:00")
    assert "deadline_hour" not in questions(house, draft)


def test_an_answer_is_typed_instead(house: House, draft: Campaign) -> None:
    answer(house, draft, "deadline_hour", "2024年3月1日12:00")
    assert current_definition(draft).deadlines[0].at == moment("2024-03-01 12:00")


def test_an_answer_that_cannot_be_read_stays_with_its_sentence(house: House, draft: Campaign) -> None:
    refused = answer(house, draft, "deadline_hour", "下月初")
    (asked,) = (one for one in refused.context["shown"].questions if one.refused)
    assert (refused.status_code, codes(refused)) == (422, ["instant_shape"])
    assert (asked.open.question.code, asked.value) == ("deadline_hour", "下月初")


def test_an_answer_left_empty_is_asked_for(house: House, draft: Campaign) -> None:
    assert codes(answer(house, draft, "bodies_unknown")) == ["answer_empty"]


def test_an_answer_typed_is_kept_when_the_page_is_just_saved(house: House, draft: Campaign) -> None:
    wanted = questions(house, draft)["deadline_hour"].open.id
    save(browser_of(house.organiser), draft, paths={f"answer:{wanted}": "2024-03-02 09:00"})
    assert current_definition(draft).deadlines[0].at == moment("2024-03-02 09:00")
    assert "deadline_hour" not in questions(house, draft)


def test_a_value_changed_in_its_own_place_answers_its_question(house: House, draft: Campaign) -> None:
    save(browser_of(house.organiser), draft, paths={"deadlines[0].at": "2024-03-01 17:00"})
    assert "deadline_hour" not in questions(house, draft)


def test_a_question_may_be_left_as_it_is(house: House, draft: Campaign) -> None:
    wanted = questions(house, draft)["form_assumed"]
    assert wanted.way is Way.LOOK
    before = current_definition(draft)
    save(browser_of(house.organiser), draft, settle=wanted.open.id)
    assert (current_definition(draft), "form_assumed" in questions(house, draft)) == (before, False)


def test_bodies_are_pasted_one_a_line(house: House, draft: Campaign) -> None:
    answer(house, draft, "bodies_unknown", "甲县\n乙县、丙县\n市直机关")
    bodies = current_definition(draft).bodies
    assert [(body.name, body.kind) for body in bodies] == [
        ("甲县", BodyKind.LOCAL), ("乙县", BodyKind.LOCAL), ("丙县", BodyKind.LOCAL), ("市直机关", BodyKind.DIRECT),
    ]  # fmt: skip


def test_bodies_are_pasted_with_their_places(house: House, draft: Campaign) -> None:
    answer(house, draft, "bodies_unknown", "序号\t单位\t名额\n1\t甲县\t3\n2\t乙县\t4")
    now = current_definition(draft)
    quota = now.awards[0].quota
    assert [body.name for body in now.bodies] == ["甲县", "乙县"]
    assert (quota.kind, quota.places) == (QuotaKind.TABLE, {"甲县": 3, "乙县": 4})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1.甲县 3\n（2）乙县　4", [PastedBody("甲县", ("3",)), PastedBody("乙县", ("4",))]),
        ("甲县|3|5", [PastedBody("甲县", ("3", "5"))]),
        ("甲县、乙县；丙县", [PastedBody("甲县"), PastedBody("乙县"), PastedBody("丙县")]),
        ("合计\t7", []),
        ("\n \n", []),
    ],
)
def test_pasted_bodies(text: str, found: list[PastedBody]) -> None:
    assert pasted_bodies(text) == found


def test_a_year_makes_a_rule(house: House, draft: Campaign) -> None:
    answer(house, draft, "rule_without_year", "2021年、2022年")
    rules = current_definition(draft).awards[0].rules
    assert [(rule.kind, rule.honour, rule.year) for rule in rules] == [
        (RegisterRuleKind.EXCLUDED, "服务标兵", 2021),
        (RegisterRuleKind.EXCLUDED, "服务标兵", 2022),
    ]
    assert rules[0].wording


def test_an_annex_is_pasted_and_read_in_and_what_was_set_stays(house: House, draft: Campaign) -> None:
    save(browser_of(house.organiser), draft, paths={"short_title": "标兵评选", "awards[0].total": "8"})
    answer(house, draft, "annex_missing", ANNEX)
    draft.refresh_from_db()
    now = current_definition(draft)
    assert [blank.label for blank in now.awards[0].form.fields][:2] == ["姓名", "性别"]
    assert (now.short_title, now.awards[0].total) == ("标兵评选", 8)
    assert draft.notice_text.endswith(ANNEX)
    assert {"annex_missing", "form_assumed"} & set(questions(house, draft)) == set()
    page = shown(browser_of(house.organiser), draft)
    marked = {(mark.fact, draft.notice_text[mark.start : mark.end]) for mark in page.marks}
    assert ("awards[0].form.fields[0]", "姓名") in marked


def test_an_annex_that_is_no_text_is_refused_and_kept(house: House, draft: Campaign) -> None:
    refused = answer(house, draft, "annex_missing", "表" * 100_001)
    assert (refused.status_code, codes(refused)) == (422, ["annex_too_long"])
    assert current_definition(draft) == draft_definition(read_notice(OPEN_NOTICE))[0]


def test_each_attachment_missing_is_a_question_of_its_own(house: House) -> None:
    campaign = drafted(house, OPEN_NOTICE.replace("推荐表\n", "推荐表\n2.“服务标兵”推荐汇总表\n", 1))
    missing = [
        one for one in shown(browser_of(house.organiser), campaign).questions
        if one.open.question.code == "annex_missing"
    ]  # fmt: skip
    assert len({one.open.id for one in missing}) == 2
    save(browser_of(house.organiser), campaign, settle=missing[0].open.id)
    left = questions(house, campaign)["annex_missing"]
    assert left.open.id == missing[1].open.id


# --- ways not met in that notice ---


def given(
    code: str, about: str, suggestion: str, data: dict[str, Any], text: str, nested: dict[Any, Any]
) -> None:
    """Answers a question over plain data and typed text."""
    from pingxuan.core.notice.fact import Question
    from pingxuan.web.definition_answering import take
    from pingxuan.web.definition_answers import asked
    from pingxuan.web.definition_reading import OpenQuestion, Reading

    one = OpenQuestion(code, 1, Question(code, "？", about, suggestion), about)
    reading = Reading(questions=(one,), now=data)
    (made,) = asked(reading, data, (), {})
    take(made, text, nested, reading, data)


DATA: dict[str, Any] = {
    "bodies": [{"name": "甲县"}],
    "awards": [
        {
            "name": "标兵", "kind": "unit", "quota": {"kind": "open", "ratio": {"bases": {}}},
            "form": {
                "fields": [
                    {"key": "name", "label": "姓名", "meaning": "nominee_name"},
                    {"key": "unit", "label": "单位名称", "meaning": ""},
                ],
                "opinions": [{"by": "filing_unit"}],
            },
            "summary": {"columns": [{"label": "单位", "source": ""}]},
        }
    ],
}  # fmt: skip


def typed_rows() -> dict[Any, Any]:
    """Those inputs of the page that the answers below touch."""
    return {
        "bodies": {0: {"name": "甲县"}},
        "awards": {
            0: {
                "form": {"fields": {0: {}, 1: {}}, "opinions": {0: {}}},
                "summary": {"columns": {"shown": "1", 0: {}}},
            }
        },
    }


def test_choices_and_names_and_columns_go_where_they_belong() -> None:
    nested = typed_rows()
    given("award_kind_unclear", "awards[0].kind", "单位", DATA, AwardKind.PERSON.value, nested)
    given("opinion_by_uncertain", "awards[0].form.opinions[0].by", "主办单位", DATA, "", nested)
    given("nominee_name_uncertain", "awards[0].form.fields[0].meaning", "姓名", DATA, "1", nested)
    given("column_without_field", "awards[0].summary.columns[0].source", "单位名称", DATA, "", nested)
    given("summary_lacks_unit", "awards[0].summary.columns", "单位名称", DATA, "", nested)
    given("quota_unsaid", "awards[0].quota", "", DATA, QuotaKind.EACH.value, nested)
    award = nested["awards"][0]
    assert (award["kind"], award["quota"]) == ("person", {"kind": "each"})
    assert award["form"]["opinions"][0]["by"] == OpinionBy.ORGANISER.value
    meanings = [award["form"]["fields"][row]["meaning"] for row in (0, 1)]
    assert meanings == [Meaning.NONE.value, Meaning.NOMINEE_NAME.value]
    columns = award["summary"]["columns"]
    assert (columns[0]["source"], columns[1]) == ("unit", {"label": "单位名称", "source": "unit"})


def test_numbers_of_a_ratio_are_pasted_body_by_body() -> None:
    nested = typed_rows()
    given("quota_bases_unknown", "awards[0].quota.ratio.bases", "四舍五入", DATA, "甲县 120\n乙县 80", nested)
    assert nested["bases"] == {0: {0: "120", 1: "80"}}
    assert nested["bodies"][1]["name"] == "乙县"


def test_bodies_without_numbers_are_no_bases() -> None:
    with pytest.raises(Refused) as refused:
        given(
            "quota_bases_unknown", "awards[0].quota.ratio.bases", "四舍五入", DATA, "甲县\n乙县", typed_rows()
        )
    assert [one.code for one in refused.value.findings] == ["base_missing"]


def test_whatever_names_no_award_asks_for_awards() -> None:
    told = ("not_quite_a_campaign", "campaign_already_over", "notice_body_missing")
    assert {way_of(code, "awards", named=False) for code in told} == {Way.AWARDS}
    assert {way_of(code, "awards") for code in told} == {Way.LOOK}


def test_awards_are_named_one_a_line() -> None:
    nested = typed_rows()
    given("not_an_award_campaign", "awards", "", DATA, "先进集体\n先进个人", nested)
    assert [nested["awards"][row]["name"] for row in (1, 2)] == ["先进集体", "先进个人"]


def test_no_question_is_asked_where_nothing_may_be_answered(house: House, draft: Campaign) -> None:
    assert house.auditor is not None
    html = page_of(browser_of(house.auditor), draft).content.decode()
    assert 'name="answer"' not in html
    assert fields(page_of(browser_of(house.organiser), draft))["title"]

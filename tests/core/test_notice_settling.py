"""Any notice with an award settles into a definition that opens, and so does any definition, however broken."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from pingxuan.core.definition import (
    Approval,
    Column,
    Deadline,
    Definition,
    Field,
    Form,
    PublicationRule,
    Quota,
    Ratio,
    SummaryTable,
)
from pingxuan.core.definition_check import definition_findings
from pingxuan.core.finding import blocking
from pingxuan.core.instants import BEIJING
from pingxuan.core.notice.draft import draft
from pingxuan.core.notice.facts import read_notice
from pingxuan.core.notice.settling import CUSTOMARY_BODIES, settled, settled_definition
from pingxuan.core.words import DeadlineKind, FieldKind, Meaning, QuotaKind
from tests.any_definition import DEFINITIONS
from tests.core.test_definition_check import AWARD, FORM, NAME, SOUND, with_award, with_form
from tests.notices.pairs import HERE, OUTSIDE, SAMPLE

NOTICES = [SAMPLE.notice, *sorted(HERE.glob("*.txt")), *sorted(OUTSIDE.glob("*.txt"))]


def stops(definition: Definition) -> list[str]:
    return [finding.code for finding in blocking(definition_findings(definition))]


@pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: notice.stem)
def test_every_notice_settles(notice: Path) -> None:
    made = settled(draft(read_notice(notice.read_text(encoding="utf-8"))))
    assert stops(made) == ([] if made.awards else ["no_awards"])


def test_a_sound_definition_stays_as_it_is() -> None:
    assert settled_definition(SOUND) == SOUND


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(DEFINITIONS)
def test_any_definition_settles(definition: Definition) -> None:
    assert set(stops(settled_definition(definition))) <= {"no_awards"}


def test_a_suggestion_is_taken_before_convention() -> None:
    due = Deadline(kind=DeadlineKind.MATERIALS, what="推荐材料", wording="2月27日前")
    open_due = replace(SOUND, deadlines=(due,))
    [taken] = settled_definition(open_due, {"deadlines[0].at": "2023-02-27T18:00:00+08:00"}).deadlines
    [by_custom] = settled_definition(open_due, {"deadlines[0].at": "月底"}).deadlines
    assert taken.at == by_custom.at == datetime(2023, 2, 27, 18, tzinfo=BEIJING)
    [other] = settled_definition(open_due, {"deadlines[0].at": "2023-03-01T09:00:00"}).deadlines
    assert other.at == datetime(2023, 3, 1, 9, tzinfo=BEIJING)


def test_the_day_of_issue_is_told_from_the_deadline() -> None:
    undated = settled_definition(replace(SOUND, issue_date=None))
    assert undated.issue_date == SOUND.deadlines[0].at.date() - timedelta(days=17)  # type: ignore[union-attr]
    assert settled_definition(replace(SOUND, issue_date=None, deadlines=())).issue_date == date(2023, 2, 10)


@pytest.mark.parametrize(
    ("addressees", "names"),
    [
        ("城关区总工会、北川县总工会、市直机关工会：", ("城关区总工会", "北川县总工会", "市直机关工会")),
        ("各县（市、区）人民政府，市直有关部门：", CUSTOMARY_BODIES),
        ("", CUSTOMARY_BODIES),
    ],
)
def test_bodies_are_those_addressed(addressees: str, names: tuple[str, ...]) -> None:
    made = settled_definition(replace(with_award(quota=Quota()), bodies=(), addressees=addressees))
    assert tuple(body.name for body in made.bodies) == names


def test_places_decide_between_total_and_table() -> None:
    assert settled_definition(with_award(total=9)).awards[0].total == 6
    slack = settled_definition(replace(SOUND, candidates_percent=100))
    assert (slack.awards[0].total, slack.candidates_percent) == (4, 150)


@pytest.mark.parametrize(
    ("quota", "kind"),
    [
        (Quota(kind=QuotaKind.TABLE), QuotaKind.OPEN),
        (Quota(kind=QuotaKind.REGISTER), QuotaKind.OPEN),
        (Quota(kind=QuotaKind.EACH), QuotaKind.EACH),
        (Quota(kind=QuotaKind.RATIO), QuotaKind.EACH),
        (Quota(kind=QuotaKind.RATIO, ratio=Ratio(places=0, per=0)), QuotaKind.RATIO),
    ],
)
def test_a_quota_that_cannot_be_counted(quota: Quota, kind: QuotaKind) -> None:
    made = settled_definition(with_award(quota=quota))
    assert (made.awards[0].quota.kind, stops(made)) == (kind, [])


def test_forms_are_put_in_order() -> None:
    rows = Field(key="name", label="成员", kind=FieldKind.ROWS, meaning=Meaning.NOMINEE_NAME)
    crossed = Field(key="deeds", label="事迹", kind=FieldKind.LONG_TEXT, min_chars=9, max_chars=3)
    single = Field(key="nature", label="性质", kind=FieldKind.OPTION, options=("国企", "国企"))
    columns = (Column(label="联系人", source="who"),)
    made = settled_definition(
        with_award(
            form=replace(FORM, fields=(rows, crossed, single, single)),
            further_forms=(Form(title="登记表", fields=(NAME,)),),
            summary=SummaryTable(title="汇总表", columns=columns),
        )
    )
    [award] = made.awards
    assert [(one.key, one.kind) for one in award.form.fields] == [
        ("name", FieldKind.LONG_TEXT),
        ("deeds", FieldKind.LONG_TEXT),
        ("nature", FieldKind.TEXT),
        ("nature2", FieldKind.TEXT),
    ]
    assert award.further_forms[0].fields[0].key == "name2"
    assert (award.summary.columns[0].source, stops(made)) == ("", [])


def test_a_form_without_blanks_becomes_the_customary_one() -> None:
    made = settled_definition(with_form(fields=()))
    assert made.awards[0].form.opinions == AWARD.form.opinions
    assert (len(made.awards[0].form.fields) > 3, stops(made)) == (True, [])


def test_what_else_stops_is_put_right() -> None:
    broken = replace(
        SOUND,
        candidates_percent=10,
        publication=PublicationRule(working_days=0),
        approval=Approval(basis="批复", limit=1),
        awards=(AWARD, AWARD),
    )
    assert stops(settled_definition(broken)) == []

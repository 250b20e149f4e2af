"""Deciding a published list: honoured, numbered, entered in the register; and a plaque revoked."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pingxuan.actions.decision import decide, revoke_plaque
from pingxuan.actions.publication import answer_objection, drop, fill_in, receive_objection
from pingxuan.actions.register import import_register
from pingxuan.actions.visit import record_veto
from pingxuan.core.definition import PlaqueRule
from pingxuan.core.instants import beijing_date
from pingxuan.core.publication import numbers_in
from pingxuan.core.register import RegisterEntry as Honour
from pingxuan.core.words import (
    ObjectionKind,
    ObjectionOutcome,
    Outcome,
    PlaqueAnswer,
)
from pingxuan.models import Decision, LedgerEntry, Nomination, Plaque, Publication, RegisterEntry
from pingxuan.queries.plaque import plaque_by_code, plaque_facts, plaques
from pingxuan.queries.publication import decision_preview
from tests.makers import House, decide_all, make_house, make_nomination, meet, public, publish_all
from tests.racing import race
from tests.refusing import refused
from tests.small_campaign import CITY, COUNTY, DEFINITION, HONOURED_2021, ORGANISER, PERSON, UNIT


def published_house(*awards: str) -> tuple[House, Publication, list[Nomination]]:
    """One nominee for each award named, decided and published on 2023-03-16 until 2023-03-23."""
    house = make_house()
    units = iter(HONOURED_2021)
    made = [
        make_nomination(house, award=award, unit=next(units) if award == PERSON else "") for award in awards
    ]
    for award in dict.fromkeys(awards):
        meet(house, award)
    house.go_to("2023-03-16 09:00")
    return house, publish_all(house), made


def decide_now(house: House, publication: Publication, **changes: object) -> Decision:
    terms: dict[str, object] = {
        "doc_number": "某服办〔2023〕9号",
        "decided_on": beijing_date(house.at),
        "by": house.organiser,
        "at": house.tick(),
    }
    return decide(publication, **(terms | changes))  # type: ignore[arg-type]


@pytest.mark.django_db
def test_everyone_on_the_list_is_honoured_numbered_and_registered_in_one_entry() -> None:
    house, publication, made = published_house(UNIT, UNIT, PERSON)
    before = LedgerEntry.objects.count()
    decision = decide_all(house, publication)
    assert LedgerEntry.objects.count() == before + 1
    assert set(Nomination.objects.values_list("state", flat=True)) == {"honoured"}
    assert (decision.groups, decision.digest) == (publication.groups, publication.digest)
    publication.refresh_from_db()
    assert publication.state == "decided"
    rows = [(row.number, row.valid_until, row.register_entry.number) for row in plaques(house.campaign)]
    until = date(2026, 3, 24)
    assert rows == [
        ("2023-文明服务形象大使-001", until, "2023-文明服务形象大使-001"),
        ("2023-文明服务示范窗口-001", until, "2023-文明服务示范窗口-001"),
        ("2023-文明服务示范窗口-002", until, "2023-文明服务示范窗口-002"),
    ]
    entry = RegisterEntry.objects.get(number="2023-文明服务形象大使-001")
    assert (entry.honour, entry.year, entry.name, entry.body_name, entry.unit_name) == (
        "文明服务形象大使",
        2023,
        made[2].nominee_name,
        CITY,
        made[2].unit_name,
    )
    codes = set(Plaque.objects.values_list("code", flat=True))
    assert (len(codes), {len(code) for code in codes}) == (3, {16})


@pytest.mark.django_db
def test_a_list_is_decided_only_after_its_last_day() -> None:
    house, publication, _ = published_house(UNIT)
    house.go_to("2023-03-23 23:59")
    assert refused(decide_now, house, publication) == ["publication_running"]
    house.go_to("2023-03-24 00:00")
    assert refused(decide_now, house, publication, by=house.leader) == ["not_your_act"]
    assert refused(decide_now, house, publication, doc_number="") == ["required_missing"]
    assert decision_preview(publication, doc_number="9号", decided_on=date(2023, 3, 24), at=house.at) == ()
    decide_now(house, publication)
    assert refused(decide_now, house, publication) == ["already_decided"]


@pytest.mark.django_db
def test_objections_are_settled_first() -> None:
    house, publication, made = published_house(UNIT, UNIT)
    raised = [
        receive_objection(
            publication,
            kind=ObjectionKind.ANONYMOUS,
            name="",
            phone="",
            text="有具体线索。",
            nomination=nomination,
            by=public(house),
            at=house.tick(),
        )
        for nomination in (made[0], None)
    ]
    house.go_to("2023-03-24 09:00")
    assert refused(decide_now, house, publication) == ["objections_pending"]
    outcomes = (ObjectionOutcome.UPHELD, ObjectionOutcome.NOT_UPHELD)
    for objection, outcome in zip(raised, outcomes, strict=True):
        answer_objection(
            objection, outcome=outcome, answer="已核实", handler="纪严", by=house.organiser, at=house.tick()
        )
    assert refused(decide_now, house, publication) == ["upheld_not_handled"]
    drop(made[0], "异议成立", by=house.organiser, at=house.tick())
    decision = decide_now(house, publication)
    assert numbers_in(decision.groups) == (made[1].number,)
    assert dict(Nomination.objects.values_list("pk", "state")) == {
        made[0].pk: "dropped",
        made[1].pk: "honoured",
    }


@pytest.mark.django_db
def test_a_veto_found_during_the_publication_blocks_the_decision() -> None:
    house, publication, made = published_house(UNIT, UNIT)
    record_veto(made[0], "有违法违纪行为", "通报", by=house.organiser, at=house.tick())
    house.go_to("2023-03-24 09:00")
    assert refused(decide_now, house, publication) == ["vetoed"]
    drop(made[0], "通报属实", by=house.organiser, at=house.tick())
    drop(made[1], "自愿退出", by=house.organiser, at=house.tick())
    assert refused(decide_now, house, publication) == ["nobody_to_honour"]


@pytest.mark.django_db
def test_a_fill_in_is_decided_on_its_own_clock_and_numbers_go_on() -> None:
    house = make_house()
    made = [make_nomination(house), make_nomination(house, body=COUNTY)]
    meet(house, UNIT, {made[1].pk: Outcome.RESERVE})
    house.go_to("2023-03-16 09:00")
    first = publish_all(house)
    house.go_to("2023-03-20 09:00")
    second = fill_in(
        house.campaign,
        [made[1]],
        "补足空缺",
        title="补充公示",
        starts_on=beijing_date(house.at),
        by=house.organiser,
        at=house.tick(),
    )
    house.go_to("2023-03-24 09:00")
    decide_now(house, first)
    assert refused(decide_now, house, second) == ["publication_running"]
    house.go_to("2023-03-28 09:00")
    decide_now(house, second, doc_number="某服办〔2023〕10号")
    numbers = dict(Plaque.objects.values_list("nomination_id", "number"))
    assert numbers == {
        made[0].pk: "2023-文明服务示范窗口-001",
        made[1].pk: "2023-文明服务示范窗口-002",
    }


@pytest.mark.django_db
def test_a_namesake_already_on_this_years_register_is_told_apart_by_unit() -> None:
    house = make_house()
    award, unit = house.award(PERSON).name, next(iter(HONOURED_2021))
    namesake = Honour(honour=award, year=2023, name="刘安", body=COUNTY)
    import_register(house.campaign, [namesake], by=house.organiser, at=house.tick())
    make_nomination(house, award=PERSON, name="刘安", unit=unit)
    meet(house, PERSON)
    house.go_to("2023-03-16 09:00")
    decide_all(house, publish_all(house))
    rows = RegisterEntry.objects.filter(honour=award, year=2023).values_list("name", "unit_name")
    assert sorted(rows) == [("刘安", ""), ("刘安", unit)]


@pytest.mark.django_db
def test_a_pattern_that_cannot_be_filled_is_refused_and_nothing_is_honoured() -> None:
    house = make_house(replace(DEFINITION, plaque=PlaqueRule(pattern="{oops}")))
    make_nomination(house)
    meet(house)
    house.go_to("2023-03-16 09:00")
    publication = publish_all(house)
    house.go_to("2023-03-24 09:00")
    assert refused(decide_now, house, publication) == ["plaque_pattern_bad"]
    assert (Plaque.objects.count(), Nomination.objects.get().state) == (0, "proposed")


@pytest.mark.django_db
def test_a_scan_is_answered_valid_expired_revoked_or_unknown() -> None:
    house, publication, made = published_house(UNIT)
    decide_all(house, publication)
    plaque = Plaque.objects.get()
    facts = plaque_facts(plaque.code.upper(), date(2026, 3, 24))
    assert (facts.answer, facts.name, facts.award, facts.body, facts.issuer, facts.issued_on) == (
        PlaqueAnswer.VALID,
        made[0].nominee_name,
        "文明服务示范窗口",
        CITY,
        ORGANISER,
        date(2023, 3, 24),
    )
    assert plaque_facts(plaque.code, date(2026, 3, 25)).answer is PlaqueAnswer.EXPIRED
    assert plaque_facts("nothing", date(2026, 3, 25)).answer is PlaqueAnswer.UNKNOWN
    house.go_to("2023-05-04 09:00")
    day = beijing_date(house.at)
    revoke_plaque(plaque, "复核不合格", revoked_on=day, by=house.organiser, at=house.tick())
    revoked = plaque_facts(plaque.code, day)
    assert (revoked.answer, revoked.revoked_on, revoked.revoke_reason) == (
        PlaqueAnswer.REVOKED,
        day,
        "复核不合格",
    )
    assert plaque_by_code(plaque.code) == plaque
    entry = RegisterEntry.objects.get(number=plaque.number)
    assert (entry.state, entry.state_reason) == ("revoked", "复核不合格")


@pytest.mark.django_db
def test_a_revocation_needs_a_reason_a_day_that_was_and_a_plaque_that_stands() -> None:
    house, publication, _ = published_house(UNIT)
    decide_all(house, publication)
    plaque = Plaque.objects.get()
    day = plaque.issued_on
    office = {"by": house.organiser, "at": house.tick()}
    assert refused(revoke_plaque, plaque, "", revoked_on=day, **office) == ["required_missing"]
    for wrong in (day - timedelta(days=1), day + timedelta(days=1)):
        assert refused(revoke_plaque, plaque, "复核", revoked_on=wrong, **office) == ["revoked_on_date"]
    by = house.auditor
    assert refused(revoke_plaque, plaque, "复核", revoked_on=day, by=by, at=house.at) == ["not_your_act"]
    revoke_plaque(plaque, "复核不合格", revoked_on=day, **office)
    assert refused(revoke_plaque, plaque, "复核", revoked_on=day, **office) == ["revoked_already"]


def test_two_who_decide_at_once_decide_once(fresh_database: object) -> None:
    house, publication, _ = published_house(UNIT)
    house.go_to("2023-03-24 09:00")
    results = race(lambda: decide_now(house, publication), lambda: decide_now(house, publication))
    assert sorted(isinstance(result, Decision) for result in results) == [False, True]
    assert (Decision.objects.count(), Plaque.objects.count()) == (1, 1)

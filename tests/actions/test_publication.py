"""The 公示: every pending decision in one act, objections, drops and fill-ins, each on the record."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pingxuan.actions.check import return_for_correction
from pingxuan.actions.publication import (
    answer_objection,
    drop,
    fill_in,
    publish,
    receive_objection,
)
from pingxuan.actions.visit import record_veto
from pingxuan.core.instants import beijing_date
from pingxuan.core.publication import groups_digest, numbers_in
from pingxuan.core.words import NominationState, ObjectionKind, ObjectionOutcome, Outcome
from pingxuan.models import LedgerEntry, Nomination, Objection, Publication, Selection
from pingxuan.queries.publication import (
    objection_by_code,
    objections,
    past_publications,
    publication_of,
    publication_plan,
    publications,
    running_publications,
    vacancy,
)
from tests.makers import House, make_house, make_nomination, meet, public, publish_all
from tests.racing import race
from tests.refusing import refused
from tests.small_campaign import CITY, COUNTY, MEMBER, PERSON, UNIT, UNIT_AWARD, with_award

S, R, N = Outcome.SELECTED, Outcome.RESERVE, Outcome.NOT_SELECTED
RUNNING = {"text": "该窗口经常脱岗。", "name": "王某", "phone": "13800000009"}


def tight_house(total: int = 2) -> tuple[House, list[Nomination]]:
    """``total`` prizes and four accepted nominees, in the order of the ranking."""
    house = make_house(replace(with_award(UNIT_AWARD, total=total), candidates_percent=300))
    bodies = (CITY, CITY, COUNTY, MEMBER)
    return house, [make_nomination(house, body=body) for body in bodies]


def states(*nominations: Nomination) -> list[str]:
    rows = dict(Nomination.objects.values_list("pk", "state"))
    return [rows[nomination.pk] for nomination in nominations]


def publish_now(house: House, **changes: object) -> Publication:
    terms: dict[str, object] = {
        "title": "公示",
        "starts_on": beijing_date(house.at),
        "by": house.organiser,
        "at": house.tick(),
    }
    return publish(house.campaign, **(terms | changes))  # type: ignore[arg-type]


def fill(house: House, *nominations: Nomination, **changes: object) -> Publication:
    terms: dict[str, object] = {
        "title": "补充公示",
        "starts_on": beijing_date(house.at),
        "by": house.organiser,
        "at": house.tick(),
    }
    return fill_in(house.campaign, nominations, "有取消的名额", **(terms | changes))  # type: ignore[arg-type]


def object_to(house: House, publication: Publication, **changes: object) -> Objection:
    terms = {"kind": ObjectionKind.REAL_NAME, "by": public(house), "at": house.tick(), **RUNNING}
    return receive_objection(publication, **(terms | changes))  # type: ignore[arg-type]


@pytest.mark.django_db
def test_every_decision_is_applied_in_one_entry() -> None:
    house, made = tight_house()
    person = make_nomination(house, award=PERSON)
    meet(house, UNIT, {made[3].pk: N})
    meet(house, PERSON)
    before = LedgerEntry.objects.count()
    publication = publish_all(house)
    assert LedgerEntry.objects.count() == before + 1
    assert states(*made, person) == ["proposed", "proposed", "reserve", "not_selected", "proposed"]
    assert list(Selection.objects.values_list("applied_at", flat=True)) == [house.at, house.at]
    assert (publication.number, publication.state) == (1, "running")
    assert publication.digest == groups_digest(publication.groups)
    assert [(group["award"], len(group["rows"])) for group in publication.groups] == [(UNIT, 2), (PERSON, 1)]
    assert set(publication.groups[0]["rows"][0]) == {"number", "name", "unit", "body"}


@pytest.mark.django_db
def test_a_member_units_nominee_is_listed_under_the_body_that_counts_it() -> None:
    house = make_house()
    make_nomination(house, body=CITY)
    make_nomination(house, body=MEMBER)
    meet(house)
    rows = publish_all(house).groups[0]["rows"]
    assert [row["body"] for row in rows] == ["州直", CITY]


@pytest.mark.django_db
def test_the_clock_counts_working_days_without_the_first() -> None:
    house, _ = tight_house()
    meet(house)
    house.go_to("2023-03-16 09:00")
    publication = publish_all(house)
    assert (publication.starts_on, publication.ends_on) == (date(2023, 3, 16), date(2023, 3, 23))
    assert [row.pk for row in running_publications(date(2023, 3, 23))] == [publication.pk]
    assert list(running_publications(date(2023, 3, 24))) == []
    assert [row.pk for row in past_publications(date(2023, 3, 24))] == [publication.pk]


@pytest.mark.django_db
def test_nothing_is_published_while_an_award_has_no_meeting() -> None:
    house, made = tight_house()
    make_nomination(house, award=PERSON)
    meet(house)
    assert refused(publish_now, house) == ["meeting_missing"]
    assert states(*made) == ["accepted"] * 4
    assert refused(publish_now, house, by=house.officers[CITY]) == ["not_your_act"]


@pytest.mark.django_db
def test_decisions_overtaken_by_events_are_not_published() -> None:
    house, made = tight_house()
    assert refused(publish_now, house) == ["meeting_missing"]
    meet(house)
    make_nomination(house, award=PERSON)
    meet(house, PERSON)
    late = make_nomination(house, body=COUNTY)
    return_for_correction(made[0], "请核对", by=house.organiser, at=house.tick())
    record_veto(made[1], "有责任投诉", "通报", by=house.organiser, at=house.tick())
    yesterday = beijing_date(house.at) - timedelta(days=1)
    assert refused(publish_now, house, starts_on=yesterday, title="") == [
        "required_missing",
        "not_decided",
        "decision_outdated",
        "start_in_past",
        "vetoed",
    ]
    assert states(late) == ["accepted"]


@pytest.mark.django_db
def test_the_preview_says_what_publishing_does() -> None:
    house, _ = tight_house()
    meet(house)
    day = beijing_date(house.at)
    plan = publication_plan(house.campaign, day, at=house.at)
    assert (plan.count(S), plan.count(R), plan.count(N)) == (2, 2, 0)
    assert [(finding.code, finding.blocks) for finding in plan.findings] == [("not_visited", False)]
    publication = publish_now(house)
    assert (publication.groups, publication.ends_on) == (plan.groups, plan.ends_on)
    assert refused(publish_now, house) == ["already_published"]


@pytest.mark.django_db
def test_objections_are_taken_with_a_code_and_answered_once() -> None:
    house, made = tight_house()
    meet(house)
    publication = publish_all(house)
    objection = object_to(house, publication, nomination=made[0])
    assert objection_by_code(f" {objection.code.upper()} ") == objection
    assert (objection_by_code(""), objection_by_code("nothing")) == (None, None)
    told = {"outcome": ObjectionOutcome.NOT_UPHELD, "answer": "经核实不属实", "handler": "纪严"}
    office = {"by": house.organiser, "at": house.tick()}
    answered = answer_objection(objection, **told, **office)  # type: ignore[arg-type]
    assert (answered.outcome, answered.handler, answered.answered_at) == ("not_upheld", "纪严", house.at)
    assert refused(answer_objection, objection, **told, **office) == ["answered_already"]
    by = house.officers[CITY]
    assert refused(answer_objection, objection, **told, by=by, at=house.at) == ["not_your_act"]
    assert [row.pk for row in objections(publication)] == [objection.pk]


@pytest.mark.django_db
def test_an_objection_names_only_who_is_on_the_list_and_comes_in_time() -> None:
    house, made = tight_house()
    meet(house)
    publication = publish_all(house)
    assert refused(object_to, house, publication, nomination=made[2]) == ["not_on_list"]
    assert refused(object_to, house, publication, phone="", name="") == ["required_missing"] * 2
    last = house.go_to(f"{publication.ends_on:%Y-%m-%d} 23:59")
    object_to(house, publication, at=last)
    over = last + timedelta(minutes=1)
    assert refused(object_to, house, publication, at=over) == ["publication_over"]


@pytest.mark.django_db
def test_a_dropped_nominee_leaves_a_place_that_the_first_reserve_fills() -> None:
    house, made = tight_house()
    meet(house)
    first = publish_all(house)
    assert refused(fill, house, made[2]) == ["no_vacancy"]
    assert refused(drop, made[0], " ", by=house.organiser, at=house.tick()) == ["required_missing"]
    drop(made[0], "异议成立", by=house.organiser, at=house.tick())
    stands = vacancy(house.campaign, UNIT)
    assert (stands.places, [one.nomination.pk for one in stands.reserves]) == (1, [made[2].pk, made[3].pk])
    assert refused(fill, house, made[3]) == ["not_first_reserve"]
    assert refused(fill, house, made[2], made[3]) == ["no_vacancy"]
    assert refused(fill, house, made[1]) == ["not_in_reserve"]
    house.go_to("2023-03-16 09:00")
    second = fill(house, made[2])
    assert states(*made) == ["dropped", "proposed", "proposed", "reserve"]
    assert (second.number, numbers_in(second.groups)) == (2, (made[2].number,))
    assert (second.ends_on, second.groups == first.groups) == (date(2023, 3, 23), False)
    assert publication_of(made[2]) == second
    assert publication_of(made[1]) == first
    assert publication_of(made[3]) is None
    assert [row.number for row in publications(house.campaign)] == [1, 2]


@pytest.mark.django_db
def test_a_barred_reserve_is_passed_over() -> None:
    house, made = tight_house()
    meet(house)
    publish_all(house)
    drop(made[0], "异议成立", by=house.organiser, at=house.tick())
    record_veto(made[2], "有责任投诉", "通报", by=house.organiser, at=house.tick())
    assert refused(fill, house, made[2]) == ["barred_selected"]
    assert numbers_in(fill(house, made[3]).groups) == (made[3].number,)


@pytest.mark.django_db
def test_nothing_is_filled_in_before_the_first_publication() -> None:
    house, made = tight_house()
    meet(house)
    assert refused(fill, house, made[2]) == ["not_published_yet", "not_in_reserve"]


@pytest.mark.django_db
def test_a_nominee_is_dropped_only_while_proposed() -> None:
    house = make_house()
    for state in (NominationState.ACCEPTED, NominationState.SUBMITTED):
        nomination = make_nomination(house, state)
        assert refused(drop, nomination, "误报", by=house.organiser, at=house.tick()) == ["state_moved_on"]


def test_two_who_publish_at_once_publish_once(fresh_database: object) -> None:
    house, _ = tight_house()
    meet(house)
    results = race(lambda: publish_now(house), lambda: publish_now(house))
    assert sorted(isinstance(result, Publication) for result in results) == [False, True]
    assert [result for result in results if isinstance(result, list)] == [["already_published"]]
    assert Publication.objects.count() == 1


def test_two_who_fill_one_place_at_once_fill_it_once(fresh_database: object) -> None:
    house, made = tight_house()
    meet(house)
    publish_all(house)
    drop(made[0], "异议成立", by=house.organiser, at=house.tick())
    results = race(lambda: fill(house, made[2]), lambda: fill(house, made[2]))
    assert sorted(isinstance(result, Publication) for result in results) == [False, True]
    assert [result for result in results if isinstance(result, list)] == [["not_in_reserve"]]
    assert states(*made) == ["dropped", "proposed", "proposed", "reserve"]


def test_a_nominee_returned_while_the_list_is_published_is_one_or_the_other(
    fresh_database: object,
) -> None:
    house, made = tight_house()
    meet(house)
    results = race(
        lambda: publish_now(house),
        lambda: return_for_correction(made[0], "请核对", by=house.organiser, at=house.tick()),
    )
    published = isinstance(results[0], Publication)
    assert results[1 if published else 0] in (["state_moved_on"], ["decision_outdated"])
    assert states(made[0]) == ["proposed" if published else "returned"]

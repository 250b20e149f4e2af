"""An open campaign's definition is amended: with a reason, followed by what is being filled, sealed things stay."""

from dataclasses import replace
from typing import Any

import pytest

from pingxuan.actions.amendment import amend_definition
from pingxuan.actions.check import return_for_correction
from pingxuan.actions.nomination import hand_in, save_draft, send_back, submit
from pingxuan.core.definition import Definition, Field, NominatingBody
from pingxuan.core.words import CampaignState, DeadlineKind, NominationState, Reach
from pingxuan.models import DefinitionVersion, LedgerEntry, Nomination, Opinion
from pingxuan.queries.definition import (
    award_of,
    current_definition,
    current_version,
    makers_of,
    version_numbered,
    versions,
)
from pingxuan.queries.definition_touch import touched_by
from tests.makers import House, answers_for, make_house, make_nomination
from tests.refusing import refused
from tests.replaying import kept_rows, replayed_rows
from tests.small_campaign import CITY, COUNTY, DEFINITION, DIRECT, UNIT, UNIT_AWARD, moment, with_award

pytestmark = pytest.mark.django_db
S = NominationState
HONESTY = Field(key="honesty", label="诚信情况")
LATER = "2023-03-03 18:00"
WITH_HONESTY = with_award(
    UNIT_AWARD, form=replace(UNIT_AWARD.form, fields=(*UNIT_AWARD.form.fields, HONESTY))
)
STRICTER = with_award(UNIT_AWARD, criteria=(*UNIT_AWARD.criteria[:2],))
EXTENDED = replace(
    DEFINITION,
    deadlines=(
        DEFINITION.deadlines[0],
        replace(DEFINITION.deadlines[1], at=moment(LATER)),
    ),
)


def amend(
    house: House, definition: Definition, reason: str = "领导小组同意", since: int = 1
) -> DefinitionVersion:
    return amend_definition(
        house.campaign, definition, since=since, reason=reason, by=house.organiser, at=house.tick()
    )


def version_numbers(*nominations: Nomination) -> list[int]:
    rows = Nomination.objects.select_related("definition_version").in_bulk([row.pk for row in nominations])
    return [rows[row.pk].definition_version.number for row in nominations]


def fresh(nomination: Nomination) -> Nomination:
    return Nomination.whole().get(pk=nomination.pk)


def test_a_new_version_has_its_number_reason_maker_and_entry() -> None:
    house = make_house()
    changed = replace(EXTENDED, short_title="推荐评选（更正）")
    version = amend(house, changed, " 称号名称有误 ")
    assert (version.number, version.reason, version.frozen_at) == (2, "称号名称有误", house.at)
    assert [held.number for held in versions(house.campaign)] == [2, 1]
    assert LedgerEntry.objects.order_by("-seq")[0].act == "amend_definition"
    house.campaign.refresh_from_db()
    assert (house.campaign.title, house.campaign.state) == ("推荐评选（更正）", CampaignState.OPEN)
    assert current_definition(house.campaign) == changed
    assert makers_of(versions(house.campaign)) == {2: "周明", 1: "周明"}
    assert [version_numbered(house.campaign, number) for number in (2, 0, 3)] == [version, None, None]


@pytest.mark.parametrize(
    ("changed", "reason", "codes"),
    [
        (EXTENDED, " ", ["reason_missing"]),
        (DEFINITION, "更正", ["nothing_changed"]),
        (replace(DEFINITION, title=""), "更正", ["title_missing"]),
        (
            with_award(UNIT_AWARD, quota=replace(UNIT_AWARD.quota, places={DIRECT: 1, CITY: 2, COUNTY: 3})),
            "调整",
            ["quota_changed_openly"],
        ),
        (replace(DEFINITION, bodies=(*DEFINITION.bodies, NominatingBody(name="焉耆县"))), "增加",
         ["quota_changed_openly"]),
        (with_award(UNIT_AWARD, key="window"), "换代号", ["awards_changed_openly"]),
        (replace(DEFINITION, awards=DEFINITION.awards[:1]), "去掉一项", ["awards_changed_openly"]),
    ],
)  # fmt: skip
def test_what_an_open_campaign_does_not_take(changed: Definition, reason: str, codes: list[str]) -> None:
    house = make_house()
    assert refused(amend, house, changed, reason) == codes
    assert current_version(house.campaign).number == 1


def test_an_amendment_written_on_an_older_version_is_refused() -> None:
    house = make_house()
    amend(house, EXTENDED)
    assert refused(amend, house, STRICTER, since=1) == ["definition_moved_on"]
    assert amend(house, STRICTER, since=2).number == 3


def test_only_the_organiser_amends() -> None:
    house = make_house()
    terms: dict[str, Any] = {"since": 1, "reason": "延期", "at": house.tick()}
    assert refused(amend_definition, house.campaign, EXTENDED, by=house.officers[CITY], **terms) == [
        "not_your_act"
    ]


# --- who follows ---


def test_what_is_being_filled_follows_a_new_form_and_what_was_handed_in_stays() -> None:
    house = make_house()
    states = (S.DRAFT, S.HANDED_IN, S.ENDORSED, S.SUBMITTED, S.RETURNED, S.ACCEPTED)
    rows = [
        make_nomination(house, state, body=CITY if state is not S.ACCEPTED else COUNTY) for state in states
    ]
    amend(house, WITH_HONESTY)
    assert version_numbers(*rows) == [2, 1, 1, 1, 2, 1]
    assert version_numbers(make_nomination(house, S.DRAFT)) == [2]


def test_what_was_returned_keeps_its_version_where_nothing_sealed_changed() -> None:
    house = make_house()
    drafted, returned = make_nomination(house, S.DRAFT), make_nomination(house, S.RETURNED)
    amend(house, STRICTER)
    assert version_numbers(drafted, returned) == [2, 1]
    again = hand_in(returned, returned.answers, by=house.officers[CITY], at=house.tick())
    assert (again.state, Opinion.objects.filter(nomination=again, voided_at__isnull=False).count()) == (
        S.ENDORSED,
        0,
    )


def test_a_returned_nomination_on_a_new_form_is_sealed_anew() -> None:
    house = make_house()
    returned = make_nomination(house, S.RETURNED)
    amend(house, WITH_HONESTY)
    officer = house.officers[CITY]
    assert refused(hand_in, fresh(returned), returned.answers, by=officer, at=house.tick()) == [
        "required_missing"
    ]
    told = returned.answers | {"honesty": "良好"}
    again = hand_in(fresh(returned), told, by=officer, at=house.tick())
    assert (again.state, again.holds_place) == (S.HANDED_IN, False)
    assert Opinion.objects.filter(nomination=again, voided_at__isnull=True).count() == 0


def test_what_is_sent_back_or_returned_later_follows_then() -> None:
    house = make_house()
    handed, submitted = make_nomination(house, S.HANDED_IN), make_nomination(house, S.SUBMITTED)
    amend(house, WITH_HONESTY)
    assert version_numbers(handed, submitted) == [1, 1]
    send_back(fresh(handed), "请补充", by=house.officers[CITY], at=house.tick())
    return_for_correction(fresh(submitted), "请补充", by=house.organiser, at=house.tick())
    assert version_numbers(handed, submitted) == [2, 2]


def test_the_ledger_tells_all_an_amendment_moved() -> None:
    house = make_house()
    make_nomination(house, S.DRAFT)
    make_nomination(house, S.RETURNED)
    amend(house, WITH_HONESTY)
    assert kept_rows() == replayed_rows()


def test_what_was_handed_in_goes_on_as_it_was() -> None:
    house = make_house()
    endorsed = make_nomination(house, S.ENDORSED)
    amend(house, WITH_HONESTY)
    sent = submit(fresh(endorsed), by=house.officers[CITY], at=house.tick())
    assert (sent.state, award_of(sent)) == (S.SUBMITTED, UNIT_AWARD)


def test_an_award_under_another_name_is_new_for_drafts_only() -> None:
    house = make_house()
    early, sealed = make_nomination(house, S.DRAFT), make_nomination(house, S.ENDORSED)
    amend(house, with_award(UNIT_AWARD, name="文明服务示范岗"))
    assert [award_of(fresh(row)).name for row in (early, sealed)] == ["文明服务示范岗", "文明服务示范窗口"]


def test_a_later_deadline_holds_for_everything_not_submitted() -> None:
    house = make_house()
    first, second = make_nomination(house, S.ENDORSED), make_nomination(house, S.ENDORSED)
    house.go_to("2023-02-27 19:00")
    officer = house.officers[CITY]
    assert refused(submit, first, by=officer, at=house.tick()) == ["late"]
    amend(house, EXTENDED)
    assert submit(fresh(first), by=officer, at=house.tick()).state == S.SUBMITTED
    house.go_to("2023-03-03 18:01")
    assert refused(submit, fresh(second), by=officer, at=house.tick()) == ["late"]


# --- what a change touches ---


def touch(house: House, new: Definition) -> list[tuple[Reach, str, dict[NominationState, int], int, int]]:
    """Reach, award, how many in each state, how many move, how many have then something to mend."""
    found = touched_by(house.campaign, current_definition(house.campaign), new)
    return [(one.part.reach, one.award, dict(one.counts), one.moving, one.incomplete) for one in found]


def test_a_changed_form_touches_its_award_and_tells_what_will_be_missing() -> None:
    house = make_house()
    empty, filled = make_nomination(house, S.DRAFT), make_nomination(house, S.DRAFT)
    told = answers_for(house, UNIT, filled.nominee_name) | {"honesty": "良好"}
    save_draft(filled, told, version=0, at=house.tick())
    for state in (S.ENDORSED, S.RETURNED, S.WITHDRAWN):
        make_nomination(house, state)
    make_nomination(house, S.DRAFT, award="person")
    counts = {S.DRAFT: 2, S.ENDORSED: 1, S.RETURNED: 1}
    assert touch(house, WITH_HONESTY) == [(Reach.FORM, UNIT_AWARD.name, counts, 3, 2)]
    found = touched_by(house.campaign, DEFINITION, WITH_HONESTY)[0].rows
    assert {row.nomination.pk: [one.code for one in row.findings] for row in found if row.moves}[
        empty.pk
    ] == ["required_missing"]


def test_a_tighter_limit_finds_those_it_cuts() -> None:
    house = make_house()
    returned = make_nomination(house, S.RETURNED)
    deeds = replace(UNIT_AWARD.form.fields[3], max_chars=20)
    tighter = with_award(
        UNIT_AWARD, form=replace(UNIT_AWARD.form, fields=(*UNIT_AWARD.form.fields[:3], deeds))
    )
    rows = touched_by(house.campaign, DEFINITION, tighter)[0].rows
    assert [(row.nomination.pk, [one.code for one in row.findings]) for row in rows] == [
        (returned.pk, ["too_long"])
    ]


def test_a_deadline_touches_what_is_not_submitted() -> None:
    house = make_house()
    for state in (S.DRAFT, S.ENDORSED, S.SUBMITTED):
        make_nomination(house, state)
    assert touch(house, EXTENDED) == [(Reach.DEADLINE, "", {S.DRAFT: 1, S.ENDORSED: 1}, 0, 0)]
    contacts = replace(DEFINITION.deadlines[0], at=moment("2023-02-14 18:00"))
    assert contacts.kind is DeadlineKind.CONTACTS
    moved = replace(DEFINITION, deadlines=(contacts, DEFINITION.deadlines[1]))
    assert touch(house, moved) == [(Reach.DEADLINE, "", {}, 0, 0)]


@pytest.mark.parametrize(
    ("changed", "reach", "award"),
    [
        (replace(DEFINITION, departments=("公安局",)), Reach.CAMPAIGN, ""),
        (with_award(UNIT_AWARD, total=3), Reach.AWARD, UNIT_AWARD.name),
        (
            with_award(UNIT_AWARD, summary=replace(UNIT_AWARD.summary, title="汇总")),
            Reach.SUMMARY,
            UNIT_AWARD.name,
        ),
    ],
)
def test_what_holds_at_once_names_nobody(changed: Definition, reach: Reach, award: str) -> None:
    house = make_house()
    make_nomination(house, S.SUBMITTED)
    assert touch(house, changed) == [(reach, award, {}, 0, 0)]


@pytest.mark.parametrize("rows", [1, 3])
def test_what_is_touched_is_asked_in_few_queries(rows: int, django_assert_max_num_queries: Any) -> None:
    house = make_house()
    for _ in range(rows):
        make_nomination(house, S.DRAFT)
    current_definition(house.campaign)
    with django_assert_max_num_queries(3):
        touched_by(house.campaign, DEFINITION, WITH_HONESTY)

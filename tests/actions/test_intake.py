"""Files taken in: one nomination for form and summary line, changed ones revised, faulty ones left alone."""

from collections.abc import Sequence
from hashlib import sha256

import pytest

from pingxuan.actions.intake import Taken, take_in
from pingxuan.actions.opinion import endorse
from pingxuan.core.intake.grid import Grid, grid_of_rows
from pingxuan.core.intake.plan import Action, Plan, plan_of
from pingxuan.core.intake.recognition import read_file
from pingxuan.core.ledger import read_canonical
from pingxuan.core.words import NominationState
from pingxuan.models import Draft, LedgerEntry, Nomination, StoredFile
from pingxuan.queries.intake import intake_facts
from tests.makers import House, make_house, make_nomination, words
from tests.refusing import refused
from tests.small_campaign import COUNTY, DEEDS, HONOURED_2021, UNIT_AWARD

pytestmark = pytest.mark.django_db
S = NominationState
NAME = "和静县演示车站"


@pytest.fixture
def house() -> House:
    return make_house()


def form(name: str = NAME, phone: str = "13800000001", contact: str = "李安", deeds: str = DEEDS) -> Grid:
    rows = [[("", UNIT_AWARD.form.title)]]
    rows += [[("", label), ("", text)] for label, text in
             [("单位名称", name), ("联系人", contact), ("联系电话", phone), ("主要事迹", deeds)]]  # fmt: skip
    return grid_of_rows("表1", rows)


def planned(house: House, *grids: Grid, body: str = COUNTY) -> Plan:
    facts = intake_facts(house.parts[body], at=house.tick())
    return plan_of([read_file("来件.docx", grids, facts.definition)], facts)


def taken(house: House, *grids: Grid) -> tuple[Taken, ...]:
    files = [stored(house, b"the file as it came")]
    return take_in(
        house.parts[COUNTY], planned(house, *grids), files=files, by=house.officers[COUNTY], at=house.tick()
    )


def stored(house: House, data: bytes) -> StoredFile:
    digest = sha256(data).hexdigest()
    return StoredFile.objects.create(
        digest=digest, name="来件.docx", media_type="x", size=len(data), stored_at=house.at
    )


def actions(plan: Plan) -> Sequence[Action]:
    return [entry.action for entry in plan.entries]


def test_a_complete_form_is_handed_in(house: House) -> None:
    (one,) = taken(house, form())
    assert (one.handed_in, one.nomination.state, one.nomination.nominee_name) == (True, S.HANDED_IN, NAME)
    assert one.nomination.answers["phone"] == "13800000001"


def test_a_plan_carried_out_twice_is_carried_out_once(house: House) -> None:
    plan, files = planned(house, form()), [stored(house, b"the file as it came")]
    told = {"files": files, "by": house.officers[COUNTY], "at": house.tick()}
    assert len(take_in(house.parts[COUNTY], plan, **told)) == 1
    assert refused(take_in, house.parts[COUNTY], plan, **told) == ["plan_moved_on"]
    assert Nomination.objects.count() == 1


def test_an_entry_names_the_files_by_their_digests(house: House) -> None:
    taken(house, form())
    entry = LedgerEntry.objects.get(act="take_in")
    told = read_canonical(entry.content.content.encode())
    assert told["facts"]["files"] == [
        {"name": "来件.docx", "digest": sha256(b"the file as it came").hexdigest()}
    ]
    assert told["facts"]["counts"]["new"] == 1


def test_a_faulty_form_is_not_taken(house: House) -> None:
    plan = planned(house, form(deeds="太短"))
    assert actions(plan) == [Action.REFUSED]
    assert [finding.code for finding in plan.entries[0].findings] == ["too_short"]


def test_the_same_files_again_change_nothing(house: House) -> None:
    taken(house, form())
    again = planned(house, form())
    assert actions(again) == [Action.UNCHANGED]
    part, officer = house.parts[COUNTY], house.officers[COUNTY]
    assert refused(take_in, part, again, files=[], by=officer, at=house.tick()) == ["nothing_to_take"]


def test_a_corrected_form_becomes_a_new_revision(house: House) -> None:
    taken(house, form())
    (one,) = taken_again(house, form(phone="13800000009"))
    assert (one.nomination.revision, one.nomination.answers["phone"]) == (2, "13800000009")
    assert Nomination.objects.count() == 1


def taken_again(house: House, *grids: Grid) -> tuple[Taken, ...]:
    plan = planned(house, *grids)
    assert actions(plan) == [Action.CHANGED]
    return take_in(house.parts[COUNTY], plan, files=[], by=house.officers[COUNTY], at=house.tick())


def test_an_honoured_unit_is_refused_as_on_the_web(house: House) -> None:
    plan = planned(house, form(name=next(iter(HONOURED_2021))))
    assert actions(plan) == [Action.REFUSED]
    assert "register_already_honoured" in {finding.code for finding in plan.entries[0].findings}


def test_places_already_spoken_for_are_counted(house: House) -> None:
    make_nomination(house, S.ENDORSED, body=COUNTY)
    plan = planned(house, form(), form(name="和静县演示机场"))
    assert actions(plan) == [Action.NEW, Action.REFUSED]


def test_another_body_s_nomination_is_not_touched(house: House) -> None:
    other = make_nomination(house, S.HANDED_IN, name=NAME)
    (one,) = taken(house, form())
    assert one.nomination.pk != other.pk


def test_an_endorsed_one_is_not_changed_by_a_file(house: House) -> None:
    (one,) = taken(house, form())
    endorse(one.nomination, words(house), by=house.officers[COUNTY], at=house.tick())
    assert actions(planned(house, form(phone="13800000009"))) == [Action.REFUSED]


def test_a_draft_on_the_web_is_filled_up_by_the_file(house: House) -> None:
    begun = make_nomination(house, S.DRAFT, body=COUNTY, name=NAME)
    (one,) = taken_again(house, form())
    assert (one.nomination.pk, one.handed_in) == (begun.pk, True)
    assert Draft.objects.get(nomination=begun).answers["phone"] == "13800000001"

"""Opinion chains of any length and shape: whose turn it is, what uses the place, return and resubmission."""

from dataclasses import replace

import pytest

from pingxuan.actions.check import accept, return_for_correction
from pingxuan.actions.nomination import hand_in, submit
from pingxuan.actions.opinion import endorse, recommend, state_organiser_opinions, unendorse
from pingxuan.core.definition import OpinionStep
from pingxuan.core.words import NominationState, OpinionBy
from pingxuan.models import Allotment, Nomination, Opinion
from pingxuan.queries.definition import award_of
from pingxuan.queries.dossier import opinion_steps
from pingxuan.queries.nomination import opinions_of
from tests.makers import House, answers_for, make_house, make_nomination, words
from tests.refusing import refused
from tests.small_campaign import CITY, UNIT, UNIT_AWARD, with_award

S = NominationState
FILING, BODY, OFFICE = OpinionBy.FILING_UNIT, OpinionBy.NOMINATING_BODY, OpinionBy.ORGANISER
NAMES = ("所在单位意见", "乡镇意见", "县主管部门意见", "县人社部门意见", "市级意见", "省级审批意见")
CHAINS = {
    "none": (),
    "office only": (OFFICE,),
    "unit only": (FILING,),
    "unit and office": (FILING, FILING, OFFICE, OFFICE),
    "body alone": (BODY,),
    "two of the body": (BODY, BODY, OFFICE),
    "six": (FILING, BODY, BODY, BODY, OFFICE, OFFICE),
}

pytestmark = pytest.mark.django_db


def chain(*written_by: OpinionBy) -> tuple[OpinionStep, ...]:
    return tuple(
        OpinionStep(key=f"step{place}", label=NAMES[place], by=by) for place, by in enumerate(written_by)
    )


def house_with(*written_by: OpinionBy) -> House:
    form = replace(UNIT_AWARD.form, opinions=chain(*written_by))
    return make_house(with_award(UNIT_AWARD, form=form))


def places_used(house: House) -> int:
    return Allotment.objects.get(nominating_body=house.parts[CITY], award_key=UNIT).used


def turn(nomination: Nomination) -> str:
    boxes = opinion_steps(nomination, award_of(nomination), list(opinions_of(nomination)))
    return next((box.step.key for box in boxes if box.current), "")


@pytest.mark.parametrize("written_by", CHAINS.values(), ids=CHAINS)
def test_every_box_is_stated_in_printed_order_and_one_act_uses_the_place(
    written_by: tuple[OpinionBy, ...],
) -> None:
    house = house_with(*written_by)
    officer = house.officers[CITY]
    nomination = make_nomination(house, S.HANDED_IN)
    own = [place for place, by in enumerate(written_by) if by is not OFFICE]
    for place in own:
        assert turn(nomination) == f"step{place}"
        assert places_used(house) == 0
        assert refused(recommend, nomination, by=officer, at=house.tick()) == ["opinion_missing"]
        assert refused(submit, nomination, by=officer, at=house.tick()) == ["state_moved_on"]
        nomination = endorse(nomination, words(house), by=officer, at=house.tick())
    assert turn(nomination) == ""
    if BODY not in written_by:
        assert (nomination.state, places_used(house)) == (S.HANDED_IN, 0)
        nomination = recommend(nomination, by=officer, at=house.tick())
    assert (nomination.state, places_used(house)) == (S.ENDORSED, 1)
    assert accept(
        submit(nomination, by=officer, at=house.tick()), by=house.organiser, at=house.tick()
    ).state == (S.ACCEPTED)
    assert Opinion.objects.filter(nomination=nomination).count() == len(own)


@pytest.mark.parametrize("written_by", CHAINS.values(), ids=CHAINS)
def test_returned_unchanged_it_stands_changed_it_starts_again(written_by: tuple[OpinionBy, ...]) -> None:
    house = house_with(*written_by)
    officer = house.officers[CITY]
    nomination = make_nomination(house, S.RETURNED)
    answers = answers_for(house, UNIT, nomination.nominee_name)
    same = hand_in(nomination, answers, by=officer, at=house.tick())
    assert (same.state, places_used(house)) == (S.ENDORSED, 1)
    sent = submit(same, by=officer, at=house.tick())
    back = return_for_correction(sent, "请核对", by=house.organiser, at=house.tick())
    changed = hand_in(back, answers | {"phone": "13800000009"}, by=officer, at=house.tick())
    assert (changed.state, places_used(house)) == (S.HANDED_IN, 0)
    assert not Opinion.objects.filter(nomination=changed, voided_at__isnull=True).exists()
    for by in written_by:
        if by is not OFFICE:
            changed = endorse(changed, words(house), by=officer, at=house.tick())
    if BODY not in written_by:
        changed = recommend(changed, by=officer, at=house.tick())
    assert submit(changed, by=officer, at=house.tick()).state == S.SUBMITTED
    assert places_used(house) == 1


@pytest.mark.parametrize("written_by", CHAINS.values(), ids=CHAINS)
def test_taken_back_before_submission_nothing_of_it_stands(written_by: tuple[OpinionBy, ...]) -> None:
    house = house_with(*written_by)
    officer = house.officers[CITY]
    nomination = make_nomination(house, S.ENDORSED)
    taken = unendorse(nomination, "重新研究", by=officer, at=house.tick())
    assert (taken.state, places_used(house)) == (S.HANDED_IN, 0)
    answers = answers_for(house, UNIT, taken.nominee_name)
    again = hand_in(taken, answers, by=officer, at=house.tick())
    assert again.state == S.HANDED_IN
    first = next((f"step{place}" for place, by in enumerate(written_by) if by is not OFFICE), "")
    assert turn(again) == first


def test_what_is_stated_already_is_not_stated_again() -> None:
    house = house_with(FILING)
    nomination = make_nomination(house, S.HANDED_IN)
    stated = endorse(nomination, words(house), by=house.officers[CITY], at=house.tick())
    assert refused(endorse, stated, words(house), by=house.officers[CITY], at=house.tick()) == [
        "already_stated"
    ]


def test_a_recommendation_beyond_the_places_is_refused_and_kept() -> None:
    house = house_with()
    for _ in range(3):
        make_nomination(house, S.ENDORSED)
    extra = make_nomination(house, S.HANDED_IN)
    assert refused(recommend, extra, by=house.officers[CITY], at=house.tick()) == ["over_quota"]
    assert places_used(house) == 3


def test_a_form_with_a_box_is_not_recommended_without_words() -> None:
    house = make_house()
    nomination = make_nomination(house, S.HANDED_IN)
    assert refused(recommend, nomination, by=house.officers[CITY], at=house.tick()) == ["opinion_missing"]


def test_the_organisers_side_states_its_boxes_one_after_the_other() -> None:
    house = house_with(BODY, OFFICE, OFFICE, OFFICE)
    proposed = [make_nomination(house, S.ACCEPTED), make_nomination(house, S.ACCEPTED)]

    def state(label: str | None = None) -> int:
        return state_organiser_opinions(
            house.campaign, proposed, words(house), by=house.organiser, at=house.tick(), label=label
        )

    assert state(NAMES[2]) == 0
    assert [state(NAMES[1]), state(NAMES[1]), state(NAMES[2]), state(), state()] == [2, 0, 2, 2, 0]
    keys = Opinion.objects.filter(nomination=proposed[0], by=OFFICE).order_by("made_at")
    assert list(keys.values_list("step_key", flat=True)) == ["step1", "step2", "step3"]

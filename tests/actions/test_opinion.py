"""Opinions bound to their content: stated in order, the last uses a place, taken back they free it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pingxuan.actions.nomination import hand_in, submit
from pingxuan.actions.opinion import Words, endorse, state_organiser_opinions, unendorse
from pingxuan.core.definition import OpinionStep
from pingxuan.core.instants import beijing_date
from pingxuan.core.ledger import read_canonical
from pingxuan.core.words import NominationState, OpinionBy
from pingxuan.models import Allotment, LedgerEntry, Nomination, Opinion
from tests.makers import House, make_house, make_nomination, words
from tests.refusing import refused
from tests.small_campaign import (
    CITY,
    COUNTY,
    DIRECT,
    HONOURED_2021,
    MEMBER,
    PERSON,
    UNIT,
    UNIT_AWARD,
    with_award,
)

pytestmark = pytest.mark.django_db
S = NominationState
FIRST_UNIT = next(iter(HONOURED_2021))


@pytest.fixture
def house() -> House:
    return make_house()


def used(house: House, body: str = CITY) -> int:
    return Allotment.objects.get(nominating_body=house.parts[body], award_key=UNIT).used


def newest() -> tuple[str, dict[str, Any]]:
    """The newest entry's act and facts."""
    entry = LedgerEntry.objects.select_related("content").order_by("-seq")[0]
    return entry.act, read_canonical(entry.content.content.encode())["facts"]


def officer(house: House, body: str = CITY) -> dict[str, Any]:
    return {"by": house.officers[body], "at": house.tick()}


def standing(nomination: Nomination) -> list[str]:
    return list(
        Opinion.objects.filter(nomination=nomination, voided_at__isnull=True).values_list(
            "step_key", flat=True
        )
    )


def test_an_opinion_is_bound_to_exactly_the_content(house: House) -> None:
    held = make_nomination(house, S.HANDED_IN)
    said = Words(text=" 同意推荐。 ", signatory=" 张审 ", signed_on=beijing_date(house.at), capacity=CITY)
    held = endorse(held, said, **officer(house))
    opinion = Opinion.objects.get(nomination=held)
    assert (opinion.step_key, opinion.by, opinion.capacity) == ("body", OpinionBy.NOMINATING_BODY, CITY)
    assert (opinion.text, opinion.signatory, opinion.voided_at) == ("同意推荐。", "张审", None)
    assert (opinion.revision, opinion.content_digest) == (1, held.content_digest)
    assert (held.state, held.holds_place, held.endorsed_at) == (S.ENDORSED, True, house.at)
    assert newest() == ("endorse", {"step": "body", "uses": f"{UNIT}/{CITY}"})
    assert used(house) == 1


def test_a_members_place_is_its_direct_bodys_too(house: House) -> None:
    make_nomination(house, S.ENDORSED, body=MEMBER)
    assert (used(house, MEMBER), used(house, DIRECT)) == (1, 1)
    assert newest() == ("endorse", {"step": "body", "uses": f"{UNIT}/{DIRECT}"})


def test_what_a_direct_body_uses_itself_its_member_has_not(house: House) -> None:
    make_nomination(house, S.ENDORSED, body=DIRECT)
    held = make_nomination(house, S.HANDED_IN, body=MEMBER)
    assert refused(endorse, held, words(house), **officer(house, MEMBER)) == ["over_quota"]


def test_a_place_by_register_is_named_by_its_unit(house: House) -> None:
    make_nomination(house, S.ENDORSED, award=PERSON, unit=FIRST_UNIT)
    assert newest() == ("endorse", {"step": "body", "uses": f"{PERSON}/{FIRST_UNIT}"})


def test_one_more_than_the_quota_is_refused_and_kept(house: House) -> None:
    for _ in range(2):
        make_nomination(house, S.ENDORSED, body=COUNTY)
    extra = make_nomination(house, S.HANDED_IN, body=COUNTY)
    assert refused(endorse, extra, words(house), **officer(house, COUNTY)) == ["over_quota"]
    extra.refresh_from_db()
    assert (extra.state, extra.holds_place, used(house, COUNTY)) == (S.HANDED_IN, False, 2)
    assert newest() == ("refused_endorse", {"codes": ["over_quota"]})
    assert standing(extra) == []


def test_two_handed_in_for_one_register_unit_leave_the_second_without(house: House) -> None:
    first = make_nomination(house, S.HANDED_IN, award=PERSON, unit=FIRST_UNIT)
    second = make_nomination(house, S.HANDED_IN, award=PERSON, unit=FIRST_UNIT)
    endorse(first, words(house), **officer(house))
    assert refused(endorse, second, words(house), **officer(house)) == ["register_unit_taken"]
    assert newest() == ("refused_endorse", {"codes": ["register_unit_taken"]})


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": " "}, "opinion_empty"),
        ({"signatory": ""}, "signatory_missing"),
        ({"signed_on": date(2023, 2, 7)}, "signed_in_future"),
    ],
)
def test_words_that_are_not_complete_are_refused(house: House, changes: dict[str, Any], code: str) -> None:
    held = make_nomination(house, S.HANDED_IN)
    assert refused(endorse, held, replace(words(house), **changes), **officer(house)) == [code]
    accepted = make_nomination(house)
    terms = {"by": house.organiser, "at": house.tick()}
    said = replace(words(house), **changes)
    assert refused(state_organiser_opinions, house.campaign, [accepted], said, **terms) == [code]
    assert standing(accepted) == ["body"]


def test_an_opinion_is_stated_once(house: House) -> None:
    held = make_nomination(house, S.ENDORSED)
    assert refused(endorse, held, words(house), **officer(house)) == ["already_stated"]
    assert (standing(held), used(house)) == (["body"], 1)


def test_the_office_does_not_endorse(house: House) -> None:
    held = make_nomination(house, S.HANDED_IN)
    terms = {"by": house.organiser, "at": house.tick()}
    assert refused(endorse, held, words(house), **terms) == ["not_your_move"]


# --- forms with several boxes ---


def two_boxes() -> House:
    """A campaign whose unit form asks the filing unit, then the body, then the office."""
    filing = OpinionStep(key="unit", label="填报单位意见", by=OpinionBy.FILING_UNIT)
    form = replace(UNIT_AWARD.form, opinions=(filing, *UNIT_AWARD.form.opinions))
    return make_house(with_award(UNIT_AWARD, form=form))


def test_steps_are_stated_in_turn_and_only_the_last_uses_a_place() -> None:
    house = two_boxes()
    held = make_nomination(house, S.HANDED_IN)
    held = endorse(held, words(house), **officer(house))
    assert (held.state, standing(held), used(house)) == (S.HANDED_IN, ["unit"], 0)
    assert newest() == ("state_opinion", {})
    held = endorse(held, words(house), **officer(house))
    assert (held.state, standing(held), used(house)) == (S.ENDORSED, ["unit", "body"], 1)


def test_unchanged_content_keeps_the_first_step() -> None:
    house = two_boxes()
    held = endorse(make_nomination(house, S.HANDED_IN), words(house), **officer(house))
    held = hand_in(held, held.answers, **officer(house))
    assert (held.state, standing(held)) == (S.HANDED_IN, ["unit"])
    held = hand_in(held, {**held.answers, "contact": "马静"}, **officer(house))
    assert standing(held) == []


# --- taken back ---


def test_an_endorsement_is_taken_back_with_its_place(house: House) -> None:
    held = make_nomination(house, S.ENDORSED)
    assert refused(unendorse, held, "", **officer(house)) == ["reason_missing"]
    held = unendorse(held, "材料有误", **officer(house))
    assert (held.state, held.holds_place, used(house), standing(held)) == (S.HANDED_IN, False, 0, [])
    assert Opinion.objects.get(nomination=held).void_reason == "材料有误"
    assert newest() == ("unendorse", {"reason": "材料有误", "frees": f"{UNIT}/{CITY}"})
    assert endorse(held, words(house), **officer(house)).state == S.ENDORSED


def test_after_submission_it_is_not_taken_back(house: House) -> None:
    held = make_nomination(house, S.SUBMITTED)
    assert refused(unendorse, held, "材料有误", **officer(house)) == ["state_moved_on"]
    assert used(house) == 1


def test_a_voided_opinion_carries_no_submission(house: House) -> None:
    held = make_nomination(house, S.ENDORSED)
    unendorse(held, "材料有误", **officer(house))
    assert refused(submit, held, **officer(house)) == ["state_moved_on"]


# --- the office's own box ---


def test_the_office_states_its_opinion_on_several_at_once(house: House) -> None:
    made = [make_nomination(house) for _ in range(2)]
    terms = {"by": house.organiser, "at": house.tick()}
    said = replace(words(house), text="同意授牌。", capacity="州办")
    assert state_organiser_opinions(house.campaign, made, said, **terms) == 2
    assert [standing(row) for row in made] == [["body", "organiser"]] * 2
    assert newest() == ("state_organiser_opinions", {"count": 2})
    before = LedgerEntry.objects.count()
    assert state_organiser_opinions(house.campaign, made, said, **terms) == 0
    assert LedgerEntry.objects.count() == before


def test_a_form_without_the_offices_box_is_left_alone() -> None:
    form = replace(UNIT_AWARD.form, opinions=UNIT_AWARD.form.opinions[:1])
    house = make_house(with_award(UNIT_AWARD, form=form))
    held = make_nomination(house)
    terms = {"by": house.organiser, "at": house.tick()}
    assert state_organiser_opinions(house.campaign, [held], words(house), **terms) == 0

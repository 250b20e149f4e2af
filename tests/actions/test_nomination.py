"""Nominations from the first draft to submission: done, refused by code, places freed, nothing lost."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from pingxuan.actions.body import reopen_for
from pingxuan.actions.campaign import close_campaign, create_campaign
from pingxuan.actions.check import return_for_correction
from pingxuan.actions.nomination import (
    SavedDraft,
    correction_due,
    hand_in,
    order_by_preference,
    save_draft,
    send_back,
    start_nomination,
    submit,
    withdraw,
)
from pingxuan.actions.opinion import endorse
from pingxuan.actions.post import add_body
from pingxuan.core.ledger import read_canonical
from pingxuan.core.words import NominationState
from pingxuan.models import (
    Allotment,
    Draft,
    LedgerEntry,
    NominatingBody,
    Nomination,
    NominationRevision,
    Opinion,
)
from tests.makers import House, answers_for, make_house, make_nomination, words
from tests.refusing import refused
from tests.small_campaign import (
    CITY,
    COUNTY,
    DEFINITION,
    DIRECT,
    HONOURED_2021,
    MATERIALS_DUE,
    MEMBER,
    ORGANISER,
    PERSON,
    UNIT,
)

pytestmark = pytest.mark.django_db
S = NominationState
TICK = timedelta(microseconds=1)
FIRST_UNIT, SECOND_UNIT = list(HONOURED_2021)[:2]


@pytest.fixture
def house() -> House:
    return make_house()


def used(house: House, body: str = CITY) -> int:
    return Allotment.objects.get(nominating_body=house.parts[body], award_key=UNIT).used


def newest() -> tuple[str, dict[str, Any]]:
    """The newest entry's act and facts."""
    entry = LedgerEntry.objects.select_related("content").order_by("-seq")[0]
    return entry.act, read_canonical(entry.content.content.encode())["facts"]


def start(house: House, body: str = CITY, award: str = UNIT, nominee: str = "城南服务窗口") -> Nomination:
    return start_nomination(
        house.parts[body], award, nominee=nominee, by=house.officers[body], at=house.tick()
    )


# --- start ---


def test_a_nomination_starts_as_a_draft_with_its_number(house: House) -> None:
    first, second = start(house), start(house, COUNTY, PERSON, " 刘一 ")
    assert (first.state, first.number, first.revision, first.holds_place) == (S.DRAFT, 1, 0, False)
    assert (second.number, second.nominee_name, second.award_key) == (2, "刘一", PERSON)
    assert Draft.objects.get(nomination=first).answers == {"name": "城南服务窗口"}
    assert newest() == ("start_nomination", {})


def test_what_is_known_already_begins_the_draft(house: House) -> None:
    told = {"contact": "李安"}
    made = start_nomination(
        house.parts[CITY], UNIT, nominee="城南服务窗口", by=house.officers[CITY], at=house.at, answers=told
    )
    assert Draft.objects.get(nomination=made).answers == {"name": "城南服务窗口", "contact": "李安"}


def test_a_nomination_needs_a_name(house: House) -> None:
    assert refused(start, house, nominee=" 　") == ["nominee_missing"]


def test_nothing_is_nominated_in_a_closed_campaign(house: House) -> None:
    close_campaign(house.campaign, by=house.organiser, at=house.tick())
    assert refused(start, house) == ["campaign_not_open"]


def test_nothing_is_nominated_before_the_notice_is_issued(house: House) -> None:
    office = add_body(ORGANISER, by=house.setup, at=house.at)
    other = create_campaign(DEFINITION, by=house.organiser, at=house.tick(), organiser=office, code="NEXT")
    part = NominatingBody(campaign=other, body=office)
    terms = {"nominee": "城南服务窗口", "by": house.officers[CITY], "at": house.at}
    assert refused(start_nomination, part, UNIT, **terms) == ["campaign_not_open"]


# --- draft ---


def test_typed_text_is_kept_version_by_version(house: House) -> None:
    held = start(house)
    assert save_draft(held, {"name": "甲"}, version=0, at=house.at) == SavedDraft(1)
    assert save_draft(held, {"name": "甲乙"}, version=1, at=house.at) == SavedDraft(2)
    assert Draft.objects.get(nomination=held).answers == {"name": "甲乙"}


def test_two_windows_lose_neither_text(house: House) -> None:
    held = start(house)
    save_draft(held, {"name": "左边窗口的话"}, version=0, at=house.at)
    answer = save_draft(held, {"name": "右边窗口的话"}, version=0, at=house.at)
    assert answer == SavedDraft(1, clash={"name": "左边窗口的话"})
    assert Draft.objects.get(nomination=held).answers == {"name": "左边窗口的话"}
    assert save_draft(held, {"name": "右边窗口的话"}, version=answer.version, at=house.at) == SavedDraft(2)


def test_the_same_text_from_two_windows_does_not_clash(house: House) -> None:
    held = start(house)
    save_draft(held, {"name": "甲"}, version=0, at=house.at)
    assert save_draft(held, {"name": "甲"}, version=0, at=house.at).clash is None


def test_what_was_handed_in_is_not_overwritten_by_an_older_window(house: House) -> None:
    held = make_nomination(house, S.HANDED_IN)
    answer = save_draft(held, {"name": "旧窗口的话"}, version=0, at=house.at)
    assert answer == SavedDraft(1, clash=held.answers)


def test_a_draft_is_no_ledger_entry(house: House) -> None:
    held, before = start(house), LedgerEntry.objects.count()
    save_draft(held, {"name": "甲"}, version=0, at=house.at)
    assert LedgerEntry.objects.count() == before


# --- hand in ---


def test_handing_in_makes_a_revision(house: House) -> None:
    told = answers_for(house, UNIT, "城南服务窗口") | {"contact": " 李安 "}
    held = hand_in(start(house), told, by=house.officers[CITY], at=house.tick())
    assert (held.state, held.revision, held.answers["contact"]) == (S.HANDED_IN, 1, "李安")
    revision = NominationRevision.objects.get(nomination=held)
    assert (revision.revision, revision.answers) == (1, held.answers)
    assert revision.content_digest == held.content_digest
    assert (held.handed_in_at, revision.made_by) == (house.at, house.officers[CITY].name)
    assert Draft.objects.get(nomination=held).answers == held.answers


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"contact": ""}, "required_missing"),
        ({"phone": "0996-21234"}, "phone_shape"),
        ({"deeds": "服务热情。"}, "too_short"),
        ({"deeds": "好" * 201}, "too_long"),
        ({"name": FIRST_UNIT}, "register_already_honoured"),
    ],
)
def test_a_faulty_form_is_refused_and_nothing_changes(
    house: House, changes: dict[str, str], code: str
) -> None:
    held, before = start(house), LedgerEntry.objects.count()
    told = answers_for(house, UNIT, "城南服务窗口") | changes
    assert refused(hand_in, held, told, by=house.officers[CITY], at=house.tick()) == [code]
    held.refresh_from_db()
    assert (held.state, held.revision, held.answers) == (S.DRAFT, 0, {})
    assert LedgerEntry.objects.count() == before


def test_changed_content_voids_opinions_and_frees_the_place(house: House) -> None:
    held = make_nomination(house, S.ENDORSED)
    assert (held.holds_place, used(house)) == (True, 1)
    told = {**held.answers, "contact": "马静"}
    held = hand_in(held, told, by=house.officers[CITY], at=house.tick())
    assert newest() == ("hand_in", {"frees": f"{UNIT}/{CITY}"})
    opinion = Opinion.objects.get(nomination=held)
    assert (opinion.voided_at, opinion.void_reason, opinion.revision) == (house.at, "内容已改动", 1)
    assert (held.state, held.revision, held.holds_place, used(house)) == (S.HANDED_IN, 2, False, 0)
    held = endorse(held, words(house), by=house.officers[CITY], at=house.tick())
    assert (held.state, used(house)) == (S.ENDORSED, 1)


@pytest.mark.parametrize("state", [S.ENDORSED, S.RETURNED])
def test_unchanged_content_keeps_its_opinion_and_may_be_submitted(
    house: House, state: NominationState
) -> None:
    held = make_nomination(house, state)
    held = hand_in(held, held.answers, by=house.officers[CITY], at=house.tick())
    assert (held.state, held.revision, held.holds_place, used(house)) == (S.ENDORSED, 1, True, 1)
    assert Opinion.objects.get(nomination=held).voided_at is None
    assert submit(held, by=house.officers[CITY], at=house.tick()).state == S.SUBMITTED


def test_unchanged_content_without_an_opinion_still_waits_for_one(house: House) -> None:
    held = make_nomination(house, S.HANDED_IN)
    held = hand_in(held, held.answers, by=house.officers[CITY], at=house.tick())
    assert (held.state, held.revision) == (S.HANDED_IN, 1)


def test_namesakes_of_one_award_are_stopped(house: House) -> None:
    first = make_nomination(house, S.HANDED_IN, name="城南服务窗口")
    officer = house.officers[COUNTY]
    second = start(house, COUNTY, nominee="城南 服务窗口")
    told = answers_for(house, UNIT, "城南 服务窗口")
    assert refused(hand_in, second, told, by=officer, at=house.tick()) == ["nominated_twice"]
    withdraw(first, "重复推荐", by=house.officers[CITY], at=house.tick())
    assert hand_in(second, told, by=officer, at=house.tick()).state == S.HANDED_IN


def test_one_name_may_stand_for_two_awards(house: House) -> None:
    make_nomination(house, S.HANDED_IN, name="刘一")
    assert make_nomination(house, S.HANDED_IN, award=PERSON, name="刘一").state == S.HANDED_IN


def test_a_register_unit_sends_one_person(house: House) -> None:
    first = make_nomination(house, S.ENDORSED, award=PERSON, unit=FIRST_UNIT)
    assert first.register_entry is not None
    assert first.register_entry.name == first.unit_name == FIRST_UNIT
    second = start(house, award=PERSON, nominee="陈二")
    terms = {"by": house.officers[CITY], "at": house.tick()}
    told = answers_for(house, PERSON, "陈二", FIRST_UNIT)
    assert refused(hand_in, second, told, **terms) == ["register_unit_taken"]
    other = answers_for(house, PERSON, "陈二", SECOND_UNIT)
    assert hand_in(second, other, **terms).state == S.HANDED_IN
    withdraw(first, "本人放弃", **terms)
    second.refresh_from_db()
    assert hand_in(second, told, **terms).state == S.HANDED_IN


def test_a_unit_not_on_the_register_sends_nobody(house: House) -> None:
    held = start(house, award=PERSON, nominee="陈二")
    told = answers_for(house, PERSON, "陈二", "外地某某公司")
    assert refused(hand_in, held, told, by=house.officers[CITY], at=house.tick()) == ["register_unit_missing"]


# --- moves by others, moves too late ---


def test_each_move_belongs_to_its_role(house: House) -> None:
    held = make_nomination(house, S.ENDORSED)
    for actor in (house.organiser, house.auditor, house.leader):
        assert actor is not None
        assert refused(submit, held, by=actor, at=house.tick()) == ["not_your_move"]
        assert refused(withdraw, held, "试试", by=actor, at=house.tick()) == ["not_your_move"]
        assert refused(hand_in, held, held.answers, by=actor, at=house.tick()) == ["not_your_move"]


def test_a_page_left_open_does_not_act_on_what_moved_on(house: House) -> None:
    stale = make_nomination(house, S.ENDORSED)
    submit(stale, by=house.officers[CITY], at=house.tick())
    assert stale.state == S.ENDORSED
    assert refused(submit, stale, by=house.officers[CITY], at=house.tick()) == ["state_moved_on"]


def test_a_form_is_sent_back_with_a_reason(house: House) -> None:
    held = make_nomination(house, S.HANDED_IN)
    officer = house.officers[CITY]
    assert refused(send_back, held, "", by=officer, at=house.tick()) == ["reason_missing"]
    held = send_back(held, "请补充事迹", by=officer, at=house.tick())
    assert (held.state, held.reason) == (S.DRAFT, "请补充事迹")


@pytest.mark.parametrize(
    ("at", "in_time"),
    [(MATERIALS_DUE - TICK, True), (MATERIALS_DUE, True), (MATERIALS_DUE + TICK, False)],
)
def test_submission_is_in_time_to_the_microsecond(house: House, at: datetime, in_time: bool) -> None:
    held = make_nomination(house, S.ENDORSED)
    if in_time:
        held = submit(held, by=house.officers[CITY], at=at)
        assert (held.state, held.submitted_at) == (S.SUBMITTED, at)
        assert newest() == ("submit", {"due": f"materials/{CITY}"})
        return
    assert refused(submit, held, by=house.officers[CITY], at=at) == ["late"]
    held.refresh_from_db()
    assert (held.state, held.submitted_at) == (S.ENDORSED, None)
    assert newest() == ("refused_submit", {"codes": ["late"]})


def test_more_time_is_for_the_body_it_was_granted_to(house: House) -> None:
    mine, theirs = make_nomination(house, S.ENDORSED), make_nomination(house, S.ENDORSED, body=COUNTY)
    house.at = MATERIALS_DUE + timedelta(hours=1)
    until = house.at + timedelta(hours=1)
    reopen_for(house.parts[CITY], until, "道路积雪", by=house.organiser, at=house.tick())
    assert refused(submit, theirs, by=house.officers[COUNTY], at=house.tick()) == ["late"]
    assert submit(mine, by=house.officers[CITY], at=until).state == S.SUBMITTED


def test_more_time_for_a_direct_body_is_its_members_too(house: House) -> None:
    held = make_nomination(house, S.ENDORSED, body=MEMBER)
    house.at = MATERIALS_DUE + timedelta(hours=1)
    until = house.at + timedelta(hours=1)
    reopen_for(house.parts[DIRECT], until, "道路积雪", by=house.organiser, at=house.tick())
    assert refused(submit, held, by=house.officers[MEMBER], at=until + TICK) == ["late"]
    assert submit(held, by=house.officers[MEMBER], at=until).state == S.SUBMITTED


def test_what_was_returned_has_its_own_last_moment(house: House) -> None:
    held, officer = make_nomination(house, S.SUBMITTED), house.officers[CITY]
    house.at = MATERIALS_DUE + timedelta(days=3)
    held = return_for_correction(held, "请核对数字", by=house.organiser, at=house.at)
    assert held.correct_by == correction_due(house.at) == house.at + timedelta(days=3)
    held = hand_in(held, {**held.answers, "contact": "马静"}, by=officer, at=house.tick())
    held = endorse(held, words(house), by=officer, at=house.tick())
    assert held.correct_by is not None
    assert refused(submit, held, by=officer, at=held.correct_by + TICK) == ["late"]
    assert submit(held, by=officer, at=held.correct_by).state == S.SUBMITTED


# --- withdraw ---


@pytest.mark.parametrize("state", [S.DRAFT, S.HANDED_IN, S.ENDORSED, S.SUBMITTED, S.RETURNED])
def test_withdrawing_frees_the_place(house: House, state: NominationState) -> None:
    held = make_nomination(house, state)
    freed = {"frees": f"{UNIT}/{CITY}"} if held.holds_place else {}
    held = withdraw(held, "不再推荐", by=house.officers[CITY], at=house.tick())
    assert (held.state, held.holds_place, used(house)) == (S.WITHDRAWN, False, 0)
    assert newest() == ("withdraw", {"reason": "不再推荐", **freed})
    assert not Opinion.objects.filter(nomination=held, voided_at__isnull=True).exists()


def test_a_freed_place_is_taken_by_another(house: House) -> None:
    first, _ = (make_nomination(house, S.SUBMITTED, body=COUNTY) for _ in range(2))
    waiting = make_nomination(house, S.HANDED_IN, body=COUNTY)
    terms: dict[str, Any] = {"by": house.officers[COUNTY], "at": house.tick()}
    assert refused(endorse, waiting, words(house), **terms) == ["over_quota"]
    withdraw(first, "换一家", **terms)
    assert endorse(waiting, words(house), **terms).state == S.ENDORSED
    assert used(house, COUNTY) == 2


def test_a_members_withdrawal_frees_both_places(house: House) -> None:
    held = make_nomination(house, S.SUBMITTED, body=MEMBER)
    assert (used(house, MEMBER), used(house, DIRECT)) == (1, 1)
    withdraw(held, "不再推荐", by=house.officers[MEMBER], at=house.tick())
    assert (used(house, MEMBER), used(house, DIRECT)) == (0, 0)
    assert newest() == ("withdraw", {"reason": "不再推荐", "frees": f"{UNIT}/{DIRECT}"})


def test_withdrawing_needs_a_reason_and_time(house: House) -> None:
    held, officer = make_nomination(house, S.SUBMITTED), house.officers[CITY]
    assert refused(withdraw, held, " ", by=officer, at=house.tick()) == ["reason_missing"]
    assert refused(withdraw, held, "晚了", by=officer, at=MATERIALS_DUE + TICK) == ["late"]
    assert (used(house), newest()[0]) == (1, "submit")


# --- order ---


def test_a_body_orders_its_own(house: House) -> None:
    made = [make_nomination(house, S.HANDED_IN) for _ in range(3)]
    ended = make_nomination(house, S.WITHDRAWN)
    order = [made[2].pk, made[0].pk, made[1].pk]
    order_by_preference(house.parts[CITY], UNIT, order, by=house.officers[CITY], at=house.tick())
    held = dict(Nomination.objects.values_list("pk", "preference"))
    assert [held[pk] for pk in order] == [1, 2, 3]
    assert held[ended.pk] == 0
    assert newest() == ("order_by_preference", {"award": UNIT, "order": order})


def test_an_order_names_exactly_what_there_is(house: House) -> None:
    made = [make_nomination(house, S.HANDED_IN) for _ in range(2)]
    strange = make_nomination(house, S.HANDED_IN, body=COUNTY)
    ids = [row.pk for row in made]
    for wrong in ([], ids[:1], [*ids, strange.pk], [ids[0], ids[0]], [ids[0], "x"]):
        terms = {"by": house.officers[CITY], "at": house.tick()}
        assert refused(order_by_preference, house.parts[CITY], UNIT, wrong, **terms) == ["order_incomplete"]

"""Receipts: signing for the notice, naming a contact, more time for one body, chasing, the call list."""

from typing import Any

import pytest

from pingxuan.actions.body import report_contact, sign_for_notice
from pingxuan.actions.campaign import close_campaign
from pingxuan.actions.nomination import submit
from pingxuan.core.words import NominationState
from pingxuan.models import LedgerContent, LedgerEntry, NominatingBody, RosterEntry
from tests.makers import House, make_nomination
from tests.small_campaign import CITY, COUNTY, DIRECT, MEMBER, moment
from tests.web.crowd import crowd
from tests.web.visitors import HOSTILE, MOST_QUERIES, browser_of, closed_to_strangers, open_house, statuses

CONTACT = {"name": "李安", "position": "主任", "phone": "13800000003"}


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return open_house(monkeypatch)


def receipts(house: House, more: str = "") -> str:
    return f"/campaigns/{house.campaign.pk}/receipts{more}"


def body(house: House, name: str, page: str) -> str:
    return f"/campaigns/{house.campaign.pk}/bodies/{house.parts[name].pk}/{page}"


def part(house: House, name: str) -> NominatingBody:
    return NominatingBody.objects.get(pk=house.parts[name].pk)


def listed(answer: Any) -> list[str]:
    return [stand.part.name for stand in answer.context["stands"]]


def done(house: House, name: str) -> None:
    """A body that has signed and named its contact."""
    sign_for_notice(house.parts[name], by=house.officers[name], at=house.tick())
    report_contact(house.parts[name], **CONTACT, by=house.officers[name], at=house.tick())


# --- signing ---


def test_a_body_reads_and_signs_for_the_notice_once(house: House) -> None:
    officer = browser_of(house.officers[CITY])
    assert officer.get(receipts(house)).context["stand"].part.signed_for_at is None
    assert officer.post(receipts(house, "/sign")).status_code == 302
    first = part(house, CITY).signed_for_at
    officer.post(receipts(house, "/sign"))
    assert (first is not None, part(house, CITY).signed_for_at) == (True, first)
    assert part(house, CITY).signed_for_by == house.officers[CITY].name


def test_nobody_signs_for_another(house: House) -> None:
    assert browser_of(house.organiser).post(receipts(house, "/sign")).status_code == 404
    browser_of(house.officers[COUNTY]).post(receipts(house, "/sign"))
    assert part(house, CITY).signed_for_at is None


# --- contacts ---


def test_a_body_names_its_contact(house: House) -> None:
    assert browser_of(house.officers[CITY]).post(body(house, CITY, "contact"), CONTACT).status_code == 302
    entry = RosterEntry.objects.get()
    assert (entry.nominating_body_id, entry.name, entry.phone, entry.late) == (
        house.parts[CITY].pk, "李安", "13800000003", False,
    )  # fmt: skip


def test_a_late_contact_is_taken_and_marked(house: House) -> None:
    house.go_to("2023-02-13 18:01")
    browser_of(house.officers[CITY]).post(body(house, CITY, "contact"), CONTACT)
    assert RosterEntry.objects.get().late is True


def test_the_office_takes_a_contact_down_from_a_call(house: House) -> None:
    organiser = browser_of(house.organiser)
    assert organiser.get(body(house, CITY, "contact")).status_code == 200
    organiser.post(body(house, CITY, "contact"), CONTACT)
    assert organiser.get(body(house, CITY, "contact")).context["form"].initial == CONTACT


@pytest.mark.parametrize(
    ("who", "name"), [(CITY, CITY), ("organiser", CITY)], ids=["the body itself", "the office"]
)
@pytest.mark.parametrize(
    ("typed", "codes", "fields"),
    [
        ({"phone": "1234"}, ["phone_shape"], []),
        ({"name": "李安1", "phone": "找李安"}, ["person_name_shape", "phone_shape"], []),
        ({"name": ""}, [], ["name"]),
        ({"phone": "1" * 60}, [], ["phone"]),
    ],
)
def test_a_refused_contact_stays_typed(
    house: House, who: str, name: str, typed: dict[str, str], codes: list[str], fields: list[str]
) -> None:
    actor = house.organiser if who == "organiser" else house.officers[who]
    refused = browser_of(actor).post(body(house, name, "contact"), {**CONTACT, **typed})
    assert refused.status_code == 422
    assert [found.code for found in refused.context["findings"]] == codes
    assert list(refused.context["form"].errors) == fields
    assert {key: refused.context["form"][key].value() for key in CONTACT} == {**CONTACT, **typed}
    assert RosterEntry.objects.count() == 0


def test_a_neighbours_contact_is_not_there(house: House) -> None:
    stranger = browser_of(house.officers[COUNTY])
    assert stranger.post(body(house, CITY, "contact"), CONTACT).status_code == 404
    above = browser_of(house.officers[DIRECT])
    assert above.post(body(house, MEMBER, "contact"), CONTACT).status_code == 404
    report_contact(house.parts[CITY], **CONTACT, by=house.officers[CITY], at=house.tick())
    assert CONTACT["phone"] not in stranger.get(receipts(house)).content.decode()


def test_a_direct_body_sees_how_its_members_stand(house: House) -> None:
    done(house, MEMBER)
    (member,) = browser_of(house.officers[DIRECT]).get(receipts(house)).context["members"]
    assert (member.part.name, member.owed.unsigned, member.contact.name) == (MEMBER, False, "李安")


# --- the office's list ---


def test_overdue_bodies_come_first_then_those_who_have_not_signed(house: House) -> None:
    done(house, DIRECT)
    sign_for_notice(house.parts[COUNTY], by=house.officers[COUNTY], at=house.tick())
    organiser = browser_of(house.organiser)
    assert listed(organiser.get(receipts(house))) == [MEMBER, CITY, COUNTY, DIRECT]
    house.go_to("2023-02-13 18:00")
    report_contact(house.parts[COUNTY], **CONTACT, by=house.officers[COUNTY], at=house.at)
    house.go_to("2023-02-14 09:00")
    assert listed(organiser.get(receipts(house))) == [MEMBER, CITY, DIRECT, COUNTY]


@pytest.mark.parametrize(
    ("issue", "bodies"),
    [
        ("", [MEMBER, CITY, COUNTY, DIRECT]),
        ("unsigned", [MEMBER, CITY]),
        ("no_contact", [MEMBER, CITY, COUNTY]),
        ("reported", [DIRECT]),
        ("overdue", [MEMBER, CITY, COUNTY]),
        ("no_such_issue", [MEMBER, CITY, COUNTY, DIRECT]),
    ],
)
def test_each_tab_counts_exactly_what_it_lists(house: House, issue: str, bodies: list[str]) -> None:
    done(house, DIRECT)
    sign_for_notice(house.parts[COUNTY], by=house.officers[COUNTY], at=house.tick())
    house.go_to("2023-02-14 09:00")
    answer = browser_of(house.organiser).get(receipts(house, f"?issue={issue}"))
    assert listed(answer) == bodies
    counts = {value: count for value, _, count in answer.context["tabs"]}
    assert counts == {"": 4, "unsigned": 2, "no_contact": 3, "reported": 1, "overdue": 3}


# --- more time for one body ---


def test_more_time_for_one_body_lets_it_and_its_members_submit(house: House) -> None:
    late, neighbour = (make_nomination(house, NominationState.ENDORSED, body=name) for name in (MEMBER, CITY))
    house.go_to("2023-02-28 09:00")
    told = {"until": "2023年3月2日18:00", "reason": "雪灾断网"}
    assert browser_of(house.organiser).post(body(house, DIRECT, "reopening"), told).status_code == 302
    assert (part(house, DIRECT).reopened_until, part(house, DIRECT).reopen_reason) == (
        moment("2023-03-02 18:00"),
        "雪灾断网",
    )
    assert submit(late, by=house.officers[MEMBER], at=house.tick()).state == NominationState.SUBMITTED
    assert part(house, CITY).reopened_until is None
    neighbour.refresh_from_db()
    assert neighbour.state == NominationState.ENDORSED


@pytest.mark.parametrize(
    ("typed", "fields", "codes"),
    [
        ({"until": "过几天"}, ["until"], []),
        ({"until": "2023-03-02"}, ["until"], []),
        ({"reason": "  "}, ["reason"], []),
        ({"until": "2023-02-01 18:00"}, [], ["time_has_passed"]),
    ],
)
def test_refused_time_stays_typed(
    house: House, typed: dict[str, str], fields: list[str], codes: list[str]
) -> None:
    told = {"until": "2023-03-02 18:00", "reason": "雪灾断网", **typed}
    refused = browser_of(house.organiser).post(body(house, CITY, "reopening"), told)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, fields)
    assert [found.code for found in refused.context["findings"]] == codes
    assert {key: refused.context["form"][key].value() for key in told} == told
    assert part(house, CITY).reopened_until is None


def test_only_the_organiser_grants_time(house: House) -> None:
    assert house.auditor is not None
    for who in (house.auditor, house.officers[CITY]):
        assert browser_of(who).get(body(house, CITY, "reopening")).status_code == 404


# --- chasing ---


def test_who_owes_something_has_a_text_ready(house: House) -> None:
    done(house, CITY)
    for _ in range(3):
        make_nomination(house, NominationState.SUBMITTED)
    make_nomination(house, NominationState.SUBMITTED, body=MEMBER)
    organiser = browser_of(house.organiser)
    rows = organiser.get(receipts(house, "/chasing?about=roster")).context["rows"]
    assert [stand.part.name for stand, _, _ in rows] == [DIRECT, COUNTY, MEMBER]
    rows = organiser.get(receipts(house, "/chasing?about=materials")).context["rows"]
    assert [(stand.part.name, [short.award for short in stand.owed.short]) for stand, _, _ in rows] == [
        (DIRECT, ["文明服务形象大使"]),
        (CITY, ["文明服务形象大使"]),
        (COUNTY, ["文明服务示范窗口", "文明服务形象大使"]),
    ]


def test_those_ticked_are_kept_as_chased_with_the_text_they_got(house: House) -> None:
    organiser = browser_of(house.organiser)
    texts = {
        stand.part.pk: text for stand, _, text in organiser.get(receipts(house, "/chasing")).context["rows"]
    }
    sent = {"body": [house.parts[CITY].pk, house.parts[COUNTY].pk, "zzzzzzzzzzzzzzzz"]}
    assert organiser.post(receipts(house, "/chasing"), sent).status_code == 302
    chased = LedgerEntry.objects.filter(act="chase")
    assert {entry.object_id for entry in chased} == {house.parts[CITY].pk, house.parts[COUNTY].pk}
    content = LedgerContent.objects.get(entry__in=chased.filter(object_id=house.parts[CITY].pk)).content
    assert texts[house.parts[CITY].pk].splitlines()[0] in content
    stands = {stand.part.name: stand.chased_at for stand in organiser.get(receipts(house)).context["stands"]}
    assert {name for name, at in stands.items() if at} == {CITY, COUNTY}


def test_nobody_ticked_is_nobody_chased(house: House) -> None:
    browser_of(house.organiser).post(receipts(house, "/chasing"))
    assert not LedgerEntry.objects.filter(act="chase").exists()


def test_only_the_organiser_chases(house: House) -> None:
    assert house.auditor is not None
    for who in (house.auditor, house.officers[CITY]):
        client = browser_of(who)
        assert client.get(receipts(house, "/chasing")).status_code == 404
        assert client.post(receipts(house, "/chasing"), {"body": house.parts[CITY].pk}).status_code == 404


def test_the_call_list_is_for_the_office(house: House) -> None:
    done(house, CITY)
    report_contact(house.parts[CITY], name="李安", phone="13800000003", position=HOSTILE,
                   by=house.officers[CITY], at=house.tick())  # fmt: skip
    assert house.leader is not None
    page = browser_of(house.leader).get(receipts(house, "/calls"))
    assert [stand.part.name for stand, _ in page.context["rows"]] == [DIRECT, CITY, COUNTY, MEMBER]
    assert HOSTILE not in page.content.decode()
    assert browser_of(house.officers[CITY]).get(receipts(house, "/calls")).status_code == 404


# --- who may ---


@pytest.mark.parametrize("page", ["receipts", "receipts/chasing", "receipts/calls"])
def test_another_office_sees_none_of_it(house: House, page: str) -> None:
    closed_to_strangers(house, f"/campaigns/ID/{page}", house.campaign.pk)


def test_a_closed_campaign_offers_no_acts(house: House) -> None:
    close_campaign(house.campaign, by=house.organiser, at=house.tick())
    assert browser_of(house.organiser).get(receipts(house)).context["may_act"] is False
    assert browser_of(house.officers[CITY]).get(receipts(house)).context["may_act"] is False


def test_every_role_of_the_office_reads(house: House) -> None:
    assert house.auditor is not None
    assert house.leader is not None
    assert statuses([browser_of(who) for who in (house.auditor, house.leader)], receipts(house)) == [200, 200]


@pytest.mark.parametrize("count", [1, 1000])
@pytest.mark.parametrize("page", ["", "/chasing", "/calls"])
def test_no_page_asks_more_for_more_nominations(
    house: House, page: str, count: int, django_assert_max_num_queries: Any
) -> None:
    crowd(house, count)
    for client in (browser_of(house.organiser), browser_of(house.officers[DIRECT]))[: 1 if page else 2]:
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(receipts(house, page))

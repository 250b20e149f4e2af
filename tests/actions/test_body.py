"""A body's part in the campaign: signed for once, its contact, more time, being chased."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from pingxuan.actions.body import log_chase, reopen_for, report_contact, sign_for_notice
from pingxuan.actions.post import add_body
from pingxuan.actions.recording import record
from pingxuan.core.ledger import read_canonical
from pingxuan.core.words import BodyKind
from pingxuan.models import LedgerEntry, NominatingBody, RosterEntry
from tests.makers import House, make_house
from tests.refusing import refused
from tests.small_campaign import CITY, CONTACTS_DUE

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


def officer(house: House) -> dict[str, Any]:
    return {"by": house.officers[CITY], "at": house.tick()}


def acts() -> list[str]:
    return list(LedgerEntry.objects.order_by("seq").values_list("act", flat=True))


def test_the_notice_is_signed_for_once(house: House) -> None:
    held = sign_for_notice(house.parts[CITY], **officer(house))
    first = house.at
    assert (held.signed_for_at, held.signed_for_by) == (first, house.officers[CITY].name)
    again = sign_for_notice(house.parts[CITY], **officer(house))
    assert again.signed_for_at == first
    assert acts().count("sign_for_notice") == 1


def test_what_was_not_issued_is_not_signed_for(house: House) -> None:
    body = add_body("乌有县", by=house.setup, at=house.tick())
    part = NominatingBody(id="unissued", campaign=house.campaign, body=body, kind=BodyKind.LOCAL, position=99)
    with transaction.atomic():
        record("open_campaign", house.campaign, by=house.organiser, at=house.tick(), rows=[part])
    assert refused(sign_for_notice, part, **officer(house)) == ["notice_not_issued"]


def test_a_contact_is_reported_and_replaced(house: House) -> None:
    part = house.parts[CITY]
    report_contact(part, name=" 马静 ", phone="13800000005", position="科长", **officer(house))
    entry = RosterEntry.objects.get(nominating_body=part)
    assert (entry.name, entry.phone, entry.position, entry.late) == ("马静", "13800000005", "科长", False)
    report_contact(part, name="古丽·艾山", phone="13800000006", **officer(house))
    entry = RosterEntry.objects.get(nominating_body=part)
    assert (entry.name, entry.phone, entry.position, entry.late) == ("古丽·艾山", "13800000006", "", False)
    assert acts().count("report_contact") == 2


@pytest.mark.parametrize(("seconds", "late"), [(0, False), (1, True)])
def test_a_late_contact_is_taken_and_marked(house: House, seconds: int, late: bool) -> None:
    at = CONTACTS_DUE + timedelta(seconds=seconds)
    told = {"name": "马静", "phone": "13800000005", "by": house.officers[CITY], "at": at}
    assert report_contact(house.parts[CITY], **told).late is late


def test_a_contact_reported_in_time_and_replaced_late_is_not_late(house: House) -> None:
    part, by = house.parts[CITY], house.officers[CITY]
    report_contact(part, name="马静", phone="13800000005", by=by, at=house.tick())
    later = CONTACTS_DUE + timedelta(days=1)
    assert report_contact(part, name="陈二", phone="13800000006", by=by, at=later).late is False


@pytest.mark.parametrize(
    ("name", "phone", "codes"),
    [
        ("", "13800000005", ["required_missing"]),
        ("马静", "", ["required_missing"]),
        ("马静", "0996-21234", ["phone_shape"]),
        ("马静123", "12", ["person_name_shape", "phone_shape"]),
    ],
)
def test_a_contact_one_cannot_call_is_refused(house: House, name: str, phone: str, codes: list[str]) -> None:
    terms = {"name": name, "phone": phone, **officer(house)}
    assert refused(report_contact, house.parts[CITY], **terms) == codes
    assert not RosterEntry.objects.exists()


def test_more_time_has_its_reason_in_the_ledger(house: House) -> None:
    until = house.at + timedelta(days=1)
    held = reopen_for(house.parts[CITY], until, " 道路积雪 ", by=house.organiser, at=house.tick())
    assert (held.reopened_until, held.reopen_reason) == (until, "道路积雪")
    entry = LedgerEntry.objects.select_related("content").order_by("-seq")[0]
    facts = read_canonical(entry.content.content.encode())["facts"]
    assert (entry.act, facts) == ("reopen_for", {"reason": "道路积雪"})


@pytest.mark.parametrize(
    ("days", "reason", "codes"),
    [
        (1, " ", ["reason_missing"]),
        (0, "道路积雪", ["time_has_passed"]),
        (-1, "", ["reason_missing", "time_has_passed"]),
    ],
)
def test_more_time_needs_a_reason_and_lies_ahead(
    house: House, days: int, reason: str, codes: list[str]
) -> None:
    at = house.tick()
    until = at + timedelta(days=days)
    assert refused(reopen_for, house.parts[CITY], until, reason, by=house.organiser, at=at) == codes


def test_chasing_keeps_the_text_sent(house: House) -> None:
    log_chase(house.parts[CITY], "请于今日18时前报送联系人。", by=house.organiser, at=house.tick())
    entry = LedgerEntry.objects.select_related("content").order_by("-seq")[0]
    facts = read_canonical(entry.content.content.encode())["facts"]
    assert (entry.act, entry.object_id) == ("chase", house.parts[CITY].pk)
    assert (facts, entry.campaign_id) == ({"text": "请于今日18时前报送联系人。"}, house.campaign.pk)

"""Places asked for at the same moment go once each: accepted = quota, the others are told why (I2)."""

import secrets
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Max

from pingxuan.actions.nomination import hand_in, withdraw
from pingxuan.actions.opinion import Words, endorse
from pingxuan.actions.quota import sub_allot
from pingxuan.core.actor import Actor
from pingxuan.core.finding import Refused
from pingxuan.core.instants import beijing_date
from pingxuan.core.ledger import CompactRange, leaf_hash, read_entry, root_of
from pingxuan.core.words import NominationState, Role
from pingxuan.models import Allotment, LedgerEntry, LedgerHead, Nomination, Opinion
from tests.databases import Database
from tests.makers import House, make_house, make_nomination, words
from tests.racing import race
from tests.replaying import kept_rows, replayed_rows
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

S = NominationState
QUOTA = 10
FIRST_UNIT = next(iter(HONOURED_2021))


def house_with(**places: int) -> House:
    """A campaign in which 库尔勒市 has ten places and others as told."""
    table = {DIRECT: 1, CITY: QUOTA, COUNTY: 2} | places
    return make_house(with_award(UNIT_AWARD, quota=replace(UNIT_AWARD.quota, places=table)))


def endorsing(house: House, held: Nomination, body: str = CITY) -> Callable[[], str]:
    """One click on 出具推荐意见, to be made with others at once."""
    by, said, at = house.officers[body], words(house), house.at
    return lambda: str(endorse(held, said, by=by, at=at).state)


def told(results: list[Any]) -> Counter[str]:
    """How often each answer was given."""
    return Counter(result if isinstance(result, str) else "+".join(result) for result in results)


def counts_agree() -> None:
    """Holders and opinions equal what the quota says is used; the log is whole and gives the tables."""
    for row in Allotment.objects.select_related("nominating_body"):
        part = row.nominating_body
        held = Nomination.objects.filter(award_key=row.award_key, holds_place=True)
        own = held.filter(nominating_body=part).count() + held.filter(nominating_body__parent=part).count()
        assert (row.used, row.used <= row.places) == (own, True), part.name
    holders = Nomination.objects.filter(holds_place=True)
    assert Opinion.objects.filter(voided_at__isnull=True).count() == holders.count()
    lines = [line.encode() for line in LedgerEntry.objects.order_by("seq").values_list("line", flat=True)]
    head = LedgerHead.objects.get()
    assert [read_entry(line).seq for line in lines] == list(range(head.size))
    assert CompactRange.load(head.size, head.hashes).root() == root_of([leaf_hash(line) for line in lines])
    assert replayed_rows() == kept_rows()


@pytest.mark.parametrize("clients", [16, 32])
def test_exactly_the_quota_is_accepted(fresh_database: Database, clients: int) -> None:
    house = house_with()
    ready = [make_nomination(house, S.HANDED_IN) for _ in range(clients)]
    results = race(*(endorsing(house, held) for held in ready))
    assert told(results) == {"endorsed": QUOTA, "over_quota": clients - QUOTA}
    assert Nomination.objects.filter(state=S.ENDORSED).count() == QUOTA
    assert LedgerEntry.objects.filter(act="refused_endorse").count() == clients - QUOTA
    counts_agree()


def test_nobody_is_refused_while_a_place_is_free(fresh_database: Database) -> None:
    house = house_with()
    ready = [make_nomination(house, S.HANDED_IN) for _ in range(QUOTA)]
    assert told(race(*(endorsing(house, held) for held in ready))) == {"endorsed": QUOTA}
    counts_agree()


def test_one_nomination_endorsed_by_many_clicks_uses_one_place(fresh_database: Database) -> None:
    house = house_with()
    held = make_nomination(house, S.HANDED_IN)
    results = race(*(endorsing(house, held) for _ in range(16)))
    assert told(results) == {"endorsed": 1, "already_stated": 15}
    counts_agree()


def test_one_register_unit_sends_one_person(fresh_database: Database) -> None:
    house = make_house()
    ready = [
        make_nomination(house, S.HANDED_IN, award=PERSON, unit=FIRST_UNIT, body=body)
        for body in (CITY, COUNTY) * 8
    ]
    bodies = (CITY, COUNTY) * 8
    results = race(*(endorsing(house, held, body) for held, body in zip(ready, bodies, strict=True)))
    assert told(results) == {"endorsed": 1, "register_unit_taken": 15}
    assert Nomination.objects.filter(holds_place=True, register_entry__name=FIRST_UNIT).count() == 1
    counts_agree()


def test_a_direct_body_and_its_members_share_one_pool(fresh_database: Database) -> None:
    house = house_with(**{DIRECT: 4})
    sub_allot(house.parts[DIRECT], UNIT, MEMBER, 4, by=house.organiser, at=house.tick())
    bodies = (DIRECT, MEMBER) * 8
    ready = [make_nomination(house, S.HANDED_IN, body=body) for body in bodies]
    results = race(*(endorsing(house, held, body) for held, body in zip(ready, bodies, strict=True)))
    assert told(results) == {"endorsed": 4, "over_quota": 12}
    counts_agree()


def test_places_taken_freed_and_cut_at_once_still_add_up(fresh_database: Database) -> None:
    house = house_with(**{DIRECT: 6})
    sub_allot(house.parts[DIRECT], UNIT, MEMBER, 4, by=house.organiser, at=house.tick())
    ready = [make_nomination(house, S.HANDED_IN, body=MEMBER) for _ in range(8)]
    held = [make_nomination(house, S.ENDORSED, body=MEMBER) for _ in range(3)]
    terms = {"by": house.officers[MEMBER], "at": house.at}
    changed = [row.answers | {"contact": "马静"} for row in held]
    results = race(
        *(endorsing(house, row, MEMBER) for row in ready),
        lambda: str(withdraw(held[0], "换一家", **terms).state),
        lambda: str(hand_in(held[1], changed[1], **terms).state),
        partial(_cut, house),
    )
    assert set(told(results)) <= {"endorsed", "over_quota", "withdrawn", "handed_in", "cut", "places_in_use"}
    assert results[8:10] == ["withdrawn", "handed_in"]
    counts_agree()


def _cut(house: House) -> str:
    sub_allot(house.parts[DIRECT], UNIT, MEMBER, 2, by=house.organiser, at=house.at)
    return "cut"


# --- processes ---

CHILD = """
import os, sys
sys.path[:0] = sys.argv[1:3]
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
import django
django.setup()
from tests.actions.test_quota_race import ask_for_places
ask_for_places(sys.argv[3].split(","), float(sys.argv[4]))
"""
ROOT = Path(__file__).parents[2]


def ask_for_places(ids: list[str], start: float) -> None:
    """What each process does from ``start`` on: asks for a place for each nomination and prints the answer."""
    by = Actor(post_id="officer", role=Role.BODY_OFFICER, name="干事", fresh=secrets.token_bytes)
    rows = [Nomination.objects.get(pk=pk) for pk in ids]
    at = Nomination.objects.aggregate(newest=Max("state_since"))["newest"]
    said = Words("同意推荐。", "张审", beijing_date(at), CITY)
    time.sleep(max(0.0, start - time.time()))
    for row in rows:
        try:
            print(endorse(row, said, by=by, at=at).state)
        except Refused as refusal:
            print("+".join(finding.code for finding in refusal.findings))


def child(database: Database, ids: list[str], start: float) -> "subprocess.Popen[str]":
    """A process of its own on the same database."""
    command = [sys.executable, "-c", CHILD, str(ROOT), str(ROOT / "src"), ",".join(ids), str(start)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=database.environment, stdout=pipe, stderr=pipe, text=True)


def test_processes_of_their_own_share_the_quota_too(fresh_database: Database) -> None:
    house = house_with()
    ids = [make_nomination(house, S.HANDED_IN).pk for _ in range(64)]
    start = time.time() + 4
    running = [child(fresh_database, ids[place::4], start) for place in range(4)]
    spoken = [process.communicate(timeout=120) for process in running]
    assert [(process.returncode, errors) for process, (_, errors) in zip(running, spoken, strict=True)] == [
        (0, "")
    ] * 4
    answers = Counter(word for out, _ in spoken for word in out.split())
    assert answers == {"endorsed": QUOTA, "over_quota": 64 - QUOTA}
    counts_agree()

"""The ledger as it is written: time, root, content, and state as a function of it (I3, I4, I11)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from pingxuan.actions.check import return_for_correction
from pingxuan.actions.nomination import hand_in, submit
from pingxuan.actions.opinion import endorse
from pingxuan.actions.recording import CLOCK_SLACK, record
from pingxuan.core.ledger import CompactRange, commitment, leaf_hash, read_canonical, read_entry, root_of
from pingxuan.core.words import NominationState
from pingxuan.models import Allotment, LedgerContent, LedgerEntry, LedgerHead, Nomination
from pingxuan.queries.ledger import head_facts
from tests.databases import Database
from tests.makers import House, answers_for, make_house, make_nomination, words
from tests.refusing import refused
from tests.replaying import kept_rows, replayed_rows
from tests.small_campaign import CITY, COUNTY, MEMBER, UNIT

S = NominationState


def newest() -> LedgerEntry:
    return LedgerEntry.objects.select_related("content").order_by("-seq")[0]


@pytest.mark.django_db
def test_an_entry_says_who_did_what_to_which_and_when() -> None:
    house = make_house()
    nomination = make_nomination(house, S.ENDORSED)
    received = house.tick()
    submit(nomination, by=house.officers[CITY], at=received)
    entry = newest()
    line = read_entry(entry.line.encode())
    officer = house.officers[CITY]
    assert (line.seq, line.act, line.object) == (entry.seq, "submit", f"nomination:{nomination.pk}")
    assert (line.actor, line.role, line.rev) == (officer.post_id, "body_officer", 1)
    assert (line.before, line.after, line.rx, line.ts) == ("endorsed", "submitted", received, received)
    assert (entry.actor_name, entry.campaign_id) == (officer.name, house.campaign.pk)
    content = entry.content.content.encode()
    assert line.commitment == commitment(bytes.fromhex(entry.content.salt), content)
    assert read_canonical(content)["facts"] == {"due": f"materials/{CITY}"}


@pytest.mark.django_db
def test_the_kept_head_is_the_root_over_all_lines() -> None:
    house = make_house()
    make_nomination(house)
    lines = [line.encode() for line in LedgerEntry.objects.order_by("seq").values_list("line", flat=True)]
    head = LedgerHead.objects.get()
    kept = CompactRange.load(head.size, head.hashes)
    assert head.size == len(lines) > 20
    assert kept.root() == root_of([leaf_hash(line) for line in lines])
    assert (head_facts().size, head_facts().root) == (len(lines), kept.root().hex())


@pytest.mark.django_db
def test_numbers_have_no_gap_and_time_never_runs_back() -> None:
    house = make_house()
    make_nomination(house)
    house.at -= CLOCK_SLACK / 2
    make_nomination(house, body=COUNTY)
    entries = [
        read_entry(line.encode())
        for line in LedgerEntry.objects.order_by("seq").values_list("line", flat=True)
    ]
    assert [entry.seq for entry in entries] == list(range(len(entries)))
    moments = [entry.ts for entry in entries]
    assert moments == sorted(moments)
    assert all(entry.rx <= entry.ts for entry in entries)


@pytest.mark.django_db
def test_a_request_that_waited_is_recorded_now_but_received_then() -> None:
    house = make_house()
    nomination = make_nomination(house, S.ENDORSED)
    received = house.at - CLOCK_SLACK
    submit(nomination, by=house.officers[CITY], at=received)
    line = read_entry(newest().line.encode())
    assert (line.rx, line.ts) == (received, house.at)


@pytest.mark.django_db
def test_a_clock_set_back_stops_all_writing() -> None:
    house = make_house()
    nomination = make_nomination(house, S.ENDORSED)
    before = head_facts()
    past = house.at - CLOCK_SLACK - timedelta(microseconds=1)
    assert refused(submit, nomination, by=house.officers[CITY], at=past) == ["clock_went_back"]
    nomination.refresh_from_db()
    assert (nomination.state, head_facts()) == (S.ENDORSED, before)


def test_outside_a_transaction_nothing_is_recorded(fresh_database: Database) -> None:
    house = make_house()
    before = head_facts()
    with pytest.raises(RuntimeError):
        record("chase", house.parts[CITY], by=house.organiser, at=house.tick())
    assert head_facts() == before


@pytest.mark.django_db
def test_the_ledger_replayed_gives_the_tables() -> None:
    house = make_house()
    for state in (S.DRAFT, S.HANDED_IN, S.RETURNED, S.ACCEPTED, S.REJECTED, S.WITHDRAWN):
        make_nomination(house, state, body=CITY)
    for state in (S.ENDORSED, S.SUBMITTED):
        make_nomination(house, state, body=COUNTY)
    assert replayed_rows() == kept_rows()


# --- both or neither ---


class Broken(Exception):
    """What the test makes the database say."""


def statements_of(act: Any, fails_after: int) -> int:
    """Runs ``act``, failing after so many statements; how many it ran. Raises Broken when it broke."""
    count = 0

    def counting(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal count
        result = execute(sql, params, many, context)
        if not sql.startswith(("RELEASE", "ROLLBACK")):  # a transaction's end is the database's own matter
            count += 1
            if count == fails_after:
                raise Broken
        return result

    with connection.execute_wrapper(counting):
        act()
    return count


def rows_and_entries() -> tuple[Any, int, int]:
    return kept_rows(), LedgerEntry.objects.count(), LedgerContent.objects.count()


def acts_of(house: House) -> dict[str, Any]:
    """One act of every kind that writes several rows, each ready to be made."""
    officer, office = house.officers[CITY], house.organiser
    handed_in, endorsed = make_nomination(house, S.HANDED_IN), make_nomination(house, S.ENDORSED)
    submitted = make_nomination(house, S.SUBMITTED, body=MEMBER)
    changed = answers_for(house, UNIT, "换了名称的窗口")
    at = house.tick()
    return {
        "endorse": lambda: endorse(handed_in, words(house), by=officer, at=at),
        "hand_in": lambda: hand_in(endorsed, changed, by=officer, at=at),
        "return": lambda: return_for_correction(submitted, "请核对", by=office, at=at),
        "late": lambda: refused(
            submit, endorsed, by=officer, at=house.definition.deadlines[1].at + timedelta(1)
        ),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["endorse", "hand_in", "return", "late"])
def test_a_failure_after_any_statement_leaves_neither_row_nor_entry(name: str) -> None:
    act = acts_of(make_house())[name]
    before = rows_and_entries()
    for broken_at in range(1, 200):
        whole = transaction.savepoint()
        try:
            ran = statements_of(act, fails_after=broken_at)
        except Broken:
            assert rows_and_entries() == before, broken_at
            transaction.savepoint_commit(whole)
            continue
        assert ran < broken_at
        break
    else:
        pytest.fail("the act never came to its end")
    assert rows_and_entries() != before
    assert replayed_rows() == kept_rows()
    assert broken_at > 10


@pytest.mark.django_db
def test_what_failed_half_way_can_be_done_again() -> None:
    house = make_house()
    act = acts_of(house)["endorse"]
    with pytest.raises(Broken):
        statements_of(act, fails_after=9)
    act()
    held = Nomination.objects.get(state=S.ENDORSED, nominating_body=house.parts[CITY], number=1)
    quota = Allotment.objects.get(nominating_body=house.parts[CITY])
    assert (held.holds_place, quota.used) == (True, 2)

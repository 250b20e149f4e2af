"""Every kept table refuses any write that has no ledger entry, by whatever way it comes (I3)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from pingxuan.actions.body import log_chase
from pingxuan.models import Campaign, LedgerContent, LedgerEntry, LedgerHead, NominatingBody
from pingxuan.models.guards import kept_tables
from pingxuan.models.kept import Kept
from pingxuan.queries.archive import kept_models
from pingxuan.queries.ledger import head_facts
from tests.makers import make_house
from tests.replaying import kept_rows, replayed_rows
from tests.small_campaign import CITY
from tests.whole_campaign import whole_campaign

pytestmark = pytest.mark.django_db
ENTRIES, CONTENTS, HEAD = (model._meta.db_table for model in (LedgerEntry, LedgerContent, LedgerHead))


def goes_through(write: Callable[[], Any]) -> bool:
    """Whether the database took a write; undone either way."""
    try:
        with transaction.atomic():
            write()
            transaction.set_rollback(True)
    except DatabaseError:
        return False
    return True


def sql(statement: str, *terms: Any) -> Callable[[], None]:
    """The statement as something to try."""

    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, terms)

    return run


def every_write(model: type[Kept]) -> dict[str, Callable[[], Any]]:
    """Every way a row of this model might be changed, added or removed without its entry."""
    table, rows, one = model._meta.db_table, model._default_manager, model._default_manager.order_by("pk")[0]
    columns = [field.column for field in model._meta.concrete_fields]
    others = ", ".join(column for column in columns if column != "id")
    seq = LedgerEntry.objects.count()
    writes: dict[str, Callable[[], Any]] = {
        f"UPDATE {column}": sql(f"UPDATE {table} SET {column} = {column} WHERE id = %s", one.pk)
        for column in columns
    }
    writes |= {
        f"update {field.attname}": lambda name=field.attname: rows.filter(pk=one.pk).update(
            **{name: getattr(one, name)}
        )
        for field in model._meta.concrete_fields
        if not field.primary_key
    }
    return writes | {
        "UPDATE as one entry ahead": sql(f"UPDATE {table} SET last_seq = %s WHERE id = %s", seq, one.pk),
        "UPDATE as one entry behind": sql(f"UPDATE {table} SET last_seq = %s WHERE id = %s", seq - 2, one.pk),
        "UPDATE id": sql(f"UPDATE {table} SET id = 'x', last_seq = %s WHERE id = %s", seq - 1, one.pk),
        "INSERT": sql(f"INSERT INTO {table} (id, {others}) SELECT 'x', {others} FROM {table} LIMIT 1"),
        "DELETE": sql(f"DELETE FROM {table} WHERE id = %s", one.pk),
        "DELETE all": sql(f"DELETE FROM {table}"),
        "save": one.save,
        "bulk_update": lambda: rows.bulk_update([one], ["last_seq"]),
        "bulk_create": lambda: rows.bulk_create([one], ignore_conflicts=True),
        "delete": lambda: rows.filter(pk=one.pk)._raw_delete(rows.db),
    }


def test_no_kept_table_is_changed_without_an_entry(tmp_path: Path) -> None:
    house, _ = whole_campaign(tmp_path)
    log_chase(house.parts[CITY], "请尽快报送", by=house.organiser, at=house.tick())
    before = kept_rows()
    let_through = [
        f"{model._meta.db_table}: {how}"
        for model in kept_models()
        for how, write in every_write(model).items()
        if goes_through(write)
    ]
    assert let_through == []
    assert kept_rows() == before == replayed_rows()


def test_what_is_tried_here_is_possible_with_an_entry() -> None:
    house = make_house()
    part = NominatingBody.objects.get(pk=house.parts[CITY].pk)
    log_chase(part, "请尽快报送", by=house.organiser, at=house.tick())
    table, newest = part._meta.db_table, LedgerEntry.objects.count() - 1
    assert goes_through(sql(f"UPDATE {table} SET last_seq = %s WHERE id = %s", newest, part.pk))


def test_every_table_of_kept_rows_is_guarded() -> None:
    assert kept_tables(apps) == [model._meta.db_table for model in kept_models()]


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE {ENTRIES} SET line = line WHERE seq = 0",
        f"UPDATE {ENTRIES} SET seq = 1000 WHERE seq = 0",
        f"UPDATE {ENTRIES} SET actor_name = 'x'",
        f"DELETE FROM {ENTRIES} WHERE seq = (SELECT max(seq) FROM {ENTRIES})",
        f"DELETE FROM {ENTRIES}",
        f"UPDATE {CONTENTS} SET content = '{{}}' WHERE entry_id = 0",
        f"UPDATE {CONTENTS} SET salt = '' WHERE entry_id = 0",
        f"DELETE FROM {CONTENTS} WHERE entry_id = 0",
        f"INSERT INTO {CONTENTS} (entry_id, salt, content) VALUES (0, '', '{{}}')",
        f"UPDATE {HEAD} SET size = size",
        f"UPDATE {HEAD} SET size = size + 2",
        f"UPDATE {HEAD} SET size = 0",
        f"DELETE FROM {HEAD}",
        f"INSERT INTO {HEAD} (id, size, hashes) VALUES (1, 0, '[]')",
        f"INSERT INTO {HEAD} (id, size, hashes) VALUES (2, 0, '[]')",
    ],
)
def test_the_ledger_is_only_ever_added_to(statement: str) -> None:
    make_house()
    before = head_facts()
    assert not goes_through(sql(statement))
    assert head_facts() == before


@pytest.mark.parametrize("step", [-1, 1])
def test_the_ledger_has_neither_gap_nor_double(step: int) -> None:
    make_house()
    copied = "line, ts, actor, actor_name, role, act, object_kind, object_id, campaign_id"
    seq = LedgerEntry.objects.count() + step
    write = f"INSERT INTO {ENTRIES} (seq, {copied}) SELECT %s, {copied} FROM {ENTRIES} WHERE seq = 0"
    assert not goes_through(sql(write, seq))
    assert goes_through(sql(write, seq - step))


@pytest.mark.parametrize("table", [ENTRIES, CONTENTS, HEAD, Campaign._meta.db_table])
def test_nothing_is_replaced_or_emptied_at_a_stroke(table: str) -> None:
    make_house()
    before = head_facts()
    if connection.vendor == "sqlite":
        assert not goes_through(sql(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"))
    else:
        assert not goes_through(sql(f"TRUNCATE {table} CASCADE"))
    assert head_facts() == before


def test_tables_outside_the_ledger_stay_free() -> None:
    make_house()
    assert goes_through(sql("UPDATE pingxuan_account SET name = name"))

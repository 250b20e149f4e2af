"""Database triggers that refuse a change without a ledger entry, on SQLite and PostgreSQL alike.

They guard against mistakes, not against the database's own administrator (SECURITY §5.7). A migration that
rebuilds a kept table must end with ``install`` again: SQLite drops triggers with the old table.
"""

from collections.abc import Iterable

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ENTRIES = "pingxuan_ledgerentry"
CONTENTS = "pingxuan_ledgercontent"
HEAD = "pingxuan_ledgerhead"


def kept_tables(apps: Apps) -> list[str]:
    """Names of the tables whose rows carry ``last_seq``, sorted."""
    models = apps.get_app_config("pingxuan").get_models()
    return sorted(
        model._meta.db_table for model in models if any(f.name == "last_seq" for f in model._meta.fields)
    )


def install(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put every guard in place, replacing what was there; fit for ``RunPython``."""
    statements = _sqlite if schema_editor.connection.vendor == "sqlite" else _postgresql
    for statement in statements(kept_tables(apps)):
        schema_editor.execute(statement)


def _sqlite(tables: Iterable[str]) -> Iterable[str]:
    newest = f"(SELECT max(seq) FROM {ENTRIES})"
    for table in tables:
        yield from _sqlite_trigger(
            table, "insert", f"NEW.last_seq IS NOT {newest}", "this change has no ledger entry"
        )
        yield from _sqlite_trigger(
            table,
            "update",
            f"NEW.last_seq IS NOT {newest} OR NEW.last_seq <= OLD.last_seq OR NEW.id IS NOT OLD.id",
            "this change has no ledger entry",
        )
        yield from _sqlite_trigger(table, "delete", "1", "kept rows are never deleted")
    next_seq = f"(SELECT coalesce(max(seq) + 1, 0) FROM {ENTRIES})"
    yield from _sqlite_trigger(ENTRIES, "insert", f"NEW.seq IS NOT {next_seq}", "the ledger has no gaps")
    for table, key in ((CONTENTS, "entry_id"), (HEAD, "id")):  # INSERT OR REPLACE fires no delete trigger
        there = f"EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"
        yield from _sqlite_trigger(table, "insert", there, "the ledger is append-only")
    for table in (ENTRIES, CONTENTS):
        yield from _sqlite_trigger(table, "update", "1", "the ledger is append-only")
        yield from _sqlite_trigger(table, "delete", "1", "the ledger is append-only")
    yield from _sqlite_trigger(HEAD, "update", "NEW.size <> OLD.size + 1", "the ledger only grows")
    yield from _sqlite_trigger(HEAD, "delete", "1", "the ledger is append-only")


def _sqlite_trigger(table: str, event: str, condition: str, message: str) -> Iterable[str]:
    name = f"guard_{event}_{table}"
    yield f"DROP TRIGGER IF EXISTS {name}"
    yield (
        f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def _postgresql(tables: Iterable[str]) -> Iterable[str]:
    yield _pg_function(
        "pingxuan_guard_write",
        f"""
        IF NEW.last_seq IS DISTINCT FROM (SELECT max(seq) FROM {ENTRIES})
           OR (TG_OP = 'UPDATE' AND (NEW.last_seq <= OLD.last_seq OR NEW.id <> OLD.id)) THEN
            RAISE EXCEPTION 'this change has no ledger entry'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;""",
    )
    yield _pg_function(
        "pingxuan_guard_keep",
        "RAISE EXCEPTION 'kept rows are never deleted' USING ERRCODE = 'integrity_constraint_violation';",
    )
    yield _pg_function(
        "pingxuan_guard_gapless",
        f"""
        IF NEW.seq <> (SELECT coalesce(max(seq) + 1, 0) FROM {ENTRIES}) THEN
            RAISE EXCEPTION 'the ledger has no gaps' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;""",
    )
    yield _pg_function(
        "pingxuan_guard_head",
        """
        IF NEW.size <> OLD.size + 1 THEN
            RAISE EXCEPTION 'the ledger only grows' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;""",
    )
    for table in tables:
        yield from _pg_trigger(table, "INSERT OR UPDATE", "pingxuan_guard_write")
        yield from _pg_trigger(table, "DELETE", "pingxuan_guard_keep")
    yield from _pg_trigger(ENTRIES, "INSERT", "pingxuan_guard_gapless")
    for table in (ENTRIES, CONTENTS):
        yield from _pg_trigger(table, "UPDATE OR DELETE", "pingxuan_guard_keep")
    yield from _pg_trigger(HEAD, "UPDATE", "pingxuan_guard_head")
    yield from _pg_trigger(HEAD, "DELETE", "pingxuan_guard_keep")
    for table in (*tables, ENTRIES, CONTENTS, HEAD):
        yield from _pg_trigger(table, "TRUNCATE", "pingxuan_guard_keep", each="STATEMENT", suffix="all_")


def _pg_function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN {body} END $$ LANGUAGE plpgsql"


def _pg_trigger(
    table: str, events: str, function: str, *, each: str = "ROW", suffix: str = ""
) -> Iterable[str]:
    name = f"{function}_{suffix}{table}"[:60]
    yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
    yield f"CREATE TRIGGER {name} BEFORE {events} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()"

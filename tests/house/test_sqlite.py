"""SQLite is used only in ways that keep every confirmed write, and writers queue up instead of failing."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper

from config.databases import database
from config.environment import read_environment
from config.sqlite import UnsafeJournal, journal_for, wal_is_safe
from pingxuan.models import Account
from tests.databases import SOURCES, Database

BUILDS = {
    (3, 40, 1): False,
    (3, 44, 5): False,
    (3, 44, 6): True,
    (3, 45, 0): False,
    (3, 50, 6): False,
    (3, 50, 7): True,
    (3, 51, 0): False,
    (3, 51, 2): False,
    (3, 51, 3): True,
    (3, 53, 4): True,
}


@pytest.mark.parametrize(("version", "safe"), BUILDS.items())
def test_the_builds_with_the_fix(version: tuple[int, int, int], safe: bool) -> None:
    assert wal_is_safe(version) is safe


@pytest.mark.parametrize(("version", "safe"), BUILDS.items())
def test_the_journal_chosen_is_the_best_safe_one(version: tuple[int, int, int], safe: bool) -> None:
    assert journal_for(version) == ("WAL" if safe else "TRUNCATE")


def test_wal_on_an_affected_build_is_refused() -> None:
    assert journal_for((3, 53, 4), "wal") == "WAL"
    with pytest.raises(UnsafeJournal, match=r"SQLite 3\.40\.1 .*pysqlite3"):
        journal_for((3, 40, 1), "wal")


@pytest.mark.parametrize("wanted", ["DELETE", "OFF", "MEMORY", "PERSIST"])
def test_other_journals_are_refused(wanted: str) -> None:
    with pytest.raises(UnsafeJournal, match=wanted):
        journal_for((3, 53, 4), wanted)


def test_the_site_does_not_start_with_an_unsafe_wish(fresh_database: Database) -> None:
    done = fresh_database.run("doctor", PINGXUAN_JOURNAL="DELETE", DATABASE_URL="")
    assert (done.returncode, done.stdout) == (1, "")
    assert "PINGXUAN_JOURNAL" in done.stderr
    assert "Traceback" not in done.stderr


SETTINGS: dict[str, object] = {
    "PRAGMA journal_mode": "",
    "PRAGMA synchronous": 2,
    "PRAGMA foreign_keys": 1,
    "PRAGMA secure_delete": 1,
    "PRAGMA trusted_schema": 0,
    "PRAGMA mmap_size": 0,
}


@pytest.mark.django_db
@pytest.mark.parametrize("journal", ["WAL", "TRUNCATE"])
def test_a_connection_has_the_settings(tmp_path: Path, journal: str) -> None:
    environ = {"PINGXUAN_DATA": str(tmp_path), "PINGXUAN_JOURNAL": journal}
    entry = database(read_environment(environ), settings.SQLITE_VERSION)
    sqlite = DatabaseWrapper({**connection.settings_dict, **entry}, "sqlite")
    with sqlite.cursor() as cursor:
        seen = {pragma: cursor.execute(pragma).fetchone()[0] for pragma in SETTINGS}
    sqlite.close()
    assert seen == {**SETTINGS, "PRAGMA journal_mode": journal.lower()}


def test_the_bundled_build_takes_the_place_of_the_systems() -> None:
    code = (
        "from config.sqlite import adopt_bundled_build as adopt; version = adopt();"
        "from django.db.backends.sqlite3.base import Database;"
        "assert Database.sqlite_version_info[:3] == version >= (3, 51, 3), version"
    )
    subprocess.run([sys.executable, "-c", code], cwd=SOURCES, check=True)


def test_writers_queue_up(fresh_database: Database) -> None:
    """Sixteen who read and then write in one transaction: none is told that the database is locked."""
    Account.objects.create(username="counter", name="0")
    failures: list[Exception] = []

    def add_one() -> None:
        try:
            with transaction.atomic():
                # the lock PostgreSQL needs; on SQLite the transaction itself is the lock
                account = Account.objects.select_for_update().get(username="counter")
                account.name = str(int(account.name) + 1)
                account.save()
        except Exception as error:  # noqa: BLE001 -- counted below
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=add_one) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (failures, Account.objects.get(username="counter").name) == ([], "16")

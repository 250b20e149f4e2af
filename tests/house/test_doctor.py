"""The doctor says item by item what is unsafe, and ends with 1 only then."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from pytest_django.fixtures import Settings

from pingxuan.management import health
from pingxuan.management.health import FINE, UNSAFE, WARNING, examine
from tests.databases import Database

TODAY = date(2026, 3, 2)
SQLITE, POSTGRESQL = (
    ["sqlite_build", "journal"],
    ["fsync", "synchronous_commit", "full_page_writes", "data_checksums"],
)


def states(today: date = TODAY) -> dict[str, str]:
    """State of each item by its code."""
    return {item.code: item.state for item in examine(today)}


@pytest.fixture
def sound(fresh_database: Database, settings: Settings, tmp_path: Path) -> Settings:
    """An installation where everything is in place."""
    settings.PINGXUAN_MODE = "production"
    settings.PINGXUAN_DATA = fresh_database.data
    settings.PINGXUAN_SECRETS = fresh_database.data / "secrets"
    return settings


def test_items_come_in_order(sound: Settings) -> None:
    engine = SQLITE if connection.vendor == "sqlite" else POSTGRESQL
    assert list(states()) == [
        "mode",
        "migrations",
        *engine,
        "secrets",
        "disk",
        "holidays",
        "fonts",
        "converter",
    ]
    assert all(item.text.endswith("。") for item in examine(TODAY))


@pytest.mark.parametrize(("mode", "state"), [("production", FINE), ("intranet", WARNING), ("demo", WARNING)])
def test_the_mode(sound: Settings, mode: str, state: str) -> None:
    sound.PINGXUAN_MODE = mode
    assert states()["mode"] == state


def test_debugging_is_unsafe(sound: Settings) -> None:
    sound.DEBUG = True
    assert states()["debug"] == UNSAFE


def test_an_exposed_secret_is_unsafe(sound: Settings) -> None:
    assert states()["secrets"] == FINE
    (settings.PINGXUAN_SECRETS / "pages").chmod(0o444)
    assert states()["secrets"] == UNSAFE


def test_holidays_not_yet_known(sound: Settings) -> None:
    assert states()["holidays"] == FINE
    assert states(date(2099, 1, 1))["holidays"] == WARNING


def test_an_affected_build_may_not_use_wal(sound: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "wal_is_safe", lambda version: version is None)
    monkeypatch.setattr(health, "_value", {"PRAGMA journal_mode": "wal", "PRAGMA synchronous": "2"}.get)
    found = {item.code: item.state for item in health._sqlite()}
    assert found == {"sqlite_build": WARNING, "journal": UNSAFE}


SYNCHRONOUS = [("wal", "2", FINE), ("truncate", "2", FINE), ("wal", "1", UNSAFE), ("delete", "2", UNSAFE)]


@pytest.mark.parametrize(("journal", "synchronous", "state"), SYNCHRONOUS)
def test_a_journal_that_loses_writes_is_unsafe(
    journal: str, synchronous: str, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "wal_is_safe", lambda version: version is not None)
    monkeypatch.setattr(
        health, "_value", {"PRAGMA journal_mode": journal, "PRAGMA synchronous": synchronous}.get
    )
    assert {item.code: item.state for item in health._sqlite()}["journal"] == state


def test_a_full_disk_is_unsafe(sound: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**10, 9 * 10**9, 10**9))
    assert states()["disk"] == UNSAFE


@pytest.mark.parametrize("missing", ["soffice", "bwrap", "prlimit"])
def test_no_converter_is_no_danger(sound: Settings, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    names = {missing, "libreoffice"} if missing == "soffice" else {missing}
    monkeypatch.setattr(shutil, "which", lambda name: None if name in names else name)
    assert states()["converter"] == WARNING


def test_a_box_that_cannot_be_built_is_said(sound: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "sandbox_works", lambda _tools: False)
    assert states()["sandbox"] == WARNING


def test_no_database_is_unsafe_and_said_so(fresh_database: Database) -> None:
    done = fresh_database.run("doctor", "--json", DATABASE_URL="postgres://nobody@127.0.0.1:1/none")
    items = {item["code"]: item["state"] for item in json.loads(done.stdout)}
    assert (done.returncode, items["database"], "migrations" in items) == (1, UNSAFE, False)


def test_a_new_installation_can_be_used(fresh_database: Database) -> None:
    done = fresh_database.run("doctor")
    lines = done.stdout.splitlines()
    if connection.vendor == "sqlite":
        assert (done.returncode, [line for line in lines if line.startswith("[危险]")]) == (0, [])
    assert {line[:4] for line in lines} <= {"[正常]", "[注意]", "[危险]"}

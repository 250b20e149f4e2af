"""What an operator may set, and what is refused with a sentence that says what to write instead."""

from pathlib import Path

import pytest

from config.databases import database
from config.environment import BadSetting, read_environment

PRODUCTION = {"PINGXUAN_MODE": "production", "PINGXUAN_HOSTS": "pingxuan.example.invalid"}
INTRANET = {"PINGXUAN_MODE": "intranet", "PINGXUAN_HOSTS": "10.0.0.8, pingxuan.local"}
VERSION = (3, 53, 4)


def test_nothing_set_is_a_demo_on_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    seen = read_environment({})
    assert (seen.mode, seen.hosts) == ("demo", ("localhost", "127.0.0.1", "[::1]"))
    assert (seen.data, seen.database_url) == (tmp_path / "var", f"sqlite:///{tmp_path}/var/pingxuan.sqlite3")
    assert (seen.tls, seen.debug, seen.site_url) == (False, False, "http://localhost")


def test_production_speaks_tls() -> None:
    seen = read_environment(PRODUCTION)
    assert (seen.tls, seen.site_url) == (True, "https://pingxuan.example.invalid")


def test_an_intranet_names_its_hosts() -> None:
    seen = read_environment(INTRANET)
    assert (seen.tls, seen.hosts, seen.site_url) == (False, ("10.0.0.8", "pingxuan.local"), "http://10.0.0.8")


REFUSED = {
    "an unknown mode": ({"PINGXUAN_MODE": "prod"}, "PINGXUAN_MODE"),
    "a demo for others": ({"PINGXUAN_HOSTS": "10.0.0.8"}, "演示模式"),
    "no host": ({"PINGXUAN_MODE": "intranet"}, "PINGXUAN_HOSTS"),
    "any host": ({**PRODUCTION, "PINGXUAN_HOSTS": "*"}, "PINGXUAN_HOSTS"),
    "any host of a domain": ({**PRODUCTION, "PINGXUAN_HOSTS": "*.example.invalid"}, "PINGXUAN_HOSTS"),
    "debugging in use": ({**INTRANET, "PINGXUAN_DEBUG": "1"}, "PINGXUAN_DEBUG"),
    "links without tls": ({**PRODUCTION, "PINGXUAN_URL": "http://pingxuan.example.invalid"}, "PINGXUAN_URL"),
}


@pytest.mark.parametrize(("environ", "word"), REFUSED.values(), ids=REFUSED)
def test_refused_with_a_sentence(environ: dict[str, str], word: str) -> None:
    with pytest.raises(BadSetting, match=word) as caught:
        read_environment(environ)
    assert str(caught.value).endswith("。")


@pytest.mark.parametrize("given", ["1", "yes"])
def test_a_demo_may_debug(given: str) -> None:
    assert read_environment({"PINGXUAN_DEBUG": given}).debug is True
    assert read_environment({"PINGXUAN_DEBUG": "0"}).debug is False


def test_postgresql_waits_for_the_disk() -> None:
    seen = read_environment({"DATABASE_URL": "postgres://clerk:secret@db.example.invalid:5433/campaigns"})
    entry = database(seen, VERSION)
    assert (entry["HOST"], entry["PORT"], entry["NAME"]) == ("db.example.invalid", 5433, "campaigns")
    assert entry["OPTIONS"]["options"].split(" -c ") == [
        "-c synchronous_commit=on",
        "default_transaction_isolation=read\\ committed",
        "lock_timeout=20s",
    ]


def test_sqlite_takes_the_lock_first() -> None:
    entry = database(read_environment({"PINGXUAN_JOURNAL": "truncate"}), VERSION)
    assert entry["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=TRUNCATE;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
        "PRAGMA secure_delete=ON;PRAGMA trusted_schema=OFF",
    }


def test_other_databases_are_refused() -> None:
    with pytest.raises(BadSetting, match="DATABASE_URL"):
        database(read_environment({"DATABASE_URL": "mysql://localhost/campaigns"}), VERSION)

"""The server starts only where its mode allows, lays out a new database, and keeps its promises in headers."""

import http.client
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from pytest_django.fixtures import Settings

from pingxuan.management.server import is_local, objections, occupied
from tests.databases import Database, Site, running_site

PRODUCTION = {"PINGXUAN_MODE": "production", "PINGXUAN_HOSTS": "pingxuan.example.invalid"}
OVER_TLS = {"Host": "pingxuan.example.invalid", "X-Forwarded-Proto": "https"}


@contextmanager
def asked(site: Site, path: str, **headers: str) -> Iterator[http.client.HTTPResponse]:
    """The answer to one GET, redirects not followed."""
    http_connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=20)
    http_connection.request(
        "GET", path, headers={name.replace("_", "-"): text for name, text in headers.items()}
    )
    try:
        yield http_connection.getresponse()
    finally:
        http_connection.close()


PLACES = {
    "127.0.0.1:8000": True,
    "127.8.9.1:8000": True,
    "localhost:8000": True,
    "[::1]:8000": True,
    "unix:/run/pingxuan.sock": True,
    "0.0.0.0:8000": False,
    "[::]:8000": False,
    "10.0.0.8:8000": False,
    "pingxuan.example.invalid:8000": False,
}


@pytest.mark.parametrize(("bind", "local"), PLACES.items())
def test_what_only_this_machine_reaches(bind: str, local: bool) -> None:
    assert is_local(bind) is local


GATE = {
    ("demo", "127.0.0.1:18431", False): [],
    ("demo", "0.0.0.0:8000", True): ["serve.demo_is_local"],
    ("intranet", "0.0.0.0:18431", False): [],
    ("production", "127.0.0.1:18431", False): [],
    ("production", "0.0.0.0:8443", False): ["serve.needs_tls"],
    ("production", "0.0.0.0:18431", True): [],
}


@pytest.mark.django_db
@pytest.mark.parametrize(("where", "codes"), GATE.items(), ids=str)
def test_each_mode_has_its_place(where: tuple[str, str, bool], codes: list[str], settings: Settings) -> None:
    mode, bind, tls = where
    settings.PINGXUAN_MODE = mode
    assert [finding.code for finding in objections(bind, tls)] == codes


@pytest.mark.django_db
def test_an_address_in_use_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        bind = f"127.0.0.1:{other.getsockname()[1]}"
        assert [finding.code for finding in objections(bind, tls=False)] == ["serve.address_taken"]
    assert [finding.code for finding in objections(bind, tls=False)] == []


@pytest.mark.parametrize("bind", ["192.0.2.1:8000", "no.such.host.example.invalid:8000"])
def test_an_address_of_another_machine_is_told(bind: str) -> None:
    assert occupied(bind) != ""


def test_a_database_left_behind_is_not_served(fresh_database: Database) -> None:
    last = max(name for app, name in MigrationRecorder(connection).applied_migrations() if app == "pingxuan")
    MigrationRecorder(connection).record_unapplied("pingxuan", last)
    assert [finding.code for finding in objections("127.0.0.1:18431", tls=False)] == ["serve.database_behind"]
    done = fresh_database.run("serve", "--bind", "127.0.0.1:18431")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("数据库缺少 1 项更新")


@pytest.fixture
def empty_database(tmp_path: Path) -> Iterator[Database]:
    """A database without a single table."""
    server = os.environ.get("DATABASE_URL")
    if not server:
        yield Database(f"sqlite:///{tmp_path}/pingxuan.sqlite3", tmp_path)
        return
    name = f"empty_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}".encode())
        yield Database(server.rpartition("/")[0] + "/" + name, tmp_path)
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def test_the_first_start_lays_out_the_database(empty_database: Database) -> None:
    with running_site(empty_database, workers=1):
        assert empty_database.run("migrate", "--check").returncode == 0


def test_what_browsers_are_told(live_site: Site) -> None:
    with asked(live_site, "/no-such-page/") as answer:
        assert answer.status == 404
        assert set(answer.headers["Content-Security-Policy"].split("; ")) == {
            "default-src 'self'",
            "img-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
        }
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer.headers["Permissions-Policy"].startswith("camera=()")


def test_another_sites_name_is_refused(live_site: Site) -> None:
    with asked(live_site, "/", Host="other.example.invalid") as answer:
        assert answer.status == 400


def test_static_files_are_packed_and_kept(live_site: Site) -> None:
    manifest = json.loads((live_site.database.data / "static/staticfiles.json").read_text("utf-8"))
    style = next(kept for name, kept in sorted(manifest["paths"].items()) if name.endswith(".css"))
    with asked(live_site, settings.STATIC_URL + style, Accept_Encoding="gzip") as answer:
        assert (answer.status, answer.headers["Content-Encoding"]) == (200, "gzip")
        assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"


def test_production_answers_over_tls_only(fresh_database: Database) -> None:
    with running_site(fresh_database, workers=1, **PRODUCTION) as site:
        with asked(site, "/", Host=OVER_TLS["Host"]) as answer:
            assert (answer.status, answer.headers["Location"]) == (301, "https://pingxuan.example.invalid/")
        with asked(site, settings.LOGIN_URL, **OVER_TLS) as answer:
            assert answer.status == 200
            assert (
                answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
            )
            cookies = [text.partition("=")[0] for text in answer.headers.get_all("Set-Cookie", [])]
            assert cookies == ["__Host-c"]


def test_production_has_nothing_left_to_harden(fresh_database: Database) -> None:
    done = fresh_database.run("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), (
        done.stderr
    )

"""Databases of a test's own, for real commits and real servers: copied from a migrated template.

The kept tables refuse DELETE, so nothing can be flushed: each such test gets a new database instead.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.db import connections

from config.databases import database
from config.environment import read_environment

SOURCES = Path(__file__).parents[1] / "src"


@dataclass(frozen=True)
class Database:
    """A migrated database with its data folder, and the environment for processes that use it."""

    url: str
    data: Path

    @property
    def environment(self) -> dict[str, str]:
        """What a process of ours needs to work on this database."""
        return {
            **os.environ,
            "DATABASE_URL": self.url,
            "PINGXUAN_DATA": str(self.data),
            "PYTHONPATH": str(SOURCES),
        }

    def run(self, *arguments: str, **extra: str) -> "subprocess.CompletedProcess[str]":
        """``pingxuan ARGUMENTS`` on this database, with ``extra`` in its environment."""
        command = [sys.executable, "-m", "pingxuan", *arguments]
        environment = {**self.environment, **extra}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@dataclass(frozen=True)
class Site:
    """A real server; ``url`` has no slash at its end."""

    url: str
    database: Database
    process: "subprocess.Popen[bytes]"


# --- templates ---


def _on_postgresql() -> bool:
    return "DATABASE_URL" in os.environ


def _admin(statement: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[call-overload]


def _url_of(name: str, folder: Path) -> str:
    if _on_postgresql():
        return os.environ["DATABASE_URL"].rpartition("/")[0] + "/" + name
    return f"sqlite:///{folder}/pingxuan.sqlite3"


@pytest.fixture(scope="session")
def template_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The migrated database that others are copied from. Nobody may write to it."""
    name, folder = f"template_{uuid4().hex}", tmp_path_factory.mktemp("template")
    if _on_postgresql():
        _admin(f"CREATE DATABASE {name}")
    template = Database(_url_of(name, folder), folder)
    done = template.run("migrate", "--skip-checks", "--verbosity", "0")
    assert done.returncode == 0, done.stderr
    yield template
    if _on_postgresql():
        _admin(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def copied_database(template: Database, folder: Path) -> Iterator[Database]:
    """A new database like ``template``, its files in ``folder``; gone at the end."""
    name = f"fresh_{uuid4().hex}"
    shutil.copytree(template.data, folder, dirs_exist_ok=True)
    if _on_postgresql():
        _admin(f"CREATE DATABASE {name} TEMPLATE {template.url.rpartition('/')[2]}")
    try:
        yield Database(_url_of(name, folder), folder)
    finally:
        if _on_postgresql():
            _admin(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def connected_to(fresh: Database) -> Iterator[None]:
    """Django's default connection, in this thread and in new ones, leads to ``fresh`` meanwhile."""
    before, settings_before = connections["default"], connections.settings["default"]
    entry = database(read_environment(fresh.environment), _sqlite_version())
    connections.settings["default"] = {**settings_before, **entry}
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = settings_before
        connections["default"] = before


def _sqlite_version() -> tuple[int, int, int]:
    from django.conf import settings

    version: tuple[int, int, int] = settings.SQLITE_VERSION
    return version


@pytest.fixture
def fresh_database(
    request: pytest.FixtureRequest, template_database: Database, tmp_path: Path
) -> Iterator[Database]:
    """A database of the test's own with real commits: the ORM, threads and processes all work on it.

    Not to be used together with ``db``. Close the connections that threads open.
    """
    assert "db" not in request.fixturenames, "db and fresh_database exclude each other"
    blocker = request.getfixturevalue("django_db_blocker")
    with (
        copied_database(template_database, tmp_path / "fresh") as fresh,
        blocker.unblock(),
        connected_to(fresh),
    ):
        yield fresh


# --- servers ---


@contextmanager
def running_site(fresh: Database, workers: int = 2, **extra: str) -> Iterator[Site]:
    """``pingxuan serve`` on a free port over ``fresh``; stopped at the end, with all its workers."""
    port = _free_port()
    command = [
        sys.executable,
        "-m",
        "pingxuan",
        "serve",
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        str(workers),
    ]
    log = fresh.data / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, env={**fresh.environment, **extra}, stdout=output, stderr=output)
    site = Site(f"http://127.0.0.1:{port}", fresh, process)
    try:
        _wait_for(site, log)
        yield site
    finally:
        process.send_signal(signal.SIGQUIT)  # at once: no request is waited for
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture
def live_site(fresh_database: Database) -> Iterator[Site]:
    """A real server over ``fresh_database``; what the test commits is what its pages show."""
    with running_site(fresh_database) as site:
        yield site


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_for(site: Site, log: Path, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(site.url + "/static/", timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            if site.process.poll() is not None or time.monotonic() > end:
                raise AssertionError("the server did not start:\n" + log.read_text()) from None
            time.sleep(0.05)

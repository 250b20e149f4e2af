"""Runs a command on a PostgreSQL of its own: a temporary folder, a private socket, nothing left."""

import argparse
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

USERS = ("postgres", "nobody")  # the server refuses to run as root


class NoServer(RuntimeError):
    """PostgreSQL is not installed or did not start."""


@contextmanager
def postgresql(durable: bool = False) -> Iterator[str]:
    """A running server; yields the DATABASE_URL of its empty database ``pingxuan``.

    ``durable`` keeps fsync on, as in use; without it tests are quicker. Raises NoServer.
    """
    folder = Path(tempfile.mkdtemp(prefix="px-pg-"))
    identity = _identity(folder)
    try:
        _call(
            identity,
            "initdb",
            "-D",
            str(folder / "data"),
            "-k",
            "-A",
            "trust",
            "-U",
            "pingxuan",
            "-E",
            "UTF8",
            "--no-sync",
        )
        with _server(folder, durable, identity):
            yield f"postgres://pingxuan@{quote(str(folder), safe='')}/pingxuan"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _server(folder: Path, durable: bool, identity: dict[str, object]) -> Iterator[None]:
    settings = [
        "listen_addresses=",
        f"unix_socket_directories={folder}",
        "max_connections=120",
        "shared_buffers=64MB",
    ]
    settings += [] if durable else ["fsync=off", "full_page_writes=off", "synchronous_commit=off"]
    arguments = [part for setting in settings for part in ("-c", setting)]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [program("postgres"), "-D", str(folder / "data"), *arguments],
            stdout=log,
            stderr=log,
            cwd=folder,
            **identity,  # type: ignore[call-overload]
        )
    try:
        _wait(server, folder)
        _call(identity, "createdb", "-h", str(folder), "-U", "pingxuan", "pingxuan")
        yield
    finally:
        server.send_signal(signal.SIGQUIT)  # nothing in it is wanted any more
        server.wait(30)


def program(name: str) -> str:
    """Where a program of PostgreSQL lies: the newest of Debian's versions, or on PATH. Raises NoServer."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    where = str(found[-1]) if found else shutil.which(name)
    if not where:
        raise NoServer("没有找到 PostgreSQL，请先安装：apt-get install postgresql")
    return where


def _identity(folder: Path) -> dict[str, object]:
    if os.geteuid() != 0:
        return {}
    for name in USERS:
        with suppress(KeyError):
            user = pwd.getpwnam(name)
            os.chown(folder, user.pw_uid, user.pw_gid)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise NoServer("没有可用来运行 PostgreSQL 的普通用户（postgres 或 nobody）。")


def _call(identity: dict[str, object], name: str, *arguments: str) -> None:
    done = subprocess.run(
        [program(name), *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        **identity,  # type: ignore[call-overload]
    )
    if done.returncode:
        raise NoServer(f"{name} 没有成功：{done.stderr.strip()}")


def _wait(server: "subprocess.Popen[bytes]", folder: Path, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while subprocess.run([program("pg_isready"), "-q", "-h", str(folder)], check=False).returncode:
        if server.poll() is not None or time.monotonic() > end:
            raise NoServer(
                "PostgreSQL 没有启动：" + (folder / "server.log").read_text("utf-8", "replace")[-2000:]
            )
        time.sleep(0.1)


def main(arguments: Sequence[str]) -> int:
    """Runs the command with DATABASE_URL set; gives its exit code."""
    parser = argparse.ArgumentParser(description="在一个临时的 PostgreSQL 上运行命令。")
    parser.add_argument("--durable", action="store_true", help="与正式使用一样保持 fsync")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with postgresql(options.durable) as url:
            return subprocess.run(
                options.command, env={**os.environ, "DATABASE_URL": url}, check=False
            ).returncode
    except NoServer as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

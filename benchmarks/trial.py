"""A site on trial: the sample campaign in a database of its own, signed-in clients, and servers to call."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools")]
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@dataclass
class Trial:
    """What is on trial: the database, its folder, and what clients need to act on it."""

    folder: Path
    url: str
    scene: object = None
    cookies: dict[str, str] = field(default_factory=dict)
    """Officer's post id → session cookie value."""

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a server process."""
        own = {"DATABASE_URL": self.url, "PINGXUAN_DATA": str(self.folder), "PINGXUAN_MODE": "demo"}
        return {
            **os.environ,
            **own,
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT / "benchmarks"))),
        }


@contextmanager
def trial(kind: str) -> Iterator[Trial]:
    """A fresh database of that kind (sqlite, postgresql), migrated, with Django set up on it in this process."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="px-trial-")))
        url = f"sqlite:///{folder}/trial.sqlite3"
        if kind == "postgresql":
            from with_postgresql import postgresql

            url = stack.enter_context(postgresql(durable=True))
        on_trial = Trial(folder, url)
        os.environ.update(on_trial.environment, DJANGO_SETTINGS_MODULE="config.settings")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        yield on_trial


def open_sample(on_trial: Trial, times: int = 1) -> None:
    """Plays the sample campaign up to the reported contacts, and signs every officer in."""
    from pingxuan.management.rehearsal.play import play, set_scene
    from pingxuan.management.rehearsal.source import sample_source

    scene = set_scene(sample_source(), on_trial.folder, seed=1, times=times)
    play(scene, "contacts")
    on_trial.scene = scene
    state_clock(on_trial)
    from pingxuan.models import Post

    for post in Post.objects.exclude(holder=None).select_related("holder"):
        on_trial.cookies[post.pk] = _session(post)


def state_clock(on_trial: Trial) -> None:
    """The server's clock goes on from where the scene's stands, so that the ledger's time does not run back."""
    from pingxuan.web.clock import set_demo_clock

    set_demo_clock(on_trial.folder, on_trial.scene.clock.at)


def _session(post: object) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(post.holder.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = post.holder.get_session_auth_hash()
    session["post"] = post.pk
    session.create()
    return str(session.session_key)


@contextmanager
def served(command: Sequence[str], environment: dict[str, str], ping: str) -> Iterator[tuple[int, int]]:
    """A server process on a free port (``{port}`` in ``command``); yields (port, process id)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    filled = [part.format(port=port) for part in command]
    process = subprocess.Popen(filled, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}{ping}", timeout=2)
                break
            except OSError:
                time.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(20)


OURS = [sys.executable, "-m", "pingxuan", "serve", "--bind", "127.0.0.1:{port}", "--workers", "2"]
BARE = [sys.executable, str(ROOT / "benchmarks" / "bare.py"), "127.0.0.1:{port}"]


class Client:
    """One browser: keeps its connection, its session and its CSRF cookie."""

    def __init__(self, port: int, session_name: str, session: str) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.jar = {session_name: session}
        self.statuses: list[int] = []

    def get(self, path: str) -> str:
        """The page, its CSRF token remembered."""
        return self._ask("GET", path, None)

    def post(self, path: str, fields: dict[str, str], page: str) -> str:
        """Posts fields with the token and hidden fields of ``page``; redirects are not followed."""
        token = TOKEN.search(page)
        hidden = dict(HIDDEN.findall(page))
        told = {**hidden, **fields, "csrfmiddlewaretoken": token[1] if token else ""}
        return self._ask("POST", path, urlencode(told))

    def _ask(self, method: str, path: str, body: str | None) -> str:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.jar.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        self.statuses.append(answer.status)
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.jar[name] = value
        return text


def timed(jobs: Sequence[Callable[[], Sequence[int]]], clients: int) -> tuple[float, list[int]]:
    """Runs the jobs over ``clients`` threads; seconds and every status seen."""
    started = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        statuses = [status for seen in pool.map(lambda job: job(), jobs) for status in seen]
    return time.perf_counter() - started, statuses


def worker_memory(pid: int) -> list[float]:
    """Resident MiB (proportional where the kernel tells) of each worker of a server process."""
    children = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    return [_resident(int(child)) for child in children.stdout.split()]


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return round(int(line.split()[1]) / 1024, 1)
    return 0.0

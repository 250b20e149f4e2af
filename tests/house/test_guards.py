"""The whole tree keeps the rules of the house, and each rule is shown to catch its offence."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house import guards
from tests.house.guards import Complaints

ROOT = Path(__file__).parents[2]
FOLDERS = ("src", "tests", "tools", "benchmarks", "verifier", "samples")
KINDS = (".py", ".css", ".js", ".html", ".typ", ".sh", ".svg", ".toml", ".json")

Guard = Callable[[str, str], Complaints]
SENTENCE = '"""What this holds."""\n'
ACTION, QUERY, PAGE, CORE = (
    f"src/pingxuan/{room}/opinion.py" for room in ("actions", "queries", "web", "core")
)
TEMPLATE = "src/pingxuan/templates/opinion.html"


def files() -> list[str]:
    """Paths of our own files, from the root, sorted."""
    found = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in KINDS)
    paths = (path.relative_to(ROOT).as_posix() for path in found)
    return sorted(path for path in paths if "__pycache__" not in path and ".egg-info" not in path)


@pytest.mark.parametrize("guard", guards.GUARDS, ids=lambda guard: guard.__name__)
def test_the_tree_keeps(guard: Guard) -> None:
    texts = ((path, (ROOT / path).read_text("utf-8")) for path in files())
    assert "\n".join(complaint for path, text in texts for complaint in guard(path, text)) == ""


def test_the_tree_is_looked_at() -> None:
    assert {path.partition("/")[0] for path in files()} >= {"src", "tests", "tools"}
    assert len(files()) > 100


OFFENCES: list[tuple[Guard, str, str]] = [
    (guards.size, PAGE, "\n" * 401),
    (guards.size, "src/pingxuan/static/site.css", "a{}\n" * 401),
    (guards.line_length, PAGE, "x" * 121),
    (guards.function_length, PAGE, "def long():\n" + "    pass\n" * 60),
    (guards.name, "src/pingxuan/core/utils.py", ""),
    (guards.name, "src/pingxuan/services/opinion.py", ""),
    (guards.opening, PAGE, "import ast\n"),
    (guards.opening, PAGE, '"""No full stop"""\n'),
    (guards.opening, PAGE, '"""One sentence. And Another. Third."""\n'),
    (guards.opening, "src/pingxuan/web/__init__.py", SENTENCE),
    (guards.writing, QUERY, "opinion.save()"),
    (guards.writing, PAGE, "Opinion.objects.create(text='')"),
    (guards.writing, PAGE, "Opinion.objects.filter(id=1).update(text='')"),
    (guards.writing, PAGE, "body.opinions.bulk_create(rows)"),
    (guards.writing, "src/pingxuan/management/commands/take.py", "Opinion.objects.all().delete()"),
    (guards.writing, QUERY, "cursor.execute('UPDATE pingxuan_quota SET places = 1')"),
    (guards.writing, "src/pingxuan/models/opinion.py", "cursor.execute('delete from pingxuan_quota')"),
    (guards.clock, ACTION, "at = timezone.now()"),
    (guards.clock, CORE, "datetime.datetime.now(tz)"),
    (guards.clock, QUERY, "today = date.today()"),
    (guards.clock, ACTION, "import secrets"),
    (guards.clock, "src/pingxuan/access.py", "from uuid import uuid4"),
    (guards.clock, "src/pingxuan/models/opinion.py", "at = DateTimeField(default=timezone.now)"),
    (guards.clock, "src/pingxuan/models/opinion.py", "at = DateTimeField(auto_now_add=True)"),
    (guards.purity, CORE, "import django.db"),
    (guards.purity, CORE, "from pathlib import Path"),
    (guards.purity, CORE, "import numpy"),
    (guards.purity, CORE, "from urllib.request import urlopen"),
    (guards.purity, CORE, "open('x')"),
    (guards.no_campaign, CORE, "BODY = '库尔勒市'"),
    (guards.unfinished, PAGE, "# TODO" + ": later"),
    (guards.unfinished, "tests/web/test_opinion.py", "@pytest.mark." + "skip"),
    (guards.page, TEMPLATE, '<p style="color: red">'),
    (guards.page, TEMPLATE, "<script>alert(1)</script>"),
    (guards.page, TEMPLATE, '<a onclick="go()">'),
    (guards.page, TEMPLATE, '<script src="https://example.invalid/x.js"></script>'),
    (guards.page, TEMPLATE, "{{ nominee.deeds|safe }}"),
]


@pytest.mark.parametrize(("guard", "path", "text"), OFFENCES)
def test_a_guard_catches(guard: Guard, path: str, text: str) -> None:
    assert len(list(guard(path, text))) == 1


ALLOWED: list[tuple[Guard, str, str]] = [
    (guards.size, PAGE, "\n" * 400),
    (guards.line_length, PAGE, "字" * 120),
    (guards.function_length, PAGE, "def long():\n" + "    pass\n" * 59),
    (guards.opening, PAGE, SENTENCE),
    (guards.opening, "src/pingxuan/web/__init__.py", ""),
    (guards.writing, ACTION, "opinion.save()"),
    (guards.writing, CORE, "facts.update(name=1)"),
    (guards.writing, PAGE, "facts.update(more)"),
    (guards.writing, QUERY, "cursor.execute('SELECT 1')"),
    (guards.clock, PAGE, "at = timezone.now()"),
    (guards.clock, ACTION, "at.date()"),
    (guards.purity, CORE, "from pingxuan.core.words import Role\nimport msgspec\nimport re\n"),
    (guards.purity, CORE, "from urllib.parse import quote"),
    (guards.no_campaign, "samples/campaign.toml", "库尔勒市"),
    (guards.page, TEMPLATE, '<script src="/static/site.js" defer></script>'),
]


@pytest.mark.parametrize(("guard", "path", "text"), ALLOWED)
def test_a_guard_lets_pass(guard: Guard, path: str, text: str) -> None:
    assert list(guard(path, text)) == []


# --- which way the rooms look ---


def lint_imports(folder: Path) -> "subprocess.CompletedProcess[str]":
    """import-linter over the packages in ``folder``/src, by the contracts of the house."""
    command = [str(ROOT / ".venv/bin/lint-imports"), "--no-cache", "--config", str(ROOT / ".importlinter")]
    environment = {"PYTHONPATH": str(folder / "src"), "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def small_house(folder: Path, **modules: str) -> Path:
    """A house of empty rooms in ``folder`` with these modules (``core__words`` is core/words.py)."""
    rooms = ("core", "models", "documents", "queries", "actions", "web", "templatetags", "management")
    for room in rooms:
        (folder / "src/pingxuan" / room).mkdir(parents=True)
        (folder / "src/pingxuan" / room / "__init__.py").touch()
    (folder / "src/config").mkdir()
    for package in ("pingxuan", "config"):
        (folder / "src" / package / "__init__.py").touch()
    for module, text in modules.items():
        (folder / "src/pingxuan" / (module.replace("__", "/") + ".py")).write_text(text)
    return folder


def test_the_rooms_look_the_right_way() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout


DIRECTIONS = {
    "a query uses an action": {"queries__opinion": "import pingxuan.actions.opinion", "actions__opinion": ""},
    "a page uses a model": {"web__opinion": "import pingxuan.models.opinion", "models__opinion": ""},
    "a model uses a document": {"models__opinion": "import pingxuan.documents.pdf", "documents__pdf": ""},
    "the core looks ahead": {"core__opinion": "import pingxuan.core.progress", "core__progress": ""},
    "the core knows Django": {"core__opinion": "import django.db"},
    "the core knows the settings": {"core__opinion": "import config"},
    "a room without a place on the stair": {"core__odds": ""},
    "a floor nobody planned": {"extras": ""},
    "two rooms lean on each other": {
        "web__opinion": "import pingxuan.web.quota",
        "web__quota": "import pingxuan.web.opinion",
    },
}


def test_an_empty_house_is_in_order(tmp_path: Path) -> None:
    done = lint_imports(small_house(tmp_path))
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("modules", DIRECTIONS.values(), ids=DIRECTIONS)
def test_a_wrong_look_is_caught(tmp_path: Path, modules: dict[str, str]) -> None:
    done = lint_imports(small_house(tmp_path, **modules))
    assert (done.returncode, done.stdout.count("BROKEN")) == (1, 1), done.stdout

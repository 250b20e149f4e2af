"""What is installed is locked by checksum, named without any address, and explained."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAME = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)")


def lines(path: str) -> list[str]:
    """Lines of a text file of the project, without those that are only a comment."""
    text = (ROOT / path).read_text("utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def normal(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def asked_for(path: str) -> set[str]:
    """Packages named in a .in file."""
    return {normal(found[1]) for line in lines(path) if (found := NAME.match(line))}


def locked(path: str) -> dict[str, str]:
    """Version of each package in a lock file."""
    pairs = (line.split(" ")[0].split("==") for line in lines(path) if NAME.match(line))
    return {normal(name): version for name, version in pairs}


def without_checksum(text: str) -> list[str]:
    """Packages of a lock file's text that no checksum follows."""
    parts = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)
    return [found[1] for part in parts if (found := NAME.match(part)) and "--hash=sha256:" not in part]


@pytest.mark.parametrize("name", ["base", "dev"])
def test_everything_asked_for_is_locked(name: str) -> None:
    assert asked_for(f"requirements/{name}.in") - locked(f"requirements/{name}.txt").keys() == set()


@pytest.mark.parametrize("name", ["base", "dev"])
def test_every_package_has_its_checksums(name: str) -> None:
    assert without_checksum("a==1 \\\n    --hash=sha256:00\nb==2\n    # via a\n") == ["b"]


@pytest.mark.parametrize("name", ["base", "dev"])
def test_no_address_is_named(name: str) -> None:
    text = (ROOT / f"requirements/{name}.txt").read_text("utf-8")
    assert re.findall(r"\w+://\S+|^--.*$", text, re.MULTILINE) == []


def test_tests_run_on_the_versions_in_use() -> None:
    base, dev = locked("requirements/base.txt"), locked("requirements/dev.txt")
    assert {name: dev.get(name) for name in base} == base


def test_each_package_is_explained() -> None:
    rows = {
        normal(row.split("|")[1].split()[0]) for row in lines("docs/dependencies.md") if row.startswith("| ")
    }
    assert rows - {normal("包")} == asked_for("requirements/base.in")


def test_each_setting_is_explained() -> None:
    read = {name for path in ("environment", "settings") for name in wanted(f"src/config/{path}.py")}
    told = set(re.findall(r"`(PINGXUAN_\w+|DATABASE_URL)`", (ROOT / "docs/settings.md").read_text("utf-8")))
    assert told == read


def wanted(path: str) -> list[str]:
    """Names of the environment's variables that a module reads."""
    return re.findall(r"environ\.get\(\"(\w+)\"", (ROOT / path).read_text("utf-8"))

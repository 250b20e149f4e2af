"""A rehearsal from the notice to the archive: the same for the same seed, proven, and in the contract's form."""

import json
import os
import re
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from pingxuan.core.definition_text import from_toml, to_toml
from pingxuan.core.words import PaperKind
from tests.databases import SOURCES, Database, connected_to
from tests.replaying import kept_rows, replayed_rows
from tests.small_campaign import DEFINITION

ROOT = Path(__file__).parents[2]
VERIFIER = ROOT / "verifier" / "verify.py"
STAGES = [
    "read",
    "open",
    "contacts",
    "nominate",
    "endorse",
    "submit",
    "check",
    "consult",
    "inspect",
    "select",
    "publish",
    "award",
    "archive",
]
COUNTS = ["bodies", "nominations", "accepted", "returned", "inspected", "selected", "honoured"]
PAPERS = {kind.value for kind in PaperKind} - {PaperKind.RETURNED_LIST, PaperKind.SUMMARY_TABLE}
"""When all is over nothing stands returned, so there is no list of it; the small campaign has no summary."""


@dataclass(frozen=True)
class Rehearsal:
    """A rehearsal that was run: its folder, what it said, how it ended."""

    folder: Path
    done: "subprocess.CompletedProcess[str]"
    report: Mapping[str, Any] = field(default_factory=dict)

    @property
    def archive(self) -> Path:
        return self.folder / "archive.zip"


def rehearse(folder: Path, *options: str) -> Rehearsal:
    """``pingxuan rehearse --out FOLDER`` in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCES)}
    command = [sys.executable, "-m", "pingxuan", "rehearse", "--out", str(folder), *options]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    written = folder / "report.json"
    report = json.loads(written.read_text("utf-8")) if written.exists() else {}
    return Rehearsal(folder, done, report)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The small campaign as a definition file."""
    file = tmp_path_factory.mktemp("definition") / "definition.toml"
    file.write_text(to_toml(DEFINITION), "utf-8")
    return str(file)


@pytest.fixture(scope="module")
def whole(small: str, tmp_path_factory: pytest.TempPathFactory) -> Rehearsal:
    """The small campaign rehearsed to its archive with seed 1."""
    return rehearse(tmp_path_factory.mktemp("whole"), "--notice", small, "--seed", "1")


@pytest.fixture(scope="module")
def again(small: str, tmp_path_factory: pytest.TempPathFactory) -> Rehearsal:
    """The same a second time, elsewhere."""
    return rehearse(tmp_path_factory.mktemp("again"), "--notice", small, "--seed", "1")


def timeless(report: Mapping[str, Any]) -> dict[str, Any]:
    """The report without what a clock on the wall says."""
    stages = [{key: value for key, value in stage.items() if key != "seconds"} for stage in report["stages"]]
    return {**report, "stages": stages}


# --- the report ---


def test_the_report_has_the_form_of_the_contract(whole: Rehearsal) -> None:
    assert whole.done.returncode == 0, whole.done.stderr
    report = whole.report
    assert json.loads(whole.done.stdout) == report
    assert list(report) == ["campaign", "seed", "stages", "counts", "findings", "papers"]
    assert [stage["name"] for stage in report["stages"]] == STAGES
    assert {tuple(stage) for stage in report["stages"]} == {("name", "seconds", "records")}
    assert all(stage["seconds"] >= 0 and stage["records"] > 0 for stage in report["stages"])
    assert list(report["counts"]) == COUNTS
    assert (report["campaign"], report["seed"]) == (DEFINITION.short_title, 1)


def test_what_was_played_adds_up(whole: Rehearsal) -> None:
    assert whole.report["counts"] == {
        "bodies": 3,
        "nominations": 12,
        "accepted": 11,
        "returned": 1,
        "inspected": 6,
        "selected": 6,
        "honoured": 5,
    }
    assert whole.report["findings"] == {
        "late": 1,
        "over_quota": 1,
        "phone_shape": 2,
        "register_already_honoured": 1,
        "register_unit_missing": 1,
        "too_short": 2,
    }


def test_the_definition_left_behind_is_the_one_played(whole: Rehearsal) -> None:
    left = from_toml((whole.folder / "definition.toml").read_text("utf-8"))
    assert left.issue_date is not None
    assert [award.quota for award in left.awards] == [award.quota for award in DEFINITION.awards]
    assert left.deadlines == DEFINITION.deadlines


def test_every_paper_is_written_in_three_formats(whole: Rehearsal) -> None:
    assert set(whole.report["papers"]) == PAPERS
    labels = {PaperKind(kind).label for kind in PAPERS}
    written = {file.name: file.read_bytes()[:4] for file in (whole.folder / "papers").iterdir()}
    magic = {"docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "pdf": b"%PDF"}
    assert written == {f"{label}.{suffix}": start for label in labels for suffix, start in magic.items()}


# --- the same seed, the same campaign ---


def test_the_same_seed_gives_the_same_bytes(whole: Rehearsal, again: Rehearsal) -> None:
    assert timeless(again.report) == timeless(whole.report)
    with zipfile.ZipFile(whole.archive) as one, zipfile.ZipFile(again.archive) as other:
        assert other.namelist() == one.namelist()
        assert [name for name in one.namelist() if one.read(name) != other.read(name)] == []
    assert again.archive.read_bytes() == whole.archive.read_bytes()
    for name in ("definition.toml", *(f"papers/{file.name}" for file in (whole.folder / "papers").iterdir())):
        assert (again.folder / name).read_bytes() == (whole.folder / name).read_bytes(), name


def test_another_seed_gives_another_campaign(small: str, whole: Rehearsal, tmp_path: Path) -> None:
    other = rehearse(tmp_path / "other", "--notice", small, "--seed", "2", "--until", "submit")
    lines = entry_lines(other)
    assert lines != entry_lines(whole)[: len(lines)]
    assert other.report["seed"] == 2


def entry_lines(rehearsal: Rehearsal) -> list[str]:
    """The ledger as it stands in the rehearsal's own database."""
    with sqlite3.connect(rehearsal.folder / "rehearsal.sqlite3") as database:
        return [row[0] for row in database.execute("SELECT line FROM pingxuan_ledgerentry ORDER BY seq")]


# --- proven ---


def verify(archive: Path) -> int:
    """What the stand-alone verifier answers."""
    command = [sys.executable, "-I", str(VERIFIER), str(archive)]
    return subprocess.run(command, capture_output=True, check=False).returncode


def test_the_archive_proves_itself(whole: Rehearsal) -> None:
    assert verify(whole.archive) == 0
    with zipfile.ZipFile(whole.archive) as archive:
        assert archive.read("verify.py") == VERIFIER.read_bytes()


@pytest.mark.parametrize("share", [0.05, 0.35, 0.65, 0.95])
def test_one_byte_changed_anywhere_is_found(whole: Rehearsal, tmp_path: Path, share: float) -> None:
    data = bytearray(whole.archive.read_bytes())
    data[int(len(data) * share)] ^= 1
    (tmp_path / "archive.zip").write_bytes(data)
    assert verify(tmp_path / "archive.zip") != 0


CHANGES = {
    "log/entries.ndjson": (rb'"act":"submit"', b'"act":"submjt"'),
    "log/contents.ndjson": (b"endorsed", b"accepted"),
    "data/pingxuan_nomination.json": (b"honoured", b"reserved"),
    "data/pingxuan_allotment.json": (rb'"places":3', b'"places":4'),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_with_its_checksum_set_right_is_found_too(
    whole: Rehearsal, tmp_path: Path, name: str
) -> None:
    old, new = CHANGES[name]
    forged = tmp_path / "archive.zip"
    with zipfile.ZipFile(whole.archive) as source, zipfile.ZipFile(forged, "w") as target:
        members = {one: source.read(one) for one in source.namelist()}
        before = members[name]
        members[name] = before.replace(old, new, 1)
        assert members[name] != before
        sums = members["checksums.sha256"].decode()
        sums = sums.replace(sha256(before).hexdigest(), sha256(members[name]).hexdigest())
        members["checksums.sha256"] = sums.encode()
        for one, data in members.items():
            target.writestr(one, data)
    assert verify(forged) != 0


def test_the_ledger_replayed_gives_every_table(whole: Rehearsal, django_db_blocker: Any) -> None:
    database = Database(f"sqlite:///{whole.folder}/rehearsal.sqlite3", whole.folder)
    with django_db_blocker.unblock(), connected_to(database):
        rows = kept_rows()
        assert replayed_rows() == rows
        assert len(rows["pingxuan_nomination"]) > 12


# --- options ---


def test_until_stops_there_and_may_be_played_again(small: str, tmp_path: Path) -> None:
    options = ("--notice", small, "--until", "contacts")
    first, second = (rehearse(tmp_path / "out", *options) for _ in range(2))
    assert second.done.returncode == 0, second.done.stderr
    assert timeless(second.report) == timeless(first.report)
    assert [stage["name"] for stage in first.report["stages"]] == STAGES[:3]
    assert first.report["papers"] == {}
    left = {file.name for file in first.folder.iterdir() if not file.name.startswith("rehearsal")}
    assert left == {"definition.toml", "report.json"}


def test_more_nominations_than_prizes(small: str, tmp_path: Path) -> None:
    played = rehearse(tmp_path / "out", "--notice", small, "--ratio", "1.5", "--until", "select")
    assert played.done.returncode == 0, played.done.stderr
    assert [stage["name"] for stage in played.report["stages"]] == STAGES[:10]
    left = from_toml((played.folder / "definition.toml").read_text("utf-8"))
    assert list(left.awards[0].quota.places.values()) == [2, 5, 3]
    assert (left.candidates_percent, played.report["counts"]["selected"]) == (150, 6)


def test_twice_the_bodies_and_prizes(small: str, tmp_path: Path) -> None:
    played = rehearse(tmp_path / "out", "--notice", small, "--times", "2", "--until", "select")
    assert played.done.returncode == 0, played.done.stderr
    counts = played.report["counts"]
    assert (counts["bodies"], counts["nominations"], counts["selected"]) == (6, 24, 12)


def test_a_folder_in_use_is_left_alone(small: str, tmp_path: Path) -> None:
    (tmp_path / "重要文件.docx").write_text("原样")
    refused = rehearse(tmp_path, "--notice", small)
    assert (refused.done.returncode, refused.report) == (1, {})
    assert [file.name for file in tmp_path.iterdir()] == ["重要文件.docx"]
    assert "重要文件.docx" in refused.done.stderr
    assert "Traceback" not in refused.done.stderr


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--notice", "没有这个文件.txt"], 1),
        (["--ratio", "0.5"], 2),
        (["--ratio", "一倍半"], 2),
        (["--times", "0"], 2),
        (["--until", "lunch"], 2),
    ],
)
def test_what_cannot_be_played_is_said_in_words(tmp_path: Path, options: list[str], code: int) -> None:
    refused = rehearse(tmp_path / "out", *options)
    assert (refused.done.returncode, refused.report) == (code, {})
    assert re.search("[一-鿿]", refused.done.stderr)
    assert "Traceback" not in refused.done.stderr


# --- the sample notice that ships ---


@pytest.mark.slow
def test_the_sample_notice_is_played_to_the_award(tmp_path: Path) -> None:
    played = rehearse(tmp_path / "out", "--until", "award")
    assert played.done.returncode == 0, played.done.stderr
    assert [stage["name"] for stage in played.report["stages"]] == STAGES[:-1]
    assert played.report["counts"] == {
        "bodies": 10,
        "nominations": 200,
        "accepted": 199,
        "returned": 9,
        "inspected": 99,
        "selected": 196,
        "honoured": 195,
    }
    assert set(played.report["findings"]) == {
        "late",
        "over_quota",
        "phone_shape",
        "register_already_honoured",
        "register_unit_missing",
        "required_missing",
        "text_hostile",
        "too_short",
    }

"""The verifier against a sound archive and against every way of altering one."""

import ast
import importlib.util
import json
import random
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingxuan.core.ledger import CompactRange, canonical, leaf_hash
from pingxuan.documents.write_archive import write_archive
from tests.house.small_archive import PAPER, VERIFIER, Memory, data_rows, resealed, whole, written


def _loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify", VERIFIER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


verify = _loaded()
SOUND = whole().files()
ENTRIES, CONTENTS, HEAD = "log/entries.ndjson", "log/contents.ndjson", "log/head.json"


def problems(files: Mapping[str, bytes]) -> list[str]:
    found: list[str] = verify.Check(Memory(files)).run()
    return found


def run(path: Path) -> tuple[int, list[str]]:
    """As anyone would run it: no site packages, nothing of ours on the path."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(VERIFIER), str(path)], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def unpacked(files: Mapping[str, bytes], folder: Path) -> Path:
    for name, content in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return folder


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    place = tmp_path / "archive.zip"
    with place.open("wb") as target:
        write_archive(SOUND.items(), target)
    return place


def test_a_sound_zip_passes(packed: Path) -> None:
    code, lines = run(packed)
    assert (code, [line[:2] for line in lines]) == (0, ["相符"] * 5 + ["结论"])
    root = json.loads(SOUND[HEAD])["root"]
    assert lines[1] == f"相符  存证 24 条，每一步重算，总根 {root}"


def test_a_sound_folder_passes(tmp_path: Path) -> None:
    assert run(unpacked(SOUND, tmp_path))[0] == 0


def test_the_verifier_in_the_archive_is_the_one_in_the_house(tmp_path: Path) -> None:
    own = unpacked(SOUND, tmp_path) / "verify.py"
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(own), str(tmp_path)], capture_output=True, check=False
    )
    assert done.returncode == 0


def test_it_imports_the_standard_library_alone_and_is_written_for_python_3_8() -> None:
    tree = ast.parse(VERIFIER.read_text(encoding="utf-8"), feature_version=(3, 8))
    imports = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imports |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imports <= sys.stdlib_module_names


@pytest.mark.parametrize("given_path", ["", "--help", "/nowhere/at/all"])
def test_a_wrong_call_shows_how_it_is_called(given_path: str) -> None:
    arguments = [given_path] if given_path else []
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(VERIFIER), *arguments], capture_output=True, text=True, check=False
    )
    assert (done.returncode, "用法：" in done.stdout) == (2, True)


def test_every_altered_byte_of_the_ledger_is_caught() -> None:
    size = len(SOUND[ENTRIES])
    breaks = [place for place in range(size) if SOUND[ENTRIES][place : place + 1] == b"\n"]
    places = sorted({*range(0, size, 3), *breaks})
    missed = [place for place in places if not problems(resealed(_flipped(ENTRIES, place)))]
    missed += [-place for place in range(len(SOUND[HEAD])) if not problems(resealed(_flipped(HEAD, place)))]
    assert (missed, len(places) > 2000) == ([], True)


def test_every_altered_byte_of_the_contents_and_the_data_is_caught() -> None:
    chance = random.Random(20300301)
    missed = []
    for name in (name for name in SOUND if name == CONTENTS or name.startswith(("data/", "files/"))):
        places = chance.sample(range(len(SOUND[name])), min(120, len(SOUND[name])))
        missed += [(name, place) for place in places if not problems(resealed(_flipped(name, place)))]
    assert missed == []


@pytest.mark.parametrize("name", [ENTRIES, CONTENTS, "data/pingxuan_allotment.json", "checksums.sha256"])
@pytest.mark.parametrize("ending", [b"\r", b"\r\n", b"\x0b", b"\x0c", b"\x85", "\u2028".encode()])
def test_only_one_byte_ends_a_line(name: str, ending: bytes) -> None:
    files = {**SOUND, name: SOUND[name].replace(b"\n", ending, 3)}
    assert problems(files if name == "checksums.sha256" else resealed(files))


def test_nothing_may_stand_twice() -> None:
    rows = json.loads(SOUND["data/pingxuan_nomination.json"])
    content = SOUND[CONTENTS].split(b"\n")[0] + b"\n"
    assert problems(resealed({**SOUND, "data/pingxuan_nomination.json": written([*rows, rows[0]])}))
    assert problems(resealed({**SOUND, CONTENTS: content + SOUND[CONTENTS]}))


def _flipped(name: str, place: int) -> dict[str, bytes]:
    altered = bytearray(SOUND[name])
    altered[place] ^= 1
    return {**SOUND, name: bytes(altered)}


@pytest.mark.parametrize("name", sorted(SOUND))
def test_every_file_is_held_to_the_checksums(name: str) -> None:
    code = len(SOUND[name]) // 2
    missed = [bit for bit in range(8) if not problems({**SOUND, name: _with_bit(SOUND[name], code, bit)})]
    assert missed == []


def _with_bit(content: bytes, place: int, bit: int) -> bytes:
    altered = bytearray(content)
    altered[place] ^= 1 << bit
    return bytes(altered)


def test_every_cell_of_the_data_is_held_to_the_ledger() -> None:
    missed = []
    for name, rows in data_rows(SOUND):
        for row in rows:
            for column in row:
                altered = [one if one is not row else {**row, column: "改过"} for one in rows]
                if not problems(resealed({**SOUND, name: written(altered)})):
                    missed.append((name, row["id"], column))
    assert missed == []


def test_a_changed_cell_is_named() -> None:
    rows = json.loads(SOUND["data/pingxuan_nomination.json"])
    altered = [
        {**row, "nominee_name": "别家", "award_key": "other"} if row["id"] == "n2" else row for row in rows
    ]
    assert problems(resealed({**SOUND, "data/pingxuan_nomination.json": written(altered)})) == [
        "数据与存证不符：pingxuan_nomination 表 n2 行（award_key、nominee_name）"
    ]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda rows: rows[1:], "数据里没有"),
        (lambda rows: [*rows, {**rows[0], "id": "n9"}], "存证里没有"),
    ],
)
def test_a_row_too_few_or_too_many_is_caught(change: Callable[[list[Any]], list[Any]], fault: str) -> None:
    rows = json.loads(SOUND["data/pingxuan_nomination.json"])
    found = problems(resealed({**SOUND, "data/pingxuan_nomination.json": written(change(rows))}))
    assert [problem.partition("（")[2].rstrip("）") for problem in found] == [fault]


LINES = SOUND[ENTRIES].split(b"\n")[:-1]
STRUCTURAL: dict[str, list[bytes]] = {
    "first dropped": LINES[1:],
    "one dropped": [*LINES[:7], *LINES[8:]],
    "last dropped": LINES[:-1],
    "two swapped": [*LINES[:5], LINES[6], LINES[5], *LINES[7:]],
    "one inserted": [*LINES[:9], LINES[4], *LINES[9:]],
    "one appended": [*LINES, LINES[-1].replace(b'"seq":23', b'"seq":24')],
    "one edited": [*LINES[:2], LINES[2].replace(b"hand_in", b"HAND_IN"), *LINES[3:]],
    "time set back": [*LINES[:3], LINES[3].replace(b"T01:03", b"T00:03"), *LINES[4:]],
    "emptied": [],
}


@pytest.mark.parametrize("reheaded", [False, True], ids=["head kept", "head rewritten"])
@pytest.mark.parametrize("attack", STRUCTURAL)
def test_entries_dropped_swapped_inserted_or_edited_are_caught(attack: str, reheaded: bool) -> None:
    lines = STRUCTURAL[attack]
    files = {**SOUND, ENTRIES: b"".join(line + b"\n" for line in lines)}
    if reheaded:
        tree = CompactRange()
        for line in lines:
            tree.append(leaf_hash(line))
        files[HEAD] = canonical({"format": 1, "root": tree.root().hex(), "size": len(lines)}) + b"\n"
    caught = bool(problems(resealed(files)))
    assert caught == ((attack, reheaded) != ("one edited", True))


def test_only_a_root_held_outside_shows_that_everything_was_rewritten() -> None:
    """What the verifier cannot know alone, and says: a whole log written anew is sound in itself."""
    other = whole()
    other.act("note", "campaign:c1")
    rewritten = other.files()
    assert problems(rewritten) == []
    assert json.loads(rewritten[HEAD])["root"] != json.loads(SOUND[HEAD])["root"]


def test_a_root_shown_before_catches_the_rewriting() -> None:
    log = whole()
    shown = json.loads(SOUND[HEAD])
    log.act("show_root", "campaign:c1", facts={"checkpoint": {"size": shown["size"], "root": shown["root"]}})
    assert problems(log.files()) == []
    log.act("show_root", "campaign:c1", facts={"checkpoint": {"size": 3, "root": shown["root"]}})
    assert problems(log.files()) == ["第 25 条记下的对外存证码与重算结果不符"]


def test_a_paper_given_out_is_held_to_its_logged_digest() -> None:
    assert problems(resealed({**SOUND, f"papers/{PAPER}": b"another list"})) == [
        f"公文与存证记下的摘要不符：{PAPER}"
    ]


def test_a_stored_file_is_held_to_its_name() -> None:
    (name,) = (name for name in SOUND if name.startswith("files/"))
    assert problems(resealed({**SOUND, name: b"another picture"})) == [f"附件内容与它的编号不符：{name}"]


def test_a_file_added_is_caught_even_among_the_checksums() -> None:
    assert problems({**SOUND, "papers/多出.docx": b""}) == ["文件与校验清单对不上：papers/多出.docx"]


@pytest.mark.parametrize("name", [ENTRIES, CONTENTS, HEAD, "checksums.sha256"])
def test_a_missing_file_is_named(name: str) -> None:
    files = {other: content for other, content in SOUND.items() if other != name}
    files = files if name == "checksums.sha256" else resealed(files)
    assert problems(files)[-1] == f"归档包里缺少文件：{name}"


def erased(*missing: int, named: tuple[int, ...]) -> dict[str, bytes]:
    """n2's contents are gone; the erasing act names them and writes every row they wrote as it is afterwards."""
    log = whole()
    nominee = log.tables["pingxuan_nomination"]["n2"] | {"nominee_name": "（已依法删除）"}
    rows = {"nomination:n2": nominee, "allotment:a1": log.tables["pingxuan_allotment"]["a1"]}
    log.act("erase", "nomination:n2", rows, {"erased": list(named)})
    log.contents = [told for told in log.contents if told[0] not in missing]
    return log.files()


def test_erased_content_still_verifies() -> None:
    files = erased(4, 5, named=(4, 5))
    check = verify.Check(Memory(files))
    assert check.run() == []
    assert check.sound[2:4] == [
        "存证内容 23 条，与承诺值一致；依法删除内容的 2 条",
        "名额、时限、状态、公示名单和会议决定自第 24 条（最近一次依法删除）以后逐条复核，没有越界",
    ]


def test_content_that_went_missing_without_a_word_is_caught() -> None:
    assert problems(erased(4, 5, named=(4,)))[0] == "第 5 条存证的内容不见了，也没有删除记录"


def test_content_said_to_be_erased_must_be_gone() -> None:
    assert problems(erased(4, named=(4, 5))) == ["第 5 条存证的内容记为已删除，却仍在包里"]


def test_an_act_erases_only_what_came_before() -> None:
    assert problems(erased(4, named=(4, 24))) == []
    assert problems(erased(4, 23, named=(4, 30)))[0] == "第 23 条存证的内容不见了，也没有删除记录"


texts = st.text(max_size=8)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(st.binary(max_size=6), max_size=40))
def test_it_agrees_with_the_system_on_every_root(lines: list[bytes]) -> None:
    tree, roots = CompactRange(), [CompactRange().root()]
    for line in lines:
        tree.append(leaf_hash(line))
        roots.append(tree.root())
    assert verify.roots_of(lines) == roots


@given(values)
def test_it_agrees_with_the_system_on_canonical_form(value: object) -> None:
    assert verify.canonical(value) == canonical(value)
    assert verify.parse(canonical(value), "") == value


@pytest.mark.parametrize(
    "data", [b'{"b":1,"a":2}', b"1.0", b"NaN", b'{"a":1,"a":2}', b"[1] ", b"\xff", b"[" * 9999]
)
def test_it_takes_no_other_form(data: bytes) -> None:
    with pytest.raises(verify.Broken):
        verify.parse(data, "一行")

"""Archives made to hurt or to mislead the verifier: each gets a sentence and exit 1, never a traceback."""

import json
import stat
import zipfile
from pathlib import Path

import pytest

from tests.house.small_archive import resealed
from tests.house.test_verifier import CONTENTS, ENTRIES, HEAD, SOUND, problems, run, unpacked

MANY = 1 << 22


def packed(place: Path, *extra: tuple[zipfile.ZipInfo | str, bytes]) -> Path:
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [*SOUND.items(), *extra]:
            archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return place


def refused(path: Path) -> str:
    code, lines = run(path)
    assert code == 1
    return next(line for line in lines if line.startswith("不符"))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name(tmp_path: Path) -> None:
    assert "重名" in refused(packed(tmp_path / "a.zip", (ENTRIES, b"")))


def test_a_link_in_a_zip(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("papers/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "链接" in refused(packed(tmp_path / "a.zip", (link, b"/etc/passwd")))


def test_a_bomb(tmp_path: Path) -> None:
    place = packed(tmp_path / "a.zip", ("papers/bomb", b"0" * MANY))
    data = place.read_bytes()
    told = (MANY).to_bytes(4, "little")
    assert data.count(told) >= 2
    place.write_bytes(data.replace(told, (0xFFFF0000).to_bytes(4, "little")))
    assert "大得不合常理" in refused(place)


@pytest.mark.parametrize(
    "name", ["../out", "/etc/passwd", "papers/../../out", "a\\b", "c:x", "papers/./x", "a\u202eb"]
)
def test_names_that_lead_elsewhere(tmp_path: Path, name: str) -> None:
    assert refused(packed(tmp_path / "a.zip", (name, b""))) == "不符  归档包里有不合规矩的文件名"
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_a_link_in_a_folder(tmp_path: Path) -> None:
    (unpacked(SOUND, tmp_path) / "papers" / "link").symlink_to("/etc")
    assert refused(tmp_path) == "不符  文件夹里有链接，不予读取"


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_archive(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "a.zip"
    place.write_bytes(content)
    assert refused(place)


def test_an_encrypted_file(tmp_path: Path) -> None:
    place = packed(tmp_path / "a.zip")
    data = bytearray(place.read_bytes())
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    place.write_bytes(bytes(data))
    assert "加密" in refused(place)


def test_a_zip_cut_short_or_altered_anywhere_never_passes_silently(tmp_path: Path) -> None:
    place = packed(tmp_path / "a.zip")
    whole = place.read_bytes()
    for keep in range(0, len(whole), len(whole) // 12):
        place.write_bytes(whole[:keep])
        assert refused(place)


@pytest.mark.parametrize("name", [ENTRIES, CONTENTS, HEAD])
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"null\n",
        b"[]\n",
        b"{}\n",
        b"0\n",
        b'"a"\n',
        b"\xff\n",
        b"{}",
        b"[" * 100_000 + b"\n",
        b"{}\r\n",
    ],
)
def test_nonsense_in_the_log_is_a_mismatch(name: str, content: bytes) -> None:
    assert problems(resealed({**SOUND, name: content}))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]\n",
        b"[\n]\n",
        b"[\n{}\n]\n",
        b"[\nnull\n]\n",
        b'[\n{"id":1}\n]\n',
        b'[\n{"id":"n1"},\n{"id":"n1"}\n]\n',
    ],
)
def test_nonsense_in_the_data_is_a_mismatch(content: bytes) -> None:
    assert problems(resealed({**SOUND, "data/pingxuan_nomination.json": content}))
    assert problems(resealed({**SOUND, "data/other.json": content}))


@pytest.mark.parametrize("listed", [b"", b"x", b"\xff\n", b"0  a\n", b"\n"])
def test_nonsense_in_the_checksums_is_a_mismatch(listed: bytes) -> None:
    assert problems({**SOUND, "checksums.sha256": listed})


@pytest.mark.parametrize(
    "told",
    [
        {"seq": 99, "salt": "00" * 32, "content": {"rows": [], "facts": {}}},
        {"seq": -1, "salt": "00" * 32, "content": {"rows": [], "facts": {}}},
        {"seq": "0", "salt": "00" * 32, "content": {"rows": [], "facts": {}}},
        {"seq": 0, "salt": "0", "content": {"rows": [], "facts": {}}},
        {"seq": 0, "salt": None, "content": None},
        {"seq": 0},
    ],
)
def test_nonsense_among_the_contents_is_a_mismatch(told: object) -> None:
    line = json.dumps(told, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    assert problems(resealed({**SOUND, CONTENTS: SOUND[CONTENTS] + line}))

"""Fonts: official ones first when a folder has them, Noto always, gaps known from the character maps."""

import shutil
import struct
import subprocess
from pathlib import Path

import pylopdf_fonts_zh_cn
import pytest

from pingxuan.core.paper import Face
from pingxuan.documents.fonts import _code_points, _segments, font_set

TOOL = Path("tools/fetch_fonts.sh").absolute()


def test_without_any_folder_noto_stands_in_for_every_face() -> None:
    fonts = font_set(())
    assert {face: families[0] for face, families in fonts.families.items()} == {
        Face.FANG: "Noto Serif SC",
        Face.HEI: "Noto Sans SC",
        Face.KAI: "Noto Serif SC",
        Face.SONG: "Noto Serif SC",
        Face.TITLE: "Noto Serif SC",
    }
    assert (fonts.official, fonts.bold_title) == (False, False)


def test_a_folder_that_is_missing_or_empty_is_passed_over(tmp_path: Path) -> None:
    assert font_set((tmp_path, tmp_path / "none")).families == font_set(()).families


def test_an_unknown_font_in_the_folder_comes_last(tmp_path: Path) -> None:
    source = pylopdf_fonts_zh_cn.sans_path()
    renamed = source.read_bytes().replace(
        "Noto Sans SC".encode("utf-16-be"), "Rare Sans SC".encode("utf-16-be")
    )
    (tmp_path / "rare.otf").write_bytes(renamed)
    families = font_set((tmp_path,)).families[Face.FANG]
    assert families[0] == "Noto Serif SC"
    assert families[-1] in {"Rare Sans SC", "Noto Sans Arabic"}


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("张㛃古丽·艾山，。“”（）〔〕①㎡", ""),
        ("ئۇيغۇر تىلى", ""),
        ("abc\n 　1234567890", ""),
        ("𪚥甲😀𪚥", "𪚥😀"),
    ],
)
def test_what_no_font_can_print_is_known(text: str, missing: str) -> None:
    assert "".join(font_set(()).missing(text)) == missing


def test_segments_of_a_map_are_followed_through_both_ways() -> None:
    ends, starts, deltas, offsets = (0x42, 0x52, 0xFFFF), (0x41, 0x50, 0xFFFF), (1, 0, 1), (0, 4, 0)
    glyphs = (7, 0, 9)
    table = struct.pack(">7H", 4, 0, 0, 6, 0, 0, 0) + struct.pack(">3H", *ends) + struct.pack(">H", 0)
    table += struct.pack(">3H3H3H", *starts, *deltas, *offsets) + struct.pack(">3H", *glyphs)
    assert list(_segments(table, 0)) == [0x41, 0x42, 0x50, 0x52]


def test_a_collection_is_read_by_its_first_font() -> None:
    font = pylopdf_fonts_zh_cn.sans_path().read_bytes()
    assert {ord("张"), ord("㛃"), ord("A")} <= set(_code_points(font))
    assert 0x2A6A5 not in set(_code_points(font))


def test_without_apt_the_tool_says_so_and_goes_on(tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("bash", "mkdir", "mktemp", "rm", "find", "head", "cp", "mv"):
        (tools / name).symlink_to(shutil.which(name) or name)
    target = tmp_path / "fonts"
    done = subprocess.run(
        [str(tools / "bash"), str(TOOL), str(target)],
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert "未能取得公文字体（本机没有 apt-get）" in done.stdout
    assert list(target.iterdir()) == []


def test_fonts_that_are_there_are_not_fetched_again(tmp_path: Path) -> None:
    listed = TOOL.read_text(encoding="utf-8").split("wanted=(")[1].split(")")[0].split()
    for name in listed:
        (tmp_path / name).write_text("font")
    done = subprocess.run(["bash", str(TOOL), str(tmp_path)], capture_output=True, text=True, check=False)
    assert (done.returncode, len(listed)) == (0, 7)
    assert done.stdout == f"公文字体已在 {tmp_path}。\n"

"""The fonts papers are printed in: which are at hand, in which order, and which characters they lack."""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pylopdf_fonts_ar
import pylopdf_fonts_zh_cn
import typst

from pingxuan.core.paper import Face

PREFERRED: dict[Face, tuple[str, ...]] = {
    Face.FANG: ("仿宋_GB2312", "FangSong_GB2312", "FangSong", "FandolFang R"),
    Face.HEI: ("SimHei", "FandolHei", "Noto Sans SC"),
    Face.KAI: ("楷体_GB2312", "KaiTi_GB2312", "KaiTi", "FandolKai"),
    Face.SONG: ("SimSun", "FandolSong"),
    Face.TITLE: ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "FandolSong"),
}
"""Licensed families first, as an office may own them; then the free ones."""

STAND_INS = ("Noto Serif SC", "Noto Sans SC", "UKIJ Tuz", "Noto Naskh Arabic", "Noto Sans Mongolian")
"""After every face: common characters, rare ones, Uyghur and Mongolian script."""

_SUFFIXES = {".otf", ".ttf", ".ttc", ".otc"}


@dataclass(frozen=True)
class FontSet:
    """Fonts at hand: for each face its families in order, and every code point some font can print."""

    loaded: typst.Fonts
    families: dict[Face, tuple[str, ...]]
    covered: frozenset[int]
    bold_title: bool
    """False when the title face has no bold weight and must be thickened."""

    @property
    def official(self) -> bool:
        """Whether 仿宋, 黑体, 楷体 and 小标宋 are all there, not only their Noto stand-ins."""
        return all(families[0] not in STAND_INS[:1] for families in self.families.values())

    def missing(self, text: str) -> tuple[str, ...]:
        """Characters of the text no font at hand can print, each once, in order."""
        lacking = (char for char in text if ord(char) not in self.covered)
        return tuple(dict.fromkeys(c for c in lacking if not c.isspace() and not is_variant_mark(c)))


def is_variant_mark(char: str) -> bool:
    """Whether the character only picks a variant of the one before it, and prints nothing itself."""
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


@lru_cache(maxsize=4)
def font_set(font_dirs: tuple[Path, ...] = ()) -> FontSet:
    """The fonts of the installation and of those folders; read once per process."""
    folders = [pylopdf_fonts_zh_cn.serif_path().parent, pylopdf_fonts_ar.serif_path().parent]
    folders += [folder for folder in font_dirs if folder.is_dir()]
    loaded = typst.Fonts(include_system_fonts=False, font_paths=[str(folder) for folder in folders])
    infos = [info for info in loaded.fonts() if info.path]
    present = {info.family for info in infos}
    others = sorted(present - {name for names in PREFERRED.values() for name in names} - set(STAND_INS))
    families = {
        face: tuple(dict.fromkeys(name for name in (*names, *STAND_INS, *others) if name in present))
        for face, names in PREFERRED.items()
    }
    title = families[Face.TITLE][0]
    return FontSet(
        loaded=loaded,
        families=families,
        covered=frozenset(_covered(sorted({str(info.path) for info in infos}))),
        bold_title=title.startswith(("方正", "FZ"))
        or any(i.family == title and i.weight >= 700 for i in infos),
    )


def _covered(paths: Iterable[str]) -> Iterator[int]:
    for path in paths:
        if Path(path).suffix.lower() in _SUFFIXES:
            yield from _code_points(Path(path).read_bytes())


def _code_points(font: bytes) -> Iterator[int]:
    """Code points of the font's Unicode character map (OpenType ``cmap``, formats 4 and 12)."""
    start = struct.unpack_from(">I", font, 12)[0] if font[:4] == b"ttcf" else 0
    count = struct.unpack_from(">H", font, start + 4)[0]
    for record in range(start + 12, start + 12 + 16 * count, 16):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, record)
        if tag == b"cmap":
            yield from _mapped(font, offset)


def _mapped(font: bytes, cmap: int) -> Iterator[int]:
    for record in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        platform, _, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * record)
        if platform not in {0, 3}:
            continue
        table = cmap + offset
        form = struct.unpack_from(">H", font, table)[0]
        if form == 4:
            yield from _segments(font, table)
        elif form == 12:
            for group in range(struct.unpack_from(">I", font, table + 12)[0]):
                first, last, _ = struct.unpack_from(">III", font, table + 16 + 12 * group)
                yield from range(first, last + 1)


def _segments(font: bytes, table: int) -> Iterator[int]:
    count = struct.unpack_from(">H", font, table + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, table + 14)
    starts = struct.unpack_from(f">{count}H", font, table + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", font, table + 16 + 4 * count)
    offsets_at = table + 16 + 6 * count
    offsets = struct.unpack_from(f">{count}H", font, offsets_at)
    for number, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offsets[number]:
                place = offsets_at + 2 * number + offsets[number] + 2 * (code - first)
                glyph = struct.unpack_from(">H", font, place)[0]
                if glyph == 0:
                    continue
            if (glyph + deltas[number]) & 0xFFFF:
                yield code

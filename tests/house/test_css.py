"""The stylesheets: what Chromium 86 understands, short files, nothing from outside, text that can be read."""

import re
from pathlib import Path

import pytest

STATIC = Path("src/pingxuan/static/pingxuan")
SHEETS = sorted(STATIC.glob("*.css"))
TOO_NEW = {
    ":has()": r":has\(",
    "container queries": r"@container|container-type",
    "color-mix": r"color-mix",
    "wide colours": r"oklch|oklab|\blch\(|\blab\(",
    "inset shorthand": r"[;{]\s*inset(-block|-inline)?\s*:",
    "aspect-ratio": r"aspect-ratio",
    "dynamic viewport units": r"\d(dvh|svh|lvh|dvw)",
    "layers": r"@layer",
    "nesting": r"^\s*&|\{[^{}@]*\{",
    ":is() and :where()": r":(is|where)\(",
    "accent-color": r"accent-color",
    "subgrid": r"subgrid",
}
OUTSIDE = r"https?:|//[a-z]|@import|url\((?!#)"

# text on ground, as the rules use them; large or bold text is held to the same 4.5
TEXT_ON = [
    ("ink-1", "card"),
    ("ink-2", "card"),
    ("ink-3", "card"),
    ("ink-1", "paper"),
    ("ink-3", "paper"),
    ("ink-3", "stripe"),
    ("ink-2", "zhu-soft"),
    ("ink-2", "huang-soft"),
    ("ink-2", "qing-soft"),
    ("ink-2", "#f3f4f5"),
    ("ink-2", "#f7f7f8"),
    ("zhu", "card"),
    ("zhu-deep", "card"),
    ("zhu-deep", "zhu-soft"),
    ("zhu-deep", "huang-soft"),
    ("huang", "card"),
    ("#ffffff", "huang"),
    ("huang", "huang-soft"),
    ("huang-deep", "huang-soft"),
    ("zhuqing", "card"),
    ("zhuqing", "zhuqing-soft"),
    ("qing", "card"),
    ("qing", "paper"),
    ("qing", "stripe"),
    ("qing", "qing-soft"),
    ("qing", "#fffdf7"),
    ("#ffffff", "zhu"),
    ("#ffffff", "zhu-bar"),
    ("#ffffff", "zhu-deep"),
    ("#ffffff", "qing"),
    ("#ffffff", "qing-1"),
    ("on-zhu-2", "zhu-bar"),
    ("#fbe0dc", "zhu-bar"),
    ("#f3cfca", "#6f110e"),
    ("#fbe4e1", "#6f110e"),
    ("#ffffff", "#1f262d"),
    ("#16324d", "#bcd0e2"),
    ("#16324d", "#e2eaf2"),
    ("#3d2900", "huang-2"),
]
# marks that carry meaning without being text
SHAPE_ON = [
    ("line-strong", "card"),
    ("qing", "line-2"),
    ("huang-3", "line-2"),
    ("zhu", "line-2"),
    ("zhuqing", "line-2"),
]


def rules_of(sheet: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)


def tokens() -> dict[str, str]:
    return dict(
        re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\s*;", rules_of(STATIC / "app.css").partition("html {")[0])
    )


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    known = tokens()
    low, high = sorted(luminance(known.get(name, name)) for name in (one, other))
    return (high + 0.05) / (low + 0.05)


def test_the_sheets_are_found() -> None:
    assert "app.css" in {sheet.name for sheet in SHEETS}
    assert tokens()["zhu"] == "#a61b17"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_sheet_keeps_to_the_baseline(sheet: Path) -> None:
    rules = re.sub(r"@(media|supports|page)[^{]*\{", "", rules_of(sheet))
    assert [name for name, pattern in TOO_NEW.items() if re.search(pattern, rules, re.MULTILINE)] == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_sheet_is_short_and_asks_nothing_from_outside(sheet: Path) -> None:
    assert sheet.read_text("utf-8").count("\n") < 400
    assert re.findall(OUTSIDE, rules_of(sheet)) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_token_used_is_defined(sheet: Path) -> None:
    defined = set(re.findall(r"--([\w-]+)\s*:", rules_of(STATIC / "app.css")))
    assert set(re.findall(r"var\(--([\w-]+)", rules_of(sheet))) - defined == set()


@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_can_be_read(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), SHAPE_ON)
def test_shapes_can_be_told_apart(shape: str, ground: str) -> None:
    assert contrast(shape, ground) >= 3


def test_public_pages_use_three_colours_only() -> None:
    public = rules_of(STATIC / "paper.css").partition(".public {")[2]
    assert re.findall(r"var\(--(huang|zhuqing)", public) == []

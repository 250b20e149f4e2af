"""Word's automatic numbers made text again: 一、 （一） 1. as the reader of the page sees them."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from pingxuan.documents.docx_text import W, element, value

DEEPEST = 9
_DIGITS = "〇一二三四五六七八九"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True)
class Level:
    """One level of a list: its number format, its wording such as （%1）, and where it starts."""

    format: str = "decimal"
    wording: str = ""
    start: int = 1


Lists = dict[str, tuple[str, dict[int, Level]]]
Styles = dict[str, tuple[str, int]]


@dataclass
class Numbering:
    """The lists of a document, and how far each has counted."""

    lists: Lists
    """Number id → the list it counts in and its levels."""
    styles: Styles
    """Paragraph style → number id and level."""
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def place(self, paragraph: Any) -> tuple[str, int] | None:
        """The number id and level a paragraph counts at; None when it is not numbered."""
        own = element(paragraph, "pPr", "numPr")
        number, depth = self.styles.get(value(paragraph, "pPr", "pStyle"), ("", 0))
        if own is not None:
            number = value(own, "numId") or number
            depth = _whole(value(own, "ilvl"), depth)
        return (number, min(depth, DEEPEST - 1)) if number in self.lists else None

    def next(self, number: str, depth: int) -> str:
        """The wording of the next number there; "" for a bullet."""
        counted_in, levels = self.lists[number]
        counts = self.counts[counted_in]
        level = levels.get(depth, Level())
        counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        if level.format in ("bullet", "none"):
            return ""
        wording = level.wording
        for place in range(depth + 1):
            at = levels.get(place, Level())
            wording = wording.replace(f"%{place + 1}", in_words(counts.get(place, at.start), at.format))
        return wording


def read_numbering(numbering: Any, styles: Any) -> Numbering:
    """The lists of numbering.xml and the styles that count in them; either may be None."""
    abstract = {} if numbering is None else {
        one.get(f"{W}abstractNumId", ""): _levels(one) for one in numbering.iterchildren(f"{W}abstractNum")
    }  # fmt: skip
    lists: Lists = {}
    for one in () if numbering is None else numbering.iterchildren(f"{W}num"):
        base, own = value(one, "abstractNumId"), one.get(f"{W}numId", "")
        changed = {
            _whole(o.get(f"{W}ilvl"), 0): _overridden(o, abstract.get(base, {}))
            for o in one.iterchildren(f"{W}lvlOverride")
        }
        lists[own] = (own if changed else f"abstract {base}", {**abstract.get(base, {}), **changed})
    return Numbering(lists, _numbered_styles(styles))


def in_words(count: int, form: str) -> str:
    """A count as its format writes it: 3 is 三, ③, C, iii …"""
    if form in ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital",
                "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseDigitalTenThousand"):  # fmt: skip
        return _chinese(count)
    if form == "decimalEnclosedCircle" and 1 <= count <= 20:
        return chr(0x2460 + count - 1)
    if form in ("upperLetter", "lowerLetter") and count > 0:
        letter = chr(ord("A") + (count - 1) % 26) * min((count - 1) // 26 + 1, 5)
        return letter if form == "upperLetter" else letter.lower()
    if form in ("upperRoman", "lowerRoman"):
        return _roman(count).upper() if form == "upperRoman" else _roman(count)
    if form == "ideographTraditional" and 1 <= count <= 10:
        return _STEMS[count - 1]
    if form == "ideographZodiac" and 1 <= count <= 12:
        return _BRANCHES[count - 1]
    return str(count)


def _levels(abstract: Any) -> dict[int, Level]:
    return {_whole(one.get(f"{W}ilvl"), 0): _level(one) for one in abstract.iterchildren(f"{W}lvl")}


def _level(one: Any) -> Level:
    return Level(
        value(one, "numFmt") or "decimal", value(one, "lvlText")[:40], _whole(value(one, "start"), 1)
    )


def _overridden(override: Any, base: dict[int, Level]) -> Level:
    own = element(override, "lvl")
    level = _level(own) if own is not None else base.get(_whole(override.get(f"{W}ilvl"), 0), Level())
    return Level(level.format, level.wording, _whole(value(override, "startOverride"), level.start))


def _numbered_styles(styles: Any) -> dict[str, tuple[str, int]]:
    found = {}
    for style in () if styles is None else styles.iterchildren(f"{W}style"):
        own = element(style, "pPr", "numPr")
        if own is not None:
            found[style.get(f"{W}styleId", "")] = (value(own, "numId"), _whole(value(own, "ilvl"), 0))
    return found


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else otherwise


def _chinese(count: int) -> str:
    if not 0 < count < 100:
        return "".join(_DIGITS[int(digit)] for digit in str(count)) if count > 0 else str(count)
    tens, ones = divmod(count, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


def _roman(count: int) -> str:
    written = ""
    for worth, letters in _ROMAN:
        while count >= worth and len(written) < 20:
            written, count = written + letters, count - worth
    return written

"""The options printed in a blank: □甲 □乙, 甲□ 乙□, 甲（ ）乙（ ）, A.甲 B.乙, （甲、乙、丙）, 男/女."""

import re
from itertools import pairwise

from pingxuan.core.notice.source import Piece

_BOX = "[□☐○◯]"
_AFTER_BOX = re.compile(rf"{_BOX}\s*(?P<option>[^□☐○◯、，；。（） ]{{1,16}}(?:（[^（）□]{{1,12}}）)?)")
_BEFORE_BOX = re.compile(rf"(?P<option>[^□☐○◯、，；。（） ]{{1,16}}(?:（[^（）□]{{1,12}}）)?)\s*{_BOX}")
_LETTERED = re.compile(
    r"(?:[A-Z][.、：]|[①-⑳]|（[0-9]）|[0-9][.、])\s*(?P<option>[^A-Z①-⑳0-9，；。（） ]{1,12})[ 、；]?"
)
_BEFORE_BRACKET = re.compile(r"(?P<option>[^（）、，；。 ]{1,12})（ *）")
_HOW_MANY = re.compile(r"（[^（）]*(?:选|填|√)[^（）]*）$")
_NO_OPTIONS = re.compile(r"[0-9]|字|页|盖|附|签|填|注|请|如|须|需|应|写|以上|以内|等|照片|年|月|。")
_LEAST = 2


def options_in(value: Piece | None, label: Piece) -> tuple[str, ...]:
    """The options printed in a blank or beside its label; () when there are none."""
    shown = value.shown if value else label.shown
    marked = _marked(shown)
    if len(marked) >= _LEAST:
        return marked
    bracketed = tuple(_BEFORE_BRACKET.findall(shown)) if value else ()
    if len(bracketed) >= _LEAST:
        return bracketed
    lettered = _LETTERED.findall(shown) if value else []
    if len(lettered) >= _LEAST and _LETTERED.sub("", shown).strip("（） ") == "":
        return tuple(option.strip() for option in lettered)
    return (spaced_options(value) or _listed(shown)) if value else ()


def _marked(shown: str) -> tuple[str, ...]:
    before = re.match(rf"[^□☐○◯]*[^□☐○◯\s（：]\s*{_BOX}", shown)
    rule = _BEFORE_BOX if before and re.search(rf"{_BOX}[\s）]*$", shown) else _AFTER_BOX
    return tuple(_HOW_MANY.sub("", found["option"]).strip("：") for found in rule.finditer(shown))


def spaced_options(piece: Piece) -> tuple[str, ...]:
    """省级 市级 县级: words set apart that end alike; () when the cell holds anything else."""
    breaks = [i for i in range(1, len(piece.at)) if piece.at[i] - piece.at[i - 1] > 1]
    words = [piece.shown[a:b].strip() for a, b in pairwise([0, *breaks, len(piece.shown)])]
    alike = len({word[-1:] for word in words}) == 1 and all(2 <= len(word) <= 6 for word in words)
    return tuple(words) if alike and len(words) > _LEAST else ()


def _listed(shown: str) -> tuple[str, ...]:
    bracket = re.fullmatch(r"（([^（）]{0,80})）", shown)
    listed = [
        item.strip() for item in re.split("[、/，]" if bracket else "[、/]", bracket[1] if bracket else shown)
    ]
    fits = len(listed) >= _LEAST and all(
        1 <= len(item) <= 10 and not _NO_OPTIONS.search(item) for item in listed
    )
    return tuple(listed) if fits else ()

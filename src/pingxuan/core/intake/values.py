"""What a clerk wrote in a cell, freed of the prompts, seals and empty dates that were printed there."""

import re
import unicodedata

from pingxuan.core.definition import Field
from pingxuan.core.intake.matching import label_key
from pingxuan.core.readings import fold
from pingxuan.core.words import FieldKind

LINES = frozenset({FieldKind.LONG_TEXT, FieldKind.ROWS})
_PROMPT = re.compile(
    r"[（(][^（）()]{0,30}(?:[0-9０-９]\s*个?字|另附|附页|填写|打[√勾]|盖章|公章|签[字名章]|选填|粘?贴?照片)[^（）()]{0,20}[）)]"
)
_EMPTY_DAY = re.compile(r"(?:二[〇○0]?|20)?[_＿\s]*年[_＿\s]*月[_＿\s]*日")
_SEAL = re.compile(r"[（(]?(?:盖章|公章|签字|签章|签名)[）)]?[:：]?")
_CHOSEN = "☑☒■√✓✔●◉"
_OPEN = "□☐○◯"
_BOXED = re.compile(rf"(?P<before>[{_CHOSEN}{_OPEN}])\s*(?P<option>[^{_CHOSEN}{_OPEN}]+)")
_TRAILED = re.compile(rf"(?P<option>[^{_CHOSEN}{_OPEN}]+?)\s*(?P<after>[{_CHOSEN}{_OPEN}])")


def written(blank: Field, text: str) -> str:
    """What was written into a blank; "" where only the printed prompt stands there still."""
    if blank.kind in {FieldKind.OPTION, FieldKind.OPTIONS}:
        text = chosen(blank, text)
    kept = _without_prompts(blank, text)
    return fold(kept, lines=blank.kind in LINES)


def is_prompt(text: str) -> bool:
    """Whether a cell holds nothing but prompts, seals and empty dates."""
    return not re.sub(r"[\s:：、，。_＿（）()]", "", _EMPTY_DAY.sub("", _SEAL.sub("", _PROMPT.sub("", text))))


def _without_prompts(blank: Field, text: str) -> str:
    if blank.hint and label_key(text) == label_key(blank.hint):
        return ""
    kept = text.strip()
    for found in list(_PROMPT.finditer(kept))[::-1]:
        at_an_end = not kept[found.end() :].strip() or not kept[: found.start()].strip()
        if at_an_end:
            kept = (kept[: found.start()] + kept[found.end() :]).strip()
    return "" if is_prompt(kept) else kept


def chosen(blank: Field, text: str) -> str:
    """The options ticked among those printed (☑国企 □民企); the text itself where no boxes are printed."""
    plain = unicodedata.normalize("NFC", text)
    marks = [mark for mark in plain if mark in _CHOSEN + _OPEN]
    if not marks:
        return "" if _all_printed(blank, plain) else plain
    rule = _BOXED if plain.lstrip()[:1] in _CHOSEN + _OPEN else _TRAILED
    side = "before" if rule is _BOXED else "after"
    ticked = [
        found["option"].strip(" 　、，;；/") for found in rule.finditer(plain) if found[side] in _CHOSEN
    ]
    return "、".join(one for one in ticked if one)


def _all_printed(blank: Field, text: str) -> bool:
    """Whether every option still stands there, so none was chosen."""
    return len(blank.options) > 1 and all(option in text for option in blank.options)

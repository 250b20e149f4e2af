"""Pinyin a page's converter printed behind characters (關(guān)於): found, so that they can be left out."""

import re

_PINYIN = re.compile(
    "(?<=[\u3400-\u9fff])[（(](?=[a-zü]{0,5}[āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ])[a-züāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ]{1,6}[）)]"
)
FEWEST = 3
"""Fewer of them than this are the author's own."""


def pinyin_spans(text: str) -> list[tuple[int, int]]:
    """Where readings with their tone stand behind characters, when a converter set them all over the text."""
    found = [reading.span() for reading in _PINYIN.finditer(text)]
    return found if len(found) >= FEWEST else []

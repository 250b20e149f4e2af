"""字数 as word processors count it: one per Chinese character or full-width mark, one per other run."""

from functools import lru_cache

_FULL_WIDTH = (
    (0x2E80, 0x2FDF),  # radicals
    (0x2FF0, 0x303F),  # description characters, CJK symbols and punctuation
    (0x3040, 0x31BF),  # kana, bopomofo, hangul compatibility
    (0x31C0, 0x9FFF),  # strokes, enclosed letters, extension A, the main block
    (0xAC00, 0xD7AF),  # hangul
    (0xF900, 0xFAFF),  # compatibility ideographs
    (0xFE10, 0xFE1F),  # vertical forms
    (0xFE30, 0xFE6F),  # compatibility and small forms
    (0xFF01, 0xFF60),  # full-width forms
    (0xFFE0, 0xFFE6),  # full-width signs
    (0x20000, 0x323AF),  # extensions B to H
)
_MARKS = frozenset("“”‘’…—·×÷①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
"""Marks Chinese type sets full width; inside a Latin word (don’t) they belong to the word."""

_INVISIBLE = frozenset("\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff")
_SELECTORS = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF), (0x180B, 0x180D))
_SPACES = frozenset(
    "\t\n\v\f\r \x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
    "\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)


def word_count(text: str) -> int:
    """Number of 字 in ``text``: characters and full-width marks one each, a run of Latin, digits … one."""
    seen = [char for char in text if not _ignored(char)]
    total, in_run = 0, False
    for at, char in enumerate(seen):
        if char in _SPACES:
            in_run = False
        elif _stands_alone(seen, at, in_run):
            total, in_run = total + 1, False
        else:
            total, in_run = total + (not in_run), True
    return total


@lru_cache(maxsize=8192)
def _ignored(char: str) -> bool:
    return char in _INVISIBLE or _within(char, _SELECTORS)


def _stands_alone(chars: list[str], at: int, in_run: bool) -> bool:
    if chars[at] in _MARKS:
        return not (in_run and at + 1 < len(chars) and _in_word(chars[at + 1]))
    return _full_width(chars[at])


def _in_word(char: str) -> bool:
    return not (char in _SPACES or char in _MARKS or _full_width(char))


@lru_cache(maxsize=8192)
def _full_width(char: str) -> bool:
    return _within(char, _FULL_WIDTH)


def _within(char: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    point = ord(char)
    return any(first <= point <= last for first, last in ranges)

"""Which blank a printed label means, whatever spaces, marks, brackets and wordings a clerk gave it."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from rapidfuzz import fuzz

from pingxuan.core.definition import Field
from pingxuan.core.notice.labels import Asked, asked_by
from pingxuan.core.words import Meaning

LEAST_ALIKE = 84
"""How alike (0–100) two labels must be to be taken for one; below, a person decides."""
LONGEST_LABEL = 30
_ASIDE = re.compile(r"[（(\[【][^（）()\[\]【】]*[）)\]】]")
_MARKS = re.compile(r"[\s:：、,，.。;；*＊·\-—_/\\（）()\[\]【】“”\"]+")


class Likeness(IntEnum):
    """How a label was recognised; only the first two are beyond doubt."""

    SAME = 4
    """The label as printed."""
    BARE = 3
    """The label without what stands in brackets."""
    WORDING = 2
    """Another common wording of the same thing: 手机 for 联系电话."""
    PARTLY = 1
    """One label holds the other, or they are nearly alike."""


@dataclass(frozen=True)
class Match:
    """A blank and how its label was recognised."""

    field: Field
    likeness: Likeness

    @property
    def doubtful(self) -> bool:
        """Whether a person should look."""
        return self.likeness < Likeness.BARE


@lru_cache(maxsize=4096)
def label_key(text: str) -> str:
    """A label without width, spaces and marks."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text)).lower()


@lru_cache(maxsize=4096)
def bare_key(text: str) -> str:
    """A label also without what stands in brackets (（盖章）, （人）)."""
    return label_key(_ASIDE.sub("", unicodedata.normalize("NFKC", text)))


def matched(text: str, blanks: Iterable[Field]) -> Match | None:
    """The blank a cell's text is the label of, recognised best; None where none or several would do."""
    key, bare = label_key(text), bare_key(text)
    if not key or len(key) > LONGEST_LABEL:
        return None
    blanks = tuple(blanks)
    for likeness in sorted(Likeness, reverse=True):
        found = [blank for blank in blanks if _alike(blank, key, bare, likeness)]
        if found:
            first_of_several = likeness >= Likeness.BARE or len(found) == 1
            return Match(found[0], likeness) if first_of_several else None
    return None


def _alike(blank: Field, key: str, bare: str, likeness: Likeness) -> bool:
    if likeness is Likeness.SAME:
        return label_key(blank.label) == key
    if likeness is Likeness.BARE:
        return bool(bare) and bare_key(blank.label) == bare
    if likeness is Likeness.WORDING:
        return _same_thing(blank, bare)
    return _partly(bare_key(blank.label), bare)


@lru_cache(maxsize=4096)
def _asked(label: str) -> Asked:
    return asked_by(label)


def _same_thing(blank: Field, bare: str) -> bool:
    """Whether two wordings ask for the same thing, as the labels of notices are understood."""
    asked, own = _asked(bare), _asked(blank.label)
    by_meaning = asked.meaning is not Meaning.NONE and asked.meaning is blank.meaning
    return by_meaning or (bool(asked.key) and asked.key == own.key)


def _partly(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) < 2:
        return False
    held = short in long and len(long) - len(short) <= 4
    return held or (len(short) >= 3 and fuzz.ratio(one, other) >= LEAST_ALIKE)

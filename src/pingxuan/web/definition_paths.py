"""Places in a definition as the page names them: ``deadlines[1].at`` is an input's name and a finding's place."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from pingxuan.web.answers import keepable

LONGEST = 200
_TOKEN = re.compile(r"([a-z_]+)|\[(\d+)\]")
Nested = dict[Any, Any]
"""Typed text by path: names and row numbers as keys; after a row is taken out the numbers have a gap."""


def tokens(path: str) -> list[str | int]:
    """``deadlines[1].at`` → deadlines, 1, at; nothing else is taken as a path."""
    if len(path) >= LONGEST:  # before any number is read: Python refuses to read one of thousands of figures
        return []
    found = [name or int(index) for name, index in _TOKEN.findall(path)]
    return found if path_of(found) == path else []


def path_of(way: Iterable[str | int]) -> str:
    """deadlines, 1, at → ``deadlines[1].at``."""
    return "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in way).lstrip(".")


def value_at(data: Any, path: str, default: Any = "") -> Any:
    """What stands at a path of plain data; ``default`` where there is nothing."""
    for token in tokens(path):
        try:
            data = data[token]
        except (KeyError, IndexError, TypeError):
            return default
    return default if data is None else data


def typed(pairs: Iterable[tuple[str, str]]) -> Nested:
    """Input names and texts as nested dicts; list rows keep their number as key, other names are left out."""
    nested: Nested = {}
    for name, text in pairs:
        way = tokens(name)
        place = nested
        for token in way[:-1]:
            below = place.setdefault(token, {})
            if not isinstance(below, dict):
                break
            place = below
        else:
            if way and not isinstance(place.get(way[-1]), dict):
                place[way[-1]] = keepable(text)
    return nested


def row_numbers(rows: Any) -> list[int]:
    """The number each row was typed under, in order."""
    return sorted(key for key in rows if isinstance(key, int)) if isinstance(rows, dict) else []


def dict_at(nested: Nested, path: str) -> Nested | None:
    """The dict at a path as typed, None where there is none."""
    place: Any = nested
    for token in tokens(path):
        place = place.get(token) if isinstance(place, dict) else None
    return place if isinstance(place, dict) else None


def put(nested: Nested, path: str, text: str) -> bool:
    """Types ``text`` at a path of the definition as shown, where rows count from 0 without gaps.

    False where there is no such row.
    """
    way = tokens(path)
    place: Any = nested
    for token, below in pairwise(way):
        key = _typed_key(place, token, below)
        if key is None:
            return False
        place = place.setdefault(key, {})
        if not isinstance(place, dict):
            return False
    if not way:
        return False
    place[way[-1]] = text
    return True


def _typed_key(place: Nested, token: str | int, below: str | int) -> str | int | None:
    if isinstance(token, str):
        return token
    numbers = row_numbers(place)
    if token < len(numbers):
        return numbers[token]
    return token if isinstance(below, str) and not numbers and token == 0 else None

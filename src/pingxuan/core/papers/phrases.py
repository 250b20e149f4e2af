"""Set phrases of official papers: days, seals, labels, titles broken into lines."""

from collections.abc import Sequence
from datetime import date

SEAL = "（盖章）"
SEALED_FOR = "（代章）"
BLANK_DAY = "　　年　　月　　日"
BLANK_NAME = "　" * 10

_OPENING = "“《（〈「"
_CLOSING = "”》）〉」"
_BREAK_AFTER = "，、；：”》）等"
_BREAK_BEFORE = "“《（和与的及关拟推评征授"


def chinese_day(day: date | None) -> str:
    """A day as official papers write it (2023年2月20日); blanks to fill in by hand when there is none."""
    return BLANK_DAY if day is None else f"{day.year}年{day.month}月{day.day}日"


def organ_signed(organ: str, sealed_for: bool) -> str:
    """The organ's name as it signs, with （代章） when its seal stands for another body."""
    return organ + SEALED_FOR if sealed_for else organ


def spaced(label: str) -> str:
    """A label of two characters set as wide as its neighbours (地　址), any other as it is."""
    return f"{label[0]}　{label[1]}" if len(label) == 2 else label


def label_lines(label: str, per_line: int) -> str:
    """A long label in lines of at most ``per_line`` characters, none left alone on the last line."""
    lines = [label[start : start + per_line] for start in range(0, len(label), per_line)]
    if len(lines) > 1 and len(lines[-1]) == 1:
        lines[-2:] = [lines[-2][:-1], lines[-2][-1] + lines[-1]]
    return "\n".join(lines)


def quoted(name: str) -> str:
    """The name of an honour in Chinese quotation marks, which it may already carry."""
    return name if name.startswith("“") else f"“{name}”"


def title_lines(title: str, per_line: int = 20) -> tuple[str, ...]:
    """A title broken into lines of about equal length, where the sense allows (GB/T 9704-2012, 7.3.1).

    Never inside quotation marks that fit a line. A person may always give other lines instead.
    """
    if len(title) <= per_line:
        return (title,)
    count = -(-len(title) // per_line)
    lines: list[str] = []
    rest = title
    for remaining in range(count, 1, -1):
        cut = _best_cut(rest, len(rest) / remaining, per_line)
        lines.append(rest[:cut])
        rest = rest[cut:]
    return (*lines, *_pieces(rest, per_line))


def _best_cut(text: str, aim: float, per_line: int) -> int:
    places = range(2, min(per_line, len(text) - 1) + 1)
    return min(places, key=lambda place: (_awkwardness(text, place) + abs(place - aim), place))


def _awkwardness(text: str, place: int) -> float:
    before, after = text[place - 1], text[place]
    if after in _CLOSING + "，、；：的" or before in _OPENING:
        return 50
    depth = sum(mark in _OPENING for mark in text[:place]) - sum(mark in _CLOSING for mark in text[:place])
    if depth:
        return 12
    return 0 if before in _BREAK_AFTER or after in _BREAK_BEFORE else 4


def _pieces(text: str, per_line: int) -> Sequence[str]:
    return [text[start : start + per_line] for start in range(0, len(text), per_line)]


def basis_said(campaign: str, number: str) -> str:
    """A document called as the basis of another: its name, and its number where it has one."""
    return f"《{campaign}》" + (f"（{number}）" if number else "")

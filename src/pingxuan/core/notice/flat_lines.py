"""Lines of a form as a page's text layer gives them: a label's letters over two lines are brought together again."""

import re
from collections.abc import Iterable, Sequence

from pingxuan.core.notice.label_words import is_known
from pingxuan.core.notice.source import Piece

_GAP = re.compile(" +")
_PART = re.compile(r"[\u4e00-\u9fa5]{1,4}$")
_BESIDE = re.compile(r"（?(?:盖章|公章|签章|签字|签名)）?：?$|年月日$")


def mended(lines: Iterable[Piece]) -> list[Piece]:
    """The lines with what was broken by setting them side by side joined: 参加工 专业技 over 作时间 术职务."""
    found: list[Piece] = []
    for line in map(_without_seal, lines):
        joined = _joined(found[-1], line) if found else None
        if joined:
            found[-1] = joined
        else:
            found.append(line)
    return found


def _without_seal(line: Piece) -> Piece:
    """单位 （盖章）, where 单位 is the middle of a label set upright, without what stands beside it."""
    parts = _segments(line)
    if (
        len(parts) < 2
        or not _PART.match(parts[0].text)
        or (is_known(parts[0].text) and len(parts[0].text) > 2)
    ):
        return line
    beside = "".join(part.text for part in parts[1:])
    return parts[0] if _BESIDE.match(beside) else line


def _joined(above: Piece, below: Piece) -> Piece | None:
    """Both lines as one, part by part, when most of the parts then are labels and were none; else None."""
    upper, lower = _segments(above), _segments(below)
    if len(upper) != len(lower) or len(upper) < 2:
        return None
    told = sum(is_known(a.text + b.text) and not is_known(a.text) for a, b in zip(upper, lower, strict=True))
    if 2 * told <= len(upper):
        return None
    return _together([a.plus(b) for a, b in zip(upper, lower, strict=True)])


def _segments(line: Piece) -> list[Piece]:
    edges = [0, *(place for gap in _GAP.finditer(line.text) for place in gap.span()), len(line.text)]
    return [line.cut(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a]


def _together(parts: Sequence[Piece]) -> Piece:
    joined = parts[0]
    for part in parts[1:]:
        joined = joined.plus(part)
    return joined

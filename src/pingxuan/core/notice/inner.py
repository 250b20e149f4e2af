"""A notice inside a notice: the text a cover note forwards or issues, after the note's own signature."""

import re
from collections.abc import Sequence

from pingxuan.core.notice.annexes import is_marker_alone
from pingxuan.core.notice.closing import signs_off
from pingxuan.core.notice.lines import Line, clause_level
from pingxuan.core.notice.opening import ORG_BARRED, ORG_END, is_letterhead

_TITLE_END = re.compile(
    r"(?:通知|意见|方案|办法|细则|公告|通告|函|规程|章程|指南|启事)(?:（[^（）]{1,12}）)?$"
)
_TITLE_BARRED = re.compile(r"[。；：，|]")
LONGEST_BODY = 30
LINES_BETWEEN = 8
"""Lines that may stand between the signature and the inner text's title: 附件, its number, its issuer."""
LINES_OF_TITLE = 4


def inner_start(lines: Sequence[Line], start: int) -> int | None:
    """Index of the line where the forwarded or issued text opens; None when there is none."""
    for index in range(max(start, 1), len(lines)):
        if signs_off(lines[index]) or is_marker_alone(lines[index].text):
            place = _below(lines, index + 1)
            if place is not None and _is_title(lines, place):
                return place
    return None


def _below(lines: Sequence[Line], start: int) -> int | None:
    """The first line below a signature or 附件 that is no 附件, red head, number or name of a body."""
    for place in range(start, min(start + LINES_BETWEEN, len(lines))):
        text = lines[place].text
        name = bool(ORG_END.search(text)) and not ORG_BARRED.search(text) and len(text) <= LONGEST_BODY
        if not (name or is_marker_alone(text) or is_letterhead(text)):
            return place
    return None


def _is_title(lines: Sequence[Line], place: int) -> bool:
    """Whether a title of one to four lines stands there, with text below it."""
    for last in range(place, min(place + LINES_OF_TITLE, len(lines))):
        text = lines[last].text
        if lines[last].has_bar or _TITLE_BARRED.search(text) or len(text) > 60 or clause_level(text):
            return False
        if _TITLE_END.search(text):
            below = lines[last + 1 : last + 4]
            return any(
                len(line.text) > 30 or line.text.endswith("：") or clause_level(line.text) for line in below
            )
    return False

"""A notice inside a notice: the text a cover note forwards or issues, after the note's own signature."""

import re
from collections.abc import Sequence

from pingxuan.core.notice.annexes import is_marker_alone
from pingxuan.core.notice.closing import signs_off
from pingxuan.core.notice.lines import Line, clause_level
from pingxuan.core.notice.opening import is_letterhead

_TITLE_END = re.compile(
    r"(?:通知|意见|方案|办法|细则|公告|通告|函|规程|章程|指南|启事)(?:（[^（）]{1,12}）)?$"
)
_TITLE_BARRED = re.compile(r"[。；：，|]")
LINES_BETWEEN = 5
"""Lines that may stand between the signature and the inner text's title: 附件, its number, its issuer."""
LINES_OF_TITLE = 4


def inner_start(lines: Sequence[Line], start: int) -> int | None:
    """Index of the line where the forwarded or issued text opens; None when there is none."""
    for index in range(max(start, 1), len(lines)):
        if not signs_off(lines[index]):
            continue
        for place in range(index + 1, min(index + 1 + LINES_BETWEEN, len(lines))):
            if is_marker_alone(lines[place].text) or is_letterhead(lines[place].text):
                continue
            return place if _is_title(lines, place) else None
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

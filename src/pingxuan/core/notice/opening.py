"""How a notice opens: its title over several lines, and whom it goes to."""

import re
from collections.abc import Sequence

from pingxuan.core.notice.annexes import MARKER
from pingxuan.core.notice.lines import Line, clause_level, together
from pingxuan.core.notice.source import Piece

ORG_END = re.compile(
    r"(?:[局部厅处科室办会院校所站府委团队社署学联组司]|中心|机关|公司|集团|大学|中学|小学|医院|政府|支部|基金)"
    r"(?:（[^（）]{1,4}）)?$"
)
ORG_BARRED = re.compile(r"[，。；：？！0-9]|[表单]$|^附")
_TITLE_START = re.compile(r"[^。；，：]{0,30}关于|[^。；，：]{0,30}(?:印发|转发|开展|举办|组织)")
_TITLE_END = re.compile(r"(?:通知|通告|公告|公函|函|启事|倡议书|方案|邀请函|意见)(?:（[^（）]{1,12}）)?$")


def read_title(lines: Sequence[Line]) -> tuple[Piece | None, int]:
    """The title, run together from its lines, and the index of the line after it."""
    for first, line in enumerate(lines[:15]):
        if line.has_bar or clause_level(line.text) or MARKER.match(line.text):
            return None, 0
        if not _TITLE_START.match(line.text) or line.text.endswith("："):
            continue
        for last in range(first, min(first + 5, len(lines))):
            if _TITLE_END.search(lines[last].text) and not lines[last].text.startswith("各"):
                begin = first - _names_issuer(lines, first)
                return together(lines[begin : last + 1]), last + 1
    return None, 0


def _names_issuer(lines: Sequence[Line], first: int) -> int:
    """1 when the line right above 关于… is the issuer's name, set as the title's first line."""
    above = lines[first - 1].text if first and not lines[first].blanks_before else ""
    fits = ORG_END.search(above) and not ORG_BARRED.search(above) and lines[first].text.startswith("关于")
    return 1 if fits else 0


def read_addressees(lines: Sequence[Line], start: int) -> tuple[Piece | None, int]:
    """The line that names whom the notice goes to, and the index where the body begins."""
    for index in range(start, min(start + 8, len(lines))):
        line = lines[index]
        if line.has_bar or clause_level(line.text) or MARKER.match(line.text):
            break
        if line.text.endswith("：") and "。" not in line.text and len(line.text) <= 200:
            return line.piece.trim("： "), index + 1
        if len(line.text) > 40 and start:
            break
    return None, start

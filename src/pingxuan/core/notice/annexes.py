"""The annexes (附件): where the first one opens, and each one's number, title and content."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from pingxuan.core.notice.lines import Line, together
from pingxuan.core.notice.numerals import number
from pingxuan.core.notice.source import Piece
from pingxuan.core.notice.tables import Block, Table, blocks

_NUMERAL = "[0-9一二三四五六七八九十]{0,3}"
MARKER = re.compile(rf"附 ?[件表]?(?P<number>{_NUMERAL})(?:（共?{_NUMERAL}[份个件]）)?(?P<mark>[：、.]?) ?")
ITEM = re.compile(
    r"(?:(?P<number>[0-9]{1,2}|[一二三四五六七八九十]{1,2})[.、：](?![0-9]{2}\b)|[0-9]-[0-9]{1,2}[.、： ]?(?=[^0-9\-年]))"
)
_LISTED = re.compile(rf"{ITEM.pattern}|附件[0-9一二三四五六七八九十]{{1,2}}[：、. ]?[^：、. ]")
FILE_NAME = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|rar|zip)$")
SHEET_TITLE = re.compile(
    r"[^。；：|]{2,50}(?:表|表格|申报书|推荐书|申请书|名单|目录|方案|办法|说明|样式|名册|模板|清单|承诺书|材料|要求|提纲|简介|函|封面)"
    r"(?:（[^（）]{1,20}）)?$"
)
_NEXT_SHEET = re.compile(
    r"(?!.*(?:附件|详见|填写|如下|[请将报填]{2}))[^。；：|，]{3,40}"
    r"(?:汇总表|推荐表|申报表|审批表|登记表|分配表|呈报表|报名表|申请表|推荐书|申报书|申请书|提名表|备案表)(?:（[^（）]{1,12}）)?$"
)
_NO_FORM = re.compile("汇总表|分配表|名额")
LONGEST_LISTED = 50
_NOTICE = re.compile(r"通知|公告|的函|^各[^。]{2,60}：$")


@dataclass(frozen=True)
class Annex:
    """An annex: its number (None when the notice gives none), its title, and what it holds."""

    number: int | None
    title: Piece | None
    content: tuple[Block, ...]

    @property
    def name(self) -> str:
        """附件2, or 附件."""
        return f"附件{self.number or ''}"

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables, in order."""
        return tuple(block for block in self.content if isinstance(block, Table))

    @property
    def paragraphs(self) -> tuple[Piece, ...]:
        """Its text outside tables."""
        return tuple(block for block in self.content if isinstance(block, Piece))


def is_marker_alone(text: str) -> bool:
    """Whether a line is 附件3 and nothing more."""
    found = MARKER.match(text)
    return found is not None and not text[found.end() :].strip("： ")


def first_annex(lines: Sequence[Line], start: int, signed: int | None) -> int:
    """Index of the line that opens the first annex; the number of lines when there is none."""
    for index in range(start, len(lines)):
        text = lines[index].text
        found = MARKER.match(text)
        if not found and _opens_unmarked(lines, index, start, signed):
            return index
        if not found or lines[index].has_bar:
            continue
        if is_marker_alone(text):
            rest = [line.text for line in lines[index + 1 : index + 2]]
            if (
                found["number"]
                or (signed is not None and index > signed and not _lists_sheets(lines[index + 1 :]))
                or not any(map(_LISTED.match, rest))
            ):
                return index
        after_date = signed is not None and signed >= start and index > signed
        if after_date and not _opens_list(lines, index):
            return index
        if signed is None and index < 3 and not _opens_list(lines, index):
            return index
    return len(lines)


def _lists_sheets(lines: Sequence[Line]) -> bool:
    """Whether numbered titles of sheets or files follow, two at least and most of them such."""
    listed = list(takewhile(lambda line: ITEM.match(line.text) and len(line.text) <= LONGEST_LISTED, lines))
    sheets = sum(bool(SHEET_TITLE.match(line.text) or FILE_NAME.search(line.text)) for line in listed)
    return len(listed) > 1 and 2 * sheets > len(listed)


def _opens_unmarked(lines: Sequence[Line], index: int, start: int, signed: int | None) -> bool:
    """Whether a line is a form's title with no 附件 before it: below the date, or opening a text that is no notice."""
    text = lines[index].text
    if not _NEXT_SHEET.match(text) or ITEM.match(text) or index + 1 >= len(lines):
        return False
    if signed is not None and signed >= start:
        return index > signed
    if lines[index + 1].has_bar and index > start and not _NO_FORM.search(text):
        return all(line.has_bar or _NEXT_SHEET.match(line.text) for line in lines[index:])
    return index < 3 and not any(_NOTICE.search(line.text) for line in lines[:6])


def _opens_list(lines: Sequence[Line], index: int) -> bool:
    """Whether a line starting 附件… is the list of attachments rather than an annex."""
    text = lines[index].text
    found = MARKER.match(text)
    rest = text[found.end() :] if found else ""
    if found and rest and not found["mark"]:
        return False
    if ITEM.match(rest):
        return True
    if index + 1 == len(lines):
        return bool(rest)
    following = lines[index + 1].text
    same_kind = bool(MARKER.match(following)) or bool(ITEM.match(following))
    return same_kind or bool(FILE_NAME.search(rest))


def read_annexes(lines: Sequence[Line]) -> tuple[Annex, ...]:
    """Every annex, with its title taken off its first lines."""
    starts: list[int] = []
    in_bars = False
    for index, line in enumerate(lines):
        marked = MARKER.match(line.text) and not line.has_bar and len(line.text) < 90
        unmarked = (in_bars or index == 0) and _NEXT_SHEET.match(line.text)
        if marked or unmarked:
            starts.append(index)
            in_bars = False
        in_bars = in_bars or (line.has_bar and bool(starts))
    edges = [*starts[1:], len(lines)] if starts else []
    return tuple(_annex(lines[first:edge]) for first, edge in zip(starts, edges, strict=True))


def _annex(lines: Sequence[Line]) -> Annex:
    marker = MARKER.match(lines[0].text)
    numbered = number(marker["number"]) if marker and marker["number"] else None
    rest = lines[0].piece.cut(marker.end()).trim("： 、.") if marker else lines[0].piece
    opening = [Line(rest, rest, 0)] if rest else []
    following = [*opening, *lines[1:]]
    length = _title_length(following)
    title = together(following[:length]) if length else None
    return Annex(numbered, title, tuple(blocks(following[length:])))


def _title_length(lines: Sequence[Line]) -> int:
    """How many of the first lines are the annex's title."""
    for last in range(min(4, len(lines))):
        if lines[last].has_bar or "：" in lines[last].text or len(lines[last].text) > 60:
            return 0
        if SHEET_TITLE.match(lines[last].text) or lines[last].text == "表":
            return last + 1
    return 0

"""What a nomination form is made of: its blanks, its opinion boxes, and labels as they are read."""

import re
from dataclasses import dataclass

from pingxuan.core.notice.annexes import Annex
from pingxuan.core.notice.source import Piece, compact

NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|[0-9]{1,2}[.、])")
_END_BRACKET = re.compile(r"（(?P<inside>[^（）]{0,80})）：?$")
_HONOUR_BEFORE = re.compile(r"“[^“”]{2,30}” ?(?=[\u4e00-\u9fa5]{4})")
_PART_OF_LABEL = re.compile(
    r"(?!.*(?:章|字|附|限|填|写|注|如|请|可|需|须|应|包括|含|等|√|□|见|以上|照|版|份|[0-9]))[\u4e00-\u9fa5]{1,6}$"
)
_GROUP = re.compile(r"(?:信息|情况|绩效|概况|资料|栏)$")
_GROUP_WORD = re.compile(r"[\u4e00-\u9fa5]{0,6}(?:基本|个人|单位|人员|人选)(?:信息|情况|概况|资料)$")
_PHOTO = re.compile(
    r"（?(?:贴|粘贴)?(?:近期|本人|正面|免冠|彩色|证件|标准|一寸|二寸|两寸|1寸|2寸|小)*(?:照片|相片|近照)(?:粘贴)?处?）?$"
)
_UNIT = re.compile(
    r"(?:万|亿|千|百)?元|人|岁|周岁|平方米|平米|小时|公里|公顷|亩|年|月|日|名|个|户|元|分|天|件|项|次"
)


@dataclass(frozen=True)
class FormField:
    """One blank: its label's place, the hint printed in it, its options, and the columns of a sub-table."""

    label: Piece
    hint: Piece | None = None
    options: tuple[str, ...] = ()
    columns: tuple[Piece, ...] = ()
    in_heading: bool = False
    group: bool = False
    """A numbered heading over a sub-table rather than a label."""


Box = tuple[Piece, Piece | None]
"""An opinion box: its label, and the text printed in it."""


@dataclass(frozen=True)
class FormFact:
    """One form: its annex, its title, its blanks, its opinion boxes with the text printed in them."""

    annex: Annex
    title: Piece
    fields: tuple[FormField, ...]
    opinions: tuple[Box, ...]
    drawn: bool = True
    """Whether its cells are still there, rather than told apart from the text they ran into."""


def plain_label(piece: Piece) -> Piece:
    """A label without its number, the honour it is printed for, its bracketed hint and its colon."""
    if is_photo(piece.text):
        return compact(piece.trim("（）： "), cell=True)
    numbered = NUMBERED.match(piece.text)
    piece = piece.cut(numbered.end()) if numbered else piece
    honour = _HONOUR_BEFORE.match(piece.text)
    piece = piece.cut(honour.end()) if honour else piece
    bracket = _END_BRACKET.search(piece.text)
    if bracket and bracket.start() > 1 and not belongs(bracket["inside"]):
        piece = piece.cut(0, bracket.start())
    return compact(piece.trim("： *_"), cell=True)


def belongs(inside: str) -> bool:
    """Whether a bracket that ends a label is part of it, 职务（职称）, rather than a hint or a measure."""
    return bool(_PART_OF_LABEL.match(inside)) and not _UNIT.fullmatch(inside)


def is_photo(text: str) -> bool:
    """Whether a cell is the place for a photograph, its bracket or not."""
    return bool(_PHOTO.match(text))


def is_group(text: str) -> bool:
    """Whether a cell beside other labels only gathers them: 基本信息, 工作绩效."""
    return bool(_GROUP.search(text))


def is_group_word(text: str) -> bool:
    """Whether a label is one that nearly always gathers others: 基本情况, 个人信息."""
    return bool(_GROUP_WORD.match(text))

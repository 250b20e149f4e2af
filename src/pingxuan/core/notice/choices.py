"""Options named outside a blank: in the text, in the notes of a form, or as the headings of one award's kinds."""

import re
from collections.abc import Iterator

from pingxuan.core.notice.fact import Fact, read_as
from pingxuan.core.notice.label_words import is_known
from pingxuan.core.notice.lines import clause_text
from pingxuan.core.notice.parts import Parts
from pingxuan.core.notice.source import Piece

Choice = tuple[str, tuple[Fact[str], ...]]

LEAST = 3
"""Options a list must hold to be one."""
_QUOTED = re.compile(
    r"(?:^|[。；])(?P<label>[\u4e00-\u9fa5/]{2,8})[。：](?:请|需|须)?(?:在|从)"
    r"(?P<list>(?:“[^“”]{1,12}”、?){2,20})(?:中|里)选"
)
_NAMED = re.compile(r"(?P<label>[\u4e00-\u9fa5]{2,6})：(?P<list>[^：。；，]{4,200}?)等?[。；]")
_TO_FILL = re.compile(
    r"[“”]?(?P<label>[\u4e00-\u9fa5]{2,8}?)[“”]?栏?(?:(?:根据|按照?|依据|请|须|应|从)[^，。；：、]{0,14}?)?(?:选填|选择填写|择一填写|分为)：?"
    r"(?P<list>[^，。；：]{1,16}(?:、[^，。；：、]{1,16}){1,20}?)(?=[，。；]|等|$)"
)
_CHOSEN = re.compile(
    r"[“”]?(?P<label>[\u4e00-\u9fa5]{2,8}?)[“”]?(?:一?栏)?[：，]?(?:请|须|应|可)?(?:在|从)[“”]?"
    r"(?P<list>[^，。；：、“”]{1,10}(?:、[^，。；：、“”]{1,10}){1,12}?)[“”]?(?:之?中|里|内)(?:任|择|勾)?选"
)
_KIND = re.compile(r"(?P<name>[\u4e00-\u9fa5“”]{2,16})（(?P<kind>[\u4e00-\u9fa5]{2,10}[类型组])）$")


def read_choices(parts: Parts, labels: set[str]) -> Iterator[Choice]:
    """Every list of options with the label it is for; ``labels`` are those the forms print."""
    for paragraph in parts.body:
        for found in _QUOTED.finditer(paragraph.text):
            yield _choice(found["label"], _within_quotes(paragraph.piece.cut(*found.span("list"))))
    yield from _kinds(parts)
    for annex in parts.annexes:
        for cell in (cell for table in annex.tables for cell in table.cells):
            yield from _noted(cell, _NAMED, labels)
        for line in annex.paragraphs:
            yield from _noted(line, _TO_FILL, labels)
            yield from _noted(line, _CHOSEN, labels)


def _noted(piece: Piece, rule: re.Pattern[str], labels: set[str]) -> Iterator[Choice]:
    """申报类别：甲、乙、丙 or 单位性质选填甲、乙或丙 beside a form."""
    for found in rule.finditer(piece.text):
        options = list(listed(piece.cut(*found.span("list"))))
        asked = found["label"] in labels or (rule is _TO_FILL and is_known(found["label"]))
        if asked and len(options) >= LEAST:
            yield _choice(found["label"], options)


def _kinds(parts: Parts) -> Iterator[Choice]:
    """The kinds of one award where each heads its own clause: 最美教师（爱岗敬业类）, 最美教师（关爱学生类）."""
    kinds: dict[str, list[Piece]] = {}
    for paragraph in parts.body:
        piece = clause_text(paragraph.piece)
        found = _KIND.match(piece.text) if piece is not paragraph.piece else None
        if found:
            kinds.setdefault(found["name"], []).append(piece.cut(*found.span("kind")))
    for options in kinds.values():
        if len(options) >= LEAST:
            yield _choice("类别", options)


def _choice(label: str, options: list[Piece]) -> Choice:
    return label, tuple(read_as(option.shown, option) for option in options)


def _within_quotes(piece: Piece) -> list[Piece]:
    return [piece.cut(*found.span(1)) for found in re.finditer("“([^“”]{1,12})”", piece.text)]


def listed(piece: Piece) -> Iterator[Piece]:
    """What is listed: parted by 、, the last perhaps by 和, 及 or 或."""
    start = 0
    for index, char in enumerate(piece.text + "、"):
        if char == "、" or (char in "和及或" and index > piece.text.rfind("、") > 0):
            if index > start:
                yield piece.cut(start, index)
            start = index + 1

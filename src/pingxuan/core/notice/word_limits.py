"""How long a text may be: 300-500字, 不超过2000字, 800字左右, and what text the notice means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pingxuan.core.notice.form_parts import FormFact
from pingxuan.core.notice.numerals import NUMBER, number
from pingxuan.core.notice.parts import Parts
from pingxuan.core.notice.source import Piece, Span

_COUNT = rf"(?:[0-9]{{1,2}}，[0-9]{{3}}(?![0-9])|[0-9](?:\.[0-9])?千|{NUMBER})"
_BEFORE = r"不得?超过|不得?多于|不得?大于|不超出|不得?少于|不得?低于|至少|限|控制在|少于|最多|最少|约"
_AFTER = r"（含）|以内|之内|内|以上|左右|以下|上下|之间|为限"
_LIMIT = re.compile(
    rf"(?P<before>{_BEFORE})?(?:为|在)?(?P<low>{_COUNT})字?(?:[-—－–~～至到]{{1,2}}(?P<high>{_COUNT}))?"
    rf"(?:个?(?:汉|中文)?字符?)(?!号|体|第)(?:（含[^（）]{{0,4}}）)?(?P<after>{_AFTER})?"
    rf"|字数[^，。；0-9]{{0,6}}?(?P<before2>{_BEFORE})?(?:为|在|：)?(?P<low2>{_COUNT})"
    rf"(?:[-—－–~～至到]{{1,2}}(?P<high2>{_COUNT}))?(?P<after2>{_AFTER})"
)
"""300-500字, 不超过2000字, 一千五百字以内, 1,000字, 2千字左右; 字数控制在1500以内."""
_AFTER_ALL = re.compile(
    rf"(?:（[^（）]{{1,10}}）)?(?:[、，和及或]{{1,2}}[\u4e00-\u9fa5]{{0,6}}{_COUNT}个?字(?:（[^（）]{{1,10}}）)?){{0,4}}"
    rf"(?P<after>{_AFTER})"
)
"""2000字（集体）、1500字（个人）以内: what stands behind the last is said of them all."""
_AT_MOST = re.compile(r"不得?超|不得?多|不得?大|限|最多|控制在")
_AT_LEAST = re.compile(r"不得?少|不得?低|至少|最少")
CLOSE = 3
"""Characters between the least and the most said of one text."""
SHORTEST = 20
"""Fewer characters than this are no limit of a text."""
_FIELD = re.compile(
    r"(?P<field>[\u4e00-\u9fa5]{0,14}(?:事迹|推荐理由|推荐词|颁奖词|推荐语|心得|材料|简介|简历|总结|报告|规划|说明|简述|综述)(?:材料|简介)?)"
)
_BEHIND = re.compile(
    r"[的之]?(?P<field>[\u4e00-\u9fa5]{0,8}?(?:事迹|推荐理由|材料|简介|自我介绍|总结|报告|说明)(?:材料|简介)?)"
)


@dataclass(frozen=True)
class WordLimit:
    """The length of one text; ``approx`` for 800字左右. ``form`` is the form's annex, or None for the body."""

    field: str
    low: int | None
    high: int | None
    approx: int | None
    span: Span
    annex_page: bool = False
    form: FormFact | None = None


def read_word_limits(parts: Parts, forms: tuple[FormFact, ...]) -> tuple[WordLimit, ...]:
    """Limits printed in forms, then those said in the body, each once for one text."""
    found: list[WordLimit] = []
    for limit in (*_in_forms(forms), *_in_sheets(parts, forms), *_in_body(parts)):
        if not any(_same(limit, other) for other in found):
            found.append(limit)
    return tuple(found)


def _same(one: WordLimit, other: WordLimit) -> bool:
    if one.span == other.span:
        return True
    figures = (one.low, one.high, one.approx) == (other.low, other.high, other.approx)
    deeds = "事迹" in one.field and "事迹" in other.field
    named_alike = one.field == other.field or not one.field
    return figures and ((named_alike and one.form is other.form) or (deeds and one.form is None))


def _in_forms(forms: tuple[FormFact, ...]) -> Iterator[WordLimit]:
    for form in forms:
        for blank in form.fields:
            for limit in islice(_limits(blank.hint, blank.label.shown), 1) if blank.hint else ():
                annex_page = "另附" in (blank.hint.text if blank.hint else "")
                yield WordLimit(*limit, annex_page, form)


def _in_sheets(parts: Parts, forms: tuple[FormFact, ...]) -> Iterator[WordLimit]:
    """Limits in the text around a form whose cells were lost."""
    for annex in parts.annexes:
        form = next((form for form in forms if form.annex is annex), None)
        for line in annex.paragraphs if not annex.tables else ():
            for limit in _limits(line, ""):
                yield WordLimit(*limit, "另附" in line.text, form)


def _in_body(parts: Parts) -> Iterator[WordLimit]:
    for paragraph in parts.body:
        for limit in _limits(paragraph.piece, ""):
            after = paragraph.text[: paragraph.text.find("。") + 1 or None]
            yield WordLimit(*limit, "另附页" in after)


_Found = tuple[str, int | None, int | None, int | None, Span]
"""The text, its least and most characters, about how many, and where that stands."""


def _limits(piece: Piece, field: str) -> Iterator[_Found]:
    """The limits a piece names; 不少于1500字，不超过3000字 of one text are one."""
    held: _Found | None = None
    for limit in _each_limit(piece, field):
        joins = held and held[1] and not held[2] and limit[2] and not limit[1] and held[0] == limit[0]
        if held and joins and limit[4][0] - held[4][1] <= CLOSE:
            yield (held[0], held[1], limit[2], None, (held[4][0], limit[4][1]))
            held = None
            continue
        if held:
            yield held
        held = limit
    if held:
        yield held


def _each_limit(piece: Piece, field: str) -> Iterator[_Found]:
    for found in _LIMIT.finditer(piece.text):
        low, high = _count(found["low"] or found["low2"]), _count(found["high"] or found["high2"])
        if low is not None and low < SHORTEST and (found["high"] or "").endswith("千"):
            low *= 1000
        if low is None or low < SHORTEST or (high is not None and high <= low):
            continue
        before, after = found["before"] or found["before2"] or "", found["after"] or found["after2"] or ""
        if not before and not after and (all_of := _AFTER_ALL.match(piece.text, found.end())):
            after = all_of["after"]
        span = piece.span(*found.span())
        named = field or _text_named(piece, found.start(), found.end())
        if high is not None:
            yield named, low, high, None, span
        elif after in ("左右", "上下"):
            yield named, None, None, low, span
        elif _AT_LEAST.match(before) or after == "以上":
            yield named, low, None, None, span
        elif _AT_MOST.match(before) or after in ("以内", "之内", "内", "以下", "为限"):
            yield named, None, low, None, span
        elif named:
            yield named, None, None, low, span


def _count(text: str | None) -> int | None:
    """1,000 and 2千 as numbers, and whatever else numerals write."""
    if text is None:
        return None
    if text.endswith("千") and text[0].isdigit():
        return round(float(text[:-1]) * 1000)
    return number(text.replace("，", ""))


def _text_named(piece: Piece, start: int, end: int) -> str:
    """The text a limit speaks of: right behind it (500字简介), else the last 材料, 事迹 … before it."""
    near = max(0, start - 40)
    low = max(near, piece.text.rfind("。", near, start) + 1, piece.text.rfind("；", near, start) + 1)
    named = list(_FIELD.finditer(piece.text, low, start))
    behind = _BEHIND.match(piece.text, end)
    here = max(piece.text.rfind(mark, near, start) for mark in "，、；。")
    if behind and not (named and named[-1].end() > here):
        return piece.shown[behind.start("field") : behind.end("field")]
    return piece.shown[named[-1].start() : named[-1].end()] if named else ""

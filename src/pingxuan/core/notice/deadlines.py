"""By when what is due: whole dates are read, a missing year is placed, garbled and relative dates are asked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pingxuan.core.notice.dates import FoundDate, find_dates, find_hours, with_year
from pingxuan.core.notice.dues import what_is_due, where_to
from pingxuan.core.notice.parts import Paragraph, Parts
from pingxuan.core.notice.source import Span
from pingxuan.core.words import DeadlineKind

_BY = re.compile(
    r"[（(]?(?:星期.|周.)?[）)]?(?:之前|以前|前|止|截止|截至|底前)|[）)]?(?:下班前|结束|，?逾期)"
)
_UNTIL = re.compile(r"(?:截止|截至|截止到|截止时间为?：?|截止日期为?：?|至|到|不迟于|不晚于|时限为?：?)于?$")
_ACTS = re.compile(
    r"报|送|提交|提出|寄|发至|发送|交|填写|完成|申报|上传|推荐|自荐|参评|评选|推选|评审|时间|登录|通过|确定"
)
_NOT_DUE = re.compile(
    r"出生|周岁|年龄|以后|以来|参加工作|入党|入职|任职|毕业|注册|成立|取得|获得|取得|工作满|期间|印发|发布|施行|实施|签订|考察期|培训|会议|报到|开幕|颁奖|召开"
)
_SENDS = re.compile(r"报|送|提交|寄|交|发至|发送|自荐|推荐")
_RELATIVE = re.compile(
    r"(?:每年|节|会议|活动|春运|赛|学期|收到[^，。；]{0,10})(?:开始|结束)?[前后][^，。；]{0,4}[0-9]{1,3}个?(?:工作日|日|天)内?"
)
_GARBLED = re.compile(r"(?:于|截止|截至)(?:[12][0-9]{3}(?:年?日|年月日?|年[0-9]{1,2}月日)|[0-9]{0,2}月日)")


@dataclass(frozen=True)
class DeadlineFact:
    """One deadline: ``when`` is None for what a person must settle; ``wording`` is the notice's own."""

    kind: DeadlineKind
    what: str
    when: FoundDate | None
    wording: str
    channel: str
    clause: str
    span: Span
    relative: str = ""
    """The wording of a relative or garbled date."""


def read_deadlines(parts: Parts, issued: date | None) -> tuple[DeadlineFact, ...]:
    """The deadlines of the body in their order, each instant once."""
    found: list[DeadlineFact] = []
    for paragraph in parts.body:
        for due in (*_dated(paragraph, issued), *_unsettled(paragraph)):
            same = [one for one in found if one.when and due.when and one.when.printed == due.when.printed]
            if not same:
                found.append(due)
    return tuple(found)


def _dated(paragraph: Paragraph, issued: date | None) -> Iterator[DeadlineFact]:
    text = paragraph.text
    for when in find_dates(paragraph.piece):
        by = _BY.match(text, when.end)
        until = _UNTIL.search(text[max(0, when.start - 10) : when.start])
        clause = _sentence(text, when.start)
        around = text[clause[0] : clause[1]]
        if not (by or until) or not (_ACTS.search(around) or _ACTS.search(paragraph.heading)):
            continue
        near = text[max(clause[0], when.start - 8) : min(clause[1], when.end + 12)]
        if _NOT_DUE.search(near) and not re.search(r"报送|上报|提交|送达", near):
            continue
        yield _deadline(paragraph, with_year(when, issued), by.end() if by else when.end, clause)


def _unsettled(paragraph: Paragraph) -> Iterator[DeadlineFact]:
    """Dates a person must settle: counted from another event, with figures lost, or an hour without a day."""
    text = paragraph.text
    places = [found.span() for rule in (_RELATIVE, _GARBLED) for found in rule.finditer(text)]
    whole = [(when.start, when.end) for when in find_dates(paragraph.piece)]
    for start, end in find_hours(paragraph.piece):
        alone = not any(first <= start < last for first, last in whole)
        if alone and text[end : end + 1] == "前":
            places.append((start, end + 1))
    for start, end in places:
        clause = _sentence(text, start)
        if _ACTS.search(text[clause[0] : clause[1]]):
            yield _deadline(paragraph, None, end, clause, start)


def _deadline(
    paragraph: Paragraph, when: FoundDate | None, end: int, clause: tuple[int, int], begin: int = 0
) -> DeadlineFact:
    start = when.start if when else begin
    piece = paragraph.piece
    before, after = piece.cut(clause[0], start), piece.cut(end, clause[1])
    what = what_is_due(before, after) or paragraph.heading.split(" ")[-1]
    sends = _SENDS.search(piece.text, clause[0], clause[1])
    contacts = re.search("联系人|联络员", what)
    return DeadlineFact(
        kind=DeadlineKind.CONTACTS if contacts else DeadlineKind.MATERIALS if sends else DeadlineKind.OTHER,
        what=what,
        when=when,
        wording=piece.shown[start:end],
        channel=where_to(after),
        clause=paragraph.clause,
        span=piece.span(start, end),
        relative="" if when else piece.shown[start:end],
    )  # fmt: skip


def _sentence(text: str, place: int) -> tuple[int, int]:
    """The sentence or bracket around a place, from start up to end; at most 200 characters either way."""
    low, high = max(0, place - 200), min(len(text), place + 200)
    start = max(text.rfind(mark, low, place) for mark in "。；")
    start = max(start, low - 1)
    opening, closing = text.rfind("（", low, place), text.rfind("）", low, place)
    shut = text.find("）", place, high)
    if opening > max(start, closing) and _ACTS.search(text, opening, shut if shut >= 0 else high):
        return opening + 1, shut if shut >= 0 else high
    ends = [found for mark in "。；" if (found := text.find(mark, place, high)) >= 0]
    return start + 1, min(ends, default=high)

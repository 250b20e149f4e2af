"""By when what is due: whole dates are read, a missing year is placed, garbled and relative dates are asked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from pingxuan.core.notice.dates import THIS_MONTH, FoundDate, find_dates, with_year
from pingxuan.core.notice.dues import what_is_due, where_to
from pingxuan.core.notice.fact import Fact, How
from pingxuan.core.notice.parts import Paragraph, Parts
from pingxuan.core.notice.source import Span
from pingxuan.core.notice.unsettled import recurring, unsettled_places
from pingxuan.core.words import DeadlineKind

_BY = re.compile(
    r" ?[）)]?(?:或?之前|或?以前|前|截止|截至|止|为止|底前|(?:上午|中午|下午|晚上?)?(?:下班|放学|上班)(?:之?前|以前|时)"
    r"|(?:上午|中午|下午|晚上)(?:之?前|以前)|内|之间|结束|，?逾期|，?过期)"
)
_UNTIL = re.compile(
    r"(?:截止：?|截至：?|截止到|截止于|截稿|至|到|不迟于|不晚于|最迟|时限为?：?"
    r"|截[止至](?:提交|报送|申报|报名)?(?:时间|日期)[为是]?：?(?:[^。；]{0,16}[版稿件，：])?|月[-—－–~～]{1,2})于?$"
)
_LABEL = re.compile(
    r"(?:报送|申报|上报|推荐|提交|报名|受理|填报|自荐|交稿|投稿|提名)(?:材料)?[^，。；：]{0,4}(?:时间|日期|期限|时限)[为是]?：?$"
)
_ON_THE_DAY = re.compile(r"(?:请|须|应|需|务必|必须|统一)[^，。；：]{0,20}[于在]$")
_HANDS_IN = re.compile(
    r"，?[^，。；]{0,40}?(?:报送|上报|提交|报[至到]|送[至到交达]|交[至到]|发送|发[至到]|邮寄|寄[至送到])"
)
_ACTS = re.compile(
    r"报|送|提交|提出|寄|发[至到]|发送|电邮|交|填写|完成|申报|上传|推荐|自荐|参评|评选|推选|评审|时间|登录|通过|确定|提名|截止|申请|反馈|回复"
)
_NOT_DUE = re.compile(
    r"出生|周岁|年龄|以后|以来|参加工作|入党|入职|任职|毕业(?!班|年级|生推)|命名|注册|成立|取得|获得|工作满|期间|印发|发布|施行|实施|签订"
    r"|考察期|培训|会议|报到(?![^，。；]{1,10}(?:委|局|室|办|科|处|部|组|中心|邮箱))|开幕|颁奖|召开"
    r"|公示(?!后|无异议|期满|结束)|公布|举行|举办|出版|发表|结题|立项|建成|投产|开业|投票|仪式|表彰大会|答辩"
)
_HANDED_IN = re.compile(
    r"报送|上报|提交|送达|报至|报到(?=[^，。；]{1,10}(?:委|局|室|办|科|处|部|组|中心|邮箱))|送[至到]|交[至到]|发[至到]|寄|完成(?!的)"
)
_TAKES = re.compile(r"(?:之前|以前|前)，?(?:请|须|应)?[将把]")
"""前将…: what follows is what is handed in, whatever it is called (公示结果)."""
_SENDS = re.compile(r"报|送|提交|寄|交|发[至到]|发送|自荐|推荐|提名|截止|申请|反馈|回复")
_NOMINATES = re.compile(rf"{_SENDS.pattern}|申请|登录|填写|推选|自评")
_ORGANISER = re.compile(r"评审|审核|评议|复审|终审|审定|表彰|考察|考核|评定|宣传")
_DUE_BRACKET = re.compile(r"（[^（）]*[日号](?:之前|以前|前)[^（）]*[报送交寄][^（）]*）$")
_WHO = re.compile(r"对象|范围|条件|资格|标准|人选要求")
"""Headings under which a range of days says of when the deeds are, not when papers are due."""
_STAGE = re.compile(
    r"(?:申报|报送|上报|推荐|提交|报名|填报|自荐|推选|提名|申请)(?=[^，。；：]{0,4}(?:时间|日期|期限|截止|阶段))"
)
_HONOURED_BY = re.compile(
    r"(?:之前|以前|前|止|底前)?[，：]?(?:进行|召开|予以|正式|集中|统一)?(?:表彰|发文|通报|命名|授牌|颁奖|公布)"
)
"""1月底前，表彰: what the organiser does when all is decided."""
_OF_THOSE_ABOVE = re.compile(r"(?:国家|上级|总部|省里|部里)要求(?:在|于)?$")
"""国家要求8月10日前上报: what binds the issuer, not those it writes to."""
_OF_YEAR = re.compile(r"[〔\[【（]((?:19|20)[0-9]{2})[〕\]】）]")
EARLIEST = 3
"""A notice numbered late in a year may ask for what is due in January or February of the next."""
MOST_DEADLINES = 200
_ASKED = re.compile(r"请|务必|须|应当|必须|截止")


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
    forwarded: bool = False
    """Whether it is set by another body's notice that this one passes on."""


@dataclass(frozen=True)
class _Day:
    """A day in a paragraph: where its range begins, and whether another day of the range follows it."""

    when: FoundDate
    begin: int
    opens: bool


def read_deadlines(
    parts: Parts, issued: Fact[date] | None, number: Fact[str] | None = None
) -> tuple[DeadlineFact, ...]:
    """The deadlines of the body in their order, each day once, with its hour where it is ever given.

    A day before that of issue is none, unless the day of issue is only the page's, which may be reprinted later.
    Without a day of issue, the year of the notice's number is that of a day from March on.
    """
    year = _OF_YEAR.search(number.value) if number else None
    numbered = int(year[1]) if year else None
    found: list[DeadlineFact] = []
    places: dict[object, int] = {}
    for paragraph in (*parts.body, *_listed(parts)):
        for due in (*_dated(paragraph, issued, numbered), *_unsettled(paragraph)):
            if len(found) >= MOST_DEADLINES:
                return tuple(found)
            day, exact = _key(due)
            same = places.get(exact, places.get(day) if due.when and due.when.hour is None else None)
            vague = places.get((day, None))
            if same is None and vague is not None:
                found[vague] = due
                del places[(day, None)]
                places[exact] = places[day] = vague
            elif same is None:
                places[exact] = places[day] = len(found)
                found.append(due)
    return tuple(found)


def _listed(parts: Parts) -> Iterator[Paragraph]:
    """Attachments that say in brackets by when they are due: 初审推荐表（9月20日前报送）."""
    for _, title in parts.attachments:
        bracket = _DUE_BRACKET.search(title.text)
        if bracket:
            yield Paragraph(title, "", title.text[: bracket.start()])


def _key(due: DeadlineFact) -> tuple[object, object]:
    """The day a deadline falls on, and the day with its hour; the wording where it settles none."""
    if due.when is None:
        return due.relative, (due.relative, "")
    day = (due.when.year, due.when.month, due.when.day)
    return day, (day, None if due.when.hour is None else due.when.printed)


def _days(paragraph: Paragraph) -> list[_Day]:
    found = [when for when in find_dates(paragraph.piece) if not recurring(paragraph.text, when.start)]
    gaps = [paragraph.text[first.end : last.start] for first, last in pairwise(found)]
    ranged = [bool(re.fullmatch(r" ?(?:起?至|到|[-—－–~～]{1,2}) ?", gap)) for gap in gaps]
    return [
        _Day(
            when,
            found[index - 1].start if index and ranged[index - 1] else when.start,
            index < len(ranged) and ranged[index],
        )
        for index, when in enumerate(found)
    ]


def _dated(paragraph: Paragraph, issued: Fact[date] | None, numbered: int | None) -> Iterator[DeadlineFact]:
    for day in _days(paragraph):
        clause = _sentence(paragraph.text, day.when.start)
        by = _BY.match(paragraph.text, day.when.end)
        if day.opens or not (by or _is_limit(paragraph, day, clause)):
            continue
        when = with_year(day.when, issued.value if issued else None)
        if when.year is None and not when.masked and numbered and when.month >= EARLIEST:
            when = replace(when, year=numbered, year_inferred=True)
        if not _is_due(paragraph, day, clause):
            continue
        past = _is_past(when, issued)
        if past or when.month == THIS_MONTH:
            if _ASKED.search(paragraph.text, clause[0], clause[1]) and not (past and when.year_inferred):
                yield _deadline(paragraph, None, by.end() if by else when.end, clause, when.start)
            continue
        yield _deadline(paragraph, when, by.end() if by else when.end, clause)


def _is_past(when: FoundDate, issued: Fact[date] | None) -> bool:
    """Whether the day lies before the signature's."""
    signed = issued.value if issued and issued.how is How.PRINTED else None
    return signed is not None and when.date is not None and when.date < signed


def _is_limit(paragraph: Paragraph, day: _Day, clause: tuple[int, int]) -> bool:
    """Whether a day without 前 is the last one: 截止…, the end of a range of nominating, 请于…报送."""
    text, when = paragraph.text, day.when
    if day.begin < when.start:
        stage = f"{paragraph.heading} {text[clause[0] : clause[1]]}"
        if _WHO.search(paragraph.heading) and not _HANDED_IN.search(text, clause[0], clause[1]):
            return False
        return bool(_NOMINATES.search(stage)) and not (
            _ORGANISER.search(stage) and not _HANDED_IN.search(stage)
        )
    before = text[max(0, when.start - 24) : when.start]
    asked = _ON_THE_DAY.search(before) and _HANDS_IN.match(text, when.end)
    return bool(_UNTIL.search(before) or _LABEL.search(before) or asked)


def _is_due(paragraph: Paragraph, day: _Day, clause: tuple[int, int]) -> bool:
    """Whether something is to be done by then, rather than a birthday, a meeting or a 公示."""
    text = paragraph.text
    if not (_ACTS.search(text, clause[0], clause[1]) or _ACTS.search(paragraph.heading)):
        return False
    if _HONOURED_BY.match(text, day.when.end) or _OF_THOSE_ABOVE.search(
        text, max(0, day.begin - 10), day.begin
    ):
        return False
    first, last = max(clause[0], day.begin - 8), min(clause[1], day.when.end + 12)
    taken = _TAKES.match(text, day.when.end)
    named = _NOT_DUE.search(text, first, taken.end() if taken else last)
    return not named or bool(_HANDED_IN.search(text, first, last))


def _unsettled(paragraph: Paragraph) -> Iterator[DeadlineFact]:
    """Wordings of time a person must settle, where something is to be handed in or done by then."""
    for start, end in unsettled_places(paragraph.piece):
        clause = _sentence(paragraph.text, start)
        near = paragraph.text[max(clause[0], start - 8) : min(clause[1], end + 12)]
        if _ACTS.search(paragraph.text, clause[0], clause[1]) and not (
            _NOT_DUE.search(near) and not _HANDED_IN.search(near)
        ):
            yield _deadline(paragraph, None, end, clause, start)


def _deadline(
    paragraph: Paragraph, when: FoundDate | None, end: int, clause: tuple[int, int], begin: int = 0
) -> DeadlineFact:
    start = when.start if when else begin
    piece = paragraph.piece
    before, after = piece.cut(clause[0], start), piece.cut(end, clause[1])
    what = what_is_due(before, after)
    if not what or re.search("[0-9]月", what):
        stage = _STAGE.search(piece.text, clause[0], clause[1])
        heading = paragraph.heading.split(" ")[-1]
        what = stage[0] if stage else "" if re.search("[0-9]月", heading) else heading
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
        forwarded=paragraph.forwarded,
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

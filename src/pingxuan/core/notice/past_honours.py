"""What earlier honours mean: who is left out (不重复推荐), and whose units each send one (各推荐选出1名)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pingxuan.core.notice.parts import Paragraph, Parts
from pingxuan.core.notice.source import Piece
from pingxuan.core.words import RegisterRuleKind

_LEFT_OUT = re.compile(
    r"(?:不(?:得|可|能|再|予|宜|应|会|要)?|请?勿|恕不)(?:再次?|重复|作为|列入|参与|参加|获|被|予以|纳入)*"
    r"(?:推荐|参评|参选|受理|给奖|参[加与](?!会议|培训|活动|考试|颁奖)|申报|申请|报名|评选|评为|列入|推报|推选|选树|提名|纳入|授予|授奖|表彰|表扬|奖励|重复|重报|评(?![价审定分比议]))|除外"
)
_PAST = re.compile(
    r"(?:已|曾|往届|历届|历年|获|荣|受到?过|近[一二两三四五0-9]{1,2}年|上[一年]?[年届]度?|去年|前[一二两三四五0-9]届|授予过)"
    r"[^。；]{0,60}?(?:荣誉|称号|表彰|表扬|奖|授牌|命名|认定|获选|当选|入选|评为|评选|获评|获颁|先进|优秀|模范|标兵|最美|十佳|年度人物|“)"
)
_PUNISHED = re.compile(r"处分|处罚|违[法纪规]|犯罪|事故|失信|立案|举报|一票否决|弄虚作假")
_HONOURED = r"(?:已|被|经)*(?:授牌|命名|获评|获得|表彰|评为|评选|认定|授予|获奖|入选|当选)"
_YEAR = re.compile(rf"(?P<year>(?:19|20)[0-9]{{2}})年度?{_HONOURED}")
_EACH = re.compile(
    rf"从(?P<year>(?:19|20)[0-9]{{2}})年度?{_HONOURED}的?“(?P<honour>[^“”]{{2,40}})”中?"
    r"(?P<each>各|每个?[^，。；]{0,6}?)?[^，。；“”]{0,8}?(?P<count>[0-9]{1,4}|一)[名人个]"
    r"(?P<award>“[^“”]{2,40}”)?"
)
_NEVER = re.compile("(?:未|没有?|无)(?:曾|能|有)?(?:获|得|受|评)[^，；]*$")
_CURRENT = re.compile(r"同一(?!称号|荣誉|奖|类|项)|不得同时|多个奖项|撤销")


@dataclass(frozen=True)
class PastHonour:
    """One rule of the notice about earlier honours; ``year`` and ``honour`` are None where it names none."""

    kind: RegisterRuleKind
    wording: Piece
    clause: str
    year: int | None
    honour: str | None
    about: str
    """The words before it in its sentence: of whom it speaks."""
    award: str = ""


def read_past_honours(parts: Parts) -> tuple[PastHonour, ...]:
    """The rules about earlier honours, in order."""
    return tuple(rule for paragraph in parts.body for rule in (*_each(paragraph), *_left_out(paragraph)))


def is_left_out(text: str) -> bool:
    """Whether a sentence leaves out those honoured before."""
    return bool(_LEFT_OUT.search(text) and _PAST.search(text) and not _PUNISHED.search(text))


def _left_out(paragraph: Paragraph) -> Iterator[PastHonour]:
    text, last = paragraph.text, -1
    for found in _LEFT_OUT.finditer(text):
        start, end = _clause(text, found.start(), found.end())
        wording = paragraph.piece.cut(start, end)
        past = _PAST.search(wording.text)
        punished = past and _PUNISHED.search(wording.text[past.start() :])
        never = _NEVER.search(text[start : found.start()])
        if start <= last or not past or punished or never or _CURRENT.search(wording.text):
            continue
        last = start
        year = _YEAR.search(wording.text)
        quoted = re.search("“([^“”]{2,40})”", wording.text)
        yield PastHonour(
            RegisterRuleKind.EXCLUDED,
            wording,
            paragraph.clause,
            int(year["year"]) if year else None,
            quoted[1] if quoted else None,
            text[max(0, start - 40) : end],
        )


def _each(paragraph: Paragraph) -> Iterator[PastHonour]:
    for found in _EACH.finditer(paragraph.text):
        if found["each"] and found["count"] in ("1", "一"):
            yield PastHonour(
                RegisterRuleKind.REQUIRED_ONE_EACH,
                paragraph.piece.cut(*found.span()),
                paragraph.clause,
                int(found["year"]),
                found["honour"],
                found[0],
                (found["award"] or "").strip("“”"),
            )


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence or bracket around a prohibition, at most 120 characters before it."""
    low = max(0, start - 120)
    opening, closing = text.rfind("（", low, start), text.rfind("）", low, start)
    first = max(text.rfind(mark, low, start) for mark in "。；")
    if opening > max(first, closing):
        shut = text.find("）", end, end + 60)
        return opening + 1, shut if shut >= 0 else end
    stops = [place for mark in "。；）" if (place := text.find(mark, end, end + 60)) >= 0]
    return max(first + 1, low), min(stops, default=end)

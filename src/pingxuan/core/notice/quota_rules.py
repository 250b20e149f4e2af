"""Quotas told as rules: so many each, at least, at most, by ratio (每50人1名, 总数的5%), and prizes by percentage."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from pingxuan.core.notice.award_counts import COUNTERS
from pingxuan.core.notice.awards import AwardFact, award_named
from pingxuan.core.notice.honours import is_honour, praises
from pingxuan.core.notice.lines import clause_text
from pingxuan.core.notice.numerals import number
from pingxuan.core.notice.parts import Paragraph, Parts
from pingxuan.core.notice.source import Piece
from pingxuan.core.words import AwardKind, Rounding

_BODY = re.compile(
    r"(?:每(?:个|一|家)?|(?<!根据)(?<!结合)(?<!按照)各(?![类级项种]|推荐|不超|[0-9一二三]))(?P<body>[\u4e00-\u9fa5（）、，]{1,30}?)"
    r"(?=(?:分别|可以?|应|须|限|原则上|至少|最多|至多|不超过|不少于|共|选树|推荐|推报|推选|申报|上报|报送|选送|评选|评出|限报|提名|各)|[0-9一二两三四五六七八九十]+["
    + COUNTERS
    + r"]|“|先进|优秀)"
)
_COUNT = re.compile(
    rf"(?<![0-9.％%第/—-])(?P<n>[0-9]{{1,4}}|[一二两三四五六七八九十]{{1,3}})(?:[-—~至](?P<high>[0-9]{{1,3}}))?(?P<unit>[{COUNTERS}])"
    r"(?P<after>以内|以上|以下)?(?![月年次]|工作日|小时|学时|自然日)"
)
_PROPOSES = re.compile(r"推荐|推报|推选|申报|上报|报送|选送|提名|选树|限报|评选|评出|名额")
_OF_PLACES = re.compile("(?:名额|指标)[^ ]{0,6}$")
_AT_LEAST = re.compile(r"至少|不少于|不低于|最少")
_AT_MOST = re.compile(r"至多|不多于|不超过|最多|不得?超")
_PERCENT = re.compile(r"(?P<n>[0-9]{1,2}(?:\.[0-9])?)(?P<mark>[%‰])")
_BASE = re.compile(
    r"(?:按(?:照)?|为|占|不超过|控制在|不多于|以)?(?:本)?(?P<of>[^按为占，；：、。“”]{0,20}?"
    r"(?:总?人数|总数|[员生工师人户班级]数|数量|学生|毕业生|教职工|党员|职工|班级|班))的?"
    r"(?:不超过|控制在)?$"
)
_PER = re.compile(
    r"(?:按(?:照)?(?P<of>[\u4e00-\u9fa5（）]{2,16}?))?每(?:满)?(?P<per>[0-9]{1,4})(?:名|个|人|户)(?P<what>[\u4e00-\u9fa5]{0,8}?)"
    r"(?:可以?)?(?:推荐|评选|推选|选)(?P<n>[0-9]{1,3}|[一二两三])[名个人]"
)
_PRIZES = re.compile(
    r"(?:参评|申报|推荐|报送|上报|参赛)[^，。；%每各]{0,12}?的?(?P<n>[0-9]{1,2})%[^，。；]{0,6}?(?:取奖|授奖|评奖|确定|表彰|评选|评定|获奖|评出)"
    r"|(?:授奖|获奖|评奖|取奖)(?:比例|率)[^，。；0-9]{0,8}(?P<m>[0-9]{1,2})%"
)
_MORE = re.compile(
    r"差额(?:比例|率)?[^，。；0-9]{0,10}(?P<n>[0-9]{1,2})%|1[:：]1\.(?P<tenths>[0-9])(?![0-9])"
)
_UP = re.compile(r"不足(?:一|1)[名个人]的?[，可]?(?:按|以|算|计)[^，。；]{0,3}(?:一|1)|有零进|进一|向上取整")
_FEWEST = re.compile(
    r"不足[0-9]{1,4}(?:名|人|个)的?[，可]?(?:按|可|推荐|以)[^，。；]{0,6}?(?P<n>1|一)[名个人]"
)
_DOWN = re.compile(r"舍去|不足(?:一|1)[名个人]的?不计|取整数|只舍不入")
_PARTIAL = re.compile(r"一线|基层|女性|倾斜|其中|比例不低于|不低于总|占比")
_NOT_EACH = re.compile(
    r"年|以上|共(?![产青])|其中|包含|类别|方面|指导|联系人|材料|资料|照片|佐证|视频|份$|工作人员|评委|专家|学员"
)
_SHARED_OUT = re.compile("(?:名额|指标)[^，；：]{0,8}：")
_DECIDES = re.compile(r"(?:小组|委员会|评委会|组委会|评审会)$")
_THINGS = re.compile(r"^[一二两三四五0-9]+[年届]|类别?$|奖项|^[位名]|材料|对象")
_FAR = 40
"""A figure further than this from the bodies it is for, in characters, is not read as theirs."""
_LABEL = 20
_UNIT_WORD, _PERSON_WORD = re.compile(r"集体|单位|组织|团队|企业|班级"), re.compile(r"个人|人$|[候人]选")


class RuleKind(Enum):
    """What a quota rule says."""

    EACH = "each"
    LEAST = "least"
    RATIO = "ratio"
    PRIZES = "prizes"
    CANDIDATES = "candidates"


@dataclass(frozen=True)
class QuotaRule:
    """One rule: ``number`` places (per ``per`` of ``of``, for a ratio); ``award`` None where nobody tells."""

    kind: RuleKind
    award: str | None
    number: int
    wording: Piece
    body: str = ""
    per: int = 0
    of: str = ""
    rounding: Rounding = Rounding.NEAREST


def read_quota_rules(parts: Parts, awards: tuple[AwardFact, ...]) -> tuple[QuotaRule, ...]:
    """The rules in the notice's order."""
    return tuple(rule for paragraph in parts.body for rule in _in_paragraph(paragraph, awards))


def _in_paragraph(paragraph: Paragraph, awards: tuple[AwardFact, ...]) -> Iterator[QuotaRule]:
    start = 0
    text = paragraph.text
    for stop in [*(found.start() for found in re.finditer("[。；]", text)), len(text)]:
        sentence = clause_text(paragraph.piece.cut(start, stop).trim("。； "))
        start = stop
        if not sentence or len(sentence.text) > 300:
            continue
        yield from _percentages(sentence, paragraph, awards)
        if not _PER.search(sentence.text):
            yield from _each(sentence, paragraph, awards)


def _percentages(sentence: Piece, paragraph: Paragraph, awards: tuple[AwardFact, ...]) -> Iterator[QuotaRule]:
    """Ratios of nominations, percentage of prizes, more candidates than prizes."""
    text = sentence.text
    prizes, more = _PRIZES.search(text), _MORE.search(text)
    if more:
        extra = int(more["n"]) if more["n"] else int(more["tenths"]) * 10
        yield QuotaRule(RuleKind.CANDIDATES, None, 100 + extra, sentence)
    elif prizes:
        named = _award([text[: prizes.start()], *_headings(paragraph)], awards)
        yield QuotaRule(RuleKind.PRIZES, named, int(prizes["n"] or prizes["m"]), sentence)
    else:
        yield from _ratios(sentence, paragraph, awards)


def _ratios(sentence: Piece, paragraph: Paragraph, awards: tuple[AwardFact, ...]) -> Iterator[QuotaRule]:
    text, last = sentence.text, 0
    rounding = Rounding.UP if _UP.search(text) else Rounding.DOWN if _DOWN.search(text) else Rounding.NEAREST
    for found in _PERCENT.finditer(text):
        before = re.split("[，：]", text[last : found.start()])
        base = _BASE.search(before[-1])
        if base and base["of"] and not _PARTIAL.search(text):
            said = ["，".join(before), text[found.end() : found.end() + 20], *_headings(paragraph)]
            named = _award(said, awards)
            scale = 1000 if found["mark"] == "‰" else 100
            places = float(found["n"])
            if places != int(places):
                places, scale = places * 10, scale * 10
            yield QuotaRule(
                RuleKind.RATIO,
                named,
                int(places),
                sentence,
                "",
                scale,
                re.sub("^.*(?:不超过|控制在|不多于)(?:本|所在)?(?:单位)?", "", base["of"]),
                rounding,
            )
        last = found.end()
    for found in _PER.finditer(text):
        said = [text[found.end() : found.end() + 20], text[: found.start()], *_headings(paragraph)]
        named = _award(said, awards)
        of = found["of"] or (found["what"] and f"{found['what']}人数") or "人数"
        count = number(found["n"]) or 1
        yield QuotaRule(RuleKind.RATIO, named, count, sentence, "", int(found["per"]), of, rounding)
        if _FEWEST.search(text):
            yield QuotaRule(RuleKind.LEAST, named, 1, sentence)


def _headings(paragraph: Paragraph) -> list[str]:
    """What a paragraph stands under, the nearest first: its own label (优秀党员：), then the headings."""
    label = clause_text(paragraph.piece).text.split("：")[0]
    return [label if len(label) <= _LABEL else "", *reversed(paragraph.heading.split(" "))]


def _each(sentence: Piece, paragraph: Paragraph, awards: tuple[AwardFact, ...]) -> Iterator[QuotaRule]:
    """每个乡镇推荐甲2名、乙1名: each figure after the bodies it is for."""
    text = sentence.text
    bodies = list(_BODY.finditer(text))
    if not bodies or not (_PROPOSES.search(text) or (_OF_PLACES.search(paragraph.heading) and "每" in text)):
        return
    last = 0
    for found in _COUNT.finditer(text, bodies[0].end()):
        body = next(one for one in reversed(bodies) if one.end() <= found.start())
        start = max(last, body.end())
        before = re.split("[，、；：]", text[start : found.start()])[-1]
        after = re.split("[，。；：、）]|[和及或]+(?=[0-9一二三])", text[found.end() : found.end() + 24])[0]
        count, last = number(found["high"] or found["n"]), found.end()
        if not count or found.start() - start > _FAR or found["after"] in ("以上", "以下"):
            continue
        if _SHARED_OUT.search(text[body.end() : found.start()]) and before and not is_honour(before):
            continue
        if _NOT_EACH.search(before + after[:6]) or _THINGS.search(body["body"]):
            continue
        least = _AT_LEAST.search(text[body.end() : found.start()][-12:]) and not _AT_MOST.search(before)
        kind = RuleKind.LEAST if least else RuleKind.EACH
        whom = _other_body(text[start : found.start()]) or body["body"]
        if _DECIDES.search(whom):
            continue
        yield QuotaRule(kind, _counted_award(before, after, paragraph, awards), count, sentence, whom)


def _other_body(words: str) -> str:
    """Whom a later clause of the sentence speaks of (…，高校推荐5项)."""
    clause = re.split("[，；]", words)[-1] if re.search("[，；]", words) else ""
    found = re.match(
        rf"(?P<body>[\u4e00-\u9fa5（）]{{2,16}}?)(?:可以?|分别|择优|统一)*(?:{_PROPOSES.pattern})", clause
    )
    return found["body"] if found and not _speaks_of_honours(found["body"]) else ""


def _speaks_of_honours(text: str) -> bool:
    """Whether a phrase speaks of honours or of how, not of bodies."""
    return praises(text) or bool(re.search("原则上|择优|拟|按|分别|应|可", text))


def _counted_award(
    before: str, after: str, paragraph: Paragraph, awards: tuple[AwardFact, ...]
) -> str | None:
    """The honour a figure counts: the one after it (1名“甲”), before it (“甲”1名), or the only one of its kind."""
    follows = after.startswith("“") or is_honour(after)
    named = _award([after] if follows else [before, after], awards)
    if named:
        return named
    for word, kind in ((_UNIT_WORD, AwardKind.UNIT), (_PERSON_WORD, AwardKind.PERSON)):
        alike = [award for award in awards if award.kind and award.kind.value is kind]
        if word.search(before[-4:]) and len(alike) == 1:
            return alike[0].name.value
    return None if follows else _award(_headings(paragraph), awards)


def _award(said: Iterable[str], awards: tuple[AwardFact, ...]) -> str | None:
    """The honour the first of those words name that name one."""
    if len(awards) == 1:
        return awards[0].name.value
    named = (award_named(words, awards) for words in said if words)
    return next((award.name.value for award in named if award), None)

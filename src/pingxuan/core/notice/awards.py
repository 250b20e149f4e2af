"""The honours a notice offers: their names, whether units or persons get them, and how many."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pingxuan.core.notice.fact import SURENESS, Fact, How, printed, read_as
from pingxuan.core.notice.honours import (
    core_name,
    is_honour,
    kind_of,
    same_honour,
    split_names,
    without_verbs,
)
from pingxuan.core.notice.numerals import number
from pingxuan.core.notice.parts import Parts
from pingxuan.core.notice.quotas import QuotaSheet
from pingxuan.core.notice.source import Piece
from pingxuan.core.words import AwardKind

_TITLE_TAIL = re.compile(
    r"(?:的|寻找|推荐|评选|评比|选树|申报|推选|展示|表彰|评审|遴选|命名|推报|征集|选拔|认定|创建|争创|候选|初步|人选|对象|名单"
    r"|活动|工作|有关|事项|事宜|相关|通知|通告|公告|函|意见|方案|启事|评定|先进典型|（[^（）]{0,12}）)$"
)
_SHEET_TAIL = re.compile(
    r"(?:候选人?|推荐|申报|审批|登记|评审|呈报|报名|初步|人选|名额|分配|汇总|事迹|情况|基本|统计|一览|对象|表|名单|名册|评选|审核"
    r"|推报|（[^（）]{0,12}）)$"
)
_COUNT = re.compile(
    r"(?P<n>[0-9]{1,5}|[一二三四五六七八九十百]{1,5})(?P<about>余|多)?(?P<unit>[名个家户人位项])(?![月年])"
)
_NO_TOTAL = re.compile(r"每|各|不超过|不多于|至少|不少于|最多|限|首批|第一批|往届|不得|已有|现有|组内|组外")
_SELECTS = re.compile(
    r"确定|评选|表彰|评出|授予|选出|产生|命名|遴选|评定|奖励|授牌|推选|选树|设|[，；。、和及][^，；。]{0,2}$"
)
_SHARED = re.compile(r"共(?:计)?(?:评选)?$|总数$|总计$|名额共?$|总名额为?$")
_AFTER_NAME = re.compile(r"予以|进行|给予|并|在|将|（|等|，|。|；|、|称号|的")
_COUNT_PERSONS = "名人位"


@dataclass(frozen=True)
class AwardFact:
    """One honour; ``kind`` and ``total`` are None when the notice does not tell."""

    name: Fact[str]
    kind: Fact[AwardKind] | None = None
    total: Fact[int] | None = None
    approximate: bool = False
    """The notice says 50余个."""


@dataclass(frozen=True)
class _Counted:
    name: Piece
    total: Fact[int]
    unit: str
    approximate: bool
    quoted: bool


def read_awards(parts: Parts, quotas: tuple[QuotaSheet, ...]) -> tuple[AwardFact, ...]:
    """The honours in the notice's own order."""
    counted = _without_repeats(_counted(parts))
    named = _honours(_in_title(parts))
    known = named or _honours(
        column.heading for sheet in quotas for column in sheet.columns if column.heading
    )
    known = known or _honours(piece.name for piece in counted) or _honours(_in_sheets(parts))
    known = known + [c.name for c in counted if c.quoted and known and not _match(c.name, known)]
    awards = tuple(_award(_fullest(name, parts, counted), counted) for name in known)
    return _with_shared_totals(parts, awards)


def award_named(text: str, awards: Iterable[AwardFact]) -> AwardFact | None:
    """The award a heading speaks of: named outright, or the one whose name it shares most of; else None."""
    awards = tuple(awards)
    core = core_name(text)
    outright = [award for award in awards if core_name(award.name.value) in core]
    if outright:
        return max(outright, key=lambda award: len(core_name(award.name.value)))
    ends = [(_shared_end(core_name(award.name.value), core), index) for index, award in enumerate(awards)]
    longest = max(ends, default=(0, 0))
    if longest[0] >= 4 and [length for length, _ in ends].count(longest[0]) == 1:
        return awards[longest[1]]
    shares = [(_share(core_name(award.name.value), core), index) for index, award in enumerate(awards)]
    best = max(shares, default=(0.0, 0))
    near = [share for share, _ in shares if share > best[0] - 0.15]
    return awards[best[1]] if best[0] >= 0.6 and len(near) == 1 else None


def _shared_end(name: str, text: str) -> int:
    """Length of the longest end of a name that a text holds."""
    return next((len(name) - start for start in range(len(name)) if name[start:] in text), 0)


def _share(name: str, text: str) -> float:
    """How much of a name's neighbouring characters stand in a text."""
    pairs = {name[i : i + 2] for i in range(len(name) - 1)}
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def _in_title(parts: Parts) -> Iterator[Piece]:
    if parts.title is None:
        return
    about = parts.title.text.find("关于")
    core = _cut_tail(parts.title.cut(about + 2 if about >= 0 else 0), _TITLE_TAIL)
    for phrase in split_names(core):
        yield _cut_tail(without_verbs(phrase), _TITLE_TAIL)


def _in_sheets(parts: Parts, *, forms_only: bool = False) -> Iterator[Piece]:
    """Names in the titles of annexes and attachments; of quota tables only where there is little else."""
    titles = [annex.title for annex in parts.annexes if annex.title]
    for title in [*(piece for _, piece in parts.attachments), *titles]:
        if "名额" in title.text and (forms_only or len(parts.attachments) + len(titles) > 2):
            continue
        for phrase in split_names(_cut_tail(title, _SHEET_TAIL)):
            yield phrase.trim()


def _cut_tail(piece: Piece, tail: re.Pattern[str]) -> Piece:
    for _ in range(12):
        found = tail.search(piece.text[-16:])
        if not found or len(found[0]) >= len(piece.text):
            break
        piece = piece.cut(0, len(piece.text) - len(found[0])).trim()
    return piece


def _honours(pieces: Iterable[Piece]) -> list[Piece]:
    """Those that name honours, each once."""
    kept: list[Piece] = []
    for piece in pieces:
        if is_honour(piece.text) and not any(same_honour(piece.text, other.text) for other in kept):
            kept.append(piece)
    return kept


def _counted(parts: Parts) -> Iterator[_Counted]:
    """Honours with a number beside them: 100名“甲”, 乙23名."""
    for paragraph in parts.body:
        text = paragraph.text
        for found in _COUNT.finditer(text):
            clause_start = max(text.rfind(mark, 0, found.start()) for mark in "，；。：（")
            before = text[max(clause_start + 1, found.start() - 30) : found.start()]
            if _NO_TOTAL.search(before) or text[found.end() : found.end() + 2] in ("以内", "以上", "以下"):
                continue
            count = number(found["n"])
            piece = _right_name(paragraph.piece, found.end()) if _selects(text, found.start()) else None
            piece = piece or _left_name(paragraph.piece, clause_start + 1, found.start())
            if piece is None or not count:
                continue
            total = read_as(count, paragraph.piece.cut(*found.span()))
            yield _Counted(piece, total, found["unit"], bool(found["about"]), "“" in piece.text)


def _selects(text: str, start: int) -> bool:
    return bool(_SELECTS.search(text[max(0, start - 8) : start]))


def _right_name(piece: Piece, start: int) -> Piece | None:
    rest = piece.cut(start, start + 40)
    if rest.text.startswith("“"):
        end = rest.text.find("”")
        return rest.cut(0, end + 1) if end > 2 and kind_of(rest.text[: end + 1]) else None
    stop = _AFTER_NAME.search(rest.text)
    phrase = next(split_names(rest.cut(0, stop.start() if stop else None)), None)
    return phrase if phrase and is_honour(phrase.text) else None


def _left_name(piece: Piece, start: int, end: int) -> Piece | None:
    start = max(start, end - 30)
    opening = piece.text.rfind("、", start, end)
    phrase = without_verbs(piece.cut(opening + 1 if opening >= 0 else start, end))
    if phrase.text.endswith(("共", "共计", "各")):
        return None
    return phrase if phrase and is_honour(phrase.text) else None


def _without_repeats(counted: Iterable[_Counted]) -> list[_Counted]:
    kept: list[_Counted] = []
    for one in counted:
        if not any(same_honour(one.name.text, other.name.text) for other in kept):
            kept.append(one)
    return kept


def _match(name: Piece, others: Iterable[Piece]) -> bool:
    return any(same_honour(name.text, other.text) for other in others)


def _fullest(name: Piece, parts: Parts, counted: list[_Counted]) -> Piece:
    """The name as the notice itself repeats it: where it is counted, on a form's title, or bare in quotes."""
    for one in counted:
        if same_honour(one.name.text, name.text) and len(one.name.text) >= len(core_name(name.text)):
            return one.name
    for phrase in _in_sheets(parts, forms_only=True):
        if same_honour(phrase.text, name.text) and len(core_name(phrase.text)) > len(core_name(name.text)):
            return phrase
    opening, closing = name.text.find("“"), name.text.find("”")
    again = sum(name.text in paragraph.text for paragraph in parts.body)
    again += sum(name.text in piece.text for _, piece in parts.attachments)
    return name.cut(opening, closing + 1) if 0 < opening < closing and not again else name


def _award(name: Piece, counted: list[_Counted]) -> AwardFact:
    one = next((c for c in counted if same_honour(c.name.text, name.text)), None)
    kind = kind_of(name.text)
    known = read_as(kind, name) if kind else None
    if kind is None and one is not None:
        guess = AwardKind.PERSON if one.unit in _COUNT_PERSONS else AwardKind.UNIT
        known = Fact(guess, one.total.spans, How.INFERRED, SURENESS[How.INFERRED])
    shown = printed(_unquoted(name))
    return AwardFact(shown, known, one.total if one else None, bool(one and one.approximate))


def _unquoted(name: Piece) -> Piece:
    """A name wholly in quotation marks, without them."""
    inner = name.text[1:-1]
    return (
        name.cut(1, -1)
        if name.text.startswith("“") and name.text.endswith("”") and "“" not in inner
        else name
    )


def _with_shared_totals(parts: Parts, awards: tuple[AwardFact, ...]) -> tuple[AwardFact, ...]:
    """Totals said apart from the name: 名额共100户, 见附件1，共100个."""
    found = {id(award): award for award in awards}
    for paragraph in parts.body:
        for count in _COUNT.finditer(paragraph.text):
            before = paragraph.text[max(0, count.start() - 40) : count.start()]
            if not _SHARED.search(before):
                continue
            award = _spoken_of(before, parts, awards)
            if award is not None and found[id(award)].total is None:
                total = read_as(number(count["n"]) or 0, paragraph.piece.cut(*count.span()))
                found[id(award)] = replace(found[id(award)], total=total, approximate=bool(count["about"]))
    return tuple(found[id(award)] for award in awards)


def _spoken_of(before: str, parts: Parts, awards: tuple[AwardFact, ...]) -> AwardFact | None:
    """Which award 共100个 counts: the only one, the one of the annex referred to, or the one just named."""
    if len(awards) == 1:
        return awards[0]
    referred = re.search(r"附件([0-9]{1,2})[^附]{0,12}$", before)
    for annex in parts.annexes if referred else ():
        if referred and annex.number == int(referred[1]) and annex.title:
            return award_named(annex.title.text, awards)
    places = [(before.rfind(core_name(award.name.value)), index) for index, award in enumerate(awards)]
    place, index = max(places, default=(-1, 0))
    return awards[index] if place >= 0 else None

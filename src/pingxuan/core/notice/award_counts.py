"""How many of an honour there are, where the number stands beside the name or after 共."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pingxuan.core.notice.fact import Fact, read_as
from pingxuan.core.notice.honours import is_honour, kind_of, same_honour, split_names, without_verbs
from pingxuan.core.notice.numerals import number
from pingxuan.core.notice.parts import Parts
from pingxuan.core.notice.source import Piece

_COUNT = re.compile(
    r"(?P<n>[0-9]{1,5}|[一二三四五六七八九十百]{1,5})(?P<about>余|多)?(?P<unit>[名个家户人位项])(?![月年])"
)
_NO_TOTAL = re.compile(r"每|各|不超过|不多于|至少|不少于|最多|限|首批|第一批|往届|不得|已有|现有|组内|组外")
_SELECTS = re.compile(
    r"确定|评选|表彰|评出|授予|选出|产生|命名|遴选|评定|奖励|授牌|推选|选树|设|[，；。、和及][^，；。]{0,2}$"
)
_SHARED = re.compile(r"共(?:计)?(?:评选)?$|总数$|总计$|名额共?$|总名额为?$")
_AFTER_NAME = re.compile(r"予以|进行|给予|并|在|将|（|等|，|。|；|、|称号|的")


@dataclass(frozen=True)
class Counted:
    """An honour with its number; ``unit`` is the counter (名, 个, 户), ``approximate`` for 50余个."""

    name: Piece
    total: Fact[int]
    unit: str
    approximate: bool
    quoted: bool


def counted_names(parts: Parts) -> list[Counted]:
    """Every honour that has its number beside it, once."""
    return _without_repeats(_counted(parts))


@dataclass(frozen=True)
class SharedTotal:
    """A number said apart from the name (名额共100户), with the words before it."""

    before: str
    total: Fact[int]
    approximate: bool


def shared_totals(parts: Parts) -> Iterator[SharedTotal]:
    """Numbers that follow 共, 名额, 总数."""
    for paragraph in parts.body:
        for count in _COUNT.finditer(paragraph.text):
            before = paragraph.text[max(0, count.start() - 40) : count.start()]
            if _SHARED.search(before):
                total = read_as(number(count["n"]) or 0, paragraph.piece.cut(*count.span()))
                yield SharedTotal(before, total, bool(count["about"]))


def _counted(parts: Parts) -> Iterator[Counted]:
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
            yield Counted(piece, total, found["unit"], bool(found["about"]), "“" in piece.text)


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


def _without_repeats(counted: Iterable[Counted]) -> list[Counted]:
    kept: list[Counted] = []
    for one in counted:
        if not any(same_honour(one.name.text, other.name.text) for other in kept):
            kept.append(one)
    return kept

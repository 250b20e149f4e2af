"""What single clauses say: purpose, scope, categories, media, copies, 公示 period, late papers."""

import re
from collections.abc import Iterator

from pingxuan.core.notice.choices import listed
from pingxuan.core.notice.fact import Fact, printed, read_as
from pingxuan.core.notice.lines import clause_text
from pingxuan.core.notice.numerals import NUMBER, number
from pingxuan.core.notice.parts import Parts
from pingxuan.core.notice.source import Piece

_SCOPE = re.compile(r"(?:推荐|评选|选树|申报|表彰|推选|参评|评比|报名|活动)?(?:范围|对象)")
_LIST = re.compile(
    r"(?P<list>[^，。；：（）]{2,120}?)等(?:为|各类|从事|直接|行业|领域|单位|窗口|[^，。；]{0,6}的)"
)
_ALL_OF = re.compile(r"^(?:全[国省州市县区系统校]{1,3})?(?:范围内)?的?(?:各级各类|各级|各类|各)?")
_PURPOSE = re.compile(r"为(?:了|进一步|深入|更好地?|全面)?[^，。]{2,30}")
_MEDIA = re.compile(r"(?:纸质|电子|书面)(?:版|稿|档|件|材料|文档|文件)?")
_COPIES = re.compile(rf"[^，。；（）、]{{0,14}}(?:一式|各){NUMBER}[份套]|一式{NUMBER}[份套]")
_SET = re.compile(rf"一式(?P<n>{NUMBER})[份套]")
MOST_COPIES = 20
_NO_DATE = r"(?<![0-9年月一二三四五六七八九十])"
_PUBLICITY = re.compile(
    rf"公示(?:期|时间)?[^，。；]{{0,8}}?(?:不少于|不得少于|为期|为|期)?{_NO_DATE}(?P<n>{NUMBER})个?(?P<unit>工作日|日|天|周)"
    rf"|(?:为期|不少于|不得少于)(?P<n2>{NUMBER})个?(?P<unit2>工作日|日|天|周)(?:以上)?的?公示"
)
_LATE = re.compile(
    r"(?:逾期|过期|超期|逾时|过时|超时|超过(?:截止|规定)?(?:时间|日期|期限))(?:[^，。；]{0,8}，)?[^，。；]{0,12}(?:不|放弃|弃权)[^，。；]{0,8}"
)


def read_purpose(parts: Parts) -> Fact[str] | None:
    """The sentence that says what for: the one that decides, else the first."""
    sentences = [sentence for paragraph in parts.body[:3] for sentence in _sentences(paragraph.piece)]
    aims = [sentence for sentence in sentences if _PURPOSE.search(sentence.text) and len(sentence.text) > 10]
    chosen = next((aim for aim in aims if "决定" in aim.text), aims[0] if aims else None)
    return printed(chosen) if chosen else None


def read_scope(parts: Parts) -> Fact[str] | None:
    """The clause that says who may be nominated."""
    for paragraph in parts.body:
        body = clause_text(paragraph.piece)
        own = re.match(r"[^。：]{0,12}(?:范围|对象)：(?=.)", body.text)
        if own and _SCOPE.search(own[0]):
            return printed(body.cut(own.end()).trim("。； "))
    under = [
        clause_text(paragraph.piece).trim("。； ")
        for paragraph in parts.body
        if _under_scope(paragraph.heading) and len(paragraph.text) > 14
    ]
    return read_as("。\n".join(piece.shown for piece in under), *under) if under else None


def _under_scope(heading: str) -> bool:
    return any(len(part) <= 12 and _SCOPE.search(part) for part in heading.split(" "))


def read_categories(parts: Parts) -> tuple[Fact[str], ...]:
    """Kinds of nominee listed in the scope (车站、机场、商超等…): four at least."""
    for paragraph in parts.body:
        if not _under_scope(paragraph.heading):
            continue
        for found in _LIST.finditer(paragraph.text):
            piece = paragraph.piece.cut(*found.span("list"))
            opener = _ALL_OF.match(piece.text)
            kinds = list(listed(piece.cut(opener.end() if opener else 0)))
            if len(kinds) >= 4:
                return tuple(read_as(item.shown, item) for item in kinds)
    return ()


def read_media(parts: Parts) -> tuple[Fact[str], ...]:
    """纸质版, 电子版: the media materials are due in."""
    media: dict[str, Fact[str]] = {}
    for paragraph in parts.body:
        for found in _MEDIA.finditer(paragraph.text):
            kind = "电子版" if found[0].startswith("电子") else "纸质版"
            beside = paragraph.text[found.end() : found.end() + 1]
            if found[0] in ("纸质", "电子") and beside not in ("和", "、", "与", "及", "）", "各", "一"):
                continue
            media.setdefault(kind, read_as(kind, paragraph.piece.cut(*found.span())))
    return tuple(media[kind] for kind in ("纸质版", "电子版") if kind in media)


def read_copies(parts: Parts) -> Fact[str] | None:
    """一式两份, with what it is said of."""
    return _first(parts, _COPIES)


def read_copy_counts(parts: Parts) -> tuple[Fact[int], ...]:
    """The number of every 一式三份, where it is one a set of papers may have (1 to 20)."""
    found = []
    for paragraph in parts.body:
        for copies in _SET.finditer(paragraph.text):
            count = number(copies["n"])
            if count and count <= MOST_COPIES:
                found.append(read_as(count, paragraph.piece.cut(*copies.span())))
    return tuple(found)


def read_late_wording(parts: Parts) -> Fact[str] | None:
    """逾期视为自动放弃, 过期不收."""
    return _first(parts, _LATE)


def read_publicity(parts: Parts) -> tuple[Fact[str], int, str] | None:
    """The 公示 period: its wording, its length, and 工作日, 日, 天 or 周."""
    for paragraph in parts.body:
        found = _PUBLICITY.search(paragraph.text)
        if found:
            wording = printed(paragraph.piece.cut(*found.span()))
            return wording, number(found["n"] or found["n2"]) or 0, found["unit"] or found["unit2"]
    return None


def _first(parts: Parts, rule: re.Pattern[str]) -> Fact[str] | None:
    for paragraph in parts.body:
        found = rule.search(paragraph.text)
        if found:
            return printed(paragraph.piece.cut(*found.span()).trim("， "))
    return None


def _sentences(piece: Piece) -> Iterator[Piece]:
    start = 0
    for found in re.finditer("。", piece.text):
        yield piece.cut(start, found.end())
        start = found.end()
    if start < len(piece.text):
        yield piece.cut(start)

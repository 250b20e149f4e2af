"""The criteria (推荐标准) of each award, as headings with items, and what rules a nominee out (一票否决)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pingxuan.core.notice.awards import AwardFact, award_named
from pingxuan.core.notice.fact import Fact, read_as
from pingxuan.core.notice.honours import same_honour
from pingxuan.core.notice.lines import clause_level, clause_text
from pingxuan.core.notice.parts import Paragraph, Parts
from pingxuan.core.notice.past_honours import is_left_out
from pingxuan.core.notice.source import Piece

_HEADING = re.compile(r"标准|条件")
_OTHER_PART = re.compile(r"程序|方式|办法|名额|时间|材料要求|工作要求|组织领导|安排")
_ASPECT = re.compile(r"(?P<heading>[\u4e00-\u9fa5“”]{2,12}?)(?:方面)?：")
_VETO = re.compile(
    r"(?:无|未发生|没有|不存在|未受到?过?)[^，。；、]{0,16}(?:违法|违纪|违规|投诉|事故|处分|失信|不良记录|犯罪|违反|处罚|问题|舆情|欠薪)"
    r"[^，。；、]{0,8}"
)
_GATE = re.compile(
    r"一票否决|不得(?:推荐|参评|参加评选|申报|评选|列入|作为)|取消(?:推荐|参评|评选)?资格|不予(?:推荐|申报|评选|受理)|不能(?:参评|推荐|参加)"
)
_GATES_FOLLOW = re.compile(
    r"(?:下列|以下|上述|如下)[^，。；：]{0,10}(?:情形|情况|行为|问题|条件)[^。；：]{0,12}"
    r"(?:不得|不予|不能|取消|一票否决|不列入|不再|不宜)[^。；：]{0,16}：?$"
    r"|(?:不得|不予|不能|取消|一票否决)[^。；：]{0,16}(?:下列|以下|如下)?(?:情形|情况|行为)[^。；：]{0,6}：$"
)


@dataclass(frozen=True)
class CriterionFact:
    """One heading with its items; ``clause`` is where it stands, such as 二（一）."""

    heading: str
    items: tuple[Fact[str], ...]
    clause: str


@dataclass(frozen=True)
class CriteriaFact:
    """The criteria of one award, or of all when ``award`` is None; vetoes are gates, not marks."""

    award: str | None
    criteria: tuple[CriterionFact, ...]
    vetoes: tuple[Fact[str], ...]


def read_criteria(parts: Parts, awards: tuple[AwardFact, ...]) -> tuple[CriteriaFact, ...]:
    """Criteria by award, in the notice's order; what rules out (有下列情形之一的不得推荐) apart from them."""
    grouped: dict[str | None, list[Paragraph]] = {}
    barred: dict[str | None, list[Fact[str]]] = {}
    award: str | None = None
    gates: Paragraph | None = None
    for paragraph in parts.body:
        if gates and _stands_under(paragraph, gates):
            item = clause_text(paragraph.piece).trim("；。 ")
            barred.setdefault(award, []).append(read_as(item.shown, item))
            continue
        gates = None
        head, inline = _gates(paragraph)
        if head:
            gates = paragraph
            barred.setdefault(award, []).extend(inline)
        elif not _HEADING.search(paragraph.heading) or _OTHER_PART.search(paragraph.heading[:12]):
            award = None
        else:
            award = _whose(paragraph, awards, award)
            grouped.setdefault(award, []).append(paragraph)
    names = dict.fromkeys([*grouped, *barred])
    found = (_criteria(name, grouped.get(name, []), barred.get(name, []), awards) for name in names)
    return tuple(one for one in found if one.criteria or one.vetoes)


def _gates(paragraph: Paragraph) -> tuple[bool, list[Fact[str]]]:
    """Whether what rules out is listed from here on, and what of it stands in the paragraph itself."""
    colon = paragraph.text.find("：")
    head = clause_text(paragraph.piece.cut(0, colon + 1 if colon >= 0 else None))
    if not _GATES_FOLLOW.search(head.text):
        return False, []
    inline = paragraph.piece.cut(colon + 1) if colon >= 0 else paragraph.piece.cut(len(paragraph.text))
    return True, [read_as(item.shown, item) for item in map(clause_text, _items(inline, "；。"))]


def _stands_under(paragraph: Paragraph, gates: Paragraph) -> bool:
    """Whether a paragraph is an item of the list another opens: numbered one level or more below it."""
    level, above = clause_level(paragraph.text), clause_level(gates.text)
    return level is not None and (above is None or level[0] > above[0])


def _whose(paragraph: Paragraph, awards: tuple[AwardFact, ...], last: str | None) -> str | None:
    """The award a paragraph's opening words name; a deeper paragraph keeps the one above."""
    level = clause_level(paragraph.text)
    opening = re.split("[。：]", clause_text(paragraph.piece).text)[0]
    if level is None and _GATE.search(paragraph.text):
        return None
    named = award_named(opening, awards) if len(opening) <= 40 else None
    if named:
        return named.name.value
    return None if level and level[0] <= 1 else last


def _criteria(
    name: str | None, paragraphs: list[Paragraph], barred: list[Fact[str]], awards: tuple[AwardFact, ...]
) -> CriteriaFact:
    criteria: list[CriterionFact] = []
    vetoes: list[Fact[str]] = []
    for paragraph in paragraphs:
        for heading, items in _aspects(_without_opening(paragraph.piece, awards)):
            marked = [item for item in items if not _VETO.search(item.text) and not _GATE.search(item.text)]
            kept = tuple(read_as(item.shown, item) for item in marked if not is_left_out(item.text))
            vetoes.extend(veto for item in items for veto in _vetoes(item))
            if kept:
                named = heading and not (name and same_honour(heading, name))
                criteria.append(CriterionFact(heading if named else "基本条件", kept, paragraph.clause))
    return CriteriaFact(name, _merged(criteria), (*vetoes, *barred))


def _without_opening(piece: Piece, awards: tuple[AwardFact, ...]) -> Piece:
    """A paragraph without its number and the award's name at its head."""
    body = clause_text(piece)
    head = re.match("[^。：]{0,40}[。：]", body.text)
    if head and award_named(head[0], awards) and not _ASPECT.fullmatch(head[0][:-1] + "："):
        return body.cut(head.end())
    named = head and any(award.name.value.strip("“”") in head[0] for award in awards)
    return body.cut(head.end()) if head and named else body


def _aspects(body: Piece) -> Iterator[tuple[str, list[Piece]]]:
    """服务环境方面：甲，乙；丙。 → 服务环境 with three items; without headings, one item for each part."""
    if len(body.text) < 8 or body.text.endswith("：") or not re.search("[，。；]", body.text):
        return
    starts = [
        found
        for found in _ASPECT.finditer(body.text)
        if found.start() == 0 or body.text[found.start() - 1] in "。；"
    ]
    if not starts:
        first = body.text.find("。")
        titled = 2 <= first <= 16 and len(body.text) > first + 8
        heading = body.shown[:first] if titled else ""
        yield heading, _items(body.cut(first + 1) if titled else body, "；。" if not titled else "。；")
        return
    edges = [*(found.start() for found in starts[1:]), len(body.text)]
    for found, edge in zip(starts, edges, strict=True):
        yield (
            body.shown[found.start("heading") : found.end("heading")],
            _items(body.cut(found.end(), edge), "，；。"),
        )


def _items(piece: Piece, marks: str) -> list[Piece]:
    items, start = [], 0
    for index, char in enumerate(piece.text + marks[0]):
        if char in marks:
            item = piece.cut(start, index).trim("，；。 ")
            items.extend([item] if len(item.text) > 2 else [])
            start = index + 1
    return items


def _vetoes(item: Piece) -> Iterator[Fact[str]]:
    """无违法违纪、无责任投诉 as two gates."""
    gates = list(_VETO.finditer(item.text))
    for found in gates:
        yield read_as(item.shown[found.start() : found.end()], item.cut(*found.span()))
    if not gates and _GATE.search(item.text):
        yield read_as(item.shown, item)


def _merged(criteria: list[CriterionFact]) -> tuple[CriterionFact, ...]:
    """Criteria with one heading run together."""
    merged: dict[str, CriterionFact] = {}
    for one in criteria:
        before = merged.get(one.heading)
        items = (*before.items, *one.items) if before else one.items
        merged[one.heading] = CriterionFact(one.heading, items, before.clause if before else one.clause)
    return tuple(merged.values())

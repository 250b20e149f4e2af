"""Names of honours where a notice prints them: its title, its annexes, its quota tables."""

import re
from collections.abc import Iterable, Iterator

from pingxuan.core.notice.honours import core_name, is_honour, leading_year, praises, same_honour
from pingxuan.core.notice.lines import clause_text
from pingxuan.core.notice.name_lists import split_names, without_verbs
from pingxuan.core.notice.parts import Parts
from pingxuan.core.notice.source import Piece

_TITLE_TAIL = re.compile(
    r"(?:的|安排|部署|候选人|学习|宣传|寻找|寻访|推荐|评选|评比|评奖|评优|评审|初评|评议|选树|选举|申报|推选|展示|表彰|奖励|遴选|命名|推报|征集|选拔|认定|创建|争创|候选|初步|人选"
    r"|对象|名单|提名奖?|活动|工作|有关|事项|事宜|相关|通知|通告|公告|函|意见|方案|办法|细则|补充|实施|启事|决定|评定|先进典型|并?记功|报名|材料|推荐审批表|推荐表|审批表|申报表"
    r"|登记表|相关|的?荣誉|称号|等"
    r"|（(?!集体|个人|单位|章|岗|手)[^（）]{0,12}）)$"
)
_SHEET_TAIL = re.compile(
    r"(?:候选人?|推荐|申报|审批|登记|评审|呈报|报名|初步|人选|名额|分配|汇总|事迹|情况|基本|统计|一览|对象|表|名单|名册|评选|审核"
    r"|推报|提名|表格|评分|标准|申请|参考|文件|填写|说明|样|记录|（[^（）]{0,12}）)$"
)
_SHEET_HEAD = re.compile(r"(?:关于)?(?:推荐|申报|评选|参评|各[^，]{1,6}?(?=[12][0-9]{3}))")
_CHOSEN = re.compile(r"评选|寻访|评比|选树|表彰|推选|命名|评优|寻找|创建|争创|选拔|选举|评定|评议")
_CAMPAIGN = re.compile(rf"{_CHOSEN.pattern}|推荐|申报|推报|评审|认定|征集|遴选|提名|评奖")
LONGEST = 30
"""A name is no longer than this, in characters."""
_GENERIC = re.compile(r"(?:先进|优秀)(?:集体|个人|工作者|单位|组织)$")
_GRADED = re.compile(r"([国省市州县区校院系]级)((?:先进|优秀)(?:集体|个人|工作者|单位|组织))")
_GENERIC_WITHIN = re.compile(r"(?:先进|优秀)(?:集体|个人|工作者|单位|组织)")
_COLLECTIVE = re.compile(
    r"[“”]*(?:[两双三四五]优[一二两三双]?先?|一先[两双]优|双[先百优]|[双三]十佳|三八|五四|七一|五一|十佳|评[先优]+)[“”]*"
)
_EVERYWHERE = re.compile("全(?:省|市|县|区|州|盟|旗|镇|乡|校|院|集团|公司|系统)")
"""Says how far a campaign reaches, and is no part of a name that a list of several also says without it."""


def names_in_title(parts: Parts) -> list[Piece]:
    """The honours the title names, each with the words before it that belong to its name."""
    if parts.title is None:
        return []
    subject = _subject(parts.title)
    chosen, campaign = bool(_CHOSEN.search(subject.text)), bool(_CAMPAIGN.search(subject.text))
    core = _cut_tail(subject, _TITLE_TAIL)
    phrases = [undated(_cut_tail(without_verbs(phrase), _TITLE_TAIL)) for phrase in split_names(core)]
    named = honours_once(map(called, phrases), chosen=chosen, quoted_will_do=campaign)
    return [name for name in named if praises(name.text) or f"{name.text}荣誉" not in subject.text]


def _subject(title: Piece) -> Piece:
    """What the title is about: after 关于; of a notice passed on or a method issued, the title inside."""
    inside = re.search(r"(?:转发|印发|下发|发布)[^《》]{0,20}《([^《》]{6,80})》", title.text)
    held = title.cut(*inside.span(1)) if inside else title
    return held.cut(max(held.text.rfind("关于") + 2, 0)) if "关于" in held.text else held


def called(name: Piece) -> Piece:
    """Of an activity in quotes the honour it looks for (“森林中国·寻找生态英雄”)."""
    found = (
        re.match(r"“[^“”]*(?:寻找|寻访|发现|推选)(?=[^“”]{3})", name.text)
        if name.text.endswith("”")
        else None
    )
    return name.cut(found.end(), -1) if found else name


def undated(name: Piece) -> Piece:
    """The name without 我校 and the year it opens with."""
    own = re.match("(?:我|本)(?:校|院|市|县|区|局|司|公司|集团|单位|省|镇|系统)的?(?=.{3})", name.text)
    name = name.cut(own.end() if own else 0)
    return name.cut(leading_year(name.text)).trim()


def only_generic(names: Iterable[Piece]) -> bool:
    """Whether all names end in 先进集体 and the like, which may stand for a whole list of honours."""
    return all(_GENERIC.search(name.text) for name in names)


def names_in_sheets(parts: Parts, *, forms_only: bool = False) -> Iterator[Piece]:
    """Names in the titles of annexes and attachments; of quota tables only where there is little else."""
    titles = [annex.title for annex in parts.annexes if annex.title]
    for title in [*(piece for _, piece in parts.attachments), *titles]:
        if "通知" in title.text or (forms_only and title.text.endswith("名单")):
            continue
        if "名额" in title.text and (forms_only or len(parts.attachments) + len(titles) > 2):
            continue
        head = _SHEET_HEAD.match(title.text)
        for phrase in split_names(_cut_tail(title.cut(head.end() if head else 0), _SHEET_TAIL)):
            yield undated(phrase.trim())


def _cut_tail(piece: Piece, tail: re.Pattern[str]) -> Piece:
    for _ in range(12):
        found = tail.search(piece.text[-16:])
        if not found or len(found[0]) >= len(piece.text):
            break
        piece = piece.cut(0, len(piece.text) - len(found[0])).trim()
    return piece


def honours_once(
    pieces: Iterable[Piece], *, chosen: bool = False, quoted_will_do: bool = False
) -> list[Piece]:
    """Those that name honours, each once; 两优一先 stands for several and names none."""
    kept: list[Piece] = []
    for piece in pieces:
        quoted = re.search("“([^“”]*)”$", piece.text)
        if _COLLECTIVE.fullmatch(core_name(quoted[1] if quoted else piece.text)):
            continue
        if is_honour(piece.text, chosen=chosen, quoted_will_do=quoted_will_do) and not any(
            same_honour(piece.text, other.text) for other in kept
        ):
            kept.append(piece)
    return kept


def fullest_name(name: Piece, parts: Parts, counted: Iterable[Piece]) -> Piece:
    """The name as the notice itself repeats it: where it is counted, on a form's title, or bare in quotes."""
    counted = list(counted)
    same = [piece for piece in counted if same_honour(piece.text, name.text)]
    far = _EVERYWHERE.match(name.text)
    bare = name.cut(far.end()) if far else name
    said_bare = any(one.text.strip("“”") == bare.text for one in same) and len(counted) > 1
    if far and (re.fullmatch("“[^“”]*”", bare.text) or said_bare):
        return bare
    if same and (same[0].text.startswith("“") or len(same[0].text) > len(name.text)):
        return same[0]
    graded = _GRADED.fullmatch(name.text)
    said = re.compile(f"{graded[1]}[^，。；：、（）和的]{{2,10}}{graded[2]}") if graded else None
    for paragraph in parts.body if said else ():
        place = said.search(paragraph.text) if said else None
        if place:
            return paragraph.piece.cut(*place.span())
    for phrase in names_in_sheets(parts, forms_only=True) if _GENERIC.fullmatch(name.text) else ():
        if same_honour(phrase.text, name.text) and len(core_name(phrase.text)) > len(core_name(name.text)):
            return phrase
    if parts.title is None and _GENERIC.fullmatch(name.text):
        return _repeated(name, parts) or name
    opening = name.text.find("“")
    again = sum(name.text in paragraph.text for paragraph in parts.body)
    again += sum(name.text in piece.text for _, piece in parts.attachments)
    return name.cut(opening) if opening > 0 and name.text.endswith("”") and not again else name


def _repeated(name: Piece, parts: Parts) -> Piece | None:
    """The longer name (灾后重建先进集体) whose opening the body repeats, where the page has lost its title."""
    longer: list[Piece] = []
    openings: dict[str, int] = {}
    for paragraph in parts.body:
        for place in _GENERIC_WITHIN.finditer(paragraph.text):
            start = max(paragraph.text.rfind(mark, 0, place.start()) for mark in "，。；、：（）和及与") + 1
            said = undated(without_verbs(clause_text(paragraph.piece.cut(start, place.end()))))
            opening = said.text.removesuffix(place[0])
            if len(opening) >= 4 and len(said.text) <= LONGEST and is_honour(said.text):
                openings[opening] = openings.get(opening, 0) + 1
                longer.extend([said] if place[0] == name.text else [])
    return next((one for one in longer if openings[one.text.removesuffix(name.text)] > 1), None)


def unquoted(name: Piece) -> Piece:
    """A name wholly in quotation marks, without them."""
    inner = name.text[1:-1]
    return (
        name.cut(1, -1)
        if name.text.startswith("“") and name.text.endswith("”") and "“" not in inner
        else name
    )

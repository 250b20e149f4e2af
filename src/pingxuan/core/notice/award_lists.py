"""Names of honours in the body: what is bestowed (授予…称号), what criteria are headed with, what is decided on."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from pingxuan.core.notice.honours import core_name, is_honour, praises
from pingxuan.core.notice.lines import clause_text
from pingxuan.core.notice.name_lists import split_names, without_verbs
from pingxuan.core.notice.parts import Paragraph, Parts
from pingxuan.core.notice.source import Piece
from pingxuan.core.words import AwardKind

_BESTOWED = re.compile(r"(?:授予|颁发|命名为?)(?P<names>[^。；]{3,80}?)(?:荣誉)?(?:称号|奖牌|牌匾|证书|奖章)")
_COUNTED = re.compile(r"[0-9一二三四五六七八九十]+[名个人户家项]")
_QUOTED = re.compile(r"“[^“”]{2,40}”")
_EARLIER = re.compile(
    r"已|曾|被|获|往届|上届|历届|近[一二两三四五0-9]|受过|具有|比照|参照|享受|不[再得]|以上"
)
_LISTED = re.compile(r"条件|标准|范围|对象|项目|名额|类别|奖项|设置|比例|种类|数量|荣誉")
_NUMBERED = re.compile(r"项目|名额|类别|奖项|设置|种类|数量")
_HEADED = re.compile(
    r"(?P<names>[^。；：，]{3,40}?)(?:（[^（）]{1,20}）)?(?:的|应|须|必须|应当|应该)*(?:评选|推荐|申报|参评|候选人?)?(?:具备|符合)?(?:的|下列|以下)*"
    r"(?:基本|具体|必备)?(?:条件|标准|范围|对象|要求|比例|名额)?(?:如下|为|是)?(?:[：。]|$)"
)
_DECIDED = re.compile(
    r"(?:决定，?|拟|将|现就|现将|现|经研究|开展|做好|组织|关于)[^，。；：]{0,30}?(?:评选|表彰|推荐|选树|评比|推选|命名|评出|授予|寻访)"
    r"(?P<after>[^，。；：:]{0,60})"
)
_SAID_OF = re.compile(
    r"(?P<before>[^，。；：:《》（）]{3,60}?)(?:的)?(?:(?:评选|推荐|评比|表彰|选树"
    r"|推选|遴选|选拔|申报|寻访|推介)(?!已|基本|结束)|《?(?:推荐|登记|申报|审批)(?:审批|申报)?表)"
)
_BATCH = re.compile(r"(?:评选|表彰|选树|推选|命名)一批(?P<names>[^，。；：]{3,80})")
_FORM = re.compile(
    r"(?:填写|填具|填妥|填报)《?(?P<names>[^，。；：《》]{4,40}?)(?:推荐|申报|申请|审批|登记)(?:审批)?表"
)
_FOLLOWING = re.compile(
    r"(?:的)?(?:评选|推荐|表彰|选树|评比|推选|活动|工作(?!者|室)|要点|办法|通知|候选|对象|人选|名单).*$"
)
_PRIZES = re.compile(
    r"(?:(?:奖项|奖励项目|评选项目|表彰项目|荣誉称号|评选类别|评优项目|类|先进集体|先进个人)(?:分别)?"
    r"(?:(?:为|是|有|包括|分为|设置)?：|包括|(?:为|有|分为|设置|设|共设)(?=“))|(?:评选|表彰|评出|设立?)(?:以下|下列|如下)[^，。：]{0,6}：)"
    r"(?P<names>[^。；]{3,120}?)(?=采用|采取|实行|[。；]|$)"
)
_SO_MANY = re.compile(r"等?[0-9一二三四五六七八九十两]{1,2}[个类項项种](?:奖项|项目|荣誉|称号|类别)?[，。]?$")
_SO_MANY_PRIZES = re.compile(r"等?[0-9一二三四五六七八九十两]{1,2}个(?:奖项|项目|荣誉|称号|类别)[，。]?$")
_GROUPED = re.compile(
    r"(?:^|[：，。；、）]|\s)(?P<group>个人|集体|团体|单位|组织)(?:荣誉|奖|类|称号|项目|表彰)+(?:分别)?(?:：|(?:为|有|包括|分为|设置|设)：?)"
    r"(?P<names>[^。；：]{3,160})"
)
_IN_BRACKETS = re.compile(r"(?:[^、，。；：（）]{3,25}（[^（）]{1,20}）(?:[、，；。]|和|$)){2,}")
_BRACKETS = re.compile(r"（[^（）]*）$")
_PARTED = re.compile(
    r"[，,]?(?:共)?(?:分为?|包括|下?设|含)[^，。；：“”]{0,8}：?(?P<names>[^，。；：]{3,120})"
)
_PRIZE_LIST = re.compile(r"奖项|(?:评选|表彰|奖励|评优)(?:类别|项目|内容)|荣誉称号")

ENDING = 5
"""Characters at a name's end by which the text below the title repeats it."""


def bestowed_names(parts: Parts) -> Iterator[Piece]:
    """授予“甲”“乙”荣誉称号: what this notice itself bestows, not what somebody already has."""
    for paragraph in parts.body:
        for found in _BESTOWED.finditer(paragraph.text):
            before = re.split("[，。；：]", paragraph.text[max(0, found.start() - 20) : found.start()])[-1]
            if _EARLIER.search(before) or _EARLIER.search(found["names"]):
                continue
            names = paragraph.piece.cut(*found.span("names"))
            quoted = [names.cut(*mark.span()) for mark in _QUOTED.finditer(names.text)]
            phrases = quoted or [without_verbs(phrase) for phrase in split_names(names)]
            yield from (phrase for phrase in phrases if is_honour(phrase.text, chosen=bool(quoted)))


def heading_names(parts: Parts, *, of_numbers: bool = False) -> Iterator[Piece]:
    """（一）先进集体评选条件, 优秀党员：…, where conditions, scope or numbers are set out by honour.

    ``of_numbers``: only where prizes or numbers are. A heading over a list of honours says their kind
    (先进集体) and is none itself.
    """
    for paragraph, below in zip_longest(parts.body, parts.body[1:]):
        if (_NUMBERED if of_numbers else _LISTED).search(paragraph.heading):
            deeper = below and len(below.heading.split(" ")) > len(paragraph.heading.split(" "))
            if not (deeper and below and any(_heading(below))):
                yield from _heading(paragraph)
        if _NUMBERED.search(paragraph.heading):
            yield from _in_brackets(paragraph)


def _heading(paragraph: Paragraph) -> Iterator[Piece]:
    line = clause_text(paragraph.piece)
    so_many = _SO_MANY_PRIZES.search(line.text)
    line = line.cut(0, so_many.start() if so_many else None)
    found = _HEADED.match(line.text)
    if found is None or _EARLIER.search(found["names"]):
        return
    phrases = [without_verbs(phrase) for phrase in split_names(line.cut(*found.span("names")))]
    if all(is_honour(phrase.text) and not _COUNTED.search(phrase.text) for phrase in phrases):
        yield from phrases


def prize_names(parts: Parts) -> Iterator[Piece]:
    """设置四个奖项：甲十佳、乙十佳…: the list after the colon."""
    for paragraph in parts.body:
        for found in _PRIZES.finditer(paragraph.text):
            listed = paragraph.piece.cut(*found.span("names"))
            ending = _SO_MANY.search(listed.text)
            names = list(split_names(listed.cut(0, ending.start() if ending else None)))
            if all(is_honour(name.text) for name in names):
                yield from names


def grouped_names(parts: Parts) -> Iterator[tuple[Piece, AwardKind]]:
    """个人荣誉：甲、乙。集体荣誉：丙、丁。: the honours of each group, of whom the group's word says."""
    groups: list[tuple[AwardKind, list[Piece]]] = []
    for paragraph in parts.body:
        for found in _GROUPED.finditer(paragraph.text):
            kind = AwardKind.PERSON if found["group"] == "个人" else AwardKind.UNIT
            names = [
                name.cut(0, _end(name)) for name in split_names(paragraph.piece.cut(*found.span("names")))
            ]
            if all(is_honour(name.text, chosen=True) for name in names):
                groups.append((kind, names))
    if any(praises(name.text) for _, names in groups for name in names):
        yield from ((name, kind) for kind, names in groups for name in names)


def parted_names(parts: Parts, name: str) -> Iterator[Piece]:
    """The prizes one prize is parted into (卓越教学奖，包括“甲奖”“乙奖”); none unless they are two or more."""
    ending = core_name(name)[-ENDING:]
    for paragraph in parts.body:
        place = paragraph.text.find(ending)
        found = _PARTED.match(paragraph.text, place + len(ending)) if place >= 0 else None
        names = list(split_names(paragraph.piece.cut(*found.span("names")))) if found else []
        if len(names) > 1 and _honours_all(names):
            yield from names


def prize_list(parts: Parts) -> list[Piece]:
    """The numbered list under a heading that says 奖项设置 or 评选类别."""
    listed = [paragraph for paragraph in parts.body if _PRIZE_LIST.search(paragraph.heading)]
    return [name for paragraph in listed for name in _heading(paragraph)]


def _in_brackets(paragraph: Paragraph) -> Iterator[Piece]:
    """甲（10个）、乙（20个）、丙（三成以内）, where prizes or numbers are set out."""
    line = clause_text(paragraph.piece)
    if _IN_BRACKETS.fullmatch(line.text):
        names = [name.trim("，。；").cut(0, _end(name)) for name in split_names(line)]
        if _honours_all(names):
            yield from names


def _end(name: Piece) -> int:
    """Where a name ends, its number or its share in brackets left out."""
    found = _BRACKETS.search(name.text.rstrip("，。；"))
    return found.start() if found else len(name.text)


def _honours_all(names: Sequence[Piece]) -> bool:
    """Whether all may be honours, and one is praised at least."""
    return all(is_honour(name.text, chosen=True) for name in names) and any(praises(n.text) for n in names)


def decided_names(parts: Parts) -> Iterator[Piece]:
    """决定评选表彰一批优秀党员和先进支部, 优秀党员评选工作: the honours the opening paragraphs decide on."""
    for paragraph in parts.body[:6]:
        for rule, group in ((_DECIDED, "after"), (_SAID_OF, "before"), (_BATCH, "names")):
            for found in rule.finditer(paragraph.text):
                clause = re.split("[，。；：]", paragraph.text[max(0, found.start() - 8) : found.start()])[-1]
                if not _EARLIER.search(clause):
                    yield from _decided(paragraph.piece.cut(*found.span(group)))


def batch_names(parts: Parts) -> Iterator[Piece]:
    """评选表彰一批甲、乙和丙: all the honours of the campaign, of which the title may name some."""
    for paragraph in parts.body[:4]:
        for found in _BATCH.finditer(paragraph.text):
            yield from _decided(paragraph.piece.cut(*found.span("names")))


def form_names(parts: Parts) -> Iterator[Piece]:
    """填写优秀青年推荐表: the honours of forms the text tells to fill in."""
    for paragraph in parts.body:
        for found in _FORM.finditer(paragraph.text):
            yield from _decided(paragraph.piece.cut(*found.span("names")))


def _decided(names: Piece) -> Iterator[Piece]:
    for phrase in split_names(names):
        name = without_verbs(phrase)
        cut = _FOLLOWING.search(name.text)
        name = name.cut(0, cut.start()) if cut else name
        if name.text.count("“") > name.text.count("”"):
            name = name.cut(name.text.rfind("“") + 1)
        if is_honour(name.text):
            yield name

"""Names of honours in the body: what is bestowed (授予…称号), what criteria are headed with, what is decided on."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from pingxuan.core.notice.honours import is_honour
from pingxuan.core.notice.lines import clause_text
from pingxuan.core.notice.name_lists import split_names, without_verbs
from pingxuan.core.notice.parts import Paragraph, Parts
from pingxuan.core.notice.source import Piece

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
    r"(?:决定，?|拟|将|现就|现将|现|经研究|开展|做好|组织|关于)[^，。；：]{0,30}?(?:评选|表彰|推荐|选树|评比|推选|命名|评出|授予)"
    r"(?P<after>[^，。；：:]{0,60})"
)
_SAID_OF = re.compile(
    r"(?P<before>[^，。；：:《》（）]{3,60}?)(?:的)?(?:(?:评选|推荐|评比|表彰|选树|推选|遴选|选拔|申报)(?!已|基本|结束)|《?(?:推荐|登记|申报|审批)(?:审批|申报)?表)"
)
_FOLLOWING = re.compile(
    r"(?:的)?(?:评选|推荐|表彰|选树|评比|推选|活动|工作(?!者|室)|要点|办法|通知|候选|对象|人选|名单).*$"
)
_PRIZES = re.compile(
    r"(?:奖项|奖励项目|评选项目|表彰项目|荣誉称号|评选类别|评优项目|类|先进集体|先进个人)(?:分别)?"
    r"(?:(?:为|有|包括|分为|设置)?：|包括)(?P<names>[^。；]{3,120}?)(?=采用|采取|实行|[。；]|$)"
)


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


def _heading(paragraph: Paragraph) -> Iterator[Piece]:
    line = clause_text(paragraph.piece)
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
            names = list(split_names(paragraph.piece.cut(*found.span("names"))))
            if all(is_honour(name.text) for name in names):
                yield from names


def decided_names(parts: Parts) -> Iterator[Piece]:
    """决定评选表彰一批优秀党员和先进支部, 优秀党员评选工作: the honours the opening paragraphs decide on."""
    for paragraph in parts.body[:6]:
        for rule, group in ((_DECIDED, "after"), (_SAID_OF, "before")):
            for found in rule.finditer(paragraph.text):
                clause = re.split("[，。；：]", paragraph.text[max(0, found.start() - 8) : found.start()])[-1]
                if not _EARLIER.search(clause):
                    yield from _decided(paragraph.piece.cut(*found.span(group)))


def _decided(names: Piece) -> Iterator[Piece]:
    for phrase in split_names(names):
        name = without_verbs(phrase)
        cut = _FOLLOWING.search(name.text)
        name = name.cut(0, cut.start()) if cut else name
        if name.text.count("“") > name.text.count("”"):
            name = name.cut(name.text.rfind("“") + 1)
        if is_honour(name.text):
            yield name

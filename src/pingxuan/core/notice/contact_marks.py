"""Persons, telephones, mailboxes and addresses as a paragraph names them, in their order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from pingxuan.core.notice.lines import clause_text
from pingxuan.core.notice.opening import ORG_END
from pingxuan.core.notice.parts import Paragraph
from pingxuan.core.notice.source import Piece


class Kind(Enum):
    """What a mark is."""

    SCOPE = "scope"
    PERSON = "person"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    POSTCODE = "postcode"


@dataclass(frozen=True)
class Mark:
    """One of them, and where it begins in its paragraph."""

    kind: Kind
    piece: Piece
    place: int


_LABEL = re.compile(
    r"(?P<other>(?:监督|投诉|举报)[^，。；：]{0,8}(?:电话|热线)：?|Q ?Q ?(?:交流|工作|咨询)?群?(?:号码?)?：?|微信群?号?：?"
    r"|钉钉(?:群)?(?:号码?)?：?|密码：?|账号：?|帐号：?|群号：?|税号：?|会议号：?)"
    r"|(?P<phone>(?:传 ?真[/、及和])?(?:联系|咨询|办公|服务|查询)?(?:电 ?话|热线)(?:号码)?"
    r"(?:[/、及和与]传 ?真|（(?:传 ?真|兼传真|含传真)）)?：?|手 ?机(?:号码?)?：?|联系方式：?|座机：?|内线(?:电话)?：|(?:查询|咨询|垂询)：|(?:请)?致电：?|T[Ee][Ll]：?)"
    r"|(?P<person>(?:业务|材料|工作)?联 ?[系络] ?[人员](?:[及和、与](?:联系)?(?:电话|方式))?：?|经办人：?|联系老师：?|负责人：)"
    r"|(?P<fax>传 ?真(?:号码)?：?)"
    r"|(?P<email>(?:电子)?邮 ?[箱件](?:地址)?：|(?:电子)?信箱：|[Ee]-?mail：?)"
    r"|(?P<address>(?:通讯|联系|邮寄|报送|办公|单位|收件)?地 ?[址点]：)"
    r"|(?P<postcode>邮 ?编：?|邮政编码：?|邮递区号：?)"
)
_PHONE = re.compile(
    r"(?<![0-9A-Za-z\-—])(?:"
    r"1[3-9][0-9][ \-]?[0-9]{4}[ \-]?[0-9]{4}|400-?[0-9]{3,4}-?[0-9]{3,4}"
    r"|(?:(?:（0[0-9]{1,3}）|0[0-9]{1,3})[\-—－– ]{0,2})?(?:[0-9]{7,8}|[0-9]{3,4}[\- ][0-9]{4})(?:(?:-|转|分机|#)[0-9]{1,6})?"
    r")(?![0-9*xX@])"
)
_INTERNAL = re.compile(r" ?(?P<n>[2-9][0-9]{3,5})(?![0-9年月日号室\-.*]|[\u4e00-\u9fa5])")
"""A telephone inside one house (8310), right after its label."""
_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._\-]{0,60}@[A-Za-z0-9][A-Za-z0-9.\-]{1,60}\.[A-Za-z]{2,10}")
_COMPLAINTS = re.compile(r"投诉|监督|举报|公示期|受理(?!时间|单位|部门|申报|材料|咨询)")
_FAX = re.compile(r" ?（(?:传 ?真|FAX|fax)）(?! ?[0-9])")
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧肖尹姚邵湛汪祁毛禹狄米贝明臧计成戴谈宋茅庞熊纪"
    "舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房解应宗丁邓郁单杭洪包左石崔吉"
    "龚程邢裴陆荣翁荀羊甄曲家封芮靳焦巴牧车侯全班仰秋仲伊宫宁栾暴甘厉戎祖武符刘景詹束龙叶幸司黎薄白蒲赖卓蔺屠蒙池乔阴能苍双"
    "闻莘党翟谭贡劳姬申扶堵冉桑桂牛寿边燕冀尚农温别庄晏柴瞿阎充慕连茹习艾鱼容向古易慎戈廖终居衡步都耿满匡国文寇广禄东利师巩聂"
    "关游甲乙丙丁某欧阳司马上官诸葛"
)
_TITLE = r"(?:老师|同志|科长|处长|主任|女士|先生|部长|书记|干事|经理|秘书|工)"
NAME = re.compile(
    rf"(?:[{_SURNAMES}](?: ?[\u4e00-\u9fa5]){{1,3}}?{_TITLE}?"
    rf"|[{_SURNAMES}]{_TITLE}|[\u4e00-\u9fa5]{{1,10}}·[\u4e00-\u9fa5·]{{1,20}})"
    r"(?=[ ，。；、（）：/0-9]|$)"
)
_NAME_AT_END = re.compile(
    rf"(?<![\u4e00-\u9fa5])(?P<name>[{_SURNAMES}][\u4e00-\u9fa5]{{0,2}}{_TITLE}?)[ ，：（]{{0,2}}$"
)
_OFFICE_AT_END = re.compile(r"(?<![\u4e00-\u9fa5])(?P<name>[\u4e00-\u9fa5]{3,24})[ ：]{0,2}$")
_NAMED_AFTER = re.compile(
    rf" ?[（与找]?(?P<name>[{_SURNAMES}](?:[\u4e00-\u9fa5]{{1,3}}?)?{_TITLE}|[{_SURNAMES}][\u4e00-\u9fa5]{{1,2}}(?=[）]))"
)
_OFFICE_LABEL = re.compile(r"(?:联系|咨询|受理|报送|承办)?(?:单位|部门|处室|科室)：")
_TOKEN = re.compile(r"[^ ，。；、（）：/0-9\-]+")
_CHINESE = re.compile("[\u4e00-\u9fa5·]+")
LONGEST_BARE_NAME = 3
"""A name under 联系人 whose family name is a rare one is believed up to this length."""
LONGEST_OFFICE = 30
FAR = 30
"""Names further than this from 联系人 are others' names."""
_IN_BRACKETS = re.compile(
    rf"（(?P<name>[{_SURNAMES}][\u4e00-\u9fa5]{{1,2}}(?:{_TITLE})?)[，： ]?"
    rf"(?P<phone>0[0-9]{{2,3}}-?[0-9]{{7,8}}|1[3-9][0-9]{{9}}|[2-9][0-9]{{6,7}})）"
)
_RINGS = re.compile(
    r"(?:与|找|向)(?P<who>[\u4e00-\u9fa5·]{2,24}?)(?:老师|同志)?(?:联系|联络)?（(?P<phone>[0-9\-]{7,13})）"
)


def contact_marks(paragraph: Paragraph) -> list[Mark]:
    """The marks of a paragraph in their order; complaint lines, fax numbers and chat groups are none."""
    piece = paragraph.piece
    found: list[Mark] = [
        Mark(Kind.EMAIL, piece.cut(*mail.span()), mail.start()) for mail in _EMAIL.finditer(piece.text)
    ]
    labels = list(_LABEL.finditer(piece.text))
    for place, label in enumerate(labels):
        end = labels[place + 1].start() if place + 1 < len(labels) else len(piece.text)
        found.extend(_under(piece, label, end))
        found.extend(_scope(piece, label))
    if not labels and re.search("联系|咨询|查询", paragraph.heading):
        found.extend(_unlabelled(piece))
    for beside in _IN_BRACKETS.finditer(piece.text):
        found.append(Mark(Kind.PERSON, piece.cut(*beside.span("name")), beside.start("name")))
        found.append(Mark(Kind.PHONE, piece.cut(*beside.span("phone")), beside.start("phone")))
    for ring in _RINGS.finditer(piece.text):
        found.append(Mark(Kind.PERSON, piece.cut(*ring.span("who")), ring.start("who")))
        found.append(Mark(Kind.PHONE, piece.cut(*ring.span("phone")), ring.start("phone")))
    return sorted(found, key=lambda mark: mark.place)


def _under(piece: Piece, label: re.Match[str], end: int) -> Iterator[Mark]:
    """What stands under one label, up to ``end``."""
    kind, start = label.lastgroup, label.end()
    stop = piece.text.find("。", start, end)
    last = stop if stop >= 0 else end
    if kind == "phone":
        if _COMPLAINTS.search(piece.text, max(0, label.start() - 16), label.start()):
            return
        yield from _phones(piece, start, last, labelled=label[0].endswith("："))
        yield from _beside(piece, label.start(), start, last)
    elif kind == "person" and (label[0].endswith("：") or NAME.match(piece.text, start)):
        yield from _persons(piece, start, last)
        yield from _phones(piece, start, last, labelled=False)
    elif kind == "address":
        closes = re.compile("[，。；]").search(piece.text, start, end)
        value = piece.cut(start, closes.start() if closes else end).trim("，；。、（ ")
        value = value if "（" in value.text else value.trim("）")
        yield Mark(Kind.ADDRESS, value, start)
    elif kind == "postcode":
        figures = re.compile("[0-9]{5,6}").search(piece.text, start, min(end, start + 12))
        if figures:
            yield Mark(Kind.POSTCODE, piece.cut(*figures.span()), figures.start())


def _phones(piece: Piece, start: int, end: int, labelled: bool) -> Iterator[Mark]:
    found = list(_PHONE.finditer(piece.text, start, end))
    for phone in found:
        if len(found) == 1 or not _FAX.match(piece.text, phone.end()):
            yield Mark(Kind.PHONE, piece.cut(*phone.span()), phone.start())
    internal = _INTERNAL.match(piece.text, start, end) if labelled and not found else None
    if internal:
        yield Mark(Kind.PHONE, piece.cut(*internal.span("n")), internal.start("n"))


def _beside(piece: Piece, label: int, start: int, end: int) -> Iterator[Mark]:
    """Names right before a telephone's label (陈某某，电话：) or beside the telephones under it."""
    before = _NAME_AT_END.search(piece.text, max(0, label - 8), label)
    if before and (piece.text[label - 1 : label] in "，： （" or piece.at[label] - piece.at[label - 1] > 1):
        yield Mark(Kind.PERSON, piece.cut(*before.span("name")), before.start("name"))
    for phone in _PHONE.finditer(piece.text, start, end):
        office = _OFFICE_AT_END.search(piece.text, max(start, phone.start() - LONGEST_OFFICE), phone.start())
        if office and ORG_END.search(office["name"]):
            yield Mark(Kind.SCOPE, piece.cut(*office.span("name")), phone.start() - 1)
            continue
        named = _NAME_AT_END.search(piece.text, max(start, phone.start() - 8), phone.start())
        if named is None:
            named = _NAMED_AFTER.match(piece.text, phone.end(), end)
        if named:
            yield Mark(
                Kind.PERSON, piece.cut(*named.span("name")), min(named.start("name"), phone.start() - 1)
            )


def _persons(piece: Piece, start: int, end: int) -> Iterator[Mark]:
    """Names under 联系人：, and the office one of them belongs to."""
    last = start
    for token in _TOKEN.finditer(piece.text, start, end):
        if not _CHINESE.fullmatch(token[0]) or token.start() - last > FAR:
            break
        last = token.end()
        for value, place in _set_apart(piece, *token.span()):
            yield from _person(value, place)


def _person(value: Piece, place: int) -> Iterator[Mark]:
    name = value.text
    if NAME.fullmatch(name) or (1 < len(name) <= LONGEST_BARE_NAME and not ORG_END.search(name)):
        yield Mark(Kind.PERSON, value, place)
    elif ORG_END.search(name):
        yield Mark(Kind.SCOPE, value, place - 1)
    elif split := _office_and_name(name):
        yield Mark(Kind.SCOPE, value.cut(0, split), place - 1)
        yield Mark(Kind.PERSON, value.cut(split), place)


def _set_apart(piece: Piece, start: int, end: int) -> Iterator[tuple[Piece, int]]:
    """Two names with a space between them in the original; the letters of one name may have one too."""
    gaps = [i for i in range(start + 2, end - 1) if piece.at[i] - piece.at[i - 1] > 1]
    edges = [start, *(gap for gap in gaps if end - start > LONGEST_BARE_NAME), end]
    for first, last in pairwise(edges):
        yield piece.cut(first, last), first


def _office_and_name(text: str) -> int | None:
    """Where the name begins in 市局人事科王某某."""
    for length in (3, 2):
        if ORG_END.search(text[:-length]) and NAME.fullmatch(text[-length:]):
            return len(text) - length
    return None


def _scope(piece: Piece, label: re.Match[str]) -> Iterator[Mark]:
    """The office named right before a label: 市局办公室联系人：."""
    if label.lastgroup not in ("person", "phone"):
        return
    first = label.start()
    low = max(0, first - LONGEST_OFFICE - 8)
    start = max(max(piece.text.rfind(mark, low, first) for mark in "。；，（）：") + 1, low)
    named = _unlabelled_office(clause_text(piece.cut(start, first)).trim("：， "))
    if 1 < len(named.text) <= LONGEST_OFFICE and (ORG_END.search(named.text) or named.text.endswith("方面")):
        yield Mark(Kind.SCOPE, named, start - 1)


def _unlabelled_office(piece: Piece) -> Piece:
    """Without 联系单位： before it."""
    label = _OFFICE_LABEL.match(piece.text)
    return piece.cut(label.end()) if label else piece


def _unlabelled(piece: Piece) -> Iterator[Mark]:
    """Under a heading 联系方式: offices on lines of their own, names followed by telephones."""
    phones = list(_PHONE.finditer(piece.text))
    for phone in phones:
        yield Mark(Kind.PHONE, piece.cut(*phone.span()), phone.start())
        named = _NAME_AT_END.search(piece.text, max(0, phone.start() - 8), phone.start())
        if named:
            yield Mark(Kind.PERSON, piece.cut(*named.span("name")), named.start("name"))
    office = _unlabelled_office(clause_text(piece).trim("： "))
    before = piece.text[: phones[0].start()] if phones else ""
    if not phones and len(office.text) <= LONGEST_OFFICE and ORG_END.search(office.text):
        yield Mark(Kind.SCOPE, office, -1)
    elif "：" in before:
        named_office = clause_text(piece.cut(0, before.index("："))).trim()
        if ORG_END.search(named_office.text):
            yield Mark(Kind.SCOPE, named_office, -1)

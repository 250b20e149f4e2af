"""Places told in sentences and lists: 甲奖：东县、西县各1名; 东县：甲奖2个、乙奖3名; 名额分配：东县3名，西县2名."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pingxuan.core.notice.fact import Fact, read_as
from pingxuan.core.notice.honours import core_name, is_honour, praise_at
from pingxuan.core.notice.lines import clause_level, clause_text
from pingxuan.core.notice.numerals import number
from pingxuan.core.notice.parts import Paragraph
from pingxuan.core.notice.quota_grid import TOTAL, QuotaColumn
from pingxuan.core.notice.source import Piece

FEWEST = 3
"""So many bodies at least make a distribution that names no honour."""
FEWEST_OF_HONOUR = 2
"""So many bodies at least share out an honour's places."""
LONGEST = 400
"""A sentence longer than this, in characters, tells no places."""
_NUMBER = r"(?:[0-9]{1,4}|[一二两三四五六七八九十]{1,3})"
_UNIT = "[名个家户人位所项支篇件]"
_SAID = re.compile("名额|指标|分配")
_OPENING = re.compile(
    r"(?:名额|指标)(?:具体)?(?:分配)?(?:如下|为|情况)?(?:：|$)|分配(?:如下|情况|方案)?表?(?:：|$)"
)
_COURSE = re.compile(r"(?:参训|参会|培训|学员|报名|参赛)(?:人员)?(?:名额|指标)")
_LABEL = re.compile(
    rf"(?P<name>[^，。；：、（）0-9]{{2,40}}?)(?:候选人)?(?:推荐)?(?:名额|指标)?(?:分配)?(?:共计?|计)?"
    rf"(?:（?(?:共计?)?(?P<total>[0-9]{{1,4}}){_UNIT}?）?)?"
    r"(?:（[^（）]{0,14}）)?(?:[，：（]?(?:其中|名额分配为|分配为|分配如下)[：，]?|：|$)"
)
_LEAD = re.compile(r"(?:根据|按照|结合|经|考虑|综合)[^，：]{2,30}，")
_SUM = re.compile(rf"[，、]?(?:一?共计?|合计|总计|总共)：?{_NUMBER}{_UNIT}$")
_SHARE = re.compile(
    r"(?P<bodies>[^，。；：]{2,160}?)(?:（[^（）]{1,14}）)?(?:：|为|—)?(?P<each>各)?(?:分别)?可?(?:推荐|分配|评选|推选|选送|报送|申报)?(?:名额)?"
    rf"(?:(?P<n>{_NUMBER}){_UNIT}|（(?P<m>{_NUMBER}){_UNIT}?）)(?:（[^（）]{{0,20}}）)?[、，；和及 ]?"
)
_HONOURED = re.compile(rf"(?P<name>[^，；：、0-9（）]{{3,24}}?)[：为]?(?P<n>{_NUMBER}){_UNIT}[、，；和及 ]?")
_WHO = re.compile(
    r"(?P<body>[^，。；：、（）]{2,24}?)(?:（[^（）]{1,14}）)?(?:：|[可应]?(?:推荐|评选|推选|选送|报送)：?)"
)
_LEFT = re.compile(r"[，、](?:其余|其他|剩余)[^0-9一二两三四五六七八九十]*$")
_IN_BRACKETS = re.compile(
    r"(?P<body>[^，。；：、（）]{2,20})(?:（[0-9]{1,5}[人名]）)?（(?P<items>[^（）]{5,120})）[、，；和]?"
)
_BODY_END = re.compile(
    r"(?:[省市州盟县区旗乡镇村局委办联厅署院系校处科室站所队厂矿班级会组部园段港库馆社连营团舰]|街道|公司|集团|单位|支|小学|大学"
    r"|[一二三四五六七八九十初高]中|中学|中心|银行|[分支]行|车间|专业|机关|直属|[省市县区]直)$"
)
_CODE = re.compile(
    r"[0-9]{2,}[\u4e00-\u9fa5A-Za-z0-9（）]*$|[\u4e00-\u9fa5]{0,6}[A-Z0-9]{2,}[\u4e00-\u9fa5]{0,4}$"
)
_NO_BODY = re.compile(
    r"^(?:每|各|共|其余|其他|其中|本次|全[市县区省校院]|[我本该]|推荐|名额|男|女|一线|基层|[一二三四五六七八九十]个|不|原则|个人|集体|单位)"
    r"|等奖|[金银铜]奖|.至.|等$|不超过|不少于|至少|左右|比例|材料|事迹|照片|[省市县区校院国特甲乙丙一二三]级$|共$"
    r"|(?:教师|学生|小学|中学|初中|高中|专业|业余|男子|女子|少年|青年|成人|儿童|职工)组$"
    r"|(?:代表|专家|评委|党员|团员|群众|干部|教师|学生|员工|职工|男|女|个人|集体)$"
)
_OTHERS = re.compile("其他|其余|另外|.{2,}至.{2}|.+等$")
Place = tuple[Fact[str], Fact[int]]


@dataclass
class _Told:
    """What the paragraphs have told so far, and what the list at hand stands under."""

    columns: dict[str, tuple[Piece | None, int | None, list[Place]]] = field(default_factory=dict)
    under: Piece | None = None
    total: int | None = None
    opened: bool = False

    def add(self, honour: Piece | None, total: int | None, place: Place) -> None:
        """One more body of an honour's column; of the column no honour heads, when None."""
        key = core_name(honour.text) if honour else ""
        self.columns.setdefault(key, (honour, total, []))[2].append(place)

    def has_begun(self) -> bool:
        """Whether the list at hand has named bodies already."""
        return (core_name(self.under.text) if self.under else "") in self.columns

    def spoil(self) -> None:
        """The list at hand also gives places to what is no body (其他单位各1名): none of it counts."""
        self.columns.pop(core_name(self.under.text) if self.under else "", None)
        self.leave()

    def leave(self) -> None:
        """The list at hand is over."""
        self.under, self.total, self.opened = None, None, False


def told_in(paragraphs: Iterable[Paragraph]) -> list[QuotaColumn]:
    """The columns that those sentences and lists tell; a course's places are none."""
    told = _Told()
    for paragraph in paragraphs:
        if _COURSE.search(paragraph.text):
            continue
        if clause_level(paragraph.text) and not _SAID.search(paragraph.heading):
            told.leave()
        for segment in _segments(paragraph.piece):
            told.opened = told.opened or bool(_SAID.search(paragraph.heading))
            _read(segment, told)
    return list(_wide_enough(told))


def _wide_enough(told: _Told) -> Iterator[QuotaColumn]:
    """The columns, where bodies enough stand in one of them and none stands twice."""
    for key, (honour, total, places) in told.columns.items():
        alike = [held for head, (_, _, held) in told.columns.items() if bool(head) is bool(key)]
        widest = max(map(len, alike))
        once = len({body.value for body, _ in places}) == len(places)
        if once and widest >= (FEWEST_OF_HONOUR if key else FEWEST):
            yield QuotaColumn(honour, tuple(places), total)


def _segments(piece: Piece) -> Iterator[Piece]:
    start = 0
    for stop in [*(found.start() for found in re.finditer("[。；]", piece.text)), len(piece.text)]:
        segment = clause_text(piece.cut(start, stop).trim("。； "))
        start = stop
        if segment and len(segment.text) < LONGEST:
            yield segment


def _read(segment: Piece, told: _Told) -> None:
    """One sentence or one line: a heading, the honours of one body, or the bodies of one honour."""
    rest = _places_alone(_below_heading(segment, told))
    if not rest:
        return
    bracketed = list(_in_full(_IN_BRACKETS, rest.text, 0)) if told.opened else []
    bodies = [rest.cut(*one.span("body")).plus(rest.cut(*one.span("items"))) for one in bracketed]
    by_body = [held for one in bodies or [rest] for held in _of_body(one, spoken=told.opened)]
    for honour, place in by_body:
        told.add(honour, None, place)
    if not by_body:
        _read_shares(rest, told)


def _below_heading(segment: Piece, told: _Told) -> Piece:
    """The sentence without the honour or the 名额分配 it opens with, which stands over what follows."""
    label, opening = _LABEL.match(segment.text), _OPENING.search(segment.text)
    if label and _one_honour(label["name"]) and not (told.opened and _is_body(_before_praise(label["name"]))):
        told.under = segment.cut(*label.span("name"))
        told.total = int(label["total"]) if label["total"] else None
        return segment.cut(label.end())
    if opening is None:
        return segment
    if praise_at(segment.text) < opening.start():
        told.under, told.total = None, None
    told.opened = True
    return segment.cut(opening.end())


def _read_shares(rest: Piece, told: _Told) -> None:
    shares = list(_shares(rest)) if told.under or told.opened else []
    names = [body.value for body, _ in shares]
    known = told.has_begun() or 2 * sum(map(_is_body, names)) >= len(names)
    if shares and known and all(map(_may_be_body, names)):
        for place in shares:
            told.add(told.under, told.total, place)
    elif any(_OTHERS.match(name) for name in names):
        told.spoil()
    else:
        told.leave()


def _places_alone(rest: Piece) -> Piece:
    """What tells the places, without 根据各地实际 before it and 共14名 behind."""
    lead, summed = _LEAD.match(rest.text), _SUM.search(rest.text) or _LEFT.search(rest.text)
    alone = rest.cut(lead.end() if lead else 0, summed.start() if summed else None)
    return (
        alone.cut(0, -1)
        if alone.text.endswith("）") and alone.text.count("（") < alone.text.count("）")
        else alone
    )


def _before_praise(text: str) -> str:
    return text[: praise_at(text)].rstrip("“")


def _one_honour(name: str) -> bool:
    held = name.strip("“”")
    return is_honour(name, chosen="“" in name) and sum(map(is_honour, re.split("[和及与]", held))) < 2


def _of_body(rest: Piece, *, spoken: bool) -> list[tuple[Piece, Place]]:
    """东县（42人）：先进集体2个、先进个人3名; without a mark behind the body only under 名额分配."""
    who = _WHO.match(rest.text)
    plain = _before_praise(rest.text)
    if who and (_is_body(who["body"]) or (spoken and _may_be_body(who["body"]))):
        body, at = rest.cut(*who.span("body")), who.end()
    elif spoken and _is_body(plain):
        body, at = rest.cut(0, len(plain)), len(plain)
    else:
        return []
    items = list(_in_full(_HONOURED, rest.text, at))
    if not items or not all(is_honour(item["name"], chosen="“" in item["name"]) for item in items):
        return []
    who_is = read_as(body.shown, body)
    return [
        (rest.cut(*item.span("name")).trim("“”"), (who_is, read_as(number(item["n"]) or 0, rest.cut(*item.span("n")))))
        for item in items
    ]  # fmt: skip


def _shares(rest: Piece) -> Iterator[Place]:
    """东县、西县各2名，南县1名: each word with its places, whether or not it is a body's name."""
    for share in _in_full(_SHARE, rest.text, 0):
        bodies = list(re.finditer("[^、，和及]+", share["bodies"]))
        if len(bodies) > 1 and not share["each"]:
            bodies = [re.match(".*", share["bodies"]) or bodies[0]]
        figure = "n" if share["n"] else "m"
        count = read_as(number(share[figure]) or 0, rest.cut(*share.span(figure)))
        for one in bodies:
            body = rest.cut(share.start("bodies") + one.start(), share.start("bodies") + one.end())
            yield read_as(body.shown, body), count


def _in_full(rule: re.Pattern[str], text: str, start: int) -> Iterator[re.Match[str]]:
    """The matches that follow each other up to the text's end; none when something is left between them."""
    found: list[re.Match[str]] = []
    while start < len(text):
        item = rule.match(text, start)
        if item is None:
            return
        found.append(item)
        start = item.end()
    yield from found


def _is_body(name: str) -> bool:
    """Whether a name is that of a nominating body: it ends as theirs do, or is a class's code."""
    return bool(_BODY_END.search(name) or _CODE.match(name)) and _may_be_body(name)


def _may_be_body(name: str) -> bool:
    """Whether nothing tells that a name is none: no total, no grade, no sort of persons, no honour."""
    return (
        len(name) > 1
        and "、" not in name
        and not (_NO_BODY.search(name) or TOTAL.search(name) or is_honour(name))
    )

"""How many of an honour there are, where the number stands beside the name or after 共."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pingxuan.core.notice.fact import Fact, read_as
from pingxuan.core.notice.honours import core_name, is_honour, praises, same_honour
from pingxuan.core.notice.lines import clause_text
from pingxuan.core.notice.name_lists import after_model, split_names, without_verbs
from pingxuan.core.notice.numerals import number
from pingxuan.core.notice.parts import Parts
from pingxuan.core.notice.source import Piece

MOST_HONOURS = 150
"""A campaign has no more honours than this; what a longer list counts is something else."""
COUNTERS = "名个家户人位项所支篇件对队间"
_COUNT = re.compile(
    r"(?<![0-9.%第“])(?P<n>[0-9]{1,5}|[一二两三四五六七八九十百]{1,5})(?P<about>余|多)?"
    rf"(?P<unit>[{COUNTERS}])(?P<around>左右|上下)?(?![月年次]|项目|奖项|类)"
)
_NO_TOTAL = re.compile(
    r"每|各(?![类级项种0-9一二三四五六七八九十两]|$)|不超过|不多于|不得?超|至少|不少于|不低于|最多|至多|最高|限(?:报|推|评|额|[0-9一二三])|首批|第一批|往届|上届|历届"
    r"|不得|已有|现有|组内|组外|可(?:以)?(?:推|申|评)|曾|获得?(?!奖名额)|具有|占|其中|原则上"
)
_PROPOSES = re.compile(r"推荐|推报|申报|报送|上报|选派|提名(?!奖)")
_DECIDES = re.compile(
    r"分配给|确定|评选|表彰|表扬|评出|授予|选出|产生|命名|遴选|评定|奖励|授牌|推选|选树|推出|设|拟定|评比|选拔|创建"
)
_DECIDING = re.compile(r"(?:评选|表彰|奖项|评比|选树|评优)[^，。]{0,6}(?:名额|数量|项目|设置|类别|数额)")
_RIGHT = re.compile(
    r"(?:确定|评选|表彰|评出|授予|选出|产生|命名|遴选|评定|奖励|授牌|推选|选树|推出|设[立置]?)(?:了|出)?[^，。；、]{0,3}$|[，；。、和及][^，；。、]{0,2}$"
)
_SHARED = re.compile(
    r"共(?:计)?(?:拟)?(?:评选|表彰|推选|选树|评出|选出|产生|设|确定|命名|奖励|授予|遴选)?$|总数为?$|总计$|(?:评选|表彰)?名额(?:共|：|为)?$|总名额为?$"
    r"|(?:评选|表彰|选树|命名|奖励)(?:数量|总数|人数)(?:共|：|为)?$"
)
_ALONE = re.compile(
    r"(?:全[市县区省国校州院镇]|共|拟|本次)[^，。；：每各]{0,10}(?:评选|表彰|选树|命名|推选)[^，。；：每各0-9]{0,10}$"
)
_AFTER_NAME = re.compile(r"名额|予以|进行|给予|并|在|将|（|等|，|。|；|、|称号|的|参")
_BEFORE_FIGURE = re.compile(
    r"(?:(?<!推荐)(?<!申报)(?:的?(?:评选|表彰|奖励)?(?:名额|数量|人数)(?:（[^（）]{1,12}）)?|获[奖得]者)(?:原则上)?(?:也|均)?"
    r"(?:不超过|控制在|为|：|共|计)?|(?<=”)不超过|[：（ 共计为]+)$"
)
_SCOPE = re.compile(r"[（：](?:全[\u4e00-\u9fa5]{1,2}|共计?|总共|名额|计|拟评?|评选|设)[：为共]?$")
_ASIDE = re.compile(
    r"其中(?=“)|(?:不超过|不多于|不低于|不少于)[^，。；]{0,12}%|每[一两二三四]年[^，。；]*|“[^“”]*”(?:不超过)?|（[^（）]*）"
    r"|获[奖得]者中?|(?<=名额|数量|人数|总数)(?:原则上)?(?:也|均)?(?:不超过|为|控制在)"
    r"|其中(?:含|包括|有)?(?=[^，；]*(?:标兵|标杆|特别奖)$)"
)
_WHOM = re.compile(
    r"(?:年度)?(?:人物|个人|集体|单位|家庭|企业|教师|学生|青年|少年|干部|工作者|班级|团队|支部)"
)
_ALLOTTED = re.compile(r"分配给[^，。；、0-9]{1,14}$")
_NAME_ONLY = re.compile(r"(?:名额|指标|数量)(?:为|：)(?P<n>[0-9]{1,4})[。；]?$")
_LABEL = re.compile(
    r"(?:[（(]?[0-9一二三四五六七八九十]{1,2}[）)、.])?(?P<label>[^，。；：、]{2,24}?)(?:（[^（）]{1,12}）)?："
)
_NO_BODY = re.compile("名额|奖项|评选|表彰|项目|类|荣誉|称号|范围|对象|数量|设置|如下|比例|指标")


@dataclass(frozen=True)
class Counted:
    """An honour with its number; ``unit`` is the counter (名, 个, 户), ``approximate`` for 50余个.

    ``total`` is None when the places that count it differ, or count what is only proposed.
    """

    name: Piece
    total: Fact[int] | None
    unit: str
    approximate: bool
    quoted: bool
    decided: bool = False


def counted_names(parts: Parts) -> list[Counted]:
    """Every honour that has its number beside it, each time."""
    found = [
        (
            _body_named(piece),
            replace(one, decided=one.decided or bool(one.total and _DECIDING.search(heading))),
        )
        for piece, heading in _texts(parts)
        for one in _counted(piece)
    ]
    bodies: dict[str, set[str]] = {}
    for body, one in found:
        bodies.setdefault(core_name(one.name.text), set()).update([body] if body else [])
    return [
        replace(one, total=None) if body and len(bodies[core_name(one.name.text)]) > 1 else one
        for body, one in found
    ]


def _body_named(piece: Piece) -> str:
    """The body a line gives its numbers to (甲支部（42人）：优秀党员4名); "" when it opens otherwise.

    Numbers that several bodies' lines give for one honour are places, no total.
    """
    label = _LABEL.match(piece.text)
    named = label and not (praises(label["label"]) or _NO_BODY.search(label["label"]))
    return label["label"] if label and named else ""


@dataclass(frozen=True)
class SharedTotal:
    """A number said apart from the name (名额共100户), with the words before it and the heading above."""

    before: str
    heading: str
    total: Fact[int]
    approximate: bool
    for_one: bool = False
    """It counts whatever is chosen, so it is a total only where there is one honour."""


def shared_totals(parts: Parts) -> Iterator[SharedTotal]:
    """Numbers that follow 共, 名额, 总数."""
    for piece, above in _texts(parts):
        label = _LABEL.match(piece.text)
        heading = f"{above} {label['label']}" if label else above
        bare = _NAME_ONLY.search(piece.text)
        if bare and not re.search("每|各|推荐|申报", piece.text):
            total = read_as(int(bare["n"]), piece.cut(*bare.span("n")))
            yield SharedTotal(piece.text[: bare.start()], heading, total, approximate=False)
        for count in _COUNT.finditer(piece.text):
            before = piece.text[max(0, count.start() - 40) : count.start()]
            clause = re.split("[，；。：]", before.rstrip("：共为"))[-1]
            if re.search("每|各|推荐|其中|分配", clause):
                continue
            total = read_as(number(count["n"]) or 0, piece.cut(*count.span()))
            if _SHARED.search(before):
                yield SharedTotal(before, heading, total, _rough(count))
            elif _ALONE.search(clause):
                yield SharedTotal(before, heading, total, _rough(count), for_one=True)


def _texts(parts: Parts) -> Iterator[tuple[Piece, str]]:
    """The body's paragraphs and their headings; of a notice passed on also those of the notice inside."""
    yield from ((paragraph.piece, paragraph.heading) for paragraph in parts.body)
    if parts.title and "转发" in parts.title.text:
        yield from ((piece, "") for annex in parts.annexes for piece in annex.paragraphs)


def _rough(count: re.Match[str]) -> bool:
    return bool(count["about"] or count["around"])


def _counted(piece: Piece) -> Iterator[Counted]:
    """Honours with a number beside them: 100名“甲”, 乙23名, 丙（全市10个）."""
    last = 0
    for found in _COUNT.finditer(piece.text):
        if piece.text[found.end() : found.end() + 2] in ("以内", "以上", "以下"):
            continue
        scope = _SCOPE.search(piece.text, max(last, found.start() - 8), found.start())
        opening = scope or _BEFORE_FIGURE.search(piece.text, max(last, found.start() - 22), found.start())
        edge = opening.start() if opening else found.start()
        yield from _named(piece, found, max(last, _clause_start(piece.text, edge)), edge)
        last = found.end()


def _clause_start(text: str, end: int) -> int:
    """Where the clause that ends there opens, at most forty characters before; brackets kept whole."""
    depth = 0
    for index in range(end - 1, max(-1, end - 41), -1):
        if text[index] == "）" and not depth and text[:index].count("（") <= text[:index].count("）"):
            return index + 1
        if text[index] in "”）":
            depth += 1
        elif text[index] in "“（" and depth:
            depth -= 1
        elif not depth and text[index] in "，；。：（":
            return index + 1
    return max(0, end - 40)


def _named(piece: Piece, found: re.Match[str], start: int, edge: int) -> Iterator[Counted]:
    """The honours one figure counts: one, or each of a list before 各."""
    count = number(found["n"])
    before = piece.text[max(0, edge - 18) : edge]
    right = (
        _right_name(piece, found.end()) if _RIGHT.search(before[-8:]) or _ALLOTTED.search(before) else None
    )
    each = piece.text[max(0, edge - 1) : edge] == "各"
    names = [right] if right else list(_left_names(piece, start, edge, each=each))
    if not names or not count:
        return
    lead = _lead(piece.text, edge)
    if _NO_TOTAL.search(lead.removesuffix("各")):
        return
    verbs = [
        *((m.start(), True) for m in _DECIDES.finditer(lead)),
        *((m.start(), False) for m in _PROPOSES.finditer(lead)),
    ]
    decided = max(verbs)[1] if verbs else None
    for name in names:
        total = None if decided is False else read_as(count, piece.cut(*found.span()))
        yield Counted(name, total, found["unit"], _rough(found), "“" in name.text, bool(decided))


def _lead(text: str, end: int) -> str:
    """What leads up to a figure: its clause, with those before it in the sentence until one has a verb."""
    low = max(0, end - 120)
    stop = max(text.rfind(mark, low, end) for mark in "。；") + 1
    plain = _ASIDE.sub("", text[max(stop, low) : end])
    clauses = re.split("[，：]", plain)
    lead = clauses.pop()
    while clauses and not (_DECIDES.search(lead) or _PROPOSES.search(lead) or _NO_TOTAL.search(lead)):
        lead = clauses.pop() + "，" + lead
    return lead


def _right_name(piece: Piece, start: int) -> Piece | None:
    rest = piece.cut(start, start + 40)
    led = re.match("(?:单位|集体|同志|个人|家庭|企业|班级)(?=“)", rest.text)
    rest = rest.cut(led.end() if led else 0)
    if rest.text.startswith("“"):
        end = rest.text.find("”")
        whom = _WHOM.match(rest.text, end + 1)
        end = whom.end() if whom else end + 1
        return rest.cut(0, end) if end > 3 and is_honour(rest.text[:end], chosen=True) else None
    stop = _AFTER_NAME.search(rest.text)
    phrase = next(split_names(rest.cut(0, stop.start() if stop else None)), None)
    return phrase if phrase and is_honour(phrase.text) else None


def _left_names(piece: Piece, start: int, end: int, *, each: bool) -> Iterator[Piece]:
    if each:
        phrases = [without_verbs(phrase) for phrase in split_names(piece.cut(start, end).trim("各 "))]
    else:
        opens = max(start, _last_joint(piece.text, start, end))
        held = piece.cut(opens, end).trim("和及与以暨、 ")
        phrases = [without_verbs(after_model(piece, opens, clause_text(held)))]
    for phrase in phrases:
        if not phrase.text.endswith("共") and is_honour(phrase.text, chosen=phrase.text.endswith("”")):
            yield phrase


def _last_joint(text: str, start: int, end: int) -> int:
    """Where the last phrase of a list opens, brackets and quotation marks kept whole."""
    depth = 0
    for index in range(end - 1, start - 1, -1):
        if text[index] in "”）":
            depth += 1
        elif text[index] in "“（" and depth:
            depth -= 1
        elif text[index] == "、" and not depth:
            return index + 1
    return start


def without_repeats(counted: Iterable[Counted]) -> list[Counted]:
    """Each honour once; its number only where all places that decide on it agree."""
    groups: list[list[Counted]] = []
    for one in counted:
        group = next((g for g in groups if same_honour(one.name.text, g[0].name.text)), None)
        if group is not None:
            group.append(one)
        elif len(groups) < MOST_HONOURS:
            groups.append([one])
    return [_agreed(group) for group in groups]


def _agreed(group: list[Counted]) -> Counted:
    decided = [one for one in group if one.total and one.decided] or [one for one in group if one.total]
    if not decided:
        return group[0]
    if len({one.total.value for one in decided if one.total}) == 1:
        return replace(decided[0], name=group[0].name, quoted=group[0].quoted)
    return replace(group[0], total=None)

"""Lists of names in running text (甲、乙和丙): where one ends and the next begins, and what leads up to them."""

import re
from collections.abc import Iterable, Iterator

from pingxuan.core.notice.honours import is_honour, praise_at, praises
from pingxuan.core.notice.source import Piece

_VERBS = re.compile(
    r"关于|公布|转知|遴荐|参加|填写|填报|印发|转发|下发|开展|做好|办理|组织|举办|进行|评选|评定|推荐|选树|推选|选举"
    r"|遴选|推报|选拔|申报|表彰奖励|表彰|表扬(?!信)|奖励|授予|命名|评比|争创|寻找|报送|上报|布置|启动|部署|确定"
    r"|产生|选出|评出|推出|设立|设置|设(?=“)|设$|^设(?![计备施])|^评|其中(?:含|包括|有)?|分配给?[^，。；]{1,8}?(?=全[国省市县区校]"
    r"|首都|[国省市县区校院]级|先进|优秀|模范|文明|[三五]好|五[一四]|三八|巾帼|劳动|最美|十佳|杰出)"
    r"|包括|分为|面向|优先|一批|各类|本次|本届|拟|将|(?:名额|指标)(?!为)|(?:分别|名额|称号|奖项)为|的"
)
_JOINT = re.compile(
    r"、|以及|(?<!普)及(?!格)|(?<!共)和(?![谐平睦美])|与(?!会)|暨|；|，|/|(?<=”)(?=“)|(?<=”) (?=“)| {2,}"
)
_RUN_ON = re.compile(
    r"(?<=[者员师人体位手兵部家组校长生号岗])(?=先进|优秀|最美|十佳|模范|文明|示范|劳动模范)|(?<=[妇婆女])(?=好)"
)
_PAIR = re.compile(
    r"(?P<first>手|集体|单位|企业|家庭|组织|标兵|奖(?=状))(?P<tail>状)?（(?P<second>[\u4e00-\u9fa5]{1,4})）$"
)
_AMONG = re.compile(r".*(?:中|内)(?:再|择优)*(?:产生|评出|选出|评选|推选|遴选)(?=.{3})")
_MARKS = " 《》⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽①②③④⑤⑥⑦⑧⑨⑩"
_PRAISED_KIND = re.compile(r"(?:先进|优秀|模范)$")
_NUMBERED = re.compile(r"[（(]?[0-9一二三四五六七八九十]{1,3}[）、.]")
_KINDS = ("集体", "个人", "单位", "工作者", "组织", "干部", "家庭", "企业", "岗", "手", "章", "奖章")
_BARE = re.compile(r"(?:集体|个人|单位|工作者|组织|干部|家庭|班级|企业|教师|员工|奖[章状])$")
_PLAIN = r"(?:(?:先进|优秀)(?:集体|个人|工作者|单位|组织)|(?:劳动|工作)模范)"
_GENERIC = re.compile(_PLAIN + "(?=$|（|评|推|表彰|的)")
_HEADED = re.compile(rf"(?P<head>.*[^0-9年度届一批个名的]{{3}}){_PLAIN}")
_GRADE = re.compile(r"(?:国家|[省市州县区校院系厅局部])级")
_MODEL = re.compile(r"标兵|能手|模范|明星|楷模")
_MODEL_BEFORE = re.compile(rf"(?P<head>[^，。；：、0-9]{{2,12}})(?:{_MODEL.pattern})[0-9]+名[、，和及]$")
_PRAISING = re.compile(r".*(?:先进|优秀|模范|文明|示范|最美|十佳|劳动)")


def split_names(piece: Piece) -> Iterator[Piece]:
    """The phrases of a list (甲、乙和丙), never cutting inside quotation marks; short ones spelt out."""
    last = None
    for phrase in _graded(_phrases(piece)):
        for part in _run_on(phrase):
            for name in _paired(_spelt_out(part, last)):
                last = name
                yield name


def after_model(piece: Piece, start: int, phrase: Piece) -> Piece:
    """能手 that stands after 服务标兵10名、 with what both share before it; as it is when there is none."""
    found = (
        _MODEL_BEFORE.search(piece.text, max(0, start - 24), start) if _MODEL.fullmatch(phrase.text) else None
    )
    return piece.cut(*found.span("head")).plus(phrase) if found else phrase


def without_verbs(piece: Piece) -> Piece:
    """A phrase without the words that lead up to the name (决定开展…, 表现突出的…)."""
    quote = piece.text.find("“")
    head = piece.text if quote < 0 else piece.text[:quote]
    edge = praise_at(head)
    cut = 0
    for found in _VERBS.finditer(head):
        if found.end() < len(piece.text) and found.start() < edge:
            cut = found.end()
    among = _AMONG.match(head)
    held = piece.cut(max(cut, among.end() if among else 0)).trim(_MARKS)
    marked = _NUMBERED.match(held.text)
    return held.cut(marked.end()) if marked else held


def _phrases(piece: Piece) -> Iterator[Piece]:
    depth, start = _depths(piece.text), 0
    for joint in _JOINT.finditer(piece.text):
        if depth[joint.start()] or joint.start() < start:
            continue
        if joint.start() > start:
            yield piece.cut(start, joint.start())
        start = joint.end()
    if start < len(piece.text):
        yield piece.cut(start)


def _graded(phrases: Iterable[Piece]) -> Iterator[Piece]:
    """校级、市级三好学生: each grade has the honour the last of them is said of."""
    grades: list[Piece] = []
    for phrase in phrases:
        own = _GRADE.match(phrase.text)
        bare = re.search(f"{_GRADE.pattern}$", phrase.text)
        if own and not bare:
            yield from (grade.plus(phrase.cut(own.end())) for grade in grades)
        if bare:
            grades.append(phrase)
        else:
            yield phrase
            grades = []


def _run_on(phrase: Piece) -> Iterator[Piece]:
    """优秀教师优秀班主任, printed without a mark between, is two names."""
    start = 0
    for found in _RUN_ON.finditer(phrase.text):
        left, right = phrase.cut(start, found.start()), phrase.cut(found.start())
        if is_honour(without_verbs(left).text) and praises(right.text):
            yield left
            start = found.start()
    yield phrase.cut(start)


def _spelt_out(phrase: Piece, last: Piece | None) -> Piece:
    """先进集体和个人, 五一劳动奖状、奖章: the second name takes its praise from the first."""
    if last is not None and _MODEL.fullmatch(phrase.text) and _MODEL.fullmatch(last.text[-2:]):
        return last.cut(0, -2).plus(phrase)
    headed = _HEADED.fullmatch(last.text) if last and _GENERIC.match(phrase.text) else None
    if last and headed:
        return last.cut(0, headed.end("head")).plus(phrase)
    if last is None or not _BARE.fullmatch(phrase.text):
        return phrase
    praised = _PRAISING.match(last.text)
    return last.cut(0, praised.end()).plus(phrase) if praised else phrase


def _paired(phrase: Piece) -> Iterator[Piece]:
    """三八红旗手（集体）, 五一劳动奖状（章）: two names in one."""
    found = _PAIR.search(phrase.text)
    if found is None or found["second"] not in _KINDS:
        yield phrase
        return
    if found["second"] == "个人" and not _PRAISED_KIND.search(phrase.text[: found.start()]):
        yield phrase.cut(0, found.start("second") - 1)
        return
    yield phrase.cut(0, found.start("second") - 1)
    whole = found["first"] == "奖" or (found["first"], found["second"]) == ("标兵", "岗")
    kept = found.end("first") if whole else found.start()
    yield phrase.cut(0, kept).plus(phrase.cut(*found.span("second")))


def _depths(text: str) -> list[bool]:
    """For each place of a text, and its end, whether it lies inside quotation marks or brackets."""
    inside, level = [], 0
    for char in text:
        inside.append(level > 0)
        if char in "“（":
            level += 1
        elif char in "”）" and level:
            level -= 1
    return [*inside, False]

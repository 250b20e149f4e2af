"""What makes a name that of an honour, whether it honours units or persons, when two names mean one."""

import re
from collections.abc import Iterator

from pingxuan.core.notice.source import Piece
from pingxuan.core.words import AwardKind

_UNIT_END = re.compile(
    r"(?:单位|集体|组织|家庭|工作室|班组|班级|小组|团队|基地|企业|学校|[党团]?支部|党委|窗口|青年文明号|户|村|社区|机构|项目"
    r"|案例|成果奖?|[站所园馆店岗]|商户|品牌|协会|科室|处室|街道|乡镇|工会|团委|实验室|组织奖|集体奖|公司|机关|宿舍|专业|课程)$"
)
_PERSON_END = re.compile(
    r"(?:个人|人物|大使|教师|师傅|[者员手师生兵范]|工匠|之星|干部|企业家|专家|先锋|榜样|楷模|好人|青年|妇女|奖学金|人才|达人"
    r"|书记|校长|院长|主任|导师|母亲|儿女|能人|党员|职工|工人|学生|民警|司机|农民|居民|市民|新人|标兵|模范|人选|军嫂|医生|护士)$"
)
_PRAISE = re.compile(
    r"先进|优秀|模范|标兵|示范|最美|最佳|十佳|杰出|文明|能手|红旗|之星|工匠|先锋|榜样|楷模|好人|大使|奖|标杆|星级|优胜|骨干|名师"
    r"|拔尖|领军|工作室|人物|巾帼|五一|五四|岗位|卓越|金牌|带头人|奖学金|道德"
)
_TAIL = re.compile(r"(?:荣誉称号|称号|提名奖?|（[^（）]{0,20}）|[”》])$")
_VERBS = re.compile(
    r"关于|开展|做好|组织|举办|进行|评选|评定|推荐|选树|推选|遴选|推报|选拔|申报|表彰|授予|命名|评比|争创|寻找|报送|上报|确定"
    r"|产生|选出|评出|设立|设置|其中|包括|面向|优先|一批|各类|本次|拟|的"
)
_QUALIFIER = re.compile(
    r"第[一二三四五六七八九十0-9]{1,3}[届批次]|[12][0-9]{3}(?:[-—－–][12]?[0-9]{1,3})?(?:学年|年度|年)?|[“”]"
)
_JOINT = re.compile(r"、|以及|(?<!普)及|(?<!共)和(?![谐平睦])|与|暨|；|，|(?<=”)(?=“)")


def kind_of(name: str) -> AwardKind | None:
    """Units or persons, by the noun the name ends in; None when that does not tell."""
    core = name
    for _ in range(3):
        core = _TAIL.sub("", core)
    if core.endswith("组织") and core.startswith("组织"):
        return None
    if _UNIT_END.search(core):
        return AwardKind.UNIT
    return AwardKind.PERSON if _PERSON_END.search(core) else None


def is_honour(name: str, *, quoted_will_do: bool = False) -> bool:
    """Whether a phrase names an honour: it praises, and ends in whom it honours or (in a title) in quotes."""
    core = core_name(name)
    quoted = quoted_will_do and name.endswith("”")
    return (
        3 <= len(core) <= 40
        and bool(_PRAISE.search(core))
        and (quoted or kind_of(core) is not None or core.endswith("奖"))
    )


def core_name(name: str) -> str:
    """The name without quotes, years, 第几届 and brackets, for comparing."""
    return re.sub(r"（[^（）]{0,20}）|[\s“”《》（）]", "", _QUALIFIER.sub("", name))


def same_honour(one: str, other: str) -> bool:
    """Whether two names mean one honour: equal, or one is the other with a qualifier before it."""
    short, long = sorted((core_name(one), core_name(other)), key=len)
    return len(short) >= 3 and long.endswith(short)


def split_names(piece: Piece) -> Iterator[Piece]:
    """The phrases of a list (甲、乙和丙), never cutting inside quotation marks."""
    depth, start = _depths(piece.text), 0
    for joint in _JOINT.finditer(piece.text):
        if depth[joint.start()] or joint.start() < start:
            continue
        if joint.start() > start:
            yield piece.cut(start, joint.start())
        start = joint.end()
    if start < len(piece.text):
        yield piece.cut(start)


def without_verbs(piece: Piece) -> Piece:
    """A phrase without the words that lead up to the name (决定开展…, 表现突出的…)."""
    quote = piece.text.find("“")
    head = piece.text if quote < 0 else piece.text[:quote]
    cut = 0
    for found in _VERBS.finditer(head):
        if found.end() < len(piece.text):
            cut = found.end()
    return piece.cut(cut).trim()


def _depths(text: str) -> list[bool]:
    """For each place of a text, and its end, whether it lies inside quotation marks or brackets."""
    inside, level = [], 0
    for char in text:
        inside.append(level > 0)
        if char in "“（《":
            level += 1
        elif char in "”）》" and level:
            level -= 1
    return [*inside, False]

"""What makes a name that of an honour, whether it honours units or persons, when two names mean one."""

import re
from functools import lru_cache

from pingxuan.core.notice.traditional import AS_SIMPLIFIED
from pingxuan.core.words import AwardKind

_UNIT_END = re.compile(
    r"(?:单位|集体|组织|家庭|工作室|班组|班级|小组|团队|基地|企业|学校|支部|总支|党委|窗口|机构|商户|门店|品牌|科室|教研室|处室|街道"
    r"|工会|妇联|团委|实验室|组织奖|集体奖|公司|机关|部门|宿舍|寝室|中心|网点|银行|城市|庭院|楼栋|车间|工地|港口|之家|小家|奖状|主体"
    r"|团体|班子|厂商|商会|书屋|科协|连队|法庭|食堂|餐厅|商场|酒店|民宿|景区|合作社|联合体|基地|俱乐部|车队"
    r"|班|队|团|台|社|点|部|号|校|县|市|区|镇|乡|村|户|站|所|园|馆|店|岗|厂|会|院|组|街|家园)$"
)
_WORK_END = re.compile(
    r"(?:项目|案例|成果奖?|专业|课程|论文|作品|课题|教案|课例|课件|微课|优质课|教学设计|活动|工程|产品|节目|栏目|图书|期刊|提案"
    r"|建议|专利|方案|报告)$"
)
_PERSON_END = re.compile(
    r"(?:个人|人物|大使|使者|[者员手师生兵范长人士匠嫂工]|之星|明星|干部|团干|企业家|作家|专家|艺术家|科学家|先锋|尖兵|榜样|楷模|青年|少年"
    r"|儿童|妇女|女性|奖学金|助学金|人才|英才|英雄|书记|主任|医生|护士|母亲|父亲|妈妈|儿女|媳妇|婆婆|妯娌|邻居|学生|民警|司机|农民|居民|市民"
    r"|骨干|分子|状元|新秀|新星|新锐|劳模|之友|名家|名医|委员|经理|支书|博士|教授|奖章|勋章|标兵|模范|红娘|童军|孝子|总监|管家|顾问|干事|理事)$"
)
_PERSON_PRIZE = re.compile(
    r"青年|少年|师铎|师德|园丁|教师|孝行|敬老|见义勇为|教学(?!成果|团队)|教育(?=奉献|功臣|耕耘)"
)
_UNIT_MODEL = re.compile(
    r"(?:支部|集体|单位|班组|班级|组织|家庭|岗|户|企业|学院)(?:标兵|标杆|模范|先锋|榜样|之星)$|(?:团体|单位|企业)会员$"
)
_PRAISE = re.compile(
    r"先进|优秀|优胜|优质|优异|优良|模范|标兵|示范|典范|最美|最佳|最受|最具|最满意|最喜爱|十佳|百佳|十大|百强|十强|杰出|文明(?![办委局网])|能手|红旗"
    r"|之星|明星|新星|新秀|新锐|英才|英雄|工匠|先锋|榜样|楷模|好人|大使|使者|标杆|星级|[三四五六七八九]星|骨干(?=教师|班主任|校长|人才)|名师|名医|名校长|名班主任"
    r"|拔尖|领军|工作室|人物|巾帼|五一劳动|五四|卓越|绩优|积极分子|特色|雷锋|奉献|金牌|银牌|带头人|奖学金|奖章|奖状|勋章|道德|三好|五好|四好|[两双十百]优|突击手|突击队|先锋号"
    r"|文明号|状元|尖兵|劳模|功勋|突出贡献|有功|特级|特等|创新|创优|诚信|平安|绿色|和谐|美丽|书香|学习型|放心|满意|信得过|敬业|孝|敬老|爱心"
    r"|公益|身边|新时代|时代|杏林|育人|教坛|首席|技术能手|传承人|代表性|感动|年度"
    r"|好(?=青年|少年|干部|医生|护士|老师|教师|媳妇|婆婆|妯娌|邻居|支书|党员|儿女|母亲|军嫂|警嫂|民警|校长|司机|员工|家长|家庭|公婆|儿媳)"
)
_PRIZE = re.compile(r"[^评颁获授发受表]奖(?:学金)?$|助学金$")
_TAIL = re.compile(r"(?:荣誉称号|称号|提名奖?|（[^（）]{0,20}）|[”》])$")
_NO_HONOUR = re.compile(
    r"(?:先进|优秀|年度|突出)?(?:事迹|典型|经验|材料|表现|成绩|贡献|作风|评优|等次|名额|人选|对象|候选人|(?<!精品)活动|工作)$"
    r"|^[0-9]{1,2}）|^(?:每|各类|该|此|其他|任何|所有|这|一类)|^(?:推荐|申报|主办|承办|参评|获奖|受表彰|所在|下属|基层|各|本|有关|相关|成员|责任)(?:单位|集体|个人"
    r"|人|人员|部门|企业)"
)
_GRADE = re.compile(r"(?:[特一二三四]等|[金银铜]|优秀|优胜|入围|鼓励|纪念|提名|参与)奖$")
_NO_NAME = re.compile(
    r"[。；：？！]|评选|推选|推荐|申报|表彰|授予|获得|获评|负责|参加|奖励.|由|应当|进行|通知|文件|要求|根据|按照"
    r"|关于|如下|附件|同时|各单位|须|可(?![爱信敬持])|增加|等次|享受|安排|设(?:[特一二三]等|[金银铜])|(?<![解民])委员会$|(?:报告|座谈|表彰|交流|[大年])会$"
)
_QUALIFIER = re.compile(
    r"第[一二三四五六七八九十百0-9]{1,3}[届批次期]|首届"
    r"|(?:[12][0-9]{3}|[一二][〇零○O0一二三四五六七八九]{3})(?:年?[-—―－–～~至][12]?[0-9]{1,3})?(?:学年度?|年度|年)?|[“”]"
)
_SCOPE = re.compile(
    r"^(?:[国省市县区校](?=三八|五一|五四|巾帼|先进|优秀|模范|文明|劳动|工人|杰出|最美|十佳)|全[国省市州县区镇校院系统]{1,2}|[国省市县区校院厅局部]级|[我本][省市县区校院]"
    r"|[\u4e00-\u9fa5]{2,7}?(?:省|市|州|县|区|镇|大学|学院|集团|公司|学校|中学|系统))"
)
_OWN = re.compile(r"^[我本][省市县区校院](?=.{3})")
_LEADING_YEAR = re.compile(
    r"[-—―－–～~]*(?:1[0-2][0-9](?=年)|[12][0-9]{3}|[一二][〇零○O0一二三四五六七八九]{3})(?:年?[-—―－–～~至]?[12]?[0-9]{1,3}(?=[学年]))?"
    r"(?:学年度?|年度|年|届毕业生|届)?(?:第[一二]学期)?的?(?=.)"
)


WHOLE = 6
"""A name of so many characters is the same honour when more words stand before it."""


def kind_of(name: str) -> AwardKind | None:
    """Units (works among them) or persons, by the noun the name ends in; None when that does not tell."""
    core = _bare(name)
    if core.endswith("组织") and core.startswith("组织"):
        return None
    if core.endswith("奖") and not re.search(r"(?:组织|集体|成果)奖$", core):
        return kind_of(core[:-1]) or (AwardKind.PERSON if _PERSON_PRIZE.search(core) else None)
    if re.search(r"[奖助]学金$|(?:个人|人物)奖?$", core):
        return AwardKind.PERSON
    if _UNIT_MODEL.search(core):
        return AwardKind.UNIT
    if _PERSON_END.search(core):
        return AwardKind.PERSON
    return AwardKind.UNIT if _UNIT_END.search(core) or _WORK_END.search(core) else None


def praises(name: str) -> bool:
    """Whether a word of praise stands in the name."""
    return bool(_PRAISE.search(core_name(name)))


def praise_at(text: str) -> int:
    """Where the first word of praise opens; the text's length when there is none."""
    found = _PRAISE.search(text)
    return found.start() if found else len(text)


def is_honour(name: str, *, chosen: bool = False, quoted_will_do: bool = False) -> bool:
    """Whether a phrase names an honour: it praises, and ends in whom it honours, in 奖, or in quotes.

    ``chosen``: it is what 评选 is said of, so it need not praise. ``quoted_will_do``: a quoted name need
    not end in whom it honours.
    """
    core = core_name(name)
    if _GRADE.fullmatch(core) or not 3 <= len(core) <= 40 or _NO_HONOUR.search(core) or _NO_NAME.search(core):
        return False
    if _PRIZE.search(core):
        return True
    quoted = (quoted_will_do and name.endswith("”")) or bool(re.search("[十百][佳强优]$", core))
    return (chosen or quoted or bool(_PRAISE.search(core))) and (quoted or kind_of(core) is not None)


@lru_cache(maxsize=8192)
def core_name(name: str) -> str:
    """The name without quotes, years, 第几届 and brackets, in simplified script, for comparing."""
    return re.sub(
        r"（[^（）]{0,20}）|[\s“”《》（）「」]", "", _QUALIFIER.sub("", name.translate(AS_SIMPLIFIED))
    )


@lru_cache(maxsize=8192)
def plain_name(name: str) -> str:
    """The name for comparing, also without the place it is for (淮安市, 市级, 全省)."""
    return _SCOPE.sub("", _OWN.sub("", core_name(name)))


@lru_cache(maxsize=8192)
def _level(core: str) -> str:
    """Of what rank the place before a name is: 国, 省, 市, 县, 校 or another."""
    found = _SCOPE.match(_OWN.sub("", core))
    if found and found[0].endswith("级"):
        return found[0][-2]
    scope = found[0].rstrip("统系镇") if found else ""
    return "校" if scope.endswith(("学", "院", "校")) else scope[-1:]


def leading_year(name: str) -> int:
    """Length of the year a name opens with: it says when, not what (2023年度先进集体)."""
    found = _LEADING_YEAR.match(name)
    return found.end() if found else 0


def same_honour(one: str, other: str) -> bool:
    """Whether two names mean one honour: equal, or one is the other with a qualifier before it."""
    cores = core_name(one), core_name(other)
    short, long = sorted(cores, key=len)
    if len(short) >= 3 and long.endswith(short):
        return True
    plain, fuller = sorted((plain_name(one), plain_name(other)), key=len)
    alike = plain == fuller if len(plain) < WHOLE else fuller.endswith(plain)
    return len(plain) >= 4 and alike and _level(cores[0]) == _level(cores[1])


def _bare(name: str) -> str:
    core = name
    for _ in range(3):
        core = _TAIL.sub("", core)
    return core

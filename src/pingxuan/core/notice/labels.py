"""The labels forms print: what each one asks for, so that a field gets its kind, its meaning and a key."""

import re
from typing import NamedTuple

from pypinyin import lazy_pinyin

from pingxuan.core.words import FieldKind, Meaning


class Asked(NamedTuple):
    """What a label asks for; ``key`` is "" when the label is not one of the common ones."""

    key: str
    kind: FieldKind
    meaning: Meaning = Meaning.NONE


_F, _M = FieldKind, Meaning
_COMMON: tuple[tuple[str, Asked], ...] = (
    (r"序号|编号", Asked("number", _F.NUMBER, _M.RUNNING_NUMBER)),
    (r"(?:填报|申报|推荐|报送|呈报)单位", Asked("filing_unit", _F.TEXT, _M.FILING_UNIT)),
    (r"(?:填报|填表|填写|申报|上报)(?:时间|日期)", Asked("filing_date", _F.DATE, _M.FILING_DATE)),
    (r"填[报表写]人", Asked("filed_by", _F.PERSON_NAME, _M.FILED_BY)),
    (r"姓名|人选姓名|被?推荐人(?:姓名)?|候选人(?:姓名)?|申报人(?:姓名)?", Asked("name", _F.PERSON_NAME)),
    (r"(?:(?:工作)?单位|企业|集体|组织|机构|学校|家庭|班级|团队|项目|工作室|基地|窗口|支部)(?:全称|名称)", Asked("unit_name", _F.TEXT)),
    (r"所在(?:单位|学校|学院|部门)|工作单位|单位|学校", Asked("unit", _F.TEXT, _M.UNIT_NAME)),
    (r"单位性质", Asked("unit_nature", _F.TEXT)),
    (r"(?:单位)?(?:主要)?负责人(?:姓名)?|法定代表人|法人代表|领衔人|户主姓名", Asked("person_in_charge", _F.PERSON_NAME)),
    (r"联[系络]人(?:姓名)?", Asked("contact_name", _F.PERSON_NAME, _M.CONTACT_NAME)),
    (r"(?:联系|固定|办公)?(?:电话|手机)(?:号码?)?|联系方式|移动电话", Asked("phone", _F.PHONE, _M.PHONE)),
    (r"(?:单位|联系|通[讯信]|家庭|详细|办公)?(?:地址|住址)", Asked("address", _F.ADDRESS, _M.ADDRESS)),
    (r"(?:员工|职工|从业人员)(?:人数|总数)|职工总人数", Asked("staff_count", _F.NUMBER)),
    (r"(?:从事)?岗位|所在岗位", Asked("post", _F.TEXT)),
    (r"职务", Asked("position", _F.TEXT)),
    (r"(?:员工|职工|从业|党员|在编)?(?:人数|总数)|年龄|教龄|工龄|党龄|班主任龄|户数", Asked("", _F.NUMBER)),
    (r"(?:设立|成立|创建|创办|建立)(?:时间|日期)", Asked("founded_on", _F.DATE)),
    (r"出生(?:年月日?|日期)|参加工作(?:时间|年月)|入[党职]时间|任职时间", Asked("", _F.TEXT)),
    (r"性别", Asked("sex", _F.OPTION)),
    (r"统一社会信用代码|信用代码", Asked("credit_code", _F.CREDIT_CODE)),
    (r"(?:贴|近期|本人|正面|免冠|彩色|证件|标准|一寸|二寸|两寸|1寸|2寸)*(?:照片|相片|近照)(?:粘贴)?处?", Asked("photo", _F.PHOTO)),
    (r".*(?:证明材料|佐证材料|支撑材料|附件材料|复印件|扫描件)", Asked("", _F.ATTACHMENT)),
    (
        r"(?:主要|先进|个人|突出|简要|典型|家庭|详细)*事迹(?:简介|材料|概述|简述|摘要)?|主要(?:成绩|业绩|表现|贡献)|工作业绩",
        Asked("deeds", _F.LONG_TEXT, _M.DEEDS),
    ),
    (r".*(?:简历|简介|规划|情况|荣誉|奖励|经历|总结|说明|成果|获奖|介绍|家训|成员|表彰|处分|经验|做法|理由|评价)", Asked("", _F.LONG_TEXT)),
)  # fmt: skip
_RULES = tuple((re.compile(rf"(?:{pattern})$"), asked) for pattern, asked in _COMMON)


def asked_by(label: str) -> Asked:
    """What a label asks for; text with no special meaning when it is not a common one."""
    plain = re.sub(r"（[^（）]{0,20}）|\s", "", label)
    for rule, asked in _RULES:
        if rule.match(plain):
            return asked
    return Asked("", FieldKind.TEXT)


def customary_options(label: str) -> tuple[str, ...]:
    """The options everybody knows though nobody prints them."""
    return ("男", "女") if label == "性别" else ("是", "否") if label.startswith("是否") else ()


def key_for(label: str, taken: set[str]) -> str:
    """A key for a label that no other field has yet: the common English one, else its pinyin."""
    plain = re.sub(r"（[^（）]{0,20}）", "", label)
    stem = asked_by(label).key or re.sub(r"[^a-z0-9]+", "_", "_".join(lazy_pinyin(plain[:12])).lower()).strip(
        "_"
    )
    stem = stem or "field"
    key, count = stem, 1
    while key in taken:
        count += 1
        key = f"{stem}_{count}"
    taken.add(key)
    return key

"""What the parts of a definition are called in Chinese, which rows are the same row, how a value is read."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from typing import Any

from pingxuan.core.definition import (
    Approval,
    Award,
    Column,
    Contact,
    Criterion,
    Deadline,
    Definition,
    Field,
    Form,
    NominatingBody,
    OpinionStep,
    PlaqueRule,
    PublicationRule,
    Quota,
    Ratio,
    RegisterRule,
    SummaryTable,
)
from pingxuan.core.instants import beijing
from pingxuan.core.words import DeadlineKind, Word

NAMES: Mapping[type, Mapping[str, str]] = {
    Definition: {
        "title": "标题", "short_title": "简称", "doc_number": "文号", "issuer": "主办单位", "sealed_for": "代章",
        "issue_date": "印发日期", "addressees": "主送", "purpose": "目的", "scope": "推荐范围", "awards": "奖项",
        "bodies": "推荐单位", "deadlines": "时限", "contact": "联系方式", "further_contacts": "其他联系方式",
        "attachments": "通知附件", "categories": "类别", "departments": "征求意见的部门", "media": "材料形式",
        "copies": "纸质材料份数", "late_policy": "逾期", "candidates_percent": "每 100 个授牌数推荐几个",
        "publication": "公示", "plaque": "牌匾", "approval": "批准",
    },
    Award: {
        "key": "代号", "name": "名称", "kind": "授予", "total": "授牌数", "prize_percent": "授奖比例（%）",
        "form": "推荐表", "further_forms": "附表", "summary": "汇总表", "quota": "名额", "rules": "与台账核对的规则",
        "criteria": "推荐标准", "vetoes": "一票否决", "inspected": "明察暗访",
    },
    Form: {"title": "表名", "annex": "附件号", "fields": "栏目", "opinions": "意见栏"},
    Field: {
        "key": "代号", "label": "栏目名", "kind": "填写方式", "meaning": "含义", "required": "必填", "options": "选项",
        "min_chars": "最少字数", "max_chars": "最多字数", "limit_blocks": "字数不符不能交", "annex_page": "可另附页",
        "hint": "填写说明", "in_heading": "印在表格上方", "printed": "印在推荐表上", "columns": "列",
    },
    OpinionStep: {"key": "代号", "label": "栏名", "by": "由谁出具", "wordings": "备用意见", "seal": "盖章"},
    SummaryTable: {"title": "表名", "annex": "附件号", "columns": "列"},
    Column: {"label": "列名", "source": "取自推荐表", "meaning": "含义"},
    Quota: {
        "kind": "方式", "title": "表名", "annex": "附件号", "places": "各单位名额", "each": "每单位名额",
        "least": "每单位不少于", "ratio": "比例",
    },
    Ratio: {"places": "推荐数", "per": "每多少", "of": "按什么数", "rounding": "零头", "bases": "各单位基数"},
    RegisterRule: {"kind": "规则", "honour": "称号", "year": "年份", "wording": "通知原文"},
    Criterion: {"heading": "方面", "items": "要求"},
    NominatingBody: {"name": "名称", "kind": "类别"},
    Deadline: {
        "kind": "种类", "what": "事项", "at": "截止时刻", "wording": "通知原文", "channel": "报送到",
    },
    Contact: {"person": "联系人", "phone": "联系电话", "email": "电子邮箱", "scope": "负责事项"},
    Approval: {"basis": "批准依据", "number": "批准文号", "limit": "批准的数量"},
    PublicationRule: {"working_days": "公示期（工作日）"},
    PlaqueRule: {"pattern": "编号样式", "valid_years": "有效期（年）"},
}  # fmt: skip
"""Every attribute of every part, as the pages and the versions call it."""

Identity = Callable[[Any], object]
SAME: Mapping[type, tuple[Identity, ...]] = {
    Award: (lambda one: one.key, lambda one: one.name),
    Form: (lambda one: one.title, lambda one: one.annex or None),
    Field: (lambda one: one.key, lambda one: one.label),
    OpinionStep: (lambda one: one.key, lambda one: one.label),
    Column: (lambda one: one.label, lambda one: one.source or None),
    RegisterRule: (
        lambda one: (one.kind, one.honour, one.year),
        lambda one: (one.kind, one.honour),
        lambda one: one.kind,
    ),
    Criterion: (lambda one: one.heading,),
    NominatingBody: (lambda one: one.name,),
    Deadline: (
        lambda one: (one.kind, one.what),
        lambda one: None if one.kind is DeadlineKind.OTHER else one.kind,
    ),
    Contact: (lambda one: (one.scope, one.person), lambda one: one.phone or None),
}
"""What makes two rows of different versions the same row, tightest first; None is never the same."""


def called(row: Any) -> str:
    """The name people know a row by; "" where it has none."""
    if isinstance(row, RegisterRule):
        return row.wording or row.kind.label
    if isinstance(row, Contact):
        return row.scope or row.person or row.phone
    for attribute in ("name", "label", "what", "heading", "title"):
        if getattr(row, attribute, ""):
            return str(getattr(row, attribute))
    return str(getattr(row, "key", ""))


def read_value(value: Any) -> str:
    """A value as people read it; "" for nothing. A part reads as its name and what is told of it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Word):
        return value.label
    if isinstance(value, datetime):
        local = beijing(value) if value.tzinfo else value
        return f"{local.year}年{local.month}月{local.day}日{local:%H:%M}"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, tuple):
        return "、".join(read_value(one) for one in value)
    if isinstance(value, dict):
        return "、".join(f"{name} {read_value(one)}" for name, one in value.items())
    return _read_part(value) if is_dataclass(value) else str(value)


def _read_part(part: Any) -> str:
    """``主要事迹（填写方式：长文字，最多字数：300）``: what differs from its default, rows by their names."""
    told = [
        f"{NAMES[type(part)][one.name]}：{_brief(getattr(part, one.name))}"
        for one in fields(part)
        if one.name != "key"
        and getattr(part, one.name) != _default(one)
        and getattr(part, one.name) != called(part)
    ]
    return f"{called(part)}（{'，'.join(told)}）" if told else called(part)


def _brief(value: Any) -> str:
    if isinstance(value, tuple):
        return "、".join(called(one) if is_dataclass(one) else read_value(one) for one in value)
    return called(value) if is_dataclass(value) and called(value) else read_value(value)


def _default(one: Any) -> Any:
    return one.default_factory() if one.default_factory is not MISSING else one.default

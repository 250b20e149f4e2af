"""A definition that holds every part one can have: all field kinds, a further form, six opinions, counted quotas."""

from dataclasses import replace
from typing import Any

from pingxuan.core.definition import (
    Award,
    Column,
    Deadline,
    Definition,
    Field,
    Form,
    NominatingBody,
    OpinionStep,
    Quota,
    Ratio,
    SummaryTable,
)
from pingxuan.core.words import AwardKind, DeadlineKind, FieldKind, Meaning, OpinionBy, QuotaKind
from tests.small_campaign import CITY, COUNTY, MATERIALS_DUE, ORGANISER

BODIES = (CITY, COUNTY)
LABELS = ("所在单位意见", "乡镇意见", "县主管部门意见", "县人社部门意见", "市级意见", "省级审批意见")
WRITERS = (
    OpinionBy.FILING_UNIT,
    OpinionBy.NOMINATING_BODY,
    OpinionBy.NOMINATING_BODY,
    OpinionBy.NOMINATING_BODY,
    OpinionBy.ORGANISER,
    OpinionBy.ORGANISER,
)
SIX_STEPS = tuple(
    OpinionStep(key=f"opinion{place}", label=label, by=by)
    for place, (label, by) in enumerate(zip(LABELS, WRITERS, strict=True), start=1)
)


def thirteen(prefix: str = "", name: Meaning = Meaning.NONE) -> tuple[Field, ...]:
    """A blank of every kind; keys begin with ``prefix``, the person's name means ``name``."""
    held = (
        Field(key="name", label="姓名", kind=FieldKind.PERSON_NAME, meaning=name),
        Field(key="gender", label="性别", kind=FieldKind.OPTION, options=("男", "女")),
        Field(key="born", label="出生年月", kind=FieldKind.DATE),
        Field(key="years", label="从业年限", kind=FieldKind.NUMBER),
        Field(key="photo", label="照片", kind=FieldKind.PHOTO),
        Field(key="post", label="职务"),
        Field(key="phone", label="联系电话", kind=FieldKind.PHONE),
        Field(key="code", label="单位信用代码", kind=FieldKind.CREDIT_CODE),
        Field(key="address", label="通信地址", kind=FieldKind.ADDRESS),
        Field(
            key="fields", label="申报领域", kind=FieldKind.OPTIONS, options=("教学", "科研", "管理", "服务")
        ),
        Field(
            key="career",
            label="主要经历",
            kind=FieldKind.ROWS,
            columns=(
                Field(key="span", label="起止时间"),
                Field(key="place", label="单位及职务"),
                Field(key="witness", label="证明人", kind=FieldKind.PERSON_NAME, required=False),
            ),
        ),
        Field(key="deeds", label="主要事迹", kind=FieldKind.LONG_TEXT, min_chars=10, max_chars=300),
        Field(key="proof", label="证明材料", kind=FieldKind.ATTACHMENT),
    )
    return tuple(replace(one, key=prefix + one.key) for one in held)


MAIN = Form(
    title="先进个人推荐表", annex="附件2", fields=thirteen(name=Meaning.NOMINEE_NAME), opinions=SIX_STEPS
)
FURTHER = Form(
    title="先进个人登记表",
    annex="附件3",
    fields=thirteen("more_"),
    opinions=(SIX_STEPS[0], OpinionStep(key="own", label="本人签名", by=OpinionBy.FILING_UNIT, seal=False)),
)
EVERY_PART = Definition(
    title="关于推荐评选先进个人的通知",
    short_title="先进个人评选",
    issuer=ORGANISER,
    awards=(
        Award(
            key="person",
            name="先进个人",
            kind=AwardKind.PERSON,
            prize_percent=50,
            form=MAIN,
            further_forms=(FURTHER,),
            summary=SummaryTable(
                title="先进个人推荐汇总表",
                annex="附件4",
                columns=(
                    Column(label="序号", meaning=Meaning.RUNNING_NUMBER),
                    Column(label="姓名", source="name"),
                    Column(label="申报领域", source="fields"),
                    Column(label="地址", source="more_address"),
                ),
            ),
            quota=Quota(
                kind=QuotaKind.RATIO,
                least=1,
                ratio=Ratio(places=1, per=100, of="职工人数", bases={CITY: 240, COUNTY: 30}),
            ),
            inspected=False,
        ),
        Award(
            key="team",
            name="先进集体",
            kind=AwardKind.UNIT,
            form=Form(
                title="先进集体推荐表",
                fields=(Field(key="name", label="单位名称", meaning=Meaning.NOMINEE_NAME),),
            ),
            quota=Quota(kind=QuotaKind.EACH, each=1),
            inspected=False,
        ),
    ),
    bodies=tuple(NominatingBody(name=name) for name in BODIES),
    deadlines=(Deadline(kind=DeadlineKind.MATERIALS, what="推荐材料", at=MATERIALS_DUE),),
)
"""A person's award of every kind of blank, and a unit's without opinions, criteria or total."""


def with_person(**changes: Any) -> Definition:
    """The definition with the person's award changed."""
    award, team = EVERY_PART.awards
    return replace(EVERY_PART, awards=(replace(award, **changes), team))

"""A small invented campaign as data: one unit award by quota table, one person award by register."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from pingxuan.core.definition import (
    Award,
    Contact,
    Criterion,
    Deadline,
    Definition,
    Field,
    Form,
    NominatingBody,
    OpinionStep,
    PlaqueRule,
    Quota,
    RegisterRule,
    SummaryTable,
)
from pingxuan.core.instants import BEIJING
from pingxuan.core.words import (
    AwardKind,
    BodyKind,
    DeadlineKind,
    FieldKind,
    Meaning,
    OpinionBy,
    QuotaKind,
    RegisterRuleKind,
)

HONOUR = "文明示范窗口"
ORGANISER = "某州服务提升办公室"
DIRECT, MEMBER, CITY, COUNTY = "州直", "州交通运输局", "库尔勒市", "和静县"
UNIT, PERSON = "unit", "person"
DEEDS = "常年坚持首问负责，热情接待来访群众，没有发生服务差错，群众评价良好。"


def moment(text: str) -> datetime:
    """A Beijing instant from ``2023-02-20 09:00``."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=BEIJING)


OPENED = moment("2023-02-06 09:00")
CONTACTS_DUE = moment("2023-02-13 18:00")
MATERIALS_DUE = moment("2023-02-27 18:00")

_PHONE = Field(key="phone", label="联系电话", kind=FieldKind.PHONE, meaning=Meaning.PHONE)
_DEEDS = Field(
    key="deeds",
    label="主要事迹",
    kind=FieldKind.LONG_TEXT,
    meaning=Meaning.DEEDS,
    min_chars=10,
    max_chars=200,
)
_OPINIONS = (
    OpinionStep(key="body", label="县市意见", by=OpinionBy.NOMINATING_BODY, wordings=("同意推荐。",)),
    OpinionStep(key="organiser", label="州办意见", by=OpinionBy.ORGANISER, wordings=("同意。",)),
)
UNIT_AWARD = Award(
    key=UNIT,
    name="文明服务示范窗口",
    kind=AwardKind.UNIT,
    total=4,
    form=Form(
        title="文明服务示范窗口推荐表",
        annex="附件2",
        fields=(
            Field(key="name", label="单位名称", meaning=Meaning.NOMINEE_NAME),
            Field(key="contact", label="联系人", kind=FieldKind.PERSON_NAME, meaning=Meaning.CONTACT_NAME),
            _PHONE,
            _DEEDS,
        ),
        opinions=_OPINIONS,
    ),
    summary=SummaryTable(title="文明服务示范窗口推荐汇总表", annex="附件4"),
    quota=Quota(
        kind=QuotaKind.TABLE, title="名额分配表", annex="附件1", places={DIRECT: 1, CITY: 3, COUNTY: 2}
    ),
    rules=(RegisterRule(kind=RegisterRuleKind.EXCLUDED, honour=HONOUR, year=2021, wording="不重复推荐"),),
    criteria=(
        Criterion(heading="环境", items=("环境整洁", "标识清楚")),
        Criterion(heading="技能", items=("业务熟练",)),
        Criterion(heading="群众评价"),
    ),
    vetoes=("有违法违纪行为", "有责任投诉"),
)
PERSON_AWARD = Award(
    key=PERSON,
    name="文明服务形象大使",
    kind=AwardKind.PERSON,
    total=2,
    form=Form(
        title="文明服务形象大使推荐表",
        annex="附件3",
        fields=(
            Field(key="name", label="姓名", kind=FieldKind.PERSON_NAME, meaning=Meaning.NOMINEE_NAME),
            Field(key="unit", label="单位名称", meaning=Meaning.UNIT_NAME),
            _PHONE,
            _DEEDS,
        ),
        opinions=_OPINIONS,
    ),
    summary=SummaryTable(title="文明服务形象大使推荐汇总表", annex="附件5"),
    quota=Quota(kind=QuotaKind.REGISTER),
    rules=(
        RegisterRule(kind=RegisterRuleKind.REQUIRED_ONE_EACH, honour=HONOUR, year=2021, wording="各推荐1名"),
    ),
    criteria=(Criterion(heading="品行", items=("爱岗敬业", "待人热情")),),
    inspected=False,
)
DEFINITION = Definition(
    title="关于推荐评选文明服务示范窗口和形象大使的通知",
    short_title="文明服务推荐评选",
    doc_number="某服办〔2023〕1号",
    issuer=ORGANISER,
    awards=(UNIT_AWARD, PERSON_AWARD),
    bodies=(
        NominatingBody(name=DIRECT, kind=BodyKind.DIRECT),
        NominatingBody(name=CITY),
        NominatingBody(name=COUNTY),
    ),
    deadlines=(
        Deadline(kind=DeadlineKind.CONTACTS, what="联系人名单", at=CONTACTS_DUE, wording="2月13日18:00前"),
        Deadline(kind=DeadlineKind.MATERIALS, what="推荐材料", at=MATERIALS_DUE, wording="2月27日前"),
    ),
    contact=Contact(person="王晓", phone="13800000001", email="office@example.invalid"),
    departments=("公安局", "税务局"),
    candidates_percent=150,
    plaque=PlaqueRule(valid_years=3),
)
HONOURED_2021 = {
    "城东车站售票厅": CITY,
    "城西政务大厅": CITY,
    "南山检查站": COUNTY,
    "州博物馆讲解部": DIRECT,
}
"""Units on the register of 2021 and their bodies: where ambassadors come from."""


def with_award(award: Award, **changes: Any) -> Definition:
    """The small definition with one of its awards changed."""
    awards = tuple(replace(award, **changes) if one.key == award.key else one for one in DEFINITION.awards)
    return replace(DEFINITION, awards=awards)

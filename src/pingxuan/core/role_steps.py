"""各方步骤: what a definition makes each role do, in order, with the day and the papers of each step."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from pingxuan.core.definition import Award, Deadline, Definition, Field, Form
from pingxuan.core.quota import allotted, is_counted
from pingxuan.core.words import (
    AwardKind,
    BodyKind,
    DeadlineKind,
    FieldKind,
    LatePolicy,
    OpinionBy,
    QuotaKind,
    Role,
)

UNITS = {AwardKind.UNIT: "家", AwardKind.PERSON: "名"}
_FILED = {FieldKind.PHOTO, FieldKind.ATTACHMENT}


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing to do: until when (``at`` None where the notice does not fix it), what for, on which papers."""

    what: str
    at: date | datetime | None = None
    wording: str = ""
    """The notice's own words where the day is still open."""
    note: str = ""
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RoleSteps:
    """All that one role does in a campaign."""

    role: Role
    label: str
    steps: tuple[Step, ...]


def role_steps(definition: Definition) -> tuple[RoleSteps, ...]:
    """Every role that has something to do in this campaign, in the order they come in."""
    makers = (
        (Role.BODY_OFFICER, "推荐单位", _body_steps), (Role.NOMINEE, "推荐对象", _nominee_steps),
        (Role.ORGANISER, "主办单位", _organiser_steps), (Role.INSPECTOR, "检查人员", _inspector_steps),
        (Role.LEADER, "领导", _leader_steps), (Role.PUBLIC, "公众", _public_steps),
    )  # fmt: skip
    found = (RoleSteps(role=role, label=label, steps=tuple(make(definition))) for role, label, make in makers)
    return tuple(one for one in found if one.steps)


def _due(definition: Definition, kind: DeadlineKind) -> Deadline:
    return definition.deadline(kind) or Deadline(kind=kind, what=kind.label)


def _forms(award: Award) -> tuple[str, ...]:
    return tuple(form.title for form in award.forms if form.fields)


def _steps_by(definition: Definition, by: OpinionBy) -> tuple[str, ...]:
    labels = [
        step.label
        for award in definition.awards
        for form in award.forms
        for step in form.opinions
        if step.by is by
    ]
    return tuple(dict.fromkeys(labels))


def _body_steps(definition: Definition) -> Iterator[Step]:
    contacts, materials = _due(definition, DeadlineKind.CONTACTS), _due(definition, DeadlineKind.MATERIALS)
    yield Step(what="登录后签收通知", at=definition.issue_date)
    yield Step(what="上报本单位联系人", at=contacts.at, wording=contacts.wording, papers=("联系人名单",))
    if any(body.kind is BodyKind.DIRECT for body in definition.bodies):
        yield Step(what="直属口把名额分到成员单位")
    for award in definition.awards:
        yield Step(
            what=f"推荐“{award.name}”", note=_share(award, definition),
            papers=(*_forms(award), award.summary.title),
        )  # fmt: skip
    yield Step(what="审看推荐对象填的表，填报有误的退回")
    opinions = _steps_by(definition, OpinionBy.NOMINATING_BODY)
    yield Step(
        what="出具推荐意见，名额从这一步起占用",
        note=f"意见栏：{'、'.join(opinions)}" if opinions else "推荐表没有推荐单位意见栏，报送即为推荐",
    )
    yield Step(
        what="排好顺序，打印汇总表盖章，在网上报送", at=materials.at, wording=materials.wording,
        note=_channel(definition, materials), papers=tuple(award.summary.title for award in definition.awards),
    )  # fmt: skip
    yield Step(what="被退回的，改好后重新报送", note=_late(definition))


def _share(award: Award, definition: Definition) -> str:
    """How many places a body has, in words."""
    quota, unit = award.quota, UNITS[award.kind]
    least = f"，每单位不少于 {quota.least} {unit}" if quota.least else ""
    if quota.kind is QuotaKind.EACH:
        return f"每个推荐单位 {quota.each or 0} {unit}{least}"
    if quota.kind is QuotaKind.RATIO and quota.ratio:
        ratio = quota.ratio
        return f"按{ratio.of or '基数'}每 {ratio.per} 推荐 {ratio.places} {unit}{least}"
    if is_counted(quota):
        places = sum(allotted(quota, [body.name for body in definition.bodies]).values())
        return f"名额共 {places} {unit}，分到 {len(quota.places)} 个推荐单位{least}"
    if quota.kind is QuotaKind.REGISTER:
        return f"从荣誉台账里的单位推荐，每个单位一{unit}"
    return f"不限名额{least}"


def _channel(definition: Definition, due: Deadline) -> str:
    media = "、".join(definition.media)
    copies = f"一式 {definition.copies} 份" if definition.copies else ""
    sent = f"送{due.channel}" if due.channel else ""
    return "，".join(part for part in (media + copies, sent) if part)


def _late(definition: Definition) -> str:
    if definition.late_policy is LatePolicy.REFUSE:
        return "过了截止时刻不再受理"
    return "过了截止时刻，经主办单位同意可以补报"


def _nominee_steps(definition: Definition) -> Iterator[Step]:
    materials = _due(definition, DeadlineKind.MATERIALS)
    yield Step(what="收到推荐单位发来的链接和填报码，在手机或电脑上打开")
    for award in definition.awards:
        for form in award.forms:
            if form.fields:
                yield Step(what=f"填写《{form.title}》", note=_asked(form))
    yield Step(
        what="核对打印样式，交推荐单位审核", at=materials.at, wording=materials.wording,
        note="要给推荐单位留出审核盖章的时间",
    )  # fmt: skip
    opinions = _steps_by(definition, OpinionBy.FILING_UNIT)
    if opinions:
        yield Step(what="所在单位出具意见", note=f"意见栏：{'、'.join(opinions)}")
    yield Step(what="在同一链接看进度，被退回时按意见修改")


def _asked(form: Form) -> str:
    """How many blanks there are, and which take longest."""
    asked = [blank for blank in form.fields if blank.required]
    long = [f"{blank.label}（{limit}）" for blank in form.fields if (limit := _limit(blank))]
    filed = [blank.label for blank in form.fields if blank.kind in _FILED]
    parts = [f"{len(form.fields)} 栏，其中必填 {len(asked)} 栏"]
    parts += [f"费时的有{'、'.join(long)}"] if long else []
    parts += [f"要上传{'、'.join(filed)}"] if filed else []
    return "；".join(parts)


def _limit(blank: Field) -> str:
    if blank.kind is not FieldKind.LONG_TEXT or not (blank.min_chars or blank.max_chars):
        return ""
    if blank.min_chars and blank.max_chars:
        return f"{blank.min_chars}～{blank.max_chars} 字"
    return f"{blank.max_chars} 字以内" if blank.max_chars else f"{blank.min_chars} 字以上"


def _organiser_steps(definition: Definition) -> Iterator[Step]:
    contacts, materials = _due(definition, DeadlineKind.CONTACTS), _due(definition, DeadlineKind.MATERIALS)
    tables = tuple(
        award.quota.title or "名额分配表" for award in definition.awards if is_counted(award.quota)
    )
    yield Step(
        what=f"印发通知给 {len(definition.bodies)} 个推荐单位", at=definition.issue_date,
        papers=tuple(dict.fromkeys(tables)),
    )  # fmt: skip
    yield Step(
        what="催收联系人名单，看进度，到期催报",
        at=contacts.at,
        wording=contacts.wording,
        papers=("联系人名单",),
    )
    yield Step(
        what="收材料，登记纸质版，逐件审核", at=materials.at, wording=materials.wording,
        papers=("退回修改清单",),
    )  # fmt: skip
    if definition.departments:
        yield Step(
            what="发函征求意见", note=f"征求：{'、'.join(definition.departments)}", papers=("征求意见函",)
        )
    if any(award.inspected for award in definition.awards):
        yield Step(what="安排明察暗访", note=_inspected(definition), papers=("实地检查表",))
    yield Step(what="评分、遴选，拟定授牌名单和备选", note=_prizes(definition))
    opinions = _steps_by(definition, OpinionBy.ORGANISER)
    if opinions:
        yield Step(what="在推荐表上出具意见", note=f"意见栏：{'、'.join(opinions)}")
    yield Step(what=f"公示 {definition.publication.working_days} 个工作日，受理和核实异议", papers=("公示",))
    yield Step(what="作出决定，授牌，归档", note=_valid(definition), papers=("决定", "证书", "牌匾制作清单"))


def _prizes(definition: Definition) -> str:
    def said(award: Award) -> str:
        number = f" {award.total} {UNITS[award.kind]}" if award.total is not None else "数量不限"
        share = f"（推荐数的 {award.prize_percent}%）" if award.prize_percent else ""
        return f"“{award.name}”{number}{share}"

    slack = "等额" if definition.candidates_percent == 100 else f"差额 {definition.candidates_percent}%"
    return "；".join([*map(said, definition.awards), slack])


def _inspected(definition: Definition) -> str:
    return "、".join(f"“{award.name}”" for award in definition.awards if award.inspected)


def _valid(definition: Definition) -> str:
    years = definition.plaque.valid_years
    return f"牌匾有效期 {years} 年，到期复核" if years else ""


def _inspector_steps(definition: Definition) -> Iterator[Step]:
    inspected = [award for award in definition.awards if award.inspected]
    if not inspected:
        return
    yield Step(what="在手机上领取当日任务")
    for award in inspected:
        items = sum(len(one.items) for one in award.criteria)
        vetoes = f"，一票否决 {len(award.vetoes)} 条" if award.vetoes else ""
        note = f"{len(award.criteria)} 个方面 {items} 条{vetoes}" if award.criteria else "通知没有写明标准"
        yield Step(what=f"按“{award.name}”的标准逐条检查", note=note, papers=("实地检查表",))
    yield Step(what="拍照、写明情况，当场提交")


def _leader_steps(definition: Definition) -> Iterator[Step]:
    materials = _due(definition, DeadlineKind.MATERIALS)
    yield Step(what="随时看进度看板，不必办理手续", at=materials.at, wording=materials.wording)
    yield Step(what="听取遴选情况，研究拟授牌名单", note=_prizes(definition))
    yield Step(what="公示无异议后，审定并签发决定", papers=("决定",))


def _public_steps(definition: Definition) -> Iterator[Step]:
    days = definition.publication.working_days
    yield Step(what=f"公示期 {days} 个工作日内查看名单，实名或以单位名义反映问题", note=_reached(definition))
    yield Step(what="扫牌匾上的码，核验称号是否有效", note=_valid(definition))


def _reached(definition: Definition) -> str:
    contact = definition.contact
    return "　".join(part for part in (contact.person, contact.phone, contact.email) if part)

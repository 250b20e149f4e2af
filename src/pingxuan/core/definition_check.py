"""What is inconsistent in a definition: what keeps it from opening, and what a person should know."""

from collections.abc import Callable, Iterator

from pingxuan.core.definition import Definition
from pingxuan.core.finding import Finding, in_marks, repeated
from pingxuan.core.form_check import form_check_findings, summary_findings
from pingxuan.core.quota_check import prize_findings, quota_findings, slack_findings
from pingxuan.core.words import DeadlineKind

Check = Callable[[Definition], Iterator[Finding]]

_LONGEST_AWARD_KEY, _LONGEST_STEP_KEY, _LONGEST_BODY_NAME = 20, 40, 200
"""What the database holds of them."""


def definition_findings(definition: Definition) -> tuple[Finding, ...]:
    """Every finding, in the definition's own order; those that block keep the campaign from opening."""
    return tuple(finding for check in CHECKS for finding in check(definition))


def _named(definition: Definition) -> Iterator[Finding]:
    if not definition.title.strip():
        yield Finding("title_missing", "评选活动还没有名称。请填写通知的标题。", "title")
    if not definition.issuer.strip():
        yield Finding("issuer_missing", "没有主办单位名称，表格和公文上无处落款。请填写。", "issuer")
    if not definition.awards:
        yield Finding("no_awards", "没有一个奖项，无法推荐。请至少写明一个称号。", "awards")


def _bodies(definition: Definition) -> Iterator[Finding]:
    if not definition.bodies:
        yield Finding("no_bodies", "没有推荐单位，通知无处下发。请填写推荐单位或名额分配表。", "bodies")
    for name in repeated(body.name for body in definition.bodies):
        yield Finding("body_repeated", f"推荐单位{in_marks(name)}写了两次。请删去一个。", "bodies")


def _award_names(definition: Definition) -> Iterator[Finding]:
    for key in repeated(award.key for award in definition.awards):
        yield Finding(
            "award_key_repeated", f"两个奖项用了同一个代号{in_marks(key)}。请改成不同的代号。", "awards"
        )
    for index, award in enumerate(definition.awards):
        if not award.name.strip():
            yield Finding(
                "award_unnamed", f"第 {index + 1} 个奖项没有名称。请填写。", f"awards[{index}].name"
            )


def _lengths(definition: Definition) -> Iterator[Finding]:
    """Keys and names that stand in columns of their own have to be there and fit."""
    kept = [
        *((f"bodies[{i}].name", "推荐单位名称", one.name, _LONGEST_BODY_NAME)
          for i, one in enumerate(definition.bodies)),
        *((f"awards[{i}].key", "奖项代号", one.key, _LONGEST_AWARD_KEY)
          for i, one in enumerate(definition.awards)),
        *((f"awards[{i}].form.opinions[{j}].key", "意见栏代号", step.key, _LONGEST_STEP_KEY)
          for i, award in enumerate(definition.awards) for j, step in enumerate(award.form.opinions)),
    ]  # fmt: skip
    for where, what, text, most in kept:
        if not 0 < len(text.strip()) <= most:
            shown = in_marks(text if len(text) <= 30 else f"{text[:30]}……")
            said = f"{what}{shown}要有 1 到 {most} 个字，现在是 {len(text.strip())} 个。请改正。"
            yield Finding("kept_text_length", said, where)


def _deadlines(definition: Definition) -> Iterator[Finding]:
    for index, due in enumerate(definition.deadlines):
        if due.at is None:
            said = f"通知写的是{in_marks(due.wording)}" if due.wording else "通知没有写明"
            text = f"{in_marks(due.what)}的截止时刻还没有确定（{said}）。请定到年月日和钟点，按北京时间。"
            stops = due.kind is not DeadlineKind.OTHER
            yield Finding("deadline_unfixed", text, f"deadlines[{index}].at", due.wording, blocks=stops)
        elif due.at.tzinfo is None:
            text = f"{in_marks(due.what)}的截止时刻没有注明时区。请按北京时间（+08:00）填写。"
            yield Finding("deadline_without_zone", text, f"deadlines[{index}].at", due.wording)
    if definition.deadline(DeadlineKind.MATERIALS) is None:
        yield Finding("materials_deadline_missing", "没有推荐材料的报送时限。请补上截止时刻。", "deadlines")
    yield from _deadline_order(definition)


def _deadline_order(definition: Definition) -> Iterator[Finding]:
    contacts = definition.deadline(DeadlineKind.CONTACTS)
    materials = definition.deadline(DeadlineKind.MATERIALS)
    times = [due.at for due in (contacts, materials) if due and due.at and due.at.tzinfo]
    if len(times) == 2 and times[0] > times[1]:
        text = "联系人名单的时限晚于推荐材料的时限，次序颠倒。请核对两个时限。"
        yield Finding("contacts_after_materials", text, "deadlines")
    first = min(times, default=None)
    if first and definition.issue_date and first.date() < definition.issue_date:
        text = "有一个时限早于通知的印发日期。请核对年份。"
        yield Finding("deadline_before_issue", text, "deadlines")


def _rules(definition: Definition) -> Iterator[Finding]:
    for index, award in enumerate(definition.awards):
        for place, rule in enumerate(award.rules):
            where = f"awards[{index}].rules[{place}]"
            if not rule.year:
                text = f"{in_marks(rule.wording or rule.kind.label)}没有写明是哪一年授牌的，无法查台账。请填写年份。"
                yield Finding("rule_without_year", text, f"{where}.year", rule.wording)
            if not rule.honour.strip():
                text = f"{in_marks(rule.wording or rule.kind.label)}没有写明是哪一项荣誉，无法查台账。请填写称号。"
                yield Finding("rule_without_honour", text, f"{where}.honour", rule.wording)


def _candidates(definition: Definition) -> Iterator[Finding]:
    if definition.candidates_percent < 100:
        text = f"差额比例写成了 {definition.candidates_percent}%，候选少于授牌数。请填 100 或更大的数。"
        yield Finding("candidates_below_prizes", text, "candidates_percent")
    if definition.publication.working_days < 1:
        text = "公示期至少要有 1 个工作日（通常不少于 5 个）。请填写公示的工作日数。"
        yield Finding("publication_without_days", text, "publication.working_days")
    elif definition.publication.working_days < 5:
        text = f"公示期只有 {definition.publication.working_days} 个工作日，通常不少于 5 个工作日。请确认。"
        yield Finding("publication_short", text, "publication.working_days", blocks=False)


def _approval(definition: Definition) -> Iterator[Finding]:
    """DOMAIN: 批准依据、文号、数量; going on without one is allowed and recorded."""
    if not definition.approval.basis.strip():
        text = (
            "没有写明开展本次评选的批准依据。请补上批准机关和文号；确无批准的，继续开展的责任人将记录在案。"
        )
        yield Finding("approval_missing", text, "approval.basis", blocks=False)
    limit = definition.approval.limit
    prizes = sum(award.total or 0 for award in definition.awards)
    if limit is not None and prizes > limit:
        text = f"拟授牌共 {prizes} 个，超过批准的 {limit} 个。请核对批准文件。"
        yield Finding("approval_exceeded", text, "approval.limit", definition.approval.number)


CHECKS: tuple[Check, ...] = (
    _named,
    _award_names,
    _lengths,
    _bodies,
    quota_findings,
    slack_findings,
    prize_findings,
    _rules,
    _deadlines,
    form_check_findings,
    summary_findings,
    _candidates,
    _approval,
)

"""What is inconsistent in a definition: what keeps it from opening, and what a person should know."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from pingxuan.core.definition import Award, Column, Definition, Field, Form, field_for
from pingxuan.core.finding import Finding, in_marks
from pingxuan.core.words import DeadlineKind, FieldKind, Meaning, OpinionBy, QuotaKind

Check = Callable[[Definition], Iterator[Finding]]


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
    for name in _repeated(body.name for body in definition.bodies):
        yield Finding("body_repeated", f"推荐单位{in_marks(name)}写了两次。请删去一个。", "bodies")
    known = {body.name for body in definition.bodies}
    for index, award in enumerate(definition.awards):
        for name in (name for name in award.quota.places if name not in known):
            where = f"awards[{index}].quota.places.{name}"
            yield Finding(
                "quota_body_unknown",
                f"名额表里的{in_marks(name)}不在推荐单位之列。请补入推荐单位或改正名称。",
                where,
                award.quota.annex,
            )


def _award_names(definition: Definition) -> Iterator[Finding]:
    for key in _repeated(award.key for award in definition.awards):
        yield Finding(
            "award_key_repeated", f"两个奖项用了同一个代号{in_marks(key)}。请改成不同的代号。", "awards"
        )
    for index, award in enumerate(definition.awards):
        if not award.name.strip():
            yield Finding(
                "award_unnamed", f"第 {index + 1} 个奖项没有名称。请填写。", f"awards[{index}].name"
            )


def _quotas(definition: Definition) -> Iterator[Finding]:
    for index, award in enumerate(definition.awards):
        where, quota = f"awards[{index}].quota", award.quota
        if quota.kind is QuotaKind.TABLE:
            yield from _quota_table(award, where)
        elif quota.kind is QuotaKind.REGISTER and not award.rules:
            yield Finding(
                "register_rule_missing",
                f"{in_marks(award.name)}的名额按荣誉台账计算，却没有写明依据哪一项、哪一年的荣誉。请补上规则。",
                f"awards[{index}].rules",
            )


def _quota_table(award: Award, where: str) -> Iterator[Finding]:
    quota = award.quota
    if not quota.places:
        yield Finding(
            "quota_table_empty",
            f"{in_marks(award.name)}的名额分配表是空的。请填写各单位名额。",
            where,
            quota.annex,
        )
        return
    for name, places in quota.places.items():
        if places < 0:
            yield Finding(
                "quota_negative",
                f"{name}的名额是 {places}，不能为负数。",
                f"{where}.places.{name}",
                quota.annex,
            )
    if award.total is None:
        text = f"没有写明{in_marks(award.name)}授牌总数；名额合计 {quota.total} 个。请确认总数。"
        yield Finding(
            "award_total_missing", text, where.removesuffix("quota") + "total", quota.annex, blocks=False
        )
    elif quota.total < award.total:
        text = f"{in_marks(award.name)}拟授牌 {award.total} 个，名额合计只有 {quota.total} 个，不够评选。请核对名额表。"
        yield Finding("quota_below_total", text, where, quota.annex)


def _slack(definition: Definition) -> Iterator[Finding]:
    """名额 and prizes compared: equal leaves nothing to choose from, more is right only when 差额 is meant."""
    for index, award in enumerate(definition.awards):
        if award.quota.kind is not QuotaKind.TABLE or not award.total or award.quota.total < award.total:
            continue
        where, basis, places = f"awards[{index}].quota", award.quota.annex, award.quota.total
        percent, rounding = definition.candidates_percent, len(award.quota.places)
        if places == award.total and percent == 100:
            text = (
                f"{in_marks(award.name)}名额与授牌数都是 {places} 个，是等额推荐：筛掉一个就空缺一个。"
                "如需择优，请改为差额，或约定备选和递补。"
            )
            yield Finding("quota_without_slack", text, where, basis, blocks=False)
        elif percent == 100 and places > award.total:
            text = f"{in_marks(award.name)}名额合计 {places} 个，授牌 {award.total} 个，两数不等。请核对，或写明差额比例。"
            yield Finding("quota_differs_from_total", text, where, basis)
        elif abs(places * 100 - award.total * percent) > rounding * 100:
            text = (
                f"{in_marks(award.name)}名额合计 {places} 个，按 {percent}% 推荐应有 {award.total * percent / 100:g} 个。"
                "请核对名额表或差额比例。"
            )
            yield Finding("quota_differs_from_ratio", text, where, basis, blocks=False)


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


def _forms(definition: Definition) -> Iterator[Finding]:
    for index, award in enumerate(definition.awards):
        where, form = f"awards[{index}].form", award.form
        basis = form.annex or form.title
        if not form.fields:
            text = f"{in_marks(award.name)}的推荐表没有一栏可填。请补上栏目，或从上一届评选复制。"
            yield Finding("form_without_fields", text, where, basis)
            continue
        if field_for(form, Meaning.NOMINEE_NAME) is None:
            text = f"{in_marks(award.name)}的推荐表里没有指明哪一栏是推荐对象的名称。请指定一栏。"
            yield Finding("nominee_name_missing", text, where, basis)
        if not any(step.by is OpinionBy.NOMINATING_BODY for step in form.opinions):
            text = f"{in_marks(award.name)}的推荐表没有推荐单位意见一栏，名额无从计算。请补上。"
            yield Finding("body_opinion_missing", text, f"{where}.opinions", basis)
        yield from _keys(form, where, basis)
        for place, blank in enumerate(form.fields):
            yield from _field(blank, f"{where}.fields[{place}]", basis)


def _keys(form: Form, where: str, basis: str) -> Iterator[Finding]:
    for key in _repeated(blank.key for blank in form.fields):
        text = f"推荐表里有两栏用了同一个代号{in_marks(key)}，填写的内容会互相覆盖。请改成不同的代号。"
        yield Finding("field_key_repeated", text, f"{where}.fields", basis)
    for key in _repeated(step.key for step in form.opinions):
        text = f"两个意见栏用了同一个代号{in_marks(key)}。请改成不同的代号。"
        yield Finding("opinion_key_repeated", text, f"{where}.opinions", basis)


def _field(blank: Field, where: str, basis: str) -> Iterator[Finding]:
    low, high = blank.min_chars, blank.max_chars
    if low is not None and high is not None and low > high:
        text = f"{in_marks(blank.label)}最少 {low} 字，最多却是 {high} 字。请核对字数要求。"
        yield Finding("limits_crossed", text, f"{where}.max_chars", basis)
    if blank.kind in {FieldKind.OPTION, FieldKind.OPTIONS} and len(blank.options) < 2:
        text = f"{in_marks(blank.label)}是选择栏，可选项却不足两个。请补上选项，或改为文字栏。"
        yield Finding("options_missing", text, f"{where}.options", basis)
    for option in _repeated(blank.options):
        yield Finding(
            "option_repeated",
            f"{in_marks(blank.label)}的选项{in_marks(option)}重复了。",
            f"{where}.options",
            basis,
        )
    if blank.kind is FieldKind.ROWS and not blank.columns:
        text = f"{in_marks(blank.label)}是多行表，却没有列。请补上各列，或改为文字栏。"
        yield Finding("rows_without_columns", text, f"{where}.columns", basis)


def _summaries(definition: Definition) -> Iterator[Finding]:
    for index, award in enumerate(definition.awards):
        keys = {blank.key for blank in award.form.fields}
        where, table = f"awards[{index}].summary", award.summary
        basis = table.annex or table.title
        for place, column in enumerate(table.columns):
            yield from _column(column, keys, f"{where}.columns[{place}]", basis)
        yield from _summary_key(award, where, basis)


def _column(column: Column, keys: set[str], where: str, basis: str) -> Iterator[Finding]:
    if column.meaning is Meaning.RUNNING_NUMBER:
        return
    if not column.source:
        text = f"汇总表的{in_marks(column.label)}列在推荐表里没有对应的栏目，打印出来会是空白。请指定来源，或加一栏只在网上填。"
        yield Finding("column_without_source", text, where, basis, blocks=False)
    elif column.source not in keys:
        text = (
            f"汇总表的{in_marks(column.label)}列指向不存在的栏目{in_marks(column.source)}。请重新指定来源。"
        )
        yield Finding("column_source_unknown", text, where, basis)


def _summary_key(award: Award, where: str, basis: str) -> Iterator[Finding]:
    """A register rule looks a person up by their unit, so the summary should name it."""
    unit = field_for(award.form, Meaning.UNIT_NAME)
    sources = {column.source for column in award.summary.columns}
    if award.rules and unit and award.summary.columns and unit.key not in sources:
        text = (
            f"{in_marks(award.name)}要按所在单位核对荣誉台账，汇总表却没有{in_marks(unit.label)}列。"
            "单位名称以推荐表为准；如需在汇总表上核对，请加一列。"
        )
        yield Finding("summary_lacks_unit", text, where, basis, blocks=False)


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


def _repeated(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


CHECKS: tuple[Check, ...] = (
    _named,
    _award_names,
    _bodies,
    _quotas,
    _slack,
    _rules,
    _deadlines,
    _forms,
    _summaries,
    _candidates,
    _approval,
)

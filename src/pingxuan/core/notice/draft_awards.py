"""The draft's awards: each with its quota, register rules, criteria, gates, form and summary table."""

import re
from dataclasses import replace

from pingxuan.core.definition import Award, Criterion, RegisterRule, field_for
from pingxuan.core.finding import in_marks
from pingxuan.core.notice.awards import AwardFact, award_named
from pingxuan.core.notice.draft_forms import assumed_form, assumed_opinions, draft_form
from pingxuan.core.notice.draft_quotas import bound_by, draft_quota, prize_percent
from pingxuan.core.notice.draft_summaries import assumed_summary, draft_summary
from pingxuan.core.notice.facts import NoticeFacts
from pingxuan.core.notice.form_parts import FormFact
from pingxuan.core.notice.notes import Notes
from pingxuan.core.notice.summaries import SummaryFact
from pingxuan.core.words import AwardKind, Meaning

_VISITED = re.compile(r"明察|暗访|实地(?:考察|核查|检查|查看)|现场(?:考察|核查|检查|评审)")
_UNITS = re.compile(r"单位|集体|窗口|组织|企业|家庭")


def draft_awards(facts: NoticeFacts, notes: Notes) -> tuple[Award, ...]:
    """Every award, in the notice's order."""
    return tuple(_award(fact, index, facts, notes) for index, fact in enumerate(facts.awards))


def _award(fact: AwardFact, index: int, facts: NoticeFacts, notes: Notes) -> Award:
    path = f"awards[{index}]"
    name = notes.value(f"{path}.name", fact.name)
    kind = notes.value(f"{path}.kind", fact.kind) if fact.kind else _assumed_kind(name, path, notes)
    criteria, vetoes = _criteria(name, path, facts, notes)
    award = Award(
        key=f"award{index + 1}",
        name=name,
        kind=kind,
        total=notes.value(f"{path}.total", fact.total) if fact.total else None,
        rules=_rules(fact, index, facts, notes),
        quota=draft_quota(fact, index, facts, notes),
        prize_percent=prize_percent(fact, index, facts, notes),
        inspected=_inspected(kind, facts),
        criteria=criteria,
        vetoes=vetoes,
    )
    if (fact.total is None and award.prize_percent is None) or fact.approximate:
        _ask_total(fact, path, notes)
    return _with_papers(award, index, facts, notes)


def _assumed_kind(name: str, path: str, notes: Notes) -> AwardKind:
    text = f"{in_marks(name)}是授给单位还是个人，通知没有写明，暂按单位。请确认。"
    notes.ask("award_kind_unclear", text, f"{path}.kind", AwardKind.UNIT.label)
    return AwardKind.UNIT


def _ask_total(fact: AwardFact, path: str, notes: Notes) -> None:
    name = fact.name.value
    if fact.total is None:
        text = f"通知没有写明{in_marks(name)}一共评多少个。请填写授牌总数；不限数量的可以留空。"
        notes.ask("award_total_unsaid", text, f"{path}.total")
    else:
        text = f"{in_marks(name)}写的是{fact.total.value}余个，不是确数。请定下授牌总数。"
        notes.ask("award_total_approximate", text, f"{path}.total", str(fact.total.value), fact.total.spans)


def _rules(fact: AwardFact, index: int, facts: NoticeFacts, notes: Notes) -> tuple[RegisterRule, ...]:
    """Register rules with a year; a rule without one cannot be looked up, so it is asked."""
    rules: list[RegisterRule] = []
    for rule in facts.past_honours:
        if not bound_by(rule, fact, facts):
            continue
        path, wording = f"awards[{index}].rules[{len(rules)}]", rule.wording.shown
        if rule.year is None:
            text = (
                f"通知说{in_marks(wording)}，没有写明查哪一年的台账。如需由系统核对，请补一条规则并写明年份。"
            )
            notes.ask("rule_without_year", text, f"awards[{index}].rules", "", [rule.wording.span()])
            continue
        notes.shown(path, rule.wording)
        honour = rule.honour or fact.name.value
        rules.append(RegisterRule(kind=rule.kind, honour=honour, year=rule.year, wording=wording))
    return tuple(rules)


def _criteria(
    name: str, path: str, facts: NoticeFacts, notes: Notes
) -> tuple[tuple[Criterion, ...], tuple[str, ...]]:
    criteria: list[Criterion] = []
    vetoes: list[str] = []
    for group in facts.criteria:
        if group.award not in (None, name):
            continue
        for one in group.criteria:
            notes.spans(
                f"{path}.criteria[{len(criteria)}]", [span for item in one.items for span in item.spans]
            )
            criteria.append(Criterion(heading=one.heading, items=tuple(item.value for item in one.items)))
        for veto in group.vetoes:
            vetoes.append(notes.value(f"{path}.vetoes[{len(vetoes)}]", veto))
    return tuple(criteria), tuple(vetoes)


def _inspected(kind: AwardKind, facts: NoticeFacts) -> bool:
    """Whether the notice sends inspectors to nominees of that kind."""
    for paragraph in facts.parts.body:
        for found in _VISITED.finditer(paragraph.text):
            visited = paragraph.text[max(0, found.start() - 30) : found.start()]
            if kind is AwardKind.UNIT or not _UNITS.search(visited):
                return True
    return False


def _with_papers(award: Award, index: int, facts: NoticeFacts, notes: Notes) -> Award:
    path = f"awards[{index}]"
    printed = _form_for(facts.awards[index], facts)
    if printed:
        form = draft_form(printed, award.kind, facts, f"{path}.form", notes)
        if not form.opinions:
            text = f"{in_marks(award.name)}的推荐表没有意见栏，已补推荐单位和主办单位两栏意见。请确认。"
            notes.ask("opinions_assumed", text, f"{path}.form.opinions")
            form = replace(form, opinions=assumed_opinions())
    else:
        form = assumed_form(award.name, award.kind)
        text = f"通知没有附{in_marks(award.name)}的推荐表，已按常用栏目拟了一张。请增减栏目后确认。"
        notes.ask("form_assumed", text, f"{path}.form")
    table = _summary_for(facts.awards[index], facts)
    if table:
        summary, form = draft_summary(table, form, f"{path}.summary", f"{path}.form", notes)
    else:
        summary = assumed_summary(award.name, form)
    award = replace(award, form=form, summary=summary)
    _ask_summary_key(award, table, path, notes)
    return award


def _ask_summary_key(award: Award, table: SummaryFact | None, path: str, notes: Notes) -> None:
    """A register rule goes by the unit, so a summary without it cannot be checked on its own."""
    unit = field_for(award.form, Meaning.UNIT_NAME)
    sources = {column.source for column in award.summary.columns}
    if table and award.rules and unit and unit.key not in sources:
        text = (
            f"汇总表没有{in_marks(unit.label)}列，而{in_marks(award.name)}要按单位核对荣誉台账。"
            "核对以推荐表为准；收到的汇总表如需单独核对，请加这一列。"
        )
        notes.ask("summary_lacks_unit", text, f"{path}.summary.columns", unit.label, [table.title.span()])


def _form_for(fact: AwardFact, facts: NoticeFacts) -> FormFact | None:
    named = [form for form in facts.forms if award_named(form.title.text, facts.awards) is fact]
    if named:
        return named[0]
    unnamed = [form for form in facts.forms if award_named(form.title.text, facts.awards) is None]
    return unnamed[0] if unnamed and (len(facts.awards) == 1 or len(facts.forms) == 1) else None


def _summary_for(fact: AwardFact, facts: NoticeFacts) -> SummaryFact | None:
    named = [table for table in facts.summaries if award_named(table.title.text, facts.awards) is fact]
    if named:
        return named[0]
    shared = [table for table in facts.summaries if award_named(table.title.text, facts.awards) is None]
    return shared[0] if shared and len(facts.summaries) == 1 else None

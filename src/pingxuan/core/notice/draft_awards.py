"""The draft's awards: each with its quota, register rules, criteria, gates, form and summary table."""

import re

from pingxuan.core.definition import Award, Criterion, RegisterRule
from pingxuan.core.finding import in_marks
from pingxuan.core.notice.awards import AwardFact
from pingxuan.core.notice.draft_papers import with_papers
from pingxuan.core.notice.draft_quotas import bound_by, draft_quota, prize_percent
from pingxuan.core.notice.facts import NoticeFacts
from pingxuan.core.notice.notes import Notes
from pingxuan.core.words import AwardKind

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
    return with_papers(award, index, facts, notes)


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

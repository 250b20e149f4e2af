"""The draft's quotas: by table, by register, the same each, by ratio; what cannot be settled is left open and asked."""

import re
from collections.abc import Sequence

from pingxuan.core.definition import Quota, Ratio
from pingxuan.core.finding import in_marks
from pingxuan.core.notice.awards import AwardFact, award_named
from pingxuan.core.notice.facts import AwardQuota, NoticeFacts
from pingxuan.core.notice.notes import Notes
from pingxuan.core.notice.past_honours import PastHonour
from pingxuan.core.notice.quota_rules import QuotaRule, RuleKind
from pingxuan.core.words import AwardKind, QuotaKind, RegisterRuleKind

_UNITS = re.compile(r"单位|集体|窗口|组织|企业|家庭")


def draft_quota(fact: AwardFact, index: int, facts: NoticeFacts, notes: Notes) -> Quota:
    """The quota of one award; a table goes before what sentences say."""
    path = f"awards[{index}].quota"
    rules = [rule for rule in facts.quota_rules if rule.award == fact.name.value]
    least = _least(rules, path, notes)
    held = next((quota for quota in facts.quotas if quota.award == fact.name.value), None)
    if held:
        return _by_table(held, least, path, notes)
    required = [rule for rule in facts.past_honours if rule.kind is RegisterRuleKind.REQUIRED_ONE_EACH]
    if any(bound_by(rule, fact, facts) for rule in required):
        return Quota(kind=QuotaKind.REGISTER)
    unclear = [rule for rule in facts.quota_rules if rule.award is None and rule.kind in _OF_BODIES]
    return _by_rule(fact, [rule for rule in rules if rule.kind in _OF_BODIES], unclear, least, path, notes)


_OF_BODIES = (RuleKind.EACH, RuleKind.RATIO)


def prize_percent(fact: AwardFact, index: int, facts: NoticeFacts, notes: Notes) -> int | None:
    """Prizes per hundred nominations (授奖比例) of the award, or of every award where the notice names none."""
    for rule in facts.quota_rules:
        if rule.kind is RuleKind.PRIZES and rule.award in (None, fact.name.value):
            notes.spans(f"awards[{index}].prize_percent", rule.wording.spans())
            return rule.number
    return None


def bound_by(rule: PastHonour, fact: AwardFact, facts: NoticeFacts) -> bool:
    """Whether a rule about earlier honours binds this award."""
    kind = fact.kind.value if fact.kind else None
    if rule.kind is RegisterRuleKind.REQUIRED_ONE_EACH:
        named = award_named(rule.award, facts.awards) if rule.award else None
        return named is fact if named else kind is AwardKind.PERSON
    if len(facts.awards) == 1:
        return True
    before = rule.about[: -len(rule.wording.text)] or rule.about
    named = award_named(rule.wording.text, facts.awards)
    if named:
        return named is fact
    return (kind is AwardKind.UNIT) == bool(_UNITS.search(before[-16:] or rule.about))


def _by_table(held: AwardQuota, least: int | None, path: str, notes: Notes) -> Quota:
    places: dict[str, int] = {}
    for body, count in held.column.places:
        places[body.value] = count.value
        notes.spans(f"{path}.places.{body.value}", [*body.spans, *count.spans])
    title, stated = held.sheet.title, held.column.stated_total
    if stated is not None and stated != held.column.total:
        text = f"名额表写合计 {stated}，各单位相加是 {held.column.total}。请核对是哪一处有误。"
        notes.ask("quota_sum_differs", text, f"{path}.places", str(held.column.total))
    if title:
        notes.shown(f"{path}.title", title)
    shown = title.shown if title else ""
    return Quota(kind=QuotaKind.TABLE, title=shown, annex=held.sheet.annex, places=places, least=least)


def _by_rule(
    fact: AwardFact,
    rules: Sequence[QuotaRule],
    unclear: Sequence[QuotaRule],
    least: int | None,
    path: str,
    notes: Notes,
) -> Quota:
    """What one rule settles: so many each, or by ratio. Two that differ by body are left to a person."""
    name = in_marks(fact.name.value)
    told = "；".join(dict.fromkeys(rule.wording.shown for rule in [*rules, *unclear]))
    if (
        len({(rule.kind, rule.number, rule.per) for rule in rules}) == len({rule.body for rule in rules}) == 1
        and not unclear
    ):
        rule = rules[0]
        notes.spans(f"{path}.{rule.kind.value}", rule.wording.spans())
        if rule.kind is RuleKind.EACH:
            return Quota(kind=QuotaKind.EACH, each=rule.number, least=least)
        text = f"{name}按{rule.of or '基数'}每 {rule.per} 推荐 {rule.number} 个。请填写各推荐单位的{rule.of or '基数'}，零头的取舍也请核对。"
        notes.ask(
            "quota_bases_unknown", text, f"{path}.ratio.bases", rule.rounding.label, rule.wording.spans()
        )
        ratio = Ratio(places=rule.number, per=rule.per, of=rule.of, rounding=rule.rounding)
        return Quota(kind=QuotaKind.RATIO, ratio=ratio, least=least)
    if told:
        text = f"{name}的推荐名额写在文字里，定不出各推荐单位多少：{told}。请选定名额方式并填写。"
        spans = [span for rule in [*rules, *unclear] for span in rule.wording.spans()]
        notes.ask("quota_unsaid", text, path, "", spans)
    return Quota(least=least)


def _least(rules: Sequence[QuotaRule], path: str, notes: Notes) -> int | None:
    """The lower bound of every body (每单位不少于 N 个), where one only is said."""
    bounds = [rule for rule in rules if rule.kind is RuleKind.LEAST]
    if len({rule.number for rule in bounds}) != 1:
        return None
    notes.spans(f"{path}.least", bounds[0].wording.spans())
    return bounds[0].number

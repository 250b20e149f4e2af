"""The awards of a notice, their quotas and the rules about them, as plain data (``pingxuan read --json``)."""

from typing import Any

from pingxuan.core.notice.facts import NoticeFacts
from pingxuan.core.notice.notes import Notes
from pingxuan.core.notice.notice_kind import NoticeKind, read_kind
from pingxuan.core.notice.quota_rules import RuleKind


def awards_document(facts: NoticeFacts, document: dict[str, Any], notes: Notes) -> None:
    """Adds ``document_kind`` (of what is no campaign), ``awards``, ``quotas``, ``quota_rules``, ``award_ratio``."""
    kind = read_kind(facts.parts)
    if kind.value not in (NoticeKind.CAMPAIGN, NoticeKind.UNTOLD):
        document["document_kind"] = str(notes.value("document_kind", kind))
    document["awards"] = [_award(facts, index, notes) for index in range(len(facts.awards))]
    document["quotas"] = _quotas(facts, notes)
    document["quota_rules"] = _rules(facts, notes)
    prizes = next((rule for rule in facts.quota_rules if rule.kind is RuleKind.PRIZES), None)
    if prizes:
        document["award_ratio"] = f"{prizes.number}%"
        notes.spans("award_ratio", prizes.wording.spans())


def _award(facts: NoticeFacts, index: int, notes: Notes) -> dict[str, Any]:
    award, path = facts.awards[index], f"awards[{index}]"
    entry: dict[str, Any] = {"name": notes.value(f"{path}.name", award.name)}
    if award.kind:
        entry["kind"] = str(notes.value(f"{path}.kind", award.kind))
    if award.total:
        entry["total"] = notes.value(f"{path}.total", award.total)
        entry |= {"approx": True} if award.approximate else {}
    return entry


def _quotas(facts: NoticeFacts, notes: Notes) -> dict[str, dict[str, int]]:
    quotas: dict[str, dict[str, int]] = {}
    for quota in facts.quotas:
        headings = (quota.column.heading, quota.sheet.title)
        name = quota.award or next((piece.shown for piece in headings if piece), "名额")
        table = quotas.setdefault(name, {})
        for body, places in quota.column.places:
            table[body.value] = places.value
            path = f"quotas.{name}.{body.value}"
            notes.spans(path, body.spans, body.how, body.confidence)
            notes.spans(path, places.spans, places.how, places.confidence)
    return quotas


def _rules(facts: NoticeFacts, notes: Notes) -> list[str]:
    """Each sentence that gives a rule, once."""
    told: list[str] = []
    for rule in facts.quota_rules:
        if rule.kind is not RuleKind.PRIZES and rule.wording.shown not in told:
            notes.spans(f"quota_rules[{len(told)}]", rule.wording.spans())
            told.append(rule.wording.shown)
    return told


def criteria_document(facts: NoticeFacts, document: dict[str, Any], notes: Notes) -> None:
    """Adds ``criteria``: by award, headings with items, and the vetoes that rule a nominee out."""
    document["criteria"] = []
    for index, group in enumerate(facts.criteria):
        path, headings = f"criteria[{index}]", {}
        for one in group.criteria:
            headings[one.heading] = [notes.value(f"{path}.{one.heading}", item) for item in one.items]
        vetoes = [notes.value(f"{path}.vetoes[{place}]", veto) for place, veto in enumerate(group.vetoes)]
        document["criteria"].append({"award": group.award or "", "headings": headings, "vetoes": vetoes})

"""A notice's facts as a draft definition, with the place of every value and what a person has to settle."""

import re
from dataclasses import dataclass

from pingxuan.core.definition import (
    Award,
    Contact,
    Definition,
    NominatingBody,
    PublicationRule,
)
from pingxuan.core.finding import in_marks
from pingxuan.core.notice.doubts import doubts
from pingxuan.core.notice.draft_awards import draft_awards
from pingxuan.core.notice.draft_contacts import draft_contacts, draft_copies
from pingxuan.core.notice.draft_deadlines import draft_deadlines
from pingxuan.core.notice.fact import Fact, How, Question
from pingxuan.core.notice.facts import NoticeFacts
from pingxuan.core.notice.notes import Notes
from pingxuan.core.notice.quota_rules import RuleKind
from pingxuan.core.notice.source import Span
from pingxuan.core.words import BodyKind, QuotaKind

_DIRECT = re.compile(r"^[省市县区州盟旗校院厅局部国]?直|直属|直管|本级|机关$|市属|省属|部属")
_SHORT = re.compile(
    r"^.{0,30}?关于(?:做好|组织开展|开展|组织做好|印发|举办|组织)?|(?:工作)?(?:有关(?:事项|工作)?)?的(?:通知|公告|函)$"
)


@dataclass(frozen=True)
class Draft:
    """A draft definition; by path: where each value stands in the notice, how it was found and how sure."""

    definition: Definition
    questions: tuple[Question, ...]
    evidence: dict[str, list[Span]]
    found: dict[str, tuple[How, float]]


def draft_definition(facts: NoticeFacts) -> tuple[Definition, tuple[Question, ...]]:
    """The draft definition and what a person has to settle before it may open."""
    made = draft(facts)
    return made.definition, made.questions


def draft(facts: NoticeFacts) -> Draft:
    """Definition, questions and evidence in one go."""
    notes = Notes()
    notes.questions.extend(doubts(facts))
    awards = draft_awards(facts, notes)
    contacts = draft_contacts(facts, notes)
    definition = Definition(
        title=_said(facts.title, "title", notes),
        short_title=_short_title(facts),
        doc_number=_said(facts.doc_number, "doc_number", notes),
        issuer="、".join(notes.value("issuer", issuer) for issuer in facts.issuers),
        sealed_for=bool(facts.sealed_for and notes.value("sealed_for", facts.sealed_for)),
        issue_date=notes.value("issue_date", facts.issue_date) if facts.issue_date else None,
        addressees=_said(facts.addressees, "addressees", notes),
        purpose=_said(facts.purpose, "purpose", notes),
        scope=_said(facts.scope, "scope", notes),
        awards=awards,
        bodies=_bodies(awards, notes),
        deadlines=draft_deadlines(facts, notes),
        contact=contacts[0] if contacts else Contact(),
        further_contacts=contacts[1:],
        copies=draft_copies(facts, notes),
        attachments=tuple(notes.value(f"attachments[{i}]", one) for i, one in enumerate(facts.attachments)),
        categories=tuple(notes.value(f"categories[{i}]", one) for i, one in enumerate(facts.categories)),
        media=tuple(notes.value(f"media[{i}]", one) for i, one in enumerate(facts.media)),
        candidates_percent=_candidates_percent(awards, facts, notes),
        publication=_publication(facts, notes),
    )
    return Draft(definition, tuple(notes.questions), notes.evidence, notes.found)


def _said(fact: Fact[str] | None, path: str, notes: Notes) -> str:
    return notes.value(path, fact) if fact else ""


def _short_title(facts: NoticeFacts) -> str:
    return _SHORT.sub("", facts.title.value) if facts.title else ""


def _bodies(awards: tuple[Award, ...], notes: Notes) -> tuple[NominatingBody, ...]:
    """The bodies of the quota tables in the annexes' order; without a table a person names them."""
    names: dict[str, str] = {}
    for index, award in enumerate(awards):
        for name in award.quota.places:
            names.setdefault(name, f"awards[{index}].quota.places.{name}")
    if not names:
        text = "通知没有名额分配表，推荐单位要由人填写。请照主送单位逐个列出。"
        notes.ask("bodies_unknown", text, "bodies", "", notes.evidence.get("addressees", ()))
    for place, source in enumerate(names.values()):
        notes.spans(f"bodies[{place}]", notes.evidence.get(source, [])[:1])
    return tuple(NominatingBody(name=name, kind=body_kind(name)) for name in names)


def body_kind(name: str) -> BodyKind:
    """What kind of body a name tells: a direct one (市直、机关) shares its places out among its members."""
    return BodyKind.DIRECT if _DIRECT.search(name) else BodyKind.LOCAL


def _candidates_percent(awards: tuple[Award, ...], facts: NoticeFacts, notes: Notes) -> int:
    """Nominations per hundred prizes, as said (差额20%) or as every quota table goes beyond its prizes; else 100."""
    said = next((rule for rule in facts.quota_rules if rule.kind is RuleKind.CANDIDATES), None)
    if said:
        notes.spans("candidates_percent", said.wording.spans())
        return said.number
    ratios = {
        round(award.quota.total * 100 / award.total)
        for award in awards
        if award.quota.kind is QuotaKind.TABLE and award.total
    }
    return max(100, ratios.pop()) if len(ratios) == 1 else 100


def _publication(facts: NoticeFacts, notes: Notes) -> PublicationRule:
    if facts.publicity is None:
        return PublicationRule()
    wording, length, unit = facts.publicity
    notes.value("publication.working_days", wording)
    if unit == "工作日" and length:
        return PublicationRule(working_days=length)
    text = f"通知写{in_marks(wording.value)}，没有说是不是工作日。暂按不少于 5 个工作日公示。请确认。"
    notes.ask("publicity_unit", text, "publication.working_days", "5", wording.spans)
    return PublicationRule()

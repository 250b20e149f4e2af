"""The facts of a notice as one plain document for programs (``pingxuan read --json``)."""

from collections.abc import Iterable, Iterator
from typing import Any

from pingxuan.core.notice.award_document import awards_document, criteria_document
from pingxuan.core.notice.contacts import ContactFact
from pingxuan.core.notice.deadlines import DeadlineFact
from pingxuan.core.notice.draft import draft
from pingxuan.core.notice.fact import Fact, How
from pingxuan.core.notice.facts import NoticeFacts
from pingxuan.core.notice.form_parts import FormFact
from pingxuan.core.notice.notes import Notes
from pingxuan.core.notice.word_limits import WordLimit


def facts_document(facts: NoticeFacts) -> dict[str, Any]:
    """Plain data: what was read, where each value stands (``evidence``), how it was ``found``, what to ask."""
    notes = Notes()
    document: dict[str, Any] = {}
    _issuing(facts, document, notes)
    awards_document(facts, document, notes)
    document["deadlines"] = [_deadline(due, index, notes) for index, due in enumerate(facts.deadlines)]
    document["word_limits"] = _word_limits(facts.word_limits, notes)
    document["attachments"] = [
        notes.value(f"attachments[{i}]", item) for i, item in enumerate(facts.attachments)
    ]
    _forms(facts, document, notes)
    _contact(facts, document, notes)
    _clauses(facts, document, notes)
    document["evidence"] = {path: [list(span) for span in spans] for path, spans in notes.evidence.items()}
    document["found"] = {
        path: {"how": how.value, "confidence": confidence} for path, (how, confidence) in notes.found.items()
    }
    document["questions"] = [
        {
            "code": question.code,
            "text": question.text,
            "about": question.about,
            "suggestion": question.suggestion,
            "evidence": [list(span) for span in question.evidence],
        }
        for question in draft(facts).questions
    ]
    return {key: value for key, value in document.items() if value not in (None, "", [], {})}


def _issuing(facts: NoticeFacts, document: dict[str, Any], notes: Notes) -> None:
    for key in ("title", "doc_number", "addressees"):
        fact: Fact[str] | None = getattr(facts, key)
        document[key] = notes.value(key, fact) if fact else None
    issuers = [notes.value("issuer", issuer) for issuer in facts.issuers]
    document["issuer"] = issuers[0] if len(issuers) == 1 else issuers
    document["sealed_for"] = True if facts.sealed_for else None
    if facts.issue_date:
        document["issue_date"] = notes.value("issue_date", facts.issue_date).isoformat()
    if facts.issue_date_partial:
        document["issue_date_partial"] = notes.value("issue_date_partial", facts.issue_date_partial)


def _deadline(due: DeadlineFact, index: int, notes: Notes) -> dict[str, Any]:
    inferred = due.when is not None and due.when.year_inferred
    notes.spans(f"deadlines[{index}]", [due.span], How.INFERRED if inferred else How.PRINTED)
    entry: dict[str, Any] = {"what": due.what, "at": None, "wording": due.wording}
    if due.when is not None and due.when.date is not None:
        entry["at"] = due.when.printed
        entry |= {"year_inferred": True} if due.when.year_inferred else {}
    elif due.when is not None:
        entry["partial"] = due.when.printed.lstrip("-")
    else:
        entry["relative"] = due.relative
    entry |= {"forwarded": True} if due.forwarded else {}
    return entry | ({"channel": due.channel} if due.channel else {})


def _word_limits(limits: tuple[WordLimit, ...], notes: Notes) -> list[dict[str, Any]]:
    """Each limit once, also where several forms print the same one for the same text."""
    found: list[dict[str, Any]] = []
    for limit in limits:
        figures = {"min": limit.low, "max": limit.high, "approx": limit.approx}
        entry = {"field": limit.field, **{key: value for key, value in figures.items() if value is not None}}
        if entry not in found:
            found.append(entry)
        notes.spans(f"word_limits[{found.index(entry)}]", [limit.span])
    return found


def _forms(facts: NoticeFacts, document: dict[str, Any], notes: Notes) -> None:
    document["form_fields"] = [_form(form, index, notes) for index, form in enumerate(facts.forms)]
    enums: dict[str, list[str]] = {}
    for form in facts.forms:
        for blank in form.fields:
            if blank.options:
                enums.setdefault(blank.label.shown, list(blank.options))
    for label, options in facts.choices:
        enums.setdefault(label, [option.value for option in options])
        notes.spans(f"enums.{label}", [span for option in options for span in option.spans])
    document["enums"] = enums
    document["opinions"] = list(_opinions(facts.forms))
    document["summary_columns"] = [column.shown for table in facts.summaries for column in table.columns]
    for table_index, table in enumerate(facts.summaries):
        notes.spans(f"summary_tables[{table_index}]", [column.span() for column in table.columns])


def _opinions(forms: Iterable[FormFact]) -> Iterator[str]:
    """The opinion boxes in order; where cells were lost, the same boxes under a further form are told once."""
    told: set[str] = set()
    for form in forms:
        boxes = [box.shown for box, _ in form.opinions]
        yield from boxes if form.drawn else [box for box in boxes if box not in told]
        told.update(boxes)


def _form(form: FormFact, index: int, notes: Notes) -> dict[str, Any]:
    labels = [blank for blank in form.fields if not blank.group]
    for place, blank in enumerate(labels):
        notes.spans(f"form_fields[{index}].fields[{place}]", [blank.label.span()])
    for place, (box, _) in enumerate(form.opinions):
        notes.spans(f"form_fields[{index}].opinions[{place}]", [box.span()])
    entry: dict[str, Any] = {"form": form.title.shown, "fields": [blank.label.shown for blank in labels]}
    tables = {b.label.shown: [column.shown for column in b.columns] for b in form.fields if b.columns}
    entry["opinions"] = [box.shown for box, _ in form.opinions]
    return entry | ({"sub_tables": tables} if tables else {})


def _contact(facts: NoticeFacts, document: dict[str, Any], notes: Notes) -> None:
    """One contact as it is; several as ``persons``, with what they share beside them."""
    if len(facts.contacts) < 2:
        document["contact"] = _one_contact(facts.contacts[0], "contact", notes) if facts.contacts else {}
        return
    several = [_one_contact(one, f"contact.persons[{i}]", notes) for i, one in enumerate(facts.contacts)]
    shared = {key: several[0].pop(key) for key in ("email", "address", "postcode") if key in several[0]}
    document["contact"] = {"persons": several, **shared}


def _one_contact(contact: ContactFact, path: str, notes: Notes) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    named = {"scope": [contact.scope] if contact.scope else [], "person": contact.persons}
    named |= {"phone": contact.phones, "email": contact.emails}
    named |= {"address": contact.addresses, "postcode": contact.postcodes}
    for key, facts in named.items():
        values = [notes.value(f"{path}.{key}", fact) for fact in facts]
        if values:
            entry[key] = values[0] if len(values) == 1 else values
    return entry


def _clauses(facts: NoticeFacts, document: dict[str, Any], notes: Notes) -> None:
    document["exclusions"] = [rule.wording.shown for rule in facts.past_honours if rule.kind == "excluded"]
    for index, rule in enumerate(rule for rule in facts.past_honours if rule.kind == "excluded"):
        notes.spans(f"exclusions[{index}]", [rule.wording.span()])
    for key, fact in (("purpose", facts.purpose), ("scope", facts.scope), ("copies", facts.copies)):
        document[key] = notes.value(key, fact) if fact else None
    document["media"] = [medium.value for medium in facts.media]
    document["publicity"] = notes.value("publicity", facts.publicity[0]) if facts.publicity else None
    criteria_document(facts, document, notes)

"""The decision (决定) after a 公示: everyone on the list honoured, numbered, entered in the register; revocation."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from pingxuan.actions.office import office_only, open_campaign_locked
from pingxuan.actions.recording import record
from pingxuan.core.actor import Actor
from pingxuan.core.finding import Finding, Refused, blocking
from pingxuan.core.instants import beijing_date
from pingxuan.core.names import name_key
from pingxuan.core.plaque import Honouree, plaque_numbers, valid_until
from pingxuan.core.progress import MOVES
from pingxuan.core.publication import groups_digest, numbers_in, without
from pingxuan.core.remark import reason_findings
from pingxuan.core.words import NominationState, PlaqueState, PublicationState, RegisterState
from pingxuan.models import Campaign, Decision, Nomination, Plaque, Publication, RegisterEntry
from pingxuan.models.kept import Kept
from pingxuan.queries.definition import current_definition
from pingxuan.queries.publication import decision_preview, published_nominations


def decide(
    publication: Publication, *, doc_number: str, decided_on: date, by: Actor, at: datetime
) -> Decision:
    """Decides a published list once its last day has passed: all in one transaction and one entry.

    Everyone still proposed is honoured, given a numbered plaque with a code nobody can guess, and entered in
    the register. Raises Refused with every finding: the 公示 still runs, an objection is not answered, an
    upheld one not acted on, an objection of a department or a veto item stands.
    """
    with transaction.atomic():
        campaign = open_campaign_locked(publication.campaign_id, by)
        held = Publication.objects.select_for_update().get(pk=publication.pk)
        list(published_nominations(held).select_for_update(of=("self",)).values_list("pk", flat=True))
        stops = blocking(decision_preview(held, doc_number=doc_number, decided_on=decided_on, at=at))
        if stops:
            raise Refused(*stops)
        honoured, groups = _list(held)
        decision = Decision(
            id=by.mint(),
            publication=held,
            doc_number=doc_number.strip(),
            decided_on=decided_on,
            groups=groups,
            digest=groups_digest(groups),
            made_at=at,
        )
        entries = _entries(campaign, honoured, decided_on, by)
        plaques = _plaques(campaign, decision, honoured, entries, by)
        for nomination in honoured:
            nomination.state, nomination.state_since = MOVES["honour"].target, at
        was, held.state = held.state, PublicationState.DECIDED
        rows: list[Kept] = [held, *honoured, decision, *entries, *plaques]
        facts = {"decision": decision.pk, "digest": decision.digest, "honoured": len(honoured)}
        record("decide", held, by=by, at=at, rows=rows, facts=facts, was=was)
    return decision


def _list(publication: Publication) -> tuple[list[Nomination], list[dict[str, object]]]:
    """Those still proposed, in the order of the list, and the list less the others."""
    by_number = {
        row.number: row for row in published_nominations(publication) if row.state == NominationState.PROPOSED
    }
    numbers = numbers_in(publication.groups)
    gone = frozenset(number for number in numbers if number not in by_number)
    honoured = [by_number[number] for number in numbers if number in by_number]
    return honoured, without(publication.groups, gone)


def _entries(
    campaign: Campaign, honoured: Sequence[Nomination], decided_on: date, by: Actor
) -> list[RegisterEntry]:
    awards = {award.key: award.name for award in current_definition(campaign).awards}
    taken = set(
        RegisterEntry.objects.filter(honour__in=awards.values(), year=decided_on.year).values_list(
            "honour", "name_key"
        )
    )
    entries = []
    for nomination in honoured:
        honour = awards[nomination.award_key]
        key = _register_key(nomination, honour, taken)
        taken.add((honour, key))
        body = nomination.nominating_body.parent or nomination.nominating_body
        entries.append(
            RegisterEntry(
                id=by.mint(),
                honour=honour,
                year=decided_on.year,
                name=nomination.nominee_name,
                name_key=key,
                body_name=body.name,
                unit_name=nomination.unit_name,
            )
        )
    return entries


def _register_key(nomination: Nomination, honour: str, taken: set[tuple[str, str]]) -> str:
    """The register's key of the name; namesakes of one year are told apart by unit, then by number."""
    key = name_key(nomination.nominee_name)
    unit = name_key(nomination.unit_name or nomination.nominating_body.name)
    for wanted in (key, f"{key}@{unit}"[:280], f"{key[:280]}#{nomination.number}"):
        if (honour, wanted) not in taken:
            return wanted
    text = f"荣誉台账里已有{nomination.nominee_name}本年度的“{honour}”，请先核对台账。"
    raise Refused(Finding("register_already_honoured", text, where=nomination.nominee_name))


def _plaques(
    campaign: Campaign,
    decision: Decision,
    honoured: Sequence[Nomination],
    entries: Sequence[RegisterEntry],
    by: Actor,
) -> list[Plaque]:
    definition = current_definition(campaign)
    names: Mapping[str, str] = {award.key: award.name for award in definition.awards}
    numbers = plaque_numbers(
        definition.plaque,
        [Honouree(nomination.pk, names[nomination.award_key]) for nomination in honoured],
        year=decision.decided_on.year,
        taken=set(Plaque.objects.values_list("number", flat=True)),
    )
    plaques = []
    for nomination, entry in zip(honoured, entries, strict=True):
        entry.number = numbers[nomination.pk]
        plaques.append(
            Plaque(
                id=by.mint(),
                nomination=nomination,
                decision=decision,
                register_entry=entry,
                number=entry.number,
                code=by.mint(),
                issued_on=decision.decided_on,
                valid_until=valid_until(definition.plaque, decision.decided_on),
            )
        )
    return plaques


def revoke_plaque(plaque: Plaque, reason: str, *, revoked_on: date, by: Actor, at: datetime) -> Plaque:
    """Revokes a plaque and its register entry, for anyone who scans it to see.

    Raises Refused without a reason, with a day in the future or before it was issued, or when it is revoked.
    """
    findings = list(reason_findings(reason))
    if not plaque.issued_on <= revoked_on <= beijing_date(at):
        text = "撤销日期应在授牌当天至今天之间，请改正。"
        findings.append(Finding("revoked_on_date", text, where="revoked_on"))
    if findings:
        raise Refused(*findings)
    with transaction.atomic():
        office_only(by)
        held = Plaque.objects.select_for_update(of=("self",)).select_related("nomination").get(pk=plaque.pk)
        if held.state == PlaqueState.REVOKED:
            raise Refused(Finding("revoked_already", "这块牌匾已经撤销，不必重复办理。"))
        entry = RegisterEntry.objects.select_for_update().get(pk=held.register_entry_id)
        was, held.state = held.state, PlaqueState.REVOKED
        held.revoked_on, held.revoke_reason = revoked_on, reason.strip()
        entry.state, entry.state_reason = RegisterState.REVOKED, reason.strip()
        facts = {"reason": reason.strip(), "revoked_on": revoked_on.isoformat()}
        campaign_id = held.nomination.campaign_id
        record("revoke_plaque", held, by=by, at=at, rows=[held, entry], facts=facts, was=was,
               campaign_id=campaign_id)  # fmt: skip
    return held

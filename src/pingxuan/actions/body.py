"""A body's part in a campaign: signing for the notice, its contact, more time for one body."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from pingxuan.actions.office import open_only
from pingxuan.actions.recording import record
from pingxuan.core.actor import Actor
from pingxuan.core.definition import Field
from pingxuan.core.fields import field_findings
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.words import DeadlineKind, FieldKind
from pingxuan.models import NominatingBody, RosterEntry
from pingxuan.queries.definition import current_definition

CONTACT_NAME = Field(key="name", label="联系人", kind=FieldKind.PERSON_NAME)
CONTACT_PHONE = Field(key="phone", label="联系电话", kind=FieldKind.PHONE)


def _locked(part: NominatingBody) -> NominatingBody:
    return (
        NominatingBody.objects.select_for_update(of=("self",))
        .select_related("body", "campaign")
        .get(pk=part.pk)
    )


def sign_for_notice(part: NominatingBody, *, by: Actor, at: datetime) -> NominatingBody:
    """A body signs for the notice issued to it (签收). Raises Refused when it has not been issued."""
    with transaction.atomic():
        held = _locked(part)
        open_only(held.campaign)
        if held.issued_at is None:
            raise Refused(Finding("notice_not_issued", "通知尚未印发给本单位，暂不能签收。"))
        if held.signed_for_at is None:
            held.signed_for_at, held.signed_for_by = at, by.name
            record("sign_for_notice", held, by=by, at=at, rows=[held], campaign_id=held.campaign_id)
    return held


def report_contact(
    part: NominatingBody, *, name: str, phone: str, position: str = "", by: Actor, at: datetime
) -> RosterEntry:
    """Reports or replaces a body's contact (联系人); late ones are taken and marked late.

    Raises Refused when the name or the phone does not look like one.
    """
    findings = [*field_findings(CONTACT_NAME, name), *field_findings(CONTACT_PHONE, phone)]
    if findings:
        raise Refused(*findings)
    with transaction.atomic():
        held = _locked(part)
        open_only(held.campaign)
        due = current_definition(held.campaign).deadline(DeadlineKind.CONTACTS)
        entry = RosterEntry.objects.filter(nominating_body=held).first()
        if entry is None:
            late = bool(due and due.at and at > due.at)
            entry = RosterEntry(id=by.mint(), nominating_body=held, reported_at=at, late=late)
        entry.name, entry.phone, entry.position = name.strip(), phone.strip(), position.strip()
        record("report_contact", held, by=by, at=at, rows=[entry], campaign_id=held.campaign_id)
    return entry


def reopen_for(
    part: NominatingBody, until: datetime, reason: str, *, by: Actor, at: datetime
) -> NominatingBody:
    """Grants one body more time for its materials (申请补报), with a reason the ledger shows."""
    findings = []
    if not reason.strip():
        findings.append(Finding("reason_missing", "同意补报须写明原因。", where="reason"))
    if until <= at:
        findings.append(Finding("time_has_passed", "补报截止时间须晚于现在，请重新填写。", where="until"))
    if findings:
        raise Refused(*findings)
    with transaction.atomic():
        held = _locked(part)
        open_only(held.campaign)
        held.reopened_until, held.reopen_reason = until, reason.strip()
        facts = {"reason": reason.strip()}
        record("reopen_for", held, by=by, at=at, rows=[held], facts=facts, campaign_id=held.campaign_id)
    return held


def log_chase(part: NominatingBody, text: str, *, by: Actor, at: datetime) -> None:
    """Keeps that a body was chased (催报), with the text sent."""
    log_chases([(part, text)], by=by, at=at)


def log_chases(chased: Sequence[tuple[NominatingBody, str]], *, by: Actor, at: datetime) -> None:
    """Keeps that several bodies were chased in one go, an entry for each with the text it was sent."""
    with transaction.atomic():
        for part, text in chased:
            record("chase", part, by=by, at=at, facts={"text": text}, campaign_id=part.campaign_id)

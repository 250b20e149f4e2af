"""A department is asked about an award's nominees by letter, and its replies are taken down (征求意见)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from pingxuan.actions.office import open_campaign_locked
from pingxuan.actions.recording import record
from pingxuan.core.actor import Actor
from pingxuan.core.consultation import Asked, Letter, Reply, letter_findings, replaces, reply_findings
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.instants import beijing_date
from pingxuan.core.words import NominationState, ReplyKind
from pingxuan.models import Campaign, Consultation, ConsultationReply, Nomination
from pingxuan.models.kept import Kept


def consult(
    campaign: Campaign,
    award_key: str,
    *,
    department: str,
    letter_number: str,
    sent_on: date,
    due_on: date,
    nominations: Sequence[Nomination],
    by: Actor,
    at: datetime,
) -> Consultation:
    """Takes down a letter to a department with the nominees it asks about, each awaiting its answer.

    Raises Refused with all findings: nobody asked, another award's, not in a state to be asked about, or
    asked of that department already.
    """
    with transaction.atomic():
        held = open_campaign_locked(campaign.pk, by)
        rows = _rows(held, nominations)
        before = _asked_before(held, department.strip())
        letter = Letter(
            department=department,
            letter_number=letter_number,
            sent_on=sent_on,
            due_on=due_on,
            asked=[_asked(row, award_key, before) for row in rows],
        )
        if findings := letter_findings(letter):
            raise Refused(*findings)
        consultation = Consultation(
            id=by.mint(),
            campaign=held,
            award_key=award_key,
            department=department.strip(),
            letter_number=letter_number.strip(),
            sent_on=sent_on,
            due_on=due_on,
        )
        replies = [ConsultationReply(id=by.mint(), consultation=consultation, nomination=row) for row in rows]
        record("consult", consultation, by=by, at=at, rows=[consultation, *replies])
    return consultation


def _rows(campaign: Campaign, nominations: Sequence[Nomination]) -> list[Nomination]:
    wanted = {nomination.pk for nomination in nominations}
    rows = list(Nomination.objects.filter(pk__in=wanted, campaign=campaign))
    if len(rows) != len(wanted):
        raise Refused(Finding("not_a_candidate", "所选对象不在本次评选中，请刷新页面后重选。"))
    return rows


def _asked_before(campaign: Campaign, department: str) -> dict[str, str]:
    rows = ConsultationReply.objects.filter(
        consultation__campaign=campaign, consultation__department=department
    )
    return dict(rows.order_by("pk").values_list("nomination_id", "consultation__letter_number"))


def _asked(nomination: Nomination, award_key: str, before: Mapping[str, str]) -> Asked:
    return Asked(
        name=nomination.nominee_name,
        state=NominationState(nomination.state),
        right_award=nomination.award_key == award_key,
        before=before.get(nomination.pk, ""),
    )


def record_replies(
    consultation: Consultation,
    replies: Mapping[str, tuple[ReplyKind, str]],
    *,
    replied_on: date | None,
    by: Actor,
    at: datetime,
) -> int:
    """Takes down a department's answers by nomination id; returns how many are new or changed.

    An answer given before is kept beside the one that replaces it, which then needs a reason. An objection
    (有异议) stands against the nomination until it is replaced. Raises Refused with all findings.
    """
    with transaction.atomic():
        open_campaign_locked(consultation.campaign_id, by)
        held = {
            row.nomination_id: row
            for row in ConsultationReply.objects.select_for_update(of=("self",))
            .filter(consultation=consultation)
            .select_related("nomination")
            .order_by("pk")
        }
        if replies.keys() - held.keys():
            raise Refused(Finding("not_in_letter", "所选对象不在这份函的名单里，请刷新页面后重新登记。"))
        told = {held[key]: _told(kind, reason, replied_on) for key, (kind, reason) in replies.items()}
        _allowed(consultation, told, today=beijing_date(at))
        changed: list[Kept] = [row for row, reply in told.items() if _take_down(row, reply)]
        if changed:
            facts = {"replies": len(changed)}
            campaign_id = consultation.campaign_id
            record(
                "record_replies",
                consultation,
                by=by,
                at=at,
                rows=changed,
                facts=facts,
                campaign_id=campaign_id,
            )
    return len(changed)


def _told(kind: ReplyKind, reason: str, replied_on: date | None) -> Reply:
    day = None if kind is ReplyKind.NOT_ANSWERED else replied_on
    return Reply(kind=kind, reason=reason.strip(), replied_on=day)


def _held(row: ConsultationReply) -> Reply:
    kind = ReplyKind(row.reply) if row.reply else None
    return Reply(kind=kind, reason=row.reason, replied_on=row.replied_on)


def _allowed(consultation: Consultation, told: Mapping[ConsultationReply, Reply], *, today: date) -> None:
    findings = {
        (finding.code, finding.where): finding
        for row, reply in told.items()
        for finding in reply_findings(
            row.nomination.nominee_name,
            _held(row),
            reply,
            sent_on=consultation.sent_on,
            due_on=consultation.due_on,
            today=today,
        )
    }
    if findings:
        raise Refused(*findings.values())


def _take_down(row: ConsultationReply, told: Reply) -> bool:
    """Writes the answer into its row; False when it says what is held already."""
    held = _held(row)
    if held.kind is not None and not replaces(held, told):
        return False
    if held.kind is not None:
        day = held.replied_on.isoformat() if held.replied_on else None
        row.earlier = [*row.earlier, {"reply": held.kind.value, "reason": held.reason, "replied_on": day}]
    row.reply, row.reason, row.replied_on = told.kind or "", told.reason, told.replied_on
    return True

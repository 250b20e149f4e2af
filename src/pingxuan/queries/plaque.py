"""Plaques as lists, and what anyone who scans one is told."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from pingxuan.core.plaque import plaque_answer
from pingxuan.core.words import PlaqueAnswer, PlaqueState
from pingxuan.models import Campaign, Plaque

WITH_ALL = (
    "register_entry",
    "decision",
    "nomination__campaign__organiser",
    "nomination__nominating_body__body",
    "nomination__nominating_body__parent__body",
)


@dataclass(frozen=True, kw_only=True)
class PlaqueFacts:
    """What a scan is answered; where the code is unknown nothing but the answer is there."""

    answer: PlaqueAnswer
    number: str = ""
    name: str = ""
    award: str = ""
    unit: str = ""
    body: str = ""
    issuer: str = ""
    issued_on: date | None = None
    valid_until: date | None = None
    revoked_on: date | None = None
    revoke_reason: str = ""


def plaques(campaign: Campaign, award_key: str = "") -> QuerySet[Plaque]:
    """The plaques of a campaign (of one award) by number, with nominee, body, decision and register entry."""
    rows = (
        Plaque.objects.filter(nomination__campaign=campaign)
        .select_related(*WITH_ALL)
        .defer(
            "decision__groups",
            "nomination__answers",
            "nomination__campaign__notice_text",
            "nomination__campaign__notice_layout",
        )
    )
    return rows.filter(nomination__award_key=award_key) if award_key else rows


def plaque_by_code(code: str) -> Plaque | None:
    """The plaque of the code in its QR, or None."""
    return Plaque.objects.filter(code=code.strip().lower()).select_related(*WITH_ALL).first()


def plaque_facts(code: str, today: date) -> PlaqueFacts:
    """What anyone who scans that code is told today."""
    plaque = plaque_by_code(code)
    if plaque is None:
        return PlaqueFacts(answer=plaque_answer(None, None, today))
    entry = plaque.register_entry
    organiser = plaque.nomination.campaign.organiser
    return PlaqueFacts(
        answer=plaque_answer(PlaqueState(plaque.state), plaque.valid_until, today),
        number=plaque.number,
        name=entry.name,
        award=entry.honour,
        unit=entry.unit_name,
        body=entry.body_name,
        issuer=organiser.name if organiser else "",
        issued_on=plaque.issued_on,
        valid_until=plaque.valid_until,
        revoked_on=plaque.revoked_on,
        revoke_reason=plaque.revoke_reason,
    )

"""Consultation letters as lists: who may be asked, what has come back, and the grid of answers."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from pingxuan.core.consultation import CONSULTABLE, Grid, GridCell, GridRow, cells_of, departments_in_order
from pingxuan.core.words import ReplyKind
from pingxuan.models import Campaign, Consultation, ConsultationReply, Nomination
from pingxuan.queries.definition import current_definition


@dataclass(frozen=True)
class LetterRow:
    """One letter with its figures; ``overdue`` when answers are open after the day they were due."""

    consultation: Consultation
    asked: int
    answered: int
    objections: int
    overdue: bool


def letters(campaign: Campaign, today: date, award_key: str = "") -> list[LetterRow]:
    """The letters of a campaign (of one award), in the order they were sent."""
    rows = Consultation.objects.filter(campaign=campaign).annotate(
        asked=Count("replies"),
        answered=Count("replies", filter=~Q(replies__reply="")),
        objections=Count("replies", filter=Q(replies__reply=ReplyKind.OBJECTION)),
    )
    if award_key:
        rows = rows.filter(award_key=award_key)
    return [
        LetterRow(
            row, row.asked, row.answered, row.objections, row.answered < row.asked and today > row.due_on
        )
        for row in rows
    ]


def consultable(campaign: Campaign, award_key: str, department: str = "") -> QuerySet[Nomination]:
    """Nominations a department may be asked about and has not been asked about yet."""
    rows = Nomination.objects.filter(campaign=campaign, award_key=award_key, state__in=CONSULTABLE)
    if department:
        asked = ConsultationReply.objects.filter(
            consultation__campaign=campaign, consultation__department=department
        )
        rows = rows.exclude(pk__in=asked.values("nomination_id"))
    return rows.select_related("nominating_body__body", "nominating_body__parent__body")


def replies(consultation: Consultation) -> QuerySet[ConsultationReply]:
    """The lines of a letter in the order of their numbers, with nominee and body."""
    return ConsultationReply.objects.filter(consultation=consultation).select_related(
        "nomination__nominating_body__body", "nomination__nominating_body__parent__body"
    )


def consultation_grid(campaign: Campaign, award_key: str) -> Grid:
    """Every nominee of an award that may be or has been asked about, and each department's answer."""
    answers: dict[str, dict[str, GridCell]] = defaultdict(dict)
    given = ConsultationReply.objects.filter(
        consultation__campaign=campaign, consultation__award_key=award_key
    ).select_related("consultation")
    for reply in given.order_by("consultation__sent_on", "pk"):
        letter = reply.consultation
        answers[reply.nomination_id][letter.department] = GridCell(
            kind=ReplyKind(reply.reply) if reply.reply else None,
            reason=reply.reason,
            letter_number=letter.letter_number,
            consultation_id=letter.pk,
            earlier=len(reply.earlier),
        )
    asked = [department for cells in answers.values() for department in cells]
    departments = departments_in_order(current_definition(campaign).departments, asked)
    rows = (
        Nomination.objects.filter(campaign=campaign, award_key=award_key)
        .filter(Q(state__in=CONSULTABLE) | Q(consultation_replies__isnull=False))
        .select_related("nominating_body__body", "nominating_body__parent__body")
        .distinct()
    )
    return Grid(departments, tuple(_row(row, departments, answers.get(row.pk, {})) for row in rows))


def _row(nomination: Nomination, departments: tuple[str, ...], answers: dict[str, GridCell]) -> GridRow:
    return GridRow(
        nomination_id=nomination.pk,
        number=nomination.number,
        name=nomination.nominee_name,
        body=nomination.nominating_body.name,
        cells=cells_of(departments, answers),
    )

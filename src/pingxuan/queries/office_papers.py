"""Papers the office draws after the check: letters, inspection sheets, 公示, decision, honours."""

from collections.abc import Mapping
from typing import Any

from pingxuan.core.answers import answer_text
from pingxuan.core.definition import Award, field_for
from pingxuan.core.instants import beijing_date
from pingxuan.core.paper import Paper
from pingxuan.core.papers.certificate import CertificateFacts, certificate
from pingxuan.core.papers.consultation_letter import ConsultationFacts, Consulted, consultation_letter
from pingxuan.core.papers.decision import DecisionFacts, decision
from pingxuan.core.papers.honours import Honoured, HonourGroup, HonourList
from pingxuan.core.papers.inspection_sheet import inspection_sheet
from pingxuan.core.papers.plaque_orders import PlaqueOrder, plaque_orders
from pingxuan.core.papers.publication import PublicationFacts, publication
from pingxuan.core.words import FieldKind, Meaning, VisitState
from pingxuan.models import Consultation, ConsultationReply, Decision, Nomination, Plaque, Publication, Visit
from pingxuan.queries.paper_scope import PaperScope
from pingxuan.queries.plaque import plaques


def consultation_letters(scope: PaperScope) -> list[Paper]:
    """Every letter sent, with the list it asked about."""
    letters = Consultation.objects.filter(
        campaign=scope.campaign, award_key__in=[award.key for award in scope.awards]
    )
    asked: dict[str, list[Nomination]] = {}
    replies = ConsultationReply.objects.filter(consultation__in=letters).select_related("nomination")
    for reply in replies.order_by("nomination__number"):
        asked.setdefault(reply.consultation_id, []).append(reply.nomination)
    return [_letter(scope, row, asked.get(row.pk, [])) for row in letters]


def _letter(scope: PaperScope, row: Consultation, nominees: list[Nomination]) -> Paper:
    award = scope.definition.award(row.award_key)
    return consultation_letter(
        ConsultationFacts(
            department=row.department,
            organ=scope.definition.issuer,
            campaign=scope.definition.title,
            awards=(award.name,),
            nominees=[
                Consulted(one.nominee_name, one.unit_name or _credit_code(award, one)) for one in nominees
            ],
            issued=row.sent_on,
            reply_by=row.due_on,
            doc_number=row.letter_number,
            contact=scope.definition.contact,
            sealed_for=scope.definition.sealed_for,
        )
    )


def _credit_code(award: Award, nomination: Nomination) -> str:
    blank = next((field for field in award.form.fields if field.kind is FieldKind.CREDIT_CODE), None)
    return answer_text(blank, nomination.answers.get(blank.key)) if blank else ""


def inspection_sheets(scope: PaperScope) -> list[Paper]:
    """A sheet for every visit still to be made; where there is none, an empty one per inspected award."""
    author = scope.definition.issuer
    visits = Visit.objects.filter(
        nomination__campaign=scope.campaign,
        nomination__award_key__in=[award.key for award in scope.awards],
        state=VisitState.PLANNED,
    ).select_related("nomination")
    sheets = [
        _sheet(scope.definition.award(row.nomination.award_key), row.nomination, author) for row in visits
    ]
    inspected = [award for award in scope.awards if award.inspected]
    return sheets or [inspection_sheet(award, author=author) for award in inspected]


def _sheet(award: Award, nomination: Nomination, author: str) -> Paper:
    blank = field_for(award.form, Meaning.ADDRESS)
    address = answer_text(blank, nomination.answers.get(blank.key)) if blank else ""
    return inspection_sheet(award, nominee=nomination.nominee_name, address=address, author=author)


def publications(scope: PaperScope) -> list[Paper]:
    """Every 公示 as it was frozen."""
    rows = Publication.objects.filter(campaign=scope.campaign).order_by("number")
    told = scope.definition
    return [
        publication(
            PublicationFacts(
                campaign=told.title,
                doc_number=told.doc_number,
                organ=told.issuer,
                lists=honour_lists(scope, row.groups),
                starts=row.starts_on,
                ends=row.ends_on,
                working_days=row.working_days,
                issued=beijing_date(row.published_at),
                contact=told.contact,
                sealed_for=told.sealed_for,
                again=row.number > 1,
            )
        )
        for row in rows
    ]


def decisions(scope: PaperScope) -> list[Paper]:
    """Every decision that followed a 公示."""
    rows = Decision.objects.filter(publication__campaign=scope.campaign).order_by("publication__number")
    told = scope.definition
    return [
        decision(
            DecisionFacts(
                campaign=told.title,
                notice_number=told.doc_number,
                organ=told.issuer,
                doc_number=row.doc_number,
                addressees=told.addressees or "各推荐单位",
                lists=honour_lists(scope, row.groups),
                day=row.decided_on,
                sealed_for=told.sealed_for,
                inspected=any(award.inspected for award in told.awards),
            )
        )
        for row in rows
    ]


def honour_lists(scope: PaperScope, groups: list[Mapping[str, Any]]) -> list[HonourList]:
    """A frozen list as papers print it: by award, then by body in the order it was frozen in."""
    lists = []
    for group in groups:
        bodies: dict[str, list[Honoured]] = {}
        for row in group["rows"]:
            bodies.setdefault(row["body"], []).append(Honoured(row["name"], row["unit"]))
        kind = scope.definition.award(group["award"]).kind
        by_body = [HonourGroup(body, entries) for body, entries in bodies.items()]
        lists.append(HonourList(group["name"], kind, by_body))
    return lists


def certificates(scope: PaperScope) -> list[Paper]:
    """A certificate for every plaque that is valid."""
    return [
        certificate(
            CertificateFacts(
                recipient=row.nomination.nominee_name,
                kind=scope.definition.award(row.nomination.award_key).kind,
                honour=scope.definition.award(row.nomination.award_key).name,
                campaign=scope.short_title,
                organ=scope.definition.issuer,
                day=row.issued_on,
                number=row.number,
                verify_at=f"{scope.site}/v/{row.code}" if scope.site else "",
            )
        )
        for row in _plaques(scope)
        if row.revoked_on is None
    ]


def plaque_order_lists(scope: PaperScope) -> list[Paper]:
    """What the maker is ordered, every plaque of the campaign."""
    orders = [
        PlaqueOrder(
            number=row.number,
            face=scope.definition.award(row.nomination.award_key).name,
            holder=row.nomination.nominee_name,
            organ=scope.definition.issuer,
            body=row.nomination.nominating_body.name,
        )
        for row in _plaques(scope)
        if row.revoked_on is None
    ]
    if not orders:
        return []
    return [plaque_orders(scope.short_title, orders, day=scope.day, author=scope.definition.issuer)]


def _plaques(scope: PaperScope) -> list[Plaque]:
    return list(plaques(scope.campaign, scope.award))

"""How many papers of each kind there are to print, counted without drawing them."""

from collections.abc import Mapping

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from pingxuan.core.definition import Definition
from pingxuan.core.quota import is_counted
from pingxuan.core.words import NominationState, PaperKind, PlaqueState, VisitState
from pingxuan.models import (
    Campaign,
    Consultation,
    Decision,
    NominatingBody,
    Nomination,
    Plaque,
    Publication,
    Visit,
)
from pingxuan.queries.paper_scope import HANDED_UP, STATED

K = PaperKind


def papers_ready(
    campaign: Campaign, definition: Definition, body: NominatingBody | None = None
) -> Mapping[PaperKind, int]:
    """Kind → how many there are; for a body its own only. Six queries."""
    rows = Nomination.objects.filter(campaign=campaign)
    if body is not None:
        rows = rows.filter(Q(nominating_body=body) | Q(nominating_body__parent=body))
    counted = list(
        rows.annotate(part=Coalesce(F("nominating_body__parent_id"), F("nominating_body_id")))
        .order_by()
        .values_list("award_key", "part", "state")
        .annotate(n=Count("pk"))
    )
    states = HANDED_UP if body is None else STATED
    listed = [(award, part, n) for award, part, state, n in counted if NominationState(state) in states]
    forms = {award.key: len(award.forms) for award in definition.awards}
    summed = {award.key for award in definition.awards if award.summary.columns}
    of_body = {
        K.NOMINATION_FORM: sum(n * forms.get(award, 1) for award, _, n in listed),
        K.SUMMARY_TABLE: len({(award, part) for award, part, _ in listed if award in summed}),
        K.QUOTA_TABLE: sum(is_counted(award.quota) for award in definition.awards),
        K.PUBLICATION: Publication.objects.filter(campaign=campaign).count(),
        K.DECISION: Decision.objects.filter(publication__campaign=campaign).count(),
    }
    if body is not None:
        return of_body
    planned = Visit.objects.filter(nomination__campaign=campaign, state=VisitState.PLANNED).count()
    valid = Plaque.objects.filter(nomination__campaign=campaign, state=PlaqueState.VALID).count()
    return of_body | {
        K.CONTACT_ROSTER: 1,
        K.RETURNED_LIST: sum(n for _, _, state, n in counted if state == NominationState.RETURNED),
        K.CONSULTATION_LETTER: Consultation.objects.filter(campaign=campaign).count(),
        K.INSPECTION_SHEET: planned or sum(award.inspected for award in definition.awards),
        K.CERTIFICATE: valid,
        K.PLAQUE_ORDER: valid,
    }

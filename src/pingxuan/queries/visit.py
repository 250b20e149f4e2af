"""Visits as lists: who may be visited by whom, how far the inspections have come, what was found."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from pingxuan.core.inspection import INSPECTABLE, Sheet, sheet_of
from pingxuan.core.progress import GROUPS
from pingxuan.core.words import NominationGroup, Role, VisitKind, VisitState
from pingxuan.models import Campaign, Nomination, Post, VetoFinding, Visit
from pingxuan.queries.definition import award_of, current_definition

FOLLOWED = GROUPS[NominationGroup.PASSED]
"""States counted in the coverage: whoever passed the check, and whatever became of the nomination since."""


@dataclass(frozen=True)
class Coverage:
    """How far one award's inspections have come: nominees, and how many of them have a visit planned or done."""

    award_key: str
    candidates: int
    planned: int
    visited: int
    announced: int
    """Nominees visited 明察 and, below, 暗访."""
    unannounced: int


def inspectable(campaign: Campaign, award_key: str = "") -> QuerySet[Nomination]:
    """Nominations that may be visited, of inspected awards only, with ``visits_made`` and ``visits_due``."""
    rows = _visitable(campaign)
    if award_key:
        rows = rows.filter(award_key=award_key)
    return rows.annotate(
        visits_made=Count("visits", filter=Q(visits__state=VisitState.DONE)),
        visits_due=Count("visits", filter=Q(visits__state=VisitState.PLANNED)),
    ).select_related("nominating_body__body", "nominating_body__parent__body")


def _visitable(campaign: Campaign) -> QuerySet[Nomination]:
    keys = [award.key for award in current_definition(campaign).awards if award.inspected]
    return Nomination.objects.filter(campaign=campaign, award_key__in=keys, state__in=INSPECTABLE)


def inspectors() -> QuerySet[Post]:
    """Inspectors' posts that someone holds, by body and name."""
    return (
        Post.objects.filter(role=Role.INSPECTOR, holder__isnull=False, holder__is_active=True)
        .select_related("body", "holder")
        .order_by("body__name", "holder__name", "pk")
    )


def coverage(campaign: Campaign) -> list[Coverage]:
    """How far the inspections have come, one line per inspected award in the order of the definition."""
    awards = [award for award in current_definition(campaign).awards if award.inspected]
    done = Q(visits__state=VisitState.DONE)
    keys = [award.key for award in awards]
    followed = Nomination.objects.filter(campaign=campaign, award_key__in=keys, state__in=FOLLOWED)
    counted = followed.order_by().values("award_key")
    rows = counted.annotate(
        candidates=_nominees(),
        planned=_nominees(Q(visits__state=VisitState.PLANNED)),
        visited=_nominees(done),
        announced=_nominees(done & Q(visits__kind=VisitKind.ANNOUNCED)),
        unannounced=_nominees(done & Q(visits__kind=VisitKind.UNANNOUNCED)),
    )
    held = {row["award_key"]: Coverage(**row) for row in rows}
    return [held.get(award.key) or Coverage(award.key, 0, 0, 0, 0, 0) for award in awards]


def _nominees(which: Q | None = None) -> Count:
    return Count("pk", filter=which, distinct=True)


def sheet_for(visit: Visit) -> Sheet:
    """The sheet a visit is marked on: the one of the definition its nomination was filled on."""
    return sheet_of(award_of(visit.nomination))


def visit_history(nomination: Nomination) -> QuerySet[Visit]:
    """The visits to one nominee with inspectors, photographs and veto items found."""
    return (
        Visit.objects.filter(nomination=nomination)
        .select_related("inspector__holder", "inspector__body")
        .prefetch_related("photos", "veto_findings")
    )


def vetoes(campaign: Campaign) -> QuerySet[VetoFinding]:
    """Veto items found in a campaign: those standing first, then the newest."""
    return (
        VetoFinding.objects.filter(nomination__campaign=campaign)
        .select_related("nomination__nominating_body__body", "nomination__nominating_body__parent__body")
        .order_by(F("lifted_at").desc(nulls_first=True), "-found_at", "pk")
    )

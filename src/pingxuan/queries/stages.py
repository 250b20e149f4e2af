"""How far a campaign's later stages are: counts for the stage bar and the list of what waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from pingxuan.core.words import NominationState, ObjectionOutcome, PublicationState, VisitState
from pingxuan.models import (
    Campaign,
    NominatingBody,
    Nomination,
    Objection,
    Plaque,
    Publication,
    Selection,
    VetoFinding,
    Visit,
)


@dataclass(frozen=True)
class StageFacts:
    """Counts of one campaign, all bodies together."""

    opened_at: datetime | None
    by_state: Mapping[str, int]
    unsigned: int
    visits_made: int
    visits_planned: int
    vetoes: int
    meetings: int
    publication_ended: bool
    publication_note: str
    objections: int
    plaques: int

    @property
    def opened(self) -> bool:
        """Whether the notice has been issued."""
        return self.opened_at is not None


def stage_facts(campaign: Campaign) -> StageFacts:
    """The counts, in eight queries whatever the size."""
    states = dict(
        Nomination.objects.filter(campaign=campaign).values_list("state").annotate(n=Count("pk")).order_by()
    )
    visits = dict(
        Visit.objects.filter(nomination__campaign=campaign)
        .values_list("state")
        .annotate(n=Count("pk"))
        .order_by()
    )
    newest = Publication.objects.filter(campaign=campaign).order_by("-number").first()
    return StageFacts(
        opened_at=campaign.opened_at,
        by_state={NominationState(state): n for state, n in states.items()},
        unsigned=NominatingBody.objects.filter(
            campaign=campaign, issued_at__isnull=False, signed_for_at__isnull=True
        ).count(),
        visits_made=visits.get(VisitState.DONE, 0),
        visits_planned=visits.get(VisitState.PLANNED, 0),
        vetoes=VetoFinding.objects.filter(nomination__campaign=campaign, lifted_at__isnull=True).count(),
        meetings=Selection.objects.filter(campaign=campaign).count(),
        publication_ended=newest is not None and newest.state == PublicationState.DECIDED,
        publication_note=_note(newest),
        objections=Objection.objects.filter(
            publication__campaign=campaign, outcome=ObjectionOutcome.PENDING
        ).count(),
        plaques=Plaque.objects.filter(nomination__campaign=campaign).count(),
    )


def _note(publication: Publication | None) -> str:
    if publication is None:
        return ""
    ends = publication.ends_on
    return f"{ends.month}月{ends.day}日期满"

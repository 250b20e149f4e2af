"""How far a campaign's later stages are: counts for the stage bar and the list of what waits."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Model, OuterRef, QuerySet, Subquery

from pingxuan.core.words import ObjectionOutcome, PublicationState
from pingxuan.models import Campaign, Objection, Plaque, Publication, Selection, VetoFinding


@dataclass(frozen=True)
class StageFacts:
    """Counts of one campaign, all bodies together."""

    vetoes: int
    """Veto items found and not lifted."""
    meetings: int
    objections: int
    """Objections not answered yet."""
    plaques: int
    publication_state: str
    """Of the newest publication, "" before the first."""
    publication_ends_on: date | None

    @property
    def decided(self) -> bool:
        """Whether the newest publication has been decided."""
        return self.publication_state == PublicationState.DECIDED


def stage_facts(campaign: Campaign) -> StageFacts:
    """The counts, in one query whatever the size."""
    newest = Publication.objects.filter(campaign=OuterRef("pk")).order_by("-number")
    pending = Objection.objects.filter(outcome=ObjectionOutcome.PENDING)
    row = Campaign.objects.filter(pk=campaign.pk).values_list(
        _count(VetoFinding.objects.filter(lifted_at__isnull=True), "nomination__campaign"),
        _count(Selection.objects.all(), "campaign"),
        _count(pending, "publication__campaign"),
        _count(Plaque.objects.all(), "nomination__campaign"),
        Subquery(newest.values("state")[:1]),
        Subquery(newest.values("ends_on")[:1]),
    )[0]
    vetoes, meetings, objections, plaques, state, ends_on = row
    return StageFacts(vetoes or 0, meetings or 0, objections or 0, plaques or 0, state or "", ends_on)


def _count(rows: QuerySet[Model], campaign: str) -> Subquery:
    """How many of the rows belong to the campaign asked about; null for none."""
    own = rows.filter(**{campaign: OuterRef("pk")}).order_by()
    return Subquery(own.values(campaign).annotate(n=Count("pk")).values("n"))

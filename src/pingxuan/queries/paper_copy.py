"""Which stamped papers have come in, which are due, and which print an older version than the record's."""

from dataclasses import dataclass

from django.db.models import Count, F, Max, Q, QuerySet

from pingxuan.core.progress import GROUPS
from pingxuan.core.words import NominationGroup
from pingxuan.models import Campaign, Nomination, PaperCopy


@dataclass(frozen=True)
class PaperCount:
    """Papers of one award: due from those handed up, received at all, and received only in an older version."""

    due: int
    received: int
    outdated: int


def papers_received(campaign: Campaign) -> QuerySet[PaperCopy]:
    """Papers taken in, newest first, with their nomination and its body."""
    return (
        PaperCopy.objects.filter(nomination__campaign=campaign)
        .select_related("nomination__nominating_body__body", "nomination__nominating_body__parent__body")
        .order_by("-received_at", "-pk")
    )


def awaiting_paper(campaign: Campaign) -> QuerySet[Nomination]:
    """Nominations handed up whose newest version has not come in on paper; ``paper`` is the newest that has."""
    return (
        Nomination.objects.filter(campaign=campaign, state__in=GROUPS[NominationGroup.HANDED_UP])
        .annotate(paper=Max("paper_copies__revision"))
        .filter(Q(paper__isnull=True) | Q(paper__lt=F("revision")))
        .select_related("nominating_body__body", "nominating_body__parent__body")
    )


def paper_counts(campaign: Campaign) -> dict[str, PaperCount]:
    """Award key → its count; awards without anything handed up are left out."""
    handed_up = Nomination.objects.filter(campaign=campaign, state__in=GROUPS[NominationGroup.HANDED_UP])
    due = dict(handed_up.order_by().values_list("award_key").annotate(count=Count("pk")))
    newest = handed_up.order_by().annotate(paper=Max("paper_copies__revision")).filter(paper__isnull=False)
    counts = {key: [0, 0] for key in due}
    for key, paper, revision in newest.values_list("award_key", "paper", "revision"):
        counts[key][0] += 1
        counts[key][1] += paper < revision
    return {key: PaperCount(due[key], *counts[key]) for key in due}

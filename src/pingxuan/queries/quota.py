"""The quota as it stands: bodies in the order of the annex, their allotments, and what fills their places."""

from collections import Counter

from django.db.models import Count

from pingxuan.core.definition import Definition
from pingxuan.core.progress import GROUPS
from pingxuan.core.quota import prizes
from pingxuan.core.words import NominationGroup, NominationState
from pingxuan.models import Allotment, Campaign, NominatingBody, Nomination

SHOWN = (NominationGroup.HANDED_UP, NominationGroup.SENT_BACK, NominationGroup.IN_PREPARATION)
"""What a place can be filled with, in the order of the strip."""


def prizes_of(campaign: Campaign, definition: Definition) -> dict[str, int | None]:
    """Award key → how many prizes there are to give, None for no limit; no query without a percentage."""
    by_percent = any(award.prize_percent for award in definition.awards)
    nominated = _handed_up(campaign) if by_percent else Counter[str]()
    return {award.key: prizes(award, nominated[award.key]) for award in definition.awards}


def _handed_up(campaign: Campaign) -> Counter[str]:
    """Award key → nominations ever handed up and not withdrawn: what a percentage of prizes is taken of."""
    rows = Nomination.objects.filter(campaign=campaign, submitted_at__isnull=False)
    kept = rows.exclude(state=NominationState.WITHDRAWN)
    return Counter(dict(kept.values_list("award_key").annotate(n=Count("pk")).order_by()))


def parts_in_order(campaign: Campaign) -> list[NominatingBody]:
    """The campaign's bodies in annex order, member units after all others, their names along."""
    rows = NominatingBody.objects.filter(campaign=campaign).select_related("body", "parent__body")
    return list(rows.order_by("position"))


def allotments(campaign: Campaign) -> dict[tuple[str, str], Allotment]:
    """(nominating body id, award key) → its allotment."""
    rows = Allotment.objects.filter(nominating_body__campaign=campaign)
    return {(row.nominating_body_id, row.award_key): row for row in rows}


def nominations_by_group(campaign: Campaign) -> dict[tuple[str, str], Counter[NominationGroup]]:
    """(nominating body id, award key) → how many nominations stand where; a body's own, not its members'."""
    rows = (
        Nomination.objects.filter(campaign=campaign)
        .values_list("nominating_body_id", "award_key", "state")
        .annotate(n=Count("pk"))
        .order_by()
    )
    counted: dict[tuple[str, str], Counter[NominationGroup]] = {}
    for body, award, state, n in rows:
        for group in SHOWN:
            if NominationState(state) in GROUPS[group]:
                counted.setdefault((body, award), Counter())[group] += n
    return counted

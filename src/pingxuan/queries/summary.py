"""What a body's summary page is drawn from: its nominations in its order, its contact, its places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from pingxuan.core.words import NominationState
from pingxuan.models import Allotment, Campaign, NominatingBody, Nomination, RosterEntry
from pingxuan.queries.dossier import Places
from pingxuan.queries.nomination_list import in_order


@dataclass(frozen=True)
class BodySummary:
    """A body's and its member units' nominations in order, without those withdrawn."""

    rows: Sequence[Nomination]
    contact: RosterEntry | None
    places: Mapping[str, Places]
    """Award key → the body's places."""


def summary_of(campaign: Campaign, body: NominatingBody) -> BodySummary:
    """Three queries, whatever the number of nominations."""
    rows = Nomination.objects.filter(
        Q(nominating_body=body) | Q(nominating_body__parent=body), campaign=campaign
    ).exclude(state=NominationState.WITHDRAWN)
    selected = in_order(rows).select_related(
        "campaign", "definition_version", "nominating_body__body", "nominating_body__parent__body"
    )
    allotted = Allotment.objects.filter(nominating_body=body)
    return BodySummary(
        rows=list(selected.defer("definition_version__data")),
        contact=RosterEntry.objects.filter(nominating_body=body).first(),
        places={row.award_key: Places(body.name, row.places, row.used) for row in allotted},
    )

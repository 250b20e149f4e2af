"""What a plan for files that came in is made against: one body's part of a campaign as it stands."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from pingxuan.core.intake.plan import IntakeFacts, Standing
from pingxuan.core.register import Judgement
from pingxuan.core.words import CampaignState, NominationState
from pingxuan.models import Allotment, NominatingBody, Nomination, SuspicionRuling
from pingxuan.queries.definition import current_definition
from pingxuan.queries.nomination import ENDED, register_of, reopened_until


def intake_facts(part: NominatingBody, *, at: datetime) -> IntakeFacts:
    """Gathers everything a plan needs of a body; about eight queries, whatever its nominations number."""
    campaign = part.campaign
    definition = current_definition(campaign)
    live = Nomination.objects.filter(campaign=campaign).exclude(state__in=ENDED)
    standing = tuple(_standing(row) for row in live.filter(nominating_body=part).select_related("draft"))
    return IntakeFacts(
        definition=definition,
        at=at,
        campaign_open=campaign.state == CampaignState.OPEN,
        late_until=reopened_until(part),
        standing=standing,
        places=_places_open(part, standing),
        register=tuple(entry for award in definition.awards for entry in register_of(award)),
        taken=_taken(part),
        judgements=_judgements(part),
    )


def _standing(row: Nomination) -> Standing:
    draft: Any = getattr(row, "draft", None)
    answers = (
        draft.answers
        if draft and row.state in (NominationState.DRAFT, NominationState.RETURNED)
        else row.answers
    )
    return Standing(
        id=row.pk,
        award_key=row.award_key,
        name=row.nominee_name,
        unit=row.unit_name,
        state=NominationState(row.state),
        answers=answers,
    )


def _places_open(part: NominatingBody, standing: tuple[Standing, ...]) -> dict[str, int]:
    """Award key → places not yet spoken for by a live nomination; of a member unit, within its body's too."""
    rows = Allotment.objects.filter(Q(nominating_body=part) | Q(nominating_body_id=part.parent_id))
    left: dict[str, int] = {}
    for key, places in rows.values_list("award_key", "places"):
        free = places - sum(one.award_key == key for one in standing)
        left[key] = min(left.get(key, free), free)
    return left


def _taken(part: NominatingBody) -> Mapping[str, Mapping[str, str]]:
    rows = Nomination.objects.filter(
        campaign_id=part.campaign_id, holds_place=True, register_entry__isnull=False
    )
    taken: dict[str, dict[str, str]] = {}
    for award, unit, nominee in rows.values_list("award_key", "register_entry__name", "nominee_name"):
        taken.setdefault(award, {})[unit] = nominee
    return taken


def _judgements(part: NominatingBody) -> tuple[Judgement, ...]:
    rows = SuspicionRuling.objects.filter(campaign_id=part.campaign_id)
    return tuple(Judgement(*told) for told in rows.values_list("register_entry__name", "same", "reason"))

"""What stands against nominations: departments' objections and veto items, gathered for many at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from pingxuan.core.nomination import NominationCase
from pingxuan.core.words import CampaignState, NominationState, ReplyKind
from pingxuan.models import ConsultationReply, Nomination, VetoFinding
from pingxuan.queries.definition import definition_of


@dataclass(frozen=True)
class Standing:
    """What stands against one nomination."""

    objections: tuple[str, ...] = ()
    """Departments whose last word is an objection."""
    vetoes: tuple[str, ...] = ()
    """Veto items found and not lifted."""

    @property
    def barred(self) -> tuple[str, ...]:
        """Why it cannot be selected as things stand, one clause each."""
        return (
            *(f"{department}有异议" for department in self.objections),
            *(f"一票否决：{item}" for item in self.vetoes),
        )


CLEAR = Standing()


def standing_against(nomination_ids: Iterable[str]) -> Mapping[str, Standing]:
    """Nomination → what stands against it; those with nothing against them are left out. Two queries."""
    ids = list(nomination_ids)
    objections: dict[str, list[str]] = defaultdict(list)
    vetoes: dict[str, list[str]] = defaultdict(list)
    replies = ConsultationReply.objects.filter(nomination_id__in=ids, reply=ReplyKind.OBJECTION)
    for nomination_id, department in replies.order_by("pk").values_list(
        "nomination_id", "consultation__department"
    ):
        objections[nomination_id].append(department)
    found = VetoFinding.objects.filter(nomination_id__in=ids, lifted_at__isnull=True)
    for nomination_id, item in found.order_by("found_at", "pk").values_list("nomination_id", "item"):
        vetoes[nomination_id].append(item)
    return {
        key: Standing(tuple(objections[key]), tuple(vetoes[key])) for key in objections.keys() | vetoes.keys()
    }


def office_case(
    nomination: Nomination, standing: Mapping[str, Standing], *, at: datetime, reason: str = ""
) -> NominationCase:
    """The case of a move after the check (propose … honour): these are judged on the state, what stands
    against the nomination and the reason alone, so nothing else is gathered. Reads ``campaign`` and
    ``definition_version``."""
    definition = definition_of(nomination.definition_version)
    against = standing.get(nomination.pk, CLEAR)
    return NominationCase(
        state=NominationState(nomination.state),
        definition=definition,
        award=definition.award(nomination.award_key),
        answers=nomination.answers,
        at=at,
        campaign_open=nomination.campaign.state == CampaignState.OPEN,
        objections=against.objections,
        vetoes=against.vetoes,
        reason=reason,
    )

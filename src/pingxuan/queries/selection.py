"""The selection board of an award: its candidates with scores and bars, what the ranking proposes, the meeting."""

from collections import defaultdict
from dataclasses import dataclass

from pingxuan.core.definition import Award
from pingxuan.core.inspection import mean_score
from pingxuan.core.selection import Candidate, Proposal, plan_selection, tie_rule
from pingxuan.core.words import NominationState, VisitState
from pingxuan.models import Campaign, Nomination, Selection, SelectionDecision, Visit
from pingxuan.queries.definition import current_definition
from pingxuan.queries.quota import prizes_of
from pingxuan.queries.standing import CLEAR, standing_against


@dataclass(frozen=True)
class Board:
    """Everything a meeting sees of one award, and what it decided if it has met."""

    award: Award
    total: int | None
    """How many prizes there are to give; None where nothing limits them."""
    proposals: tuple[Proposal, ...]
    rule: str
    """How the ranking was made, as one sentence."""
    meeting: Selection | None
    decisions: dict[str, SelectionDecision]
    """Nomination id → its decision; those no longer candidates at the meeting are left out."""

    @property
    def published(self) -> bool:
        """Whether the decisions have been published and stand fast."""
        return self.meeting is not None and self.meeting.applied_at is not None


def candidates(campaign: Campaign, award_key: str) -> tuple[Candidate, ...]:
    """The accepted nominations of an award as candidates; four queries, whatever their number."""
    rows = list(
        Nomination.objects.filter(campaign=campaign, award_key=award_key, state=NominationState.ACCEPTED)
        .select_related("nominating_body__body", "nominating_body__parent__body")
        .order_by("number")
    )
    ids = [row.pk for row in rows]
    scores: dict[str, list[int | None]] = defaultdict(list)
    done = Visit.objects.filter(nomination_id__in=ids, state=VisitState.DONE).order_by("pk")
    for nomination_id, score in done.values_list("nomination_id", "score"):
        scores[nomination_id].append(score)
    standing = standing_against(ids)
    return tuple(_candidate(row, scores[row.pk], standing.get(row.pk, CLEAR).barred) for row in rows)


def _candidate(row: Nomination, scores: list[int | None], barred: tuple[str, ...]) -> Candidate:
    body = row.nominating_body.parent or row.nominating_body
    return Candidate(
        nomination_id=row.pk,
        number=row.number,
        name=row.nominee_name,
        unit=row.unit_name,
        body=body.name,
        body_position=body.position,
        preference=row.preference,
        score=mean_score(scores),
        visits=len(scores),
        barred=barred,
    )


def selection_board(campaign: Campaign, award_key: str) -> Board:
    """The board of an award; KeyError when the campaign has no such award."""
    definition = current_definition(campaign)
    award, total = definition.award(award_key), prizes_of(campaign, definition)[award_key]
    meeting = Selection.objects.filter(campaign=campaign, award_key=award_key).first()
    held = SelectionDecision.objects.filter(selection=meeting, rank__gt=0) if meeting else []
    return Board(
        award=award,
        total=total,
        proposals=plan_selection(candidates(campaign, award_key), total, by_score=award.inspected),
        rule=tie_rule(award.inspected),
        meeting=meeting,
        decisions={decision.nomination_id: decision for decision in held},
    )


def published_results(campaign: Campaign, award_key: str) -> list[SelectionDecision]:
    """The decisions of an award in the order of the ranking, with their nominations and bodies."""
    return list(
        SelectionDecision.objects.filter(
            selection__campaign=campaign, selection__award_key=award_key, rank__gt=0
        )
        .select_related(
            "selection", "nomination__nominating_body__body", "nomination__nominating_body__parent__body"
        )
        .order_by("rank", "pk")
    )

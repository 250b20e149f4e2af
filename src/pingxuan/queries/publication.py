"""Publications (公示): what publishing would do, what runs, what was objected, and whether it may be decided."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from pingxuan.core.definition import Definition
from pingxuan.core.finding import Finding
from pingxuan.core.instants import beijing_date
from pingxuan.core.progress import MOVES, decide
from pingxuan.core.publication import (
    Clock,
    DecisionCase,
    Groups,
    Listed,
    Pending,
    clock,
    decision_findings,
    frozen_groups,
    numbers_in,
    publication_warnings,
    publish_findings,
)
from pingxuan.core.selection import TARGETS
from pingxuan.core.words import NominationState, ObjectionOutcome, Outcome, PublicationState
from pingxuan.core.workdays import coverage_findings, publication_end
from pingxuan.models import (
    Campaign,
    ConsultationReply,
    Nomination,
    Objection,
    Publication,
    Selection,
    SelectionDecision,
)
from pingxuan.queries.definition import current_definition
from pingxuan.queries.quota import prizes_of
from pingxuan.queries.standing import CLEAR, Standing, office_case, standing_against

WITH_BODIES = ("nominating_body__body", "nominating_body__parent__body")


@dataclass(frozen=True)
class PublicationPlan:
    """What publishing would do: the frozen list, its days, every nomination's move, and what stands against it."""

    groups: Groups
    ends_on: date
    working_days: int
    decisions: tuple[SelectionDecision, ...]
    """The decisions it would apply, with their nominations."""
    selections: tuple[Selection, ...]
    findings: tuple[Finding, ...]

    def count(self, outcome: Outcome) -> int:
        """How many nominations would get that outcome."""
        return sum(decision.outcome == outcome for decision in self.decisions)


def publication_plan(campaign: Campaign, starts_on: date, *, at: datetime) -> PublicationPlan:
    """What publishing every award's pending decisions would do, by the very rules of publishing."""
    definition = current_definition(campaign)
    selections = list(Selection.objects.filter(campaign=campaign).order_by("award_key"))
    waiting = [selection for selection in selections if selection.applied_at is None]
    applied = {selection.award_key for selection in selections if selection.applied_at is not None}
    decided = list(
        SelectionDecision.objects.filter(selection__in=waiting, rank__gt=0)
        .select_related(
            "selection", "nomination__campaign", "nomination__definition_version",
            *(f"nomination__{path}" for path in WITH_BODIES),
        )
        .order_by("selection__award_key", "rank", "pk")
    )  # fmt: skip
    pending = _pending(campaign, definition, {s.award_key for s in waiting}, applied, decided)
    standing = standing_against(decision.nomination_id for decision in decided)
    chosen = [d.nomination for d in decided if d.outcome == Outcome.SELECTED]
    days = definition.publication.working_days
    ends_on = publication_end(starts_on, days)
    findings = (
        *publish_findings(
            pending,
            starts_on=starts_on,
            today=beijing_date(at),
            proposed=len(chosen),
            published=bool(applied),
        ),
        *_move_findings(decided, standing, at=at),
        *coverage_findings(starts_on, ends_on),
        *_warnings(campaign, definition, decided),
    )
    groups = frozen_groups(definition.awards, [listed(nomination) for nomination in chosen])
    return PublicationPlan(groups, ends_on, days, tuple(decided), tuple(waiting), findings)


def listed(nomination: Nomination) -> Listed:
    """A nomination as it stands on a list: under the body that counts it. Reads bodies and parents."""
    body = nomination.nominating_body.parent or nomination.nominating_body
    return Listed(
        award_key=nomination.award_key,
        number=nomination.number,
        name=nomination.nominee_name,
        unit=nomination.unit_name,
        body=body.name,
        body_position=body.position,
        preference=nomination.preference,
    )


def _pending(
    campaign: Campaign,
    definition: Definition,
    met: set[str],
    applied: set[str],
    decided: Iterable[SelectionDecision],
) -> list[Pending]:
    accepted: dict[str, dict[str, str]] = defaultdict(dict)
    rows = Nomination.objects.filter(campaign=campaign, state=NominationState.ACCEPTED).order_by("number")
    for pk, award_key, name in rows.values_list("pk", "award_key", "nominee_name"):
        accepted[award_key][pk] = name
    moved = defaultdict(list)
    for decision in decided:
        nomination = decision.nomination
        if accepted[nomination.award_key].pop(nomination.pk, None) is None:
            state = NominationState(nomination.state).label
            moved[nomination.award_key].append(f"{nomination.nominee_name}（{state}）")
    return [
        Pending(
            award=award.name,
            candidates=len(accepted[award.key]),
            met=award.key in met,
            undecided=tuple(accepted[award.key].values()),
            moved=tuple(moved[award.key]),
        )
        for award in definition.awards
        if award.key not in applied and (award.key in met or accepted[award.key])
    ]


def _move_findings(
    decided: Iterable[SelectionDecision], standing: Mapping[str, Standing], *, at: datetime
) -> list[Finding]:
    found = []
    for decision in decided:
        nomination = decision.nomination
        if nomination.state == NominationState.ACCEPTED:
            move = MOVES[TARGETS[Outcome(decision.outcome)]]
            case = office_case(nomination, standing, at=at)
            found += [finding.at(nomination.nominee_name) for finding in decide(move, case)]
    return found


def _warnings(
    campaign: Campaign, definition: Definition, decided: Iterable[SelectionDecision]
) -> tuple[Finding, ...]:
    chosen = [row for row in decided if row.outcome == Outcome.SELECTED]
    open_replies = ConsultationReply.objects.filter(
        nomination_id__in=[row.nomination_id for row in chosen], reply=""
    )
    waiting = set(open_replies.values_list("nomination_id", flat=True))
    inspected = {award.key for award in definition.awards if award.inspected}
    return publication_warnings(
        unchecked=campaign.nominations.filter(state=NominationState.SUBMITTED).count(),
        unanswered=[row.nomination.nominee_name for row in chosen if row.nomination_id in waiting],
        unvisited=[
            row.nomination.nominee_name
            for row in chosen
            if row.score is None and row.nomination.award_key in inspected
        ],
    )


def publications(campaign: Campaign) -> QuerySet[Publication]:
    """The publications of a campaign in order, with their decisions."""
    return Publication.objects.filter(campaign=campaign).select_related("decision", "campaign__organiser")


def running_publications(today: date) -> QuerySet[Publication]:
    """Publications anyone may read and object to today, newest first."""
    return (
        Publication.objects.filter(state=PublicationState.RUNNING, ends_on__gte=today)
        .select_related("campaign__organiser")
        .order_by("-published_at", "-pk")
    )


def past_publications(today: date) -> QuerySet[Publication]:
    """Publications that are over, newest first, with what was decided."""
    return (
        Publication.objects.exclude(state=PublicationState.RUNNING, ends_on__gte=today)
        .select_related("campaign__organiser", "decision")
        .order_by("-published_at", "-pk")
    )


def publication_clock(publication: Publication, today: date) -> Clock:
    """Where a publication stands today."""
    return clock(PublicationState(publication.state), publication.starts_on, publication.ends_on, today)


def publication_of(nomination: Nomination) -> Publication | None:
    """The newest publication whose list a nomination stands on, or None."""
    for publication in Publication.objects.filter(campaign_id=nomination.campaign_id).order_by("-number"):
        if nomination.number in numbers_in(publication.groups):
            return publication
    return None


def published_nominations(publication: Publication) -> QuerySet[Nomination]:
    """The nominations of a publication's list with campaign, definition version and bodies, by number."""
    return Nomination.objects.filter(
        campaign_id=publication.campaign_id, number__in=numbers_in(publication.groups)
    ).select_related("campaign", "definition_version", *WITH_BODIES)


def objections(publication: Publication) -> QuerySet[Objection]:
    """Objections to a publication in the order they came in."""
    return Objection.objects.filter(publication=publication).select_related(
        "nomination", *(f"nomination__{path}" for path in WITH_BODIES)
    )


def objection_by_code(code: str) -> Objection | None:
    """The objection its objector asks after by the code given to him or her, or None."""
    wanted = code.strip().lower()
    rows = Objection.objects.filter(code=wanted).select_related("publication__campaign", "nomination")
    return rows.first() if wanted else None


@dataclass(frozen=True)
class Reserve:
    """One nominee in reserve (备选), its place in the order, and why it cannot be filled in as things stand."""

    nomination: Nomination
    order: int
    barred: tuple[str, ...]


@dataclass(frozen=True)
class Vacancy:
    """Places of an award left empty after publication (空缺), and the reserves in their order."""

    places: int
    reserves: tuple[Reserve, ...]
    unlimited: bool = False
    """Whether nothing limits the prizes; ``places`` is then as many as there are reserves."""


def vacancies(campaign: Campaign) -> dict[str, Vacancy]:
    """Award key → what may be filled in (递补) for it; six queries at most, whatever the number of awards."""
    rows = Nomination.objects.filter(campaign=campaign)
    held = rows.filter(state__in=(NominationState.PROPOSED, NominationState.HONOURED))
    kept = Counter(held.values_list("award_key", flat=True))
    waiting = list(
        rows.filter(state=NominationState.RESERVE)
        .select_related("campaign", "definition_version", "selection_decision", *WITH_BODIES)
        .order_by("selection_decision__reserve_order", "number")
    )
    standing = standing_against(row.pk for row in waiting)
    reserves: dict[str, list[Reserve]] = defaultdict(list)
    for row in waiting:
        barred = standing.get(row.pk, CLEAR).barred
        reserves[row.award_key].append(Reserve(row, row.selection_decision.reserve_order, barred))
    return {
        key: _vacancy(total, kept[key], tuple(reserves[key]))
        for key, total in prizes_of(campaign, current_definition(campaign)).items()
    }


def _vacancy(total: int | None, kept: int, reserves: tuple[Reserve, ...]) -> Vacancy:
    if total is None:
        return Vacancy(len(reserves), reserves, unlimited=True)
    return Vacancy(max(total - kept, 0), reserves)


def vacancy(campaign: Campaign, award_key: str) -> Vacancy:
    """What may be filled in for one award; KeyError when the campaign has no such award."""
    return vacancies(campaign)[award_key]


def decision_preview(
    publication: Publication, *, doc_number: str, decided_on: date, at: datetime
) -> tuple[Finding, ...]:
    """Everything that keeps a publication's list from being decided, by the very rules of deciding."""
    nominations = [row for row in published_nominations(publication) if row.state == NominationState.PROPOSED]
    raised = list(
        Objection.objects.filter(publication__campaign_id=publication.campaign_id)
        .filter(nomination__isnull=True, publication=publication)
        .values_list("outcome", "nomination_id")
    )
    raised += Objection.objects.filter(nomination__in=nominations).values_list("outcome", "nomination_id")
    names = {row.pk: row.nominee_name for row in nominations}
    upheld = Counter(names[key] for outcome, key in raised if key and outcome == ObjectionOutcome.UPHELD)
    case = DecisionCase(
        state=PublicationState(publication.state),
        ends_on=publication.ends_on,
        today=beijing_date(at),
        decided_on=decided_on,
        doc_number=doc_number,
        pending=sum(outcome == ObjectionOutcome.PENDING for outcome, _ in raised),
        upheld=tuple(upheld),
        honoured=len(nominations),
    )
    standing = standing_against(names)
    honour = MOVES["honour"]
    return (
        *decision_findings(case),
        *(
            finding.at(row.nominee_name)
            for row in nominations
            for finding in decide(honour, office_case(row, standing, at=at))
        ),
    )

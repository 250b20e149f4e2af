"""The figures of a campaign's dashboard: each one the count of a list anyone may open."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from pingxuan.core.definition import Award, Definition
from pingxuan.core.instants import beijing_date
from pingxuan.core.progress import GROUPS
from pingxuan.core.words import (
    DeadlineKind,
    NominationGroup,
    NominationState,
    QuotaKind,
    VisitState,
)
from pingxuan.models import Allotment, Campaign, NominatingBody, Nomination, RegisterEntry, RosterEntry, Visit

G = NominationGroup
OFFICE_ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Tally:
    """How many nominations of one body (or of all) stand where, for one award."""

    places: int | None
    groups: Mapping[NominationGroup, int]

    def of(self, group: NominationGroup) -> int:
        """How many stand in that group."""
        return self.groups.get(group, 0)

    @property
    def passed(self) -> int:
        """Checked and found in order."""
        return self.of(G.PASSED)

    @property
    def to_check(self) -> int:
        """Handed up, the office has not looked yet."""
        return self.of(G.TO_CHECK)

    @property
    def handed_up(self) -> int:
        """Handed up and not returned."""
        return self.of(G.HANDED_UP)

    @property
    def sent_back(self) -> int:
        """Returned for correction."""
        return self.of(G.SENT_BACK)

    @property
    def in_preparation(self) -> int:
        """Being filled, judged or endorsed in the body."""
        return self.of(G.IN_PREPARATION)

    @property
    def untouched(self) -> int:
        """Places nobody has begun to fill; 0 where the quota is open."""
        return max(0, (self.places or 0) - self.of(G.LIVE))

    @property
    def rate(self) -> int:
        """Handed up in per cent of the places; 0 where there are none."""
        return round(100 * self.handed_up / self.places) if self.places else 0


@dataclass(frozen=True)
class BodyLine:
    """One body's line of the board."""

    part: NominatingBody
    tallies: Mapping[str, Tally]
    contact: RosterEntry | None
    contact_overdue: bool
    papers: int
    last_submitted: datetime | None

    def below_least(self, awards: Sequence[Award]) -> bool:
        """Whether it has handed up fewer than the notice asks of every body, for any award."""
        return any(self.tallies[award.key].handed_up < (award.quota.least or 0) for award in awards)

    @property
    def lagging(self) -> bool:
        """Under a fifth of its places handed up for the first award."""
        first = next(iter(self.tallies.values()), None)
        return bool(first and first.places and first.rate < 20)


@dataclass(frozen=True)
class Coverage:
    """Visits made and still planned, over the nominations that are to be visited."""

    visited: int
    planned: int
    to_visit: int


@dataclass(frozen=True)
class Board:
    """Everything the dashboard shows of a campaign."""

    definition: Definition
    lines: Sequence[BodyLine]
    totals: Mapping[str, Tally]
    contacts_due: int
    """Bodies that owe a contact: member units too, each has its own."""
    contacts_reported: int
    contacts_overdue: Sequence[str]
    coverage: Coverage
    by_state: Mapping[NominationState, int]
    """All awards and bodies of the board together."""
    unsigned: int
    """Bodies the notice was issued to that have not signed for it."""
    visits_made: int
    visits_planned: int
    trend: Mapping[str, Sequence[tuple[date, int]]]
    yesterday: Mapping[str, int]
    scores: Sequence[tuple[str, int]] = field(default=())


class Heap(NamedTuple):
    """Nominations of one body, award, state and day of submission, counted together."""

    top: str
    """The body they count for: the one above a member unit."""
    own: str
    award: str
    state: NominationState
    day: date | None
    n: int
    papers: int
    """How many of them came in on paper."""
    last: datetime | None


class Seen(NamedTuple):
    """One visit: to whom, how that nomination stands, whether it was made, its score."""

    nomination: str
    award: str
    standing: str
    state: str
    score: int | None


def board(
    campaign: Campaign, definition: Definition, parts: QuerySet[NominatingBody], *, at: datetime
) -> Board:
    """The board over ``parts``: all bodies for the office, a body's own for its officer; five queries."""
    held = list(parts.select_related("contact"))
    top = [part for part in held if part.parent_id is None] or held
    heaps = _heaps(campaign, [part.pk for part in held])
    counted, places = _counts(heaps), _places(definition, top)
    due = definition.deadline(DeadlineKind.CONTACTS)
    overdue = bool(due and due.at and at > due.at)
    silent = [part for part in held if getattr(part, "contact", None) is None]
    lines = [_line(part, definition, heaps, counted, places, overdue=overdue) for part in top]
    trends = _trends(heaps)
    trend = {award.key: trends.get(award.key, []) for award in definition.awards}
    seen = _visits(campaign)
    by_state: Counter[NominationState] = Counter()
    for heap in heaps:
        by_state[heap.state] += heap.n
    return Board(
        definition=definition,
        lines=lines,
        totals={award.key: _sum(award, lines) for award in definition.awards},
        contacts_due=len(held),
        contacts_reported=len(held) - len(silent),
        contacts_overdue=[part.name for part in silent if overdue],
        coverage=_coverage(definition, heaps, seen),
        by_state=by_state,
        unsigned=sum(part.issued_at is not None and part.signed_for_at is None for part in held),
        visits_made=sum(visit.state == VisitState.DONE for visit in seen),
        visits_planned=sum(visit.state == VisitState.PLANNED for visit in seen),
        trend=trend,
        yesterday={key: _since(series, beijing_date(at)) for key, series in trend.items()},
        scores=_scores(seen),
    )


def _line(
    part: NominatingBody,
    definition: Definition,
    heaps: Sequence[Heap],
    counted: Mapping[tuple[str, str], Mapping[NominationGroup, int]],
    places: Mapping[tuple[str, str], int],
    *,
    overdue: bool,
) -> BodyLine:
    own = [heap for heap in heaps if part.pk in {heap.top, heap.own}]
    contact = getattr(part, "contact", None)
    return BodyLine(
        part=part,
        tallies={
            award.key: Tally(places.get((part.pk, award.key)), counted.get((part.pk, award.key), {}))
            for award in definition.awards
        },
        contact=contact,
        contact_overdue=overdue and contact is None,
        papers=sum(heap.papers for heap in own),
        last_submitted=max((heap.last for heap in own if heap.last), default=None),
    )


def _heaps(campaign: Campaign, parts: Sequence[str]) -> list[Heap]:
    rows = (
        Nomination.objects.filter(campaign=campaign, nominating_body_id__in=parts)
        .annotate(
            top=Coalesce("nominating_body__parent_id", "nominating_body_id"),
            day=TruncDate("submitted_at", tzinfo=OFFICE_ZONE),
        )
        .values_list("top", "nominating_body_id", "award_key", "state", "day")
        .annotate(
            n=Count("pk", distinct=True),
            papers=Count("pk", filter=Q(paper_copies__isnull=False), distinct=True),
            last=Max("submitted_at"),
        )
        .order_by()
    )
    return [Heap(top, own, award, NominationState(state), *rest) for top, own, award, state, *rest in rows]


def _counts(heaps: Sequence[Heap]) -> dict[tuple[str, str], dict[NominationGroup, int]]:
    counted: dict[tuple[str, str], dict[NominationGroup, int]] = {}
    for heap in heaps:
        for part in {heap.top, heap.own}:
            groups = counted.setdefault((part, heap.award), {})
            for group, states in GROUPS.items():
                if heap.state in states:
                    groups[group] = groups.get(group, 0) + heap.n
    return counted


def _places(definition: Definition, top: Sequence[NominatingBody]) -> dict[tuple[str, str], int]:
    rows = Allotment.objects.filter(nominating_body__in=[part.pk for part in top])
    places = {(row.nominating_body_id, row.award_key): row.places for row in rows}
    for award in definition.awards:
        if award.quota.kind is QuotaKind.REGISTER:
            by_body = _register_units(award)
            for part in top:
                places[part.pk, award.key] = by_body.get(part.name, 0)
    return places


def _register_units(award: Award) -> Counter[str]:
    wanted = {(rule.honour, rule.year) for rule in award.rules}
    rows = RegisterEntry.objects.filter(year__in={year for _, year in wanted}).values_list(
        "honour", "year", "body_name"
    )
    return Counter(body for honour, year, body in rows if (honour, year) in wanted)


def _sum(award: Award, lines: Sequence[BodyLine]) -> Tally:
    groups: Counter[NominationGroup] = Counter()
    for line in lines:
        groups.update(line.tallies[award.key].groups)
    known = [line.tallies[award.key].places for line in lines]
    places = sum(n or 0 for n in known) if any(n is not None for n in known) else award.total
    return Tally(places, groups)


def _trends(heaps: Sequence[Heap]) -> dict[str, list[tuple[date, int]]]:
    by_award: dict[str, Counter[date]] = {}
    for heap in heaps:
        if heap.day is not None and heap.state in GROUPS[G.HANDED_UP]:
            by_award.setdefault(heap.award, Counter())[heap.day] += heap.n
    return {award_key: _running(by_day) for award_key, by_day in by_award.items()}


def _running(by_day: Mapping[date, int]) -> list[tuple[date, int]]:
    """The total handed up by the end of each day, from the first day to the last."""
    series, total, day = [], 0, min(by_day)
    while day <= max(by_day):
        total += by_day.get(day, 0)
        series.append((day, total))
        day += timedelta(days=1)
    return series


def _since(series: Sequence[tuple[date, int]], today: date) -> int:
    before = [total for day, total in series if day < today]
    now = [total for day, total in series if day <= today]
    return (now[-1] if now else 0) - (before[-1] if before else 0)


def _visits(campaign: Campaign) -> list[Seen]:
    rows = Visit.objects.filter(nomination__campaign=campaign).order_by("pk")
    told = rows.values_list("nomination_id", "nomination__award_key", "nomination__state", "state", "score")
    return [Seen(*row) for row in told]


def _coverage(definition: Definition, heaps: Sequence[Heap], seen: Sequence[Seen]) -> Coverage:
    """Over the nominations that are or were to be visited, as the list of visits counts them."""
    inspected = {award.key for award in definition.awards if award.inspected}
    going = [visit for visit in seen if visit.award in inspected and visit.standing in GROUPS[G.PASSED]]
    return Coverage(
        visited=len({visit.nomination for visit in going if visit.state == VisitState.DONE}),
        planned=len({visit.nomination for visit in going if visit.state == VisitState.PLANNED}),
        to_visit=sum(heap.n for heap in heaps if heap.award in inspected and heap.state in GROUPS[G.PASSED]),
    )


def _scores(seen: Sequence[Seen]) -> list[tuple[str, int]]:
    bins = Counter(min(max(visit.score // 1000, 5), 9) for visit in seen if visit.score is not None)
    if not bins:
        return []
    labels = {5: "60以下", 6: "60–69", 7: "70–79", 8: "80–89", 9: "90以上"}
    return [(label, bins[floor]) for floor, label in labels.items()]

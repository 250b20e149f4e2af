"""The figures of a campaign's dashboard: each one the count of a list anyone may open."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Min, QuerySet
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

    def __getitem__(self, group: NominationGroup) -> int:
        return self.groups.get(group, 0)

    @property
    def passed(self) -> int:
        """Checked and found in order."""
        return self[G.PASSED]

    @property
    def to_check(self) -> int:
        """Handed up, the office has not looked yet."""
        return self[G.TO_CHECK]

    @property
    def handed_up(self) -> int:
        """Handed up and not returned."""
        return self[G.HANDED_UP]

    @property
    def sent_back(self) -> int:
        """Returned for correction."""
        return self[G.SENT_BACK]

    @property
    def in_preparation(self) -> int:
        """Being filled, judged or endorsed in the body."""
        return self[G.IN_PREPARATION]

    @property
    def untouched(self) -> int:
        """Places nobody has begun to fill; 0 where the quota is open."""
        return max(0, (self.places or 0) - self[G.LIVE])

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
    contacts_reported: int
    contacts_overdue: Sequence[str]
    coverage: Coverage
    trend: Mapping[str, Sequence[tuple[date, int]]]
    yesterday: Mapping[str, int]
    scores: Sequence[tuple[str, int]] = field(default=())


def board(
    campaign: Campaign, definition: Definition, parts: QuerySet[NominatingBody], *, at: datetime
) -> Board:
    """The board over ``parts``: all bodies for the office, a body's own for its officer; seven queries."""
    held = list(parts)
    top = [part for part in held if part.parent_id is None] or held
    counted = _counts(campaign, [part.pk for part in held])
    places = _places(definition, top)
    contacts = {
        row.nominating_body_id: row
        for row in RosterEntry.objects.filter(nominating_body__in=[p.pk for p in held])
    }
    seen = _last_submitted(campaign)
    papers = _papers(campaign)
    due = definition.deadline(DeadlineKind.CONTACTS)
    overdue = bool(due and due.at and at > due.at)
    lines = [
        BodyLine(
            part=part,
            tallies={
                award.key: Tally(places.get((part.pk, award.key)), counted.get((part.pk, award.key), {}))
                for award in definition.awards
            },
            contact=contacts.get(part.pk),
            contact_overdue=overdue and part.pk not in contacts,
            papers=papers.get(part.pk, 0),
            last_submitted=seen.get(part.pk),
        )
        for part in top
    ]
    trends = _trends(campaign, [part.pk for part in held])
    trend = {award.key: trends.get(award.key, []) for award in definition.awards}
    return Board(
        definition=definition,
        lines=lines,
        totals={award.key: _sum(award, lines) for award in definition.awards},
        contacts_reported=sum(line.contact is not None for line in lines),
        contacts_overdue=[line.part.name for line in lines if line.contact_overdue],
        coverage=_coverage(campaign, definition),
        trend=trend,
        yesterday={key: _since(series, beijing_date(at)) for key, series in trend.items()},
        scores=_scores(campaign),
    )


def _counts(campaign: Campaign, parts: Sequence[str]) -> dict[tuple[str, str], dict[NominationGroup, int]]:
    rows = (
        Nomination.objects.filter(campaign=campaign, nominating_body_id__in=parts)
        .annotate(counted_at=Coalesce("nominating_body__parent_id", "nominating_body_id"))
        .values_list("counted_at", "nominating_body_id", "award_key", "state")
        .annotate(n=Count("pk"))
        .order_by()
    )
    counted: dict[tuple[str, str], dict[NominationGroup, int]] = {}
    for above, own, award, state, n in rows:
        for part in {above, own}:
            groups = counted.setdefault((part, award), {})
            for group, states in GROUPS.items():
                if NominationState(state) in states:
                    groups[group] = groups.get(group, 0) + n
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


def _last_submitted(campaign: Campaign) -> dict[str, datetime]:
    rows = (
        Nomination.objects.filter(campaign=campaign, submitted_at__isnull=False)
        .annotate(counted_at=Coalesce("nominating_body__parent_id", "nominating_body_id"))
        .values_list("counted_at")
        .annotate(last=Max("submitted_at"))
        .order_by()
    )
    return dict(rows)


def _papers(campaign: Campaign) -> dict[str, int]:
    rows = (
        Nomination.objects.filter(campaign=campaign, paper_copies__isnull=False)
        .annotate(counted_at=Coalesce("nominating_body__parent_id", "nominating_body_id"))
        .values_list("counted_at")
        .annotate(n=Count("pk", distinct=True))
        .order_by()
    )
    return dict(rows)


def _trends(campaign: Campaign, parts: Sequence[str]) -> dict[str, list[tuple[date, int]]]:
    rows = (
        Nomination.objects.filter(
            campaign=campaign,
            nominating_body_id__in=parts,
            state__in=GROUPS[G.HANDED_UP],
            submitted_at__isnull=False,
        )
        .annotate(day=TruncDate("submitted_at", tzinfo=OFFICE_ZONE))
        .values_list("award_key", "day")
        .annotate(n=Count("pk"))
        .order_by("day")
    )
    by_award: dict[str, dict[date, int]] = {}
    for award_key, day, n in rows:
        by_award.setdefault(award_key, {})[day] = n
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


def _coverage(campaign: Campaign, definition: Definition) -> Coverage:
    inspected = [award.key for award in definition.awards if award.inspected]
    to_visit = Nomination.objects.filter(
        campaign=campaign, award_key__in=inspected, state__in=GROUPS[G.HANDED_UP]
    ).count()
    states = Counter(
        Visit.objects.filter(nomination__campaign=campaign, nomination__state__in=GROUPS[G.HANDED_UP])
        .values_list("nomination_id")
        .annotate(best=Min("state"))
        .values_list("best", flat=True)
    )
    return Coverage(states[VisitState.DONE], states[VisitState.PLANNED], to_visit)


def _scores(campaign: Campaign) -> list[tuple[str, int]]:
    found = Visit.objects.filter(nomination__campaign=campaign).values_list("score", flat=True)
    bins = Counter(min(max(score // 1000, 5), 9) for score in found if score is not None)
    if not bins:
        return []
    labels = {5: "60以下", 6: "60–69", 7: "70–79", 8: "80–89", 9: "90以上"}
    return [(label, bins[floor]) for floor, label in labels.items()]

"""Lists of nominations as people filter them: the rows, the counts of their tabs, the boards of findings."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from pingxuan.access import OFFICE, content_visible, newest_paper
from pingxuan.core.actor import Actor
from pingxuan.core.finding import Finding
from pingxuan.core.progress import states_of
from pingxuan.core.words import NominationState
from pingxuan.models import Campaign, NominatingBody, Nomination, PaperCopy
from pingxuan.queries.findings import findings_of

ANY_ISSUE, MUST_CHANGE = "any", "must"
RECEIVED, DUE = "received", "due"


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What a list is asked for; every part may be empty. ``issue`` is a finding's code, any or must."""

    award: str = ""
    body: str = ""
    state: str = ""
    q: str = ""
    issue: str = ""
    paper: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Filter":
        """The filter a query string asks for; unknown parameters are passed over."""
        return cls(**{name: asked.get(name, "").strip()[:200] for name in cls.__dataclass_fields__})

    def query(self, **changed: str) -> str:
        """The filter as a query string, with some parts changed; empty parts left out."""
        parts = replace(self, **changed)
        return urlencode({name: value for name, value in vars(parts).items() if value})


def narrowed(rows: QuerySet[Nomination], wanted: Filter) -> QuerySet[Nomination]:
    """The rows the filter lets through, but for ``issue``, which only findings can tell."""
    if wanted.award:
        rows = rows.filter(award_key=wanted.award)
    if wanted.body:
        rows = rows.filter(Q(nominating_body_id=wanted.body) | Q(nominating_body__parent_id=wanted.body))
    if wanted.state:
        rows = rows.filter(state__in=states_of(wanted.state))
    if wanted.paper in {RECEIVED, DUE}:
        came_in = Exists(PaperCopy.objects.filter(nomination=OuterRef("pk")))
        rows = rows.filter(came_in if wanted.paper == RECEIVED else ~came_in)
    return rows.filter(_named(wanted.q)) if wanted.q else rows


def _named(q: str) -> Q:
    by_name = (
        Q(nominee_name__icontains=q) | Q(unit_name__icontains=q) | Q(nominating_body__body__name__icontains=q)
    )
    return by_name | Q(number=int(q)) if q.isdecimal() and len(q) < 9 else by_name


def in_order(rows: QuerySet[Nomination]) -> QuerySet[Nomination]:
    """Award, body in annex order (member units after their own body), the body's preference, number."""
    return rows.alias(
        annex=Coalesce("nominating_body__parent__position", "nominating_body__position"),
        unset=Case(When(preference=0, then=Value(1)), default=Value(0)),
    ).order_by("award_key", "annex", F("nominating_body__position"), "unset", "preference", "number")


def listed(rows: QuerySet[Nomination], wanted: Filter) -> QuerySet[Nomination]:
    """Rows in order with what a list shows beside them, without what it does not."""
    beside = ("definition_version", "register_entry")
    ordered = in_order(narrowed(rows, wanted)).select_related(*beside).defer("definition_version__data")
    return ordered.annotate(paper_revision=newest_paper())


@dataclass(frozen=True)
class BodyCount:
    """A body with nominations in the list; a member unit hangs under ``parent``."""

    pk: str
    name: str
    parent: str = ""
    count: int = 0


@dataclass(frozen=True)
class Counts:
    """How many there are in each state and body, under every part of the filter but state and body."""

    states: Mapping[NominationState, int]
    bodies: Sequence[BodyCount] = field(default=())

    def within(self, state: str) -> int:
        """How many a state or group of states holds; all for ""."""
        wanted = states_of(state) if state else tuple(NominationState)
        return sum(self.states.get(one, 0) for one in wanted)


def counts(rows: QuerySet[Nomination], wanted: Filter) -> Counts:
    """One query: states under the filter's body, bodies whatever the state."""
    found = (
        narrowed(rows, replace(wanted, state="", body=""))
        .order_by()
        .values_list(
            "nominating_body_id",
            "nominating_body__parent_id",
            "nominating_body__body__name",
            "nominating_body__position",
            "state",
        )
        .annotate(n=Count("pk"))
    )
    states: Counter[NominationState] = Counter()
    bodies: Counter[tuple[int, str, str, str]] = Counter()
    for body, parent, name, position, state, n in found:
        bodies[position, body, name, parent or ""] += n
        if wanted.body in {"", body, parent}:
            states[NominationState(state)] += n
    return Counts(
        states, [BodyCount(pk, name, parent, n) for (_, pk, name, parent), n in sorted(bodies.items())]
    )


def with_issue(
    rows: Sequence[Nomination], issue: str, *, seen_by: Actor, at: datetime
) -> list[tuple[Nomination, tuple[Finding, ...]]]:
    """Those rows that have the issue, with all their findings; content the actor may not read has none."""
    found = findings_seen(rows, seen_by=seen_by, at=at)
    pairs = [(row, found.get(row.pk, ())) for row in rows]
    return [(row, findings) for row, findings in pairs if has_issue(findings, issue)]


def findings_seen(
    rows: Sequence[Nomination], *, seen_by: Actor, at: datetime
) -> dict[str, tuple[Finding, ...]]:
    """The findings the actor may know of: departments' objections and vetoes stay inside the office."""
    visible = [row for row in rows if content_visible(seen_by, row)]
    return findings_of(visible, at=at, standing=None if seen_by.role in OFFICE else {})


def has_issue(findings: Sequence[Finding], issue: str) -> bool:
    """Whether the findings hold the issue asked for: a code, any, one that must be changed; "" all."""
    if not issue:
        return True
    if issue == ANY_ISSUE:
        return bool(findings)
    if issue == MUST_CHANGE:
        return any(finding.blocks for finding in findings)
    return any(finding.code == issue for finding in findings)


def body_named_in(campaign: Campaign, body_id: str) -> BodyCount | None:
    """A body of the campaign that has no nominations in the list but is asked for."""
    part = NominatingBody.objects.filter(campaign=campaign, pk=body_id).select_related("body").first()
    return BodyCount(part.pk, part.name, part.parent_id or "") if part else None


def next_in_list(
    rows: QuerySet[Nomination], wanted: Filter, held: Nomination, *, back: bool, seen_by: Actor, at: datetime
) -> str | None:
    """The id of the nomination after ``held`` in the filter (before it with ``back``), even where ``held``
    has just left it; None at the end."""
    order = list(listed(rows, replace(wanted, state="", paper="")).values_list("pk", flat=True))
    if wanted.issue:
        seen = with_issue(list(listed(rows, wanted)), wanted.issue, seen_by=seen_by, at=at)
        inside = {row.pk for row, _ in seen}
    else:
        inside = set(narrowed(rows, wanted).values_list("pk", flat=True))
    if held.pk not in order:
        return next((pk for pk in order if pk in inside), None)
    at_place = order.index(held.pk)
    rest = order[:at_place][::-1] if back else order[at_place + 1 :]
    return next((pk for pk in rest if pk in inside), None)

"""Facts about nominations: the case a move is judged on, and what stands beside one nomination."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from pingxuan.core.definition import Award
from pingxuan.core.names import name_key
from pingxuan.core.nomination import NominationCase, nominee_name, unit_name
from pingxuan.core.register import Judgement
from pingxuan.core.register import RegisterEntry as Honour
from pingxuan.core.words import (
    CampaignState,
    NominationState,
    RegisterRuleKind,
    RegisterState,
    ReplyKind,
)
from pingxuan.models import (
    Allotment,
    Campaign,
    ConsultationReply,
    Draft,
    LedgerEntry,
    NominatingBody,
    Nomination,
    NominationRevision,
    Opinion,
    RegisterEntry,
    SuspicionRuling,
    VetoFinding,
)
from pingxuan.models.prepared import prepared
from pingxuan.queries.definition import award_of, current_definition

ENDED = (NominationState.WITHDRAWN, NominationState.REJECTED, NominationState.DROPPED)


def nomination_case(
    nomination: Nomination, *, at: datetime, answers: Mapping[str, Any] | None = None, reason: str = ""
) -> NominationCase:
    """Gathers everything a move of this nomination is judged on; about nine queries, whatever the size.

    ``answers`` replaces the kept ones when they are about to change (hand-in, live checks of a draft).
    """
    return replace(
        filling_case(nomination, at=at, answers=answers),
        stated=stated_steps(nomination),
        objections=standing_objections(nomination),
        vetoes=standing_vetoes(nomination),
        reason=reason,
    )


def filling_case(
    nomination: Nomination, *, at: datetime, answers: Mapping[str, Any] | None = None
) -> NominationCase:
    """The part of the case a form is checked on while it is being filled; six queries.

    The award is the one it was filled on, deadlines are those in force.
    """
    award = award_of(nomination)
    told = nomination.answers if answers is None else dict(answers)
    return NominationCase(
        state=NominationState(nomination.state),
        definition=current_definition(nomination.campaign),
        award=award,
        answers=told,
        at=at,
        campaign_open=nomination.campaign.state == CampaignState.OPEN,
        late_until=late_until(nomination),
        places_left=places_left(nomination),
        register=register_of(award),
        taken=taken_register_units(nomination, award),
        judgements=judgements_on(nomination, award, told),
        namesakes=namesakes(nomination, name_key(nominee_name(award, told))),
    )


def late_until(nomination: Nomination) -> datetime | None:
    """The latest instant granted to this body, the body above it or this nomination; None for none."""
    granted = reopened_until(nomination.nominating_body)
    return max(filter(None, (granted, nomination.correct_by)), default=None)


def reopened_until(part: NominatingBody) -> datetime | None:
    """The latest instant granted to this body or the body above it; None for none."""
    above = part.parent.reopened_until if part.parent else None
    return max(filter(None, (part.reopened_until, above)), default=None)


def places_left(nomination: Nomination) -> int | None:
    """Places the body (and the body above it) still has for this award; None without a quota table.

    A body the table does not name has none. The row's own place counts as left when it already holds one.
    """
    body = nomination.nominating_body
    held = _places(nomination.award_key, body.pk, body.parent_id)
    free = {part: places - used for part, places, used in held}
    if not free:
        rows = Allotment.objects.filter(award_key=nomination.award_key)
        exists = rows.filter(nominating_body__campaign_id=nomination.campaign_id).exists()
        return 0 if exists else None
    if body.pk not in free:
        return 0
    return min(free.values()) + (1 if nomination.holds_place else 0)


@prepared
def _places(
    award_key: str, body_id: str, parent_id: str | None
) -> "QuerySet[Allotment, tuple[str, int, int]]":
    rows = Allotment.objects.filter(award_key=award_key, nominating_body_id__in=[body_id, parent_id])
    return rows.values_list("nominating_body_id", "places", "used")


def register_of(award: Award) -> tuple[Honour, ...]:
    """The register entries the award's rules look into; read again only when one has been written."""
    wanted = frozenset((rule.honour, rule.year) for rule in award.rules)
    if not wanted:
        return ()
    return _register(wanted, next(iter(_newest_line()), None))


@prepared
def _newest_line() -> "QuerySet[RegisterEntry, str]":
    last = LedgerEntry.objects.filter(seq=OuterRef("last_seq")).values("line")[:1]
    rows = RegisterEntry.objects.order_by("-last_seq").annotate(line=Subquery(last))
    return rows.values_list("line", flat=True)[:1]


@lru_cache(maxsize=16)
def _register(wanted: frozenset[tuple[str, int]], newest: str | None) -> tuple[Honour, ...]:
    """``newest`` is the ledger line that last wrote a register row: no other state of it has that line."""
    if newest is None:
        return ()
    rows = RegisterEntry.objects.filter(year__in={year for _, year in wanted}).order_by("pk")
    return tuple(as_honour(row) for row in rows if (row.honour, row.year) in wanted)


def as_honour(row: RegisterEntry) -> Honour:
    """A register row as the core knows it."""
    return Honour(
        honour=row.honour,
        year=row.year,
        name=row.name,
        body=row.body_name,
        state=RegisterState(row.state),
        number=row.number,
    )


def taken_register_units(nomination: Nomination, award: Award) -> dict[str, str]:
    """Register unit → nominee of another nomination that holds its one place."""
    if not any(rule.kind is RegisterRuleKind.REQUIRED_ONE_EACH for rule in award.rules):
        return {}
    return dict(_taken(nomination.campaign_id, award.key, nomination.pk))


@prepared
def _taken(campaign_id: str, award_key: str, but: str) -> "QuerySet[Nomination, tuple[str, str]]":
    rows = Nomination.objects.filter(
        campaign_id=campaign_id, award_key=award_key, holds_place=True, register_entry__isnull=False
    )
    return rows.exclude(pk=but).values_list("register_entry__name", "nominee_name")


def judgements_on(nomination: Nomination, award: Award, answers: Mapping[str, Any]) -> tuple[Judgement, ...]:
    """What people ruled on the names of this nomination."""
    keys = name_key(nominee_name(award, answers)), name_key(unit_name(award, answers))
    return tuple(Judgement(*told) for told in _rulings(nomination.campaign_id, *keys))


@prepared
def _rulings(campaign_id: str, name: str, unit: str) -> "QuerySet[SuspicionRuling, tuple[str, bool, str]]":
    rows = SuspicionRuling.objects.filter(campaign_id=campaign_id, name_key__in=[name, unit])
    return rows.values_list("register_entry__name", "same", "reason")


def namesakes(nomination: Nomination, key: str) -> tuple[str, ...]:
    """Other live nominations of that normalised name for the same award, as people call them."""
    if not key:
        return ()
    rows = _alike(nomination.campaign_id, nomination.award_key, key, nomination.pk)
    return tuple(f"{body}第{number}号" for body, number in rows)


@prepared
def _alike(campaign_id: str, award_key: str, key: str, but: str) -> "QuerySet[Nomination, tuple[str, int]]":
    rows = Nomination.objects.filter(campaign_id=campaign_id, award_key=award_key, name_key=key)
    live = rows.exclude(pk=but).exclude(state__in=ENDED).exclude(revision=0)
    return live.values_list("nominating_body__body__name", "number")


def stated_steps(nomination: Nomination) -> frozenset[str]:
    """Steps whose opinion stands on exactly the content held now."""
    return frozenset(_stated(nomination.pk, nomination.content_digest))


@prepared
def _stated(nomination_id: str, content_digest: str) -> "QuerySet[Opinion, str]":
    rows = Opinion.objects.filter(nomination_id=nomination_id, voided_at=None, content_digest=content_digest)
    return rows.values_list("step_key", flat=True)


def standing_objections(nomination: Nomination) -> tuple[str, ...]:
    """Departments whose last word on this nominee is an objection."""
    return tuple(_objecting(nomination.pk))


@prepared
def _objecting(nomination_id: str) -> "QuerySet[ConsultationReply, str]":
    rows = ConsultationReply.objects.filter(nomination_id=nomination_id, reply=ReplyKind.OBJECTION)
    return rows.values_list("consultation__department", flat=True)


def standing_vetoes(nomination: Nomination) -> tuple[str, ...]:
    """Veto items found and not lifted."""
    return tuple(_vetoes(nomination.pk))


@prepared
def _vetoes(nomination_id: str) -> "QuerySet[VetoFinding, str]":
    return VetoFinding.objects.filter(nomination_id=nomination_id, lifted_at=None).values_list(
        "item", flat=True
    )


def in_state(campaign: Campaign, *states: NominationState) -> list[Nomination]:
    """A campaign's nominations in those states, by running number."""
    rows = Nomination.objects.filter(campaign=campaign, state__in=states)
    return list(rows.select_related("nominating_body__body").order_by("number"))


def draft_of(nomination: Nomination) -> Draft:
    """The text being written; where nothing was ever saved, what was handed in (unsaved row, version 0)."""
    held = next(iter(_draft(nomination.pk)), None)
    return held or Draft(nomination=nomination, answers=nomination.answers)


@prepared
def _draft(nomination_id: str) -> QuerySet[Draft]:
    return Draft.objects.filter(pk=nomination_id)


def revisions_of(nomination: Nomination) -> QuerySet[NominationRevision]:
    """Everything handed in, oldest first."""
    return NominationRevision.objects.filter(nomination=nomination).order_by("revision")


def opinions_of(nomination: Nomination) -> QuerySet[Opinion]:
    """Every opinion stated on it, voided ones too, in the order they were stated."""
    return Opinion.objects.filter(nomination=nomination).order_by("made_at")

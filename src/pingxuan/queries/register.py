"""The honour register as lists and matches: who is on it, and which entry a nomination stands for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from pingxuan.core.definition import Award, Definition
from pingxuan.core.nomination import unit_name
from pingxuan.core.progress import GROUPS
from pingxuan.core.register import RegisterEntry as Honour
from pingxuan.core.register import register_match
from pingxuan.core.words import NominationGroup, RegisterRuleKind, RegisterState
from pingxuan.models import Campaign, Nomination, RegisterEntry, SuspicionRuling
from pingxuan.queries.nomination import as_honour, judgements_on, register_of


def entry_named_by(nomination: Nomination, award: Award, answers: Mapping[str, Any]) -> RegisterEntry | None:
    """The register row of the unit a nomination names, where the award comes from the register."""
    for rule in award.rules:
        if rule.kind is RegisterRuleKind.REQUIRED_ONE_EACH:
            found = register_match(
                rule, unit_name(award, answers), register_of(award), judgements_on(nomination, award, answers)
            )
            if found is not None:
                return RegisterEntry.objects.get(honour=found.honour, year=found.year, name=found.name)
    return None


def register_entries(honour: str = "", year: int | None = None) -> QuerySet[RegisterEntry]:
    """Register rows of an honour and year (all when left out), newest year first."""
    rows = RegisterEntry.objects.order_by("-year", "honour", "body_name", "name")
    if honour:
        rows = rows.filter(honour=honour)
    return rows.filter(year=year) if year else rows


def open_register_units(definition: Definition, campaign: Campaign) -> list[RegisterEntry]:
    """Valid register rows an award of the campaign draws on and nobody stands for yet, by body and name."""
    wanted = {
        (rule.honour, rule.year)
        for award in definition.awards
        for rule in award.rules
        if rule.kind is RegisterRuleKind.REQUIRED_ONE_EACH
    }
    if not wanted:
        return []
    rows = (
        RegisterEntry.objects.filter(year__in={year for _, year in wanted}, state=RegisterState.VALID)
        .exclude(nominations__in=Nomination.objects.filter(campaign=campaign, holds_place=True))
        .order_by("body_name", "name")
    )
    return [row for row in rows if (row.honour, row.year) in wanted]


def units_by_body(award: Award) -> Counter[str]:
    """How many units of the registers an award draws on each body recommended, by the body's name."""
    wanted = {(rule.honour, rule.year) for rule in award.rules}
    rows = RegisterEntry.objects.filter(
        year__in={year for _, year in wanted}, state=RegisterState.VALID
    ).values_list("honour", "year", "body_name")
    return Counter(body for honour, year, body in rows if (honour, year) in wanted)


def held_honours() -> list[Honour]:
    """The whole register as the core knows it: what an import is compared with."""
    return [as_honour(row) for row in RegisterEntry.objects.order_by("pk")]


def honours_known() -> list[tuple[str, int]]:
    """Honour and year of every part of the register, newest first."""
    return list(RegisterEntry.objects.order_by("-year", "honour").values_list("honour", "year").distinct())


def body_names_known() -> list[str]:
    """Bodies that recommended somebody on the register, by name."""
    rows = RegisterEntry.objects.exclude(body_name="").order_by("body_name")
    return list(rows.values_list("body_name", flat=True).distinct())


def holders_of(campaign: Campaign, entries: Sequence[RegisterEntry]) -> dict[str, Nomination]:
    """Register row id → the campaign's nomination that stands for it or is being prepared."""
    rows = Nomination.objects.filter(campaign=campaign, register_entry__in=entries)
    live = rows.exclude(state__in=GROUPS[NominationGroup.ENDED]).order_by("holds_place", "pk")
    return {str(row.register_entry_id): row for row in live}


def rulings_in(campaign: Campaign) -> QuerySet[SuspicionRuling]:
    """What people ruled on suspicions of likeness, newest first."""
    rows = SuspicionRuling.objects.filter(campaign=campaign).select_related("register_entry")
    return rows.order_by("-ruled_at", "-pk")

"""The honour register as lists and matches: who is on it, and which entry a nomination stands for."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from pingxuan.core.definition import Award, Definition
from pingxuan.core.nomination import unit_name
from pingxuan.core.register import register_match
from pingxuan.core.words import RegisterRuleKind, RegisterState
from pingxuan.models import Campaign, Nomination, RegisterEntry
from pingxuan.queries.nomination import judgements_on, register_of


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
    """Valid register rows that an award of the campaign draws on and nobody stands for yet, by body and name."""
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

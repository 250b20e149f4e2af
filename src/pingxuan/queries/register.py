"""The honour register as lists and matches: who is on it, and which entry a nomination stands for."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from pingxuan.core.definition import Award
from pingxuan.core.nomination import unit_name
from pingxuan.core.register import register_match
from pingxuan.core.words import RegisterRuleKind
from pingxuan.models import Nomination, RegisterEntry
from pingxuan.queries.nomination import judgements_on, register_of


def entry_named_by(
    nomination: Nomination, award: Award, answers: Mapping[str, Any]
) -> RegisterEntry | None:
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

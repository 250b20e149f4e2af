"""The honour register: its list, the units that have named nobody yet, and what was ruled on likenesses."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from pingxuan import access
from pingxuan.core.chasing import unnamed_text
from pingxuan.core.definition import Award, Definition
from pingxuan.core.words import RegisterRuleKind, RegisterState, Role
from pingxuan.queries.body import contacts_of
from pingxuan.queries.definition import current_definition
from pingxuan.queries.register import (
    body_names_known,
    holders_of,
    honours_known,
    open_register_units,
    register_entries,
    rulings_in,
)
from pingxuan.web.answering import page
from pingxuan.web.asking import AskedRequest, acting, for_roles

OFFICE = (Role.ORGANISER, Role.LEADER, Role.AUDITOR)
PER_PAGE = 50


@for_roles(*OFFICE)
@require_safe
def register(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """The register across years, found by honour, year, body, state or words of a name."""
    actor = acting(request)
    campaign = access.seen_by_office(actor, campaign_id)
    asked = {key: request.GET.get(key, "").strip()[:200] for key in ("honour", "year", "body", "state", "q")}
    year = int(asked["year"]) if asked["year"].isascii() and asked["year"].isdecimal() else None
    rows = register_entries(asked["honour"], year)
    if asked["body"]:
        rows = rows.filter(body_name=asked["body"])
    if asked["state"] in RegisterState._value2member_map_:
        rows = rows.filter(state=asked["state"])
    if asked["q"]:
        rows = rows.filter(Q(name__icontains=asked["q"]) | Q(number__icontains=asked["q"]))
    found = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    holders = holders_of(campaign, list(found.object_list))
    honours = honours_known()
    told = {
        "entries": found,
        "rows": [(entry, holders.get(entry.pk)) for entry in found.object_list],
        "asked": asked,
        "filtered": any(asked.values()),
        "honours": sorted({honour for honour, _ in honours}),
        "years": sorted({year for _, year in honours}, reverse=True),
        "bodies": body_names_known(),
        "states": list(RegisterState),
        "may_import": actor.role is Role.ORGANISER,
        "draws": bool(_drawing(current_definition(campaign))),
    }
    return _page(request, "register", told, campaign)


@for_roles(*OFFICE, Role.BODY_OFFICER)
@require_safe
def unnamed_units(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """Honoured units nobody stands for yet, by the body to chase; an officer sees those of the own body."""
    actor = acting(request)
    campaign = access.campaign_for(actor, campaign_id)
    definition = current_definition(campaign)
    parts = list(access.nominating_bodies(actor, campaign).order_by("position"))
    units = open_register_units(definition, campaign)
    if actor.role is Role.BODY_OFFICER:
        own = {part.name for part in parts}
        units = [unit for unit in units if unit.body_name in own]
    holders = holders_of(campaign, units)
    named = contacts_of(parts)
    contacts = {part.name: named.get(part.pk) for part in parts}
    awards = _drawing(definition)
    honour = "、".join(award.name for award in awards)
    groups = []
    for name, found in groupby(_by_body(units, parts), key=lambda unit: unit.body_name):
        listed = list(found)
        text = unnamed_text(name, honour, [unit.name for unit in listed], definition, request.received_at)
        groups.append((name, contacts.get(name), [(unit, holders.get(unit.pk)) for unit in listed], text))
    told = {"groups": groups, "total": len(units), "honour": honour, "office": actor.role in access.OFFICE}
    return _page(request, "unnamed", told, campaign, "未推荐单位")


def _drawing(definition: Definition) -> list[Award]:
    """Awards whose nominees come from the register, one of each unit."""
    return [
        award
        for award in definition.awards
        if any(rule.kind is RegisterRuleKind.REQUIRED_ONE_EACH for rule in award.rules)
    ]


def _by_body(units: Sequence[Any], parts: Sequence[Any]) -> list[Any]:
    """Units in the order of the annex's bodies; those of bodies not in the campaign come last."""
    order = {part.name: part.position for part in parts}
    return sorted(units, key=lambda unit: (order.get(unit.body_name, 10**6), unit.body_name, unit.name))


@for_roles(*OFFICE)
@require_safe
def rulings(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """What was ruled on names that resemble a register entry, each with its reason."""
    campaign = access.seen_by_office(acting(request), campaign_id)
    found = Paginator(rulings_in(campaign), PER_PAGE).get_page(request.GET.get("page"))
    return _page(request, "rulings", {"rulings": found}, campaign, "疑似认定")


def _page(
    request: AskedRequest, template: str, told: dict[str, Any], campaign: Any, below: str = ""
) -> HttpResponse:
    office = acting(request).role in access.OFFICE
    here = reverse("register", args=[campaign.pk]) if below and office else ""
    crumbs = [("评选活动", reverse("campaigns")), ("荣誉台账", here), *([(below, "")] if below else [])]
    return page(
        request, f"pingxuan/register/{template}.html", told,
        campaign=campaign, current="register", crumbs=crumbs,
    )  # fmt: skip


routes: list[URLPattern] = [
    path("campaigns/<campaign_id>/register", register, name="register"),
    path("campaigns/<campaign_id>/register/unnamed", unnamed_units, name="unnamed_units"),
    path("campaigns/<campaign_id>/register/rulings", rulings, name="rulings"),
]

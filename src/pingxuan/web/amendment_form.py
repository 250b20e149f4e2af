"""An amendment written in the definition's own blanks instead of its text; what comes of it is looked at alike."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods, require_POST

from pingxuan import access
from pingxuan.core.amendment import amendment_findings
from pingxuan.core.definition import Definition, whole_data
from pingxuan.core.definition_check import definition_findings
from pingxuan.core.definition_text import from_toml, to_toml
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.words import CampaignState, Role
from pingxuan.queries.definition import current_version, definition_of
from pingxuan.web.amendment import looked_at, trail, written
from pingxuan.web.answering import page
from pingxuan.web.answers import keepable
from pingxuan.web.asking import AskedRequest, acting, for_roles
from pingxuan.web.definition import RESHAPING, TOO_MANY_TYPED
from pingxuan.web.definition_page import definition_page
from pingxuan.web.definition_paths import Nested, typed
from pingxuan.web.definition_rows import add_row, move_row, remove_row
from pingxuan.web.definition_typed import as_typed, definition_typed, merged


@for_roles(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def amendment_form(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """The definition in force in blanks; rows are added and taken out here, the rest goes on to be looked at.

    ``base`` is the text the blanks were made of, so a draft written as text can be carried on in blanks.
    """
    campaign = access.run_by(acting(request), campaign_id)
    if campaign.state != CampaignState.OPEN:
        return redirect("notice", campaign.pk)
    version = current_version(campaign)
    old = definition_of(version)
    told = {
        "since": request.POST.get("since") or version.number,
        "reason": keepable(request.POST.get("reason", "")),
    }
    if request.method != "POST":
        return _blanks(request, campaign, old, whole_data(old), told)
    try:
        base = from_toml(request.POST.get("text") or request.POST.get("base", ""))
    except Refused as refusal:
        text = request.POST.get("text", "") or to_toml(old)
        return written(request, campaign, {**told, "text": text, "findings": refusal.findings}, status=422)
    if "text" in request.POST:
        return _blanks(request, campaign, base, whole_data(base), told)
    return _typed(request, campaign, old, base, told)


def _typed(
    request: AskedRequest, campaign: Any, old: Definition, base: Definition, told: dict[str, Any]
) -> HttpResponse:
    nested = _nested(request)
    if any(name in request.POST for name in RESHAPING):
        add_row(nested, request.POST.get("add", ""))
        remove_row(nested, request.POST.get("remove", ""))
        move_row(nested, request.POST.get("move", ""))
        return _blanks(request, campaign, base, merged(whole_data(base), nested, as_typed), told)
    try:
        new = definition_typed(whole_data(base), nested)
        stops = amendment_findings(old, new, told["reason"])
    except Refused as refusal:
        stops = refusal.findings
    if stops:
        data = merged(whole_data(base), nested, as_typed)
        return _blanks(request, campaign, base, data, told, stops)
    return looked_at(request, campaign, old, new, {**told, "text": to_toml(new)})


@for_roles(Role.ORGANISER)
@require_POST
def check_amendment_form(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """What the definition as typed right now would be told; nothing is kept."""
    campaign = access.run_by(acting(request), campaign_id)
    if campaign.state != CampaignState.OPEN:
        raise access.NotThere
    data: Mapping[str, Any] = {}
    try:
        base = whole_data(from_toml(request.POST.get("base", "")))
        data = merged(base, _nested(request), as_typed)
        findings = definition_findings(definition_typed(base, _nested(request)))
    except Refused as refusal:
        findings = refusal.findings
    shown = definition_page(data or whole_data(definition_of(current_version(campaign))), findings)
    return render(request, "pingxuan/definition/checked.html", {"shown": shown})


def _nested(request: AskedRequest) -> Nested:
    return typed((name, request.POST.get(name) or "") for name in list(request.POST)[:TOO_MANY_TYPED])


def _blanks(
    request: AskedRequest,
    campaign: Any,
    base: Definition,
    data: Mapping[str, Any],
    told: Mapping[str, Any],
    findings: Sequence[Finding] = (),
) -> HttpResponse:
    """The page of blanks, as typed."""
    row = request.POST.get("remove") or request.POST.get("move") or ""
    shown = definition_page(data, findings or definition_findings(base))
    changed = request.POST.get("add") or row.rpartition("[")[0]
    context = {
        **told,
        "shown": replace(shown, editable=True, at_work=changed),
        "added": "add" in request.POST,
        "amending": True,
        "base": to_toml(base),
        "findings": [one for one in findings if not one.where or one.where == "reason"],
    }
    return page(
        request,
        "pingxuan/definition/amendment_form.html",
        context,
        campaign=campaign,
        current="notice",
        crumbs=trail(campaign, "修订"),
        status=422 if findings else 200,
    )


routes: list[URLPattern] = [
    path("campaigns/<campaign_id>/amendment/form", amendment_form, name="amendment_form"),
    path("campaigns/<campaign_id>/amendment/form/check", check_amendment_form, name="check_amendment_form"),
]

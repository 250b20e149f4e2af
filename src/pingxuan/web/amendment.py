"""A definition amended after opening: written as text, looked at with all it touches, published with its reason."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from pingxuan import access
from pingxuan.actions.amendment import amend_definition
from pingxuan.core.amendment import amendment_findings
from pingxuan.core.definition import Definition
from pingxuan.core.definition_check import definition_findings
from pingxuan.core.definition_diff import changes
from pingxuan.core.definition_text import from_toml, to_toml
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.notice.source import MAX_BYTES
from pingxuan.core.words import CampaignState, Role
from pingxuan.documents.read_text import read_text
from pingxuan.queries.definition import current_version, definition_of
from pingxuan.queries.definition_touch import Touched, touched_by
from pingxuan.web.answering import page, tell
from pingxuan.web.answers import keepable
from pingxuan.web.asking import AskedRequest, acting, for_roles

MOST_ROWS = 50
"""Nominations shown of each change; the rest are counted."""


@for_roles(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def amendment(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """The whole definition as text and why it changes; then what the change touches; then it is published."""
    campaign = access.run_by(acting(request), campaign_id)
    if campaign.state != CampaignState.OPEN:
        return redirect("notice", campaign.pk)
    version = current_version(campaign)
    old = definition_of(version)
    told: dict[str, Any] = {"since": version.number, "reason": keepable(request.POST.get("reason", ""))}
    if request.method != "POST" or "back" in request.POST:
        return written(request, campaign, {**told, "text": request.POST.get("text") or to_toml(old)})
    told["text"] = request.POST.get("text", "")
    try:
        new = _amended(request, told, old)
        if "publish" in request.POST:
            return _publish(request, campaign, new, told["reason"])
    except Refused as refusal:
        return written(request, campaign, {**told, "findings": refusal.findings}, status=422)
    return looked_at(request, campaign, old, new, told)


@for_roles(Role.ORGANISER)
@require_POST
def check_amendment(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """What the text as typed right now changes, and what keeps it from being published; nothing is kept."""
    campaign = access.run_by(acting(request), campaign_id)
    if campaign.state != CampaignState.OPEN:
        raise access.NotThere
    old = definition_of(current_version(campaign))
    told: dict[str, Any] = {}
    try:
        new = from_toml(request.POST.get("text", ""))
        told = {"changes": changes(old, new), "findings": _without_reason(amendment_findings(old, new, ""))}
    except Refused as refusal:
        told = {"findings": refusal.findings, "unread": True}
    return render(request, "pingxuan/definition/amendment_checked.html", told)


def _without_reason(findings: Sequence[Finding]) -> list[Finding]:
    """While typing neither the reason nor a change has to be there yet."""
    return [one for one in findings if one.code not in {"reason_missing", "nothing_changed"}]


def _amended(request: AskedRequest, told: dict[str, Any], old: Definition) -> Definition:
    """The definition as written; raises Refused where it cannot be read or may not replace ``old``."""
    told["text"] = _text(request)
    new = from_toml(told["text"])
    stops = amendment_findings(old, new, told["reason"])
    if stops:
        raise Refused(*stops)
    return new


def _text(request: AskedRequest) -> str:
    """The definition's text: of the file sent along, or as typed."""
    file = request.FILES.get("file")
    if file is None:
        return request.POST.get("text", "")
    if (file.size or 0) > MAX_BYTES:
        raise Refused(Finding("definition_too_large", "这份文件超过 1 MB，不会是评选定义，请核对文件。"))
    return read_text(file.read(), str(file.name))


def _number(typed: str | None) -> int:
    """The version the page was opened on; 0, which is none, where it does not say."""
    return int(typed) if typed and typed.isascii() and typed.isdecimal() and len(typed) < 6 else 0


def _publish(request: AskedRequest, campaign: Any, new: Definition, reason: str) -> HttpResponse:
    since = _number(request.POST.get("since"))
    made = amend_definition(
        campaign, new, since=since, reason=reason, by=acting(request), at=request.received_at
    )
    tell(request, f"已发布评选定义第 {made.number} 版，各推荐单位都能看到改动和原因。")
    return redirect("versions", campaign.pk)


def written(request: AskedRequest, campaign: Any, told: dict[str, Any], status: int = 200) -> HttpResponse:
    """The page the text is written on."""
    return page(
        request,
        "pingxuan/definition/amendment.html",
        told,
        campaign=campaign,
        current="notice",
        crumbs=trail(campaign, "修订"),
        status=status,
    )


def looked_at(
    request: AskedRequest, campaign: Any, old: Definition, new: Definition, told: dict[str, Any]
) -> HttpResponse:
    """What the new version changes and touches, before it is published."""
    known = {(one.code, one.where) for one in definition_findings(old)}
    told |= {
        "changes": changes(old, new),
        "touched": [_shown(one) for one in touched_by(campaign, old, new)],
        "reminders": [one for one in definition_findings(new) if (one.code, one.where) not in known],
    }
    return page(
        request,
        "pingxuan/definition/amendment_look.html",
        told,
        campaign=campaign,
        current="notice",
        crumbs=trail(campaign, "核对修订"),
    )


def _shown(one: Touched) -> dict[str, Any]:
    """Those to be mended first, then those that move, then those that stay."""
    rows = sorted(one.rows, key=lambda row: (not row.findings, not row.moves))
    return {"touched": one, "rows": rows[:MOST_ROWS], "more": max(0, len(rows) - MOST_ROWS)}


def trail(campaign: Any, last: str) -> list[tuple[str, str]]:
    """Where an amendment's pages stand."""
    here = reverse("notice", args=[campaign.pk])
    return [("评选活动", reverse("campaigns")), ("通知与定义", here), (last, "")]


routes: list[URLPattern] = [
    path("campaigns/<campaign_id>/amendment", amendment, name="amendment"),
    path("campaigns/<campaign_id>/amendment/check", check_amendment, name="check_amendment"),
]

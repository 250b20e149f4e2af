"""The versions of a campaign's definition: when, why and by whom; what differs between any two; each as a file."""

from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from pingxuan import access
from pingxuan.core.amendment import told_to_bodies
from pingxuan.core.definition_diff import Change, changes
from pingxuan.core.definition_text import to_toml
from pingxuan.core.words import CampaignState, Role
from pingxuan.queries.definition import definition_of, makers_of, version_numbered, versions
from pingxuan.web.answering import page
from pingxuan.web.asking import AskedRequest, acting, for_roles

OFFICE = (Role.ORGANISER, Role.LEADER, Role.AUDITOR)


@for_roles(*OFFICE, Role.BODY_OFFICER)
@require_safe
def version_list(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """Every frozen version, newest first, and the differences of the two asked for (the newest two)."""
    actor = acting(request)
    campaign = access.campaign_for(actor, campaign_id)
    office = actor.role in access.OFFICE
    kept = versions(campaign)
    older, newer = _pair(request, [one.number for one in kept])
    told = {
        "versions": kept,
        "makers": makers_of(kept) if office else {},
        "office": office,
        "older": older,
        "newer": newer,
        "changes": _changes(campaign, older, newer, office=office),
        "may_amend": actor.role is Role.ORGANISER and campaign.state == CampaignState.OPEN,
    }
    crumbs = [("评选活动", reverse("campaigns"))]
    if office:
        crumbs.append(("通知与定义", reverse("notice", args=[campaign.pk])))
    return page(
        request,
        "pingxuan/definition/versions.html",
        told,
        campaign=campaign,
        current="notice" if office else "versions",
        crumbs=[*crumbs, ("各版本" if office else "通知变更", "")],
    )


def _pair(request: AskedRequest, numbers: list[int]) -> tuple[int, int]:
    """The two versions asked for, the older first; the newest two where others are asked for; 0 for none."""
    by_name = {str(number): number for number in numbers}
    older, newer = (by_name.get(request.GET.get(name, ""), 0) for name in ("older", "newer"))
    if older and newer and older != newer:
        return min(older, newer), max(older, newer)
    return (numbers[1], numbers[0]) if len(numbers) > 1 else (0, 0)


def _changes(campaign: Any, older: int, newer: int, *, office: bool) -> tuple[Change, ...]:
    two = [version_numbered(campaign, number) for number in (older, newer) if number]
    old, new = (definition_of(one) if one else None for one in (two or [None, None]))
    found = changes(old, new) if old and new else ()
    return found if office else told_to_bodies(found)


@for_roles(*OFFICE)
@require_safe
def version_file(request: AskedRequest, campaign_id: str, number: int) -> HttpResponse:
    """One frozen version as a TOML file."""
    campaign = access.seen_by_office(acting(request), campaign_id)
    version = version_numbered(campaign, number)
    if version is None:
        raise access.NotThere
    text = to_toml(definition_of(version))
    answer = HttpResponse(text, content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="definition-{campaign.code}-{number}.toml"'
    return answer


routes: list[URLPattern] = [
    path("campaigns/<campaign_id>/versions", version_list, name="versions"),
    path("campaigns/<campaign_id>/versions/<int:number>.toml", version_file, name="version_file"),
]

"""Chasing (催报): the ready text for each body and for all, logged when sent; the call list to print."""

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from pingxuan import access
from pingxuan.actions.body import log_chases
from pingxuan.core.chasing import Owed, chasing_all, chasing_text, owed_lines
from pingxuan.core.definition import Definition
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.words import Role
from pingxuan.queries.body import BodyStand, body_stands
from pingxuan.queries.definition import current_definition
from pingxuan.web.answering import page, tell, tell_refusal
from pingxuan.web.asking import AskedRequest, acting, for_roles

ABOUT = (("", "全部未办事项"), ("roster", "只催签收和联系人"), ("materials", "只催推荐材料"))


@for_roles(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def chasing(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """A text for every body that owes something; those ticked are logged as chased with the text they got."""
    actor = acting(request)
    campaign = access.run_by(actor, campaign_id)
    definition = current_definition(campaign)
    about = request.GET.get("about", "")
    parts = list(access.nominating_bodies(actor, campaign).order_by("position"))
    stands = body_stands(campaign, definition, parts, at=request.received_at)
    late = [(stand, owed) for stand in stands if (owed := _about(stand.owed, about))]
    if request.method == "POST":
        return _log(request, campaign_id, definition, late)
    at = request.received_at
    told = {
        "rows": [
            (stand, owed_lines(owed, definition, at), chasing_text(owed, definition, at))
            for stand, owed in late
        ],
        "all_text": chasing_all([owed for _, owed in late], definition, at),
        "about": about,
        "abouts": ABOUT,
        "asked": request.GET.get("body", ""),
    }
    crumbs = [
        ("评选活动", reverse("campaigns")),
        ("签收与联系人", reverse("receipts", args=[campaign.pk])),
        ("催报", ""),
    ]
    return page(
        request, "pingxuan/body/chasing.html", told, campaign=campaign, current="receipts", crumbs=crumbs
    )


def _about(owed: Owed, about: str) -> Owed:
    if about == "roster":
        return replace(owed, short=())
    return replace(owed, unsigned=False, no_contact=False) if about == "materials" else owed


def _log(
    request: AskedRequest,
    campaign_id: str,
    definition: Definition,
    late: Sequence[tuple[BodyStand, Owed]],
) -> HttpResponse:
    wanted = set(request.POST.getlist("body"))
    chosen = [
        (stand.part, chasing_text(owed, definition, request.received_at))
        for stand, owed in late
        if stand.part.pk in wanted
    ]
    if not chosen:
        told = Finding("nobody_chosen", "请先勾选已经通知到的单位，再登记催报。")
        tell_refusal(request, Refused(told))
    else:
        log_chases(chosen, by=acting(request), at=request.received_at)
        tell(request, f"已登记向 {len(chosen)} 个单位催报，催报内容和时间记入操作留痕。")
    return redirect(f"{reverse('chasing', args=[campaign_id])}?about={request.GET.get('about', '')}")


@for_roles(Role.ORGANISER, Role.LEADER, Role.AUDITOR)
@require_safe
def call_list(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """Names and numbers of every body's contact, to print and ring through."""
    actor = acting(request)
    campaign = access.seen_by_office(actor, campaign_id)
    definition = current_definition(campaign)
    parts = list(access.nominating_bodies(actor, campaign).order_by("position"))
    stands = body_stands(campaign, definition, parts, at=request.received_at)
    told = {
        "rows": [(stand, owed_lines(stand.owed, definition, request.received_at)) for stand in stands],
        "now": request.received_at,
    }
    crumbs = [
        ("评选活动", reverse("campaigns")),
        ("签收与联系人", reverse("receipts", args=[campaign.pk])),
        ("通讯录", ""),
    ]
    return page(
        request, "pingxuan/body/call_list.html", told, campaign=campaign, current="receipts", crumbs=crumbs
    )


routes: list[URLPattern] = [
    path("campaigns/<campaign_id>/receipts/chasing", chasing, name="chasing"),
    path("campaigns/<campaign_id>/receipts/calls", call_list, name="call_list"),
]

"""操作留痕: the campaign's ledger as a list anyone entitled may page through, with the root to compare."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import path, reverse

from pingxuan import access
from pingxuan.core.acts import act_name, act_names
from pingxuan.core.words import Role
from pingxuan.queries.ledger import head_facts
from pingxuan.web.answering import page
from pingxuan.web.asking import AskedRequest, acting, for_roles

PER_PAGE = 50


@for_roles(Role.ORGANISER, Role.AUDITOR)
def ledger(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """Every act of the campaign, newest first; narrowed by act or by who acted."""
    actor = acting(request)
    campaign = access.seen_by_office(actor, campaign_id)
    entries = access.ledger_entries(actor, campaign)
    act, who = request.GET.get("act", ""), request.GET.get("q", "").strip()
    names = act_names()
    if act in names:
        entries = entries.filter(act=act)
    if who:
        entries = entries.filter(actor_name__contains=who)
    listed = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(entry, act_name(entry.act)) for entry in listed]
    return page(
        request,
        "pingxuan/ledger/list.html",
        {"page": listed, "rows": rows, "acts": sorted(names.items()), "act": act, "q": who, "head": head_facts()},
        campaign=campaign,
        current="ledger",
        crumbs=[("工作台", reverse("dashboard", args=[campaign.pk])), ("操作留痕", "")],
    )


routes = [path("campaigns/<str:campaign_id>/ledger", ledger, name="ledger")]

"""操作留痕: the campaign's ledger as a list anyone entitled may page through, with the root to compare."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from pingxuan import access
from pingxuan.core.acts import act_name, act_names
from pingxuan.core.words import Role
from pingxuan.queries.ledger import head_facts
from pingxuan.web.answering import page
from pingxuan.web.asking import AskedRequest, acting, for_roles
from pingxuan.web.stage_page import asked, crumbs_of

PER_PAGE = 50
KINDS: Mapping[str, tuple[str, str]] = {
    "campaign": ("评选活动", "dashboard"),
    "nomination": ("推荐材料", "nomination"),
    "nominatingbody": ("推荐单位", ""),
    "consultation": ("征求意见函", "consultation"),
    "visit": ("检查记录", "visit"),
    "vetofinding": ("一票否决情形", "lift_veto"),
    "selection": ("会议决定", ""),
    "publication": ("公示", "published"),
    "objection": ("异议", "objection"),
    "plaque": ("牌匾", "plaque"),
}
"""Kind of object → what people call it, and the page that shows one, "" where there is none."""
ORGANISERS_OWN = frozenset({"lift_veto"})


@for_roles(Role.ORGANISER, Role.AUDITOR)
@require_safe
def ledger(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """Every act of the campaign, newest first; narrowed by act or by who acted."""
    actor = acting(request)
    campaign = access.seen_by_office(actor, campaign_id)
    entries = access.ledger_entries(actor, campaign)
    act, who = asked(request, "act"), asked(request, "q")
    names = act_names()
    if act in names:
        entries = entries.filter(act=act)
    if who:
        entries = entries.filter(actor_name__contains=who)
    listed = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "pingxuan/ledger/list.html",
        {
            "page": listed,
            "rows": [_row(entry, actor.role) for entry in listed],
            "acts": sorted(names.items(), key=lambda item: item[1]),
            "act": act,
            "q": who,
            "head": head_facts(),
        },
        campaign=campaign,
        current="ledger",
        crumbs=crumbs_of(campaign, ("操作留痕", "")),
    )


def _row(entry: Any, role: Role) -> Mapping[str, Any]:
    """One entry in words, with the page of what it is about where this role may open one."""
    label, name = KINDS.get(entry.object_kind, ("", ""))
    if name in ORGANISERS_OWN and role is not Role.ORGANISER:
        name = ""
    return {
        "entry": entry,
        "act": act_name(entry.act),
        "kind": label,
        "url": reverse(name, args=[entry.object_id]) if name else "",
    }


routes: list[URLPattern] = [path("campaigns/<str:campaign_id>/ledger", ledger, name="ledger")]

"""Campaigns: the list, a new one from a notice, opening it (印发) and closing it (归档)."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from pingxuan import access
from pingxuan.actions.campaign import close_campaign, create_campaign, open_campaign
from pingxuan.actions.file import store_notice
from pingxuan.core.definition import Definition, whole_data
from pingxuan.core.definition_check import definition_findings
from pingxuan.core.definition_text import from_toml
from pingxuan.core.finding import Finding, Refused, blocking
from pingxuan.core.notice.draft import draft_definition
from pingxuan.core.notice.facts import read_notice
from pingxuan.core.notice.layout import to_data
from pingxuan.core.quota import allotted, is_counted
from pingxuan.core.words import CampaignState, Role
from pingxuan.queries.definition import current_version, definition_of
from pingxuan.queries.post import own_body
from pingxuan.web.answering import page, tell
from pingxuan.web.asking import AskedRequest, acting, for_roles
from pingxuan.web.campaign_forms import NoticeForm
from pingxuan.web.definition_page import definition_page
from pingxuan.web.definition_reading import reading_of

STAFF = (
    Role.ORGANISER, Role.LEADER, Role.AUDITOR, Role.BODY_OFFICER, Role.INSPECTOR, Role.ADMINISTRATOR,
)  # fmt: skip


@for_roles(*STAFF)
@require_safe
def campaigns(request: AskedRequest) -> HttpResponse:
    """The campaigns the actor has a part in, newest first."""
    actor = acting(request)
    told = {
        "campaigns": list(access.campaigns(actor)),
        "may_begin": actor.role is Role.ORGANISER,
        "administrator": actor.role is Role.ADMINISTRATOR,
        "way": "visits" if actor.role is Role.INSPECTOR else "dashboard",
    }
    crumbs = [("评选活动", "")]
    return page(request, "pingxuan/campaign/campaigns.html", told, current="campaigns", crumbs=crumbs)


@for_roles(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def new_campaign(request: AskedRequest) -> HttpResponse:
    """Reads a notice into a draft campaign; a file that cannot be read says why, pasted text stays."""
    form = NoticeForm(request.POST, request.FILES) if request.method == "POST" else NoticeForm()
    findings: tuple[Finding, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            return _begin(request, form.cleaned_data)
        except Refused as refusal:
            findings = refusal.findings
    crumbs = [("评选活动", reverse("campaigns")), ("新建评选", "")]
    told = {"form": form, "findings": findings}
    return page(
        request,
        "pingxuan/campaign/new_campaign.html",
        told,
        current="campaigns",
        crumbs=crumbs,
        status=422 if request.method == "POST" else 200,
    )


def _begin(request: AskedRequest, told: Mapping[str, Any]) -> HttpResponse:
    """Makes the draft campaign; the files the notice came in are kept as they were sent."""
    actor = acting(request)
    kept: dict[str, Any] = {"notice_name": told["name"]}
    if "definition" in told:
        definition = from_toml(told["definition"])
    else:
        layout = told["layout"]
        definition = draft_definition(read_notice(layout))[0]
        files = store_notice(told["sent"], at=request.received_at, folder=settings.PINGXUAN_FILES)
        kept |= {"notice_text": layout.text, "notice_layout": to_data(layout), "notice_files": files}
    made = create_campaign(
        definition, by=actor, at=request.received_at, organiser=own_body(actor.body_id), **kept
    )
    tell(request, "通知已读入，请对照原文逐项核对，确认无误后印发。")
    return redirect("notice", made.pk)


@for_roles(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """What issuing the notice will do, and doing it."""
    campaign = access.run_by(acting(request), campaign_id)
    if campaign.state != CampaignState.DRAFT:
        return redirect("notice", campaign.pk)
    version = current_version(campaign)
    definition = definition_of(version)
    findings = definition_findings(definition)
    if request.method == "POST":
        try:
            open_campaign(campaign, by=acting(request), at=request.received_at)
        except Refused as refusal:
            findings = refusal.findings
        else:
            tell(request, f"通知已印发给 {len(definition.bodies)} 个推荐单位，评选定义第 1 版已冻结。")
            return redirect("dashboard", campaign.pk)
    data = whole_data(definition)
    told = {
        "definition": definition,
        "shown": definition_page(data, findings),
        "stops": blocking(findings),
        "open_questions": len(reading_of(campaign, version, data).open_questions),
        "tables": _tables(definition),
        "rows": _places(definition),
    }
    crumbs = [
        ("评选活动", reverse("campaigns")),
        ("通知与定义", reverse("notice", args=[campaign.pk])),
        ("印发", ""),
    ]
    return page(
        request,
        "pingxuan/campaign/opening.html",
        told,
        campaign=campaign,
        current="notice",
        crumbs=crumbs,
        status=422 if request.method == "POST" else 200,
    )


def _places(definition: Definition) -> list[tuple[Any, list[int]]]:
    tables = [table["places"] for table in _tables(definition)]
    return [(body, [places.get(body.name, 0) for places in tables]) for body in definition.bodies]


def _tables(definition: Definition) -> list[dict[str, Any]]:
    """The awards whose places are counted, each with the places its bodies get at opening."""
    names = [body.name for body in definition.bodies]
    shares = [(award, allotted(award.quota, names)) for award in definition.awards if is_counted(award.quota)]
    return [
        {"name": award.name, "how": award.quota.kind.label, "places": places, "total": sum(places.values())}
        for award, places in shares
    ]


@for_roles(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """Closing a campaign for good, after saying what that means."""
    campaign = access.run_by(acting(request), campaign_id)
    findings: tuple[Finding, ...] = ()
    if request.method == "POST":
        try:
            close_campaign(campaign, by=acting(request), at=request.received_at)
        except Refused as refusal:
            findings = refusal.findings
        else:
            tell(request, "评选已归档，材料和记录只能查看，不能再改动。")
            return redirect("campaigns")
    crumbs = [("评选活动", reverse("campaigns")), ("归档", "")]
    told = {"findings": findings, "can_close": campaign.state == CampaignState.OPEN}
    return page(
        request,
        "pingxuan/campaign/closing.html",
        told,
        campaign=campaign,
        crumbs=crumbs,
        status=422 if request.method == "POST" else 200,
    )


routes: list[URLPattern] = [
    path("campaigns", campaigns, name="campaigns"),
    path("campaigns/new", new_campaign, name="new_campaign"),
    path("campaigns/<campaign_id>/opening", opening, name="opening"),
    path("campaigns/<campaign_id>/closing", closing, name="closing"),
]

"""Receipts: who has signed for the notice and named a contact; for a body, signing and naming its own."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pingxuan import access
from pingxuan.actions.body import reopen_for, report_contact, sign_for_notice
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.words import CampaignState, DeadlineKind, Role
from pingxuan.queries.body import BodyStand, body_stands, contacts_of
from pingxuan.queries.definition import current_definition
from pingxuan.web.answering import page, tell, tell_refusal
from pingxuan.web.asking import AskedRequest, acting, for_roles
from pingxuan.web.body_forms import ContactForm, ReopeningForm

READERS = (Role.ORGANISER, Role.LEADER, Role.AUDITOR, Role.BODY_OFFICER)
ISSUES = (
    ("", "全部"),
    ("unsigned", "未签收"),
    ("no_contact", "未报联系人"),
    ("reported", "已报联系人"),
    ("overdue", "已逾期"),
)


@for_roles(*READERS)
@require_safe
def receipts(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """All bodies for the office, overdue ones first; for a body its own page."""
    actor = acting(request)
    campaign = access.campaign_for(actor, campaign_id)
    if actor.role is Role.BODY_OFFICER:
        return _own_page(request, campaign)
    definition = current_definition(campaign)
    parts = list(access.nominating_bodies(actor, campaign).order_by("position"))
    stands = body_stands(campaign, definition, parts, at=request.received_at)
    issue = request.GET.get("issue", "")
    told = {
        "stands": sorted(_narrowed(stands, issue), key=lambda stand: stand.urgency),
        "tabs": [(value, label, len(_narrowed(stands, value))) for value, label in ISSUES],
        "issue": issue,
        "contacts_due": definition.deadline(DeadlineKind.CONTACTS),
        "may_act": actor.role is Role.ORGANISER and campaign.state == CampaignState.OPEN,
    }
    return _page(request, "receipts", told, campaign)


def _narrowed(stands: Sequence[BodyStand], issue: str) -> list[BodyStand]:
    def has(stand: BodyStand) -> bool:
        told = {
            "unsigned": stand.owed.unsigned,
            "no_contact": stand.owed.no_contact,
            "reported": not stand.owed.no_contact,
            "overdue": stand.overdue,
            "short": bool(stand.owed.short),
        }
        return told.get(issue, True)

    return [stand for stand in stands if has(stand)]


@for_roles(Role.BODY_OFFICER)
@require_POST
def sign_for(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """A body signs for the notice issued to it."""
    actor = acting(request)
    campaign = access.campaign_for(actor, campaign_id)
    part = access.own_nominating_body(actor, campaign)
    try:
        sign_for_notice(part, by=actor, at=request.received_at)
        tell(request, "已签收通知。请在规定时限内报送联系人。")
    except Refused as refusal:
        tell_refusal(request, refusal)
    return redirect("receipts", campaign.pk)


@for_roles(Role.ORGANISER, Role.BODY_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: AskedRequest, campaign_id: str, body_id: str) -> HttpResponse:
    """A body's contact, reported by itself or taken down by the office from a call or a paper."""
    actor = acting(request)
    campaign = access.campaign_for(actor, campaign_id)
    part = access.nominating_body_for(actor, campaign, body_id)
    if actor.role is Role.BODY_OFFICER and part.body_id != actor.body_id:
        raise access.NotThere
    form = ContactForm(request.POST or None, initial=_shown(contacts_of([part]).get(part.pk)))
    findings: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            entry = report_contact(part, **form.cleaned_data, by=actor, at=request.received_at)
        except Refused as refusal:
            findings = refusal.findings
        else:
            tell(
                request,
                f"已登记{part.name}的联系人：{entry.name}。{'本次报送已过时限，按逾期登记。' if entry.late else ''}",
            )
            return redirect("receipts", campaign.pk)
    if request.method == "POST" and actor.role is Role.BODY_OFFICER:
        return _own_page(request, campaign, form, findings)
    told = {"part": part, "form": form, "findings": findings}
    return _page(request, "contact", told, campaign, [(f"{part.name}联系人", "")])


@for_roles(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def reopening(request: AskedRequest, campaign_id: str, body_id: str) -> HttpResponse:
    """Grants one body more time for its materials, with a reason."""
    actor = acting(request)
    campaign = access.run_by(actor, campaign_id)
    part = access.nominating_body_for(actor, campaign, body_id)
    form = ReopeningForm(request.POST or None)
    findings: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        until, reason = form.cleaned_data["until"], form.cleaned_data["reason"]
        try:
            reopen_for(part, until, reason, by=actor, at=request.received_at)
        except Refused as refusal:
            findings = refusal.findings
        else:
            tell(request, f"已同意{part.name}补报，新的截止时刻对它和它的成员单位生效。")
            return redirect("receipts", campaign.pk)
    due = current_definition(campaign).deadline(DeadlineKind.MATERIALS)
    told = {"part": part, "form": form, "findings": findings, "due": due}
    return _page(request, "reopening", told, campaign, [(f"同意{part.name}补报", "")])


def _own_page(
    request: AskedRequest, campaign: Any, form: ContactForm | None = None, findings: Sequence[Finding] = ()
) -> HttpResponse:
    """The officer's own page: the notice to read and sign for, the contact to name, the members' stand."""
    actor = acting(request)
    definition = current_definition(campaign)
    own = access.own_nominating_body(actor, campaign)
    parts = sorted(
        access.nominating_bodies(actor, campaign).order_by("position"), key=lambda part: part.pk != own.pk
    )
    stands = body_stands(campaign, definition, parts, at=request.received_at)
    mine, members = stands[0], stands[1:]
    told = {
        "stand": mine,
        "members": members,
        "form": form or ContactForm(initial=_shown(mine.contact)),
        "findings": findings,
        "definition": definition,
        "contacts_due": definition.deadline(DeadlineKind.CONTACTS),
        "late_now": mine.contact_overdue,
        "may_act": campaign.state == CampaignState.OPEN,
    }
    return _page(request, "own", told, campaign)


def _shown(entry: Any) -> dict[str, str]:
    return {"name": entry.name, "position": entry.position, "phone": entry.phone} if entry else {}


def _page(
    request: AskedRequest,
    template: str,
    told: dict[str, Any],
    campaign: Any,
    below: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    here = reverse("receipts", args=[campaign.pk]) if below else ""
    crumbs = [("评选活动", reverse("campaigns")), ("签收与联系人", here), *below]
    return page(
        request,
        f"pingxuan/body/{template}.html",
        told,
        campaign=campaign,
        current="receipts",
        crumbs=crumbs,
        status=422 if request.method == "POST" else 200,
    )


routes: list[URLPattern] = [
    path("campaigns/<campaign_id>/receipts", receipts, name="receipts"),
    path("campaigns/<campaign_id>/receipts/sign", sign_for, name="sign_for"),
    path("campaigns/<campaign_id>/bodies/<body_id>/contact", contact, name="contact"),
    path("campaigns/<campaign_id>/bodies/<body_id>/reopening", reopening, name="reopening"),
]

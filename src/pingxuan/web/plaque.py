"""授牌: the numbered plaques, what their codes open, revoking one."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from pingxuan import access
from pingxuan.actions.decision import revoke_plaque
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.instants import beijing_date
from pingxuan.core.plaque import plaque_answer
from pingxuan.core.words import CampaignState, PlaqueAnswer, PlaqueState, Role
from pingxuan.documents.qr import qr_drawing
from pingxuan.queries.definition import current_definition
from pingxuan.queries.plaque import plaques as plaques_of
from pingxuan.web.answering import page, tell
from pingxuan.web.archive import ARCHIVERS, archive
from pingxuan.web.asking import AskedRequest, acting, for_roles
from pingxuan.web.stage_page import asked, crumbs_of, day_field, place, text_field

READERS = (Role.ORGANISER, Role.LEADER, Role.AUDITOR)
PER_PAGE = 50
TONES = {
    PlaqueAnswer.VALID: "ok",
    PlaqueAnswer.EXPIRED: "warn",
    PlaqueAnswer.REVOKED: "bad",
    PlaqueAnswer.UNKNOWN: "idle",
}


@for_roles(*READERS)
@require_safe
def plaques(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """The plaques by number, of one award or all, found by number or name."""
    campaign = access.seen_by_office(acting(request), campaign_id)
    definition = current_definition(campaign)
    award, q = request.GET.get("award", ""), asked(request, "q")
    rows = plaques_of(campaign, award if award in {one.key for one in definition.awards} else "")
    rows = rows.order_by("number")
    if q:
        rows = rows.filter(register_entry__name__icontains=q) | rows.filter(number__icontains=q)
    listed = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    today = beijing_date(request.received_at)
    return page(
        request,
        "pingxuan/plaque/list.html",
        {
            "definition": definition,
            "award": award,
            "q": q,
            "page": listed,
            "rows": [(row, _answer(row, today)) for row in listed],
            "may_archive": acting(request).role in ARCHIVERS,
            "may_close": may_close(request, campaign),
        },
        campaign=campaign,
        current="plaques",
        crumbs=crumbs_of(campaign, ("授牌", "")),
    )


def may_close(request: AskedRequest, campaign: Any) -> bool:
    """Whether this reader may end the campaign for good."""
    return acting(request).role is Role.ORGANISER and campaign.state == CampaignState.OPEN


def _answer(row: Any, today: date) -> tuple[str, str]:
    """The word and its tone a scan is answered with."""
    answer = plaque_answer(PlaqueState(row.state), row.valid_until, today)
    return answer.label, TONES[answer]


class RevokeForm(forms.Form):
    """Why and when a plaque is revoked."""

    reason = text_field("撤销原因", rows=3, help_text="扫码核验时公开显示，请写明事由和依据。")
    revoked_on = day_field("撤销日期")


@for_roles(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def plaque(request: AskedRequest, plaque_id: str) -> HttpResponse:
    """One plaque with its code; the organiser may revoke it."""
    held = access.plaque_for(acting(request), plaque_id)
    campaign = held.nomination.campaign
    writes = acting(request).role is Role.ORGANISER
    if request.method == "POST" and not writes:
        raise access.NotThere
    today = beijing_date(request.received_at)
    form = RevokeForm(request.POST or None, initial={"revoked_on": today})
    findings: list[Finding] = []
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            revoke_plaque(
                held,
                told["reason"],
                revoked_on=told["revoked_on"],
                by=acting(request),
                at=request.received_at,
            )
        except Refused as refusal:
            findings = place(form, refusal.findings)
        else:
            tell(request, f"已撤销{held.number}，扫码即显示“已撤销”，荣誉台账同时更新。")
            return redirect("plaque", held.pk)
    return page(
        request,
        "pingxuan/plaque/plaque.html",
        {
            "plaque": held,
            "entry": held.register_entry,
            "answer": _answer(held, today),
            "address": verify_address(held),
            "form": form if writes and held.state == PlaqueState.VALID else None,
            "findings": findings,
        },
        campaign=campaign,
        current="plaques",
        crumbs=crumbs_of(campaign, ("授牌", reverse("plaques", args=[campaign.pk])), (held.number, "")),
        status=422 if request.method == "POST" else 200,
    )


def verify_address(held: Any) -> str:
    """The address in a plaque's code."""
    return f"{settings.PINGXUAN_URL.rstrip('/')}{reverse('verify', args=[held.code])}"


@for_roles(*READERS)
@require_safe
def plaque_code(request: AskedRequest, plaque_id: str) -> HttpResponse:
    """The plaque's QR code as a drawing, for the screen and for whoever makes the plaque."""
    held = access.plaque_for(acting(request), plaque_id)
    answer = HttpResponse(qr_drawing(verify_address(held)), content_type="image/svg+xml")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


routes: list[URLPattern] = [
    path("campaigns/<str:campaign_id>/plaques", plaques, name="plaques"),
    path("campaigns/<str:campaign_id>/archive.zip", archive, name="archive"),
    path("plaques/<str:plaque_id>", plaque, name="plaque"),
    path("plaques/<str:plaque_id>/code.svg", plaque_code, name="plaque_code"),
]

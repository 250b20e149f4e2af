"""明察暗访 at the desk: how far the visits have come, planning them, and veto items found and lifted."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from pingxuan import access
from pingxuan.actions.visit import lift_veto, record_veto
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.inspection import INSPECTABLE, SCORING, points_text, sheet_of
from pingxuan.core.instants import beijing_date
from pingxuan.core.words import CampaignState, Role, VisitKind, VisitState
from pingxuan.queries.definition import current_definition
from pingxuan.queries.visit import coverage, vetoes
from pingxuan.web.answering import page, tell
from pingxuan.web.asking import AskedRequest, acting, for_roles
from pingxuan.web.stage_page import asked, crumbs_of, place, text_field
from pingxuan.web.visit_plan import reassign, visit_plan
from pingxuan.web.visit_sheet import visit, visit_photo

PER_PAGE = 50
STATES = {state.value: state for state in VisitState}


@for_roles(Role.ORGANISER, Role.LEADER, Role.AUDITOR, Role.INSPECTOR)
@require_safe
def visits(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """The office's list of visits, or an inspector's tasks on the phone."""
    actor = acting(request)
    campaign = access.campaign_for(actor, campaign_id)
    if actor.role is Role.INSPECTOR:
        return _tasks(request, campaign)
    definition = current_definition(campaign)
    state, q = request.GET.get("state", ""), asked(request, "q")
    held = access.visits(actor, campaign)
    rows = held.order_by("-state", "planned_on", "pk")
    if state in STATES:
        rows = rows.filter(state=state)
    if q:
        rows = rows.filter(nomination__nominee_name__icontains=q) | rows.filter(
            inspector__holder__name__icontains=q
        )
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "pingxuan/visit/list.html",
        {
            "coverage": [(definition.award(one.award_key), one) for one in coverage(campaign)],
            "page": shown,
            "rows": [visit_row(one) for one in shown],
            "vetoes": list(vetoes(campaign)),
            "state": state,
            "states": list(VisitState),
            "q": q,
            "scoring": SCORING,
            "may_write": may_write(request, campaign),
        },
        campaign=campaign,
        current="visits",
        crumbs=crumbs_of(campaign, ("明察暗访", "")),
    )


def may_write(request: AskedRequest, campaign: Any) -> bool:
    """Whether this reader may plan visits and lift veto items now."""
    return acting(request).role is Role.ORGANISER and campaign.state == CampaignState.OPEN


def visit_row(held: Any) -> Mapping[str, Any]:
    """A visit as a list shows it."""
    return {
        "visit": held,
        "state": VisitState(held.state),
        "kind": VisitKind(held.kind).label,
        "who": held.inspector.holder.name if held.inspector.holder else held.inspector.title,
        "points": points_text(held.score),
        "name": held.nomination.nominee_name,
        "body": held.nomination.nominating_body.name,
    }


def _tasks(request: AskedRequest, campaign: Any) -> HttpResponse:
    today = beijing_date(request.received_at)
    rows = [visit_row(one) for one in access.visits(acting(request), campaign).order_by("planned_on", "pk")]
    due = [row for row in rows if row["state"] is VisitState.PLANNED]
    return page(
        request,
        "pingxuan/visit/tasks.html",
        {
            "now": [row for row in due if row["visit"].planned_on <= today],
            "later": [row for row in due if row["visit"].planned_on > today],
            "done": [row for row in rows if row["state"] is VisitState.DONE][::-1],
            "today": today,
            "back_url": reverse("campaigns"),
            "back_label": "评选活动",
        },
        campaign=campaign,
        current="visits",
    )


class LiftForm(forms.Form):
    """Why a veto item no longer stands, and who answers for that."""

    reason = text_field("解除理由", rows=4, help_text="写明核实经过和结论，存入操作留痕。")
    lifted_by = text_field("解除负责人", help_text="批准解除的负责人姓名。")


@for_roles(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: AskedRequest, veto_id: str) -> HttpResponse:
    """Lifts a veto item with the reason and the name of whoever answers for it."""
    veto = access.veto_for(acting(request), veto_id)
    campaign = veto.nomination.campaign
    form = LiftForm(request.POST or None)
    findings: list[Finding] = []
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            lift_veto(veto, told["reason"], told["lifted_by"], by=acting(request), at=request.received_at)
        except Refused as refusal:
            findings = place(form, refusal.findings)
        else:
            tell(request, f"已解除“{veto.nomination.nominee_name}”的一票否决情形：{veto.item}。")
            return redirect("visits", campaign.pk)
    return page(
        request,
        "pingxuan/visit/lift.html",
        {"veto": veto, "form": form, "findings": findings},
        campaign=campaign,
        current="visits",
        crumbs=crumbs_of(campaign, ("明察暗访", reverse("visits", args=[campaign.pk])), ("解除一票否决", "")),
        status=422 if request.method == "POST" else 200,
    )


class VetoForm(forms.Form):
    """A veto item found at the desk: against whom, what, and how it is known."""

    nomination = forms.ChoiceField(label="推荐对象", error_messages={"required": "请选择推荐对象。"})
    item = text_field("一票否决情形", help_text="从通知列明的情形中选择，或据实写明。")
    note = text_field("情况说明", rows=4, help_text="写明来源（举报、部门通报等）、时间和事实。")

    def __init__(self, *args: Any, among: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nomination"].choices = [("", "请选择"), *among.items()]  # type: ignore[attr-defined]
        self.fields["item"].widget.attrs["list"] = "items"


@for_roles(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def new_veto(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """Takes down a veto item that no visit found: by a complaint, a department's notice."""
    campaign = access.run_by(acting(request), campaign_id)
    held = {
        row.pk: row
        for row in access.nominations(acting(request), campaign)
        .filter(state__in=INSPECTABLE)
        .order_by("number")
    }
    among = {pk: f"{row.number:03d} {row.nominee_name}" for pk, row in held.items()}
    form = VetoForm(
        request.POST or None, among=among, initial={"nomination": request.GET.get("nomination", "")}
    )
    findings: list[Finding] = []
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        nomination = held[told["nomination"]]
        try:
            record_veto(nomination, told["item"], told["note"], by=acting(request), at=request.received_at)
        except Refused as refusal:
            findings = place(form, refusal.findings)
        else:
            tell(request, f"已登记“{nomination.nominee_name}”的一票否决情形，解除之前不能列入名单。")
            return redirect("visits", campaign.pk)
    definition = current_definition(campaign)
    items = dict.fromkeys(item.text for award in definition.awards for item in sheet_of(award).vetoes)
    return page(
        request,
        "pingxuan/visit/new_veto.html",
        {"form": form, "findings": findings, "items": list(items)},
        campaign=campaign,
        current="visits",
        crumbs=crumbs_of(campaign, ("明察暗访", reverse("visits", args=[campaign.pk])), ("登记一票否决", "")),
        status=422 if request.method == "POST" else 200,
    )


routes: list[URLPattern] = [
    path("campaigns/<str:campaign_id>/visits", visits, name="visits"),
    path("campaigns/<str:campaign_id>/visits/plan", visit_plan, name="visit_plan"),
    path("campaigns/<str:campaign_id>/vetoes/new", new_veto, name="new_veto"),
    path("vetoes/<str:veto_id>/lifting", lift, name="lift_veto"),
    path("visits/<str:visit_id>", visit, name="visit"),
    path("visits/<str:visit_id>/reassignment", reassign, name="reassign_visit"),
    path("visit-photos/<str:photo_id>", visit_photo, name="visit_photo"),
]

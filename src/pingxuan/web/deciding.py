"""The last acts before plaques: the organiser's own opinion on every form at once, and the decision (决定)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from pingxuan import access
from pingxuan.actions.decision import decide
from pingxuan.actions.opinion import Words, state_organiser_opinions
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.instants import beijing_date
from pingxuan.core.nomination import next_organiser_step, organiser_steps
from pingxuan.core.words import NominationState, Role
from pingxuan.queries.definition import award_of, current_definition
from pingxuan.queries.nomination import in_state, stated_steps
from pingxuan.queries.publication import publication_clock
from pingxuan.web.answering import page, tell
from pingxuan.web.asking import AskedRequest, acting, for_roles
from pingxuan.web.stage_page import crumbs_of, day_field, place, text_field


class OpinionsForm(forms.Form):
    """The organiser's words, the same on every form."""

    box = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    text = text_field("意见内容", rows=2)
    signatory = text_field("签署人")
    signed_on = day_field("签署日期")
    capacity = text_field("出具单位（与公章一致）")


@for_roles(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def organiser_opinions(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """States one of the organiser side's boxes on everyone proposed at once; it is printed on the forms."""
    campaign = access.run_by(acting(request), campaign_id)
    definition = current_definition(campaign)
    steps = {step.label: step for award in definition.awards for step in organiser_steps(award)}
    proposed = in_state(campaign, NominationState.PROPOSED)
    asked = request.POST.get("box") or request.GET.get("box", "")
    label = asked if asked in steps else _open_box(proposed, list(steps))
    usual = {
        "box": label,
        "text": next(iter(steps[label].wordings), "同意授牌。") if steps else "",
        "signed_on": beijing_date(request.received_at),
        "capacity": definition.issuer,
    }
    form = OpinionsForm(request.POST or None, initial=usual)
    findings: list[Finding] = []
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        words = Words(told["text"], told["signatory"], told["signed_on"], told["capacity"])
        try:
            made = state_organiser_opinions(
                campaign, proposed, words, by=acting(request), at=request.received_at, label=label
            )
        except Refused as refusal:
            findings = place(form, refusal.findings)
        else:
            tell(request, _said(made, label))
            return redirect("publication", campaign.pk)
    return page(
        request,
        "pingxuan/publication/opinions.html",
        {"form": form, "findings": findings, "count": len(proposed), "label": label, "boxes": list(steps)},
        campaign=campaign,
        current="publication",
        crumbs=crumbs_of(campaign, ("公示与异议", reverse("publication", args=[campaign.pk])), (label, "")),
        status=422 if request.method == "POST" else 200,
    )


def _open_box(proposed: Sequence[Any], labels: Sequence[str]) -> str:
    """The first box that is still to be stated on any of them; the first of all when none is."""
    due = [next_organiser_step(award_of(held), stated_steps(held)) for held in proposed[:1]]
    return next((step.label for step in due if step), labels[0] if labels else "主办单位意见")


def _said(made: int, label: str) -> str:
    if made:
        return f"已在 {made} 份推荐表上出具“{label}”。"
    return f"没有一份推荐表轮到“{label}”：这一栏已经出具，或前一栏还没有出具。"


class DecisionForm(forms.Form):
    """The number and day of the decision."""

    doc_number = text_field("决定文号")
    decided_on = day_field("决定日期")


@for_roles(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: AskedRequest, publication_id: str) -> HttpResponse:
    """Decides a published list: everyone still on it is honoured, numbered and entered in the register."""
    held = access.publication_for(acting(request), publication_id)
    campaign: Any = held.campaign
    today = beijing_date(request.received_at)
    form = DecisionForm(request.POST or None, initial={"decided_on": today})
    findings: list[Finding] = []
    if request.method == "POST" and form.is_valid():
        try:
            made = decide(held, **form.cleaned_data, by=acting(request), at=request.received_at)
        except Refused as refusal:
            findings = place(form, refusal.findings)
        else:
            total = sum(len(group["rows"]) for group in made.groups)
            tell(request, f"已作出决定，{total} 个对象授牌并编号，荣誉台账已更新。")
            return redirect("plaques", campaign.pk)
    return page(
        request,
        "pingxuan/publication/decision.html",
        {
            "publication": held,
            "clock": publication_clock(held, today),
            "form": form,
            "findings": findings,
        },
        campaign=campaign,
        current="publication",
        crumbs=crumbs_of(
            campaign,
            (held.title, reverse("published", args=[held.pk])),
            ("作出决定", ""),
        ),
        status=422 if request.method == "POST" else 200,
    )

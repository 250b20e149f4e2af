"""What changes after publication: a nominee taken off the list, and reserves filled in on a clock of their own."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from pingxuan import access
from pingxuan.actions.publication import drop, fill_in
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.instants import beijing_date
from pingxuan.core.words import NominationState, Role
from pingxuan.queries.definition import current_definition
from pingxuan.queries.publication import publication_of, vacancies
from pingxuan.web.answering import page, tell
from pingxuan.web.asking import AskedRequest, acting, for_roles
from pingxuan.web.stage_page import crumbs_of, day_field, place, text_field


class DropForm(forms.Form):
    """Why a nominee comes off the published list."""

    reason = text_field("取消原因", rows=4, help_text="写明依据，例如经核实成立的异议。存入操作留痕。")


class FillInForm(forms.Form):
    """Why reserves are filled in, and the 公示 of just that change."""

    reason = text_field("递补原因", rows=3)
    title = text_field("公示标题")
    starts_on = day_field("公示开始日期", help_text="递补的名单单独公示，期满日按工作日推算。")


@for_roles(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def drop_nominee(request: AskedRequest, nomination_id: str) -> HttpResponse:
    """Takes a proposed nominee off the published list, visibly, with the reason."""
    held = access.office_nomination(acting(request), nomination_id)
    stands_on = publication_of(held)
    if stands_on is None:
        raise access.NotThere
    form = DropForm(request.POST or None)
    findings: list[Finding] = []
    if request.method == "POST" and form.is_valid():
        try:
            drop(held, form.cleaned_data["reason"], by=acting(request), at=request.received_at)
        except Refused as refusal:
            findings = place(form, refusal.findings)
        else:
            tell(request, f"已取消“{held.nominee_name}”的拟授牌资格。空出的名额可以递补。")
            return redirect("published", stands_on.pk)
    return page(
        request,
        "pingxuan/publication/drop.html",
        {
            "nomination": held,
            "state": NominationState(held.state),
            "publication": stands_on,
            "form": form,
            "findings": findings,
        },
        campaign=held.campaign,
        current="publication",
        crumbs=crumbs_of(
            held.campaign,
            (stands_on.title, reverse("published", args=[stands_on.pk])),
            ("取消拟授牌", ""),
        ),
        status=422 if request.method == "POST" else 200,
    )


@for_roles(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def fill_in_reserves(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """Fills empty places from the reserves in their order, and publishes that change."""
    campaign = access.run_by(acting(request), campaign_id)
    definition = current_definition(campaign)
    stands = vacancies(campaign)
    reserves = {one.nomination.pk: one.nomination for held in stands.values() for one in held.reserves}
    usual = {
        "title": f"{definition.short_title or definition.title}递补名单公示",
        "starts_on": beijing_date(request.received_at),
    }
    form = FillInForm(request.POST or None, initial=usual)
    picked = request.POST.getlist("picked")
    findings: list[Finding] = []
    if request.method == "POST" and form.is_valid():
        chosen = [reserves[key] for key in picked if key in reserves]
        try:
            made = _fill_in(request, campaign, chosen, form)
        except Refused as refusal:
            findings = place(form, refusal.findings)
        else:
            tell(request, f"已递补 {len(chosen)} 个并公示，公示期至{made.ends_on:%-m月%-d日}。")
            return redirect("published", made.pk)
    return page(
        request,
        "pingxuan/publication/fill_in.html",
        {
            "vacancies": [(award, stands[award.key]) for award in definition.awards],
            "reserves": reserves,
            "picked": picked,
            "form": form,
            "findings": findings,
        },
        campaign=campaign,
        current="publication",
        crumbs=crumbs_of(campaign, ("公示与异议", reverse("publication", args=[campaign.pk])), ("递补", "")),
        status=422 if request.method == "POST" else 200,
    )


def _fill_in(request: AskedRequest, campaign: Any, chosen: Sequence[Any], form: forms.Form) -> Any:
    told = form.cleaned_data
    return fill_in(
        campaign,
        chosen,
        told["reason"],
        title=told["title"],
        starts_on=told["starts_on"],
        by=acting(request),
        at=request.received_at,
    )

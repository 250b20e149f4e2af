"""One objection at the office: what was said, looking into it, and the answer in writing."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from pingxuan import access
from pingxuan.actions.publication import answer_objection
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.words import CampaignState, ObjectionKind, ObjectionOutcome, Role
from pingxuan.web.answering import page, tell
from pingxuan.web.asking import AskedRequest, acting, for_roles
from pingxuan.web.stage_page import crumbs_of, place, text_field

SEES_OBJECTOR = (Role.ORGANISER, Role.AUDITOR)
ANSWERS = [(one.value, one.label) for one in ObjectionOutcome if one is not ObjectionOutcome.PENDING]


class AnswerForm(forms.Form):
    """What was found, who looked into it, and what the objector is told."""

    outcome = forms.ChoiceField(
        label="核实结论",
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择核实结论：成立或不成立。"},
    )
    handler = text_field("核实人", help_text="须与反映人、被反映对象没有利害关系。")
    answer = text_field("答复内容", rows=5, help_text="反映人凭查询号可以看到，请勿写入他人信息。")


@for_roles(Role.ORGANISER, Role.LEADER, Role.AUDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: AskedRequest, objection_id: str) -> HttpResponse:
    """The objection; who raised it is shown to those who look into it and to the supervisor only."""
    actor = acting(request)
    held = access.objection_for(actor, objection_id)
    campaign = held.publication.campaign
    writes = actor.role is Role.ORGANISER and campaign.state == CampaignState.OPEN
    if request.method == "POST" and not writes:
        raise access.NotThere
    form = AnswerForm(request.POST or None)
    findings: list[Finding] = []
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            answer_objection(
                held,
                outcome=ObjectionOutcome(told["outcome"]),
                answer=told["answer"],
                handler=told["handler"],
                by=actor,
                at=request.received_at,
            )
        except Refused as refusal:
            findings = place(form, refusal.findings)
        else:
            tell(request, "已答复，反映人凭查询号可以看到。")
            return redirect("objection", held.pk)
    outcome = ObjectionOutcome(held.outcome)
    return page(
        request,
        "pingxuan/publication/objection.html",
        {
            "objection": held,
            "kind": ObjectionKind(held.kind),
            "outcome": outcome,
            "form": form if writes and outcome is ObjectionOutcome.PENDING else None,
            "findings": findings,
            "sees_objector": actor.role in SEES_OBJECTOR,
            "may_drop": writes and outcome is ObjectionOutcome.UPHELD and held.nomination_id,
        },
        campaign=campaign,
        current="publication",
        crumbs=crumbs_of(
            campaign,
            ("公示与异议", reverse("publication", args=[campaign.pk])),
            (held.publication.title, reverse("published", args=[held.publication_id])),
            ("异议", ""),
        ),
        status=422 if request.method == "POST" else 200,
    )

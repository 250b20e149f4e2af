"""Pages anyone may open: the 公示 and its archive, an objection and its answer, a plaque's verification."""

import secrets
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from pingxuan import access
from pingxuan.actions.publication import receive_objection
from pingxuan.core.actor import public_actor
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.instants import beijing_date
from pingxuan.core.words import ObjectionKind, ObjectionOutcome, PublicationState
from pingxuan.queries.definition import current_definition
from pingxuan.queries.plaque import plaque_facts
from pingxuan.queries.publication import objection_by_code, publication_clock, published_nominations
from pingxuan.web.asking import AskedRequest
from pingxuan.web.stage_page import place

SIGNS = {"valid": "✓", "expired": "!", "revoked": "✕", "unknown": "？"}


@login_not_required
@require_safe
def public_notice(request: AskedRequest, publication_id: str) -> HttpResponse:
    """The frozen list as published: names, units and bodies, never a phone; how and until when to object."""
    publication = access.public_publication(publication_id)
    definition = current_definition(publication.campaign)
    clock = publication_clock(publication, beijing_date(request.received_at))
    return render(
        request,
        "pingxuan/publication/public.html",
        {
            "publication": publication,
            "definition": definition,
            "clock": clock,
            "running": clock.state is PublicationState.RUNNING,
        },
    )


class ObjectionForm(forms.Form):
    """What an objector says: in whose name, about whom, what."""

    kind = forms.ChoiceField(
        label="反映方式", choices=ObjectionKind.choices(), initial=ObjectionKind.REAL_NAME
    )
    about = forms.ChoiceField(label="反映对象", required=False)
    name = forms.CharField(label="姓名或单位名称", max_length=100, required=False)
    phone = forms.CharField(label="联系电话", max_length=40, required=False)
    text = forms.CharField(
        label="反映的情况",
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        help_text="请写明时间、地点、事实和线索。只有主办单位的核实人员能看到。",
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [("", "整份名单"), *choices]  # type: ignore[attr-defined]


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request: AskedRequest, publication_id: str) -> HttpResponse:
    """Takes an objection to a running 公示; what was typed stays when something is missing."""
    publication = access.public_publication(publication_id)
    clock = publication_clock(publication, beijing_date(request.received_at))
    listed = {row.pk: row for row in published_nominations(publication)}
    choices = [(pk, row.nominee_name) for pk, row in listed.items()]
    form = ObjectionForm(request.POST or None, choices=choices)
    findings: list[Finding] = []
    if request.method == "POST" and form.is_valid():
        try:
            objection = _receive(request, publication, form.cleaned_data, listed)
        except Refused as refusal:
            findings = place(form, refusal.findings)
        else:
            return redirect("objection_answer", objection.code)
    context = {
        "publication": publication,
        "definition": current_definition(publication.campaign),
        "clock": clock,
        "running": clock.state is PublicationState.RUNNING,
        "form": form,
        "findings": findings,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "pingxuan/publication/object.html", context, status=status)


def _receive(
    request: AskedRequest, publication: Any, told: Mapping[str, Any], listed: Mapping[str, Any]
) -> Any:
    return receive_objection(
        publication,
        kind=ObjectionKind(told["kind"]),
        name=told["name"],
        phone=told["phone"],
        text=told["text"],
        nomination=listed.get(told["about"]),
        by=public_actor(secrets.token_bytes),
        at=request.received_at,
    )


@login_not_required
@require_safe
def objection_answer(request: AskedRequest, code: str) -> HttpResponse:
    """Where an objection stands, for whoever has the number given when it was received."""
    objection = objection_by_code(code)
    if objection is None:
        raise access.NotThere
    context = {
        "objection": objection,
        "outcome": ObjectionOutcome(objection.outcome),
        "definition": current_definition(objection.publication.campaign),
    }
    return render(request, "pingxuan/publication/objection_answer.html", context)


@login_not_required
@require_safe
def verify(request: AskedRequest, code: str) -> HttpResponse:
    """What the QR of a plaque opens: valid, expired, revoked or unknown, in one large word."""
    facts = plaque_facts(code, beijing_date(request.received_at))
    context = {"facts": facts, "sign": SIGNS[facts.answer.value]}
    return render(request, "pingxuan/plaque/verify.html", context)


routes = [
    path("public/<str:publication_id>", public_notice, name="public_notice"),
    path("public/<str:publication_id>/objection", object_to, name="object"),
    path("objections/<str:code>/answer", objection_answer, name="objection_answer"),
    path("v/<str:code>", verify, name="verify"),
]

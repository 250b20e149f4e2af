"""A campaign begun without a notice: from a definition, from an earlier campaign, from nothing."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods

from pingxuan import access
from pingxuan.actions.campaign import create_campaign
from pingxuan.core.beginning import Beginning, from_nothing
from pingxuan.core.cloning import next_campaign
from pingxuan.core.definition_text import from_toml
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.instants import beijing_date
from pingxuan.core.words import AwardKind, Role
from pingxuan.queries.definition import current_definition
from pingxuan.queries.post import own_body
from pingxuan.web.answering import page, tell
from pingxuan.web.asking import AskedRequest, acting, for_roles
from pingxuan.web.beginning_forms import BlankForm, CloneForm, DefinitionForm

MOST_CAMPAIGNS = 50


@for_roles(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def new_from_definition(request: AskedRequest) -> HttpResponse:
    """A draft from a definition file; every slip in it is named, pasted text stays."""
    form = DefinitionForm(request.POST, request.FILES) if request.method == "POST" else DefinitionForm()

    def begin() -> HttpResponse:
        told = form.cleaned_data
        made = Beginning(from_toml(told["definition"]))
        return _begun(request, made, "定义已读入，请核对无误后印发。", name=told["name"])

    return _asked(request, form, "definition", begin)


@for_roles(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def new_from_earlier(request: AskedRequest) -> HttpResponse:
    """A draft carried over from one of the office's own campaigns; dates and years are asked again."""
    actor = acting(request)
    campaigns = list(access.campaigns(actor).defer("notice_text", "notice_layout")[:MOST_CAMPAIGNS])
    posted = request.POST if request.method == "POST" else None
    first = {"year": beijing_date(request.received_at).year, "source": request.GET.get("source", "")}
    form = CloneForm(posted, campaigns=campaigns, initial=first)

    def begin() -> HttpResponse:
        source = access.run_by(actor, form.cleaned_data["source"])
        made = next_campaign(current_definition(source), form.cleaned_data["year"])
        text = f"已沿用“{source.title}”，时间已清空。请逐项答复疑问，核对无误后印发。"
        return _begun(request, made, text)

    return _asked(request, form, "earlier", begin, campaigns)


@for_roles(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def new_from_nothing(request: AskedRequest) -> HttpResponse:
    """A draft that is a sound skeleton; its questions lead through what has to be settled."""
    form = BlankForm(request.POST) if request.method == "POST" else BlankForm()

    def begin() -> HttpResponse:
        told = form.cleaned_data
        issuer = own_body(acting(request).body_id).name
        made = from_nothing(told["title"], told["award"], AwardKind(told["kind"]), issuer=issuer)
        return _begun(request, made, "已建好骨架，请逐项答复疑问，核对无误后印发。")

    return _asked(request, form, "nothing", begin)


def _begun(request: AskedRequest, made: Beginning, told: str, *, name: str = "") -> HttpResponse:
    actor = acting(request)
    campaign = create_campaign(
        made.definition,
        by=actor,
        at=request.received_at,
        organiser=own_body(actor.body_id),
        notice_name=name,
        questions=made.questions,
    )
    tell(request, told)
    return redirect("notice", campaign.pk)


def _asked(
    request: AskedRequest,
    form: forms.Form,
    way: str,
    begin: Callable[[], HttpResponse],
    campaigns: Sequence[Any] = (),
) -> HttpResponse:
    """Begins where the form is whole; otherwise the page with what was typed and what is wrong."""
    findings: tuple[Finding, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            return begin()
        except Refused as refusal:
            findings = refusal.findings
    return page(
        request,
        f"pingxuan/campaign/new_from_{way}.html",
        {"form": form, "findings": findings, "way": way, "campaigns": campaigns},
        current="campaigns",
        crumbs=[("评选活动", reverse("campaigns")), ("新建评选", "")],
        status=422 if form.is_bound else 200,
    )


routes: list[URLPattern] = [
    path("campaigns/new/definition", new_from_definition, name="new_from_definition"),
    path("campaigns/new/earlier", new_from_earlier, name="new_from_earlier"),
    path("campaigns/new/nothing", new_from_nothing, name="new_from_nothing"),
]

"""公示与异议 at the office: what publishing would do, publishing it in one act, and each publication since."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST, require_safe

from pingxuan import access
from pingxuan.actions.publication import publish
from pingxuan.core.definition import Definition
from pingxuan.core.finding import Finding, Refused, blocking
from pingxuan.core.instants import beijing_date
from pingxuan.core.publication import title_findings
from pingxuan.core.words import (
    CampaignState,
    NominationState,
    ObjectionOutcome,
    Outcome,
    PublicationState,
    Role,
)
from pingxuan.queries.definition import current_definition
from pingxuan.queries.publication import (
    PublicationPlan,
    decision_preview,
    objections,
    publication_clock,
    publication_plan,
    publications,
    published_nominations,
    vacancies,
)
from pingxuan.web.answering import page, tell
from pingxuan.web.asking import AskedRequest, acting, for_roles
from pingxuan.web.changes import drop_nominee, fill_in_reserves
from pingxuan.web.deciding import decision, organiser_opinions
from pingxuan.web.objection import objection
from pingxuan.web.stage_page import crumbs_of, day_field, place, text_field

READERS = (Role.ORGANISER, Role.LEADER, Role.AUDITOR)


class PublishForm(forms.Form):
    """The title of the 公示 and its first day."""

    title = text_field("公示标题")
    starts_on = day_field("公示开始日期", help_text="首日不计，期满日按工作日推算。")


def may_write(request: AskedRequest, campaign: Any) -> bool:
    """Whether this reader may publish, answer and decide now."""
    return acting(request).role is Role.ORGANISER and campaign.state == CampaignState.OPEN


def usual_title(definition: Definition) -> str:
    """The title a 公示 usually has."""
    return f"{definition.short_title or definition.title}拟授牌名单公示"


@for_roles(*READERS)
@require_safe
def publication(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """Every publication of a campaign; before the first one, what publishing would do."""
    campaign = access.seen_by_office(acting(request), campaign_id)
    definition = current_definition(campaign)
    today = beijing_date(request.received_at)
    asked = {"title": request.GET.get("title") or usual_title(definition), "starts_on": today}
    form = PublishForm({**asked, **{key: request.GET[key] for key in ("starts_on",) if request.GET.get(key)}})
    starts_on = form.cleaned_data["starts_on"] if form.is_valid() else today
    return _desk(request, campaign, form, starts_on)


def _desk(
    request: AskedRequest, campaign: Any, form: forms.Form, starts_on: date, *, status: int = 200
) -> HttpResponse:
    definition = current_definition(campaign)
    today = beijing_date(request.received_at)
    held = list(publications(campaign))
    return page(
        request,
        "pingxuan/publication/desk.html",
        {
            "definition": definition,
            "form": form,
            "starts_on": starts_on,
            "plan": None if held else _shown(publication_plan(campaign, starts_on, at=request.received_at)),
            "held": [(one, publication_clock(one, today)) for one in held],
            "vacancies": _vacancies(campaign, definition) if held else [],
            "may_write": may_write(request, campaign),
        },
        campaign=campaign,
        current="publication",
        crumbs=crumbs_of(campaign, ("公示与异议", "")),
        status=status,
    )


def _vacancies(campaign: Any, definition: Definition) -> list[tuple[Any, Any]]:
    stands = vacancies(campaign)
    return [(award, stands[award.key]) for award in definition.awards]


def _shown(plan: PublicationPlan) -> Mapping[str, Any]:
    return {
        "plan": plan,
        "stops": blocking(plan.findings),
        "selected": plan.count(Outcome.SELECTED),
        "reserve": plan.count(Outcome.RESERVE),
        "passed_over": plan.count(Outcome.NOT_SELECTED),
    }


@for_roles(Role.ORGANISER)
@require_POST
def publish_list(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """Publishes every pending decision: first shown for confirmation with the count to be typed."""
    campaign = access.run_by(acting(request), campaign_id)
    today = beijing_date(request.received_at)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _desk(request, campaign, form, today, status=422)
    told = dict(form.cleaned_data)
    starts_on = told["starts_on"]
    plan = publication_plan(campaign, starts_on, at=request.received_at)
    stops = place(form, blocking((*title_findings(told["title"]), *plan.findings)))
    if stops or form.errors:
        return _desk(request, campaign, form, starts_on, status=422)
    count = plan.count(Outcome.SELECTED)
    if request.POST.get("count", "").strip() != str(count):
        return _confirm(request, campaign, told, plan)
    try:
        made = publish(campaign, **told, by=acting(request), at=request.received_at)
    except Refused as refusal:
        place(form, refusal.findings)
        return _desk(request, campaign, form, starts_on, status=422)
    tell(request, f"已公示 {count} 个拟授牌对象，公示期至{made.ends_on:%-m月%-d日}。")
    return redirect("published", made.pk)


def _confirm(
    request: AskedRequest, campaign: Any, told: Mapping[str, Any], plan: PublicationPlan
) -> HttpResponse:
    count = plan.count(Outcome.SELECTED)
    typed = request.POST.get("count", "").strip()
    wrong = (
        [Finding("count_differs", f"填写的件数与拟公示的 {count} 件不符，请核对后重新填写。")]
        if typed
        else []
    )
    names = [row["name"] for group in plan.groups for row in group["rows"]]
    return page(
        request,
        "pingxuan/publication/confirm.html",
        {
            "findings": wrong,
            "action": reverse("publish_list", args=[campaign.pk]),
            "question": f"公示“{told['title']}”？",
            "text": (
                f"公示期 {plan.working_days} 个工作日，至{plan.ends_on:%Y年%-m月%-d日}。"
                "公示后推荐单位看到各自的结果，名单和会议决定不能再改，变动只能通过取消和递补办理。"
            ),
            "names": names,
            "total": count,
            "ask_count": count,
            "hidden": [("title", told["title"]), ("starts_on", told["starts_on"].isoformat())],
            "yes": "公示",
            "back_url": reverse("publication", args=[campaign.pk]),
        },
        campaign=campaign,
        current="publication",
        crumbs=crumbs_of(
            campaign, ("公示与异议", reverse("publication", args=[campaign.pk])), ("确认公示", "")
        ),
        status=422 if wrong else 200,
    )


@for_roles(*READERS)
@require_safe
def published(request: AskedRequest, publication_id: str) -> HttpResponse:
    """One publication: its clock, its list as it stands, the objections, and whether it may be decided."""
    held = access.publication_for(acting(request), publication_id)
    today = beijing_date(request.received_at)
    clock = publication_clock(held, today)
    states = {row.number: row for row in published_nominations(held)}
    groups = [{**group, "rows": [_listed(row, states) for row in group["rows"]]} for group in held.groups]
    decided = held.state == PublicationState.DECIDED
    stops = (
        () if decided else decision_preview(held, doc_number="-", decided_on=today, at=request.received_at)
    )
    return page(
        request,
        "pingxuan/publication/published.html",
        {
            "publication": held,
            "clock": clock,
            "groups": groups,
            "objections": [(one, ObjectionOutcome(one.outcome)) for one in objections(held)],
            "decided": decided,
            "stops": blocking(stops),
            "may_write": may_write(request, held.campaign),
        },
        campaign=held.campaign,
        current="publication",
        crumbs=crumbs_of(
            held.campaign, ("公示与异议", reverse("publication", args=[held.campaign_id])), (held.title, "")
        ),
    )


def _listed(row: Mapping[str, Any], states: Mapping[int, Any]) -> Mapping[str, Any]:
    nomination = states.get(row["number"])
    state = NominationState(nomination.state) if nomination else None
    return {
        **row,
        "nomination": nomination,
        "state": state,
        "gone": state is NominationState.DROPPED,
        "proposed": state is NominationState.PROPOSED,
    }


routes: list[URLPattern] = [
    path("campaigns/<str:campaign_id>/publication", publication, name="publication"),
    path("campaigns/<str:campaign_id>/publication/publishing", publish_list, name="publish_list"),
    path("campaigns/<str:campaign_id>/publication/filling-in", fill_in_reserves, name="fill_in"),
    path("campaigns/<str:campaign_id>/organiser-opinions", organiser_opinions, name="organiser_opinions"),
    path("publications/<str:publication_id>", published, name="published"),
    path("publications/<str:publication_id>/decision", decision, name="decision"),
    path("nominations/<str:nomination_id>/dropping", drop_nominee, name="drop"),
    path("objections/<str:objection_id>", objection, name="objection"),
]

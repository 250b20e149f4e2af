"""The definition looked at before it is issued: each form on a phone and on paper, each summary, each role's steps."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from pingxuan import access
from pingxuan.core.definition import Award, Definition
from pingxuan.core.finding import Refused
from pingxuan.core.paper import Paper
from pingxuan.core.papers.forms import blank_form
from pingxuan.core.papers.summaries import blank_summary
from pingxuan.core.role_steps import role_steps
from pingxuan.core.words import CampaignState, DeadlineKind, Role
from pingxuan.documents.writers import WRITERS
from pingxuan.queries.definition import current_definition
from pingxuan.web.answering import page, tell_refusal
from pingxuan.web.asking import AskedRequest, acting, for_roles
from pingxuan.web.form_sections import sections_of, steps_of
from pingxuan.web.sending import file_response, writing_context
from pingxuan.web.sheet import sheet_of

OFFICE = (Role.ORGANISER, Role.LEADER, Role.AUDITOR)


@dataclass(frozen=True)
class Part:
    """One page of the preview."""

    label: str
    url: str
    current: bool = False


@for_roles(*OFFICE)
@require_safe
def definition_preview(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """What every role will do, with days and papers."""
    campaign, definition = _seen(request, campaign_id)
    told = {"roles": role_steps(definition)}
    return _page(request, campaign, definition, "steps", told)


@for_roles(*OFFICE)
@require_safe
def form_preview(request: AskedRequest, campaign_id: str, award: int, form: int) -> HttpResponse:
    """A form as its nominee sees it on a phone, beside the paper it will be."""
    campaign, definition = _seen(request, campaign_id)
    alone = _with_form(_award(definition, award), form)
    sections = sections_of(alone, {}, (), check_url="", files={})
    told = {
        "award": alone,
        "sections": sections,
        "steps": steps_of(sections),
        "due": definition.deadline(DeadlineKind.MATERIALS),
        "sheet": sheet_of(blank_form(alone)),
        "pdf_url": reverse("form_preview_pdf", args=[campaign.pk, award, form]),
        "body": definition.bodies[0].name if definition.bodies else "推荐单位",
    }
    return _page(request, campaign, definition, f"form-{award}-{form}", told)


@for_roles(*OFFICE)
@require_safe
def summary_preview(request: AskedRequest, campaign_id: str, award: int) -> HttpResponse:
    """A summary table as it will be printed."""
    campaign, definition = _seen(request, campaign_id)
    chosen = _award(definition, award)
    told = {
        "award": chosen,
        "sheet": sheet_of(blank_summary(chosen)),
        "pdf_url": reverse("summary_preview_pdf", args=[campaign.pk, award]),
    }
    return _page(request, campaign, definition, f"summary-{award}", told)


@for_roles(*OFFICE)
@require_safe
def form_preview_pdf(request: AskedRequest, campaign_id: str, award: int, form: int) -> HttpResponse:
    """The blank form as a PDF, exactly as it is printed."""
    _, definition = _seen(request, campaign_id)
    return _pdf(request, blank_form(_with_form(_award(definition, award), form), author=definition.issuer))


@for_roles(*OFFICE)
@require_safe
def summary_preview_pdf(request: AskedRequest, campaign_id: str, award: int) -> HttpResponse:
    """The blank summary table as a PDF, exactly as it is printed."""
    _, definition = _seen(request, campaign_id)
    return _pdf(request, blank_summary(_award(definition, award), author=definition.issuer))


def _seen(request: AskedRequest, campaign_id: str) -> tuple[Any, Definition]:
    campaign = access.seen_by_office(acting(request), campaign_id)
    return campaign, current_definition(campaign)


def _award(definition: Definition, index: int) -> Award:
    if not 0 <= index < len(definition.awards):
        raise access.NotThere
    return definition.awards[index]


def _with_form(award: Award, index: int) -> Award:
    """The award with that form alone; 0 is its main one."""
    if not 0 <= index < len(award.forms):
        raise access.NotThere
    return replace(award, form=award.forms[index], further_forms=())


def _parts(campaign_id: str, definition: Definition, current: str) -> Sequence[Part]:
    told = [("steps", "各方步骤", reverse("definition_preview", args=[campaign_id]))]
    for index, award in enumerate(definition.awards):
        for number, form in enumerate(award.forms):
            told.append(
                (
                    f"form-{index}-{number}",
                    form.title,
                    reverse("form_preview", args=[campaign_id, index, number]),
                )
            )
        told.append(
            (f"summary-{index}", award.summary.title, reverse("summary_preview", args=[campaign_id, index]))
        )
    return [Part(label, url, name == current) for name, label, url in told]


def _page(
    request: AskedRequest, campaign: Any, definition: Definition, current: str, told: dict[str, Any]
) -> HttpResponse:
    name = current.partition("-")[0]
    crumbs = [
        ("评选活动", reverse("campaigns")),
        ("通知与定义", reverse("notice", args=[campaign.pk])),
        ("预览", ""),
    ]
    return page(
        request,
        f"pingxuan/preview/{name}.html",
        {
            "definition": definition,
            "parts": _parts(campaign.pk, definition, current),
            "is_draft": campaign.state == CampaignState.DRAFT,
            **told,
        },
        campaign=campaign,
        current="notice",
        crumbs=crumbs,
    )


def _pdf(request: AskedRequest, paper: Paper) -> HttpResponse:
    try:
        return file_response(
            WRITERS["pdf"]([paper], writing_context(request)), f"{paper.full_title}（预览）", "pdf"
        )
    except Refused as refusal:
        tell_refusal(request, refusal)
        raise access.NotThere from refusal


routes: list[URLPattern] = [
    path("campaigns/<campaign_id>/preview", definition_preview, name="definition_preview"),
    path("campaigns/<campaign_id>/preview/forms/<int:award>/<int:form>", form_preview, name="form_preview"),
    path(
        "campaigns/<campaign_id>/preview/forms/<int:award>/<int:form>.pdf",
        form_preview_pdf,
        name="form_preview_pdf",
    ),
    path("campaigns/<campaign_id>/preview/summaries/<int:award>", summary_preview, name="summary_preview"),
    path(
        "campaigns/<campaign_id>/preview/summaries/<int:award>.pdf",
        summary_preview_pdf,
        name="summary_preview_pdf",
    ),
]

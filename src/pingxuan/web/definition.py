"""The notice beside the definition read from it: corrected, confirmed, asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST, require_safe

from pingxuan import access
from pingxuan.actions.campaign import revise_definition
from pingxuan.core.definition import Definition, whole_data
from pingxuan.core.definition_check import definition_findings
from pingxuan.core.definition_text import to_toml
from pingxuan.core.finding import Finding, Refused, blocking
from pingxuan.core.words import CampaignState, Role
from pingxuan.queries.definition import current_version, definition_of, versions
from pingxuan.web.answering import page, tell
from pingxuan.web.answers import keepable
from pingxuan.web.asking import AskedRequest, acting, for_roles
from pingxuan.web.definition_annexes import PastedAnnex, read_in
from pingxuan.web.definition_answering import take
from pingxuan.web.definition_answers import Way
from pingxuan.web.definition_page import DefinitionPage, definition_page
from pingxuan.web.definition_paths import Nested, typed
from pingxuan.web.definition_reading import Reading, reading_of
from pingxuan.web.definition_rows import add_row, move_row, remove_row
from pingxuan.web.definition_typed import as_typed, definition_typed, merged

OFFICE = (Role.ORGANISER, Role.LEADER, Role.AUDITOR)
TOO_MANY_TYPED = 5000
ANSWER = "answer:"
RESHAPING = ("add", "remove", "move", "reshape")
"""Buttons that change which inputs the page has; they keep all that was typed and save nothing."""


@for_roles(*OFFICE)
@require_safe
def notice(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """The notice on the left with every value that was read marked, the definition on the right."""
    campaign = access.seen_by_office(acting(request), campaign_id)
    version = current_version(campaign)
    definition = definition_of(version)
    return _show(request, campaign, version, whole_data(definition), definition_findings(definition))


@for_roles(Role.ORGANISER)
@require_POST
def save_definition(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """Saves the draft, or adds or takes out a row first; what cannot be read stays as typed.

    So does what is sent after somebody else has issued the notice.
    """
    campaign, version, base = _held(request, campaign_id)
    nested = typed(_pairs(request.POST))
    if any(name in request.POST for name in RESHAPING):
        add_row(nested, request.POST.get("add", ""))
        remove_row(nested, request.POST.get("remove", ""))
        move_row(nested, request.POST.get("move", ""))
        return _typed_again(request, campaign, version, nested, ())
    try:
        answers = _answered(request, campaign, version, base, nested)
        definition = definition_typed(base, nested)
        definition, notice = read_in(answers.reading, definition, answers.annexes)
        confirmed = {*map(keepable, request.POST.getlist("confirmed")), *answers.settled}
        revise_definition(
            campaign,
            definition,
            by=acting(request),
            at=request.received_at,
            since=request.POST.get("digest", ""),
            confirmed=sorted(confirmed | _whole_section(request, campaign, version, definition)),
            notice=notice,
        )
    except Refused as refusal:
        return _typed_again(request, campaign, current_version(campaign), nested, refusal.findings)
    return _saved(request, campaign)


def _saved(request: AskedRequest, campaign: Any) -> HttpResponse:
    if "preview" in request.POST:
        return redirect("definition_preview", campaign.pk)
    answered = "answer" in request.POST or "settle" in request.POST
    if not answered:
        tell(request, "已保存。")
    return redirect(reverse("notice", args=[campaign.pk]) + ("#questions" if answered else ""))


@for_roles(Role.ORGANISER)
@require_POST
def check_definition(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """What the definition as typed right now would be told; nothing is kept."""
    campaign, version, base = _held(request, campaign_id)
    if campaign.state != CampaignState.DRAFT:
        raise access.NotThere
    nested = typed(_pairs(request.POST))
    try:
        findings = definition_findings(definition_typed(base, nested))
    except Refused as refusal:
        findings = refusal.findings
    data = merged(base, nested, as_typed)
    shown = _page_of(campaign, version, data, findings)
    return render(request, "pingxuan/definition/checked.html", {"shown": shown, "live": True})


@for_roles(*OFFICE)
@require_safe
def definition_file(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """The definition in force as one TOML file."""
    campaign = access.seen_by_office(acting(request), campaign_id)
    text = to_toml(definition_of(current_version(campaign)))
    answer = HttpResponse(text, content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="definition-{campaign.code}.toml"'
    return answer


def _held(request: AskedRequest, campaign_id: str) -> tuple[Any, Any, Mapping[str, Any]]:
    campaign = access.run_by(acting(request), campaign_id)
    version = current_version(campaign)
    return campaign, version, whole_data(definition_of(version))


def _pairs(post: QueryDict) -> Iterable[tuple[str, str]]:
    """Name and last value of every input; a page sends far fewer than are read."""
    return [(name, post.get(name) or "") for name in list(post)[:TOO_MANY_TYPED]]


@dataclass(frozen=True)
class _Answers:
    """What the page sent in answer to questions: those settled, and annexes to be read in."""

    reading: Reading
    settled: tuple[str, ...]
    annexes: tuple[PastedAnnex, ...]


def _answered(
    request: AskedRequest, campaign: Any, version: Any, base: Mapping[str, Any], nested: Nested
) -> _Answers:
    """Puts every answer given where it belongs: the one whose button was pressed, and others typed meanwhile."""
    data = merged(base, nested, as_typed)
    shown = _page_of(campaign, version, data, ())
    settled, annexes = [], []
    for one in shown.questions:
        text = keepable(request.POST.get(ANSWER + one.open.id, ""))
        pressed = request.POST.get("answer") == one.open.id
        if pressed or (text.strip() and text.strip() != one.value.strip()):
            if one.way is Way.ANNEX and text.strip():
                annexes.append(PastedAnnex(one.open.id, one.open.question.suggestion, text))
            else:
                take(one, text, nested, shown.reading, data)
                settled.append(one.open.id)
        elif request.POST.get("settle") == one.open.id:
            settled.append(one.open.id)
    return _Answers(shown.reading, tuple(settled), tuple(annexes))


def _whole_section(request: AskedRequest, campaign: Any, version: Any, definition: Definition) -> set[str]:
    """What is confirmed when a whole section is."""
    wanted = request.POST.get("confirm_section")
    if wanted is None:
        return set()
    shown = _page_of(campaign, version, whole_data(definition), ())
    return shown.ids_of_section(wanted)


def _page_of(
    campaign: Any,
    version: Any,
    data: Mapping[str, Any],
    findings: Sequence[Finding],
    answers: Mapping[str, str] | None = None,
) -> DefinitionPage:
    return definition_page(data, findings, reading_of(campaign, version, data), answers)


def _typed_again(
    request: AskedRequest, campaign: Any, version: Any, nested: Nested, findings: Sequence[Finding]
) -> HttpResponse:
    """The page as it was typed, unsaved."""
    data = merged(whole_data(definition_of(version)), nested, as_typed)
    return _show(request, campaign, version, data, findings, unsaved=True)


def _show(
    request: AskedRequest,
    campaign: Any,
    version: Any,
    data: Mapping[str, Any],
    findings: Sequence[Finding],
    *,
    unsaved: bool = False,
) -> HttpResponse:
    may_edit = acting(request).role is Role.ORGANISER and campaign.state == CampaignState.DRAFT
    asked = {
        name.removeprefix(ANSWER): request.POST[name] for name in request.POST if name.startswith(ANSWER)
    }
    shown = _page_of(campaign, version, data, findings, asked)
    row = request.POST.get("remove") or request.POST.get("move") or ""
    changed = request.POST.get("add") or row.rpartition("[")[0]
    told = {
        "shown": replace(shown, editable=may_edit, at_work=changed),
        "added": "add" in request.POST,
        "version": version,
        "versions": versions(campaign),
        "stops": len(blocking(findings)),
        "unsaved": unsaved,
        "may_amend": acting(request).role is Role.ORGANISER and campaign.state == CampaignState.OPEN,
    }
    crumbs = [("评选活动", reverse("campaigns")), ("通知与定义", "")]
    return page(
        request,
        "pingxuan/definition/notice.html",
        told,
        campaign=campaign,
        current="notice",
        crumbs=crumbs,
        status=422 if unsaved and findings else 200,
    )


routes: list[URLPattern] = [
    path("campaigns/<campaign_id>/notice", notice, name="notice"),
    path("campaigns/<campaign_id>/definition", save_definition, name="save_definition"),
    path("campaigns/<campaign_id>/definition/check", check_definition, name="check_definition"),
    path("campaigns/<campaign_id>/definition.toml", definition_file, name="definition_file"),
]

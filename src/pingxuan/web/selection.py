"""评分与遴选: an award's ranking, what it proposes and why, and the meeting's decisions kept until published."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods

from pingxuan import access
from pingxuan.actions.selection import hold_meeting
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.inspection import SCORING, points_text
from pingxuan.core.instants import beijing_date
from pingxuan.core.words import CampaignState, Outcome, Role
from pingxuan.queries.definition import current_definition
from pingxuan.queries.selection import Board, published_results, selection_board
from pingxuan.web.answering import page, tell
from pingxuan.web.asking import AskedRequest, acting, for_roles
from pingxuan.web.stage_page import award_asked, crumbs_of, day_field, place, text_field

OUTCOMES = {outcome.value: outcome for outcome in Outcome}


class MeetingForm(forms.Form):
    """The facts of the meeting that decided."""

    minutes_number = text_field("会议纪要编号")
    held_on = day_field("会议日期")
    present = text_field("到会人员", rows=2)
    stepped_out = text_field(
        "回避人员", required=False, rows=2, help_text="与推荐对象有利害关系、回避表决的人员；没有的不填。"
    )


@for_roles(Role.ORGANISER, Role.LEADER, Role.AUDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def selection(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """The board of one award; the organiser takes down the meeting's decisions on it."""
    campaign = access.seen_by_office(acting(request), campaign_id)
    definition = current_definition(campaign)
    award = award_asked(definition, request.GET.get("award", ""))
    if award is None:
        raise access.NotThere
    board = selection_board(campaign, award.key)
    writes = may_write(request, campaign) and not board.published and bool(board.proposals)
    if request.method == "POST" and not may_write(request, campaign):
        raise access.NotThere
    form = MeetingForm(request.POST or None, initial=_initial(board, request))
    findings: list[Finding] = []
    if request.method == "POST" and form.is_valid():
        try:
            _hold(request, campaign, award.key, form.cleaned_data)
        except Refused as refusal:
            findings = place(form, refusal.findings)
        else:
            tell(request, f"“{award.name}”的会议决定已登记，公示之前只有主办单位能看到，可以再改。")
            return redirect(f"{reverse('selection', args=[campaign.pk])}?award={award.key}")
    rows = _rows(board, request, findings)
    candidates = {row["key"] for row in rows}
    return page(
        request,
        "pingxuan/selection/board.html",
        {
            "definition": definition,
            "award": award,
            "board": board,
            "rows": rows,
            "results": published_results(campaign, award.key) if board.published else [],
            "form": form,
            "findings": [found for found in findings if found.where not in candidates],
            "refused": request.method == "POST",
            "outcomes": list(Outcome),
            "counts": _counts(rows),
            "scoring": SCORING,
            "may_write": writes,
        },
        campaign=campaign,
        current="selection",
        crumbs=crumbs_of(campaign, ("评分与遴选", "")),
        status=422 if request.method == "POST" else 200,
    )


def may_write(request: AskedRequest, campaign: Any) -> bool:
    """Whether this reader may take down a meeting now."""
    return acting(request).role is Role.ORGANISER and campaign.state == CampaignState.OPEN


def _initial(board: Board, request: AskedRequest) -> dict[str, Any]:
    if board.meeting is None:
        return {"held_on": beijing_date(request.received_at)}
    return {
        "minutes_number": board.meeting.minutes_number,
        "held_on": board.meeting.held_on,
        "present": board.meeting.present,
        "stepped_out": board.meeting.stepped_out,
    }


def _hold(request: AskedRequest, campaign: Any, award_key: str, told: Mapping[str, Any]) -> None:
    outcomes: dict[str, Outcome] = {}
    reasons: dict[str, str] = {}
    for name, value in request.POST.dict().items():
        kind, _, key = name.partition("-")
        if kind == "outcome" and value in OUTCOMES:
            outcomes[key] = OUTCOMES[value]
        elif kind == "reason" and value.strip():
            reasons[key] = value
    hold_meeting(
        campaign, award_key, **told, outcomes=outcomes, reasons=reasons,
        by=acting(request), at=request.received_at,
    )  # fmt: skip


def _rows(board: Board, request: AskedRequest, findings: list[Finding]) -> list[dict[str, Any]]:
    """The ranking's lines: what it proposes, and what was typed, decided before, or proposed, in that order."""
    rows: list[dict[str, Any]] = []
    last = max((p.rank for p in board.proposals if p.outcome is Outcome.SELECTED), default=0)
    for proposal in board.proposals:
        candidate = proposal.candidate
        key = candidate.nomination_id
        held = board.decisions.get(key)
        kept = held.reason if held and held.departs else ""
        chosen = request.POST.get(f"outcome-{key}", "") or (held.outcome if held else proposal.outcome.value)
        rows.append(
            {
                "key": key,
                "proposal": proposal,
                "candidate": candidate,
                "points": points_text(candidate.score),
                "chosen": OUTCOMES.get(chosen, proposal.outcome),
                "decided": Outcome(held.outcome) if held else None,
                "departs": bool(held and held.departs),
                "reason": request.POST.get(f"reason-{key}", kept),
                "cut": proposal.rank == last,
                "findings": [found for found in findings if found.where == key],
            }
        )
    return rows


def _counts(rows: list[dict[str, Any]]) -> Mapping[str, int]:
    return {outcome.label: sum(row["chosen"] is outcome for row in rows) for outcome in Outcome}


routes: list[URLPattern] = [
    path("campaigns/<str:campaign_id>/selection", selection, name="selection"),
]

"""The office's check: the next one in the filter, several accepted at once, issues, paper copies."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pingxuan import access
from pingxuan.actions.check import accept_all
from pingxuan.actions.paper_copy import receive_paper
from pingxuan.core.finding import Finding, Refused, blocking
from pingxuan.core.issues import issue_name
from pingxuan.core.progress import MOVES
from pingxuan.core.words import Role
from pingxuan.queries.definition import current_definition
from pingxuan.queries.findings import move_findings
from pingxuan.queries.nomination_list import Filter, listed, next_in_list, with_issue
from pingxuan.queries.paper_copy import awaiting_paper, paper_counts, papers_received
from pingxuan.web.answering import page, tell, tell_refusal
from pingxuan.web.asking import AskedRequest, acting, for_roles

PER_PAGE = 50


@for_roles(Role.ORGANISER, Role.LEADER, Role.AUDITOR, Role.BODY_OFFICER)
@require_safe
def nomination_next(request: AskedRequest, nomination_id: str) -> HttpResponse:
    """Goes to the nomination after this one in the filter (before it with ``back``), or back to the list."""
    actor = acting(request)
    held = access.nomination_for(actor, nomination_id)
    wanted = Filter.of(request.GET.dict())
    rows = access.nominations(actor, held.campaign)
    back = request.GET.get("back") == "1"
    found = next_in_list(rows, wanted, held, back=back, seen_by=actor, at=request.received_at)
    if found is None:
        tell(request, f"筛选内已没有{'上' if back else '下'}一件。")
        return redirect(f"{reverse('nominations', args=[held.campaign_id])}?{wanted.query()}")
    within = QueryDict(mutable=True)
    within["within"] = wanted.query()
    return redirect(f"{reverse('nomination', args=[found])}?{within.urlencode()}")


@dataclass(frozen=True)
class Ticked:
    """One nomination ticked for acceptance and what the rules say of it."""

    nomination: Any
    findings: Sequence[Finding]

    @property
    def may(self) -> bool:
        """Whether it would be accepted."""
        return not blocking(self.findings)


@for_roles(Role.ORGANISER)
@require_POST
def check_many(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """Accepts the ticked nominations: first shown with what the rules say of each, then done as shown."""
    actor = acting(request)
    campaign = access.run_by(actor, campaign_id)
    back = f"{reverse('nominations', args=[campaign.pk])}?{_within(request)}"
    ids = request.POST.getlist("ids")[:PER_PAGE]
    rows = list(
        listed(access.nominations(actor, campaign).filter(pk__in=ids), Filter()).select_related(
            "campaign", "nominating_body__parent"
        )
    )
    if not rows:
        tell_refusal(request, Refused(Finding("nobody_ticked", "请先在列表里勾选要通过的材料。")))
        return redirect(back)
    in_force = current_definition(campaign)
    found = move_findings(rows, MOVES["accept"], at=request.received_at, definition=in_force)
    ticked = [Ticked(row, found[row.pk]) for row in rows]
    if request.POST.get("confirmed") != "yes":
        told = {
            "ticked": ticked,
            "ready": sum(one.may for one in ticked),
            "within": _within(request),
            "back": back,
        }
        crumbs = [("推荐材料", back), ("批量通过", "")]
        return page(
            request, "pingxuan/check/many.html", told, campaign=campaign, current="nominations", crumbs=crumbs
        )
    bulk = accept_all([one.nomination for one in ticked if one.may], by=actor, at=request.received_at)
    if bulk.done:
        tell(request, f"已审核通过 {len(bulk.done)} 件。")
    for row, findings in [*bulk.refused, *((one.nomination, one.findings) for one in ticked if not one.may)]:
        told_why = "".join(one.text for one in blocking(findings))
        tell_refusal(request, Refused(Finding("not_accepted", f"{row.nominee_name}没有通过：{told_why}")))
    return redirect(back)


def _within(request: AskedRequest) -> str:
    return Filter.of(QueryDict(request.POST.get("within", "")[:600]).dict()).query()


@for_roles(Role.ORGANISER, Role.LEADER, Role.AUDITOR, Role.BODY_OFFICER)
@require_safe
def issues(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """How many nominations have which issue, by body; every number opens the list of exactly those."""
    actor = acting(request)
    campaign = access.campaign_for(actor, campaign_id)
    wanted = Filter(award=request.GET.get("award", ""))
    rows = list(listed(access.nominations(actor, campaign), wanted))
    pairs = with_issue(rows, "any", seen_by=actor, at=request.received_at)
    return page(
        request,
        "pingxuan/check/issues.html",
        {
            **_board(pairs),
            "wanted": wanted,
            "definition": current_definition(campaign),
            "looked_at": len(rows),
        },
        campaign=campaign,
        current="nominations",
        crumbs=[("推荐材料", reverse("nominations", args=[campaign.pk])), ("校核问题", "")],
    )


def _board(pairs: Sequence[tuple[Any, Sequence[Finding]]]) -> Mapping[str, Any]:
    """Codes by bodies that count, must-change codes first, the most frequent first."""
    bodies: dict[str, str] = {}
    cells: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    must: set[str] = set()
    for row, findings in pairs:
        part = row.nominating_body.parent or row.nominating_body
        bodies.setdefault(part.pk, part.name)
        must |= {one.code for one in blocking(findings)}
        for code in {one.code for one in findings}:
            cells[code][part.pk] += 1
    lines = [
        {
            "code": code,
            "name": issue_name(code),
            "must": code in must,
            "total": sum(counts.values()),
            "cells": [(pk, counts.get(pk, 0)) for pk in bodies],
        }
        for code, counts in cells.items()
    ]
    lines.sort(key=lambda line: (not line["must"], -int(str(line["total"])), str(line["code"])))
    totals = [
        (pk, sum((row.nominating_body.parent or row.nominating_body).pk == pk for row, _ in pairs))
        for pk in bodies
    ]
    return {"bodies": list(bodies.items()), "lines": lines, "totals": totals, "total": len(pairs)}


class PaperForm(forms.Form):
    """The code beside a printed QR, typed or scanned."""

    code = forms.CharField(label="页码编码", max_length=200)


@for_roles(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def paper_copies(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """Takes in stamped forms by the code on them; what came in, and what is still due."""
    actor = acting(request)
    campaign = access.run_by(actor, campaign_id)
    form = PaperForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if form.is_valid() and _received(request, form):
            return redirect("paper_copies", campaign.pk)
        status = 422
    names = {award.key: award.name for award in current_definition(campaign).awards}
    return page(
        request,
        "pingxuan/check/paper_copies.html",
        {
            "form": form,
            "counts": [(names.get(key, key), count) for key, count in paper_counts(campaign).items()],
            "received": Paginator(papers_received(campaign), PER_PAGE).get_page(request.GET.get("page")),
            "awaiting": awaiting_paper(campaign)[:PER_PAGE],
        },
        campaign=campaign,
        current="nominations",
        crumbs=[("推荐材料", reverse("nominations", args=[campaign.pk])), ("收纸质版", "")],
        status=status,
    )


def _received(request: AskedRequest, form: PaperForm) -> bool:
    try:
        taken = receive_paper(form.cleaned_data["code"], by=acting(request), at=request.received_at)
    except Refused as refusal:
        for one in refusal.findings:
            form.add_error("code", one.text)
        return False
    if taken.findings:
        tell_refusal(request, Refused(*taken.findings))
    if not any(one.code == "paper_received_already" for one in taken.findings):
        tell(request, f"已收到：{taken.nomination.nominee_name}（第 {taken.copy.revision} 版）。")
    return True


routes: list[URLPattern] = [
    path("campaigns/<str:campaign_id>/check", check_many, name="check_many"),
    path("campaigns/<str:campaign_id>/issues", issues, name="issues"),
    path("campaigns/<str:campaign_id>/paper-copies", paper_copies, name="paper_copies"),
    path("nominations/<str:nomination_id>/next", nomination_next, name="nomination_next"),
]

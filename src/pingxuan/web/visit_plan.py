"""Planning visits: the nominees not visited yet, each with an inspector who is no party, a kind and a day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from pingxuan import access
from pingxuan.actions.visit import PlannedVisit, plan_visits, reassign_visit
from pingxuan.core.definition import Award
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.instants import beijing_date
from pingxuan.core.readings import read_date
from pingxuan.core.words import Role, VisitKind
from pingxuan.queries.definition import current_definition
from pingxuan.queries.visit import inspectable, inspectors
from pingxuan.web.answering import page, tell
from pingxuan.web.asking import AskedRequest, acting, for_roles
from pingxuan.web.stage_page import award_asked, crumbs_of, day_field, place

PER_PAGE = 50
KINDS = {kind.value: kind for kind in VisitKind}


@for_roles(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def visit_plan(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """Plans the visits that are ticked, all or none; conflicts are said in their own line."""
    campaign = access.run_by(acting(request), campaign_id)
    inspected = [award for award in current_definition(campaign).awards if award.inspected]
    award = award_asked(current_definition(campaign), request.GET.get("award", ""), inspected)
    posts = list(inspectors())
    listed, rows = _rows(request, campaign, award, posts)
    findings: list[Finding] = []
    if request.method == "POST":
        findings = _plan(request, campaign, rows, {post.pk: post for post in posts})
        if not findings:
            picked = sum(row["picked"] for row in rows)
            tell(request, f"已安排 {picked} 次检查，检查人员登录后即可看到任务。")
            return redirect("visits", campaign.pk)
    return page(
        request,
        "pingxuan/visit/plan.html",
        {
            "award": award,
            "awards": inspected,
            "rows": rows,
            "page": listed,
            "every": request.GET.get("every", ""),
            "inspectors": posts,
            "kinds": list(VisitKind),
            "findings": [found for found in findings if not found.where],
            "refused": bool(findings),
        },
        campaign=campaign,
        current="visits",
        crumbs=crumbs_of(campaign, ("明察暗访", reverse("visits", args=[campaign.pk])), ("安排检查", "")),
        status=422 if findings else 200,
    )


def _rows(
    request: AskedRequest, campaign: Any, award: Award | None, posts: Sequence[Any]
) -> tuple[Any, list[dict[str, Any]]]:
    """One page of nominees: those without a visit, or every one when asked for, with what is planned of each."""
    held: Any = inspectable(campaign, award.key if award else "-").order_by("number")
    if not request.GET.get("every"):
        held = held.filter(visits_made=0, visits_due=0)
    listed = Paginator(held, PER_PAGE).get_page(request.GET.get("page"))
    today = beijing_date(request.received_at).isoformat()
    return listed, [
        _posted(request, row) if request.method == "POST" else _suggested(row, place, posts, today)
        for place, row in enumerate(listed)
    ]


def _suggested(nomination: Any, place: int, posts: Sequence[Any], today: str) -> dict[str, Any]:
    """Inspectors take turns, each passed over where the nominee is of the own body."""
    body = nomination.nominating_body
    own = {body.body_id, body.parent.body_id if body.parent else body.body_id}
    free = [post for post in posts if post.body_id not in own]
    kind = VisitKind.UNANNOUNCED if place % 2 == 0 else VisitKind.ANNOUNCED
    return {
        "nomination": nomination,
        "picked": False,
        "inspector": free[place % len(free)].pk if free else "",
        "kind": kind.value,
        "day": today,
        "findings": [],
    }


def _posted(request: AskedRequest, nomination: Any) -> dict[str, Any]:
    key = nomination.pk
    return {
        "nomination": nomination,
        "picked": key in request.POST.getlist("picked"),
        "inspector": request.POST.get(f"inspector-{key}", ""),
        "kind": request.POST.get(f"kind-{key}", ""),
        "day": request.POST.get(f"day-{key}", ""),
        "findings": [],
    }


def _plan(
    request: AskedRequest, campaign: Any, rows: Sequence[dict[str, Any]], posts: dict[str, Any]
) -> list[Finding]:
    """Plans what is ticked; returns what stands in the way, also put at the rows it is about."""
    picked = [row for row in rows if row["picked"]]
    findings = [found for row in picked for found in _lacking(row, posts)]
    if findings:
        return findings
    wishes = [
        PlannedVisit(row["nomination"], posts[row["inspector"]], KINDS[row["kind"]], row["read_day"])
        for row in picked
    ]
    try:
        plan_visits(campaign, wishes, by=acting(request), at=request.received_at)
    except Refused as refusal:
        for place, row in enumerate(picked, start=1):
            row["findings"] = [found for found in refusal.findings if found.where == f"第{place}行"]
        return list(refusal.findings)
    return []


def _lacking(row: dict[str, Any], posts: dict[str, Any]) -> list[Finding]:
    """What a ticked line leaves open; puts the day that was read into the line."""
    name, found = row["nomination"].nominee_name, []
    if row["inspector"] not in posts:
        found.append(Finding("inspector_missing", f"“{name}”还没有选检查人员。", where=name))
    if row["kind"] not in KINDS:
        found.append(Finding("kind_missing", f"“{name}”还没有选明察或暗访。", where=name))
    day = read_date(row["day"])
    if day is None or len(day) != len("2023-02-10"):
        found.append(Finding("day_missing", f"“{name}”的检查日期读不成日期，请重新选择。", where=name))
    else:
        row["read_day"] = date.fromisoformat(day)
    row["findings"] = found
    return found


class ReassignForm(forms.Form):
    """Who goes instead, and when."""

    inspector = forms.ChoiceField(label="改派给", error_messages={"required": "请选择检查人员。"})
    planned_on = day_field("检查日期")

    def __init__(self, *args: Any, posts: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(post.pk, f"{post.holder.name}（{post.body.name}）") for post in posts]
        self.fields["inspector"].choices = choices  # type: ignore[attr-defined]


@for_roles(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def reassign(request: AskedRequest, visit_id: str) -> HttpResponse:
    """Gives a visit not made yet to another inspector or another day."""
    held = access.visit_for(acting(request), visit_id)
    campaign = held.nomination.campaign
    posts = {post.pk: post for post in inspectors()}
    usual = {"inspector": held.inspector_id, "planned_on": held.planned_on}
    form = ReassignForm(request.POST or None, posts=list(posts.values()), initial=usual)
    findings: list[Finding] = []
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        post = posts[told["inspector"]]
        try:
            reassign_visit(held, post, told["planned_on"], by=acting(request), at=request.received_at)
        except Refused as refusal:
            findings = place(form, refusal.findings)
        else:
            tell(
                request,
                f"已改派给{post.holder.name if post.holder else post.title}，{told['planned_on']:%-m月%-d日}检查。",
            )
            return redirect("visit", held.pk)
    return page(
        request,
        "pingxuan/visit/reassign.html",
        {"visit": held, "nomination": held.nomination, "form": form, "findings": findings},
        campaign=campaign,
        current="visits",
        crumbs=crumbs_of(
            campaign,
            ("明察暗访", reverse("visits", args=[campaign.pk])),
            (held.nomination.nominee_name, reverse("visit", args=[held.pk])),
            ("改派", ""),
        ),
        status=422 if request.method == "POST" else 200,
    )

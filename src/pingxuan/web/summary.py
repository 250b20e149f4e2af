"""A body's summary and submission: its order of preference, the table as it will be, what is submitted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST, require_safe

from pingxuan import access
from pingxuan.actions.nomination import order_by_preference
from pingxuan.actions.submission import submit_all
from pingxuan.core.definition import Award
from pingxuan.core.finding import Finding, Refused, blocking
from pingxuan.core.instants import beijing_date
from pingxuan.core.progress import MOVES
from pingxuan.core.quota import least_findings
from pingxuan.core.words import DeadlineKind, NominationState, Role
from pingxuan.queries.definition import current_definition
from pingxuan.queries.findings import move_findings
from pingxuan.queries.nomination_papers import body_summary
from pingxuan.queries.paper_scope import STATED, scope_of
from pingxuan.queries.summary import BodySummary, summary_of
from pingxuan.web.answering import page, tell, tell_refusal
from pingxuan.web.asking import AskedRequest, acting, for_roles
from pingxuan.web.sheet import sheet_of

S = NominationState


@dataclass(frozen=True)
class Line:
    """One nomination in the body's order, and what keeps it from being submitted."""

    nomination: Any
    place: int
    own: bool
    findings: Sequence[Finding]

    @property
    def state(self) -> NominationState:
        """The state as a word."""
        return S(self.nomination.state)

    @property
    def ready(self) -> bool:
        """Endorsed, and nothing stands in the way of submitting it."""
        return self.own and self.state is S.ENDORSED and not blocking(self.findings)

    @property
    def hint(self) -> str:
        """What has to be done next, "" where nothing."""
        if self.state is S.ENDORSED:
            return "".join(one.text for one in blocking(self.findings))
        return _NEXT.get(self.state, "")


_NEXT = {
    S.DRAFT: "还在填报，交审后才能出具意见。",
    S.HANDED_IN: "还没有出具推荐意见。",
    S.RETURNED: "退回修改，改正后重新交审、出具意见。",
}


@for_roles(Role.BODY_OFFICER)
@require_safe
def summary(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """The officer's own body: one award after the other."""
    actor = acting(request)
    campaign = access.campaign_for(actor, campaign_id)
    body = access.own_nominating_body(actor, campaign)
    scope = scope_of(campaign, body, day=beijing_date(request.received_at), office=False)
    facts = summary_of(campaign, body)
    wanted = request.GET.get("award", "")
    shown = [award for award in scope.awards if award.key == wanted] or list(scope.awards[:1])
    ready = [row for row in facts.rows if row.state == S.ENDORSED]
    found = move_findings(ready, MOVES["submit"], at=request.received_at, definition=scope.definition)
    due = scope.definition.deadline(DeadlineKind.MATERIALS)
    return page(
        request,
        "pingxuan/summary/summary.html",
        {
            "body": body,
            "due": due,
            "at": request.received_at,
            "reopened": body.reopened_until,
            "formats": (("Word", "docx"), ("Excel", "xlsx"), ("PDF", "pdf")),
            "every": scope.awards,
            "awards": [_award(scope, award, body, facts, found) for award in shown],
        },
        campaign=campaign,
        current="summary",
        crumbs=[(campaign.title, reverse("dashboard", args=[campaign.pk])), ("汇总表与报送", "")],
    )


def _award(
    scope: Any, award: Award, body: Any, facts: BodySummary, found: Mapping[str, Sequence[Finding]]
) -> dict[str, Any]:
    rows = [row for row in facts.rows if row.award_key == award.key]
    own = [row for row in rows if row.nominating_body_id == body.pk]
    lines = [Line(row, place, True, found.get(row.pk, ())) for place, row in enumerate(own, start=1)]
    members = [Line(row, 0, False, ()) for row in rows if row.nominating_body_id != body.pk]
    stated = [row for row in rows if S(row.state) in STATED]
    paper = body_summary(scope, award, body, stated, facts.contact) if award.summary.columns else None
    submitted = sum(S(row.state) in STATED and row.state != S.ENDORSED for row in rows)
    return {
        "award": award,
        "lines": lines,
        "members": members,
        "ready": [line for line in lines if line.ready],
        "stated": len(stated),
        "submitted": submitted,
        "places": facts.places.get(award.key),
        "short": least_findings(award, body.name, submitted) if body.parent_id is None else (),
        "sheet": sheet_of(paper) if paper and stated else None,
    }


@for_roles(Role.BODY_OFFICER)
@require_POST
def set_order(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """Sets the order of preference of an award, from the numbers typed or one step up or down."""
    actor = acting(request)
    campaign = access.campaign_for(actor, campaign_id)
    body = access.own_nominating_body(actor, campaign)
    award = request.POST.get("award", "")
    ids = request.POST.getlist("ids")
    typed = {key: _number(request.POST.get(f"place-{key}"), place) for place, key in enumerate(ids, start=1)}
    order = sorted(ids, key=lambda key: typed[key])
    for step, name in ((-1, "up"), (1, "down")):
        _moved(order, request.POST.get(name, ""), step)
    try:
        order_by_preference(body, award, order, by=actor, at=request.received_at)
    except Refused as refusal:
        tell_refusal(request, refusal)
    else:
        tell(request, "推荐顺序已保存，汇总表按此排列。")
    return redirect(f"{reverse('summary', args=[campaign.pk])}?{urlencode({'award': award})}")


def _number(typed: str | None, place: int) -> float:
    return (
        float(typed) - 0.5 * (float(typed) < place)
        if typed and typed.isdecimal() and len(typed) < 6
        else place
    )


def _moved(order: list[str], key: str, step: int) -> None:
    if key in order:
        place = order.index(key)
        order.insert(max(0, place + step), order.pop(place))


@for_roles(Role.BODY_OFFICER)
@require_POST
def submit_many(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """Submits the ticked nominations: first shown once more, then done; each answered for itself."""
    actor = acting(request)
    campaign = access.campaign_for(actor, campaign_id)
    body = access.own_nominating_body(actor, campaign)
    ticked = set(request.POST.getlist("ids"))
    rows = [
        row
        for row in summary_of(campaign, body).rows
        if row.pk in ticked and row.nominating_body_id == body.pk
    ]
    award = rows[0].award_key if rows else ""
    back = f"{reverse('summary', args=[campaign.pk])}?{urlencode({'award': award})}"
    if not rows:
        tell_refusal(request, Refused(Finding("nobody_ticked", "请先勾选要报送的推荐。")))
        return redirect(back)
    in_force = current_definition(campaign)
    found = move_findings(rows, MOVES["submit"], at=request.received_at, definition=in_force)
    lines = [Line(row, 0, True, found[row.pk]) for row in rows]
    if request.POST.get("confirmed") != "yes":
        told = {
            "lines": lines,
            "ready": [line for line in lines if not blocking(line.findings)],
            "back": back,
        }
        crumbs = [("汇总表与报送", back), ("报送", "")]
        return page(
            request, "pingxuan/summary/submit.html", told, campaign=campaign, current="summary", crumbs=crumbs
        )
    bulk = submit_all(rows, by=actor, at=request.received_at)
    if bulk.done:
        tell(request, f"已报送 {len(bulk.done)} 件，主办单位现在可以审核。")
    for row, findings in bulk.refused:
        told_why = "".join(one.text for one in blocking(findings))
        tell_refusal(request, Refused(Finding("not_submitted", f"{row.nominee_name}没有报送：{told_why}")))
    return redirect(back)


routes: list[URLPattern] = [
    path("campaigns/<str:campaign_id>/summary", summary, name="summary"),
    path("campaigns/<str:campaign_id>/summary/order", set_order, name="order_summary"),
    path("campaigns/<str:campaign_id>/summary/submit", submit_many, name="submit_many"),
]

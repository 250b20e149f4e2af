"""One nomination: its form as printed, its findings, opinions and history, and what may be done."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST, require_safe

from pingxuan import access
from pingxuan.actions.register import rule_on_suspicion
from pingxuan.core.answers import changed_fields, digests_in
from pingxuan.core.definition import Award
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.inspection import points_text
from pingxuan.core.nomination import next_step
from pingxuan.core.progress import MOVES
from pingxuan.core.words import NominationState, ReplyKind, Role, VisitKind
from pingxuan.queries.definition import award_of
from pingxuan.queries.dossier import Dossier, body_dossier, office_dossier, places_of, suspicions_on
from pingxuan.queries.form_paper import draft_papers, form_papers
from pingxuan.queries.nomination import draft_of, revisions_of, stated_steps
from pingxuan.queries.nomination_list import Filter
from pingxuan.web.answering import page, tell, tell_refusal
from pingxuan.web.asking import AskedRequest, acting, for_roles
from pingxuan.web.form_files import kept_files
from pingxuan.web.form_sections import Kept
from pingxuan.web.moves import ACTS, BODY_MOVES, OFFICE_MOVES, doors_of, is_own
from pingxuan.web.nomination_forms import RulingForm
from pingxuan.web.sheet import Sheet, form_sheets


@for_roles(Role.ORGANISER, Role.LEADER, Role.AUDITOR, Role.BODY_OFFICER)
@require_safe
def nomination(request: AskedRequest, nomination_id: str) -> HttpResponse:
    """One nomination as its reader may see it."""
    return nomination_page(request, access.nomination_for(acting(request), nomination_id))


def nomination_page(
    request: AskedRequest,
    held: Any,
    *,
    refused: str = "",
    form: forms.Form | None = None,
    findings: Sequence[Finding] = (),
    status: int = 200,
) -> HttpResponse:
    """The page; ``refused`` names the move whose ``form`` came back with ``findings``, typed text kept."""
    actor = acting(request)
    office = actor.role in access.OFFICE
    visible = access.content_visible(actor, held)
    dossier = (office_dossier if office else body_dossier)(held, at=request.received_at)
    within = Filter.of(_within(request))
    doors = doors_of(request, held, dossier, refused, form)
    return page(
        request,
        "pingxuan/nomination/detail.html",
        {
            "nomination": held,
            "dossier": dossier,
            "state": NominationState(held.state),
            "visible": visible,
            "sheets": _sheets(held, dossier, visible, office),
            "findings": dossier.findings if visible else (),
            "suspicions": _suspicions(request, held, dossier) if visible else (),
            "refused": findings,
            "doors": doors,
            "may_fill": any(door.name == "hand_in" for door in doors),
            "may_begin_again": _withdrawn_own(request, held),
            "files": _files(held, dossier) if visible else (),
            "may_invite": actor.role is Role.BODY_OFFICER and is_own(request, held) and _fillable(held),
            "places": places_of(held) if actor.role is Role.BODY_OFFICER else None,
            "office": office,
            "within": within.query(),
            **_beside(dossier),
        },
        campaign=held.campaign,
        current="nominations",
        crumbs=[
            (held.campaign.title, reverse("dashboard", args=[held.campaign_id])),
            ("推荐材料", f"{reverse('nominations', args=[held.campaign_id])}?{within.query()}"),
            (held.nominee_name, ""),
        ],
        status=status,
    )


def _beside(dossier: Dossier) -> dict[str, Any]:
    """Replies and visits in words; both are empty outside the office."""
    return {
        "replies": [
            {
                "department": row.consultation.department,
                "kind": ReplyKind(row.reply) if row.reply else None,
                "reason": row.reason,
            }
            for row in dossier.replies
        ],
        "visits": [
            {
                "day": row.visited_at or row.planned_on,
                "kind": VisitKind(row.kind).label,
                "who": row.inspector.holder.name if row.inspector.holder else row.inspector.title,
                "points": points_text(row.score) if row.score is not None else "",
            }
            for row in dossier.visits
        ],
    }


def _within(request: AskedRequest) -> Mapping[str, str]:
    asked = request.POST.get("within") or request.GET.get("within", "")
    return QueryDict(asked[:600]).dict()


def _fillable(held: Any) -> bool:
    return NominationState(held.state) in MOVES["hand_in"].sources


def _withdrawn_own(request: AskedRequest, held: Any) -> bool:
    own = acting(request).role is Role.BODY_OFFICER and is_own(request, held)
    return own and bool(held.state == NominationState.WITHDRAWN and held.revision)


def _files(held: Any, dossier: Dossier) -> Sequence[Kept]:
    address = reverse("nomination_file", args=[held.pk, "DIGEST"])
    return list(kept_files(dossier.award.whole_form, [held.answers], address).values())


def _sheets(held: Any, dossier: Dossier, visible: bool, office: bool) -> list[Sheet]:
    if not visible:
        return []
    award = dossier.award
    if held.revision:
        papers = form_papers(held, dossier.opinions)
        return form_sheets(
            papers, award, dossier.findings, held.answers, _pictures(held, award, held.answers)
        )
    if office:
        return []
    answers = draft_of(held).answers
    papers = draft_papers(award, answers, held.nominee_name)
    return form_sheets(papers, award, pictures=_pictures(held, award, answers))


def _pictures(held: Any, award: Award, answers: Mapping[str, Any]) -> dict[str, str]:
    """Digest → address of every file of the answers."""
    address = reverse("nomination_file", args=[held.pk, "DIGEST"])
    return {digest: address.replace("DIGEST", digest) for digest in digests_in(award.whole_form, answers)}


def _suspicions(request: AskedRequest, held: Any, dossier: Dossier) -> Sequence[Any]:
    if acting(request).role not in (Role.ORGANISER, Role.BODY_OFFICER):
        return ()
    return suspicions_on(held, dossier.award, dossier.findings)


@for_roles(Role.ORGANISER, Role.BODY_OFFICER)
@require_POST
def nomination_move(request: AskedRequest, nomination_id: str, move: str) -> HttpResponse:
    """Makes one move; a refusal shows the page again with every finding and the typed text."""
    office = acting(request).role is Role.ORGANISER
    if move not in ACTS or move not in (OFFICE_MOVES if office else BODY_MOVES):
        raise access.NotThere
    find = access.office_nomination if office else access.body_nomination
    held = find(acting(request), nomination_id)
    kind, act = ACTS[move]
    form, done = kind(request.POST), _done(move, held)
    if not form.is_valid():
        return nomination_page(request, held, refused=move, form=form, status=422)
    try:
        act(request, held, form.cleaned_data)
    except Refused as refusal:
        fresh = find(acting(request), nomination_id)
        rest = _placed(form, refusal.findings)
        return nomination_page(request, fresh, refused=move, form=form, findings=rest, status=422)
    tell(request, f"已{done}：{held.nominee_name}。")
    return redirect(_after(request, held))


def _done(move: str, held: Any) -> str:
    """The move in words; of an opinion which one it is."""
    step = next_step(award_of(held), stated_steps(held)) if move == "endorse" else None
    return f"出具“{step.label}”" if step else MOVES[move].label


def _placed(form: forms.Form, findings: Sequence[Finding]) -> list[Finding]:
    """Puts findings at the form's fields where they name one; returns the others."""
    rest = []
    for finding in findings:
        if finding.where in form.fields:
            form.add_error(finding.where, finding.text)
        else:
            rest.append(finding)
    return rest


def _after(request: AskedRequest, held: Any) -> str:
    query = Filter.of(_within(request)).query()
    if request.POST.get("then") == "next":
        return f"{reverse('nomination_next', args=[held.pk])}?{query}"
    own = reverse("nomination", args=[held.pk])
    return f"{own}?within={query}" if query else own


@for_roles(Role.ORGANISER, Role.LEADER, Role.AUDITOR, Role.BODY_OFFICER)
@require_safe
def nomination_history(request: AskedRequest, nomination_id: str) -> HttpResponse:
    """Every version handed in, newest first, each held against the one before it."""
    held = access.nomination_for(acting(request), nomination_id)
    if not access.content_visible(acting(request), held):
        raise access.NotThere
    office = acting(request).role in access.OFFICE
    dossier = (office_dossier if office else body_dossier)(held, at=request.received_at)
    kept = list(revisions_of(held))
    changes = [
        {
            "revision": row,
            "changes": changed_fields(
                dossier.award.whole_form, before.answers if before else {}, row.answers
            ),
        }
        for before, row in zip([None, *kept], kept, strict=False)
    ]
    return page(
        request,
        "pingxuan/nomination/history.html",
        {"nomination": held, "versions": changes[::-1], "dossier": dossier},
        campaign=held.campaign,
        current="nominations",
        crumbs=[
            ("推荐材料", reverse("nominations", args=[held.campaign_id])),
            (held.nominee_name, reverse("nomination", args=[held.pk])),
            ("历次版本", ""),
        ],
    )


@for_roles(Role.ORGANISER, Role.BODY_OFFICER)
@require_POST
def rule_suspicion(request: AskedRequest, nomination_id: str) -> HttpResponse:
    """Settles whether the nominee's name is the register entry it resembles; kept, and not asked again."""
    held = access.nomination_for(acting(request), nomination_id)
    if not access.content_visible(acting(request), held):
        raise access.NotThere
    dossier = (office_dossier if acting(request).role in access.OFFICE else body_dossier)(
        held, at=request.received_at
    )
    form = RulingForm(request.POST)
    asked = {one.entry.pk: one for one in suspicions_on(held, dossier.award, dossier.findings)}
    one = asked.get(request.POST.get("entry", ""))
    if one is None:
        tell_refusal(request, Refused(Finding("ruled_already", "这处疑似已有人认定，不必重复认定。")))
    elif not form.is_valid():
        told = Finding("reason_missing", "请选择是否同一家并写明理由，以后不再重复询问。")
        tell_refusal(request, Refused(told))
    else:
        rule_on_suspicion(
            held.campaign,
            one.name,
            one.entry,
            same=form.cleaned_data["same"] == "yes",
            reason=form.cleaned_data["reason"],
            by=acting(request),
            at=request.received_at,
        )
        tell(
            request,
            f"已认定“{one.name}”与“{one.entry.name}”{'是' if form.cleaned_data['same'] == 'yes' else '不是'}同一家。",
        )
    return redirect("nomination", held.pk)


routes: list[URLPattern] = [
    path("nominations/<str:nomination_id>", nomination, name="nomination"),
    path("nominations/<str:nomination_id>/history", nomination_history, name="nomination_history"),
    path("nominations/<str:nomination_id>/ruling", rule_suspicion, name="rule_suspicion"),
    path("nominations/<str:nomination_id>/moves/<str:move>", nomination_move, name="nomination_move"),
]

"""The nominee's own pages: the invitation that asks for a code, the form, and how far it has come."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pingxuan import access
from pingxuan.actions.invitation import enter
from pingxuan.core.answers import digests_in
from pingxuan.core.definition import Award
from pingxuan.core.words import NominationState, Role
from pingxuan.queries.definition import award_of
from pingxuan.queries.form_paper import form_papers
from pingxuan.queries.invitation import open_invitation
from pingxuan.queries.nomination import draft_of, filling_case
from pingxuan.queries.timeline import events_of
from pingxuan.web import form_desk
from pingxuan.web.answering import page
from pingxuan.web.asking import NOMINEE_KEY, AskedRequest
from pingxuan.web.form_files import send_file
from pingxuan.web.lost_text import keep_text
from pingxuan.web.sheet import form_sheets

TO_FILL = frozenset({NominationState.DRAFT, NominationState.RETURNED})
WRONG = "填报码不正确，请核对后重试。连续输错五次，链接会自动失效，要请推荐单位重新发送。"
Act = Callable[[AskedRequest, form_desk.Desk], HttpResponse]


class CodeForm(forms.Form):
    """The six digits told separately from the link."""

    code = forms.CharField(label="六位填报码", max_length=20)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: AskedRequest, token: str) -> HttpResponse:
    """The page behind a link: opening it uses nothing up, it asks for the code; a dead link says so."""
    found = open_invitation(token, at=request.received_at)
    if found is None:
        return render(request, "pingxuan/filling/ended.html", status=404)
    told = {"campaign": found.nomination.campaign, "signed_in": request.user.is_authenticated}
    if request.method != "POST" or told["signed_in"]:
        return render(request, "pingxuan/filling/invitation.html", {**told, "form": CodeForm()})
    form = CodeForm(request.POST)
    held = enter(token, form.cleaned_data["code"], at=request.received_at) if form.is_valid() else None
    if held is None:
        if form.is_valid():
            form.add_error("code", WRONG)
        return render(request, "pingxuan/filling/invitation.html", {**told, "form": form}, status=422)
    request.session.cycle_key()
    request.session[NOMINEE_KEY] = held.pk
    return redirect("fill")


def for_nominee(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Opens a page to whoever came in by link and code; everyone else is told how to come in."""

    @wraps(view)
    def guarded(request: AskedRequest, **kwargs: str) -> HttpResponse:
        actor = request.actor
        if actor is None or actor.role is not Role.NOMINEE:
            return _outside(request)
        return view(request, access.nomination_for(actor, actor.nomination_id), **kwargs)

    return login_not_required(guarded)


def _outside(request: AskedRequest) -> HttpResponse:
    if request.method == "POST" and request.content_type == "application/json":
        return JsonResponse({"text": "登录已过期，请重新打开填报链接。"}, status=401)
    if request.method == "POST":
        keep_text(request)
    kept = request.method == "POST"
    return render(request, "pingxuan/filling/outside.html", {"kept": kept}, status=403)


@for_nominee
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: AskedRequest, held: Any) -> HttpResponse:
    """The form while it is to be filled; later how far it has come, unless ``edit=1`` asks for the form."""
    state = NominationState(held.state)
    wanted = state in TO_FILL or request.method == "POST" or request.GET.get("edit") == "1"
    if not form_desk.fillable(held) or not wanted:
        return redirect("fill_progress")
    act = form_desk.form_post if request.method == "POST" else form_desk.form_page
    return act(request, form_desk.nominee_desk(held))


def _at_desk(words: str, get: Act | None, post: Act | None) -> Callable[..., HttpResponse]:
    """A view of the nominee's desk; what cannot be changed any more shows how far it has come."""

    @for_nominee
    @require_http_methods([*(["GET", "HEAD"] if get else []), *(["POST"] if post else [])])
    def view(request: AskedRequest, held: Any) -> HttpResponse:
        act = post if request.method == "POST" else get
        if act is None or not form_desk.fillable(held):
            return redirect("fill_progress")
        return act(request, form_desk.nominee_desk(held))

    view.__doc__ = words
    return view


confirm = _at_desk("The form as printed, then handed in.", form_desk.confirm_page, form_desk.confirm_post)
draft = _at_desk("The autosave.", None, form_desk.save_draft)
check = _at_desk("What there is to say of one blank.", None, form_desk.check_blank)
preview = _at_desk("The draft as a PDF.", form_desk.preview, None)


@for_nominee
@require_safe
def progress(request: AskedRequest, held: Any) -> HttpResponse:
    """What has become of the nomination: its state, why it came back, every step with its time."""
    state = NominationState(held.state)
    case = filling_case(held, at=request.received_at)
    events = events_of(held, office=False, names=False)
    handed_in = bool(held.revision)
    return page(
        request,
        "pingxuan/filling/progress.html",
        {
            "nomination": held,
            "award": case.award,
            "state": state,
            "events": [*events[:-1], *([_now(events[-1])] if events else [])],
            "may_fill": form_desk.fillable(held),
            "to_fill": state in TO_FILL,
            "sheets": form_sheets(form_papers(held, ()), case.award, pictures=_pictures(held, case.award))
            if handed_in
            else [],
            **form_desk.strip_facts(case, held),
        },
    )


def _pictures(held: Any, award: Award) -> dict[str, str]:
    digests = digests_in(award.whole_form, held.answers)
    return {digest: reverse("fill_file", args=[digest]) for digest in digests}


def _now(event: Any) -> dict[str, object]:
    return {**vars(event), "state": "back" if event.state == "back" else "now"}


@for_nominee
@require_safe
def own_file(_request: AskedRequest, held: Any, digest: str) -> HttpResponse:
    """A photograph or annex of one's own form."""
    form = award_of(held).whole_form
    allowed = digests_in(form, held.answers) | digests_in(form, draft_of(held).answers)
    answer = send_file(digest) if digest in allowed else None
    if answer is None:
        raise access.NotThere
    return answer


@login_not_required
@require_POST
def leave(request: AskedRequest) -> HttpResponse:
    """Ends the nominee's session on this device."""
    request.session.flush()
    return render(request, "pingxuan/filling/left.html")


routes: list[URLPattern] = [
    path("fill", fill, name="fill"),
    path("fill/confirm", confirm, name="fill_confirm"),
    path("fill/draft", draft, name="fill_draft"),
    path("fill/check", check, name="fill_check"),
    path("fill/preview.pdf", preview, name="fill_preview"),
    path("fill/progress", progress, name="fill_progress"),
    path("fill/leave", leave, name="fill_leave"),
    path("fill/files/<str:digest>", own_file, name="fill_file"),
    path("fill/<str:token>", invitation, name="invitation"),
]

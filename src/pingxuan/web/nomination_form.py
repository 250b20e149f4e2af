"""The form of a nomination as its nominating body fills it: new, filled, checked, previewed, confirmed."""

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pingxuan import access
from pingxuan.actions.nomination import start_nomination
from pingxuan.core.answers import digests_in
from pingxuan.core.definition import field_for
from pingxuan.core.finding import Refused
from pingxuan.core.words import Meaning, Role
from pingxuan.queries.definition import award_of, current_definition
from pingxuan.queries.nomination import draft_of, revisions_of
from pingxuan.queries.register import open_register_units
from pingxuan.web import form_desk
from pingxuan.web.answering import page, tell, tell_refusal
from pingxuan.web.asking import AskedRequest, acting, for_roles
from pingxuan.web.form_files import send_file
from pingxuan.web.lost_text import keep_text
from pingxuan.web.nomination_forms import NewNominationForm


@for_roles(Role.BODY_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def new_nomination(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """Begins a nomination of the officer's own body: for which award, and whom."""
    campaign = access.campaign_for(acting(request), campaign_id)
    body = access.own_nominating_body(acting(request), campaign)
    definition = current_definition(campaign)
    form = NewNominationForm(
        definition, request.POST or None, initial={"award": request.GET.get("award", "")}
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        award = definition.award(told["award"])
        meanings = ((Meaning.NOMINEE_NAME, told["nominee"]), (Meaning.UNIT_NAME, told.get("unit", "")))
        blanks = ((field_for(award.form, meaning), text.strip()) for meaning, text in meanings)
        begun = {blank.key: text for blank, text in blanks if blank and text}
        try:
            made = start_nomination(
                body, award.key, nominee=told["nominee"], answers=begun,
                category=told.get("category", ""), by=acting(request), at=request.received_at,
            )  # fmt: skip
        except Refused as refusal:
            for one in refusal.findings:
                form.add_error(one.where if one.where in form.fields else None, one.text)
        else:
            tell(request, f"已新建推荐：{made.nominee_name}。可以自己填写，也可以邀请对方填写。")
            return redirect("nomination", made.pk)
    if request.method == "POST":
        status = 422
    return page(
        request,
        "pingxuan/nomination/new.html",
        {
            "form": form,
            "definition": definition,
            "body": body,
            "units": open_register_units(definition, campaign),
        },
        campaign=campaign,
        current="nominations",
        crumbs=[("推荐材料", reverse("nominations", args=[campaign.pk])), ("新建推荐", "")],
        status=status,
    )


def _at_desk(request: AskedRequest, nomination_id: str) -> form_desk.Desk | None:
    """The officer's desk for one of the own nominations; None when its form can no longer be changed."""
    held = access.body_nomination(acting(request), nomination_id)
    return form_desk.body_desk(held) if form_desk.fillable(held) else None


def _closed(request: AskedRequest, nomination_id: str) -> HttpResponse:
    tell(request, "这件推荐现在不能修改。需要改动的，请先请主办单位退回。")
    return redirect("nomination", nomination_id)


def _form(request: AskedRequest, nomination_id: str) -> HttpResponse:
    desk = _at_desk(request, nomination_id)
    if desk is None:
        return _closed(request, nomination_id)
    act = form_desk.form_post if request.method == "POST" else form_desk.form_page
    return act(request, desk)


@require_http_methods(["GET", "HEAD", "POST"])
def nomination_form(request: AskedRequest, nomination_id: str) -> HttpResponse:
    """The form; text posted after the session has ended is kept for when its writer is back."""
    if request.actor is None and request.method == "POST":
        keep_text(request)
        return redirect_to_login(request.path, reverse("sign_in"))
    return for_roles(Role.BODY_OFFICER)(_form)(request, nomination_id)


nomination_form.roles = (Role.BODY_OFFICER,)  # type: ignore[attr-defined]  # read by the routes guard

Act = Callable[[AskedRequest, form_desk.Desk], HttpResponse]


def _with_desk(name: str, words: str, get: Act | None, post: Act | None) -> Callable[..., HttpResponse]:
    """A view of the officer's desk; what cannot be changed any more sends back to the nomination."""
    methods = [*(["GET", "HEAD"] if get else []), *(["POST"] if post else [])]

    @for_roles(Role.BODY_OFFICER)
    @require_http_methods(methods)
    def view(request: AskedRequest, nomination_id: str) -> HttpResponse:
        desk = _at_desk(request, nomination_id)
        if desk is None:
            return _closed(request, nomination_id)
        act = post if request.method == "POST" else get
        return act(request, desk) if act else _closed(request, nomination_id)

    view.__name__, view.__doc__ = name, words
    return view


confirm = _with_desk(
    "nomination_confirm",
    "The form as printed, then handed in.",
    form_desk.confirm_page,
    form_desk.confirm_post,
)
draft = _with_desk("nomination_draft", "The autosave.", None, form_desk.save_draft)
check = _with_desk("nomination_check", "What there is to say of one blank.", None, form_desk.check_blank)
preview = _with_desk("nomination_preview", "The draft as a PDF.", form_desk.preview, None)


@for_roles(Role.ORGANISER, Role.LEADER, Role.AUDITOR, Role.BODY_OFFICER)
@require_safe
def nomination_file(request: AskedRequest, nomination_id: str, digest: str) -> HttpResponse:
    """A photograph or annex of a nomination: of what was handed in, and of the draft for its own body."""
    held = access.nomination_for(acting(request), nomination_id)
    form = award_of(held).whole_form
    allowed: set[str] = set()
    if access.content_visible(acting(request), held):
        allowed |= digests_in(form, held.answers)
        allowed |= {one for row in revisions_of(held) for one in digests_in(form, row.answers)}
    if acting(request).role is Role.BODY_OFFICER:
        allowed |= digests_in(form, draft_of(held).answers)
    answer = send_file(digest) if digest in allowed else None
    if answer is None:
        raise access.NotThere
    return answer


@for_roles(Role.BODY_OFFICER)
@require_POST
def nominate_again(request: AskedRequest, nomination_id: str) -> HttpResponse:
    """Begins a new nomination of the same nominee after this one was withdrawn, with its text."""
    held = access.body_nomination(acting(request), nomination_id)
    try:
        made = start_nomination(
            held.nominating_body, held.award_key, nominee=held.nominee_name, answers=held.answers,
            category=held.category, by=acting(request), at=request.received_at,
        )  # fmt: skip
    except Refused as refusal:
        tell_refusal(request, refusal)
        return redirect("nomination", held.pk)
    tell(request, "已按原内容新建推荐，请核对后重新交审。")
    return redirect("nomination", made.pk)


routes: list[URLPattern] = [
    path("campaigns/<str:campaign_id>/nominations/new", new_nomination, name="new_nomination"),
    path("nominations/<str:nomination_id>/form", nomination_form, name="nomination_form"),
    path("nominations/<str:nomination_id>/form/confirm", confirm, name="nomination_confirm"),
    path("nominations/<str:nomination_id>/form/draft", draft, name="nomination_draft"),
    path("nominations/<str:nomination_id>/form/check", check, name="nomination_check"),
    path("nominations/<str:nomination_id>/form/preview.pdf", preview, name="nomination_preview"),
    path("nominations/<str:nomination_id>/files/<str:digest>", nomination_file, name="nomination_file"),
    path("nominations/<str:nomination_id>/again", nominate_again, name="nominate_again"),
]

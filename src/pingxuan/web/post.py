"""Posts and accounts: who holds which post, new ones, one-time codes, hand-over, closing an account."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pingxuan import access
from pingxuan.actions import post as actions
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.words import Role
from pingxuan.queries.post import (
    account_named,
    bodies_without_officer,
    body_names,
    campaigns_under_way,
    posts_held,
)
from pingxuan.web.answering import page, tell, tell_refusal
from pingxuan.web.asking import AskedRequest, acting, for_roles
from pingxuan.web.post_forms import HolderForm, PostForm

KEEPERS = (Role.ORGANISER, Role.ADMINISTRATOR)
SLIPS = "slips"
ROLES_KEPT = {
    Role.ORGANISER: (Role.BODY_OFFICER, Role.INSPECTOR, Role.LEADER, Role.ORGANISER),
    Role.ADMINISTRATOR: (
        Role.ORGANISER, Role.BODY_OFFICER, Role.INSPECTOR, Role.LEADER, Role.AUDITOR, Role.ADMINISTRATOR,
    ),
}  # fmt: skip
PER_PAGE = 50


@for_roles(*KEEPERS)
@require_safe
def posts(request: AskedRequest) -> HttpResponse:
    """All posts the actor keeps, found by body, title, person or account."""
    rows, q = access.posts(acting(request)), request.GET.get("q", "").strip()
    role = request.GET.get("role", "")
    if q:
        rows = rows.filter(
            Q(body__name__icontains=q) | Q(title__icontains=q)
            | Q(holder__name__icontains=q) | Q(holder__username__icontains=q)
        )  # fmt: skip
    if role in Role._value2member_map_:
        rows = rows.filter(role=role)
    told = {
        "posts": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "q": q,
        "role": role,
        "roles": ROLES_KEPT[acting(request).role],
        "unstaffed": bodies_without_officer(campaigns_under_way()),
    }
    return page(request, "pingxuan/post/posts.html", told, current="posts", crumbs=[("单位与账号", "")])


@for_roles(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_post(request: AskedRequest) -> HttpResponse:
    """A post for a body and the person who holds it; a new person gets a sign-in code at once."""
    actor = acting(request)
    asked = {"body": request.GET.get("body", ""), "role": request.GET.get("role", "")}
    form = PostForm(ROLES_KEPT[actor.role], request.POST or None, initial=asked)
    findings: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            return _add(request, form.cleaned_data)
        except Refused as refusal:
            findings = refusal.findings
    told = {"form": form, "findings": findings, "bodies": body_names()}
    crumbs = [("单位与账号", reverse("posts")), ("新设岗位", "")]
    return page(
        request,
        "pingxuan/post/new_post.html",
        told,
        current="posts",
        crumbs=crumbs,
        status=422 if request.method == "POST" else 200,
    )


def _add(request: AskedRequest, told: dict[str, Any]) -> HttpResponse:
    actor, at = acting(request), request.received_at
    holder, new = _holder(request, told)
    body = actions.add_body(told["body"], by=actor, at=at)
    post = actions.add_post(body, Role(told["role"]), told["title"], by=actor, at=at, holder=holder)
    tell(request, f"已为{body.name}设立“{post.title}”岗位，由{holder.name}担任。")
    return _slip(request, [post]) if new else redirect("posts")


def _holder(request: AskedRequest, told: dict[str, Any]) -> tuple[Any, bool]:
    """The account named, made when there is none; and whether it is new. Raises Refused."""
    held = account_named(told["username"])
    if held is None:
        made = actions.add_account(told["username"], told["name"], by=acting(request), at=request.received_at)
        return made, True
    kept_apart = {post.role for post in posts_held(held.pk)} & set(access.NOT_THE_ORGANISERS)
    if not held.is_active or (kept_apart and acting(request).role is Role.ORGANISER):
        raise Refused(
            Finding(
                "account_not_yours", "这个账号不能担任该岗位，请换一个账号，或与系统管理员联系。", "username"
            )
        )
    return held, False


@for_roles(*KEEPERS)
@require_safe
def post(request: AskedRequest, post_id: str) -> HttpResponse:
    """One post: its holder, and what may be done about it."""
    return _post_page(request, access.post_for(acting(request), post_id), HolderForm())


@for_roles(*KEEPERS)
@require_POST
def hand_over(request: AskedRequest, post_id: str) -> HttpResponse:
    """Gives a post to another person, or leaves it vacant."""
    held = access.post_for(acting(request), post_id)
    if "vacate" in request.POST:
        actions.hand_over(held, None, by=acting(request), at=request.received_at)
        tell(request, f"“{held.title}”岗位现在空缺，原持有人不能再以此岗位办理。")
        return redirect("post", held.pk)
    form = HolderForm(request.POST)
    if not form.is_valid():
        return _post_page(request, held, form)
    try:
        holder, new = _holder(request, form.cleaned_data)
    except Refused as refusal:
        return _post_page(request, held, form, refusal.findings)
    handed = actions.hand_over(held, holder, by=acting(request), at=request.received_at)
    tell(request, f"“{held.title}”岗位已移交给{holder.name}，原持有人的权限同时终止。")
    return _slip(request, [handed]) if new else redirect("post", held.pk)


@for_roles(*KEEPERS)
@require_POST
def issue_codes(request: AskedRequest) -> HttpResponse:
    """One-time sign-in codes for the holders of the posts chosen; shown once, on slips to print."""
    wanted = request.POST.getlist("post")[:PER_PAGE]
    chosen = list(access.posts(acting(request)).filter(pk__in=wanted, holder__is_active=True))
    if not chosen:
        tell_refusal(request, Refused(Finding("nobody_chosen", "请先勾选有人担任的岗位，再发放登录码。")))
        return redirect("posts")
    return _slip(request, chosen)


@for_roles(*KEEPERS)
@require_safe
def slips(request: AskedRequest) -> HttpResponse:
    """The slips just issued; a second look shows nothing, for the codes are kept nowhere."""
    issued = request.session.pop(SLIPS, [])
    crumbs = [("单位与账号", reverse("posts")), ("登录码条", "")]
    told = {"slips": issued, "address": request.build_absolute_uri(reverse("first_sign_in"))}
    return page(request, "pingxuan/post/slips.html", told, current="posts", crumbs=crumbs)


@for_roles(*KEEPERS)
@require_POST
def close_account(request: AskedRequest, post_id: str) -> HttpResponse:
    """Closes the account of a post's holder for good."""
    held = access.post_for(acting(request), post_id)
    if held.holder is None:
        raise access.NotThere
    try:
        actions.deactivate(held.holder, by=acting(request), at=request.received_at)
    except Refused as refusal:
        tell_refusal(request, refusal)
        return redirect("post", held.pk)
    tell(request, f"账号“{held.holder.username}”已停用，所任岗位现在空缺。")
    return redirect("posts")


def _slip(request: AskedRequest, chosen: list[Any]) -> HttpResponse:
    """Issues a code for each holder and shows the slips on the next page, once."""
    issued = {}
    for one in chosen:
        if one.holder.username not in issued:
            code = actions.issue_login_code(one.holder, by=acting(request), at=request.received_at)
            issued[one.holder.username] = {
                "body": one.body.name, "title": one.title, "name": one.holder.name,
                "username": one.holder.username, "code": f"{code[:5]} {code[5:]}",
            }  # fmt: skip
    request.session[SLIPS] = list(issued.values())
    return redirect("slips")


def _post_page(
    request: AskedRequest, held: Any, form: HolderForm, findings: tuple[Finding, ...] = ()
) -> HttpResponse:
    told = {"post": held, "form": form, "findings": findings}
    crumbs = [("单位与账号", reverse("posts")), (f"{held.body.name} {held.title}", "")]
    return page(
        request,
        "pingxuan/post/post.html",
        told,
        current="posts",
        crumbs=crumbs,
        status=422 if request.method == "POST" else 200,
    )


routes: list[URLPattern] = [
    path("posts", posts, name="posts"),
    path("posts/new", new_post, name="new_post"),
    path("posts/codes", issue_codes, name="issue_codes"),
    path("posts/slips", slips, name="slips"),
    path("posts/<post_id>", post, name="post"),
    path("posts/<post_id>/holder", hand_over, name="hand_over"),
    path("posts/<post_id>/account", close_account, name="close_account"),
]

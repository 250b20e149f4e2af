"""One's own account: who one is, at which post one acts, and the password."""

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe

from pingxuan import access
from pingxuan.actions.post import change_password as set_password
from pingxuan.actions.post import note_sign_in
from pingxuan.queries.post import posts_held
from pingxuan.web.answering import page, tell
from pingxuan.web.asking import POST_KEY, AskedRequest, actor_of, for_anyone
from pingxuan.web.sign_in_forms import ChangePasswordForm


@for_anyone
@require_safe
def account(request: AskedRequest) -> HttpResponse:
    """Who I am, my posts, and a form to change the password."""
    return _page(request, ChangePasswordForm(request.user))


@for_anyone
@require_POST
def switch_post(request: AskedRequest) -> HttpResponse:
    """From now on acts at another post the person holds."""
    wanted = request.POST.get("post", "")
    post = next((post for post in posts_held(request.user.pk) if post.pk == wanted), None)
    if post is None:
        raise access.NotThere
    request.session[POST_KEY] = post.pk
    actor = actor_of(request)
    if actor is not None:
        note_sign_in(post, by=actor, at=request.received_at)
    tell(request, f"现在以“{post.body.name}　{post.title}”的身份办理。")
    return redirect("home")


@for_anyone
@require_POST
def change_password(request: AskedRequest) -> HttpResponse:
    """Sets a new password; every other session of the account ends with the old one."""
    form = ChangePasswordForm(request.user, request.POST)
    if not form.is_valid():
        return _page(request, form)
    changed: Any = set_password(form.owner(), form.cleaned_data["password"])
    update_session_auth_hash(request, changed)
    tell(request, "密码已更改，其他地方的登录已全部退出。")
    return redirect("account")


def _page(request: AskedRequest, form: ChangePasswordForm) -> HttpResponse:
    told = {
        "form": form,
        "posts": list(posts_held(request.user.pk)),
        "current_post": request.actor.post_id if request.actor else "",
        "me": request.user,
    }
    return page(
        request,
        "pingxuan/front/account.html",
        told,
        crumbs=[("账号与安全", "")],
        status=422 if request.method == "POST" else 200,
    )


routes: list[URLPattern] = [
    path("account", account, name="account"),
    path("account/post", switch_post, name="switch_post"),
    path("account/password", change_password, name="change_password"),
]

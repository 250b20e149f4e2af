"""Signing in and out: by password, by a one-time code the first time, and by one button in a demo."""

import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from pingxuan import access
from pingxuan.actions import invitation
from pingxuan.actions.post import note_failed_try, note_sign_in, too_many_tries, use_login_code
from pingxuan.core.actor import Actor
from pingxuan.core.words import Role
from pingxuan.queries.post import demo_nominee, demo_posts, post_held
from pingxuan.web.answering import tell
from pingxuan.web.asking import POST_KEY, AskedRequest, actor_of
from pingxuan.web.sign_in_forms import FirstSignInForm, SignInForm

WRONG = "账号或密码不正确，请核对后重试。忘记密码的，请向管理员领取一次性登录码。"
WRONG_CODE = "账号或登录码不正确，或登录码已失效。请核对后重试，或向管理员重新领取。"
TOO_MANY = "连续多次未能登录，为保护账号请等候十分钟再试，或向管理员领取一次性登录码。"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: AskedRequest) -> HttpResponse:
    """By account and password. Unknown accounts and wrong passwords are answered alike."""
    if request.method != "POST":
        return _already_in(request) or _sign_in_page(request, SignInForm())
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _sign_in_page(request, form)
    username, password = form.cleaned_data["username"], form.cleaned_data["password"]
    if _slowed_down(request, username):
        form.add_error(None, TOO_MANY)
        return _sign_in_page(request, form, status=429)
    account = authenticate(request, username=username.strip(), password=password)
    if account is None:
        note_failed_try(username, _address(request), at=request.received_at)
        form.add_error(None, WRONG)
        return _sign_in_page(request, form)
    return _let_in(request, account)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def first_sign_in(request: AskedRequest) -> HttpResponse:
    """By a one-time code, setting the password of one's own at once."""
    if request.method != "POST":
        return _already_in(request) or _first_page(request, FirstSignInForm())
    form = FirstSignInForm(request.POST)
    if not form.is_valid():
        return _first_page(request, form)
    told = form.cleaned_data
    if _slowed_down(request, told["username"]):
        form.add_error(None, TOO_MANY)
        return _first_page(request, form, status=429)
    account = use_login_code(told["username"], told["code"], told["password"], at=request.received_at)
    if account is None:
        note_failed_try(told["username"], _address(request), at=request.received_at)
        form.add_error(None, WRONG_CODE)
        return _first_page(request, form)
    tell(request, "新密码已设好，以后请用账号和新密码登录。")
    return _let_in(request, account)


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session, a nominee's too; what was still to be said is said to nobody else."""
    list(get_messages(request))
    logout(request)
    return redirect("home")


@login_not_required
@require_POST
def demo_sign_in(request: AskedRequest) -> HttpResponse:
    """One button per role, in demo mode alone; anywhere else there is no such page."""
    if settings.PINGXUAN_MODE != "demo":
        raise access.NotThere
    if request.POST.get("role") == Role.NOMINEE:
        return _demo_invitation(request)
    post = next((post for post in demo_posts() if post.role == request.POST.get("role")), None)
    if post is None:
        raise access.NotThere
    return _let_in(request, post.holder, post.pk)


def _demo_invitation(request: AskedRequest) -> HttpResponse:
    """A fresh invitation as the nominee's body would send it, its code said on the page it opens."""
    found = demo_nominee()
    if found is None:
        raise access.NotThere
    nomination, post = found
    name = post.holder.name if post.holder else post.title
    by = Actor(post.pk, Role(post.role), name, secrets.token_bytes, body_id=post.body_id)
    token, code = invitation.invite(nomination, by=by, at=request.received_at)
    logout(request)
    tell(request, f"演示：推荐单位另行告知的填报码是 {code}。")
    return redirect("invitation", token)


def _let_in(request: AskedRequest, account: Any, post_id: str = "") -> HttpResponse:
    """Opens the session at the post wanted, or the first one held, and goes where the person wanted to go."""
    login(request, account)
    post = post_held(request.user.pk, post_id)
    if post is None:
        return redirect("account")
    request.session[POST_KEY] = post.pk
    actor = actor_of(request)
    if actor is not None:
        note_sign_in(post, by=actor, at=request.received_at)
    return redirect(_wanted(request))


def _wanted(request: HttpRequest) -> str:
    asked = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if safe and asked.startswith("/") else reverse("home")


def _already_in(request: AskedRequest) -> HttpResponse | None:
    if not request.user.is_authenticated:
        return None
    return redirect("home" if request.actor is not None else "account")


def _slowed_down(request: AskedRequest, username: str) -> bool:
    return too_many_tries(username, _address(request), at=request.received_at)


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))[:60]


def _sign_in_page(request: HttpRequest, form: SignInForm, status: int = 0) -> HttpResponse:
    told = {"form": form, "next": request.GET.get("next", request.POST.get("next", ""))}
    if settings.PINGXUAN_MODE == "demo":
        told |= {"demo_posts": demo_posts(), "demo_nominee": demo_nominee()}
    return render(request, "pingxuan/front/sign_in.html", told, status=status or _status(form))


def _first_page(request: HttpRequest, form: FirstSignInForm, status: int = 0) -> HttpResponse:
    return render(
        request, "pingxuan/front/first_sign_in.html", {"form": form}, status=status or _status(form)
    )


def _status(form: SignInForm | FirstSignInForm) -> int:
    return 422 if form.is_bound else 200


routes: list[URLPattern] = [
    path("sign-in", sign_in, name="sign_in"),
    path("sign-in/first", first_sign_in, name="first_sign_in"),
    path("sign-out", sign_out, name="sign_out"),
    path("demo/sign-in", demo_sign_in, name="demo_sign_in"),
]

"""Middleware: pages are closed unless opened, old sessions end, floods are turned away, nothing is cached."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponse]
STARTED, SEEN = "started", "seen"
TOUCH_SECONDS = 60  # a session row is written at most once a minute, not on every page
SENSORS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class ClosedUnlessOpened(LoginRequiredMiddleware):
    """A view lets in the roles it names (``view.roles``), or everyone if marked ``login_not_required``;
    one that says neither is for the signed-in only, so a forgotten guard opens nothing."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        """None lets the request through; views that name roles ask for themselves."""
        if getattr(view_func, "roles", ()):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


def refuse_floods(answer: Answer) -> Answer:
    """Turns away a request larger than everything that may be sent at once, before any of it is read."""

    def guarded(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.PINGXUAN_REQUEST_BYTES:
            most = settings.PINGXUAN_REQUEST_BYTES // 1024**2
            text = f"一次上传的内容超过 {most} MB，没有收下；请返回上一页，分几次上传。"
            return HttpResponse(text, status=413, content_type="text/plain; charset=utf-8")
        return answer(request)

    return guarded


def end_old_sessions(answer: Answer) -> Answer:
    """Signs out whoever was idle too long or let in too long ago (seconds in the settings)."""

    def guarded(request: HttpRequest) -> HttpResponse:
        if not request.session.is_empty():
            _keep_or_end(request, int(time.time()))
        return answer(request)

    return guarded


def _keep_or_end(request: HttpRequest, now: int) -> None:
    session = request.session
    started, seen = session.get(STARTED, now), session.get(SEEN, now)
    idle, age = now - seen, now - started
    if idle > settings.PINGXUAN_IDLE_SECONDS or age > settings.PINGXUAN_LONGEST_SECONDS:
        logout(request)
    elif STARTED not in session or idle >= TOUCH_SECONDS:
        session[STARTED], session[SEEN] = started, now


def keep_private(answer: Answer) -> Answer:
    """Marks every answer to somebody with a session as not to be stored, and closes the browser's sensors."""

    def guarded(request: HttpRequest) -> HttpResponse:
        before = request.session.is_empty()
        response = answer(request)
        if not (before and request.session.is_empty()):
            response["Cache-Control"] = "no-store, private"
        response.setdefault("Permissions-Policy", SENSORS)
        return response

    return guarded

"""Middleware that ends old sessions and keeps signed-in pages out of every cache."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]
STARTED, SEEN = "started", "seen"
TOUCH_SECONDS = 60  # a session row is written at most once a minute, not on every page


def end_old_sessions(answer: Answer) -> Answer:
    """Signs out whoever was idle too long or signed in too long ago (seconds in the settings)."""

    def guarded(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
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
    """Marks every answer to a signed-in person as not to be stored, and closes the browser's sensors."""

    def guarded(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if request.user.is_authenticated or request.session.modified:
            response["Cache-Control"] = "no-store, private"
        response.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        return response

    return guarded

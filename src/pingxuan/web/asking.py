"""Who asks and when: every request gets its moment of receipt and its actor, and refusals get their page."""

import secrets
from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from pingxuan.access import NotThere
from pingxuan.core.actor import Actor
from pingxuan.core.words import Role
from pingxuan.queries.post import nominee_actor, post_held
from pingxuan.web.clock import now

Answer = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponse]
POST_KEY, NOMINEE_KEY = "post", "nominee"


class AskedRequest(HttpRequest):
    """A request after ``know_who_asks``: for type checking only."""

    actor: Actor | None
    received_at: datetime


class know_who_asks:  # noqa: N801 - a middleware reads as a verb in the settings
    """Sets ``request.received_at`` and ``request.actor``; turns NotThere into the one 404 (SECURITY I13)."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: AskedRequest) -> HttpResponse:
        request.received_at = now()
        request.actor = actor_of(request)
        return self.answer(request)

    def process_exception(self, _request: HttpRequest, error: Exception) -> None:
        """A record that may not be seen answers exactly like one that does not exist."""
        if isinstance(error, NotThere):
            raise Http404 from error


def actor_of(request: HttpRequest) -> Actor | None:
    """The post the signed-in person acts at, the nominee a link and code let in, or None."""
    if request.user.is_authenticated:
        post = post_held(request.user.pk, request.session.get(POST_KEY, ""))
        if post is None:
            return None
        return Actor(
            post_id=post.pk,
            role=Role(post.role),
            name=request.user.name,
            fresh=secrets.token_bytes,
            body_id=post.body_id,
        )
    if NOMINEE_KEY in request.session:
        return nominee_actor(request.session[NOMINEE_KEY], fresh=secrets.token_bytes)
    return None


def acting(request: AskedRequest) -> Actor:
    """The actor of a guarded view; raises NotThere when nobody acts."""
    if request.actor is None:
        raise NotThere
    return request.actor


def for_roles(*roles: Role) -> Callable[[View], View]:
    """Lets only these roles into a view; the signed-out are asked to sign in, others find nothing there."""

    def guard(view: View) -> View:
        def guarded(request: AskedRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.actor is None:
                return redirect_to_login(request.get_full_path(), "/sign-in")
            if request.actor.role not in roles:
                raise NotThere
            return view(request, *args, **kwargs)

        guarded.__name__, guarded.__doc__ = view.__name__, view.__doc__
        guarded.roles = roles  # type: ignore[attr-defined]  # read by the routes guard
        return guarded

    return guard


def for_anyone(view: View) -> View:
    """Lets in everyone who is signed in, at a post or (just now) at none."""

    def guarded(request: AskedRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), "/sign-in")
        return view(request, *args, **kwargs)

    guarded.__name__, guarded.__doc__ = view.__name__, view.__doc__
    guarded.roles = tuple(role for role in Role if role is not Role.PUBLIC)  # type: ignore[attr-defined]
    return guarded

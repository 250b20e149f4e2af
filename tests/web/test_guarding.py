"""Sessions end when idle or old, and what a signed-in person sees is stored nowhere."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from pingxuan.core.words import Role
from pingxuan.models import Account
from pingxuan.web import guarding
from pingxuan.web.guarding import ClosedUnlessOpened

NOON = 1_800_000_000  # seconds; any moment will do


def client_at(account: Account, started: int, seen: int) -> Client:
    """A browser signed in as ``account``, its session begun and last used at these seconds."""
    client = Client()
    client.force_login(account)
    session = client.session
    session[guarding.STARTED], session[guarding.SEEN] = started, seen
    session.save()
    return client


@pytest.fixture
def account() -> Account:
    return Account.objects.create(username="kuerle", name="库尔勒市经办")


AGES = {
    "just now": (0, 0, True),
    "idle for thirty minutes": (1800, 1800, True),
    "idle a second longer": (1801, 1801, False),
    "busy for eight hours": (8 * 3600, 5, True),
    "busy a second longer": (8 * 3600 + 1, 5, False),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("age", "idle", "stays"), AGES.values(), ids=AGES)
def test_a_session_ends(
    age: int, idle: int, stays: bool, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_at(account, NOON - age, NOON - idle)
    monkeypatch.setattr(guarding.time, "time", lambda: NOON)
    client.get("/no-such-page/")
    assert ("_auth_user_id" in client.session) is stays


@pytest.mark.django_db
@pytest.mark.parametrize(("idle", "written"), [(59, NOON - 59), (60, NOON)])
def test_use_is_noted_once_a_minute(
    idle: int, written: int, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_at(account, NOON - 600, NOON - idle)
    monkeypatch.setattr(guarding.time, "time", lambda: NOON)
    client.get("/no-such-page/")
    assert (client.session[guarding.STARTED], client.session[guarding.SEEN]) == (NOON - 600, written)


@pytest.mark.django_db
def test_pages_of_persons_are_stored_nowhere(account: Account) -> None:
    client = Client()
    assert "Cache-Control" not in client.get("/no-such-page").headers
    client.force_login(account)
    assert client.get("/no-such-page").headers["Cache-Control"] == "no-store, private"


@pytest.mark.django_db
def test_a_nominee_without_an_account_has_such_a_session_too(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    session = client.session
    session["nominee"] = "0000000000000000"
    session[guarding.STARTED] = session[guarding.SEEN] = NOON
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    monkeypatch.setattr(guarding.time, "time", lambda: NOON + 1800)
    assert client.get("/no-such-page").headers["Cache-Control"] == "no-store, private"
    monkeypatch.setattr(guarding.time, "time", lambda: NOON + 3601)
    client.get("/no-such-page")
    assert client.session.is_empty()


@pytest.mark.parametrize(("length", "status"), [("", 200), ("1000", 200), ("1001", 413), ("x", 200)])
def test_floods_are_turned_away_unread(length: str, status: int, settings: Settings) -> None:
    settings.PINGXUAN_REQUEST_BYTES = 1000
    request = RequestFactory().post("/somewhere", CONTENT_LENGTH=length)
    assert guarding.refuse_floods(page)(request).status_code == status


def page(_request: HttpRequest) -> HttpResponse:
    """A view that says nothing about who may see it."""
    return HttpResponse()


def page_of_roles(_request: HttpRequest) -> HttpResponse:
    """A view that asks for itself."""
    return HttpResponse()


def page_of_all(_request: HttpRequest) -> HttpResponse:
    """A view for the public."""
    return HttpResponse()


page_of_roles.roles = (Role.AUDITOR,)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("view", "closed"), [(page, True), (login_not_required(page_of_all), False), (page_of_roles, False)]
)
def test_a_page_is_closed_unless_opened(view: Callable[..., HttpResponse], closed: bool) -> None:
    request = RequestFactory().get("/somewhere")
    request.user = AnonymousUser()
    stopped = ClosedUnlessOpened(page).process_view(request, view, (), {})
    assert (stopped.headers["Location"] if stopped else "") == ("/sign-in?next=/somewhere" if closed else "")


def test_the_longest_session_is_as_promised() -> None:
    assert (settings.PINGXUAN_IDLE_SECONDS, settings.PINGXUAN_LONGEST_SECONDS) == (1800, 28800)
    assert settings.SESSION_COOKIE_AGE == 28800

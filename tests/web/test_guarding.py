"""Sessions end when idle or old, and what a signed-in person sees is stored nowhere."""

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from pingxuan.models import Account
from pingxuan.web import guarding

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


def answered(signed_in: bool, modified: bool) -> HttpResponse:
    """The answer of a view that says nothing about caching."""
    request: HttpRequest = RequestFactory().get("/")
    request.user = type("Someone", (), {"is_authenticated": signed_in})()
    request.session = type("Kept", (), {"modified": modified})()  # type: ignore[assignment]
    return guarding.keep_private(lambda _: HttpResponse())(request)


@pytest.mark.parametrize(
    ("signed_in", "modified", "kept"), [(True, False, True), (False, True, True), (False, False, False)]
)
def test_pages_of_persons_are_stored_nowhere(signed_in: bool, modified: bool, kept: bool) -> None:
    assert (answered(signed_in, modified).get("Cache-Control") == "no-store, private") is kept


def test_the_longest_session_is_as_promised() -> None:
    assert (settings.PINGXUAN_IDLE_SECONDS, settings.PINGXUAN_LONGEST_SECONDS) == (1800, 28800)
    assert settings.SESSION_COOKIE_AGE == 28800

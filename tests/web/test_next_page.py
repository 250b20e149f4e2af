"""Sentences for the next page: no session row is written for one, and nobody else gets to read it."""

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from pingxuan.web.next_page import NextPage

SENTENCE = "已交审，可以出具意见了。"


def asking(**cookies: str) -> HttpRequest:
    """A request of somebody without a session."""
    request = RequestFactory().get("/")
    request.session = SessionStore()
    request.COOKIES.update(cookies)
    return request


def told(sentence: str) -> HttpResponse:
    """An answer that leaves a sentence for the next page."""
    storage = NextPage(asking())
    storage.add(20, sentence)
    response = HttpResponse()
    storage.update(response)
    return response


def test_a_sentence_travels_in_a_cookie_no_script_reads() -> None:
    ((name, cookie),) = told(SENTENCE).cookies.items()
    assert name == ("__Host-m" if settings.SESSION_COOKIE_SECURE else "pingxuan_m")
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert [one.message for one in NextPage(asking(**{name: cookie.value}))] == [SENTENCE]


def test_a_cookie_somebody_changed_says_nothing() -> None:
    ((name, cookie),) = told(SENTENCE).cookies.items()
    changed = cookie.value[:-2] + "xx"
    assert [one.message for one in NextPage(asking(**{name: changed}))] == []


@pytest.mark.django_db
def test_signing_out_takes_along_what_was_still_to_be_said() -> None:
    client = Client()
    ((name, cookie),) = told(SENTENCE).cookies.items()
    client.cookies[name] = cookie.value
    with CaptureQueriesContext(connection) as said:
        answer = client.post("/sign-out")
    assert (answer.cookies[name].value, len(said)) == ("", 0)

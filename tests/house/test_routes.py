"""Every address has a name and a row in the table of who may ask for it, and is closed to strangers."""

from collections.abc import Iterable, Iterator
from uuid import UUID

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse
from django.urls.converters import IntConverter, SlugConverter, StringConverter, UUIDConverter

from tests.house.routes import PUBLIC, ROUTES

SAMPLES: dict[type, object] = {
    IntConverter: 1,
    StringConverter: "0000000000000000",
    SlugConverter: "0000000000000000",
    UUIDConverter: UUID(int=0),
}


def addresses(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """All addresses, those of included modules too."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns)
        else:
            yield pattern


def undocumented(patterns: Iterable[URLPattern | URLResolver], table: Iterable[str]) -> set[str]:
    """Names that are an address without a row, or a row without an address; an address without a name."""
    names = {pattern.name or f"unnamed {pattern.pattern}" for pattern in addresses(patterns)}
    return names ^ set(table)


def sample(pattern: URLPattern) -> str:
    """An address of this pattern, with values that name no record."""
    values = {name: SAMPLES.get(type(kind), "0") for name, kind in pattern.pattern.converters.items()}
    return reverse(str(pattern.name), kwargs=values)


def said_by(pattern: URLPattern) -> set[object]:
    """The roles the view itself lets in; empty when it is marked as open to all."""
    return set(getattr(pattern.callback, "roles", ()))


CLOSED = [p for p in addresses(get_resolver().url_patterns) if ROUTES.get(str(p.name), PUBLIC) != PUBLIC]


def test_every_address_has_its_row() -> None:
    assert undocumented(get_resolver().url_patterns, ROUTES) == set()


@pytest.mark.parametrize(
    ("name", "table", "missed"),
    [("quota", [], {"quota"}), (None, [], {"unnamed quota/"}), ("quota", ["quota", "old"], {"old"})],
)
def test_a_missing_row_is_noticed(name: str | None, table: list[str], missed: set[str]) -> None:
    assert undocumented([path("quota/", HttpResponse, name=name)], table) == missed


def test_the_table_says_what_the_views_say() -> None:
    views = {str(pattern.name): said_by(pattern) for pattern in addresses(get_resolver().url_patterns)}
    assert views == {name: set(roles) for name, roles in ROUTES.items()}


def test_only_what_is_public_is_open() -> None:
    opened = {
        str(pattern.name)
        for pattern in addresses(get_resolver().url_patterns)
        if not getattr(pattern.callback, "login_required", True)
    }
    assert opened == {name for name, roles in ROUTES.items() if roles == PUBLIC}


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("pattern", CLOSED, ids=lambda pattern: str(pattern.name))
def test_strangers_are_sent_to_sign_in(pattern: URLPattern, method: str) -> None:
    answer = getattr(Client(), method)(sample(pattern))
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (
        302,
        resolve_url(settings.LOGIN_URL),
    )

"""Sentences for the next page travel in a signed cookie, so that telling one writes no session row."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class _Cookie(CookieStorage):
    """The cookie, bound to this host alone wherever there is TLS."""

    cookie_name = "__Host-m" if settings.SESSION_COOKIE_SECURE else "pingxuan_m"


class NextPage(FallbackStorage):
    """In the cookie what fits into it, the rest in the session."""

    storage_classes = (_Cookie, SessionStorage)

"""Text typed into a form whose session had ended: kept in the new session until its owner is back."""

from collections.abc import Mapping

from django.http import HttpRequest

LOST = "lost-text"
LONGEST = 60_000
"""Characters kept of one form: a nomination form many times over, yet no way to fill up the database."""
_NOT_TEXT = frozenset({"csrfmiddlewaretoken", "version", "act"})


def keep_text(request: HttpRequest) -> None:
    """Keeps the posted text under the address it was posted to; the newest form only, and none too long."""
    typed = {name: request.POST.getlist(name) for name in request.POST if name not in _NOT_TEXT}
    if typed and sum(len(one) for values in typed.values() for one in values) <= LONGEST:
        request.session[LOST] = {"path": request.path, "typed": typed}


def lost_text(request: HttpRequest, path: str) -> Mapping[str, list[str]] | None:
    """What was typed there before the session ended, None when nothing was."""
    kept = request.session.get(LOST)
    return kept["typed"] if kept and kept["path"] == path else None


def forget_text(request: HttpRequest, path: str) -> None:
    """Drops it once it has been saved."""
    if lost_text(request, path) is not None:
        del request.session[LOST]

"""What is answered where no page can be: nothing there, nothing understood, too large, too old, broken."""

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

_FOLDER = "pingxuan/errors/"


def not_found(request: HttpRequest, *_what: object, **_said: object) -> HttpResponse:
    """One answer for what does not exist and what may not be seen (SECURITY I13)."""
    return render(request, _FOLDER + "404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that cannot be read; one that is only too large says so."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        return render(request, _FOLDER + "413.html", status=413)
    return render(request, _FOLDER + "400.html", status=400)


def page_too_old(request: HttpRequest, **_said: object) -> HttpResponse:
    """A form whose page stood open too long, or came from elsewhere (CSRF)."""
    return render(request, _FOLDER + "403_csrf.html", status=403)


def broken(_request: HttpRequest) -> HttpResponse:
    """Our own fault; drawn without the database or the request, which may be what is broken."""
    return HttpResponse(render_to_string(_FOLDER + "500.html"), status=500)

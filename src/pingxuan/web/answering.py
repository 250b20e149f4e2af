"""How pages answer: the shell around a page, and a refused act shown on the page it was asked from."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pingxuan.core.finding import Refused
from pingxuan.web.asking import AskedRequest
from pingxuan.web.nav import navigation


def page(
    request: AskedRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    campaign: Any = None,
    current: str = "",
    crumbs: Sequence[tuple[str, str]] = (),
    status: int = 200,
) -> HttpResponse:
    """A page in the office shell: the role's navigation with ``current`` marked, crumbs, sign-out."""
    actor = request.actor
    request.nav = navigation(actor, campaign, current) if actor else ()  # type: ignore[attr-defined]
    request.who = actor.name if actor else ""  # type: ignore[attr-defined]
    request.role = actor.role if actor else None  # type: ignore[attr-defined]
    trail = [("首页", "/"), *crumbs] if crumbs else []
    told = {"campaign": campaign, "crumbs": trail, "sign_out_url": reverse("sign_out"), **(context or {})}
    if actor:
        told.setdefault("account_url", reverse("account"))
    if campaign is not None:
        told.setdefault("search_url", reverse("nominations", args=[campaign.pk]))
    return render(request, template, told, status=status)


def tell(request: AskedRequest, text: str) -> None:
    """A sentence of success on the next page."""
    messages.success(request, text)


def tell_refusal(request: AskedRequest, refusal: Refused) -> None:
    """Every finding of a refusal, each as a sentence on the next page (post–redirect–get forms)."""
    for finding in refusal.findings:
        say = messages.error if finding.blocks else messages.warning
        say(request, finding.text)

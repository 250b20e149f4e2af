"""The front door: what each role sees first, and what anyone may read without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from pingxuan import access
from pingxuan.core.actor import Actor
from pingxuan.core.instants import beijing_date
from pingxuan.core.words import CampaignState, Role
from pingxuan.queries.publication import past_publications, running_publications
from pingxuan.web.asking import AskedRequest

PAST_SHOWN = 20
"""How many past publications the first page lists."""


@login_not_required
@require_safe
def home(request: AskedRequest) -> HttpResponse:
    """The signed-in go on to their own first page; everyone else reads what is being published."""
    if request.actor is not None:
        return redirect(first_page(request.actor))
    if request.user.is_authenticated:
        return redirect("account")
    today = beijing_date(request.received_at)
    told = {"publications": running_publications(today), "past": past_publications(today)[:PAST_SHOWN]}
    return render(request, "pingxuan/front/home.html", told)


def first_page(actor: Actor) -> str:
    """Where the work of that role begins: the campaign under way, the form to fill, the posts to keep."""
    if actor.role is Role.NOMINEE:
        return reverse("fill")
    if actor.role is Role.ADMINISTRATOR:
        return reverse("posts")
    held = list(access.campaigns(actor)[:50])
    under_way = [campaign for campaign in held if campaign.state == CampaignState.OPEN]
    newest = next(iter(under_way or held), None)
    if newest is None:
        return reverse("campaigns")
    if newest.state == CampaignState.DRAFT:
        return reverse("notice", args=[newest.pk])
    return reverse("visits" if actor.role is Role.INSPECTOR else "dashboard", args=[newest.pk])


routes: list[URLPattern] = [path("", home, name="home")]

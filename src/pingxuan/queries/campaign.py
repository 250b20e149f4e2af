"""Campaigns and their bodies as people name them on a command line."""

from django.db.models import Q

from pingxuan.models import Campaign, NominatingBody


def campaign_called(name: str) -> Campaign | None:
    """The campaign of that id, code or title; None when there is none, or more than one of that title."""
    found = list(Campaign.objects.filter(Q(pk=name) | Q(code=name.upper()) | Q(title=name))[:2])
    return found[0] if len(found) == 1 else None


def body_called(campaign: Campaign, name: str) -> NominatingBody | None:
    """The body of that name that takes part in the campaign, or None."""
    return NominatingBody.objects.filter(campaign=campaign, body__name=name).select_related("body").first()

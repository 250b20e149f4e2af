"""Quota (名额): the places of a body for an award, and how many of them are used."""

from django.db import models
from django.db.models import F, Q

from pingxuan.models.body import NominatingBody
from pingxuan.models.kept import Kept


class Allotment(Kept):
    """The row that is locked when a place is used: what is scarce, not what changes."""

    nominating_body = models.ForeignKey(NominatingBody, models.PROTECT, related_name="allotments")
    award_key = models.CharField(max_length=20)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="sub_allotments")
    places = models.PositiveIntegerField()
    sub_allotted = models.PositiveIntegerField(default=0)
    used = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["nominating_body", "award_key"], name="allotment_once"),
            models.CheckConstraint(condition=Q(used__lte=F("places")), name="quota_never_exceeded"),
            models.CheckConstraint(
                condition=Q(sub_allotted__lte=F("places")), name="sub_allotment_within_places"
            ),
        ]

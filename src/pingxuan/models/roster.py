"""The contact roster (联系人名单): whom each body put in charge, and when it said so."""

from django.db import models

from pingxuan.models.body import NominatingBody
from pingxuan.models.kept import Kept


class RosterEntry(Kept):
    """One body's contact for the campaign."""

    nominating_body = models.OneToOneField(NominatingBody, models.PROTECT, related_name="contact")
    name = models.CharField(max_length=100)
    position = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=40)
    reported_at = models.DateTimeField()
    late = models.BooleanField(default=False)

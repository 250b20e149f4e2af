"""The honour register (荣誉台账) across years, and what a person ruled on a suspicion of likeness."""

from django.db import models

from pingxuan.core.words import RegisterState
from pingxuan.models.campaign import Campaign
from pingxuan.models.kept import Kept


class RegisterEntry(Kept):
    """One unit or person honoured in a year."""

    honour = models.CharField(max_length=200)
    year = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    name_key = models.CharField(max_length=300)
    """``core.names.name_key`` of the name: what exact matching compares."""
    body_name = models.CharField(max_length=200, blank=True)
    unit_name = models.CharField(max_length=300, blank=True)
    number = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=20, choices=RegisterState.choices(), default=RegisterState.VALID)
    state_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["honour", "year", "name_key"], name="honoured_once_a_year"),
        ]
        indexes = [models.Index(fields=["honour", "year", "body_name"])]


class SuspicionRuling(Kept):
    """Whether a nominee's name is the register entry it resembles; asked once, with the reason kept."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="suspicion_rulings")
    name_key = models.CharField(max_length=300)
    register_entry = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="rulings")
    same = models.BooleanField()
    reason = models.TextField()
    ruled_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "name_key", "register_entry"], name="suspicion_ruled_once"
            ),
        ]

"""Plaques (牌匾): numbered, publicly checkable, revocable."""

from django.db import models

from pingxuan.core.words import PlaqueState
from pingxuan.models.kept import Kept
from pingxuan.models.nomination import Nomination
from pingxuan.models.publication import Decision
from pingxuan.models.register import RegisterEntry


class Plaque(Kept):
    """One plaque or certificate; its QR opens a page that says valid, revoked or unknown."""

    nomination = models.OneToOneField(Nomination, models.PROTECT, related_name="plaque")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="plaques")
    register_entry = models.OneToOneField(RegisterEntry, models.PROTECT, related_name="plaque")
    number = models.CharField(max_length=60, unique=True)
    code = models.CharField(max_length=20, unique=True)
    """The unguessable code in the QR."""
    issued_on = models.DateField()
    valid_until = models.DateField(null=True)
    state = models.CharField(max_length=20, choices=PlaqueState.choices(), default=PlaqueState.VALID)
    revoked_on = models.DateField(null=True)
    revoke_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]

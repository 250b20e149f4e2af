"""Opinions (意见): one act of a body bound to the digest of exactly the content it judged."""

from django.db import models
from django.db.models import Q

from pingxuan.core.words import OpinionBy
from pingxuan.models.kept import Kept
from pingxuan.models.nomination import Nomination


class Opinion(Kept):
    """One body's words on one revision; a later edit voids it visibly, and it stays."""

    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="opinions")
    step_key = models.CharField(max_length=40)
    by = models.CharField(max_length=20, choices=OpinionBy.choices())
    capacity = models.CharField(max_length=200)
    """In whose name the opinion is given, as the seal says."""
    text = models.TextField()
    signatory = models.CharField(max_length=100)
    signed_on = models.DateField()
    revision = models.PositiveIntegerField()
    content_digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["nomination", "step_key"],
                condition=Q(voided_at__isnull=True),
                name="one_live_opinion_per_step",
            ),
        ]

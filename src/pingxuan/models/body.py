"""Bodies (单位) and their part in a campaign: the notice issued to them and signed for."""

from django.db import models

from pingxuan.core.words import BodyKind
from pingxuan.models.campaign import Campaign
from pingxuan.models.kept import Kept


class Body(Kept):
    """An organisation that takes part in campaigns, whatever its part in one of them."""

    name = models.CharField(max_length=200, unique=True)


class NominatingBody(Kept):
    """A body's part in one campaign; a member unit (成员单位) hangs under its DIRECT body."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="nominating_bodies")
    body = models.ForeignKey(Body, models.PROTECT, related_name="parts")
    kind = models.CharField(max_length=20, choices=BodyKind.choices())
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="members")
    position = models.PositiveIntegerField()
    issued_at = models.DateTimeField(null=True)
    signed_for_at = models.DateTimeField(null=True)
    signed_for_by = models.CharField(max_length=100, blank=True)
    reopened_until = models.DateTimeField(null=True)
    reopen_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "body"], name="body_takes_part_once"),
            models.UniqueConstraint(fields=["campaign", "position"], name="body_position_is_unique"),
        ]

    @property
    def name(self) -> str:
        """The body's name; reads ``body``, so select it along."""
        return str(self.body.name)

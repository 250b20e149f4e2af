"""Publication (公示) with its frozen list, the objections to it, and the decision that follows."""

from django.db import models

from pingxuan.core.words import ObjectionKind, ObjectionOutcome, PublicationState
from pingxuan.models.campaign import Campaign
from pingxuan.models.kept import Kept
from pingxuan.models.nomination import Nomination


class Publication(Kept):
    """A public notice of the proposed list, frozen the moment it is published."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    groups = models.JSONField()
    """[{"award","name","rows":[{"number","name","unit","body"}]}]: names and bodies only, never a phone."""
    digest = models.CharField(max_length=64)
    starts_on = models.DateField()
    ends_on = models.DateField()
    working_days = models.PositiveIntegerField()
    state = models.CharField(
        max_length=20, choices=PublicationState.choices(), default=PublicationState.RUNNING
    )
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="publication_number_once"),
        ]


class Objection(Kept):
    """An objection (异议) to the published list, from receipt to written outcome."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="objections")
    nomination = models.ForeignKey(Nomination, models.PROTECT, null=True, related_name="objections")
    code = models.CharField(max_length=20, unique=True)
    """The number the objector asks after; unguessable."""
    kind = models.CharField(max_length=20, choices=ObjectionKind.choices())
    name = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    received_at = models.DateTimeField()
    outcome = models.CharField(
        max_length=20, choices=ObjectionOutcome.choices(), default=ObjectionOutcome.PENDING
    )
    handler = models.CharField(max_length=100, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["received_at"]


class Decision(Kept):
    """The decision document (决定) that follows a publication."""

    publication = models.OneToOneField(Publication, models.PROTECT, related_name="decision")
    doc_number = models.CharField(max_length=100)
    decided_on = models.DateField()
    groups = models.JSONField()
    """The published groups less those dropped."""
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

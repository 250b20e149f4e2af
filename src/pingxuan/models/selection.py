"""Selection (遴选): a meeting and its decisions, pending until they are published in one act."""

from django.db import models

from pingxuan.core.words import Outcome
from pingxuan.models.campaign import Campaign
from pingxuan.models.kept import Kept
from pingxuan.models.nomination import Nomination


class Selection(Kept):
    """One meeting that decides one award."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="selections")
    award_key = models.CharField(max_length=20)
    minutes_number = models.CharField(max_length=100)
    held_on = models.DateField()
    present = models.TextField()
    stepped_out = models.TextField(blank=True)
    made_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "award_key"], name="award_selected_once"),
        ]


class SelectionDecision(Kept):
    """What the meeting decided of one nomination; a departure from the ranking carries a sentence."""

    selection = models.ForeignKey(Selection, models.PROTECT, related_name="decisions")
    nomination = models.OneToOneField(Nomination, models.PROTECT, related_name="selection_decision")
    rank = models.PositiveIntegerField()
    score = models.PositiveIntegerField(null=True)
    """Hundredths of a point, 0–10000; empty where no visit was made."""
    outcome = models.CharField(max_length=20, choices=Outcome.choices())
    reserve_order = models.PositiveIntegerField(default=0)
    reason = models.TextField(blank=True)
    """Why in or out, as one sentence."""
    departs = models.BooleanField(default=False)
    """True where the meeting departed from the ranking; the sentence is then the meeting's own."""

    class Meta:
        ordering = ["rank"]

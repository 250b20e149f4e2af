"""Consultation (征求意见): a department's letter with its list, and a reply per nominee."""

from django.db import models

from pingxuan.core.words import ReplyKind
from pingxuan.models.campaign import Campaign
from pingxuan.models.kept import Kept
from pingxuan.models.nomination import Nomination


class Consultation(Kept):
    """One letter to one department about one award's nominees."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="consultations")
    award_key = models.CharField(max_length=20)
    department = models.CharField(max_length=200)
    letter_number = models.CharField(max_length=100)
    sent_on = models.DateField()
    due_on = models.DateField()

    class Meta:
        ordering = ["sent_on", "letter_number"]


class ConsultationReply(Kept):
    """What the department said of one nominee; empty until it answers."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="replies")
    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="consultation_replies")
    reply = models.CharField(max_length=20, choices=ReplyKind.choices(), blank=True)
    reason = models.TextField(blank=True)
    replied_on = models.DateField(null=True)
    earlier = models.JSONField(default=list)
    """Replies this one replaced, oldest first: [{"reply","reason","replied_on"}]."""

    class Meta:
        ordering = ["nomination__number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "nomination"], name="asked_once_per_letter"),
        ]

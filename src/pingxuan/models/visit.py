"""Inspections (明察暗访): visits with their sheets and photographs, and veto items found."""

from django.db import models
from django.db.models import Q

from pingxuan.core.words import VisitKind, VisitState
from pingxuan.models.account import Post
from pingxuan.models.kept import Kept
from pingxuan.models.nomination import Nomination


class Visit(Kept):
    """One inspector's visit to one nominee."""

    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="visits")
    inspector = models.ForeignKey(Post, models.PROTECT, related_name="visits")
    kind = models.CharField(max_length=20, choices=VisitKind.choices())
    planned_on = models.DateField()
    state = models.CharField(max_length=20, choices=VisitState.choices(), default=VisitState.PLANNED)
    sheet = models.JSONField(default=dict)
    """Item of the inspection sheet → Mark."""
    note = models.TextField(blank=True)
    score = models.PositiveIntegerField(null=True)
    """Mean of the observed marks in hundredths of a point, 0–10000."""
    visited_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["planned_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["nomination", "inspector"], name="inspector_visits_once"),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__lte=10000), name="visit_score_within_scale"
            ),
        ]
        indexes = [models.Index(fields=["inspector", "state"])]


class VisitPhoto(Kept):
    """A re-encoded photograph, kept by its digest; EXIF never reaches the store."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="photos")
    digest = models.CharField(max_length=64)
    caption = models.CharField(max_length=200, blank=True)
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["taken_at", "id"]


class VetoFinding(Kept):
    """A veto item (一票否决) found; blocks every later state until a named person lifts it."""

    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="veto_findings")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="veto_findings")
    item = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    found_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=100, blank=True)
    lift_reason = models.TextField(blank=True)

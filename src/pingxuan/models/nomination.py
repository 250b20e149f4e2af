"""Nominations (推荐), their kept revisions, and what lies outside the ledger: drafts and invitations."""

from django.db import models
from django.db.models import Q

from pingxuan.core.words import NominationState
from pingxuan.models.body import NominatingBody
from pingxuan.models.campaign import Campaign, DefinitionVersion
from pingxuan.models.kept import Kept
from pingxuan.models.register import RegisterEntry


class Nomination(Kept):
    """One unit or person nominated for one award by one body."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="nominations")
    award_key = models.CharField(max_length=20)
    nominating_body = models.ForeignKey(NominatingBody, models.PROTECT, related_name="nominations")
    number = models.PositiveIntegerField()
    """Running number in the campaign; part of every page code."""
    state = models.CharField(max_length=20, choices=NominationState.choices(), default=NominationState.DRAFT)
    nominee_name = models.CharField(max_length=300)
    name_key = models.CharField(max_length=300)
    unit_name = models.CharField(max_length=300, blank=True)
    register_entry = models.ForeignKey(RegisterEntry, models.PROTECT, null=True, related_name="nominations")
    """For an award that comes from the register: the honoured unit this person stands for."""
    category = models.CharField(max_length=60, blank=True)
    answers = models.JSONField(default=dict)
    """Field key → text as written, of the current revision; empty until handed in."""
    content_digest = models.CharField(max_length=64, blank=True)
    revision = models.PositiveIntegerField(default=0)
    definition_version = models.ForeignKey(DefinitionVersion, models.PROTECT, related_name="+")
    preference = models.PositiveIntegerField(default=0)
    """The body's own order of preference within the award; 0 until set."""
    holds_place = models.BooleanField(default=False)
    """True from the body's endorsement until it is voided or withdrawn: counts against the quota."""
    reason = models.TextField(blank=True)
    """Why it was last returned, rejected, withdrawn or dropped."""
    created_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)
    endorsed_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    correct_by = models.DateTimeField(null=True)
    """Until when a returned nomination may be submitted again, even past the deadline."""
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="nomination_number_once"),
            models.UniqueConstraint(
                fields=["campaign", "award_key", "register_entry"],
                condition=Q(holds_place=True, register_entry__isnull=False),
                name="one_holder_per_register_entry",
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "award_key", "state"]),
            models.Index(fields=["nominating_body", "award_key", "preference"]),
            models.Index(fields=["campaign", "name_key"]),
            models.Index(fields=["campaign", "submitted_at"]),
        ]

    @classmethod
    def whole(cls) -> models.QuerySet["Nomination"]:
        """Nominations with all a move or a page reads beside them, less the texts nobody needs again."""
        beside = ("campaign", "definition_version", "register_entry",
                  "nominating_body__body", "nominating_body__parent__body")  # fmt: skip
        unread = ("definition_version__data", "campaign__notice_text", "campaign__notice_layout")
        return cls.objects.select_related(*beside).defer(*unread)


class NominationRevision(Kept):
    """What was handed in, every time it was handed in."""

    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="revisions")
    revision = models.PositiveIntegerField()
    answers = models.JSONField()
    content_digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["revision"]
        constraints = [
            models.UniqueConstraint(fields=["nomination", "revision"], name="revision_once"),
        ]


class Draft(models.Model):
    """The autosaved text of a form being filled; lost to nobody, seen by its own body only."""

    nomination = models.OneToOneField(Nomination, models.CASCADE, primary_key=True, related_name="draft")
    answers = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()


class Invitation(models.Model):
    """A link that opens a page asking for a short code given separately; no link signs anyone in."""

    token = models.CharField(primary_key=True, max_length=40)
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="invitations")
    code_hash = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    tries_left = models.PositiveSmallIntegerField(default=5)
    revoked = models.BooleanField(default=False)

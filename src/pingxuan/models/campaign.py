"""A campaign (评选活动), the notice it was read from and the versions of its definition."""

from django.db import models

from pingxuan.core.words import CampaignState
from pingxuan.models.kept import Kept


class Campaign(Kept):
    """One campaign from its notice to the plaque on the wall."""

    code = models.CharField(max_length=4, unique=True)
    """Four capital letters or digits that open every page code of this campaign."""
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=20, choices=CampaignState.choices(), default=CampaignState.DRAFT)
    notice_name = models.CharField(max_length=200, blank=True)
    notice_text = models.TextField(blank=True)
    notice_layout = models.JSONField(default=dict)
    """``core.notice.layout.to_data`` of the notice: its blocks, exact tables and files."""
    notice_files = models.JSONField(default=list)
    """The files as they were sent in, byte for byte: ``{"name", "digest"}`` of each."""
    beginning = models.JSONField(default=dict)
    """``core.beginning.beginning_data`` of a campaign begun without a notice: its first draft and questions."""
    organiser = models.ForeignKey("pingxuan.Body", models.PROTECT, null=True, related_name="campaigns")
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    added_later = frozenset({"notice_layout", "notice_files", "beginning"})


class DefinitionVersion(Kept):
    """One version of a campaign's definition; number 0 is the draft, 1 is frozen at opening."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="definition_versions")
    number = models.PositiveIntegerField()
    data = models.JSONField()
    """``core.definition.to_data`` of the definition."""
    digest = models.CharField(max_length=64)
    confirmed = models.JSONField(default=list)
    """Paths of the values and codes of the questions a person has confirmed."""
    reason = models.TextField(blank=True)
    made_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="definition_version_once"),
        ]

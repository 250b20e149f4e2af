"""Paper copies (纸质版): stamped sheets the office received, and which revision they print."""

from django.db import models

from pingxuan.models.kept import Kept
from pingxuan.models.nomination import Nomination


class PaperCopy(Kept):
    """One stamped form that came in on paper."""

    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="paper_copies")
    page_code = models.CharField(max_length=20)
    revision = models.PositiveIntegerField()
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=100)

    class Meta:
        ordering = ["received_at"]

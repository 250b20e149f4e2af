"""Stored files: content-addressed bytes in the data folder, and the row that says what they are."""

from django.db import models


class StoredFile(models.Model):
    """What a digest stands for. Written after its bytes are safely on disk; never changed."""

    digest = models.CharField(primary_key=True, max_length=64)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    stored_at = models.DateTimeField()

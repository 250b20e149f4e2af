"""The ledger's tables: entries, their erasable content, and the head that is locked to append."""

from django.db import models


class LedgerHead(models.Model):
    """One row: how many entries there are and the compact range of their Merkle tree."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField(default=0)
    hashes = models.JSONField(default=list)
    """Hex hashes of the tree's perfect subtrees, largest first (RFC 6962)."""
    last_ts = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="ledger_head_is_one_row")]


class LedgerEntry(models.Model):
    """One canonical line, with the columns a list or a time line is searched by."""

    seq = models.BigIntegerField(primary_key=True)
    line = models.TextField()
    ts = models.DateTimeField()
    actor = models.CharField(max_length=20)
    actor_name = models.CharField(max_length=200)
    role = models.CharField(max_length=20)
    act = models.CharField(max_length=40)
    object_kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=20)
    campaign_id = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["object_id", "seq"]),
            models.Index(fields=["campaign_id", "-seq"]),
        ]


class LedgerContent(models.Model):
    """What an entry's commitment stands for; may be erased for a person's sake without breaking the tree."""

    entry = models.OneToOneField(LedgerEntry, models.PROTECT, primary_key=True, related_name="content")
    salt = models.CharField(max_length=64)
    content = models.TextField()

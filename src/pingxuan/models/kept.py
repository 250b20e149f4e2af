"""What every kept row carries: an id minted by its maker and the ledger entry that last wrote it."""

from django.db import models


class Kept(models.Model):
    """A row whose every change is a ledger entry; database triggers refuse any other write.

    ``id`` is minted before the row is written, so the entry can hold the whole row and state can be
    replayed from the log (SECURITY invariants I3, I4).
    """

    id = models.CharField(primary_key=True, max_length=20, editable=False)
    last_seq = models.BigIntegerField(editable=False)

    class Meta:
        abstract = True

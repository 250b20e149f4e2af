"""What every kept row carries: an id minted by its maker and the ledger entry that last wrote it."""

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from django.db import models


class Kept(models.Model):
    """A row whose every change is a ledger entry; database triggers refuse any other write.

    ``id`` is minted before the row is written, so the entry can hold the whole row and state can be
    replayed from the log (SECURITY invariants I3, I4).
    """

    id = models.CharField(primary_key=True, max_length=20, editable=False)
    last_seq = models.BigIntegerField(editable=False)
    added_later: ClassVar[frozenset[str]] = frozenset()
    """Columns no entry knew when the first rows were kept: while empty they are not told."""

    class Meta:
        abstract = True

    def told(self) -> dict[str, Any]:
        """Every column by its attname in the plain form the ledger and an archive hold."""
        columns = {one.attname: getattr(self, one.attname) for one in self._meta.concrete_fields}
        return {
            name: _plain(value) for name, value in columns.items() if value or name not in self.added_later
        }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value

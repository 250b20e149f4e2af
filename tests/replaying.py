"""The kept tables as they are, and as the ledger says they must be: the two are to be equal (I4)."""

from typing import Any

from pingxuan.core.ledger import read_canonical
from pingxuan.models import LedgerContent
from pingxuan.queries.archive import kept_models

Tables = dict[str, dict[str, dict[str, Any]]]


def kept_rows() -> Tables:
    """Table → id → row, in the plain form the ledger holds."""
    return {
        model._meta.db_table: {row.pk: row.told() for row in model._default_manager.all()}
        for model in kept_models()
    }


def replayed_rows() -> Tables:
    """The same from the contents of all entries alone, applied in their order to empty tables."""
    tables: Tables = {model._meta.db_table: {} for model in kept_models()}
    for content in LedgerContent.objects.order_by("pk").values_list("content", flat=True):
        for row in read_canonical(content.encode())["rows"]:
            tables[row["table"]][row["values"]["id"]] = row["values"]
    return tables

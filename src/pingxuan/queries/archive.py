"""Everything an archive holds, read lazily: the ledger, its contents, every kept table, stored files."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.apps import apps

from pingxuan.core.archive import ArchiveParts
from pingxuan.models import Campaign, LedgerContent, LedgerEntry, StoredFile
from pingxuan.models.kept import Kept

CHUNK = 500


def archive_parts(
    title: str, *, verifier: bytes, papers: Mapping[str, bytes], find_file: Callable[[str], Path]
) -> ArchiveParts:
    """The parts of an archive of this installation; ``find_file`` says where a digest's bytes lie."""
    return ArchiveParts(
        title=title,
        lines=list(LedgerEntry.objects.order_by("seq").values_list("line", flat=True)),
        contents=LedgerContent.objects.order_by("pk")
        .values_list("entry_id", "salt", "content")
        .iterator(CHUNK),
        tables={model._meta.db_table: _rows(model) for model in kept_models()},
        verifier=verifier,
        papers=papers,
        files={row.digest: find_file(row.digest).read_bytes() for row in StoredFile.objects.order_by("pk")},
    )


def holds_others(organiser_id: str) -> bool:
    """Whether the installation also holds campaigns of other organisers, whose data an archive would carry."""
    return Campaign.objects.exclude(organiser_id=organiser_id).exists()


def kept_models() -> list[type[Kept]]:
    """The models whose rows the ledger stands for, by table name."""
    found = [model for model in apps.get_app_config("pingxuan").get_models() if issubclass(model, Kept)]
    return sorted(found, key=lambda model: model._meta.db_table)


def _rows(model: type[Kept]) -> Iterator[dict[str, Any]]:
    for row in model._default_manager.order_by("pk").iterator(CHUNK):
        yield row.told()

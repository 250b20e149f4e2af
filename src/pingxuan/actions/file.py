"""Files are kept by the digest of their bytes: on disk, and synced, before the row that names them."""

import os
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.db import transaction

from pingxuan.models import StoredFile
from pingxuan.queries.file import stored_path

NAME_LIMIT = 200


def store_file(data: bytes, name: str, media_type: str, *, at: datetime, folder: Path) -> StoredFile:
    """Keeps ``data`` under ``folder`` by its SHA-256 and says what it is; the same bytes are kept once.

    The bytes and their folder are synced to disk before the row is written, so no row points to nothing.
    """
    digest = sha256(data).hexdigest()
    _write(data, stored_path(folder, digest))
    with transaction.atomic():
        row, _ = StoredFile.objects.get_or_create(
            digest=digest,
            defaults={
                "name": name[-NAME_LIMIT:],
                "media_type": media_type,
                "size": len(data),
                "stored_at": at,
            },
        )
    return row


def store_notice(sent: Iterable[tuple[str, bytes]], *, at: datetime, folder: Path) -> list[tuple[str, str]]:
    """Keeps the files a notice came in byte for byte; gives name and digest of each."""
    return [
        (name[-NAME_LIMIT:], store_file(data, name, "application/octet-stream", at=at, folder=folder).digest)
        for name, data in sent
    ]


def _write(data: bytes, path: Path) -> None:
    if path.exists() and path.stat().st_size == len(data):
        return
    new_folder = not path.parent.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as target:
        target.write(data)
        target.flush()
        os.fsync(target.fileno())
    Path(target.name).replace(path)
    _sync(path.parent)
    if new_folder:
        _sync(path.parent.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""Where kept files lie and what they are."""

from collections.abc import Iterable
from pathlib import Path

from pingxuan.models import StoredFile


def stored_path(folder: Path, digest: str) -> Path:
    """Where the bytes of that SHA-256 (hex) lie under ``folder``; ValueError when it is no digest."""
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise ValueError(f"not a digest: {digest!r}")
    return folder / digest[:2] / digest


def stored_file(digest: str) -> StoredFile | None:
    """What is kept under that digest, or None."""
    return StoredFile.objects.filter(pk=digest).first()


def stored_files(digests: Iterable[str]) -> list[StoredFile]:
    """What is kept under those digests."""
    return list(StoredFile.objects.filter(pk__in=list(digests)))


def stored_bytes(folder: Path, digest: str) -> bytes:
    """The bytes kept under that digest; raises FileNotFoundError when they are gone."""
    return stored_path(folder, digest).read_bytes()

"""Files are kept by their digest: bytes on disk before the row, the same bytes once."""

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from pingxuan.actions import file
from pingxuan.actions.file import store_file
from pingxuan.models import StoredFile
from pingxuan.queries.file import stored_file, stored_path
from tests.small_campaign import OPENED

pytestmark = pytest.mark.django_db
DATA = b"\xff\xd8 a photograph"
DIGEST = sha256(DATA).hexdigest()


def test_bytes_lie_under_their_digest_and_the_row_says_what_they_are(tmp_path: Path) -> None:
    row = store_file(DATA, "门头.jpg", "image/jpeg", at=OPENED, folder=tmp_path)
    assert (row.digest, row.name, row.media_type, row.size) == (DIGEST, "门头.jpg", "image/jpeg", len(DATA))
    assert stored_path(tmp_path, DIGEST) == tmp_path / DIGEST[:2] / DIGEST
    assert stored_path(tmp_path, DIGEST).read_bytes() == DATA
    assert stored_file(DIGEST) == row
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == [DIGEST]


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    first = store_file(DATA, "门头.jpg", "image/jpeg", at=OPENED, folder=tmp_path)
    again = store_file(DATA, "复制.jpg", "image/jpeg", at=OPENED + timedelta(days=1), folder=tmp_path)
    assert (again.name, again.stored_at) == (first.name, first.stored_at)
    assert StoredFile.objects.count() == 1


def test_a_file_cut_short_by_a_crash_is_written_again(tmp_path: Path) -> None:
    path = stored_path(tmp_path, DIGEST)
    path.parent.mkdir(parents=True)
    path.write_bytes(DATA[:3])
    store_file(DATA, "门头.jpg", "image/jpeg", at=OPENED, folder=tmp_path)
    assert path.read_bytes() == DATA


def test_bytes_and_folder_are_synced_before_the_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[bool, int]] = []
    real = file.os.fsync

    def watched(descriptor: int) -> None:
        seen.append((stored_path(tmp_path, DIGEST).exists(), StoredFile.objects.count()))
        real(descriptor)

    monkeypatch.setattr(file.os, "fsync", watched)
    store_file(DATA, "门头.jpg", "image/jpeg", at=OPENED, folder=tmp_path)
    assert seen == [(False, 0), (True, 0), (True, 0)]


def test_what_is_no_digest_has_no_place(tmp_path: Path) -> None:
    for wrong in ("../../etc/passwd", "A" * 64, "ab"):
        with pytest.raises(ValueError, match="digest"):
            stored_path(tmp_path, wrong)


def test_a_name_too_long_keeps_its_ending(tmp_path: Path) -> None:
    row = store_file(DATA, "长" * 300 + ".jpg", "image/jpeg", at=OPENED, folder=tmp_path)
    assert (len(row.name), row.name[-4:]) == (200, ".jpg")

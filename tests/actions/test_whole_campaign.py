"""A campaign with everything that can happen to it leaves a log the stand-alone verifier finds sound."""

import subprocess
import sys
from pathlib import Path

import pytest

from pingxuan.core.archive import archive_members
from pingxuan.documents.write_archive import write_archive
from pingxuan.models import Nomination
from pingxuan.queries.archive import archive_parts
from pingxuan.queries.file import stored_path
from tests.replaying import kept_rows, replayed_rows
from tests.whole_campaign import whole_campaign

pytestmark = pytest.mark.django_db
VERIFIER = Path(__file__).parents[2] / "verifier" / "verify.py"


def test_the_verifier_finds_the_whole_log_sound(tmp_path: Path) -> None:
    house, made = whole_campaign(tmp_path)
    states = dict(Nomination.objects.values_list("pk", "state"))
    assert [states[row.pk] for row in made] == ["dropped", "honoured", "honoured", "reserve"]
    parts = archive_parts(
        house.campaign.title,
        verifier=VERIFIER.read_bytes(),
        papers={},
        find_file=lambda digest: stored_path(tmp_path, digest),
    )
    archive = tmp_path / "archive.zip"
    with archive.open("wb") as target:
        write_archive(archive_members(parts), target)
    done = subprocess.run(
        [sys.executable, "-I", str(VERIFIER), str(archive)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_the_ledger_replayed_gives_every_table(tmp_path: Path) -> None:
    whole_campaign(tmp_path)
    rows = kept_rows()
    assert [table for table, held in rows.items() if not held] == []
    assert replayed_rows() == rows

"""What a rehearsal leaves behind: every official paper in three formats, and the archive that proves them."""

from functools import partial
from importlib.resources import files
from pathlib import Path

from django.conf import settings

from pingxuan.core.archive import archive_members
from pingxuan.core.words import PaperKind
from pingxuan.documents.write_archive import write_archive
from pingxuan.documents.writers import WRITERS
from pingxuan.documents.writing import WritingContext
from pingxuan.management.rehearsal.scene import Scene
from pingxuan.queries.archive import archive_parts
from pingxuan.queries.file import stored_path
from pingxuan.queries.papers import papers_of


def write_papers(scene: Scene, folder: Path) -> dict[str, bytes]:
    """Every paper of the campaign, a file per kind and format; returns name → bytes and counts the kinds."""
    folder.mkdir(parents=True, exist_ok=True)
    context = WritingContext(
        at=scene.clock.at,
        font_dirs=(settings.PINGXUAN_DATA / "fonts",),
        find_file=partial(stored_path, scene.folder / "files"),
    )
    written: dict[str, bytes] = {}
    for kind in PaperKind:
        papers = papers_of(scene.campaign, kind)
        if not papers:
            continue
        scene.papers[kind.value] = len(papers)
        for suffix, write in WRITERS.items():
            name = f"{kind.label}.{suffix}"
            written[name] = write(papers, context)
            (folder / name).write_bytes(written[name])
    return written


def write_archive_file(scene: Scene, papers: dict[str, bytes], target: Path) -> None:
    """The archive: ledger, data, papers, files, checksums and the verifier that checks them."""
    verifier = files("pingxuan").joinpath("verifier", "verify.py").read_bytes()
    folder = scene.folder / "files"
    parts = archive_parts(
        scene.definition.title,
        verifier=verifier,
        papers=papers,
        find_file=lambda digest: stored_path(folder, digest),
    )
    with target.open("wb") as out:
        write_archive(archive_members(parts), out)

"""A notice of ours in another shape says the same: as Word keeps it, and as a page saved from an office's site."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pingxuan.core.notice.document import facts_document
from pingxuan.core.notice.facts import read_notice
from pingxuan.documents.read_notice import read_notice_files
from tests.notices.pairs import HERE, Pair, differences
from tests.notices.shaped import as_document, as_page

STEMS = ("forwarded", "traditional", "union")
SHAPES = {"通知.docx": as_document, "通知.html": as_page}


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("name", SHAPES)
def test_another_shape_says_the_same(stem: str, name: str) -> None:
    shape: Callable[[str], bytes] = SHAPES[name]
    notice = HERE / f"{stem}.txt"
    told = facts_document(read_notice(read_notice_files([(name, shape(stem))])))
    assert differences(Pair(notice, notice.with_suffix(".expect.json")).facts, told) == []


def test_a_printed_shape_says_the_same(tmp_path: Path) -> None:
    (tmp_path / "n.docx").write_bytes(as_document("traditional"))
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run([*command, "n.docx"], cwd=tmp_path, capture_output=True, check=True, timeout=120)
    told = facts_document(read_notice(read_notice_files([("n.pdf", (tmp_path / "n.pdf").read_bytes())])))
    notice = HERE / "traditional.txt"
    assert differences(Pair(notice, notice.with_suffix(".expect.json")).facts, told) == []

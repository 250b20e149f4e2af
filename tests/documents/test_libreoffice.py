"""Office programs open what is written: LibreOffice turns every Word and Excel paper into pages."""

import shutil
import subprocess
from pathlib import Path

import pytest

from pingxuan.documents.writers import WRITERS
from tests.documents.invented import ANSWERS, CONTEXT, annex_award, every_paper
from tests.documents.reading import pdf_pages

OFFICE = shutil.which("soffice") or "soffice"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The pages LibreOffice makes of every paper, all converted in one go."""
    folder = tmp_path_factory.mktemp("office")
    for name in ("docx", "xlsx"):
        for kind, paper in every_paper(annex_award()).items():
            (folder / f"{name}-{kind}.{name}").write_bytes(WRITERS[name]([paper], CONTEXT))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = sorted(map(str, folder.glob("*.???x")))
    subprocess.run(
        [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return {path.stem: pdf_pages(path.read_bytes()) for path in Path(folder).glob("*.pdf")}


@pytest.mark.slow
def test_every_paper_opens(opened: dict[str, list[str]]) -> None:
    kinds = every_paper(annex_award())
    assert sorted(opened) == sorted(f"{name}-{kind}" for name in ("docx", "xlsx") for kind in kinds)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_a_form_stays_on_one_page(opened: dict[str, list[str]], name: str) -> None:
    assert [len(opened[f"{name}-{kind}"]) for kind in ("blank form", "filled form")] == [1, 1]
    text = opened[f"{name}-filled form"][0]
    assert [str(ANSWERS[key]) in text for key in ("name", "head", "phone", "address")] == [True] * 4


@pytest.mark.slow
def test_a_decision_in_word_ends_with_its_imprint(opened: dict[str, list[str]]) -> None:
    pages = opened["docx-decision"]
    assert "按照《关于开展" in pages[0]
    assert ["印发" in page for page in pages] == [False] * (len(pages) - 1) + [True]

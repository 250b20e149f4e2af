"""pingxuan read and new: a notice and its annexes as files of several kinds; the originals are kept."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from pingxuan.core.definition_text import from_toml
from pingxuan.models import Campaign
from pingxuan.queries.file import stored_path
from pingxuan.queries.notice import layout_of
from tests.documents.notices_made import TITLE, notice_document, saved
from tests.makers import make_house
from tests.refusing import refused
from tests.small_campaign import ORGANISER


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """The invented notice as Word and one more annex as csv."""
    notice, annex = tmp_path / "通知.docx", tmp_path / "附件3 联系人名单.csv"
    notice.write_bytes(saved(notice_document()))
    annex.write_bytes("姓名,电话\n,\n".encode("gb18030"))
    return [str(notice), str(annex)]


def said(*arguments: str) -> str:
    """What a command prints."""
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_facts_as_one_json_document(files: list[str]) -> None:
    told = json.loads(said("read", *files, "--json"))
    assert (told["title"], told["quotas"]["书香家庭"]["西河区"]) == (TITLE, 12)


def test_a_draft_definition(files: list[str]) -> None:
    assert from_toml(said("read", *files, "--definition")).awards[0].quota.places["东山县"] == 10


def test_what_cannot_be_read_is_refused(files: list[str], tmp_path: Path) -> None:
    (tmp_path / "图.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert refused(said, "read", *files, str(tmp_path / "图.png")) == ["file_is_image"]
    assert refused(said, "read", str(tmp_path / "没有.docx")) == ["file_unreadable"]


@pytest.mark.django_db
def test_a_new_campaign_keeps_the_files_byte_for_byte(files: list[str]) -> None:
    make_house()
    made = Campaign.objects.get(pk=said("new", *files, "--organiser", ORGANISER).strip())
    layout = layout_of(made)
    assert layout is not None
    assert [start.name for start in layout.files] == [Path(file).name for file in files]
    kept = {file["name"]: stored_path(settings.PINGXUAN_FILES, file["digest"]) for file in made.notice_files}
    assert {name: path.read_bytes() for name, path in kept.items()} == {
        Path(file).name: Path(file).read_bytes() for file in files
    }

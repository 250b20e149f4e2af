"""The one door for notices: every kind of file gives the same notice, files join, archives open."""

import io
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest

from pingxuan.core.finding import Refused
from pingxuan.core.notice.compose import ReadFile, ReadLine, compose
from pingxuan.core.notice.document import facts_document
from pingxuan.core.notice.facts import read_notice
from pingxuan.core.notice.layout import BlockKind, Layout, from_data, to_data
from pingxuan.documents import convert
from pingxuan.documents.read_notice import read_notice_files
from tests.documents.notices_made import LINES, QUOTA, SIGNED, TITLE, notice_document, quota_table, saved

KINDS = ("docx", "doc", "rtf", "odt", "pdf", "html")
ROWS = [(body, *map(str, places)) for body, places in QUOTA.items()]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The invented notice in every format, as LibreOffice saves it."""
    folder = tmp_path_factory.mktemp("notices")
    (folder / "n.docx").write_bytes(saved(notice_document()))
    for kind in KINDS[1:]:
        command = [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            kind,
        ]
        subprocess.run([*command, "n.docx"], cwd=folder, capture_output=True, check=True, timeout=120)
    return {kind: (folder / f"n.{kind}").read_bytes() for kind in KINDS}


def lines_of(layout: Layout) -> list[str]:
    """Its lines without the white space that formats set differently."""
    return ["".join(line.split()) for line in layout.text.split("\n") if line.strip()]


@pytest.mark.parametrize("kind", KINDS)
def test_every_format_gives_the_same_lines_and_tables(made: dict[str, bytes], kind: str) -> None:
    layout = read_notice_files([(f"通知.{kind}", made[kind])])
    asked = read_notice_files([("通知.docx", made["docx"])])
    assert lines_of(layout) == lines_of(asked)
    assert [[(c.row, c.column, c.rows, c.columns) for c in one.cells] for one in layout.tables] == [
        [(c.row, c.column, c.rows, c.columns) for c in one.cells] for one in asked.tables
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_format_gives_the_same_facts(made: dict[str, bytes], kind: str) -> None:
    told = facts_document(read_notice(read_notice_files([(f"通知.{kind}", made[kind])])))
    assert (told["title"], told["issuer"], told["issue_date"]) == (TITLE, SIGNED[0], "2024-04-18")
    assert told["quotas"] == {
        "书香家庭": {body: first for body, (first, _) in QUOTA.items()},
        "阅读推广人": {body: second for body, (_, second) in QUOTA.items()},
    }
    assert [form["fields"] for form in told["form_fields"]] == [
        ["户主姓名", "性别", "工作单位", "联系电话", "主要事迹"]
    ]
    assert told["opinions"] == ["县（区）推荐意见"]


def test_evidence_points_into_the_one_text(made: dict[str, bytes]) -> None:
    layout = read_notice_files([("通知.docx", made["docx"])])
    told = facts_document(read_notice(layout))
    places = {
        path: [layout.text[a:b] for a, b in spans]
        for path, spans in told["evidence"].items()
        if "quotas" in path
    }
    assert places["quotas.阅读推广人.西河区"] == ["西河区", "5"]


def test_the_type_goes_by_content_not_by_name(made: dict[str, bytes]) -> None:
    asked = read_notice_files([("通知.docx", made["docx"])])
    for kind in ("docx", "pdf", "html", "doc"):
        assert lines_of(read_notice_files([("通知.wps", made[kind])])) == lines_of(asked)


def test_blocks_are_known_and_survive_storage(made: dict[str, bytes]) -> None:
    layout = read_notice_files([("通知.docx", made["docx"])])
    kinds = {layout.text[block.start : block.end]: block.kind for block in layout.blocks}
    assert (kinds["一、推荐名额"], kinds[SIGNED[0]], kinds[SIGNED[1]]) == (
        BlockKind.HEADING,
        BlockKind.SIGNATURE,
        BlockKind.SIGNATURE,
    )
    assert from_data(layout.text, to_data(layout)) == layout


def test_plain_text_stays_as_it_is() -> None:
    text = "\n".join(
        [TITLE, *LINES, *SIGNED, "附件1", "名额分配表", "县区 | 名额 |", "甲县 | 3 |", "乙县 | 2 |"]
    )
    layout = read_notice_files([("通知.txt", text.encode("gb18030"))])
    assert (layout.text, layout.tables) == (text, ())
    assert [block.kind for block in layout.blocks].count(BlockKind.TABLE) == 1


def _notice_alone() -> bytes:
    return "\n".join([TITLE, *LINES, *SIGNED]).encode()


def _quota_csv() -> bytes:
    rows = [("推荐单位", "书香家庭", "阅读推广人"), *ROWS]
    return "\n".join(",".join(row) for row in rows).encode("gb18030")


@pytest.mark.parametrize("name", ["附件1 名额分配表.csv", "名额分配表.csv"])
def test_a_file_of_its_own_is_the_annex_its_name_says(name: str) -> None:
    sent = [(name, _quota_csv()), ("通知.txt", _notice_alone())]
    layout = read_notice_files(sent)
    assert [(file.name, file.annex) for file in layout.files] == [("通知.txt", False), (name, True)]
    assert layout.text[layout.files[1].start :].startswith("附件1\n名额分配表\n|推荐单位|")
    told = facts_document(read_notice(layout))
    assert told["quotas"]["阅读推广人"] == {body: second for body, (_, second) in QUOTA.items()}


def test_a_zip_is_opened_and_its_chinese_names_are_read() -> None:
    target = io.BytesIO()
    names = {b"AAAA/BBBB1 CCCCCCCCCC.csv": "材料/附件1 名额分配表.csv", b"AAAA/DDDD.txt": "材料/通知.txt"}
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("__MACOSX/._a", b"x")
        for name, data in zip(names, (_quota_csv(), _notice_alone()), strict=True):
            package.writestr(name.decode(), data)
    raw = target.getvalue()
    for stand_in, name in names.items():
        raw = raw.replace(stand_in, name.encode("gb18030"))
    layout = read_notice_files([("通知和附件.zip", raw)])
    assert [file.name for file in layout.files] == ["通知.txt", "附件1 名额分配表.csv"]


def test_an_annex_with_its_own_number_keeps_it() -> None:
    document = docx.Document()
    document.add_paragraph("附件1")
    document.add_paragraph("名额分配表")
    quota_table(document)
    layout = read_notice_files([("通知.txt", _notice_alone()), ("名额.docx", saved(document))])
    assert layout.text.count("附件1\n") == 1
    assert len(read_notice(layout).quotas) == 2


def test_without_libreoffice_old_formats_are_refused_in_words(
    made: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(convert, "find_tools", lambda: convert.Tools("", "", "/usr/bin/prlimit"))
    with pytest.raises(Refused) as refused:
        read_notice_files([("通知.doc", made["doc"])])
    finding = refused.value.findings[0]
    assert (finding.code, "LibreOffice、bubblewrap" in finding.text) == ("file_not_converted", True)


def test_a_box_that_cannot_be_built_refuses(
    made: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2; exit 1\n")
    broken.chmod(0o755)
    tools = convert.find_tools()
    monkeypatch.setattr(convert, "find_tools", lambda: convert.Tools(tools.office, str(broken), tools.limits))
    with pytest.raises(Refused) as refused:
        read_notice_files([("通知.doc", made["doc"])])
    assert [finding.code for finding in refused.value.findings] == ["file_not_converted"]
    assert not convert.sandbox_works(convert.find_tools())
    assert convert.sandbox_works(tools)


def test_what_no_database_keeps_is_shown_as_a_sign() -> None:
    broken = ReadFile("通知.pdf", (ReadLine("关于评选\x00先进\ud800的通知"),))
    layout = compose([broken])
    assert layout.text == "关于评选\ufffd先进\ufffd的通知\n"

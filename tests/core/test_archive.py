"""The archive: what lies where, the same bytes every time, and what is never put into one."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from pingxuan.core.archive import ArchiveParts, archive_members
from pingxuan.core.ledger import Entry, commitment
from tests.house.small_archive import START

SALT = bytes(32)
CONTENT = '{"facts":{},"rows":[]}'
LINE = (
    Entry(
        seq=0,
        ts=START,
        rx=START,
        actor="post1",
        role="body_officer",
        act="submit",
        object="nomination:<b>",
        rev=1,
        before="endorsed",
        after="submitted",
        commitment=commitment(SALT, CONTENT.encode()),
    )
    .line()
    .decode()
)
PHOTO = b"a picture"
PARTS = ArchiveParts(
    title="“文明窗口”评选<script>",
    lines=[LINE],
    contents=[(0, SALT.hex(), CONTENT)],
    tables={"b": [{"id": "2", "名": "乙"}, {"id": "1", "名": "甲"}], "a": [{"id": "1"}], "empty": []},
    verifier=b"print()\n",
    papers={"附件2/推荐表 1.pdf": b"%PDF", "公示.docx": b"PK"},
    files={sha256(PHOTO).hexdigest(): PHOTO},
)


def test_what_lies_where_and_in_which_order() -> None:
    assert [name for name, _ in archive_members(PARTS)] == [
        "index.html",
        "index.css",
        "verify.py",
        "log/entries.ndjson",
        "log/contents.ndjson",
        "log/head.json",
        "data/a.json",
        "data/b.json",
        "papers/公示.docx",
        "papers/附件2/推荐表 1.pdf",
        f"files/{sha256(PHOTO).hexdigest()}",
        "checksums.sha256",
    ]


def test_the_ledger_is_given_out_line_by_line() -> None:
    files = dict(archive_members(PARTS))
    assert files["log/entries.ndjson"] == LINE.encode() + b"\n"
    assert files["log/contents.ndjson"].decode() == f'{{"content":{CONTENT},"salt":"{SALT.hex()}","seq":0}}\n'
    root = sha256(b"\0" + LINE.encode()).hexdigest()
    assert files["log/head.json"].decode() == f'{{"format":1,"root":"{root}","size":1}}\n'


def test_the_data_are_one_row_per_line_by_id() -> None:
    data = dict(archive_members(PARTS))["data/b.json"]
    assert data.decode() == '[\n{"id":"1","名":"甲"},\n{"id":"2","名":"乙"}\n]\n'
    assert json.loads(data) == [{"id": "1", "名": "甲"}, {"id": "2", "名": "乙"}]


def test_the_checksums_name_every_other_file() -> None:
    files = dict(archive_members(PARTS))
    listed = files.pop("checksums.sha256").decode()
    assert listed == "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))


def test_the_index_is_readable_and_escapes_what_others_wrote() -> None:
    page = dict(archive_members(PARTS))["index.html"].decode()
    assert "<script>" not in page
    assert (
        "<tr><td>0</td><td>2030-03-01 09:00:00</td><td>推荐单位经办</td><td>报送</td>"
        "<td>nomination:&lt;b&gt;</td></tr>"
    ) in page
    assert '<li>公示：<a href="papers/%E5%85%AC%E7%A4%BA.docx">docx</a></li>' in page


def test_the_same_parts_make_the_same_bytes() -> None:
    turned = replace(
        PARTS,
        tables={"empty": [], "a": [{"id": "1"}], "b": [{"名": "甲", "id": "1"}, {"id": "2", "名": "乙"}]},
        papers=dict(reversed(PARTS.papers.items())),
    )
    assert list(archive_members(turned)) == list(archive_members(PARTS))


def test_files_are_asked_for_one_at_a_time() -> None:
    asked: list[str] = []

    class Lazy(Mapping[str, bytes]):
        def __getitem__(self, name: str) -> bytes:
            asked.append(name)
            return b"paper"

        def __iter__(self) -> Iterator[str]:
            return iter(["1.pdf", "2.pdf"])

        def __len__(self) -> int:
            return 2

    members = archive_members(replace(PARTS, papers=Lazy()))
    while next(members)[0] != "papers/1.pdf":
        pass
    assert asked == ["1.pdf"]


@pytest.mark.parametrize(
    "name",
    [
        "../out.pdf",
        "/out.pdf",
        "a/../b.pdf",
        "a//b.pdf",
        "a\\b.pdf",
        "c:b.pdf",
        "a\u202eb.pdf",
        "a\x00.pdf",
        "a.",
        "",
        "audit-log.pdf",
        "Ledger.xlsx",
        "what?.pdf",
    ],
)
def test_names_that_escape_or_mislead_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be a file of the archive"):
        list(archive_members(replace(PARTS, papers={name: b""})))


def test_a_table_may_not_take_the_ledger_s_name() -> None:
    with pytest.raises(ValueError, match="cannot be a file of the archive"):
        list(archive_members(replace(PARTS, tables={"pingxuan_ledgerentry": [{"id": "1"}]})))


def test_no_archive_is_made_over_a_damaged_file() -> None:
    with pytest.raises(ValueError, match="is not what its digest says"):
        list(archive_members(replace(PARTS, files={"00" * 32: PHOTO})))


@pytest.mark.parametrize("row", [{"id": "1", "score": 0.5}, {"id": "1", "at": START}])
def test_rows_are_in_the_ledger_s_plain_form(row: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        list(archive_members(replace(PARTS, tables={"a": [row]})))

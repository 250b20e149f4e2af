"""Tables people send in: read as plain text with addresses, hostile ones refused in words."""

import io
import subprocess
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pingxuan.core.finding import Refused
from pingxuan.documents.read_table import Sheet, address, read_table

ROWS = [["序号", "单位名称", "联系电话"], ["1", "某某站", "13800000000"], ["2", "古丽·艾山", ""]]


def workbook(rows: list[list[object]], title: str = "汇总表") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change(content) if name == part else content)
    return out.getvalue()


def texts(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row] for row in sheet.rows]


def refused(data: bytes, filename: str = "表.xlsx") -> list[str]:
    with pytest.raises(Refused) as found:
        read_table(data, filename)
    return [finding.code for finding in found.value.findings]


REFUSALS = {
    "file_bad_paths",
    "file_bomb",
    "file_damaged",
    "file_encrypted",
    "file_has_doctype",
    "file_wrong_encoding",
    "file_wrong_type",
    "table_too_large",
}


def verdict(data: bytes) -> str:
    try:
        read_table(data, "a.xlsx")
    except Refused as error:
        return error.findings[0].code
    return "read"


def test_a_workbook_is_read_with_addresses() -> None:
    (sheet,) = read_table(workbook([*ROWS]), "汇总.xlsx")
    assert sheet.name == "汇总表"
    assert texts(sheet) == ROWS
    assert [cell.address for cell in sheet.rows[1]] == ["汇总表!A2", "汇总表!B2", "汇总表!C2"]


def test_empty_rows_and_columns_before_the_table_keep_their_places() -> None:
    (sheet,) = read_table(workbook([[], [None, None, "单位名称"]]), "a.xlsx")
    assert [cell.address for row in sheet.rows for cell in row if cell.text] == ["汇总表!C2"]


def test_numbers_dates_and_truths_read_as_people_write_them() -> None:
    row: list[object] = [
        13800000000,
        12.0,
        12.5,
        date(2023, 2, 20),
        datetime(2023, 2, 20, 18, 30),  # noqa: DTZ001  Excel knows no time zones
        True,
        "=1+1",
        "007",
    ]
    (sheet,) = read_table(workbook([row]), "a.xlsx")
    assert texts(sheet)[0] == [
        "13800000000",
        "12",
        "12.5",
        "2023-02-20",
        "2023-02-20 18:30:00",
        "是",
        "",
        "007",
    ]


def test_every_sheet_is_read_and_the_name_on_the_file_does_not_matter() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("附件5")["B2"] = "张㛃"
    out = io.BytesIO()
    book.save(out)
    sheets = read_table(out.getvalue(), "推荐表.doc")
    assert [sheet.name for sheet in sheets] == ["Sheet", "附件5"]
    assert sheets[1].rows[1][1].text == "张㛃"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_is_read_whatever_saved_it(encoding: str, delimiter: str) -> None:
    data = "\r\n".join(delimiter.join(row) for row in ROWS).encode(encoding)
    (sheet,) = read_table(data, "汇总.csv")
    assert texts(sheet) == ROWS
    assert sheet.rows[2][1].address == "表1!B3"


def test_quoted_cells_keep_their_commas_and_short_rows_are_filled_up() -> None:
    (sheet,) = read_table('甲,"乙,丙\n丁"\n戊'.encode(), "a.csv")
    assert texts(sheet) == [["甲", "乙,丙\n丁"], ["戊", ""]]


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A1"), (25, "Z1"), (26, "AA1"), (701, "ZZ1"), (702, "AAA1"), (16383, "XFD1")]
)
def test_columns_have_the_letters_excel_gives_them(column: int, name: str) -> None:
    assert address("表", 0, column) == f"表!{name}"


SHEET = "xl/worksheets/sheet1.xml"


def test_a_cell_far_away_does_not_fill_the_memory() -> None:
    for far in (b'r="XFD1048576"', b"r = 'XFD1048576'", b'r="&#88;FD1048576"', b'r="B99999999999"'):
        data = changed(workbook([["甲"]]), SHEET, lambda content, far=far: content.replace(b'r="A1"', far))
        started = time.perf_counter()
        assert refused(data)[0] in {"table_too_large", "file_bad_paths"}
        assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    ("data", "filename", "codes"),
    [
        (b"", "a.xlsx", ["file_empty"]),
        (b"MZ\x90\x00" + b"\x00" * 100, "a.xlsx", ["file_wrong_type"]),
        (b"%PDF-1.7 ...", "a.xlsx", ["file_wrong_type"]),
        (b"<html><table><tr><td>1</td></tr></table>", "a.xls", ["file_wrong_type"]),
        (b"\x00\x01\x02\x03", "a.csv", ["file_wrong_type"]),
        (b"\xff\xff\xfe\x80", "a.csv", ["file_wrong_encoding"]),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xls", ["file_damaged"]),
        (workbook([["甲"]])[:-200], "a.xlsx", ["file_damaged"]),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, filename: str, codes: list[str]) -> None:
    assert refused(data, filename) == codes


def test_a_sheet_whose_xml_is_broken_is_refused() -> None:
    data = changed(workbook([["甲"]]), SHEET, lambda content: content[: len(content) // 2] + b"<<<")
    assert refused(data) == ["file_damaged"]


def test_too_many_rows_or_columns_are_refused() -> None:
    assert refused("甲\n".encode() * 20_001, "a.csv") == ["table_too_large"]
    assert refused(("甲," * 201).encode(), "a.csv") == ["table_too_large"]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_file_changed_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    original = SEED
    place = data.draw(st.integers(0, len(original) - 1))
    length = data.draw(st.integers(0, 40))
    mutated = original[:place] + data.draw(st.binary(max_size=40)) + original[place + length :]
    assert verdict(mutated) in {"read", *REFUSALS}


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_xml_changed_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    part = data.draw(st.sampled_from([SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"]))
    place = data.draw(st.integers(0, 3000))
    noise = data.draw(
        st.sampled_from([b"<", b">", b'"', b"&", b"\xff", b"\x00", b"999999999", b"<c r='ZZ9'/>", b""])
    )
    length = data.draw(st.integers(0, 30))
    mutated = changed(SEED, part, lambda content: content[:place] + noise + content[place + length :])
    assert verdict(mutated) in {"read", *REFUSALS}


SEED = workbook([*ROWS])


def test_an_old_workbook_is_read_too(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("old")
    (folder / "a.xlsx").write_bytes(SEED)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            "xls",
            "--outdir",
            str(folder),
            str(folder / "a.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    (sheet,) = read_table((folder / "a.xls").read_bytes(), "a.xls")
    assert texts(sheet) == ROWS

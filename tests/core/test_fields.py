"""Field values: what is read tolerantly, what is found, all at once, and what may never get in."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingxuan.core.definition import Field, Form
from pingxuan.core.fields import (
    field_findings,
    form_findings,
    normalised,
)
from pingxuan.core.readings import fold, read_credit_code, read_date, read_number, read_phone
from pingxuan.core.words import FieldKind

CREDIT = "91652801MA00000004"


def blank(kind: FieldKind = FieldKind.TEXT, **changes: object) -> Field:
    return Field(**{"key": "blank", "label": "某栏", "kind": kind} | changes)  # type: ignore[arg-type]


def codes(field: Field, value: object) -> list[str]:
    return [finding.code for finding in field_findings(field, value)]


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("2010年12月", "2010-12"),
        ("2010-12", "2010-12"),
        ("2010.12", "2010-12"),
        ("2010/12/1", "2010-12-01"),
        ("2010年12月1日", "2010-12-01"),
        ("2010 年 12 月 1 日", "2010-12-01"),
        ("２０１０年１２月", "2010-12"),
        ("2010—12", "2010-12"),
        ("2010年", "2010"),
        ("2010", "2010"),
        ("20101201", "2010-12-01"),
        ("2024-02-29", "2024-02-29"),
        ("2023-02-29", None),
        ("2010年13月", None),
        ("2010年0月", None),
        ("0210年1月", None),
        ("去年", None),
        ("12月1日", None),
        ("2010年12月1日成立", None),
    ],
)
def test_dates(typed: str, iso: str | None) -> None:
    assert read_date(typed) == iso
    assert codes(blank(FieldKind.DATE), typed) == ([] if iso else ["date_shape"])


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("35", "35"),
        ("３５", "35"),
        ("35人", "35"),
        ("1,200 名", "1200"),
        ("12.5", "12.5"),
        ("三十五", None),
        ("30-40", None),
        ("约35", None),
        ("-3", None),
        ("1,2", None),
    ],
)
def test_numbers(typed: str, number: str | None) -> None:
    assert read_number(typed) == number
    assert codes(blank(FieldKind.NUMBER), typed) == ([] if number else ["number_shape"])


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("13800000000", "13800000000"),
        ("138 0000 0000", "13800000000"),
        ("138-0000-0000", "13800000000"),
        ("+86 13800000000", "13800000000"),
        ("１３８００００００００", "13800000000"),
        ("2600000", "2600000"),
        ("26000000", "26000000"),
        ("0996-2600000", "0996-2600000"),
        ("（0996）2600000", "0996-2600000"),
        ("09962600000", "0996-2600000"),
        ("010-12345678", "010-12345678"),
        ("0996-2600000转801", "0996-2600000转801"),
        ("0996—2600000", "0996-2600000"),
        ("021-12345678", "021-12345678"),
        ("008613800000000", "13800000000"),
        ("400-100-0000", "4001000000"),
        ("800-100-0000", "8001000000"),
        ("2600000、13800000000", "2600000、13800000000"),
        ("0996-2600000/13800000000", "0996-2600000、13800000000"),
    ],
)
def test_phones(typed: str, number: str) -> None:
    assert read_phone(typed) == number
    assert codes(blank(FieldKind.PHONE), typed) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1380000000", "“某栏”像是手机号，现在是 10 位。"),
        ("138000000000", "“某栏”像是手机号，现在是 12 位。"),
        ("12000000000", "“某栏”有 11 位，但没有这样开头的手机号。"),
        ("0996-260000", "“某栏”是带区号的固定电话，区号后现在是 6 位。"),
        ("260000", "“某栏”现在是 6 位。"),
        ("没有电话", "“某栏”里有电话号码不用的字。"),
        ("2600000转王某", "“某栏”的分机号不是数字。"),
        ("2600000、1380000000", "“某栏”像是手机号，现在是 10 位。"),
    ],
)
def test_a_wrong_phone_is_told_how_many_digits_it_has(typed: str, said: str) -> None:
    (finding,) = field_findings(blank(FieldKind.PHONE), typed)
    assert read_phone(typed) is None
    assert (finding.code, finding.text) == (
        "phone_shape",
        said + "手机号是 11 位；固定电话请写成“区号-号码”，本地号码 7 或 8 位。",
    )


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (CREDIT, []),
        (CREDIT.lower(), []),
        ("91652801 MA00000 004", []),
        (CREDIT[:-1], ["credit_code_shape"]),
        (CREDIT + "1", ["credit_code_shape"]),
        (CREDIT.replace("0", "O", 1), ["credit_code_shape"]),
        (CREDIT[:-1] + "C", ["credit_code_check"]),
        (CREDIT.replace("8", "3"), ["credit_code_check"]),
    ],
)
def test_credit_codes(typed: str, found: list[str]) -> None:
    assert codes(blank(FieldKind.CREDIT_CODE), typed) == found
    assert read_credit_code(typed) == (None if found else CREDIT)


def test_the_standard_s_own_example_of_a_credit_code() -> None:
    assert read_credit_code("91350100M000100Y43") == "91350100M000100Y43"


@given(st.integers(0, 16), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_one_wrong_character_in_a_credit_code_is_always_caught(place: int, character: str) -> None:
    wrong = CREDIT[:place] + character + CREDIT[place + 1 :]
    assert (read_credit_code(wrong) is None) == (wrong != CREDIT)


OWNERSHIP = blank(FieldKind.OPTION, options=("行政事业单位", "国企", "私企", "个体"))


@pytest.mark.parametrize(
    ("typed", "found"),
    [("国企", []), (" 国 企 ", []), ("国有企业", ["option_unknown"]), ("国企、私企", ["option_unknown"])],
)
def test_an_option_is_one_of_those_offered(typed: str, found: list[str]) -> None:
    assert codes(OWNERSHIP, typed) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (["甲", "乙"], []),
        ("甲、乙", []),
        ([], ["required_missing"]),
        ("、", ["required_missing"]),
        (["甲", "丁", "戊"], ["option_unknown", "option_unknown"]),
        ([1], ["value_shape"]),
        (7, ["value_shape"]),
    ],
)
def test_several_options(value: object, found: list[str]) -> None:
    assert codes(blank(FieldKind.OPTIONS, options=("甲", "乙", "丙")), value) == found


@pytest.mark.parametrize(
    ("count", "changes", "found"),
    [
        (299, {}, [("too_short", True)]),
        (300, {}, []),
        (500, {}, []),
        (501, {}, [("too_long", True)]),
        (501, {"annex_page": True}, [("too_long", False)]),
        (299, {"annex_page": True}, [("too_short", True)]),
        (299, {"limit_blocks": False}, [("too_short", False)]),
        (501, {"limit_blocks": False}, [("too_long", False)]),
        (20_001, {"limit_blocks": False}, [("too_long", True)]),
    ],
)
def test_lengths_count_as_word_does(
    count: int, changes: dict[str, object], found: list[tuple[str, bool]]
) -> None:
    deeds = blank(FieldKind.LONG_TEXT, min_chars=300, max_chars=500, **changes)
    said = field_findings(deeds, "好" * count)
    assert [(finding.code, finding.blocks) for finding in said] == found


def test_a_short_text_is_told_how_many_are_lacking() -> None:
    (finding,) = field_findings(blank(FieldKind.LONG_TEXT, min_chars=300), "好" * 218)
    assert finding.text == "“某栏”现有 218 字，要求不少于 300 字，还差 82 字。"


@pytest.mark.parametrize("kind", [FieldKind.TEXT, FieldKind.ADDRESS])
def test_a_line_is_never_longer_than_its_column(kind: FieldKind) -> None:
    assert [codes(blank(kind), "路" * count) for count in (300, 301)] == [[], ["too_long"]]


@pytest.mark.parametrize("kind", list(FieldKind))
@pytest.mark.parametrize("value", [None, "", " \u3000\n"])
def test_what_is_required_must_be_there_and_what_is_not_need_not(kind: FieldKind, value: str | None) -> None:
    listed = kind in {FieldKind.OPTIONS, FieldKind.ROWS, FieldKind.PHOTO, FieldKind.ATTACHMENT}
    nothing = [] if listed else value
    assert codes(blank(kind), nothing) == ["required_missing"]
    assert codes(blank(kind, required=False), nothing) == []


@pytest.mark.parametrize(
    "character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u202e", "\u2066", "\ufffe", "\ud800"]
)
@pytest.mark.parametrize(
    "kind", [FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.PERSON_NAME, FieldKind.PHONE]
)
def test_characters_that_hide_are_refused_by_number(kind: FieldKind, character: str) -> None:
    (finding,) = field_findings(blank(kind), f"王{character}某")
    assert (finding.code, f"U+{ord(character):04X}" in finding.text) == ("text_hostile", True)


def test_they_are_refused_among_options_and_in_rows_too() -> None:
    assert codes(blank(FieldKind.OPTIONS), ["甲\x00"]) == ["text_hostile"]
    assert codes(blank(FieldKind.ROWS, columns=(blank(key="name"),)), [{"name": "甲\x00"}]) == [
        "text_hostile"
    ]


@pytest.mark.parametrize(
    "text", ["ئايگۈل\u200fمەمەت", "ᠪᠠ\u180bᠲᠤ", "第一行\n第二行\t后", "👨\u200d👩\u200d👧"]
)
def test_honest_text_in_any_script_passes(text: str) -> None:
    assert codes(blank(FieldKind.LONG_TEXT), text) == []


def test_rows_are_checked_cell_by_cell() -> None:
    rows = blank(
        FieldKind.ROWS,
        columns=(
            blank(key="name", label="姓名"),
            blank(FieldKind.PHONE, key="phone", label="电话", required=False),
        ),
    )
    found = field_findings(
        rows, [{"name": "王某", "phone": "1"}, {"name": "", "phone": ""}, {"phone": "2600000"}]
    )
    assert [(one.code, one.where) for one in found] == [
        ("phone_shape", "blank.1.phone"),
        ("required_missing", "blank.2.name"),
    ]
    assert found[1].text == "“某栏”第 2 行：“姓名”没有填写，请填写。"


@pytest.mark.parametrize("value", ["甲", [1], {"a": "b"}])
def test_rows_of_another_shape_are_refused(value: object) -> None:
    assert codes(blank(FieldKind.ROWS), value) == ["value_shape"]


@pytest.mark.parametrize("kind", [FieldKind.TEXT, FieldKind.PHONE, FieldKind.OPTION, FieldKind.DATE])
def test_a_value_of_another_kind_is_refused(kind: FieldKind) -> None:
    assert codes(blank(kind), {"a": 1}) == ["value_shape"]


FORM = Form(
    title="推荐表",
    annex="附件2",
    fields=(
        Field(key="name", label="单位名称"),
        Field(key="phone", label="联系电话", kind=FieldKind.PHONE),
        Field(key="deeds", label="主要事迹", kind=FieldKind.LONG_TEXT, min_chars=300, max_chars=500),
        Field(key="note", label="备注", required=False),
    ),
)


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({}, [("required_missing", "name"), ("required_missing", "phone"), ("required_missing", "deeds")]),
        (
            {"name": "某宾馆", "phone": "138", "deeds": "好" * 10, "note": "\x00"},
            [("phone_shape", "phone"), ("too_short", "deeds"), ("text_hostile", "note")],
        ),
        ({"name": "某宾馆", "phone": "13800000000", "deeds": "好" * 400, "other": "多出的"}, []),
    ],
)
def test_a_form_says_everything_at_once(answers: Mapping[str, str], found: list[tuple[str, str]]) -> None:
    said = form_findings(FORM, answers)
    assert [(finding.code, finding.where) for finding in said] == found
    assert {finding.basis for finding in said} <= {"附件2"}


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        (blank(FieldKind.DATE), " 2010年12月 ", "2010-12"),
        (blank(FieldKind.DATE), "去年  底", "去年 底"),
        (blank(FieldKind.PHONE), "138 0000 0000", "13800000000"),
        (blank(FieldKind.NUMBER), "35人", "35"),
        (blank(FieldKind.PERSON_NAME), "王 某某", "王某某"),
        (blank(FieldKind.CREDIT_CODE), CREDIT.lower(), CREDIT),
        (OWNERSHIP, "国 企", "国企"),
        (OWNERSHIP, "国有企业", "国有企业"),
        (blank(FieldKind.LONG_TEXT), "  第一行 \r\n\r\n第  二行 ", "第一行\n\n第 二行"),
        (blank(), "第一行\n第二行", "第一行 第二行"),
        (blank(FieldKind.OPTIONS), ["甲"], ["甲"]),
    ],
)
def test_values_are_kept_in_one_form(field: Field, typed: object, kept: object) -> None:
    assert normalised(field, typed) == kept


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(fold(text, lines=True), lines=True) == fold(text, lines=True)


@given(
    st.sampled_from(list(FieldKind)),
    st.text() | st.none() | st.lists(st.text()) | st.dictionaries(st.text(), st.text()),
)
def test_no_value_whatever_breaks_a_check(kind: FieldKind, value: object) -> None:
    field = blank(kind, min_chars=2, max_chars=9, options=("甲",), columns=(blank(key="name"),))
    assert all(finding.where for finding in field_findings(field, value))
    normalised(field, value)

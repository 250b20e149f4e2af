"""Answers as text, and two versions of a form held against each other."""

from typing import Any

import pytest

from pingxuan.core.answers import Change, Piece, answer_text, changed_fields, digests_in, file_digests, pieces
from pingxuan.core.definition import Field, Form
from pingxuan.core.words import FieldKind

K = FieldKind
COLUMNS = (Field(key="when", label="年月"), Field(key="what", label="职务"))
NAME = Field(key="name", label="单位名称")
PHOTOS = Field(key="photos", label="照片", kind=K.PHOTO)
FORM = Form(title="推荐表", fields=(NAME, PHOTOS))


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (K.TEXT, "客运站", "客运站"),
        (K.TEXT, None, ""),
        (K.OPTIONS, ["国企", "私企"], "国企、私企"),
        (K.ROWS, [{"when": "2010", "what": "站长"}, {"what": "职员"}], "2010　站长\n职员"),
        (K.PHOTO, ["a", "b"], "2 张"),
        (K.ATTACHMENT, "a", "1 份"),
        (K.ATTACHMENT, [], ""),
    ],
)
def test_an_answer_reads_as_one_text(kind: FieldKind, value: Any, text: str) -> None:
    assert answer_text(Field(key="x", label="项", kind=kind, columns=COLUMNS), value) == text


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("", "", ()),
        ("", "新", ((Change.ADDED, "新"),)),
        ("旧", "", ((Change.REMOVED, "旧"),)),
        ("员工四十六人", "员工五十人", ((Change.KEPT, "员工"), (Change.REMOVED, "四十六"), (Change.ADDED, "五十"), (Change.KEPT, "人"))),
        ("甲乙丙丁", "戊乙己庚", ((Change.REMOVED, "甲乙丙丁"), (Change.ADDED, "戊乙己庚"))),
    ],
)  # fmt: skip
def test_a_diff_can_be_read(before: str, after: str, changes: tuple[tuple[Change, str], ...]) -> None:
    assert pieces(before, after) == tuple(Piece(*change) for change in changes)


def test_pieces_give_both_texts_back_even_of_great_length() -> None:
    before, after = "好" * 9_000, "好" * 9_000 + "的"
    made = pieces(before, after)
    assert "".join(piece.text for piece in made if piece.change is not Change.ADDED) == before
    assert "".join(piece.text for piece in made if piece.change is not Change.REMOVED) == after


def test_only_what_changed_is_listed_and_replaced_files_count() -> None:
    changed = changed_fields(FORM, {"name": "站", "photos": ["a"]}, {"name": "站", "photos": ["b"]})
    assert [(one.label, [piece.text for piece in one.pieces]) for one in changed] == [
        ("照片", ["1 张", "（已更换）"])
    ]
    assert changed_fields(FORM, {"name": "站"}, {"name": "站"}) == ()


def test_files_a_form_points_at() -> None:
    assert digests_in(FORM, {"name": "站", "photos": ["a", "b"]}) == {"a", "b"}
    assert file_digests("a") == ("a",)
    assert file_digests(None) == ()

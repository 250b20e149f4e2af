"""A notice read again with an annex: what nobody touched follows the newer reading, what a person set stays."""

import pytest

from pingxuan.core.notice.layout import Block, BlockKind, FileStart, Layout
from pingxuan.core.notice.rereading import carried, with_annex


@pytest.mark.parametrize(
    ("first", "second", "now", "expected"),
    [
        ({"a": 1}, {"a": 2}, {"a": 1}, {"a": 2}),
        ({"a": 1}, {"a": 2}, {"a": 3}, {"a": 3}),
        ({"a": 1, "b": 1}, {"a": 2, "b": 2}, {"a": 3, "b": 1}, {"a": 3, "b": 2}),
        ({"r": [{"key": "x", "v": 1}]}, {"r": [{"key": "x", "v": 2, "w": 1}]}, {"r": [{"key": "x", "v": 1, "w": 0}]},
         {"r": [{"key": "x", "v": 2, "w": 0}]}),
        ({"r": [1]}, {"r": [1, 2]}, {"r": [1]}, {"r": [1, 2]}),
        ({"r": [1]}, {"r": [1, 2]}, {"r": [9]}, {"r": [9]}),
        ({"r": []}, {"r": [{"key": "x"}]}, {"r": [{"key": "mine"}]}, {"r": [{"key": "mine"}]}),
        ({"a": None}, {"a": {"b": 1}}, {"a": None}, {"a": {"b": 1}}),
    ],
)  # fmt: skip
def test_carried(first: object, second: object, now: object, expected: object) -> None:
    assert carried(first, second, now) == expected


def test_an_annex_stands_at_the_end_under_its_number_and_title() -> None:
    made = with_annex(Layout("通知\n"), "姓名 | |\r\n\r\n单位 | |", title="推荐表", number="2")
    assert made.text == "通知\n附件2\n推荐表\n姓名 | |\n单位 | |\n"
    assert (made.blocks, made.files) == ((), ())


def test_what_the_annex_says_of_itself_is_not_said_twice() -> None:
    assert (
        with_annex(Layout("通知"), "附件1\n推荐表\n姓名", title="推荐表").text
        == "通知\n附件1\n推荐表\n姓名\n"
    )


def test_blocks_and_files_point_at_the_annex() -> None:
    layout = Layout("通知\n", (Block(BlockKind.HEADING, 0, 2),), (FileStart("通知.docx", 0),))
    made = with_annex(layout, "说明文字。", title="说明", number="1")
    assert made.files[-1] == FileStart("说明", 3, annex=True)
    assert [made.text[block.start : block.end] for block in made.blocks][-1] == "说明文字。"

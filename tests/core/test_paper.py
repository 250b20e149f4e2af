"""The shape of a paper: where cells stand, and which text can be printed."""

import pytest

from pingxuan.core.paper import Cell, Row, Table, placed, printable


def test_cells_step_over_those_that_hang_down_from_above() -> None:
    table = Table(
        widths=(20, 30, 50),
        rows=(
            Row(cells=(Cell(text="a", rowspan=2), Cell(text="b", colspan=2)), height=10),
            Row(cells=(Cell(text="c"), Cell(text="d", rowspan=2)), height=12),
            Row(cells=(Cell(text="e", colspan=2),), height=None),
        ),
    )
    found = [(cell.text, place.row, place.column, place.width, place.height) for place, cell in placed(table)]
    assert found == [
        ("a", 0, 0, 20, 22),
        ("b", 0, 1, 80, 10),
        ("c", 1, 1, 30, 12),
        ("d", 1, 2, 50, None),
        ("e", 2, 0, 50, None),
    ]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("张㛃、古丽·艾山", "张㛃、古丽·艾山"),
        ("ئۇيغۇر تىلى", "ئۇيغۇر تىلى"),
        ("一\r\n二\r三\t四", "一\n二\n三 四"),
        ("甲\x00乙\x1b丙", "甲乙丙"),
        ("甲\u202e乙\u2066丙\u200b", "甲乙丙"),
        ("甲\ud800乙\ufffe", "甲乙"),
        ("<b>=1+1 #set {{7*7}}", "<b>=1+1 #set {{7*7}}"),
    ],
)
def test_only_what_can_be_printed_stays(given: str, shown: str) -> None:
    assert printable(given) == shown

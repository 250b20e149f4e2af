"""A notice cut at its evidence: joined again it is the same text, and its tables stand as tables."""

from pingxuan.core.notice.layout import Block, BlockKind, Cell, Layout
from pingxuan.web.marked import Evidence, parts

TEXT = "开头\n|县市|名额|\n|甲县|3|\n|合计||\n结尾"
TABLE = Block(
    BlockKind.TABLE, 3, 24,
    cells=(
        Cell(0, 0, 1, 1, 4, 6), Cell(0, 1, 1, 1, 7, 9), Cell(1, 0, 1, 1, 12, 14), Cell(1, 1, 1, 1, 15, 16),
        Cell(2, 0, 1, 2, 19, 21),
    ),
)  # fmt: skip


def test_a_table_stands_row_by_row_with_its_marks() -> None:
    before, table, after = parts(
        Layout(TEXT, (TABLE,)), [Evidence("places[0][0]", 15, 16), Evidence("t", 0, 2)]
    )
    assert before.pieces == [("开头", ("t",)), ("\n", ())]
    assert [[cell.pieces for cell in row] for row in table.rows] == [
        [[("县市", ())], [("名额", ())]],
        [[("甲县", ())], [("3", ("places[0][0]",))]],
        [[("合计", ())]],
    ]
    assert [cell.columns for cell in table.rows[2]] == [2]
    assert "".join(words for words, _ in after.pieces) == "结尾"


def test_evidence_across_a_cell_is_cut_at_its_edge() -> None:
    _, table, _ = parts(Layout(TEXT, (TABLE,)), [Evidence("row", 12, 16)])
    assert [[facts for _, facts in cell.pieces] for cell in table.rows[1]] == [[("row",)], [("row",)]]


def test_without_tables_the_text_is_all() -> None:
    parted = list(parts(Layout("全文"), [Evidence("a", 1, 2)]))
    assert [part.pieces for part in parted] == [[("全", ()), ("文", ("a",))]]

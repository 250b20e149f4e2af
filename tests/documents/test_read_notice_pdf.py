"""PDF: lines made paragraphs, page furniture dropped, ruled tables made grids."""

from pingxuan.core.notice.compose import ReadTable
from pingxuan.documents.pdf_grids import Rule, ruled_tables
from pingxuan.documents.pdf_lines import Character, PageLine, lines_of, paragraphs, without_furniture
from pingxuan.documents.read_notice_pdf import _joined
from pingxuan.documents.table_blocks import ReadCell


def row(text: str, left: float, baseline: float, size: float = 10) -> list[Character]:
    return [(mark, left + size * n, left + size * (n + 1), baseline, size) for n, mark in enumerate(text)]


def line(text: str, left: float, baseline: float, page: int = 0) -> PageLine:
    return PageLine(text, left, left + 10 * len(text), baseline, 10, page)


def test_characters_make_lines_from_the_top_down() -> None:
    marks = [*row("下行", 0, 80), *row("上", 0, 100), *row("行", 50, 101), *row("上", 0.5, 100)]
    assert [found.text for found in lines_of(marks)] == ["上    行", "下行"]


def test_radicals_become_characters() -> None:
    assert [found.text for found in lines_of(row("⼀、⼈员", 0, 0))] == ["一、人员"]


def test_lines_run_on_to_the_right_edge_and_over_the_page() -> None:
    full = "为深入推进全民阅读经研究决定开展推荐工作"
    lines = [
        line(full, 20, 300),
        line(full[:18], 0, 280),
        line("0000-1234567）如下：", 0, 260),
        line("一、" + full, 0, 240),
        line("二、" + full, 0, 220),
        line("见下页表格", 0, 300, page=1),
        line("短标题", 0, 280, page=1),
    ]
    assert [text for text, _ in paragraphs(lines, [(0, 220), (0, 220)])] == [
        full + full[:18] + "0000-1234567）如下：",
        "一、" + full,
        "二、" + full + "见下页表格",
        "短标题",
    ]


def test_page_numbers_and_running_heads_go_but_annex_marks_stay() -> None:
    pages = [
        [
            line("某局文件", 0, 790, n),
            line("附件1", 0, 770, n),
            line("正文", 0, 400, n),
            line(f"— {n} —", 0, 20, n),
        ]
        for n in range(3)
    ]
    kept = without_furniture(pages, [800.0] * 3)
    assert [[one.text for one in page] for page in kept] == [["附件1", "正文"]] * 3


def rectangle(x0: float, y0: float, x1: float, y1: float) -> list[Rule]:
    return [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]


def test_ruled_lines_give_the_cells_between_them() -> None:
    rules = [
        *rectangle(0, 0, 300, 60),
        (0, 20, 300, 20),
        (100, 40, 300, 40),
        (100, 0, 100, 60),
        (200, 0, 200, 40),
    ]
    (table,) = ruled_tables(rules)
    assert [(box.row, box.column, box.rows, box.columns) for box in table.boxes] == [
        (0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1), (2, 0, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1),
    ]  # fmt: skip


def test_two_tables_are_two_and_underlines_are_none() -> None:
    rules = [*rectangle(0, 0, 90, 20), *rectangle(0, 100, 90, 120), (0, 300, 50, 300)]
    assert [table.place for table in ruled_tables(rules)] == [(0, 100, 90, 120), (0, 0, 90, 20)]


def test_a_table_over_two_pages_is_one_with_its_heading_once() -> None:
    def page(*rows: tuple[str, str]) -> ReadTable:
        return ReadTable(
            tuple(ReadCell(y, x, text) for y, texts in enumerate(rows) for x, text in enumerate(texts))
        )

    joined = _joined(page(("单位", "名额"), ("甲县", "1")), page(("单位", "名额"), ("乙县", "2")))
    assert joined == page(("单位", "名额"), ("甲县", "1"), ("乙县", "2"))

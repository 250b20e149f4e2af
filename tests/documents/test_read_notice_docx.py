"""Word files: revisions accepted, controls looked through, numbers restored, merged and nested cells in place."""

import pytest

from pingxuan.core.notice.compose import ReadBlock, ReadLine, ReadTable
from pingxuan.core.notice.layout import BlockKind
from pingxuan.documents.docx_numbering import in_words
from pingxuan.documents.read_notice_docx import read_notice_docx
from tests.documents.notices_made import numbered, quota_table, saved, with_body


def blocks_of(data: bytes) -> list[ReadBlock]:
    """What the reader takes in, blank lines left out."""
    found = read_notice_docx(data, "通知.docx").blocks
    return [block for block in found if isinstance(block, ReadTable) or block.text.strip()]


def texts(data: bytes) -> list[str]:
    """Its paragraphs."""
    return [block.text for block in blocks_of(data) if isinstance(block, ReadLine)]


def run(text: str, extra: str = "") -> str:
    return f"<w:r>{extra}<w:t>{text}</w:t></w:r>"


def para(inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


@pytest.mark.parametrize(
    ("inside", "printed"),
    [
        (run("截止") + "<w:del>" + run("5月1日") + "</w:del><w:ins>" + run("5月9日") + "</w:ins>", "截止5月9日"),
        ("<w:moveFrom>" + run("旧") + "</w:moveFrom><w:moveTo>" + run("新") + "</w:moveTo>", "新"),
        ("<w:sdt><w:sdtContent>" + run("甲县") + "</w:sdtContent></w:sdt>" + run("乙县"), "甲县乙县"),
        ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("单击此处") + "</w:sdtContent></w:sdt>"
         + run("名额"), "名额"),
        (run("看不见", "<w:rPr><w:vanish/></w:rPr>") + run("看得见"), "看得见"),
        (run("看得见", '<w:rPr><w:vanish w:val="0"/></w:rPr>'), "看得见"),
        ("<w:hyperlink>" + run("网址") + "</w:hyperlink>", "网址"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/><w:t>是</w:t><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
         "□是☑"),
        ("<w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r>", "上\n下"),
        ('<w:r><w:br w:type="page"/><w:t>下页</w:t></w:r>', "下页"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("正文"), "正文"),
    ],
)  # fmt: skip
def test_a_paragraph_says_what_is_printed(inside: str, printed: str) -> None:
    assert texts(with_body(para(inside))) == [printed]


def test_a_paragraph_whose_end_was_deleted_runs_on() -> None:
    mark = "<w:rPr><w:del/></w:rPr>"
    assert texts(with_body(para(run("各县"), mark), para(run("市：")))) == ["各县市："]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{para(run('框中'))}</w:txbxContent>"
    both = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert texts(with_body(para(run("正文") + both))) == ["正文", "框中"]


def test_automatic_numbers_become_text() -> None:
    kept: list[str] = []
    formats = [("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]

    def list_of(document: object) -> None:
        kept.append(numbered(document, formats))

    def item(level: int, text: str) -> str:
        return para(run(text), f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{{0}}"/></w:numPr>')

    def built() -> bytes:
        import docx
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        document = docx.Document()
        list_of(document)
        order = [(0, "范围"), (1, "对象"), (2, "甲"), (2, "乙"), (1, "条件"), (2, "丙"), (0, "名额")]
        for level, text in order:
            markup = item(level, text).replace("{0}", kept[0]).replace(">", f" {nsdecls('w')}>", 1)
            document.element.body.insert(len(document.element.body) - 1, parse_xml(markup))
        return saved(document)

    data = built()
    assert texts(data) == ["一、范围", "（一）对象", "1.甲", "2.乙", "（二）条件", "1.丙", "二、名额"]
    assert {block.kind for block in blocks_of(data)} == {BlockKind.LIST_ITEM}


@pytest.mark.parametrize(
    ("count", "form", "written"),
    [(10, "chineseCounting", "十"), (23, "chineseCounting", "二十三"), (3, "decimalEnclosedCircle", "③"),
     (27, "upperLetter", "AA"), (4, "lowerRoman", "iv"), (1, "ideographTraditional", "甲"), (7, "decimal", "7")],
)  # fmt: skip
def test_numbers_in_their_formats(count: int, form: str, written: str) -> None:
    assert in_words(count, form) == written


def test_merged_cells_stand_once_with_their_reach() -> None:
    import docx

    document = docx.Document()
    quota_table(document)
    (table,) = [block for block in blocks_of(saved(document)) if isinstance(block, ReadTable)]
    assert [(c.text, c.row, c.column, c.rows, c.columns) for c in table.cells][:4] == [
        ("推荐单位", 0, 0, 2, 1),
        ("推荐名额", 0, 1, 1, 2),
        ("书香家庭", 1, 1, 1, 1),
        ("阅读推广人", 1, 2, 1, 1),
    ]


def test_a_table_inside_a_cell_stays_a_table_and_a_frame_is_none() -> None:
    def cell(inside: str) -> str:
        return f"<w:tc>{inside}<w:p/></w:tc>"

    inner = f"<w:tbl><w:tr>{cell(para(run('年份')))}{cell(para(run('荣誉')))}</w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr>{cell(para(run('获奖情况')))}{cell(inner)}</w:tr></w:tbl>"
    (table,) = [block for block in blocks_of(with_body(outer)) if isinstance(block, ReadTable)]
    assert [cell.text for one in table.cells for t in one.inner for cell in t.cells] == ["年份", "荣誉"]
    frame = f"<w:tbl><w:tr>{cell(para(run('一段话')) + para(run('又一段')))}</w:tr></w:tbl>"
    assert texts(with_body(frame)) == ["一段话", "又一段"]


def test_a_deleted_row_is_gone() -> None:
    def row(text: str, properties: str = "") -> str:
        cells = f"<w:tc>{para(run(text))}</w:tc><w:tc>{para(run('1'))}</w:tc>"
        return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"

    data = with_body(f"<w:tbl>{row('甲县')}{row('乙县', '<w:del/>')}{row('丙县')}</w:tbl>")
    (table,) = [block for block in blocks_of(data) if isinstance(block, ReadTable)]
    assert [(cell.text, cell.row) for cell in table.cells if cell.column == 0] == [("甲县", 0), ("丙县", 1)]

"""An invented notice as Word makes it: automatic numbers, merged cells, a form and a list of attachments."""

import io
from collections.abc import Callable, Sequence
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

TITLE = "关于推荐云岭市“书香家庭”和“阅读推广人”的通知"
LINES = (
    "各县（区）文化和旅游局、市直有关单位：",
    "为深入推进全民阅读，经研究，决定在全市开展“书香家庭”和“阅读推广人”推荐工作。现将有关事项通知如下：",
    "一、推荐名额",
    "全市推荐“书香家庭”30个、“阅读推广人”12名，名额分配见附件1。",
    "二、报送要求",
    "请于2024年5月20日18:00前将推荐表（附件2）纸质版和电子版报送市文化和旅游局。主要事迹500字以内。",
    "联系人：赵某某　联系电话：0000-1234567",
    "附件：1.名额分配表",
    "2.“书香家庭”推荐表",
)
SIGNED = ("云岭市文化和旅游局", "2024年4月18日")
QUOTA = {"东山县": (10, 4), "西河区": (12, 5), "南湖县": (8, 3)}


def added(document: Any, text: str, *, right: bool = False) -> Any:
    """One more paragraph."""
    paragraph = document.add_paragraph(text)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return paragraph


def notice_document() -> Any:
    """The whole notice with its two annexes."""
    document = docx.Document()
    added(document, TITLE).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in LINES:
        added(document, line)
    for line in SIGNED:
        added(document, line, right=True)
    added(document, "附件1")
    added(document, "名额分配表")
    quota_table(document)
    added(document, "附件2")
    added(document, "“书香家庭”推荐表")
    form_table(document)
    added(document, "填表说明：一式两份。")
    return document


def quota_table(document: Any) -> Any:
    """推荐单位 reaches down two rows, 名额 across two columns, each award below it."""
    table = document.add_table(rows=2 + len(QUOTA), cols=3)
    table.style = "Table Grid"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "推荐单位"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "推荐名额"
    table.cell(1, 1).text, table.cell(1, 2).text = "书香家庭", "阅读推广人"
    for row, (body, places) in enumerate(QUOTA.items(), start=2):
        for column, text in enumerate((body, *map(str, places))):
            table.cell(row, column).text = text
    return table


def form_table(document: Any) -> Any:
    """Labels and blanks, long ones across the row, and an opinion box."""
    table = document.add_table(rows=4, cols=4)
    table.style = "Table Grid"
    for column, text in enumerate(("户主姓名", "", "性别", "")):
        table.cell(0, column).text = text
    for column, text in enumerate(("工作单位", "", "联系电话", "")):
        table.cell(1, column).text = text
    for row, label in ((2, "主要事迹"), (3, "县（区）推荐意见")):
        table.cell(row, 0).text = label
        table.cell(row, 1).merge(table.cell(row, 3)).text = "（盖章）　　年　月　日" if row == 3 else ""
    return table


def saved(document: Any) -> bytes:
    """The document as bytes."""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def with_body(*markup: str, before: Callable[[Any], None] | None = None) -> bytes:
    """A document whose body holds that WordprocessingML."""
    document = docx.Document()
    if before:
        before(document)
    body = document.element.body
    for one in markup:
        body.insert(len(body) - 1, parse_xml(one.replace(">", f" {nsdecls('w')}>", 1)))
    return saved(document)


def numbered(document: Any, formats: Sequence[tuple[str, str]]) -> str:
    """A list of those number formats and wordings, a level each; gives its number id."""
    numbering = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "900")
    for level, (form, wording) in enumerate(formats):
        abstract.append(
            parse_xml(
                f'<w:lvl {nsdecls("w")} w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
                f'<w:lvlText w:val="{wording}"/></w:lvl>'
            )
        )
    numbering.insert(0, abstract)
    number = numbering.add_num(900)
    return str(number.numId)

"""Nomination forms (推荐表) among the annexes: what is a form, and what stands in the lines above its table."""

import re

from pingxuan.core.notice.flat_form import read_flat_form
from pingxuan.core.notice.form_cells import read_cells
from pingxuan.core.notice.form_parts import Box, FormFact, FormField, plain_label
from pingxuan.core.notice.label_words import is_known
from pingxuan.core.notice.parts import Parts
from pingxuan.core.notice.sheets import Sheet, read_sheets
from pingxuan.core.notice.source import Piece
from pingxuan.core.notice.tables import Table

MOST_BLANKS = 300
"""More than this no form asks for; what seems to is no form."""
FORM_TITLE = re.compile(
    r"(?:推荐|申报|审批|登记|呈报|报名|申请|评审|评选|候选人|提名|自荐|备案|征求意见|审核|推选|选拔|考察|情况|信息|简况|报审|鉴定)"
    r"[^汇]{0,6}(?:表|书|表格)(?:（[^（）]{0,20}）)?$"
)
_NO_FORM = re.compile(
    r"汇总|名额|一览|统计|分配|名册|花名|评分|打分|测评|投票|选票|计票|指标|责任书|通知书|说明书|承诺书|名单|证书|计划书"
)
_HEADING_BLANK = re.compile(
    r"(?P<label>[\u4e00-\u9fa5]{2,10}(?: ?[\u4e00-\u9fa5]{1,4})?)(?:（[^（）]{0,10}）)?："
)
_NO_BLANK = re.compile("说明|须知|要求|注意|事项|备注|附件$")
_FILLED = re.compile(r"[ _]*(?!年|月|盖章|签)[\u4e00-\u9fa5]{2,}(?![\u4e00-\u9fa5]|（[^（）]{0,10}）：|：)")


def read_forms(parts: Parts) -> tuple[FormFact, ...]:
    """Every nomination form the notice prints."""
    found = []
    for sheet in read_sheets(parts):
        if sheet.title and is_form_title(sheet.title.text) and not sheet.is_list:
            form = _form(sheet, sheet.title)
            if (form.fields or form.opinions) and len(form.fields) <= MOST_BLANKS:
                found.append(form)
    return tuple(found)


def is_form_title(text: str) -> bool:
    """Whether a sheet is called what nomination forms are called."""
    return bool(FORM_TITLE.search(text)) and not _NO_FORM.search(text)


def _form(sheet: Sheet, title: Piece) -> FormFact:
    heading: list[FormField] = []
    fields: list[FormField] = []
    boxes: list[Box] = []
    for block in sheet.content:
        if isinstance(block, Table):
            read_cells(block, fields, boxes)
        elif not fields and not boxes:
            heading.extend(_heading_blanks(block))
    if not fields and not boxes:
        fields, boxes = read_flat_form(sheet.lines)
        return FormFact(sheet.annex, title, tuple(fields), tuple(boxes), drawn=False)
    return FormFact(sheet.annex, title, (*heading, *fields), tuple(boxes))


def _heading_blanks(line: Piece) -> list[FormField]:
    """填报单位：（盖章） 填报时间： in the line above the table, or a bare label on a cover page."""
    if len(line.text) > 80 or "。" in line.text:
        return []
    named = [
        line.cut(*found.span("label"))
        for found in _HEADING_BLANK.finditer(line.text)
        if not _NO_BLANK.search(found["label"]) and not _FILLED.match(line.text, found.end())
    ]
    bare = is_known(line.text.replace(" ", ""))
    return [FormField(plain_label(piece), in_heading=True) for piece in named or ([line] if bare else [])]

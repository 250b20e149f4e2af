"""A paper's tables on a page: labels apart from values, each value with its mark."""

from pingxuan.core.finding import Finding
from pingxuan.queries.form_paper import draft_papers
from pingxuan.web.sheet import marks_of, sheet_of
from tests.web.full_form import FULL

AWARD = FULL.awards[0]
ANSWERS = {"name": "单位名称", "phone": "12", "honours": [{"when": "2019年", "what": ""}], "deeds": "事迹"}


def test_labels_are_told_from_values_whatever_is_answered() -> None:
    sheet = sheet_of(draft_papers(AWARD, ANSWERS, "窗口")[0])
    cells = [cell for table in sheet.tables for row in table.rows for cell in row]
    first = [("".join(cell.cell.text.split()), cell.label) for cell in cells][:4]
    assert first == [("单位名称", True), ("单位名称", False), ("联系人", True), ("", False)]
    assert all(cell.cell.text for cell in cells if cell.label)
    assert ("2019年", False) in [(cell.cell.text, cell.label) for cell in cells]


def test_what_must_be_changed_outdoes_what_may_be_explained() -> None:
    findings = (
        Finding("a", "可说明。", "phone", blocks=False),
        Finding("b", "必改。", "phone"),
        Finding("c", "。", "x"),
    )
    marks = marks_of(AWARD.form, findings, ANSWERS)
    assert (marks["联系电话"], marks["主要事迹"], marks.get("地址")) == ("bad", "ok", None)
    sheet = sheet_of(draft_papers(AWARD, ANSWERS, "窗口")[0], marks)
    marked = {
        cell.cell.text: cell.mark for table in sheet.tables for row in table.rows for cell in row if cell.mark
    }
    assert marked["12"] == "bad"

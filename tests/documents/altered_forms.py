"""Filled forms as clerks hand them in: the form we print or the annex typed by hand, altered in one or several ways."""

import copy
import io
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table

from pingxuan.core.definition import Award
from pingxuan.core.papers.forms import FilledForm, blank_form, filled_form
from pingxuan.documents.write_docx import write_docx
from tests.documents.invented import CONTEXT, DEEDS

Alteration = Callable[["Sheet", random.Random], None]
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", "建国志强秀英海燕晓明文静"


@dataclass
class Sheet:
    """One form being altered: its document, its table, and what a reader should find."""

    award: Award
    document: Any
    expected: dict[str, str]

    @property
    def table(self) -> Table:
        return self.document.tables[0]

    def saved(self) -> bytes:
        target = io.BytesIO()
        self.document.save(target)
        return target.getvalue()


def answers_drawn(award: Award, chance: random.Random) -> dict[str, str]:
    """Plausible answers to every blank of a form."""
    told: dict[str, str] = {}
    for blank in award.form.fields:
        told[blank.key] = {
            "phone": f"138{chance.randrange(10**8):08d}",
            "number": str(chance.randint(5, 400)),
            "date": f"{chance.randint(1990, 2020)}年{chance.randint(1, 12)}月",
            "option": chance.choice(blank.options) if blank.options else "",
            "person_name": chance.choice(SURNAMES) + chance.choice(GIVEN) + chance.choice(GIVEN),
            "address": f"人民路{chance.randint(1, 300)}号",
            "long_text": DEEDS,
        }.get(str(blank.kind), f"演示{chance.choice('甲乙丙丁')}{chance.randint(1, 99)}号窗口")
    return told


def sheet_for(award: Award, chance: random.Random) -> Sheet:
    """Our own printed form, filled."""
    told = answers_drawn(award, chance)
    data = write_docx([filled_form(award, FilledForm(answers=told))], CONTEXT)
    return Sheet(award, docx.Document(io.BytesIO(data)), told)


def blank_docx(award: Award) -> bytes:
    """Our own blank form."""
    return write_docx([blank_form(award)], CONTEXT)


def _label_cells(sheet: Sheet) -> list[tuple[Any, str]]:
    by_label = {blank.label: blank.key for blank in sheet.award.form.fields}
    seen: set[int] = set()
    found = []
    for row in sheet.table.rows:
        for cell in row.cells:
            key = by_label.get("".join(cell.text.split()))
            if key and id(cell._tc) not in seen:
                seen.add(id(cell._tc))
                found.append((cell, key))
    return found


def _retype(cell: Any, text: str) -> None:
    for paragraph in cell.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)
    for run in cell.paragraphs[0].runs[1:]:
        run._r.getparent().remove(run._r)
    if cell.paragraphs[0].runs:
        cell.paragraphs[0].runs[0].text = text
    else:
        cell.paragraphs[0].add_run(text)


def spaced_labels(sheet: Sheet, chance: random.Random) -> None:
    for cell, _ in _label_cells(sheet):
        _retype(cell, " ".join("".join(cell.text.split())))


def broken_labels(sheet: Sheet, chance: random.Random) -> None:
    for cell, _ in _label_cells(sheet):
        text = "".join(cell.text.split())
        _retype(cell, text[: len(text) // 2] + "\n" + text[len(text) // 2 :])


def colons(sheet: Sheet, chance: random.Random) -> None:
    for cell, _ in _label_cells(sheet):
        _retype(cell, "".join(cell.text.split()) + chance.choice(["：", ":", "*"]))


def bracketed(sheet: Sheet, chance: random.Random) -> None:
    cells = _label_cells(sheet)
    if not cells:
        return
    cell, _ = chance.choice(cells)
    _retype(cell, "".join(cell.text.split()) + chance.choice(["（必填）", "（人）", "(盖章)"]))


def row_added(sheet: Sheet, chance: random.Random) -> None:
    rows = sheet.table._tbl.tr_lst
    place = chance.randrange(len(rows))
    made = copy.deepcopy(rows[place])
    for text in made.iter(qn("w:t")):
        text.text = ""
    rows[place].addnext(made)


def rows_swapped(sheet: Sheet, chance: random.Random) -> None:
    rows = [row for row in sheet.table._tbl.tr_lst if not list(row.iter(qn("w:vMerge")))]
    if len(rows) > 2:
        rows[0].addprevious(rows[1])


def other_wording(sheet: Sheet, chance: random.Random) -> None:
    other = {
        "联系电话": "手机号码",
        "负责人": "单位负责人姓名",
        "地址": "详细地址",
        "员工人数": "职工人数",
    }
    for cell, _ in _label_cells(sheet):
        text = "".join(cell.text.split())
        if text in other:
            _retype(cell, other[text])


def tracked(sheet: Sheet, chance: random.Random) -> None:
    """Each value struck out once and typed again, with changes recorded."""
    for run in list(sheet.table._tbl.iter(qn("w:r")))[1::4]:
        texts = list(run.iter(qn("w:t")))
        if not texts or run.getparent().tag != qn("w:p"):
            continue
        kept = copy.deepcopy(run)
        inserted, deleted = OxmlElement("w:ins"), OxmlElement("w:del")
        run.addprevious(deleted)
        run.addprevious(inserted)
        inserted.append(kept)
        for text in texts:
            gone = OxmlElement("w:delText")
            gone.text = "旧" + (text.text or "")
            text.getparent().replace(text, gone)
        deleted.append(run)


def cut_in_two(sheet: Sheet, chance: random.Random) -> None:
    rows = list(sheet.table._tbl.tr_lst)
    place = len(rows) - 3
    if place < 3 or any(
        m.get(qn("w:val"), "continue") == "continue" for m in rows[place].iter(qn("w:vMerge"))
    ):
        return
    second = copy.deepcopy(sheet.table._tbl)
    for row in second.tr_lst[:place]:
        second.remove(row)
    for row in rows[place:]:
        sheet.table._tbl.remove(row)
    between = OxmlElement("w:p")
    sheet.table._tbl.addnext(between)
    between.addnext(second)


def controls(sheet: Sheet, chance: random.Random) -> None:
    """Values inside content controls."""
    for run in list(sheet.table._tbl.iter(qn("w:r")))[::3]:
        if run.getparent().tag != qn("w:p"):
            continue
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        control.append(content)
        run.addprevious(control)
        content.append(run)


def split_runs(sheet: Sheet, chance: random.Random) -> None:
    for run in list(sheet.table._tbl.iter(qn("w:r"))):
        texts = list(run.iter(qn("w:t")))
        if len(texts) == 1 and len(texts[0].text or "") > 1 and chance.random() < 0.5:
            second = copy.deepcopy(run)
            whole = texts[0].text or ""
            texts[0].text = whole[:1]
            next(second.iter(qn("w:t"))).text = whole[1:]
            run.addnext(second)


def lines_above(sheet: Sheet, chance: random.Random) -> None:
    first = sheet.document.paragraphs[0]
    first.insert_paragraph_before("（以下由推荐单位填写，请勿改动格式）")


ALTERATIONS: Mapping[str, Alteration] = {
    one.__name__: one
    for one in (
        spaced_labels,
        broken_labels,
        colons,
        bracketed,
        row_added,
        rows_swapped,
        other_wording,
        tracked,
        cut_in_two,
        controls,
        split_runs,
        lines_above,
    )
}


def altered(award: Award, seed: int, most: int = 4) -> tuple[Sheet, list[str]]:
    """A filled form after one to ``most`` alterations, and their names."""
    chance = random.Random(seed)
    sheet = sheet_for(award, chance)
    names = chance.sample(sorted(ALTERATIONS), chance.randint(1, most))
    for name in names:
        ALTERATIONS[name](sheet, chance)
    return sheet, names

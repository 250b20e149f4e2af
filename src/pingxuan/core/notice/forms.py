"""Nomination forms (推荐表): their blanks, sub-tables, options, opinion boxes, read from the cells in order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pingxuan.core.notice.annexes import Annex
from pingxuan.core.notice.flat_form import labels_run_together
from pingxuan.core.notice.parts import Parts
from pingxuan.core.notice.source import Piece, compact
from pingxuan.core.notice.tables import Table

FORM_TITLE = re.compile(
    r"(?:推荐|申报|审批|登记|呈报|报名|申请|评审|评选|候选人|提名|自荐)[^汇]{0,6}表(?:（[^（）]{0,20}）)?$"
)
_NO_FORM = re.compile(r"汇总|名额|一览|统计|分配|名册|花名")
_HEADING_BLANK = re.compile(
    r"(?P<label>[\u4e00-\u9fa5]{2,10}(?: ?[\u4e00-\u9fa5]{1,4})?)(?:（[^（）]{0,10}）)?："
)
_BRACKETS = re.compile(r"（(?P<inside>[^（）]{0,80})）")
_VALUE = re.compile(r"^（[^（）]*）|年月日|盖章|签[字名章]|□|。|；|^[0-9一…/\-]+$|^[男女][/、]|^第[0-9_]")
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|[0-9]{1,2}[.、])")
_GROUP = re.compile(r"(?:信息|情况|绩效|概况|资料|栏)$")
_OPINION = re.compile(r"[\u4e00-\u9fa5、（）/]{0,24}意见$")
_OPTION_MARKS = re.compile(r"[□☐○]\s?(?P<option>[^□☐○、，；（） ]{1,12})")
_NO_OPTIONS = re.compile(r"[0-9]|字|页|盖|附|签|填|注|请|如|须|需|应|写|请|以上|以内|等")


@dataclass(frozen=True)
class FormField:
    """One blank: its label's place, the hint printed in it, its options, and the columns of a sub-table."""

    label: Piece
    hint: Piece | None = None
    options: tuple[str, ...] = ()
    columns: tuple[Piece, ...] = ()
    in_heading: bool = False
    group: bool = False
    """A numbered heading over a sub-table rather than a label."""


@dataclass(frozen=True)
class FormFact:
    """One form: its annex, its title, its blanks, its opinion boxes with the text printed in them."""

    annex: Annex
    title: Piece
    fields: tuple[FormField, ...]
    opinions: tuple[tuple[Piece, Piece | None], ...]


def read_forms(parts: Parts) -> tuple[FormFact, ...]:
    """Every nomination form among the annexes."""
    found = []
    for annex in parts.annexes:
        if annex.title and FORM_TITLE.search(annex.title.text) and not _NO_FORM.search(annex.title.text):
            form = _form(annex, annex.title)
            if form.fields or form.opinions:
                found.append(form)
    return tuple(found)


def _form(annex: Annex, title: Piece) -> FormFact:
    if not annex.tables:
        labels, boxes = labels_run_together(annex.paragraphs)
        return FormFact(annex, title, tuple(map(FormField, labels)), tuple((box, None) for box in boxes))
    heading: list[FormField] = []
    fields: list[FormField] = []
    opinions: list[tuple[Piece, Piece | None]] = []
    before_table = True
    for block in annex.content:
        if isinstance(block, Table):
            before_table = False
            _read_cells(list(block.cells), fields, opinions)
        elif before_table:
            heading.extend(_heading_blanks(block))
    return FormFact(annex, title, (*heading, *fields), tuple(opinions))


def _heading_blanks(line: Piece) -> list[FormField]:
    """填报单位：（盖章） 填报时间： in the line above the table, or a bare label on a cover page."""
    if len(line.text) > 80 or "。" in line.text:
        return []
    named = [line.cut(*found.span("label")) for found in _HEADING_BLANK.finditer(line.text)]
    bare = 2 <= len(line.text.replace(" ", "")) <= 6 and re.fullmatch(r"[\u4e00-\u9fa5 ]+", line.text)
    return [FormField(_plain(piece), in_heading=True) for piece in named or ([line] if bare else [])]


def _read_cells(
    cells: list[Piece], fields: list[FormField], opinions: list[tuple[Piece, Piece | None]]
) -> None:
    """Labels with the blanks after them, one run of labels at a time."""
    index = 0
    while index < len(cells):
        if not is_label(cells[index].text):
            index += 1
            continue
        run_end = index
        while run_end < len(cells) and is_label(cells[run_end].text):
            run_end += 1
        value_end = run_end
        while value_end < len(cells) and not is_label(cells[value_end].text):
            value_end += 1
        _take_run(cells[index:run_end], cells[run_end:value_end], fields, opinions)
        index = value_end


def is_label(text: str) -> bool:
    """Whether a cell's text is a label rather than a blank, a hint or a place for a seal."""
    if not text:
        return False
    plain = _BRACKETS.sub("", text).rstrip("：")
    if _OPINION.match(plain) and "年月日" not in text and "。" not in text:
        return True
    return 1 < len(plain) <= 40 and not _VALUE.search(plain) and not _VALUE.match(text) and "：" not in plain


def _take_run(
    run: Sequence[Piece],
    values: Sequence[Piece],
    fields: list[FormField],
    opinions: list[tuple[Piece, Piece | None]],
) -> None:
    columns = _sub_table_width(run, values)
    heads, own = (run[: len(run) - columns], run[len(run) - columns :]) if columns else (run, ())
    for place, label in enumerate(heads):
        last = place == len(heads) - 1
        filled = next((value for value in values if value), None) if last and not columns else None
        if _OPINION.match(_plain(label).text):
            opinions.append((_plain(label), filled))
        elif last and columns:
            group = bool(_NUMBERED.match(label.text))
            fields.append(FormField(_plain(label), columns=tuple(map(_plain, own)), group=group))
        elif last or not _GROUP.search(label.text):
            fields.append(_field(label, filled))


def _sub_table_width(run: Sequence[Piece], values: Sequence[Piece]) -> int:
    """How many labels at the end of a run head the columns of a sub-table; 0 when none do."""
    if any(value.text and not re.fullmatch("[0-9…]+", value.text) for value in values) or len(run) < 3:
        return 0
    numbered = max((place for place, label in enumerate(run) if _NUMBERED.match(label.text)), default=-1)
    widest = len(run) - 1 - max(numbered, 0)
    for width in range(widest, 1, -1):
        if len(values) >= 2 * width - 1 and len(values) % width in (0, width - 1):
            return width
    return 0


def _field(label: Piece, value: Piece | None) -> FormField:
    hint = value
    own = _BRACKETS.search(label.text)
    if hint is None and own:
        hint = label.cut(own.start(), own.end())
    return FormField(_plain(label), hint, printed_options(value, label))


def printed_options(value: Piece | None, label: Piece) -> tuple[str, ...]:
    """The options printed in a blank: （甲、乙、丙）, □甲□乙, 男/女."""
    shown = value.shown if value else label.shown
    marked = [found["option"] for found in _OPTION_MARKS.finditer(shown)]
    if len(marked) >= 2:
        return tuple(marked)
    bracket = _BRACKETS.fullmatch(shown) if value else None
    listed = re.split("[、/，]", bracket["inside"] if bracket else shown if value else "")
    fits = len(listed) >= 2 and all(1 <= len(item) <= 10 and not _NO_OPTIONS.search(item) for item in listed)
    return tuple(item.strip() for item in listed) if fits else ()


def _plain(piece: Piece) -> Piece:
    """A label without its number, its bracketed hint and its colon."""
    numbered = _NUMBERED.match(piece.text)
    piece = piece.cut(numbered.end()) if numbered else piece
    bracket = re.search(r"（[^（）]{0,80}）：?$", piece.text)
    if bracket and bracket.start() > 1:
        piece = piece.cut(0, bracket.start())
    return compact(piece.trim("： "), cell=True)

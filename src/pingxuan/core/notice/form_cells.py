"""Forms whose cells are drawn: labels with the blanks after them, sub-tables and opinion boxes, in reading order."""

import re
from collections.abc import Sequence

from pingxuan.core.notice.form_options import options_in, spaced_options
from pingxuan.core.notice.form_parts import NUMBERED, Box, FormField, is_group, is_photo, plain_label
from pingxuan.core.notice.label_words import column_rule, ends_like_a_label, is_column, is_known
from pingxuan.core.notice.source import Piece
from pingxuan.core.notice.tables import Table

_BRACKETS = re.compile(r"（(?P<inside>[^（）]{0,80})）")
_BLANK = r"^（[^（）]*）|年月日|盖章|签[字名章]|[□☐○◯√]|。|；|^[0-9一…/\-_]+$|^第[0-9_]|^[0-9]{4}年|^[0-9 .,:—\-]+$|[0-9]字"
_CHOICE = r"^[0-9][.、][^0-9]{1,12}[0-9][.、]|^[年月日至—\- ]+$|^[男女是否有无][/、]|^[^/]{1,6}(?:/[^/]{1,6}){2,}$|^[A-Z][.、]"
_VALUE = re.compile(f"{_BLANK}|{_CHOICE}")
_OPINION = re.compile(r"[\u4e00-\u9fa5、（）/“”]{0,28}意见$")
_BOX_INSIDE = re.compile(
    r"(?P<label>(?=[\u4e00-\u9fa5])(?:[\u4e00-\u9fa5、/]|（[^（）]{1,8}）){0,28}?意见)"
    r"(?:（(?:盖章|公章|签章)）)?：?(?=[^。]{0,12}(?:盖章|公章|签[字名章]|年月日))"
)
MOST_COLUMNS = 0.6
"""The part of a sub-table's columns that must be called what its columns mostly are."""
FILLED = 3
"""Values that stand out before a form is taken to be filled in as an example."""
_SHORT = 8
"""Letters of a filled-in value such as 中共党员."""


def read_cells(table: Table, fields: list[FormField], boxes: list[Box]) -> None:
    """Adds a table's blanks and opinion boxes, one run of labels at a time."""
    cells = [part for cell in table.cells for part in _parts(cell)]
    labels = [is_label(cell.text) and not spaced_options(cell) for cell in cells]
    _set_values_apart(cells, labels)
    index = 0
    while index < len(cells):
        if not labels[index]:
            index += 1
            continue
        run_end = _while(labels, index, True)
        value_end = _while(labels, run_end, False)
        _take_run(cells[index:run_end], cells[run_end:value_end], fields, boxes)
        index = value_end


def _parts(cell: Piece) -> list[Piece]:
    """单位意见：（盖章） as label and blank; any other cell as it is."""
    found = _BOX_INSIDE.match(cell.text)
    return [cell.cut(*found.span("label")), cell.cut(found.end())] if found else [cell]


def is_label(text: str) -> bool:
    """Whether a cell's text is a label rather than a blank, a hint or a place for a seal."""
    if not text:
        return False
    if is_photo(text):
        return True
    if text.replace(" ", "").count("（）") > 1:
        return False
    plain = _BRACKETS.sub("", text).rstrip("：")
    if is_opinion(plain) and "年月日" not in text and "。" not in text:
        return True
    return 1 < len(plain) <= 40 and not _VALUE.search(plain) and not _VALUE.match(text) and "：" not in plain


def is_opinion(text: str) -> bool:
    """Whether a label names an opinion box."""
    return bool(_OPINION.match(text))


def _while(labels: Sequence[bool], start: int, wanted: bool) -> int:
    end = start
    while end < len(labels) and labels[end] is wanted:
        end += 1
    return end


def _set_values_apart(cells: Sequence[Piece], labels: list[bool]) -> None:
    """A short text between two labels every form shares is what an example was filled in with: 性别 女 民族."""
    between = [index for index in range(1, len(cells) - 1) if _is_between(cells, labels, index)]
    strange = [index for index in between if not _may_be_label(cells[index].text)]
    filled = len(strange) >= FILLED
    for index in between if filled else strange:
        if not is_known(cells[index].text):
            labels[index] = False


def _is_between(cells: Sequence[Piece], labels: Sequence[bool], index: int) -> bool:
    before, text, after = (cells[index + step].text for step in (-1, 0, 1))
    asked = labels[index] and labels[index - 1] and is_known(before) and not is_group(before)
    return asked and (is_known(after) or is_opinion(after)) and len(text) <= _SHORT


def _may_be_label(text: str) -> bool:
    return is_known(text) or is_column(text) or is_group(text) or ends_like_a_label(text)


def _take_run(
    run: Sequence[Piece], values: Sequence[Piece], fields: list[FormField], boxes: list[Box]
) -> None:
    columns = _sub_table_width(run, values)
    heads, own = (run[: len(run) - columns], run[len(run) - columns :]) if columns else (run, ())
    for place, label in enumerate(heads):
        last = place == len(heads) - 1
        filled = next((value for value in values if value), None) if last and not columns else None
        if is_opinion(plain_label(label).text):
            boxes.append((plain_label(label), filled))
        elif last and columns:
            group = bool(NUMBERED.match(label.text))
            fields.append(FormField(plain_label(label), columns=tuple(map(plain_label, own)), group=group))
        elif last or not _gathers(label, heads[place + 1]):
            fields.append(_field(label, filled))


def _gathers(label: Piece, following: Piece) -> bool:
    """基本信息 beside what it holds; 联系人 beside 姓名 and 电话."""
    return is_group(label.text) or (label.text.endswith("人") and following.text == "姓名")


def _sub_table_width(run: Sequence[Piece], values: Sequence[Piece]) -> int:
    """How many labels at the end of a run head the columns of a sub-table; 0 when none do."""
    if any(value.text and not re.fullmatch("[0-9…]+", value.text) for value in values) or len(run) < 3:
        return 0
    named = _named_width(run)
    if named and len(values) >= named:
        return named
    numbered = max((place for place, label in enumerate(run) if NUMBERED.match(label.text)), default=-1)
    widest = len(run) - 1 - max(numbered, 0)
    for width in range(widest, 1, -1):
        if not _may_head(run[len(run) - width - 1]):
            continue
        if len(values) >= 2 * width - 1 and len(values) % width in (0, width - 1):
            return width
    return 0


def _may_head(label: Piece) -> bool:
    """Whether a label may head a sub-table: 姓名 or 性别 heads none, they stand above blanks of their own."""
    plain = plain_label(label).text
    return bool(NUMBERED.match(label.text)) or column_rule(plain) is not None or not is_known(plain)


def _named_width(run: Sequence[Piece]) -> int:
    """The labels at the end of a run that are columns of the sub-table the first of them to head one heads."""
    for place, head in enumerate(run[:-2]):
        rule = column_rule(plain_label(head).text)
        if rule:
            rest = [_BRACKETS.sub("", plain_label(label).text) for label in run[place + 1 :]]
            told = sum(bool(rule.match(label)) for label in rest)
            return len(rest) if told >= MOST_COLUMNS * len(rest) else 0
    return 0


def _field(label: Piece, value: Piece | None) -> FormField:
    hint = value
    own = _BRACKETS.search(label.text)
    if hint is None and own:
        hint = label.cut(own.start(), own.end())
    return FormField(plain_label(label), hint, options_in(value, label))

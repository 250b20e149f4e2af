"""The nomination form (推荐表), blank or filled in, laid out like the annex of the notice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pingxuan.core.definition import Award, Field, Form, OpinionStep
from pingxuan.core.page_code import PageCode
from pingxuan.core.paper import Align, Block, Cell, Face, HeadingLine, PageStyle, Paper
from pingxuan.core.papers.grid import Strip, lay_out
from pingxuan.core.papers.phrases import (
    BLANK_NAME,
    SEAL,
    SEALED_FOR,
    chinese_day,
    label_lines,
    spaced,
    title_lines,
)
from pingxuan.core.words import FieldKind, Meaning, PaperKind

Answer = str | Sequence[Mapping[str, str]]
"""Text, or the lines of a field of kind ROWS (column key → text); of the photograph its digest."""

WIDTH = 160.0
TABLE_HEIGHT = 213.0
"""What one page has left for the table, in mm, under a title of one line."""
TITLE_LINE = 9.0
HEADING_LINE = 7.0
"""What a further line of title or heading line takes from the table, in mm."""
HEADING_ROOM = 40
"""Characters the heading line holds before it takes a second line."""
INFO_HEIGHT = 11.0
OPINION_HEIGHT = 34.0
LEAST_TALL = 40.0
PHOTO_WIDTH = 32.0
PHOTO_ROWS = 4
PHOTO_HEIGHT = 44.0
LEAST_LINES = 3

_ALONE = {FieldKind.ADDRESS, FieldKind.OPTIONS, FieldKind.ATTACHMENT}


@dataclass(frozen=True, kw_only=True)
class StatedOpinion:
    """An opinion as given: ``label`` is its box, ``capacity`` the body that gave it."""

    label: str
    text: str
    capacity: str = ""
    signatory: str = ""
    day: date | None = None
    sealed_for: bool = False


@dataclass(frozen=True, kw_only=True)
class FilledForm:
    """What one nomination form holds; answers are keyed by the form's fields."""

    answers: Mapping[str, Answer]
    opinions: Sequence[StatedOpinion] = ()
    filing_unit: str = ""
    filing_date: date | None = None
    name: str = ""
    """The nominee, for the file's name."""
    page_code: PageCode | None = None
    digest: str = ""


def blank_form(
    award: Award, *, form: Form | None = None, page_code: PageCode | None = None, author: str = ""
) -> Paper:
    """The empty form of an award (the main one unless told), with its prompts, to be filled in by hand."""
    return _form(form or award.form, FilledForm(answers={}, page_code=page_code), author, prompts=True)


def filled_form(award: Award, filled: FilledForm, *, form: Form | None = None, author: str = "") -> Paper:
    """One nomination's form (the main one unless told) with answers and opinions, ready to be sealed.

    An opinion stands in every form's box of its label; other boxes are left for the hand.
    """
    return _form(form or award.form, filled, author, prompts=False)


def printed_photo(form: Form) -> Field | None:
    """The field whose photograph is printed on the form itself, if it has one."""
    return next((blank for blank in form.fields if blank.kind is FieldKind.PHOTO and blank.printed), None)


def _form(form: Form, filled: FilledForm, author: str, *, prompts: bool) -> Paper:
    title = title_lines(form.title)
    heading = _heading_line(form, filled)
    room = TABLE_HEIGHT - TITLE_LINE * (len(title) - 1) - HEADING_LINE * _further_lines(heading)
    blocks: tuple[Block, ...] = (heading, lay_out(_strips(form, filled, room, prompts)))
    return Paper(
        kind=PaperKind.NOMINATION_FORM,
        style=PageStyle.FORM,
        title=title,
        blocks=blocks,
        name=filled.name,
        annex=form.annex,
        page_code=filled.page_code,
        digest=filled.digest,
        author=author,
    )


def _heading_line(form: Form, filled: FilledForm) -> HeadingLine:
    fields = [blank for blank in form.fields if blank.in_heading] or [
        Field(key="", label="填报单位", meaning=Meaning.FILING_UNIT),
        Field(key="", label="填报时间", meaning=Meaning.FILING_DATE),
    ]
    return HeadingLine(parts=tuple(f"{blank.label}：{_heading_value(blank, filled)}" for blank in fields))


def _further_lines(heading: HeadingLine) -> int:
    if sum(len(part) for part in heading.parts) <= HEADING_ROOM:
        return 0
    return 1 + len(heading.parts[0]) // (HEADING_ROOM - 4)


def _heading_value(blank: Field, filled: FilledForm) -> str:
    answer = _text(filled.answers.get(blank.key, ""))
    if blank.meaning is Meaning.FILING_UNIT:
        return (filled.filing_unit or answer or BLANK_NAME) + SEAL
    if blank.meaning is Meaning.FILING_DATE:
        return chinese_day(filled.filing_date) if filled.filing_date or not answer else answer
    return answer


def _strips(form: Form, filled: FilledForm, room: float, prompts: bool) -> list[Strip]:
    fields = [blank for blank in form.fields if blank.printed and not blank.in_heading]
    tall = [blank for blank in fields if blank.kind is FieldKind.LONG_TEXT]
    lists = [blank for blank in fields if blank.kind is FieldKind.ROWS]
    short = [blank for blank in fields if blank not in tall and blank not in lists]
    strips = _info_strips(short, filled.answers, prompts)
    for blank in lists:
        strips += _list_strips(blank, filled.answers)
    opinions = _opinion_strips(form.opinions, filled.opinions)
    used = sum(strip.height or INFO_HEIGHT for strip in (*strips, *opinions))
    height = max(LEAST_TALL, (room - used) / max(1, len(tall)))
    return strips + [_tall_strip(blank, filled.answers, height, prompts) for blank in tall] + opinions


def _info_strips(fields: Sequence[Field], answers: Mapping[str, Answer], prompts: bool) -> list[Strip]:
    photo = next((blank for blank in fields if blank.kind is FieldKind.PHOTO), None)
    lines = _pairs([blank for blank in fields if blank is not photo])
    if photo is not None and not lines:
        return [Strip(((WIDTH, _photo_cell(photo, answers, 1)),), PHOTO_HEIGHT)]
    strips = []
    for number, line in enumerate(lines):
        beside_photo = photo is not None and number < PHOTO_ROWS
        room = WIDTH - PHOTO_WIDTH if beside_photo else WIDTH
        cells = _info_cells(line, answers, room, prompts)
        if photo is not None and number == 0:
            cells += ((PHOTO_WIDTH, _photo_cell(photo, answers, min(PHOTO_ROWS, len(lines)))),)
        strips.append(Strip(cells, INFO_HEIGHT))
    return strips


def _pairs(fields: Sequence[Field]) -> list[tuple[Field, ...]]:
    lines: list[tuple[Field, ...]] = []
    for blank in fields:
        waiting = lines and len(lines[-1]) == 1 and not _alone(lines[-1][0])
        if waiting and not _alone(blank):
            lines[-1] = (lines[-1][0], blank)
        else:
            lines.append((blank,))
    return lines


def _alone(blank: Field) -> bool:
    return blank.kind in _ALONE or blank.meaning is Meaning.ADDRESS or (blank.max_chars or 0) > 60


def _info_cells(
    line: tuple[Field, ...], answers: Mapping[str, Answer], room: float, prompts: bool
) -> tuple[tuple[float, Cell], ...]:
    label_width = 28.0 if room == WIDTH else 25.0
    value_width = room / 2 - label_width
    if len(line) == 1:
        value = _value_cell(line[0], answers, prompts, Align.LEFT)
        return (label_width, _label_cell(line[0])), (room - label_width, value)
    return tuple(
        pair
        for blank in line
        for pair in (
            (label_width, _label_cell(blank)),
            (value_width, _value_cell(blank, answers, prompts, Align.CENTER)),
        )
    )


def _label_cell(blank: Field) -> Cell:
    return Cell(text=spaced(blank.label), continued_as=blank.label)


def _value_cell(blank: Field, answers: Mapping[str, Answer], prompts: bool, align: Align) -> Cell:
    text = _text(answers.get(blank.key, ""))
    if text or not prompts:
        return Cell(text=text, align=align, continued_as=blank.label)
    return Cell(text=_prompt(blank), align=align, hint=True, continued_as=blank.label)


def _prompt(blank: Field) -> str:
    if blank.hint:
        return blank.hint if blank.hint.startswith("（") else f"（{blank.hint}）"
    if blank.options:
        return f"（{'、'.join(blank.options)}）"
    limits = _limits(blank)
    annex = "可另附页" if blank.annex_page else ""
    said = "，".join(part for part in (limits, annex) if part)
    return f"（{said}）" if said else ""


def _limits(blank: Field) -> str:
    if blank.kind is not FieldKind.LONG_TEXT or blank.max_chars is None:
        return ""
    return f"{blank.min_chars}—{blank.max_chars}字" if blank.min_chars else f"{blank.max_chars}字以内"


def _photo_cell(blank: Field, answers: Mapping[str, Answer], rows: int) -> Cell:
    digest = answers.get(blank.key, "")
    picture = digest if isinstance(digest, str) else ""
    return Cell(text=f"（{blank.label}）", hint=True, rowspan=rows, picture=picture)


def _tall_strip(blank: Field, answers: Mapping[str, Answer], height: float, prompts: bool) -> Strip:
    text = _text(answers.get(blank.key, ""))
    vertical = len(blank.label) <= 6
    label = Cell(
        text=blank.label if vertical else label_lines(blank.label, 5),
        vertical=vertical,
        continued_as=blank.label,
    )
    if text or not prompts:
        value = Cell(text=text, align=Align.LEFT, top=True, indent=True, continued_as=blank.label)
    else:
        value = Cell(text=_prompt(blank), hint=True, continued_as=blank.label)
    return Strip(((28.0, label), (WIDTH - 28.0, value)), height)


def _list_strips(blank: Field, answers: Mapping[str, Answer]) -> list[Strip]:
    given = answers.get(blank.key, "")
    if isinstance(given, str) and given:
        return [_tall_strip(blank, answers, LEAST_TALL, prompts=False)]
    lines: list[Mapping[str, str]] = [line for line in given if not isinstance(line, str)]
    lines += [{}] * (LEAST_LINES - len(lines))
    width = round((WIDTH - 28.0) / max(1, len(blank.columns)), 2)
    label = Cell(text=label_lines(blank.label, 5), rowspan=len(lines) + 1)
    heads = tuple((width, Cell(text=column.label, face=Face.FANG)) for column in blank.columns)
    strips = [Strip(((28.0, label), *heads), INFO_HEIGHT)]
    for line in lines:
        cells = tuple(
            (width, Cell(text=line.get(column.key, ""), continued_as=column.label))
            for column in blank.columns
        )
        strips.append(Strip(cells, INFO_HEIGHT))
    return strips


def _opinion_strips(steps: Sequence[OpinionStep], stated: Sequence[StatedOpinion]) -> list[Strip]:
    given = {opinion.label: opinion for opinion in stated}
    height = OPINION_HEIGHT if len(steps) <= 3 else 28.0
    return [
        Strip(
            ((28.0, _opinion_label(step)), (WIDTH - 28.0, _opinion_cell(step, given.get(step.label)))), height
        )
        for step in steps
    ]


def _opinion_label(step: OpinionStep) -> Cell:
    return Cell(text=label_lines(step.label, 5), continued_as=step.label)


def _opinion_cell(step: OpinionStep, opinion: StatedOpinion | None) -> Cell:
    place = SEAL if step.seal else "（签字）"
    if opinion is None:
        return Cell(align=Align.LEFT, top=True, seal=(place, chinese_day(None)))
    lines = [f"签字：{opinion.signatory}"] if opinion.signatory else []
    lines.append(opinion.capacity + (SEALED_FOR if opinion.sealed_for else place))
    lines.append(chinese_day(opinion.day))
    return Cell(
        text=opinion.text, align=Align.LEFT, top=True, indent=True, continued_as=step.label, seal=tuple(lines)
    )


def _text(answer: Answer) -> str:
    if isinstance(answer, str):
        return answer
    return "\n".join("　".join(line.values()) for line in answer)

"""An award's forms and summary table put in order, so that nothing in them keeps a campaign from opening."""

from collections.abc import Iterable
from dataclasses import replace

from pingxuan.core.definition import Award, Column, Field, Form, OpinionStep, field_for
from pingxuan.core.form_check import NOT_A_NAME, NOT_IN_ROWS
from pingxuan.core.notice.draft_forms import assumed_form
from pingxuan.core.words import FieldKind, Meaning

_NAMES = {FieldKind.TEXT, FieldKind.PERSON_NAME}


def settled_forms(award: Award) -> Award:
    """The award with forms that can be filled: the customary form where it has none."""
    main = award.form
    if not main.fields:
        assumed = assumed_form(award.name, award.kind)
        main = replace(assumed, title=main.title or assumed.title, annex=main.annex, opinions=main.opinions)
    taken: set[str] = set()
    main = _with_nominee(_settled_form(main, taken))
    taken |= {blank.key for blank in main.fields}
    further = tuple(_settled_form(form, taken) for form in award.further_forms)
    keys = {blank.key for form in (main, *further) for blank in form.fields}
    columns = tuple(_sourced(column, keys) for column in award.summary.columns)
    return replace(award, form=main, further_forms=further, summary=replace(award.summary, columns=columns))


def _settled_form(form: Form, taken: set[str]) -> Form:
    steps: set[str] = set()
    return replace(
        form,
        fields=tuple(_settled_field(blank, taken) for blank in form.fields),
        opinions=tuple(_settled_step(step, steps) for step in form.opinions),
    )


def _settled_step(step: OpinionStep, taken: set[str]) -> OpinionStep:
    return replace(step, key=fresh_key(step.key, taken))


def _settled_field(blank: Field, taken: set[str]) -> Field:
    options = tuple(dict.fromkeys(blank.options))
    kind = blank.kind
    if kind in {FieldKind.OPTION, FieldKind.OPTIONS} and len(options) < 2:
        kind = FieldKind.TEXT
    if kind is FieldKind.ROWS and not blank.columns:
        kind = FieldKind.LONG_TEXT
    crossed = (
        blank.min_chars is not None and blank.max_chars is not None and blank.min_chars > blank.max_chars
    )
    cells: set[str] = set()
    return replace(
        blank,
        key=fresh_key(blank.key, taken),
        kind=kind,
        options=options,
        min_chars=None if crossed else blank.min_chars,
        columns=tuple(_settled_cell(column, cells) for column in blank.columns),
    )


def _settled_cell(column: Field, taken: set[str]) -> Field:
    cell = replace(column, kind=FieldKind.TEXT) if column.kind in NOT_IN_ROWS else column
    return _settled_field(cell, taken)


def fresh_key(key: str, taken: set[str]) -> str:
    """The key, numbered when it stands for something else already; ``taken`` remembers it."""
    name = number = key.strip() or "field"
    count = 1
    while number in taken:
        count += 1
        number = f"{name}{count}"
    taken.add(number)
    return number


def _with_nominee(form: Form) -> Form:
    """The form with a blank for the nominee's name: the first that can hold one, else one more."""
    held = field_for(form, Meaning.NOMINEE_NAME)
    if held is not None and held.kind not in NOT_A_NAME:
        return form
    form = replace(form, fields=tuple(_without_name(one) for one in form.fields))
    free = [blank for blank in form.fields if blank.kind in _NAMES and blank.meaning is Meaning.NONE]
    if not free:
        taken = {blank.key for blank in form.fields}
        asked = Field(key=fresh_key("nominee", taken), label="推荐对象", meaning=Meaning.NOMINEE_NAME)
        return replace(form, fields=(asked, *form.fields))
    return replace(form, fields=tuple(_named(form.fields, free[0])))


def _without_name(blank: Field) -> Field:
    return replace(blank, meaning=Meaning.NONE) if blank.meaning is Meaning.NOMINEE_NAME else blank


def _named(fields: Iterable[Field], chosen: Field) -> Iterable[Field]:
    return (replace(one, meaning=Meaning.NOMINEE_NAME) if one is chosen else one for one in fields)


def _sourced(column: Column, keys: set[str]) -> Column:
    return column if column.source in keys else replace(column, source="")

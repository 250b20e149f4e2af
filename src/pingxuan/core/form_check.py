"""What is inconsistent in an award's forms and summary table."""

from collections.abc import Iterator

from pingxuan.core.definition import Award, Column, Definition, Field, Form, field_for
from pingxuan.core.finding import Finding, in_marks, repeated
from pingxuan.core.words import FieldKind, Meaning, OpinionBy

NOT_IN_ROWS = frozenset({FieldKind.ROWS, FieldKind.PHOTO, FieldKind.ATTACHMENT})
"""Kinds no cell of a table of rows can hold."""
NOT_A_NAME = NOT_IN_ROWS | {FieldKind.OPTIONS}
"""Kinds that hold no single text, so nobody's name."""


def form_check_findings(definition: Definition) -> Iterator[Finding]:
    """What is inconsistent in the forms: the main one of each award, then those beside it."""
    for index, award in enumerate(definition.awards):
        yield from _main_form(award, f"awards[{index}].form")
        seen = {blank.key for blank in award.form.fields}
        for place, form in enumerate(award.further_forms):
            yield from _further_form(form, seen, f"awards[{index}].further_forms[{place}]")
            seen |= {blank.key for blank in form.fields}


def _main_form(award: Award, where: str) -> Iterator[Finding]:
    form, basis = award.form, award.form.annex or award.form.title
    if not form.fields:
        text = f"{in_marks(award.name)}的推荐表没有一栏可填。请补上栏目，或从上一届评选复制。"
        yield Finding("form_without_fields", text, where, basis)
        return
    name = field_for(form, Meaning.NOMINEE_NAME)
    if name is None:
        text = f"{in_marks(award.name)}的推荐表里没有指明哪一栏是推荐对象的名称。请指定一栏。"
        yield Finding("nominee_name_missing", text, where, basis)
    elif name.kind in NOT_A_NAME:
        text = (
            f"{in_marks(name.label)}是{name.kind.label}，装不下推荐对象的名称。请改为文字栏，或另指定一栏。"
        )
        yield Finding("nominee_name_unfit", text, f"{where}.fields[{form.fields.index(name)}].kind", basis)
    if not any(step.by is OpinionBy.NOMINATING_BODY for step in form.opinions):
        text = f"{in_marks(award.name)}的推荐表没有推荐单位意见一栏，推荐单位报送即视为推荐。如需写意见，请补上。"
        yield Finding("body_opinion_missing", text, f"{where}.opinions", basis, blocks=False)
    yield from _content(form, where)


def _further_form(form: Form, seen: set[str], where: str) -> Iterator[Finding]:
    basis = form.annex or form.title
    if not form.fields:
        text = f"附表{in_marks(form.title)}没有一栏可填，印出来只有表头和意见栏。请补上栏目，或删去这张表。"
        yield Finding("further_form_without_fields", text, where, basis, blocks=False)
    for key in sorted(seen & {blank.key for blank in form.fields}):
        text = f"附表{in_marks(form.title)}有一栏与前面的表用了同一个代号{in_marks(key)}，填写的内容会互相覆盖。请改成不同的代号。"
        yield Finding("field_key_repeated", text, f"{where}.fields", basis)
    yield from _content(form, where)


def _content(form: Form, where: str) -> Iterator[Finding]:
    basis = form.annex or form.title
    yield from _keys(form, where, basis)
    for place, blank in enumerate(form.fields):
        yield from _field(blank, f"{where}.fields[{place}]", basis)


def _keys(form: Form, where: str, basis: str) -> Iterator[Finding]:
    for key in repeated(blank.key for blank in form.fields):
        text = f"推荐表里有两栏用了同一个代号{in_marks(key)}，填写的内容会互相覆盖。请改成不同的代号。"
        yield Finding("field_key_repeated", text, f"{where}.fields", basis)
    for key in repeated(step.key for step in form.opinions):
        text = f"两个意见栏用了同一个代号{in_marks(key)}。请改成不同的代号。"
        yield Finding("opinion_key_repeated", text, f"{where}.opinions", basis)


def _field(blank: Field, where: str, basis: str) -> Iterator[Finding]:
    low, high = blank.min_chars, blank.max_chars
    if low is not None and high is not None and low > high:
        text = f"{in_marks(blank.label)}最少 {low} 字，最多却是 {high} 字。请核对字数要求。"
        yield Finding("limits_crossed", text, f"{where}.max_chars", basis)
    if blank.kind in {FieldKind.OPTION, FieldKind.OPTIONS} and len(blank.options) < 2:
        text = f"{in_marks(blank.label)}是选择栏，可选项却不足两个。请补上选项，或改为文字栏。"
        yield Finding("options_missing", text, f"{where}.options", basis)
    for option in repeated(blank.options):
        yield Finding(
            "option_repeated",
            f"{in_marks(blank.label)}的选项{in_marks(option)}重复了。",
            f"{where}.options",
            basis,
        )
    if blank.kind is FieldKind.ROWS and not blank.columns:
        text = f"{in_marks(blank.label)}是多行表，却没有列。请补上各列，或改为文字栏。"
        yield Finding("rows_without_columns", text, f"{where}.columns", basis)
    for key in repeated(column.key for column in blank.columns):
        text = f"{in_marks(blank.label)}有两列用了同一个代号{in_marks(key)}，填写的内容会互相覆盖。请改成不同的代号。"
        yield Finding("column_key_repeated", text, f"{where}.columns", basis)
    for place, column in enumerate(blank.columns):
        if column.kind in NOT_IN_ROWS:
            text = f"{in_marks(blank.label)}的{in_marks(column.label)}列是{column.kind.label}，放不进多行表。请改为文字，或另设一栏。"
            yield Finding("column_kind_unfit", text, f"{where}.columns[{place}].kind", basis)


def summary_findings(definition: Definition) -> Iterator[Finding]:
    """What is inconsistent between the summary tables and the forms that fill them."""
    for index, award in enumerate(definition.awards):
        keys = {blank.key for blank in award.fields}
        where, table = f"awards[{index}].summary", award.summary
        basis = table.annex or table.title
        for place, column in enumerate(table.columns):
            yield from _column(column, keys, f"{where}.columns[{place}]", basis)
        yield from _summary_key(award, where, basis)


def _column(column: Column, keys: set[str], where: str, basis: str) -> Iterator[Finding]:
    if column.meaning is Meaning.RUNNING_NUMBER:
        return
    if not column.source:
        text = f"汇总表的{in_marks(column.label)}列在推荐表里没有对应的栏目，打印出来会是空白。请指定来源，或加一栏只在网上填。"
        yield Finding("column_without_source", text, where, basis, blocks=False)
    elif column.source not in keys:
        text = (
            f"汇总表的{in_marks(column.label)}列指向不存在的栏目{in_marks(column.source)}。请重新指定来源。"
        )
        yield Finding("column_source_unknown", text, where, basis)


def _summary_key(award: Award, where: str, basis: str) -> Iterator[Finding]:
    """A register rule looks a person up by their unit, so the summary should name it."""
    unit = field_for(award.form, Meaning.UNIT_NAME)
    sources = {column.source for column in award.summary.columns}
    if award.rules and unit and award.summary.columns and unit.key not in sources:
        text = (
            f"{in_marks(award.name)}要按所在单位核对荣誉台账，汇总表却没有{in_marks(unit.label)}列。"
            "单位名称以推荐表为准；如需在汇总表上核对，请加一列。"
        )
        yield Finding("summary_lacks_unit", text, where, basis, blocks=False)

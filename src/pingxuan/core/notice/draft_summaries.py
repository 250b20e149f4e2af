"""The draft's summary tables: each column filled from a field of the form, or a field added for it."""

import re
from dataclasses import replace

from pingxuan.core.definition import Column, Field, Form, SummaryTable, field_for
from pingxuan.core.finding import in_marks
from pingxuan.core.notice.labels import asked_by, customary_options, key_for
from pingxuan.core.notice.notes import Notes
from pingxuan.core.notice.source import Piece
from pingxuan.core.notice.summaries import SummaryFact
from pingxuan.core.words import FieldKind, Meaning

_FILLED_BY_US = {Meaning.RUNNING_NUMBER, Meaning.FILING_UNIT}


def draft_summary(
    table: SummaryFact, form: Form, path: str, form_path: str, notes: Notes
) -> tuple[SummaryTable, Form]:
    """The summary table, and the form with the blanks that only the summary asks for added unprinted."""
    notes.shown(f"{path}.title", table.title)
    columns: list[Column] = []
    for index, piece in enumerate(table.columns):
        here, label = f"{path}.columns[{index}]", notes.shown(f"{path}.columns[{index}]", piece)
        meaning = _own_meaning(label)
        source = _source(label, form)
        if not source and meaning not in _FILLED_BY_US and label not in ("备注", "备 注"):
            form, source = _with_added(form, piece, table, here, form_path, notes)
        columns.append(Column(label=label, source=source, meaning=meaning))
    return SummaryTable(title=table.title.shown, annex=table.annex.name, columns=tuple(columns)), form


def assumed_summary(name: str, form: Form) -> SummaryTable:
    """The summary proposed when the notice prints none: number, name, unit, telephone."""
    wanted = (Meaning.NOMINEE_NAME, Meaning.UNIT_NAME, Meaning.CONTACT_NAME, Meaning.PHONE)
    fields = [blank for meaning in wanted if (blank := field_for(form, meaning))]
    columns = (
        Column(label="序号", meaning=Meaning.RUNNING_NUMBER),
        *(Column(label=blank.label, source=blank.key, meaning=blank.meaning) for blank in fields),
    )
    return SummaryTable(title=f"{name}推荐汇总表", columns=columns)


def _own_meaning(label: str) -> Meaning:
    meaning = asked_by(label).meaning
    return meaning if meaning in _FILLED_BY_US else Meaning.NONE


def _source(label: str, form: Form) -> str:
    """The key of the field that fills a column: of the same label, asking the same, or the nominee's name."""
    if asked_by(label).meaning is Meaning.RUNNING_NUMBER:
        return ""
    same = [blank for blank in form.fields if _bare(blank.label) == _bare(label)]
    key = asked_by(label).key
    alike = [blank for blank in form.fields if key and asked_by(blank.label).key == key]
    within = [
        blank
        for blank in form.fields
        if min(len(blank.label), len(label)) >= 2
        and (_bare(blank.label).endswith(_bare(label)) or _bare(label).endswith(_bare(blank.label)))
    ]
    named = [blank for blank in form.fields if blank.meaning is Meaning.NOMINEE_NAME]
    named = named if re.search("(?:姓名|名称)$", label) else []
    return next((blank.key for blank in (*same, *alike, *within, *named)), "")


def _bare(label: str) -> str:
    return re.sub(r"（[^（）]{0,20}）|\s", "", label)


def _with_added(
    form: Form, piece: Piece, table: SummaryFact, path: str, form_path: str, notes: Notes
) -> tuple[Form, str]:
    """A blank asked once on the web and printed in the summary alone."""
    label, span = piece.shown, piece.span()
    asked, options = asked_by(label), customary_options(label)
    key = key_for(label, {blank.key for blank in form.fields})
    added = Field(
        key=key,
        label=label,
        kind=FieldKind.OPTION
        if options
        else FieldKind.TEXT
        if asked.kind is FieldKind.OPTION
        else asked.kind,
        meaning=asked.meaning,
        options=options,
        printed=False,
        hint="推荐表不印这一栏，汇总表要用",
    )
    notes.spans(f"{form_path}.fields[{len(form.fields)}]", [span])
    text = (
        f"{in_marks(table.title.shown)}要填{in_marks(label)}，推荐表却没有这一栏。已加一栏只在网上填写、不印在推荐表上；"
        "如应取自别的栏目，请改汇总表的来源。"
    )
    notes.ask("column_without_field", text, f"{path}.source", label, [span])
    return replace(form, fields=(*form.fields, added)), key

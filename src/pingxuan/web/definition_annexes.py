"""An annex pasted in answer to a question: the notice is read again with it, and what a person set stays."""

from collections.abc import Sequence
from dataclasses import dataclass

from pingxuan.core.definition import Definition, from_data, whole_data
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.notice.draft import draft_definition
from pingxuan.core.notice.facts import read_notice
from pingxuan.core.notice.layout import Layout
from pingxuan.core.notice.rereading import carried, with_annex
from pingxuan.web.definition_reading import Reading

LONGEST = 100_000


@dataclass(frozen=True)
class PastedAnnex:
    """An annex's text and the title the notice lists it under; ``question`` is what it answers."""

    question: str
    title: str
    text: str


def read_in(
    reading: Reading, definition: Definition, annexes: Sequence[PastedAnnex]
) -> tuple[Definition, Layout | None]:
    """The definition with what the annexes say, and the notice with them; raises Refused where one is unfit."""
    layout, facts = reading.layout, reading.facts
    if layout is None or facts is None or not annexes:
        return definition, None
    numbers = {piece.shown: str(number or "") for number, piece in facts.parts.attachments}
    for annex in annexes:
        if len(annex.text) > LONGEST:
            text = "附件文字超过 10 万字，不像一份附件。请只粘贴这一个附件的内容。"
            raise Refused(Finding("annex_too_long", text, f"answer:{annex.question}"))
        layout = with_annex(layout, annex.text, title=annex.title, number=numbers.get(annex.title, ""))
    try:
        second = whole_data(draft_definition(read_notice(layout))[0])
    except Refused as refusal:
        where = f"answer:{annexes[-1].question}"
        raise Refused(*(Finding(one.code, one.text, where) for one in refusal.findings)) from refusal
    return from_data(carried(dict(reading.then), second, whole_data(definition))), layout

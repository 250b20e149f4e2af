"""A notice in its parts: head, body, list of attachments, signature, annexes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pingxuan.core.notice.annexes import Annex, first_annex, read_annexes
from pingxuan.core.notice.closing import Signature, closing_date, read_attachments, read_signature
from pingxuan.core.notice.layout import Layout
from pingxuan.core.notice.lines import Line, clause_level, clause_text, split_lines
from pingxuan.core.notice.opening import read_addressees, read_title
from pingxuan.core.notice.source import Piece, whole
from pingxuan.core.notice.tables import Table, blocks


@dataclass(frozen=True)
class Paragraph:
    """One paragraph with the clause it stands in, 三（一）, and that clause's heading (推荐标准)."""

    piece: Piece
    clause: str = ""
    heading: str = ""

    @property
    def text(self) -> str:
        """What rules match."""
        return self.piece.text


@dataclass(frozen=True)
class Parts:
    """The whole notice, taken apart; nothing is interpreted yet."""

    source: Piece
    head: tuple[Line, ...] = ()
    title: Piece | None = None
    addressees: Piece | None = None
    body: tuple[Paragraph, ...] = ()
    body_tables: tuple[tuple[str, Table], ...] = ()
    """Each with the heading of the clause it stands in."""
    attachments: tuple[tuple[int | None, Piece], ...] = ()
    signature: Signature = field(default_factory=Signature)
    annexes: tuple[Annex, ...] = ()


def take_apart(notice: str | Layout) -> Parts:
    """The notice in its parts; raises Refused when it is empty or too long."""
    layout = notice if isinstance(notice, Layout) else Layout(notice)
    source = whole(layout.text)
    lines = split_lines(source, layout.tables)
    title, head_end = read_title(lines)
    addressees, start = read_addressees(lines, head_end)
    signed = closing_date(lines, start)
    cut = min(first_annex(lines, start, signed), _annex_file(lines, layout))
    listed, list_start, list_end = read_attachments(lines[:cut], start)
    signature, sign_start = read_signature(lines, signed, start)
    ends = [end for end in (list_start, sign_start, cut) if end is not None]
    inside = lines[start : min(ends)]
    after = lines[list_end:cut] if list_end and sign_start is not None and sign_start < list_end else []
    paragraphs, tables = _body([*inside, *after])
    return Parts(
        source, tuple(lines[: max(start, 1)]), title, addressees, paragraphs, tables, listed, signature,
        read_annexes(lines[cut:]),
    )  # fmt: skip


def _annex_file(lines: Sequence[Line], layout: Layout) -> int:
    """Index of the first line of a file that is all annex; the number of lines when there is none."""
    start = next((file.start for file in layout.files if file.annex), len(layout.text))
    return next((index for index, line in enumerate(lines) if line.raw.at[0] >= start), len(lines))


def _body(lines: Sequence[Line]) -> tuple[tuple[Paragraph, ...], tuple[tuple[str, Table], ...]]:
    """Paragraphs under their clause numbers, and tables under the heading they stand in."""
    path: list[tuple[int, str]] = []
    headings: dict[int, str] = {}
    paragraphs: list[Paragraph] = []
    tables: list[tuple[str, Table]] = []
    for block in blocks(lines):
        heading = next((headings[level] for level in sorted(headings)), "")
        if isinstance(block, Table):
            tables.append((heading, block))
            continue
        opened = clause_level(block.text)
        if opened:
            path = [step for step in path if step[0] < opened[0]] + [opened]
            headings = {level: text for level, text in headings.items() if level < opened[0]}
            headings[opened[0]] = _heading(clause_text(block).text)
        paragraphs.append(Paragraph(block, _clause(path), " ".join(headings[k] for k in sorted(headings))))
    return tuple(paragraphs), tuple(tables)


def _heading(text: str) -> str:
    """What a clause's first words call it; "" when it opens with a sentence."""
    first = re.split("[。：，；（]", text, maxsplit=1)[0]
    return first if len(first) <= 24 else ""


def _clause(path: list[tuple[int, str]]) -> str:
    forms = ("{}", "（{}）", "{}", "（{}）")
    return "".join(forms[level].format(name) for level, name in path)

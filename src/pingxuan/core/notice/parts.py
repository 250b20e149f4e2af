"""A notice in its parts: head, body, list of attachments, signature, annexes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pingxuan.core.notice.annexes import Annex, first_annex, read_annexes
from pingxuan.core.notice.attachments import page_files, read_attachments
from pingxuan.core.notice.closing import Signature, closing_date, read_signature, undated_signature
from pingxuan.core.notice.furniture import without_furniture
from pingxuan.core.notice.inner import inner_start
from pingxuan.core.notice.layout import Layout
from pingxuan.core.notice.lines import Line, clause_level, clause_text, split_lines
from pingxuan.core.notice.opening import read_addressees, read_title
from pingxuan.core.notice.source import Piece, whole
from pingxuan.core.notice.tables import Table, blocks

_NOTHING = Piece("", "", ())
_CONTACT = re.compile(r"（?联 ?系 ?人")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph with the clause it stands in, 三（一）, and that clause's heading (推荐标准)."""

    piece: Piece
    clause: str = ""
    heading: str = ""
    forwarded: bool = False
    """Whether it stands in another body's notice that this one passes on (转发)."""

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
    page: tuple[Line, ...] = ()
    """What the web page set around it: where it was published and when, neighbours, buttons."""
    inner: "Parts | None" = None
    """The text this one forwards or issues; its paragraphs, tables and annexes are also among these."""


def take_apart(notice: str | Layout) -> Parts:
    """The notice in its parts; raises Refused when it is empty or too long."""
    layout = notice if isinstance(notice, Layout) else Layout(notice)
    source = whole(layout.text)
    lines, page = without_furniture(split_lines(source, layout.tables))
    parts = _of_lines(lines, _annex_file(lines, layout), page)
    return replace(parts, source=source)


def _of_lines(
    lines: Sequence[Line], annex_file: int, page: Sequence[Line] = (), inside: bool = False
) -> Parts:
    """Head, body, list, signature and annexes of those lines; a text inside another's holds no third one."""
    title, head_end = read_title(lines)
    addressees, start = read_addressees(lines, head_end)
    opens = None if inside else inner_start(lines, start)
    own = lines[:opens]
    signed = closing_date(own, start)
    cut = min(first_annex(own, start, signed), annex_file, len(own))
    listed, list_start, list_end = read_attachments(own[:cut], start)
    listed = (*listed, *page_files(own[list_end or start :], listed))
    signature, sign_start = read_signature(own, signed, start)
    if signed is None:
        signature, sign_start = undated_signature(own[:cut], start)
    if signed is None and sign_start is None and list_start is not None:
        signature, sign_start = undated_signature(own[:list_start], start)
    end = cut if sign_start is None else min(sign_start, cut)
    listing = range(list_start, list_end) if list_start is not None and list_end is not None else range(0)
    within = [own[index] for index in range(start, end) if index not in listing]
    after = own[list_end:cut] if list_end is not None and end < list_end else []
    below = own[signed + 1 : cut] if signed is not None and signed >= end and not after else []
    after = [*after, *(line for line in below if _CONTACT.match(line.text))]
    paragraphs, tables = _body([*within, *after])
    parts = Parts(
        _NOTHING, tuple(own[: max(start, 1)]), title, addressees, paragraphs, tables, listed, signature,
        read_annexes(own[cut:]), tuple(page),
    )  # fmt: skip
    return (
        parts if opens is None else _with_inner(parts, _of_lines(lines[opens:], annex_file - opens, (), True))
    )


def _with_inner(parts: Parts, inner: Parts) -> Parts:
    """The outer text with what the inner one says after its own; the inner one's signature stays its own."""
    forwarded = bool(inner.addressees or inner.signature.date)
    paragraphs = tuple(replace(paragraph, forwarded=forwarded) for paragraph in inner.body)
    return replace(
        parts,
        body=parts.body + paragraphs,
        body_tables=parts.body_tables + inner.body_tables,
        attachments=parts.attachments or inner.attachments,
        annexes=parts.annexes + inner.annexes,
        inner=inner,
    )


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

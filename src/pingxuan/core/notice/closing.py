"""How a notice closes: the list of attachments, who signs, and the date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pingxuan.core.notice.annexes import FILE_NAME, ITEM, MARKER, SHEET_TITLE, is_marker_alone
from pingxuan.core.notice.dates import FoundDate, whole_date
from pingxuan.core.notice.lines import Line, clause_level
from pingxuan.core.notice.numerals import number
from pingxuan.core.notice.opening import ORG_BARRED, ORG_END
from pingxuan.core.notice.source import Piece

_FILE_LINE = re.compile(r"[\w\-]{4,60}\.(?:docx?|xlsx?|pdf|wps|rar|zip)")


@dataclass(frozen=True)
class Signature:
    """Who signs and when: the lines above the date, and the date."""

    lines: tuple[Line, ...] = ()
    date: FoundDate | None = None
    date_piece: Piece | None = None


def closing_date(lines: Sequence[Line], start: int) -> int | None:
    """Index of the date that closes the notice, or failing that of one in its head."""
    dates: list[int] = []
    for index, line in enumerate(lines):
        if index >= start and dates and is_marker_alone(line.text) and dates[-1] >= start:
            break
        if whole_date(line.piece) or _date_after_name(line):
            dates.append(index)
    later = [index for index in dates if index > start]
    return later[-1] if later else dates[-1] if dates else None


def _date_after_name(line: Line) -> bool:
    words = line.text.split(" ")
    last = line.piece.cut(len(line.text) - len(words[-1]))
    return 1 < len(words) <= 4 and len(line.text) < 60 and not line.has_bar and bool(whole_date(last))


def read_attachments(
    lines: Sequence[Line], start: int
) -> tuple[tuple[tuple[int | None, Piece], ...], int | None, int | None]:
    """The list of attachments, and from which line to which it stands."""
    for index in range(len(lines) - 1, start - 1, -1):
        found = MARKER.match(lines[index].text)
        if not found or lines[index].has_bar or not (found["number"] or found["mark"]):
            continue
        first = index
        while first > start and MARKER.match(lines[first - 1].text):
            first -= 1
        items: list[tuple[int | None, Piece]] = []
        last = first
        while last < len(lines) and _takes(lines[last], items, last == first):
            last += 1
        return tuple(items), first, last
    return (), None, None


def _takes(line: Line, items: list[tuple[int | None, Piece]], first: bool) -> bool:
    """Adds the attachments a line names; False when the line no longer belongs to the list."""
    text = line.text
    if whole_date(line.piece) or line.has_bar:
        return False
    marker, item = MARKER.match(text), ITEM.match(text)
    if not marker and not item and not first:
        if _FILE_LINE.fullmatch(text):
            return True
        if not items or not SHEET_TITLE.match(text) or SHEET_TITLE.match(items[-1][1].text):
            return False
        items[-1] = (items[-1][0], items[-1][1].plus(line.piece))
        return True
    for number_text, piece in _several(line.piece):
        items.append((number(number_text) if number_text else None, _tidied(piece)))
    return True


def _several(piece: Piece) -> list[tuple[str, Piece]]:
    """附件：1.甲表 2.乙表 as two, each with its number."""
    marker = MARKER.match(piece.text)
    named = marker["number"] if marker else ""
    rest = piece.cut(marker.end()) if marker else piece
    starts = [
        found
        for found in ITEM.finditer(rest.text)
        if found.start() == 0 or rest.text[found.start() - 1] in " ；;表单案"
    ]
    if not starts or starts[0].start() > 0:
        return [(named, rest)] if rest else []
    edges = [*(found.start() for found in starts[1:]), len(rest.text)]
    return [(found["number"], rest.cut(found.end(), edge)) for found, edge in zip(starts, edges, strict=True)]


def _tidied(piece: Piece) -> Piece:
    piece = piece.trim(" ；;。.《》")
    ending = FILE_NAME.search(piece.text)
    return piece.cut(0, ending.start()) if ending else piece


def read_signature(lines: Sequence[Line], signed: int | None, start: int) -> tuple[Signature, int | None]:
    """Who signs above the date, and the first line of the signature; (empty, None) for a date in the head."""
    if signed is None:
        return Signature(), None
    line = lines[signed]
    alone = whole_date(line.piece)
    tail = line.piece if alone else line.piece.cut(line.text.rindex(" ") + 1)
    names: list[Line] = [] if alone else [Line(line.raw.cut(0, line.raw.text.rindex(" ")), line.piece, 0)]
    index = signed
    while index > start and len(names) < 6 and _is_name(lines[index - 1], bool(names)):
        index -= 1
        names.insert(0, lines[index])
    found = Signature(tuple(names), whole_date(tail), tail)
    return found, index if signed >= start and signed > 0 else None


def _is_name(line: Line, certain: bool) -> bool:
    text = line.text
    if line.has_bar or len(text) > 80 or ORG_BARRED.search(text) or clause_level(text) or ITEM.match(text):
        return False
    return bool(ORG_END.search(text)) or (not certain and len(text) <= 24)

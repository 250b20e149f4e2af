"""The notice's text as rules match it; every character still knows its place in the original."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pingxuan.core.finding import Finding, Refused
from pingxuan.core.notice.pinyin_marks import pinyin_spans
from pingxuan.core.notice.traditional import AS_SIMPLIFIED

MAX_BYTES = 1_000_000
SET_APART = 3
"""Characters of the original that may lie between two of a word (联 系 人); more part it in two."""
Span = tuple[int, int]

_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}
_PUNCTUATION = str.maketrans(
    "(),:;!?．＠－＿＜＞／％﹝﹞［］\u3000\u00a0\t\r\f\v\u200b\ufeff│｜",
    "（），：；！？.@-_<>/%〔〕[]        ||",
)
_FRAME = dict.fromkeys(range(0x2500, 0x2580), " ") | dict.fromkeys(map(ord, "│┃║┆┇┊┋"), "|")
"""Tables drawn with box characters: their upright lines are bars, the others nothing."""
_QUOTES = str.maketrans("「」『』﹁﹂〝〞", "“”“”“”“”")
_BREAK_IN_CELL = re.compile(r"<br ?/?>", re.IGNORECASE)
_ESCAPED_BREAK = re.compile(r"\\r\\n|\\n|\r(?!\n)")
_NO_ROW = re.compile("[|：:]")
_CLOCK = re.compile(r"(?<=[0-9])：(?=[0-9])")
_STRAIGHT_QUOTE = re.compile(r'"([^"\n]{1,60})"')


@dataclass(frozen=True)
class Piece:
    """A stretch of the notice: ``text`` is matched, ``shown`` is read, ``at`` is each character's place.

    The three run in step: index i means the same character in each.
    """

    text: str
    shown: str
    at: Sequence[int]

    def cut(self, start: int, end: int | None = None) -> "Piece":
        """The stretch from ``start`` up to ``end``, both indices into this piece."""
        return Piece(self.text[start:end], self.shown[start:end], self.at[start:end])

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Where that stretch lies in the original text; (0, 0) when it is empty."""
        places = self.at[start:end]
        return (places[0], places[-1] + 1) if places else (0, 0)

    def spans(self) -> tuple[Span, ...]:
        """Where its parts lie in the original text; a few spaces between characters do not part them."""
        found: list[Span] = []
        for place in self.at:
            if found and 0 <= place - found[-1][1] <= SET_APART:
                found[-1] = (found[-1][0], place + 1)
            else:
                found.append((place, place + 1))
        return tuple(found)

    def trim(self, characters: str = " \n") -> "Piece":
        """Without those characters at either end."""
        left = len(self.text) - len(self.text.lstrip(characters))
        return self.cut(left, len(self.text.rstrip(characters)) if self.text.strip(characters) else left)

    def plus(self, other: "Piece") -> "Piece":
        """This piece and the other, as one."""
        return Piece(self.text + other.text, self.shown + other.shown, [*self.at, *other.at])

    def __bool__(self) -> bool:
        return bool(self.text)


def whole(original: str) -> Piece:
    """The whole notice as one piece; raises Refused when it is empty or over one million bytes."""
    if len(original) > MAX_BYTES or len(original.encode("utf-8", "replace")) > MAX_BYTES:
        raise Refused(
            Finding("notice_too_long", "通知文字超过 1 MB，不像一份通知。请只留通知正文和附件表格后重试。")
        )
    if not original.strip():
        raise Refused(
            Finding("notice_empty", "没有读到文字。请确认文件不是空白或扫描图片，或直接粘贴通知文字。")
        )
    shown = _ESCAPED_BREAK.sub(lambda found: "\n".ljust(len(found[0])), original)
    shown = _BREAK_IN_CELL.sub(lambda found: " " * len(found[0]), shown)
    shown = _tabs_as_bars(shown).translate(_WIDE).translate(_FRAME).translate(_PUNCTUATION)
    shown = _STRAIGHT_QUOTE.sub(lambda found: f"“{found[1]}”", shown)
    text = shown.translate(AS_SIMPLIFIED).translate(_QUOTES)
    return _without(pinyin_spans(original), Piece(text, _CLOCK.sub(":", shown), range(len(original))))


def _without(spans: Sequence[Span], piece: Piece) -> Piece:
    """The piece without those stretches; what is left still knows its place."""
    if not spans:
        return piece
    edges = [0, *(edge for span in spans for edge in span), len(piece.text)]
    kept = list(zip(edges[::2], edges[1::2], strict=True))
    return Piece(
        "".join(piece.text[a:b] for a, b in kept),
        "".join(piece.shown[a:b] for a, b in kept),
        [place for a, b in kept for place in piece.at[a:b]],
    )


def _has_tabs_inside(line: str) -> bool:
    """Whether a tab follows something, or the line is tabs alone (a row left blank)."""
    return "\t" in (line.lstrip("\t ") or line)


def _tabs_as_bars(text: str) -> str:
    """Two lines or more with tabs inside and no colon are a table pasted in: its tabs become bars."""
    lines = text.split("\n")
    rows = [_has_tabs_inside(line) and not _NO_ROW.search(line) for line in lines]
    beside = [False, *rows, False]
    return "\n".join(
        line.replace("\t", "|") if row and (beside[index] or beside[index + 2]) else line
        for index, (line, row) in enumerate(zip(lines, rows, strict=True))
    )


def compact(piece: Piece, *, cell: bool = False) -> Piece:
    """Without the spaces that only set type (联 系 人); a wide gap stays as one space unless it is in a cell."""
    text = piece.text
    if " " not in text and "\n" not in text:
        return piece
    kept: list[int] = []
    index, size = 0, len(text)
    while index < size:
        if not text[index].isspace():
            kept.append(index)
            index += 1
            continue
        end = index
        while end < size and text[end].isspace():
            end += 1
        if kept and end < size and _parts(text[kept[-1]], text[end], end - index, cell):
            kept.append(index)
        index = end
    return Piece(
        "".join(" " if text[i].isspace() else text[i] for i in kept),
        "".join(" " if text[i].isspace() else piece.shown[i] for i in kept),
        [piece.at[i] for i in kept],
    )


def _parts(before: str, after: str, gap: int, cell: bool) -> bool:
    """Whether a gap between two characters separates words rather than letters of one."""
    latin = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    return latin or (gap > 1 and not cell)

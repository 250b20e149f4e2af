"""The list of attachments (附件：1.… 2.…): which lines it is, and each attachment's number and title."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pingxuan.core.notice.annexes import FILE_NAME, ITEM, MARKER, SHEET_TITLE
from pingxuan.core.notice.dates import whole_date
from pingxuan.core.notice.lines import Line
from pingxuan.core.notice.numerals import number
from pingxuan.core.notice.source import Piece

Listed = tuple[tuple[int | None, Piece], ...]

_ITEM = re.compile(
    rf"{ITEM.pattern}|（(?P<bracketed>[0-9]{{1,2}})）|[①-⑳]"
    r"|^(?P<bare>[1-9])(?![0-9年月日届号个名人岁项次、.：])(?=[\u4e00-\u9fa5“《])"
)
SHORTEST_TITLE = 3
_FILE_LINE = re.compile(r"[\w\-]{4,60}\.(?:docx?|xlsx?|pdf|wps|rar|zip)")
_FILE_INSIDE = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|rar|zip)")
_MARKED_AGAIN = re.compile(r"附[件表](?P<number>[0-9一二三四五六七八九十]{1,3})[：、.]")
_RUN_ON = re.compile(
    r"(?:表|名单|办法|方案|样式|模板|说明|细则)(?=[^，。；、（）]{4,40}"
    r"[0-9〇零○OoΟ一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日)"
)
_COPIES = re.compile("(?<=[表画划案法点书单])[0-9一]{1,2}[份件]$")
_LEFT_OUT = re.compile(r"（(?:略|另附|另发|见附件|附后|电子版|[^（）]{0,30}下载[^（）]{0,8})）$")
_OFFERED = re.compile(
    r"[\-•·> ]*附件 ?(?P<number>[0-9]{0,2})[：、.]? ?【? ?(?:附件 ?[0-9]{0,2}[：、.\- ]{0,2})?(?P<name>[^【】\[\]|，。]{2,60}?)"
    r"\.(?:docx?|xlsx?|pdf|wps|et)】? ?[\[（]?(?:已下载|下载|点击下载)"
)
_CALLED = re.compile(r"[\u4e00-\u9fa5]{2}.*(?<!通知)(?<!公告)$")
_SENTENCE = re.compile(r"。.|^(?:由|一?式[一二两三四五六0-9]|为|见|请|的|和|须)|，.*[报送填交]")


def read_attachments(lines: Sequence[Line], start: int) -> tuple[Listed, int | None, int | None]:
    """The list of attachments, and from which line to which it stands."""
    opens = [index for index in range(start, len(lines)) if _opens(lines[index])]
    if not opens:
        return (), None, None
    printed = [index for index in opens if not _is_links(lines[index])] or opens
    signed = max((index for index in range(start, len(lines)) if whole_date(lines[index].piece)), default=0)
    first = ([index for index in printed if index < signed] or printed)[-1]
    while first > start and (step := _steps_back(lines, first, start)):
        first -= step
    items: list[tuple[int | None, Piece]] = []
    last = first
    while last < len(lines) and _takes(lines[last], items, last == first):
        last += 1
    return (tuple(items), first, last) if items else ((), None, None)


def page_files(lines: Sequence[Line], listed: Listed) -> Listed:
    """Files the page offers to download (附件【推荐表.docx】已下载12次) that the list does not name."""
    found: list[tuple[int | None, Piece]] = []
    numbers = {place for place, _ in listed}
    offers = [(line, offered) for line in lines if (offered := _OFFERED.match(line.text))]
    if len(offers) <= len(listed):
        return ()
    for line, offered in offers:
        name = offered["name"]
        if line.has_bar or not _CALLED.search(name) or number(offered["number"] or "") in numbers:
            continue
        if not any(name in title.text or title.text in name for _, title in (*listed, *found)):
            found.append((number(offered["number"] or ""), line.piece.cut(*offered.span("name"))))
    return tuple(found)


def _steps_back(lines: Sequence[Line], first: int, start: int) -> int:
    """How many lines above the list goes on: one that is marked, or two when its title runs over both."""
    if MARKER.match(lines[first - 1].text):
        return 1
    over = first - 2 >= start and _opens(lines[first - 2]) and not SHEET_TITLE.match(lines[first - 2].text)
    return 2 if over and SHEET_TITLE.match(lines[first - 1].text) else 0


def _opens(line: Line) -> bool:
    found = MARKER.match(line.text)
    return found is not None and not line.has_bar and bool(found["number"] or found["mark"])


def _is_links(line: Line) -> bool:
    """Whether a line names files to download one after another, as a page does below a notice."""
    return len(_FILE_INSIDE.findall(line.text)) > 1


def _takes(line: Line, items: list[tuple[int | None, Piece]], first: bool) -> bool:
    """Adds the attachments a line names; False when the line no longer belongs to the list."""
    text = line.text
    if whole_date(line.piece) or line.has_bar or (items and _is_links(line)):
        return False
    marker, item = MARKER.match(text), _ITEM.match(text)
    if not marker and not item and not first:
        if _FILE_LINE.fullmatch(text):
            return True
        if not items or not SHEET_TITLE.match(text):
            return False
        if not SHEET_TITLE.match(items[-1][1].text):
            items[-1] = (items[-1][0], items[-1][1].plus(line.piece))
        elif items[-1][0] is None:
            items.append((None, _tidied(line.piece)))
        else:
            return False
        return True
    for number_text, piece in _several(line.piece):
        title = _tidied(piece)
        if title and not _SENTENCE.search(title.text):
            items.append((number(number_text) if number_text else None, title))
    return True


def _several(piece: Piece) -> list[tuple[str, Piece]]:
    """附件：1.甲表 2.乙表, or 附件1：甲表 附件2：乙表, as two, each with its number."""
    again = [found.start() for found in _MARKED_AGAIN.finditer(piece.text) if found.start() > 0]
    if again:
        edges = [0, *again, len(piece.text)]
        return [one for a, b in pairwise(edges) for one in _several(piece.cut(a, b).trim())]
    marker = MARKER.match(piece.text)
    named = marker["number"] if marker else ""
    rest = piece.cut(marker.end()) if marker else piece
    starts = [
        found for found in _ITEM.finditer(rest.text) if found.start() == 0 or _set_apart(rest, found.start())
    ]
    if not starts or starts[0].start() > 0:
        return [(named, title) for title in _parted(rest)]
    edges = [*(found.start() for found in starts[1:]), len(rest.text)]
    return [
        (found["number"] or found["bracketed"], rest.cut(found.end(), edge))
        for found, edge in zip(starts, edges, strict=True)
    ]


def _set_apart(piece: Piece, place: int) -> bool:
    """Whether an item may begin there: after a mark, a sheet's name or a gap in the original."""
    return piece.text[place - 1] in " ；;、，）》表单案" or piece.at[place] - piece.at[place - 1] > 1


def _numbered(found: re.Match[str]) -> str:
    return found["number"] or found["bracketed"] or found["bare"] or ""


def _parted(piece: Piece) -> list[Piece]:
    """甲推荐表、乙汇总表 as two when each by itself is what an attachment is called."""
    edges = [0, *(found.end() for found in re.finditer("[、；]|(?<=》)(?=《)", piece.text)), len(piece.text)]
    parts = [piece.cut(a, b).trim(" 、；。《》") for a, b in pairwise(edges)]
    whole = all(SHEET_TITLE.match(part.text) and len(part.text) > SHORTEST_TITLE for part in parts)
    return parts if whole else [piece] if piece else []


def _tidied(piece: Piece) -> Piece:
    """A title without its end of sentence, file ending or 略, and without a signature that ran on after it."""
    piece = piece.trim(" ；;、，。.《》")
    copies = _COPIES.search(piece.text)
    piece = piece.cut(0, copies.start()) if copies else piece
    ran_on, left_out = _RUN_ON.search(piece.text), _LEFT_OUT.search(piece.text)
    if ran_on:
        return piece.cut(0, ran_on.end())
    piece = piece.cut(0, left_out.start()).trim(" 《》") if left_out else piece
    ending = FILE_NAME.search(piece.text)
    return piece.cut(0, ending.start()) if ending else piece

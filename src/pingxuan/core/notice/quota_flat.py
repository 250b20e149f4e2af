"""Quota tables that lost their lines (单位 先进集体 先进个人 甲县 3 6 乙县 1 2) and places told in a sentence."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pingxuan.core.notice.fact import Fact, read_as
from pingxuan.core.notice.grids import BLANK
from pingxuan.core.notice.honours import is_honour
from pingxuan.core.notice.numerals import number
from pingxuan.core.notice.parts import Parts
from pingxuan.core.notice.quota_grid import TOTAL, QuotaColumn, columns_of, places_in
from pingxuan.core.notice.source import Piece, compact

FEWEST = 3
"""So many bodies at least make a table of a run of words and figures."""
MOST_WORDS = 2000
_BESIDE = re.compile(r"^(?:序号|备注|说明|附件.*)$")
_WORD = re.compile(r"[^\s|]+")
_OPENING = re.compile(r"名额(?:具体)?(?:分配)?(?:如下|为|情况)?：|分配(?:如下|情况|方案)?：")
_BODY_NAME = (
    r"(?!(?:每|各|共|其余|其他|本次|全[市县区省校]|推荐|名额|先进|优秀))[\u4e00-\u9fa5（）·]{1,16}?"
    r"(?:省|市|州|盟|县|区|旗|乡|镇|街道|村|社区|局|委|办|厅|院|系|校|公司|集团|单位|支部|党委|总支|部门?|处|科|室|中心|直属?|站|所|队|厂|矿|年级|班|会|组)"
)
_PAIR = re.compile(
    rf"(?P<body>{_BODY_NAME})(?:各)?(?:推荐)?(?P<n>[0-9]{{1,4}}|[一二三四五六七八九十]{{1,3}})[名个家户人位所]"
)
_HONOUR_COUNT = re.compile(r"(?P<name>[^，、0-9]{3,20}?)(?P<n>[0-9]{1,4})[名个家户人]")
_LIST_BODY = re.compile(rf"{_BODY_NAME}$")


def flat_columns(pieces: Sequence[Piece], source: Piece) -> list[QuotaColumn]:
    """The columns of a table run together; [] when words and figures do not fall into rows alike."""
    whole = source.cut(pieces[0].span()[0], pieces[-1].span()[1])
    words = list(_words(whole))[:MOST_WORDS]
    kinds = "".join("F" if places_in(word.text) is not None else "W" for word in words)
    for width in range(1, 9):
        for start in ("", "F"):
            found = re.match(
                rf"(W{{0,12}}?)((?={start or 'W'})(?:{start and 'F?'}WF{{{width}}}){{{FEWEST},}})(?!F)", kinds
            )
            if (
                found
                and (not start or words[found.end(1)].text == "1")
                and "F" not in kinds[found.end() + 1 :]
            ):
                return columns_of([_heading(words[: found.end(1)], width), *_body(words, found, width)])
    return []


def _words(whole: Piece) -> Iterator[Piece]:
    """The words between spaces; characters set apart (单 位) are one word."""
    spans = [found.span() for found in _WORD.finditer(whole.text)]
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        single = end - start == 1 and not whole.text[start].isascii()
        if single and joined and joined[-1][1] < start and _apart(whole.text[joined[-1][0] : joined[-1][1]]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return (compact(whole.cut(start, end), cell=True) for start, end in joined)


def _apart(word: str) -> bool:
    letters = word.split()
    return len(letters) < 4 and all(len(letter) == 1 and not letter.isascii() for letter in letters)


def _heading(words: Sequence[Piece], width: int) -> list[Piece]:
    """The heading over the name and over each figure; blank where the words do not tell."""
    plain = [word for word in words if not _BESIDE.search(word.text)]
    figures = plain[-width:] if width <= len(plain) <= width + 1 else [BLANK] * width
    return [plain[0] if len(plain) == width + 1 else BLANK, *figures]


def _body(words: Sequence[Piece], found: re.Match[str], width: int) -> Iterator[list[Piece]]:
    for row in re.finditer(rf"F?(WF{{{width}}})", found[2]):
        start = found.end(1) + row.start(1)
        yield list(words[start : start + width + 1])


def told_columns(parts: Parts) -> Iterator[tuple[Piece, QuotaColumn]]:
    """名额分配：甲市3名，乙县2名，丙县、丁县各1名 in a sentence; three bodies at least."""
    for paragraph in parts.body:
        opening = _OPENING.search(paragraph.text)
        if not opening and "名额" not in paragraph.heading:
            continue
        rest = paragraph.piece.cut(opening.end() if opening else 0)
        by_honour = list(_by_honour(rest))
        yield from ((paragraph.piece, column) for column in by_honour)
        if by_honour or any(is_honour(word) for word in re.split("[，。；：、]|[0-9]+[名个]", rest.text)):
            continue
        places = tuple(place for place in _told(rest) if not TOTAL.search(place[0].value))
        if len(places) >= FEWEST and len({body.value for body, _ in places}) == len(places):
            yield paragraph.piece, QuotaColumn(None, places)


def _by_honour(rest: Piece) -> Iterator[QuotaColumn]:
    """东县：先进集体2个、先进个人3名；西县：… as a column for each honour; three bodies at least."""
    columns: dict[str, list[tuple[Fact[str], Fact[int]]]] = {}
    headings: dict[str, Piece] = {}
    bodies = 0
    for segment in re.finditer(r"(?P<body>[^，。；：、0-9]{2,16})：(?P<items>[^。；：]{4,120})", rest.text):
        counted = list(_HONOUR_COUNT.finditer(segment["items"]))
        if not counted or not all(is_honour(one["name"]) for one in counted) or is_honour(segment["body"]):
            return
        bodies += 1
        body = rest.cut(*segment.span("body"))
        for one in counted:
            at = segment.start("items")
            name = rest.cut(at + one.start("name"), at + one.end("name"))
            figure = rest.cut(at + one.start("n"), at + one.end("n"))
            headings.setdefault(name.text, name)
            places = columns.setdefault(name.text, [])
            places.append((read_as(body.shown, body), read_as(number(one["n"]) or 0, figure)))
    if bodies >= FEWEST:
        yield from (QuotaColumn(headings[name], tuple(places)) for name, places in columns.items())


def _told(rest: Piece) -> Iterator[tuple[Fact[str], Fact[int]]]:
    found = list(_PAIR.finditer(rest.text))
    edges = [0, *(pair.end() for pair in found)]
    for (start, _), pair in zip(pairwise([*edges, len(rest.text)]), found, strict=False):
        count = read_as(number(pair["n"]) or 0, rest.cut(*pair.span("n")))
        names = [(pair.start("body"), pair.end("body"))]
        if "各" in pair[0][len(pair["body"]) :]:
            names = [*_listed(rest.text, start, pair.start("body")), *names]
        for first, end in names:
            yield read_as(rest.shown[first:end], rest.cut(first, end)), count


def _listed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The bodies before the last one of 甲县、乙县、丙县各1名."""
    place = start
    for word in re.split("([、；，])", text[start:end]):
        if _LIST_BODY.match(word):
            yield place, place + len(word)
        place += len(word)

"""Who issues the notice, under which number, on which day, and for whom the seal stands (代章)."""

import re
from collections.abc import Iterator
from datetime import date
from functools import reduce
from itertools import pairwise

from pingxuan.core.notice.dates import find_dates
from pingxuan.core.notice.fact import Fact, How, printed, read_as
from pingxuan.core.notice.furniture import PUBLISHED, WRITTEN, dated_on
from pingxuan.core.notice.lines import Line, clause_level
from pingxuan.core.notice.opening import ORG_BARRED, ORG_END
from pingxuan.core.notice.parts import Parts
from pingxuan.core.notice.source import Piece, compact

_YEAR = r"[〔\[【（〈<{《](?:19|20)[0-9]{2}年?[〕\]】）〉>}》]"
_NUMBER = re.compile(
    rf"(?P<code>[\u4e00-\u9fa5A-Za-z“”]{{0,40}}(?:（[\u4e00-\u9fa5]{{1,6}}）)?){_YEAR} ?第? ?[0-9]{{1,5}} ?号"
)
_MASKED_NUMBER = re.compile(
    r"[\u4e00-\u9fa5]{1,16}[〔\[【（][0-9xX×*○]{4}[〕\]】）] ?第?(?:[xX×*○]{1,3}|(?= ?号)) ?号"
    r"|[\u4e00-\u9fa5]{1,16}[〔\[【（][0-9]{0,3}[xX×*○]{1,4}[〕\]】）]"
)
"""A number whose figures are placeholders: 某发〔20xx〕x号, 某发〔2021〕 号."""
_LETTERS_END = re.compile(r".*(?:文件|[局委会室府厅院部处署])(?=.)")
_LABELLED = re.compile(
    r"(?:发布机[关构]|发文机关|发文单位|印发机关|制发机关)[：:](?P<name>[^ 。，；：]{2,40}?)(?=[ 。，；]|$|发文|成文|文号|索引|标题|发布)"
)
_NUMBER_LABEL = re.compile(
    r"(?:发文字号|文件编号|文 ?号|字号)[：:】] ?(?P<number>"
    r"[\u4e00-\u9fa5A-Za-z]{1,12}(?:[〔\[【（][0-9]{4}[〕\]】）]第?[0-9]{1,5}|字第[0-9]{4,12})号)"
)
_TITLE_LABEL = re.compile(
    r"(?:标 ?题|信息名称|名 ?称)[：:] ?(?P<title>[^ ：]{6,80}(?:通知|公告|通告|方案|意见|函))"
)
_LETTERHEAD = re.compile(r"^(?P<name>[^，。；：]{4,40}?)(?:文件| ?书?函)$")
_READ_HOW_OFTEN = re.compile("点阅|点击|浏览|阅读|访问|人气|发布时间|发布日期|发表于|发布于|张贴")
LINES_OF_HEAD = 6
SEVERAL = 3
"""Names on one line, each a body's, from which on a space sets them apart."""
LONGEST_NAME = 30
LONGEST_HEAD_LINE = 60
LONGEST_CODE = 10
"""A longer code before the year has the issuer's name run into it."""
_SEALS = re.compile(r"（(?:代?章|盖章|公章|印章|印)）")
_SEALED_FOR = re.compile(r"（代(?:章|盖章)?）|（代印）")


def read_number(parts: Parts) -> Fact[str] | None:
    """The notice's own number: in its head or behind its title, never one it refers to in its text."""
    for line in (*_head(parts), *parts.page):
        labelled = _NUMBER_LABEL.search(line.text)
        if labelled:
            return printed(line.piece.cut(*labelled.span("number")))
        found = _NUMBER.search(line.text)
        if found is None or _is_another_papers(line.text, found) or len(line.text) > LONGEST_HEAD_LINE:
            continue
        start = _code_start(found)
        if not found["code"] and found[0] != line.text:
            continue
        whole_code = start == found.start()
        return printed(line.piece.cut(start, found.end()), How.PRINTED if whole_code else How.INFERRED)
    return None


def masked_number(parts: Parts) -> Piece | None:
    """A number in the head whose figures are placeholders."""
    for line in _head(parts):
        found = _MASKED_NUMBER.search(line.text)
        if found and "《" not in line.text[: found.start()]:
            return line.piece.cut(*found.span())
    return None


def _is_another_papers(text: str, found: re.Match[str]) -> bool:
    """Whether the number stands behind another paper's title, or in a sentence that goes on after it."""
    before, after = text[: found.start()], text[found.end() :]
    return bool(re.search("《|根据|按照|依据|转发", before)) or bool(
        re.match("）?(?:的|文件|精神|要求|通知)", after)
    )


def _code_start(found: re.Match[str]) -> int:
    """Where the number begins when a letterhead or a name runs into it (…局文件某教〔2023〕5号)."""
    code = found["code"]
    letters = _LETTERS_END.match(code) if "文件" in code or len(code) > LONGEST_CODE else None
    return found.start() + letters.end() if letters else found.start()


def read_issuers(parts: Parts) -> tuple[Fact[str], ...]:
    """The bodies that sign; failing those, the one the page or the red head names, or the title's."""
    signed = tuple(printed(name) for line in parts.signature.lines for name in _names(line))
    if signed:
        return signed
    for line in (*_head(parts), *parts.page):
        labelled = _LABELLED.search(line.text)
        if labelled:
            return (printed(line.piece.cut(*labelled.span("name"))),)
    return _from_title(parts) or _from_letterhead(parts) or _below_title(parts)


def _below_title(parts: Parts) -> tuple[Fact[str], ...]:
    """The body named alone on the line below the title."""
    for line in _head(parts) if parts.title else ():
        if parts.title and line.raw.at[0] > parts.title.at[-1]:
            name = compact(line.raw, cell=True)
            whole = (
                3 < len(name.text) < LONGEST_NAME
                and ORG_END.search(name.text)
                and not ORG_BARRED.search(name.text)
            )
            return (printed(name, How.INFERRED),) if whole and name.text[0] not in "各全" else ()
    return ()


def _from_letterhead(parts: Parts) -> tuple[Fact[str], ...]:
    for piece in (*(line.piece for line in _head(parts)), *(one.piece for one in parts.body[:LINES_OF_HEAD])):
        found = _LETTERHEAD.match(piece.text)
        if found and ORG_END.search(found["name"]):
            return (printed(piece.cut(*found.span("name")), How.INFERRED),)
    return ()


def read_title_named(parts: Parts) -> Fact[str] | None:
    """The title; failing one above the text, the one the page's header names (标题：)."""
    if parts.title:
        return printed(parts.title)
    for line in parts.page:
        found = _TITLE_LABEL.search(line.text)
        if found:
            return printed(line.piece.cut(*found.span("title")), How.INFERRED)
    return None


def read_issue_date(parts: Parts) -> tuple[Fact[date] | None, Fact[str] | None]:
    """The day of issue, or the month and day when the year is left out; failing a signature, the page's day."""
    when, piece = parts.signature.date, parts.signature.date_piece
    if when and piece and when.date is None:
        return None, read_as(f"{when.month:02d}-{when.day:02d}", piece)
    if when and piece and when.date:
        return read_as(when.date, piece), None
    head = tuple(_head(parts))
    for lines, label, how in (
        ((*parts.page, *head), WRITTEN, How.PRINTED),
        (parts.page, PUBLISHED, How.INFERRED),
    ):
        named = dated_on(lines, label)
        if named and named[0].date:
            return read_as(named[0].date, named[1], how=how), None
    return _page_day(parts), None


def _page_day(parts: Parts) -> Fact[date] | None:
    """The day a page prints above a notice beside how often it was read or when it was put there."""
    lines = [line.piece for line in (*parts.page, *_head(parts))]
    lines += [paragraph.piece for paragraph in parts.body[:LINES_OF_HEAD]]
    rows = [table.cells for heading, table in parts.body_tables[:2] if not heading]
    lines += [reduce(Piece.plus, cells) for cells in rows if 1 < len(cells) <= LINES_OF_HEAD]
    for line in lines:
        found = list(find_dates(line)) if _READ_HOW_OFTEN.search(line.text) else []
        day = found[0].date if len(found) == 1 else None
        if day and len(line.text) <= LONGEST_HEAD_LINE and not re.search("[。；，]", line.text):
            return read_as(day, line.cut(found[0].start, found[0].end), how=How.INFERRED)
    return None


def sealed_for(parts: Parts) -> Fact[bool] | None:
    """代章 in the signature."""
    for line in parts.signature.lines:
        found = _SEALED_FOR.search(line.text)
        if found:
            return read_as(True, line.piece.cut(*found.span()))
    return None


def _head(parts: Parts) -> Iterator[Line]:
    """Lines above the body that are no paragraph of it."""
    for line in parts.head[:16]:
        if clause_level(line.text) or len(line.text) > 90:
            return
        yield line


def _names(line: Line) -> Iterator[Piece]:
    """The bodies named on one line of a signature, set apart by gaps or by their seals."""
    raw, start = line.raw, 0
    words = [compact(raw.cut(*word.span()), cell=True) for word in re.finditer(r"\S+", raw.text)]
    if len(words) >= SEVERAL and all(len(name.text) > 2 and ORG_END.search(name.text) for name in words):
        yield from words
        return
    edges = [
        found.span()
        for found in re.finditer(
            r"\s{2,}|(?<=章）)\s*|(?<=[会局部府院厅室委办团处])\s(?=[^\s]{4}|[校院系局]?团委|[校院]工会)",
            raw.text,
        )
    ]
    for first, last in [*edges, (len(raw.text), len(raw.text))]:
        name = compact(raw.cut(start, first), cell=True)
        seal = _SEALS.search(name.text)
        name = name.cut(0, seal.start()) if seal else name
        if len(name.text) > 1:
            yield from _listed(name)
        start = last


def _listed(name: Piece) -> Iterator[Piece]:
    """甲局、乙局 as two names; a 、 inside one name is left alone."""
    edges = [place for place, char in enumerate(name.text) if char == "、"]
    parts = [name.cut(a, b).trim("、") for a, b in pairwise([0, *edges, len(name.text)])]
    alike = all(len(part.text) > 1 and ORG_END.search(part.text) for part in parts)
    yield from parts if alike else [name]


def _from_title(parts: Parts) -> tuple[Fact[str], ...]:
    """The bodies before 关于 in the title, set apart by 、 or by a gap in the original."""
    if parts.title is None:
        return ()
    before = parts.title.cut(0, max(parts.title.text.find("关于"), 0))
    if not ORG_END.search(before.text):
        return ()
    edges = [
        0,
        *(place for place in range(2, len(before.text) - 1) if _ends_a_name(before, place)),
        len(before.text),
    ]
    return tuple(printed(before.cut(a, b).trim(" 、"), How.INFERRED) for a, b in pairwise(edges))


def _ends_a_name(piece: Piece, place: int) -> bool:
    apart = piece.text[place] in "、 " or piece.at[place] - piece.at[place - 1] > 1
    return apart and bool(ORG_END.search(piece.text[:place]))

"""Who issues the notice, under which number, on which day, and for whom the seal stands (代章)."""

import re
from collections.abc import Iterator

from pingxuan.core.notice.fact import Fact, How, printed, read_as
from pingxuan.core.notice.lines import Line, clause_level
from pingxuan.core.notice.opening import ORG_END
from pingxuan.core.notice.parts import Parts
from pingxuan.core.notice.source import Piece, compact

_NUMBER = re.compile(
    r"[\u4e00-\u9fa5A-Za-z]{1,16}(?:（[\u4e00-\u9fa5]{1,6}）)?[〔\[【（](?:19|20)[0-9]{2}[〕\]】）]\s?第?[0-9]{1,5}号"
)
_LABELLED = re.compile(
    r"(?:发布机[关构]|发文机关|发文单位|印发机关|发布单位|制发机关)：(?P<name>[^ 。，；]{2,40})"
)
_SEALS = re.compile(r"（(?:代?章|盖章|公章|印章|印)）")
_SEALED_FOR = re.compile(r"（代(?:章|盖章)?）|（代印）")


def read_number(parts: Parts) -> Fact[str] | None:
    """The notice's own number: on a line of its head, never one it refers to in its text."""
    for line in _head(parts):
        found = _NUMBER.search(line.text)
        if found is None:
            continue
        before = line.text[: found.start()]
        if re.search("《|根据|按照|文件", before) or len(line.text) > 60:
            continue
        return printed(line.piece.cut(*found.span()))
    return None


def read_issuers(parts: Parts) -> tuple[Fact[str], ...]:
    """The bodies that sign; failing those, the one named in the head, or before 关于 in the title."""
    signed = tuple(printed(name) for line in parts.signature.lines for name in _names(line))
    if signed:
        return signed
    for line in _head(parts):
        labelled = _LABELLED.search(line.text)
        if labelled:
            return (printed(line.piece.cut(*labelled.span("name"))),)
    return _from_title(parts)


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
    edges = [
        found.span()
        for found in re.finditer(r"\s{2,}|(?<=章）)\s*|(?<=[会局部府院厅])\s(?=[^\s]{4})", raw.text)
    ]
    for first, last in [*edges, (len(raw.text), len(raw.text))]:
        name = compact(raw.cut(start, first), cell=True)
        seal = _SEALS.search(name.text)
        name = name.cut(0, seal.start()) if seal else name
        if len(name.text) > 1:
            yield name
        start = last


def _from_title(parts: Parts) -> tuple[Fact[str], ...]:
    if parts.title is None:
        return ()
    before = parts.title.cut(0, max(parts.title.text.find("关于"), 0))
    return (printed(before, How.INFERRED),) if ORG_END.search(before.text) else ()

"""How long a text may be: 300-500字, 不超过2000字, 800字左右, and what text the notice means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pingxuan.core.notice.form_parts import FormFact
from pingxuan.core.notice.numerals import NUMBER, number
from pingxuan.core.notice.parts import Parts
from pingxuan.core.notice.source import Piece, Span

_LIMIT = re.compile(
    rf"(?P<before>不超过|不多于|不少于|不低于|至少|限|控制在|少于|约)?(?P<low>{NUMBER})字?"
    rf"(?:[-—－–~～至到](?P<high>{NUMBER}))?(?:个?汉?字)(?P<after>以内|之内|内|以上|左右|以下)?"
)
_FIELD = re.compile(
    r"(?P<field>[\u4e00-\u9fa5]{0,14}(?:事迹|材料|简介|简历|总结|报告|规划|说明|简述|综述)(?:材料|简介)?)"
)


@dataclass(frozen=True)
class WordLimit:
    """The length of one text; ``approx`` for 800字左右. ``form`` is the form's annex, or None for the body."""

    field: str
    low: int | None
    high: int | None
    approx: int | None
    span: Span
    annex_page: bool = False
    form: FormFact | None = None


def read_word_limits(parts: Parts, forms: tuple[FormFact, ...]) -> tuple[WordLimit, ...]:
    """Limits printed in forms, then those said in the body, each once for one text."""
    found: list[WordLimit] = []
    for limit in (*_in_forms(forms), *_in_sheets(parts, forms), *_in_body(parts)):
        if not any(_same(limit, other) for other in found):
            found.append(limit)
    return tuple(found)


def _same(one: WordLimit, other: WordLimit) -> bool:
    figures = (one.low, one.high, one.approx) == (other.low, other.high, other.approx)
    deeds = "事迹" in one.field and "事迹" in other.field
    named_alike = one.field == other.field or not one.field
    return figures and ((named_alike and one.form is other.form) or (deeds and one.form is None))


def _in_forms(forms: tuple[FormFact, ...]) -> Iterator[WordLimit]:
    for form in forms:
        for blank in form.fields:
            for limit in islice(_limits(blank.hint, blank.label.shown), 1) if blank.hint else ():
                annex_page = "另附" in (blank.hint.text if blank.hint else "")
                yield WordLimit(*limit, annex_page, form)


def _in_sheets(parts: Parts, forms: tuple[FormFact, ...]) -> Iterator[WordLimit]:
    """Limits in the text around a form whose cells were lost."""
    for annex in parts.annexes:
        form = next((form for form in forms if form.annex is annex), None)
        for line in annex.paragraphs if not annex.tables else ():
            for limit in _limits(line, ""):
                yield WordLimit(*limit, "另附" in line.text, form)


def _in_body(parts: Parts) -> Iterator[WordLimit]:
    for paragraph in parts.body:
        for limit in _limits(paragraph.piece, ""):
            after = paragraph.text[: paragraph.text.find("。") + 1 or None]
            yield WordLimit(*limit, "另附页" in after)


def _limits(piece: Piece, field: str) -> Iterator[tuple[str, int | None, int | None, int | None, Span]]:
    for found in _LIMIT.finditer(piece.text):
        low, high = number(found["low"]), number(found["high"] or "") if found["high"] else None
        if low is None or low < 20:
            continue
        before, after = found["before"] or "", found["after"] or ""
        span = piece.span(*found.span())
        named = field or _text_named(piece, found.start())
        if high is not None:
            yield named, low, high, None, span
        elif before in ("不超过", "不多于", "限") or after in ("以内", "之内", "内", "以下"):
            yield named, None, low, None, span
        elif before in ("不少于", "不低于", "至少") or after == "以上":
            yield named, low, None, None, span
        elif named or after == "左右":
            yield named, None, None, low, span


def _text_named(piece: Piece, end: int) -> str:
    """The text a limit speaks of: the last 材料, 事迹 … before it in its sentence."""
    start = max(0, end - 40, piece.text.rfind("。", 0, end) + 1, piece.text.rfind("；", 0, end) + 1)
    named = list(_FIELD.finditer(piece.text, start, end))
    return piece.shown[named[-1].start() : named[-1].end()] if named else ""

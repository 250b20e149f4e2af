"""A form whose cells were lost, taken apart again: its labels, boxes and hints found in the text that runs on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from statistics import mode
from typing import Literal

from pingxuan.core.notice.form_parts import belongs, is_photo
from pingxuan.core.notice.label_words import ALONE, KNOWN, ORGAN, WEAK, ends_like_a_label, is_known
from pingxuan.core.notice.source import Piece

MAX_LENGTH = 3_000
"""Characters of one sheet that are searched for labels; a form is never longer."""
LONGEST_LABEL = 18
SPACED_OUT = 0.7
"""The share of letters set apart above which the page spaces out letters rather than words."""
MID_WORD = 2.5
"""What it costs to begin a label within a word where the page sets words apart."""
MOST_OPTIONS = 20
LONGEST_NAMED = 8
"""A label that only its colon or its boxes tell is no longer than this."""
LONGEST_OPINION = 28

_SEAL = r"（?(?:盖章|公章|签章|加盖公章|单位盖章|单位公章|签名盖章|盖章处)）?"
_SIGNED = r"（?(?:单位|主要)?(?:负责人|领导|本人|经办人|主管领导|书记|校长|院长|组长|专家组长|班主任|辅导员)?(?:签字|签名)(?:（盖章）)?）?"
_DATE = r"[0-9_]{0,4}年[0-9_]{0,2}月[0-9_]{0,2}日"
_FURNITURE = re.compile(rf"{_SEAL}|{_SIGNED}|{_DATE}|(?:情况属实，?)?同意[^，。 ]{{0,8}}[。，]?")
_BRACKET = re.compile(r"（[^（）]{0,80}）")
_BOX = re.compile(r"[□☐○◯][^□☐○◯，。；：（）]{1,12}")
_BOX_BEHIND = re.compile(r"[^□☐○◯，。；：（）]{1,12}[□☐○◯]")
_LETTERED = re.compile(r"[A-Z①-⑳][.、]?[\u4e00-\u9fa5]{1,12}")
_CHOICE = re.compile(r"[\u4e00-\u9fa5]{1,6}(?:/[\u4e00-\u9fa5]{1,6}){1,12}")
_LETTERS = re.compile(r"(?:[0-9]{4}年)?[\u4e00-\u9fa5、/“”]+")
_BEFORE_OPINION = re.compile(r"[\u4e00-\u9fa5、/（）“”]+")
_WHETHER = re.compile(r"是否[\u4e00-\u9fa5“”]{2,16}")
_WHERE = re.compile(r"(?:所在|所属|隶属|就读|任教|供职|服务)[\u4e00-\u9fa5]{1,8}")
"""所在车间, 所属支队: labels whatever the body is called."""
_NO_ORGAN = re.compile(
    r"(?<!单位)(?<!部门)(?<!学院)(?<!学校)(?<!班级)(?<!书记)(?<!主席)(?<!负责人)(?<!组长)(?<!主任)(?<!校长)$"
)
_NEVER_IN_OPINION = re.compile(
    r"电话|姓名|性别|事迹|简介|简历|情况|年龄|职务|职称|学历|地址|邮编|照片|荣誉|奖励|理由|备注|时间|日期|民族|籍贯|邮箱|意见.|成绩|业绩|人数|盖章|年月日|推荐表|审批表|申报表|登记表"
)

Kind = Literal["label", "opinion", "hint", "options", "furniture", "text"]


@dataclass(frozen=True)
class Token:
    """One thing printed in a form, and how it was told."""

    kind: Kind
    piece: Piece
    known: bool = False
    set_apart: bool = False
    """Whether the page leaves a gap after it."""


@dataclass(frozen=True)
class _Step:
    cost: float
    start: int
    kind: Kind
    known: bool = False


def tokens(text: Piece) -> list[Token]:
    """The cheapest way to read a text as labels, boxes, hints and the rest; linear in its length."""
    text = text.cut(0, MAX_LENGTH)
    gaps = _gaps(text)
    spaced = any(gaps[1:-1])
    best: list[float] = [0.0] + [float("inf")] * len(text.text)
    came: list[_Step | None] = [None] * (len(text.text) + 1)
    for start in range(len(text.text)):
        if best[start] == float("inf"):
            continue
        for end, step in _steps(text.text, start, gaps, spaced):
            cost = best[start] + step.cost
            if cost < best[end]:
                best[end], came[end] = cost, step
    return list(_with_brackets(_followed(text, came, gaps)))


def _with_brackets(found: Sequence[Token]) -> Iterator[Token]:
    """A label with the bracket that belongs to it, 职务（职称）, as one; the place for a photograph as a label."""
    index = 0
    while index < len(found):
        token, after = found[index], found[index + 1] if index + 1 < len(found) else None
        index += 1
        if token.kind == "hint" and is_photo(token.piece.text):
            yield replace(token, kind="label", known=True)
        elif token.kind == "label" and after and after.kind == "hint" and not token.set_apart:
            if belongs(after.piece.text.strip("（）")):
                yield replace(token, piece=token.piece.plus(after.piece), set_apart=after.set_apart)
                index += 1
            else:
                yield token
        else:
            yield token


def _gaps(text: Piece) -> list[bool]:
    """Whether something set apart each character from the one before; true at both ends.

    Where the page spaces out the letters themselves, only what is further apart than they mostly are counts.
    """
    apart = [text.at[i] - text.at[i - 1] for i in range(1, len(text.at))]
    spaced = sum(step > 1 for step in apart) > SPACED_OUT * len(apart)
    usual = mode(apart) if spaced else 1
    return [True, *(step > usual or step < 1 for step in apart), True]


def _steps(text: str, start: int, gaps: Sequence[bool], spaced: bool) -> Iterator[tuple[int, _Step]]:
    """Every token that may open at a place, with its cost."""
    yield start + 1, _Step(2.0 if "\u4e00" <= text[start] <= "\u9fa5" else 0.3, start, "text")
    split = MID_WORD if spaced and not gaps[start] and _is_word(text, start - 1) else 0.0
    rules: tuple[tuple[re.Pattern[str], Kind, float], ...] = (
        (_FURNITURE, "furniture", 0.1),
        (_BRACKET, "hint", 0.1),
    )
    for rule, kind, cost in rules:
        found = rule.match(text, start)
        if found:
            yield found.end(), _Step(cost, start, kind)
    for end in (_boxes_end(text, start, gaps), _choice_end(text, start, gaps)):
        if end:
            yield end, _Step(0.1, start, "options")
    yield from _labels(text, start, gaps, split)
    yield from _opinions(text, start, gaps, split)


def _boxes_end(text: str, start: int, gaps: Sequence[bool]) -> int | None:
    """Where □甲 □乙 or A.甲 B.乙 ends: the last at the first gap after its first word; None for fewer than two."""
    if text[start - 1 : start] == "：" and _BOX_BEHIND.match(text, start):
        return _behind_end(text, start)
    count, end = 0, start
    rule = _LETTERED if _LETTERED.match(text, start) else _BOX
    while count < MOST_OPTIONS and (found := rule.match(text, end)):
        count, last, end = count + 1, end, found.end()
    if count < 2:
        return None
    inside = range(last + 2, end)
    gap = next((k for k in inside if gaps[k]), None)
    return gap or next((k for k in inside if _opens_label(text, k)), end)


def _behind_end(text: str, start: int) -> int | None:
    """Where 甲□ 乙□ behind a colon ends."""
    count, end = 0, start
    while count < MOST_OPTIONS and (found := _BOX_BEHIND.match(text, end)):
        count, end = count + 1, found.end()
    return end if count > 1 else None


def _opens_label(text: str, start: int) -> bool:
    found = KNOWN.match(text, start)
    return found is not None and found.end() - start > 2


def _choice_end(text: str, start: int, gaps: Sequence[bool]) -> int | None:
    """Where 男/女, set apart on both sides, ends; None when a label every form shares stands there."""
    if not gaps[start] or "/" not in text[start : start + 8] or KNOWN.match(text, start):
        return None
    end = next((k for k in range(start + 1, min(start + 60, len(text)) + 1) if gaps[k]), start)
    return end if _CHOICE.fullmatch(text, start, end) else None


def _labels(text: str, start: int, gaps: Sequence[bool], split: float) -> Iterator[tuple[int, _Step]]:
    found = KNOWN.match(text, start)
    if found:
        for end in _shorter(text, start, found.end()):
            weak = 1.0 if text[start:end] in WEAK else 0.0
            yield (
                end,
                _Step(
                    1.0 + weak + split + 1.1 * _inside(gaps, start, end, LONGEST_LABEL), start, "label", True
                ),
            )
    whether = _WHETHER.match(text, start) if gaps[start] or not split else None
    if whether:
        ends = (k for k in range(start + 4, whether.end() + 1) if gaps[k] or text[k : k + 1] in "（□")
        yield from ((end, _Step(2.0 + 0.4 * (end - start), start, "label")) for end in ends)
    run = _LETTERS.match(text, start, start + LONGEST_LABEL)
    if run is None or (not gaps[start] and split):
        return
    for end in range(start + 2, run.end() + 1):
        after = text[end : end + 1]
        option = after == "□" and text[start - 1 : start] == "："
        named = after in ("：", "□") and not option and end - start <= LONGEST_NAMED
        where = gaps[start] and gaps[end] and _WHERE.fullmatch(text, start, end)
        if (gaps[end] or after in ("：", "（", "□", "_")) and (
            named or where or ends_like_a_label(text[start:end])
        ):
            parts = (k for k in range(start + 2, end - 1) if gaps[k])
            inner = sum(_joint(text[start:k], text[k:end]) for k in parts)
            cost = 1.5 + 0.4 * (end - start) + 1.5 * _inside(gaps, start, end) + inner + split
            yield end, _Step(cost, start, "label")


@lru_cache(maxsize=8192)
def _joint(before: str, after: str) -> float:
    """What it costs to take a gap between those two for one within a label: each may be a label by itself."""
    whole = is_known(before) and before not in WEAK
    apart = (4.0 if after in ALONE else 0.5) if is_known(after) else 0.0
    return 2.0 * ends_like_a_label(before) + 2.0 * bool(_WHERE.fullmatch(before)) + 2.0 * whole + apart


def _shorter(text: str, start: int, end: int) -> Iterator[int]:
    """The end of the longest known label, and of each shorter one that opens it."""
    while end > start + 1:
        yield end
        found = KNOWN.match(text, start, end - 1)
        if found is None:
            return
        end = found.end()


def _opinions(text: str, start: int, gaps: Sequence[bool], split: float) -> Iterator[tuple[int, _Step]]:
    end = text.find("意见", start, start + LONGEST_OPINION) + 2
    if (
        end < start + 4
        or not _BEFORE_OPINION.fullmatch(text, start, end)
        or _NEVER_IN_OPINION.search(text, start, end)
    ):
        return
    strange = 0.0 if ORGAN.match(text, start) else 2.5
    if strange and any(gaps[k] and ORGAN.match(text, k) for k in range(start + 1, end - 3)):
        strange = 8.0
    parts = [k for k in range(start + 2, end - 2) if gaps[k] and _NO_ORGAN.search(text, start, k)]
    labels = sum(3.0 for k in parts if ends_like_a_label(text[start:k]))
    cost = 1.0 + 0.3 * _inside(gaps, start, end) + strange + labels + split
    yield end, _Step(cost, start, "opinion", not strange)


def _inside(gaps: Sequence[bool], start: int, end: int, longest: int = 4) -> int:
    """How many gaps lie within; 负 责 人, no longer than that and each letter apart from the next, has one."""
    count = sum(gaps[start + 1 : end])
    return 1 if count == end - start - 1 and 0 < count < longest else count


def _is_word(text: str, index: int) -> bool:
    return index >= 0 and text[index].isalnum()


def _followed(text: Piece, came: Sequence[_Step | None], gaps: Sequence[bool]) -> list[Token]:
    """The tokens on the cheapest way, in order; letters told apart by nothing are one text."""
    found: list[Token] = []
    end = text_end = len(text.text)
    while end > 0:
        step = came[end]
        if step is None:
            break
        if step.kind != "text":
            if text_end > end:
                found.append(Token("text", text.cut(end, text_end)))
            apart = end < len(text.text) and (gaps[end] or text.text[end] == "：")
            found.append(Token(step.kind, text.cut(step.start, end), step.known, apart))
            text_end = step.start
        end = step.start
    if text_end > 0:
        found.append(Token("text", text.cut(0, text_end)))
    return found[::-1]

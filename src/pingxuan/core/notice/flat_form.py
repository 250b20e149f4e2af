"""Forms whose cells were lost, so that labels run on: which lines are the form, its blanks and opinion boxes."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pingxuan.core.notice.flat_cells import MAX_LENGTH, Token, tokens
from pingxuan.core.notice.flat_lines import mended
from pingxuan.core.notice.form_options import options_in
from pingxuan.core.notice.form_parts import Box, FormField, is_group_word, plain_label
from pingxuan.core.notice.label_words import column_rule
from pingxuan.core.notice.source import Piece, compact

LEAST_LABELS = 3
"""Labels known from other forms that a text must hold to be taken for a form."""
LEAST_SHARE = 0.5
"""Part of its characters that labels, boxes and hints must make up."""
SOUND_SHARE = 0.7
"""The same for labels to be believed that only their last noun tells."""
RUN_ON_SHARE = 0.9
"""The same where nothing sets one label apart from the next."""
LIKELY = 0.7
"""How far a label is told that only its last noun tells."""
_NOTE = re.compile(
    r"(?:注|备注|说明|填表说明|填写说明|注意事项)(?:：|[0-9])|(?:说明|填表说明|填写说明|注意事项)$"
    r"|[0-9一二三四五六七八九十]{1,2}[.、．].*[须应请填需]"
)
_PROSE = re.compile(r"[须应请需]|按照|根据|本表")
_STATED = re.compile(r"情况属实|同意")
_SIGNED = re.compile("（?(?:盖 ?章|公章|签章|签名|签字)")
_FILLED = re.compile(r"：[_ ]*(?!年|盖|签)[0-9a-zA-Z\u4e00-\u9fa5]{2}")


def read_flat_form(lines: Sequence[Piece]) -> tuple[list[FormField], list[Box]]:
    """The blanks and opinion boxes of a form whose cells were lost, each in order; both empty when it is none."""
    fields: list[FormField] = []
    boxes: list[Box] = []
    for region in _regions(lines):
        found = tokens(region)
        if not fields and not _is_form(found):
            continue
        _take(found if _share(found) >= SOUND_SHARE else _known(found), fields, boxes)
    return fields, boxes


def column_heads(lines: Sequence[Piece]) -> tuple[Piece, ...]:
    """The heads of a table whose cells were lost: the labels from 序号 up to the first number or colon."""
    for region in _regions(lines):
        found = tokens(region)
        if _is_form(found):
            return tuple(plain_label(piece) for piece in _heads(found))
    return ()


def _heads(found: Sequence[Token]) -> Iterator[Piece]:
    opened = False
    for index, token in enumerate(found):
        opened = opened or token.piece.text in ("序号", "编号")
        follows = found[index + 1] if index + 1 < len(found) else None
        closed = re.match(r"[0-9…]", token.piece.text) if token.kind == "text" else _has_colon(follows)
        if opened and closed:
            return
        if opened and token.kind == "label":
            yield token.piece


def _regions(lines: Sequence[Piece]) -> Iterator[Piece]:
    """The text with notes and sentences left out, each stretch between them run on; no more than a form holds."""
    region: Piece | None = None
    for line in mended(_opening(lines)):
        for sentence in _sentences(line):
            if _is_prose(sentence):
                if region:
                    yield compact(region, cell=True)
                region = None
            else:
                region = region.plus(sentence) if region else sentence
    if region:
        yield compact(region, cell=True)


def _opening(lines: Sequence[Piece]) -> Iterator[Piece]:
    """The lines up to the longest form there is."""
    left = MAX_LENGTH
    for line in lines:
        if left <= 0:
            return
        yield line.cut(0, left)
        left -= len(line.text)


def _sentences(line: Piece) -> list[Piece]:
    edges = [0, *(found.end() for found in re.finditer("。(?![^（]*）)", line.text)), len(line.text)]
    return [line.cut(start, end).trim() for start, end in pairwise(edges) if end > start]


def _is_prose(sentence: Piece) -> bool:
    text = sentence.text
    if _NOTE.match(text):
        return True
    if text.endswith("。") and len(text) <= 60 and not _STATED.search(text):
        return True
    return bool(_PROSE.search(re.sub("（[^（）]*）", "", text))) and _share(tokens(sentence)) < LEAST_SHARE


def _is_form(found: Sequence[Token]) -> bool:
    labels = {token.piece.text: token.known for token in found if token.kind == "label"}
    known, boxes = sum(labels.values()), sum(token.kind == "opinion" and token.known for token in found)
    spaced = any(map(_set_apart, found))
    enough = known >= LEAST_LABELS or (
        spaced and known + boxes >= LEAST_LABELS and len(labels) >= LEAST_LABELS
    )
    return enough and _share(found) >= (LEAST_SHARE if spaced else RUN_ON_SHARE)


def _known(found: Sequence[Token]) -> list[Token]:
    """Without what was only likely: where much is strange, columns ran into one another and labels were cut up."""
    return [token for token in found if token.known or token.kind not in ("label", "opinion")]


def _set_apart(token: Token) -> bool:
    """Whether the page still parts a label's letters from what follows."""
    return token.kind == "label" and token.set_apart


def _share(found: Sequence[Token]) -> float:
    """The part of the letters that is told; a label told by its last noun alone counts in part."""
    told = rest = 0.0
    for token in found:
        letters = len(re.sub(r"[\W_0-9]", "", token.piece.text))
        if token.kind in ("label", "opinion", "options"):
            sure = token.known or token.kind == "options"
            told += letters if sure else LIKELY * letters
            rest += 0 if sure else (1 - LIKELY) * letters
        elif token.kind == "text":
            rest += letters
    return told / (told + rest) if told else 0.0


def _take(found: Sequence[Token], fields: list[FormField], boxes: list[Box]) -> None:
    """Blanks and boxes, one after another; what stands under a label that heads a sub-table is its columns."""
    index = 0
    while index < len(found):
        token = found[index]
        if boxes and _opens_notes(found, index):
            return
        follows = found[index + 1] if index + 1 < len(found) else None
        if token.kind == "opinion":
            boxes.append((plain_label(token.piece), _printed(found[index + 1 : index + 5])))
        elif token.kind == "label" and not _is_filled(follows) and not _is_footer(found, index, boxes):
            columns = _columns(token, found[index + 1 :])
            after = _beside(found, index + 1 + len(columns))
            gathers = not fields and is_group_word(token.piece.text) and after and after.kind == "label"
            if not gathers or columns:
                fields.append(_field(token, after, columns, in_heading=_is_heading(follows, fields)))
            index += len(columns)
        index += 1


def _beside(found: Sequence[Token], place: int) -> Token | None:
    """What stands there, behind a colon too when it is options: 推荐项目：□甲 □乙."""
    here, then = (found[at] if at < len(found) else None for at in (place, place + 1))
    return then if here and here.piece.text == "：" and then and then.kind == "options" else here


def _columns(head: Token, following: Sequence[Token]) -> tuple[Piece, ...]:
    """The columns under a label that often heads a sub-table, two at least."""
    rule = column_rule(head.piece.text)
    count = 0
    while rule and count < len(following) and following[count].kind == "label":
        if not rule.match(following[count].piece.text):
            break
        count += 1
    return tuple(plain_label(token.piece) for token in following[:count]) if count >= 2 else ()


def _field(label: Token, after: Token | None, columns: tuple[Piece, ...], *, in_heading: bool) -> FormField:
    printed = after.piece if after and after.kind in ("hint", "options") else None
    piece = (
        label.piece.plus(printed)
        if printed and printed.text.startswith("（") and not columns
        else label.piece
    )
    return FormField(
        plain_label(piece), printed, options_in(printed, label.piece), columns, in_heading=in_heading
    )


def _is_filled(follows: Token | None) -> bool:
    """联系人：某某: a label with its value is no blank."""
    return follows is not None and follows.kind == "text" and bool(_FILLED.match(follows.piece.text))


def _has_colon(follows: Token | None) -> bool:
    return follows is not None and follows.kind == "text" and follows.piece.text.startswith("：")


def _is_heading(follows: Token | None, fields: Sequence[FormField]) -> bool:
    """A label with a colon before any without one stands above the table."""
    return _has_colon(follows) and all(field.in_heading for field in fields)


def _opens_notes(found: Sequence[Token], index: int) -> bool:
    """备注：1.… or 注：… below the boxes."""
    text = "".join(token.piece.text for token in found[index : index + 2])
    return bool(re.match(r"[：。 ]*(?:备注|注|说明|填表说明|填写说明)：", text))


def _is_footer(found: Sequence[Token], index: int, boxes: Sequence[Box]) -> bool:
    """填表人： 联系电话： below the boxes, or 校长（签名） in one."""
    follows = found[index + 1] if index + 1 < len(found) else None
    signed = follows is not None and bool(_SIGNED.match(follows.piece.text))
    return bool(boxes) and (signed or _has_colon(follows))


def _printed(following: Sequence[Token]) -> Piece | None:
    """What is printed in an opinion box: 情况属实，同意推荐。"""
    return next((token.piece for token in following if _STATED.match(token.piece.text)), None)

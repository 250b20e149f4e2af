"""Names of honours where a notice prints them: its title, its annexes, its quota tables."""

import re
from collections.abc import Iterable, Iterator

from pingxuan.core.notice.honours import core_name, is_honour, same_honour, split_names, without_verbs
from pingxuan.core.notice.parts import Parts
from pingxuan.core.notice.source import Piece

_TITLE_TAIL = re.compile(
    r"(?:的|寻找|推荐|评选|评比|选树|申报|推选|展示|表彰|评审|遴选|命名|推报|征集|选拔|认定|创建|争创|候选|初步|人选|对象|名单"
    r"|活动|工作|有关|事项|事宜|相关|通知|通告|公告|函|意见|方案|启事|评定|先进典型|（[^（）]{0,12}）)$"
)
_SHEET_TAIL = re.compile(
    r"(?:候选人?|推荐|申报|审批|登记|评审|呈报|报名|初步|人选|名额|分配|汇总|事迹|情况|基本|统计|一览|对象|表|名单|名册|评选|审核"
    r"|推报|（[^（）]{0,12}）)$"
)
_GENERIC = re.compile(r"(?:先进|优秀)(?:集体|个人|工作者|单位|组织)$")


def names_in_title(parts: Parts) -> list[Piece]:
    """The honours the title names, each with the words before it that belong to its name."""
    if parts.title is None:
        return []
    about = parts.title.text.find("关于")
    core = _cut_tail(parts.title.cut(about + 2 if about >= 0 else 0), _TITLE_TAIL)
    phrases = [_cut_tail(without_verbs(phrase), _TITLE_TAIL) for phrase in split_names(core)]
    named = honours_once(phrases, in_title=True)
    return _sharing_prefix(named)


def _sharing_prefix(names: list[Piece]) -> list[Piece]:
    """全国粮食系统先进集体和先进工作者: the words before the first belong to the second as well."""
    first = _GENERIC.search(names[0].text) if names else None
    if first is None or first.start() < 2:
        return names
    prefix = names[0].cut(0, first.start())
    return [names[0], *(prefix.plus(name) if _GENERIC.fullmatch(name.text) else name for name in names[1:])]


def names_in_sheets(parts: Parts, *, forms_only: bool = False) -> Iterator[Piece]:
    """Names in the titles of annexes and attachments; of quota tables only where there is little else."""
    titles = [annex.title for annex in parts.annexes if annex.title]
    for title in [*(piece for _, piece in parts.attachments), *titles]:
        if forms_only and title.text.endswith("名单"):
            continue
        if "名额" in title.text and (forms_only or len(parts.attachments) + len(titles) > 2):
            continue
        for phrase in split_names(_cut_tail(title, _SHEET_TAIL)):
            yield phrase.trim()


def _cut_tail(piece: Piece, tail: re.Pattern[str]) -> Piece:
    for _ in range(12):
        found = tail.search(piece.text[-16:])
        if not found or len(found[0]) >= len(piece.text):
            break
        piece = piece.cut(0, len(piece.text) - len(found[0])).trim()
    return piece


def honours_once(pieces: Iterable[Piece], *, in_title: bool = False) -> list[Piece]:
    """Those that name honours, each once."""
    kept: list[Piece] = []
    for piece in pieces:
        if is_honour(piece.text, quoted_will_do=in_title) and not any(
            same_honour(piece.text, other.text) for other in kept
        ):
            kept.append(piece)
    return kept


def fullest_name(name: Piece, parts: Parts, counted: Iterable[Piece]) -> Piece:
    """The name as the notice itself repeats it: where it is counted, on a form's title, or bare in quotes."""
    same = [piece for piece in counted if same_honour(piece.text, name.text)]
    if same and (same[0].text.startswith("“") or len(same[0].text) > len(name.text)):
        return same[0]
    for phrase in names_in_sheets(parts, forms_only=True):
        if same_honour(phrase.text, name.text) and len(core_name(phrase.text)) > len(core_name(name.text)):
            return phrase
    opening, closing = name.text.find("“"), name.text.find("”")
    again = sum(name.text in paragraph.text for paragraph in parts.body)
    again += sum(name.text in piece.text for _, piece in parts.attachments)
    return name.cut(opening, closing + 1) if 0 < opening < closing and not again else name


def unquoted(name: Piece) -> Piece:
    """A name wholly in quotation marks, without them."""
    inner = name.text[1:-1]
    return (
        name.cut(1, -1)
        if name.text.startswith("“") and name.text.endswith("”") and "“" not in inner
        else name
    )

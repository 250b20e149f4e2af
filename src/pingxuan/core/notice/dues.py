"""What a deadline is for and where it goes, from the words before and after its date."""

import re

from pingxuan.core.notice.lines import clause_text
from pingxuan.core.notice.source import Piece

_GOODS = re.compile(
    r"材料|[稿版]|表(?!彰)|名单|方案|总结|情况|报告|作品|证明|照片|视频|附件|资料|文件|人选|联系人|回执|信息|候选"
)
_BRACKETS = re.compile(r"（[^（）]{0,40}）")
_LEADS = re.compile(r"(?:请|务必?|须|要|应|均|统一|一并|最迟|不晚于|不迟于|将|并|可|需|在|于|，|每年)$")
_OPENERS = re.compile(r"[^，]{0,12}(?:并?附上?|连同|把|将|填写|提供|做好|请|[要须应])")
_TAKES = re.compile(
    r"[将把](?!对|会|在|组织|视|予以|根据|按|由|结合|于)(?P<what>[^。；]{2,60}?)"
    r"(?=，?(?:一式|加盖|上报|呈报|统一|汇总后|(?<![申填汇预呈])报(?![表告名刊])|送|提交|发|寄|交)|[，。；]|$)"
)
_SENDS = re.compile(r"(?:提出|报送|上报|提交|填报|完成|组织|开展)(?P<what>[^，。；]{2,30})")
_TO = re.compile(
    r"(?:报送[至到]?|(?<![申填汇预])报[至到]?|上报[至到]?|送[达至到]|寄送?[至到]?|发[送]?[至到]|提交[至到]?|交[至到]?|反馈[至到])"
    r"(?P<to>[^，。；（）、：]{2,30})"
)


def what_is_due(before: Piece, after: Piece) -> str:
    """What is to be handed in: 将…报送, 报送…, or the words before 务于…前; "" when none is named."""
    first = _first_part(after)
    taken = _TAKES.search(after.text, 0, max(first, 80))
    if taken and taken.start() < first:
        return _plain(after.shown[taken.start("what") : taken.end("what")])
    doing = _SENDS.search(after.text, 0, first)
    if doing and _GOODS.search(doing["what"]):
        return _plain(after.shown[doing.start("what") : doing.end("what")])
    return _named_before(before) or (_plain(doing[0]) if doing else "")


def where_to(after: Piece) -> str:
    """To whom it is handed in, as the notice says; "" when it does not."""
    for found in _TO.finditer(after.text):
        if not _GOODS.search(found["to"]):
            return after.shown[found.start("to") : found.end("to")]
    return ""


def _named_before(before: Piece) -> str:
    words = _BRACKETS.sub("", clause_text(before.trim()).shown)
    for _ in range(6):
        words = _LEADS.sub("", words)
    for part in reversed(re.split("[，；]", words)):
        if _GOODS.search(part):
            opener = _OPENERS.match(part)
            named = part[opener.end() :] if opener else part
            last = named.rsplit("的", 1)[-1]
            return _plain(last if _GOODS.search(last) else named)
    return ""


def _first_part(after: Piece) -> int:
    comma = after.text.find("，", 1)
    return comma if comma >= 0 else len(after.text)


def _plain(text: str) -> str:
    return re.split("（|一式", _BRACKETS.sub("", text))[0].strip("，。；、：（） ")[:40]

"""What a web page sets around a notice: where it was published and how often read, buttons, neighbours."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pingxuan.core.notice.dates import FoundDate, find_dates, whole_date
from pingxuan.core.notice.lines import Line
from pingxuan.core.notice.source import Piece, compact

_PAGE_LABEL = (
    r"(?:信息|稿件|文章|新闻|内容)?来源|发布者|发布人|发布机构|发布单位|发布部门|供稿(?:单位|人)?|作者|撰稿人?|(?:责任)?编辑|责编|审核人?"
    r"|校对|初审|复审|终审|录入者?|摄影|发布(?:时间|日期)|(?:发表|张贴)(?:时间|日期)|张贴者|更新(?:时间|日期)|添加(?:时间|日期)|上传时间"
    r"|(?:浏览|阅读|点击|点阅|访问|查看)(?:次数|量|数|率)?|人气|字号|字体(?:大小)?|视力保护色|分享(?:到|至)?"
)
_GOVERNMENT_LABEL = (
    r"索引号?|索 引 号|主题分类|信息分类|公开方式|公开属性|公开类别|有效性|文件状态|主题词|关键词|责任部门|信息索取号|信息名称"
    r"|发文机关|发文单位|发文字号|文 ?号|成文日期|发文日期|印发日期|生成日期|公文种类|体裁|实施日期|废止日期"
)
_LABELLED = re.compile(
    rf"(?:{_PAGE_LABEL}|{_GOVERNMENT_LABEL})[：:] ?(?:[0-9][0-9\-/年月日.]{{5,11}} ?[0-9：]{{0,8}}|[^ ：|]{{0,40}}?)"
    rf"(?=[ |【\[]|$|(?:{_PAGE_LABEL}|{_GOVERNMENT_LABEL})[：:])"
)
_LABEL_CELL = re.compile(rf"标题|发布(?:时间|日期|机构|单位)|信息来源|{_GOVERNMENT_LABEL}")
LINES_OF_LABELS = 15
_STAMP = re.compile(r"^(?:时间|日期)[：:] ?20[0-9]{2}[-/][0-9]{1,2}[-/][0-9]{1,2}(?: ?[0-9：]{4,8})?")
_STAMP_BESIDE = re.compile(
    r"(?:发布|发表|更新|添加|上传)?(?:时间|日期)[：:] ?20[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?(?: ?[0-9：]{4,8})?"
)
"""时间：2024-03-05, which means the page's own only beside 作者 or 点击数."""
_COUNTS = re.compile(r"(?:作者|来源|点击|浏览|阅读|发布者|编辑)[^：]{0,4}：")
_BUTTON = re.compile(
    r"打印(?:本页|此页|文本)?|关闭(?:本页|窗口|此页)?|收藏(?:本页)?|朗读|文章播报|语音播报|返回(?:列表|顶部|首页|上页)?|【[^】]{0,8}】"
    r"|\[[^\]]{1,6}\]|[大中小]{1,3}|A[+\-]|下载|次|公开|全文|:::|RSS订阅|扫一扫[^。]{0,20}|用手机[^。]{0,20}|分享到?|T\|T"
)
_NEIGHBOUR = re.compile(
    r"(?:上一?[篇条页]|下一?[篇条页]|上篇文章|下篇文章)[：:】\]]|相关(?:链接|阅读|文章|新闻|信息)|友情链接|版权所有|[Cc]opyright|.{0,30}ICP备"
    r"|网站标识码|扫描二维码|主办单位：[^。]{0,40}(?:承办|技术支持)|您是第"
)
_PATH = re.compile(r"(?:您?(?:的|所在|现在的)?(?:当前)?位置|您所在的位置|首页 ?[>»/→]|.{0,20}当前位置：$)")
WRITTEN = re.compile(r"(?:成文|发文|印发|生成|落款|制发)(?:日期|时间)[：:] ?")
PUBLISHED = re.compile(r"(?:时间|日期)[：:] ?(?=20[0-9]{2})")
_BROKEN_DATE = re.compile(r"(?:19|20)[0-9]{2}(?:年(?:[0-9]{1,2}月)?)?")
LONGEST_DATE = 20
WHOLE_DATE = 10
"""Characters of 2024-10-14, where the hour runs into it."""
WHERE_PAGES_END = 0.5
"""The share of a page's lines before which a neighbour's link does not close it."""


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], tuple[Line, ...]]:
    """The notice's own lines, dates broken over two lines made whole, and the page's lines apart."""
    own: list[Line] = []
    page: list[Line] = []
    for index, line in enumerate(lines):
        labelled = _labels_and_values(line) if index < LINES_OF_LABELS else None
        if labelled:
            page.append(labelled)
            continue
        if line.grid is not None or not is_furniture(line.text):
            own.append(line)
            continue
        page.append(line)
        if _NEIGHBOUR.match(line.text) and index > len(lines) * WHERE_PAGES_END:
            page.extend(lines[index + 1 :])
            break
    return _mended(own), tuple(page)


def _labels_and_values(line: Line) -> Line | None:
    """A row of a page's own table (发文机关 | 某局 | 成文日期 | 2024年3月1日) as 发文机关：某局 成文日期：…."""
    if line.grid is not None or "|" not in line.text:
        return None
    framed = line.piece.trim("| ")
    bars = [0, *(place for place, char in enumerate(framed.text) if char == "|"), len(framed.text)]
    cells = [compact(framed.cut(a, b).trim("| "), cell=True) for a, b in pairwise(bars)]
    if len(cells) % 2 or not all(_LABEL_CELL.fullmatch(cell.text.rstrip("：")) for cell in cells[::2]):
        return None
    row = Piece("", "", ())
    for label, value in zip(cells[::2], cells[1::2], strict=True):
        ends = label.at[-1]
        row = (
            row.plus(label.trim("："))
            .plus(Piece("：", "：", [ends]))
            .plus(value)
            .plus(Piece(" ", " ", [ends]))
        )
    return Line(line.raw, row.trim(), line.blanks_before)


def is_furniture(text: str) -> bool:
    """Whether a line belongs to the page and not to the notice."""
    if len(text) > 200:
        return False
    if _NEIGHBOUR.match(text) or _PATH.match(text):
        return True
    dated = _STAMP_BESIDE.sub(" ", text) if _COUNTS.search(text) else _STAMP.sub("", text)
    rest = _LABELLED.sub("", dated)
    if rest == text and not _BUTTON.match(text):
        return False
    return len(re.sub(r"[\s|\-—_·•：:/()（）\[\]【】>0-9]", "", _BUTTON.sub("", rest))) <= 1


def dated_on(lines: Sequence[Line], label: re.Pattern[str]) -> tuple[FoundDate, Piece] | None:
    """The first day that stands behind a label (成文日期：, 发布时间：) on those lines, and where."""
    for line in lines:
        found = label.search(line.text)
        if found:
            value = line.piece.cut(found.end(), found.end() + LONGEST_DATE)
            when = next(find_dates(value), None) or next(find_dates(value.cut(0, WHOLE_DATE)), None)
            if when and when.date:
                return when, value.cut(when.start, when.end)
    return None


def _mended(lines: list[Line]) -> list[Line]:
    """A date set over two lines (2016 / 年3月21日) on one."""
    mended: list[Line] = []
    skip = False
    for line, following in pairwise([*lines, None]):
        if skip or line is None:
            skip = False
            continue
        if following is not None and _BROKEN_DATE.fullmatch(line.text):
            joined = line.piece.plus(following.piece)
            if whole_date(joined):
                mended.append(Line(joined, joined, line.blanks_before))
                skip = True
                continue
        mended.append(line)
    return mended

"""How a notice opens: its title over several lines, and whom it goes to."""

import re
from collections.abc import Sequence

from pingxuan.core.notice.annexes import MARKER
from pingxuan.core.notice.lines import Line, clause_level, together
from pingxuan.core.notice.source import Piece, compact

ORG_END = re.compile(
    r"(?:[局部厅处科室办会院校所站府委团队社署学联组司]|中心|机关|公司|集团|大学|中学|小学|医院|政府|支部|基金)"
    r"(?:（[^（）]{1,4}）)?$"
)
ORG_BARRED = re.compile(r"[，。；：？！0-9]|[表单]$|^附")
_TITLE_START = re.compile(r"[^。；，：]{0,30}关于|[^。；，：]{0,30}(?:印发|转发|开展|举办|组织)")
_TITLE_END = re.compile(
    r"(?:通知|通告|公告|公函|函|启事|倡议书|方案|邀请函|意见)(?:（[^（）]{1,12}）)?[》】]?(?:第[0-9]{1,2}页)?$"
)
_STAMP = re.compile(
    r"(?<=[知告函事案])[ |（]*(?:发布|发表|更新|添加)?(?:时间|日期|来源|作者|浏览次数|点击数)：.*$"
)
_FILE_BEFORE = re.compile(r"[^。；]{6,60}\.{0,3}\.(?:docx?|pdf|wps)[：. ]*(?=[^。；：]{0,30}关于)")
"""The file's name that a page prints before the title it is named after."""
_PAGE_NUMBER = re.compile("第[0-9]{1,2}页$")
_TITLE_ALONE = re.compile(r"[^。；，：！？|]{4,56}(?:通知|通告|公告|启事|方案)$")
_NUMBERED = re.compile(r"（[^（）]{1,20}[〔\[【（][0-9]{4}[〕\]】）]第?[0-9]{1,5}号）$")
"""The notice's number printed behind its title."""
_TITLE_LABEL = re.compile(r"(?:标 ?题|名 ?称|信息名称)：|【(?:通知|公告|转发|通告|转载)】")
_LETTERHEAD = re.compile(
    r"[^。，；：]{2,40}文件$|[^。；，]{0,40}[〔\[【（]?(?:19|20)[0-9]{2}[〕\]】）]?年?第?[0-9]{1,5}号(?:签发人：.{0,20})?$|签发人："
)
_MARKS = re.compile(r"[\W_]")
_NOT_ADDRESSED = re.compile(
    r"发布于|来源|作者|位置|说明|主旨|档 ?号|保存|受文|速别|密等|承办人|收件|如下|附件|要求|办法|标准|条件|时间|内容|安排|对象|范围|名额|注意|事项|联系"
)
LINES_OF_TITLE = 5
MOST_ISSUERS = 4
MOST_LINES_OF_HEAD = 24
LINES_OF_MENU = 3
"""Lines at the top that may be a page's menu (首页|联系我们)."""
SAME_BEGINNING = 8
"""A line that begins like the title's first one is the title set again (a page's heading cut short)."""
LINES_OF_LABELS = 10
"""Lines after the title among which whom it goes to is sought: number, date, a page's labels."""
LINES_TO_REPEAT = 12
"""Lines after a page's title within which the notice may print it again under its letterhead."""


def is_letterhead(text: str) -> bool:
    """Whether a line is the red head (…文件), a number, or who signs it off (签发人)."""
    return len(text) <= 60 and bool(_LETTERHEAD.match(text))


def read_title(lines: Sequence[Line]) -> tuple[Piece | None, int]:
    """The title, run together from its lines, and the index of the line after it, or after its repetition."""
    lines = [*map(_unframed, lines[:MOST_LINES_OF_HEAD]), *lines[MOST_LINES_OF_HEAD:]]
    for first in range(min(15, len(lines))):
        line = lines[first]
        barred = line.has_bar and line.text.strip("| ")
        if clause_level(line.text) or MARKER.match(line.text) or (barred and first >= LINES_OF_MENU):
            return None, 0
        end = None if line.has_bar else _title_end(lines, first)
        if end is None:
            continue
        title = _tidied(together(lines[first - _names_issuer(lines, first) : end]))
        return title, _repeated(lines, end, title) or end
    return None, 0


def _unframed(line: Line) -> Line:
    """A title without the page's bar and 发布时间：… set right behind it; any other line as it is."""
    bare = line.piece.trim("| ")
    stamp = _STAMP.search(bare.text)
    bare = bare.cut(0, stamp.start()).trim("| ") if stamp else bare
    if bare.text == line.text or line.grid is not None or "|" in bare.text:
        return line
    titled = _TITLE_START.match(bare.text) and _TITLE_END.search(bare.text) and "：" not in bare.text
    return Line(bare, bare, line.blanks_before) if titled else line


def _title_end(lines: Sequence[Line], first: int) -> int | None:
    """The line after a title that begins at ``first``; None when none begins there."""
    opening = _TITLE_LABEL.sub("", lines[first].text.replace(" ", ""), count=1)
    if is_letterhead(opening) or opening.endswith("："):
        return None
    if not _TITLE_START.match(opening):
        alone = (
            _TITLE_ALONE.match(opening) and not opening.startswith("各") and not ORG_END.search(opening[:-2])
        )
        return first + 1 if alone else None
    for last in range(first, min(first + LINES_OF_TITLE, len(lines))):
        text = lines[last].text.replace(" ", "")
        begins_again = last > first and text.startswith(opening[:SAME_BEGINNING])
        if begins_again or (
            last > first and (is_letterhead(text) or text.endswith("：") or lines[last].has_bar)
        ):
            return None
        if _TITLE_END.search(_NUMBERED.sub("", text)) and not text.startswith("各"):
            return last + 1
    return None


def _tidied(title: Piece) -> Piece:
    """Without 标题： before it and its number behind it."""
    label = _TITLE_LABEL.match(title.text)
    title = title.cut(label.end()) if label else title
    title = compact(title, cell=True)
    named = _FILE_BEFORE.match(title.text)
    title = title.cut(named.end()) if named else title
    page = _PAGE_NUMBER.search(title.text)
    title = title.cut(0, page.start()) if page else title
    number = _NUMBERED.search(title.text)
    title = title.cut(0, number.start()).trim() if number else title
    wrapped = title.text[:1] in "《【" and title.text[-1:] in "》】"
    return title.cut(1, len(title.text) - 1) if wrapped else title


def _repeated(lines: Sequence[Line], end: int, title: Piece) -> int | None:
    """The line after the same title printed once more; None when it is not."""
    for first in range(end, min(end + LINES_TO_REPEAT, len(lines))):
        again = _title_end(lines, first)
        if again:
            same = _MARKS.sub("", together(lines[first:again]).text)
            return again if same and _MARKS.sub("", title.text).endswith(same) else None
    return None


def _names_issuer(lines: Sequence[Line], first: int) -> int:
    """How many lines right above 关于… name the issuers, set as the title's first lines."""
    count = 0
    while lines[first].text.startswith("关于") and count < min(first, MOST_ISSUERS):
        above = lines[first - count - 1].text
        apart = lines[first - count].blanks_before or not ORG_END.search(above) or ORG_BARRED.search(above)
        if apart:
            break
        count += 1
    return count


def read_addressees(lines: Sequence[Line], start: int) -> tuple[Piece | None, int]:
    """The lines that name whom the notice goes to, and the index where the body begins."""
    for index in range(start, min(start + LINES_OF_LABELS, len(lines))):
        line = lines[index]
        if not line.text.strip("| "):
            continue
        if line.has_bar or clause_level(line.text) or MARKER.match(line.text):
            break
        if _addresses(line.text):
            first = index
            while first > start and lines[first - 1].text.endswith(("，", "、")) and index - first < 4:
                first -= 1
            return together(lines[first : index + 1]).trim("： "), index + 1
        if (
            len(line.text) > 40
            and start
            and not line.text.endswith(("，", "、"))
            and line.text[0] not in "•【"
        ):
            break
    return None, start


def _addresses(text: str) -> bool:
    """Whether a line says whom the notice goes to rather than what comes next (要求如下：)."""
    return (
        len(text) > 2
        and text.endswith("：")
        and text[0] != "："
        and "。" not in text
        and len(text) <= 200
        and not _NOT_ADDRESSED.search(text)
    )

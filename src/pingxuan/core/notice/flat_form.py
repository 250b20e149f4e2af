"""Forms whose cells were lost, so that labels run on in one line: read by the labels every form shares."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pingxuan.core.notice.source import Piece

_KNOWN = re.compile(
    r"(?P<known>[\u4e00-\u9fa5]{2}(?:名称|全称)|单位性质|单位级别|单位地址|通讯地址|联系地址|家庭住址|邮政编码|负责人|联系人姓名|联系人|"
    r"联系电话|联系方式|电子邮箱|姓名|性别|民族|年龄|出生年月|籍贯|学历|学位|职务|职称|政治面貌|"
    r"身份证号|参加工作时间|工作单位|单位|所在单位|从事岗位|岗位|手机|电话|地址|邮编|职工总数|"
    r"职工人数|员工人数|设立时间|成立时间|主要事迹|先进事迹简介|先进事迹|事迹简介|个人简历|工作简历|"
    r"获奖情况|曾获荣誉|备注|班级|学号|学院|专业"
    r")"
)
_OPINION = re.compile(
    r"(?P<opinion>(?:(?:呈报|申报|推荐|所在|填报|主管|上级|基层)?(?:单位|部门|学校|学院|组织)"
    r"|(?:省|市|县|区|州|全国|集团|公司|党委|工会)[\u4e00-\u9fa5]{0,10}?)(?:审批|审核|推荐|审定|评审)?意见)"
)
_LEAST = 3
"""Labels a line must hold to be taken for a form."""


def labels_run_together(lines: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The labels and the opinion boxes of a form whose cells were lost, each in order."""
    labels: list[Piece] = []
    opinions: list[Piece] = []
    for line in lines:
        for sentence in _sentences(line):
            if not labels and _is_form(sentence.text):
                _take(sentence, labels, opinions)
            elif labels and not re.search("[须应填]", sentence.text):
                _take(sentence, [], opinions)
    return labels, opinions


def _sentences(line: Piece) -> list[Piece]:
    edges = [0, *(found.end() for found in re.finditer("。", line.text)), len(line.text)]
    return [line.cut(start, end) for start, end in pairwise(edges) if end > start]


def _is_form(text: str) -> bool:
    known = [found[0] for found in _KNOWN.finditer(text)]
    return len(known) >= _LEAST and sum(map(len, known)) >= 0.4 * len(
        re.split("[\u4e00-\u9fa5]{2,6}意见", text)[0]
    )


def _take(sentence: Piece, labels: list[Piece], opinions: list[Piece]) -> None:
    """Labels one by one; what stands between the last of them (or a seal) and 意见 is an opinion box."""
    index = edge = 0
    while index < len(sentence.text):
        opinion = _OPINION.match(sentence.text, index)
        known = _KNOWN.match(sentence.text, index)
        if opinion:
            opinions.append(sentence.cut(*opinion.span()))
            index = edge = opinion.end()
        elif known:
            labels.append(sentence.cut(*known.span()))
            index = edge = known.end()
        elif sentence.text.startswith("意见", index) and 2 <= index - edge <= 12:
            opinions.append(sentence.cut(edge, index + 2))
            index = edge = index + 2
        else:
            index += 1
            edge = index if sentence.text[index - 1] in "）日：" else edge

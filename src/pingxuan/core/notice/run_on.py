"""Where a line that lost its breaks, and even its spaces, was once several: title, salutation, clauses, end."""

import re
from collections.abc import Iterator

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_DATE = r"(?:[12][0-9]{3}|民国[0-9]{2,3}|[一二][〇零○OoΟ0一二三四五六七八九]{3})年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日"
_FIRST_LABEL = "(?:姓名|序号|(?:单位|集体|学校|企业|班级|团队|支部)名称)"
_SPACED_BODY = r"[\u4e00-\u9fa5](?: ?[\u4e00-\u9fa5]){2,28} ?[局委会府部厅院校室司署]"
_NUMBER = r"[\u4e00-\u9fa5A-Za-z]{1,10} ?[〔\[【（][0-9]{4}[〕\]】）] ?第?[0-9]{1,5} ?号"
_HEAD_CUTS = tuple(
    re.compile(rule)
    for rule in (
        r"(?:(?<=[0-9]号)|(?<=[0-9] 号))(?=[\u4e00-\u9fa5、]{0,40}关于)",
        r"(?<=[^于的]的通知)(?=各[^。；]{1,200}：)",
        r"(?:(?<=[0-9]号)|(?<=[0-9] 号))(?= *各(?![项类种个])[^。；]{1,200}：)",
        r"(?<=[^于的]的通知)(?=[^ 。；，》”）》要精的和]{2,120}：)",
        r"(?<=[们位关校院局会委队部门业学室科处司府区县市社系）]：)(?=(?:为|根据|按照|近年|经|现|今年|20[0-9]{2}年|在)[^：]{10})",
    )
)
"""Where title, number, salutation and body run into each other."""
_TITLE_CUTS = tuple(
    re.compile(rule)
    for rule in (
        rf"(?<=[^于的]的通知) +(?={_SPACED_BODY}(?: *$| +{_NUMBER}))",
        rf"(?<=[^于的]的通知) *(?={_NUMBER} *$)",
        rf"(?<=[局委会府部厅院校室司署]) +(?={_NUMBER}(?: |$))",
    )
)
"""Where the issuer's name and the number stand behind the title."""
_CUTS = tuple(
    re.compile(rule)
    for rule in (
        rf"(?<=[。；！”）日号表页])(?=（{_NUMERAL}）)",
        r"(?<=[。；])(?=[1-9][0-9]?[.、][\u4e00-\u9fa5“《])",
        r"(?<=[。；：])(?=(?:联系人|联系电话|联系方式)：)",
        r"(?<=[。；）])(?=附件?(?:[0-9一二三四五]{0,2})：)",
        r"(?<=日)(?=附件[0-9一二三四五][^，。；：]{4,40}表)",
        rf"(?<=[荐报批记请呈名]表)(?={_FIRST_LABEL}[^，。；：]{{0,12}}(?:性别|电话|负责人|民族|地址|单位|书记|职务))",
    )
)
_PAGE_CUTS = (
    re.compile(
        r" (?=(?:信息)?(?:来源|发布者|作者|发布时间|发布日期|浏览次数|点击数?|阅读量?|上一[篇条]|下一[篇条])：)"
    ),
    re.compile(r" (?=关于[^。；]{4,60}的(?:通知|公告) )"),
)
_PAGE_ENDS = re.compile(
    r"(?:(?:浏览|点击|阅读|访问)(?:次数|量|数)?|发布时间|发布日期)：? ?[0-9][0-9\-/.年月日]{0,10}(?: [0-9]{1,2}：[0-9]{2}(?:：[0-9]{2})?)?次?(?= )"
)
"""What the page prints around the notice, run into it."""
_SIGNED = re.compile(
    rf"(?<=[表单案。]) *[^ 。；，：0-9]{{2,40}}?[局处会部委室校院学司府心](?:（(?:代?章|盖章|公章|印章)）)? *{_DATE}(?![前之止以，。])"
    rf"|(?<=[表单案]){_DATE}$"
)
"""A signature with its date right behind a sentence or a list of attachments."""
_DATED_LIST = re.compile(rf" *附件?[^。；]{{0,60}}[表单案](?={_DATE} *$)")
"""A list of attachments with the date right behind it."""
_CLAUSE = re.compile(rf"(?P<n>{_NUMERAL})、(?!{_NUMERAL}[、等])")
_ORDER = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")


def run_on_cuts(line: str) -> set[int]:
    """Indices in a line that lost its breaks at which another line begins."""
    found = {cut.start() for rule in _CUTS for cut in rule.finditer(line)}
    found |= {cut.start() for rule in _PAGE_CUTS for cut in rule.finditer(line)}
    found |= {label.end() for label in _PAGE_ENDS.finditer(line)}
    return found | set(_clauses(line)) | head_cuts(line)


def head_cuts(line: str) -> set[int]:
    """Indices at which title, salutation, body or signature begin although nothing sets them apart."""
    found = {cut.start() for rule in _HEAD_CUTS for cut in rule.finditer(line)}
    found |= title_cuts(line)
    for signed in _SIGNED.finditer(line):
        found |= {signed.start(), signed.end()}
    return found - {0, len(line)}


def title_cuts(line: str) -> set[int]:
    """Indices at which the issuer's name and the number begin behind the title, or the date behind a list."""
    dated = _DATED_LIST.match(line)
    named = {
        cut.end() for rule in _TITLE_CUTS for cut in rule.finditer(line) if "关于" in line[: cut.start()]
    }
    return named | {dated.end()} if dated else named


def _clauses(line: str) -> Iterator[int]:
    """Where 一、 二、 三、 follow each other in order; a number out of turn (一、二等奖) opens nothing."""
    due = 0
    for found in _CLAUSE.finditer(line):
        if due < len(_ORDER) and found["n"] == _ORDER[due]:
            before = line[found.start() - 1 : found.start()]
            if due or not before or before in "。；：！？”）》 日号":
                due += 1
                yield found.start()

"""What a notice is for: an award campaign, or a course, a contest, a project call, a meeting, a result, a bare form."""

import re

from pingxuan.core.notice.fact import Fact, How, read_as
from pingxuan.core.notice.parts import Parts
from pingxuan.core.notice.source import Piece
from pingxuan.core.words import Word


class NoticeKind(Word):
    """What a notice is for."""

    CAMPAIGN = "campaign", "评选推荐"
    CONTEST = "contest", "竞赛或作品征集"
    RESULT = "result", "评选结果"
    TRAINING = "training", "培训"
    MEETING = "meeting", "会议"
    PROJECT = "project", "项目申报"
    RECRUITMENT = "recruitment", "招聘招生"
    FORM_ONLY = "form_only", "一张表格"
    UNTOLD = "untold", "未写明"


NO_AWARDS = frozenset({NoticeKind.TRAINING, NoticeKind.MEETING, NoticeKind.PROJECT, NoticeKind.RECRUITMENT})
"""Notices of these kinds bestow nothing themselves."""
SHORT_BODY = 60
_CAMPAIGN = re.compile(
    r"评选|评比|评优|评先|选树|推选|表彰|推荐|选举|评定|寻找|争创|创建|认定|遴选|评审|命名|申报|提名|评奖|甄选"
)
_ENDING = re.compile(
    r"(?:[的之]?(?:通知|公告|通告|函|启事|指南|预告|预备通知|补充通知|紧急通知)|（[^（）]*）|有关事[项宜]|报名|安排|工作|活动|推荐|[ 的])+$"
)
_BY_ENDING = (
    (NoticeKind.RESULT, re.compile(r"(?:公示|决定|通报|结果|获奖名单|入选名单|当选名单)$|公布[^，。]{2,30}名单$")),
    (NoticeKind.TRAINING, re.compile(r"(?:培训|研修|进修|轮训)(?:班|会|营)?(?:学员|人员)?$|讲座$|课程$|选课$|交费$")),
    (NoticeKind.RECRUITMENT, re.compile(r"招聘|招募|选聘|招考|招录|招生|选调|公开遴选")),
    (NoticeKind.CONTEST, re.compile(r"(?:大赛|竞赛|比赛|赛|征文|征集|展演|演讲|会演|汇演|展览|运动会|论文|作品)(?:评选|评比|评审)?$|征集[^，。]{0,14}$")),
    (NoticeKind.MEETING, re.compile(r"召开|(?:会议|大会|座谈会|年会|研讨会|论坛|部署会|推进会)$")),
    (NoticeKind.PROJECT, re.compile(r"(?:课题|项目|基金|资金|经费|资助|计划|专项|规划)(?:的|立项|申报|申请|评审)?[^，。]{0,3}$")),
)  # fmt: skip
_HONOUR_WORDS = re.compile(r"先进|优秀|模范|标兵|最美|荣誉|十佳|劳动奖|示范|文明|成果奖|奖学金")


def read_kind(parts: Parts) -> Fact[NoticeKind]:
    """What the notice is for, by the end of its title; without a title by what its first lines announce."""
    if parts.title is None:
        return _untitled(parts)
    subject = _subject(parts.title)
    for kind, rule in _BY_ENDING:
        found = rule.search(subject.text)
        if found and not (
            kind in NO_AWARDS and _HONOUR_WORDS.search(subject.text) and kind is not NoticeKind.MEETING
        ):
            return read_as(kind, subject.cut(*found.span()))
    kind = NoticeKind.CAMPAIGN if _CAMPAIGN.search(parts.title.text) else NoticeKind.UNTOLD
    return read_as(kind, parts.title, how=How.INFERRED)


def _subject(title: Piece) -> Piece:
    """What the title is about, without 关于 before it and 工作的通知 after it."""
    about = title.text.rfind("关于")
    held = title.cut(about + 2 if about >= 0 else 0)
    ending = _ENDING.search(held.text)
    return held.cut(0, ending.start()) if ending and ending.start() > 1 else held


def _untitled(parts: Parts) -> Fact[NoticeKind]:
    said = sum(len(paragraph.text) for paragraph in parts.body)
    if said < SHORT_BODY and any(annex.title for annex in parts.annexes):
        title = next(annex.title for annex in parts.annexes if annex.title)
        return read_as(NoticeKind.FORM_ONLY, title, how=How.INFERRED)
    for paragraph in parts.body[:3]:
        found = re.search(
            r"举办[^，。；]{0,30}(?:培训班|研修班|讲座)|召开[^，。；]{0,30}(?:会议|大会)", paragraph.text
        )
        if found and not _CAMPAIGN.search(paragraph.text):
            kind = NoticeKind.MEETING if found[0].startswith("召开") else NoticeKind.TRAINING
            return read_as(kind, paragraph.piece.cut(*found.span()), how=How.INFERRED)
    return Fact(NoticeKind.UNTOLD, (), How.INFERRED)

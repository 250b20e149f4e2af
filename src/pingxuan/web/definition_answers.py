"""How each question about a definition is asked on its page: by which control, and what stands in it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pingxuan.core.finding import Finding
from pingxuan.core.words import AwardKind, OpinionBy, QuotaKind, Word
from pingxuan.web.definition_paths import tokens, value_at
from pingxuan.web.definition_reading import OpenQuestion, Reading
from pingxuan.web.definition_sheet import Choices, written


class Way(Word):
    """What a person does to answer; the label says what the box beside the button is for."""

    TYPE = "type", "填写"
    CHOOSE = "choose", "选择"
    BODIES = "bodies", "推荐单位，每行一个；也可以连名额一起从表格里复制过来"
    AWARDS = "awards", "奖项名称，每行一个"
    RULE = "rule", "查哪一年的台账，几年的用顿号隔开"
    ALLOT = "allot", "这些名额属于哪个奖项"
    NAME = "name", "哪一栏是推荐对象的名称"
    QUOTA = "quota", "名额怎么定"
    BASES = "bases", "每行一个单位和它的数，可以从表格里复制过来"
    COLUMN = "column", "补上这一列"
    ANNEX = "annex", "附件内容，连表格一起粘贴"
    LOOK = "look", "看过"


BY_CODE = {
    "bodies_unknown": Way.BODIES,
    "annex_missing": Way.ANNEX,
    "rule_without_year": Way.RULE,
    "honoured_last_time": Way.RULE,
    "not_an_award_campaign": Way.AWARDS,
    "quota_award_unclear": Way.ALLOT,
    "quota_unsaid": Way.QUOTA,
    "quota_bases_unknown": Way.BASES,
    "ratio_bases_kept": Way.BASES,
    "nominee_name_uncertain": Way.NAME,
    "summary_lacks_unit": Way.COLUMN,
    "deadline_hour": Way.TYPE,
    "deadline_unsettled": Way.TYPE,
    "year_left": Way.TYPE,
}
TO_LOOK_AT = frozenset({
    "not_quite_a_campaign", "form_assumed", "opinions_assumed", "form_shared", "form_cells_lost",
    "quota_sum_differs", "quota_kept", "contact_kept", "campaign_already_over", "notice_body_missing",
})  # fmt: skip
"""Questions to be confirmed: what they are about is a whole part of the page."""
TYPED = {
    "at": "如 2023-02-27 18:00", "issue_date": "如 2023年2月10日", "total": "授牌数，如 35", "year": "如 2021",
    "title": "评选活动的名称", "issuer": "主办单位的全称", "working_days": "工作日数", "max_chars": "最多字数",
    "min_chars": "最少字数", "each": "每单位名额", "least": "每单位至少", "prize_percent": "百分数，如 60",
    "per": "每多少", "copies": "份数", "of": "按什么数", "limit": "数量", "name": "名称", "label": "栏目名称",
    "doc_number": "文号", "number": "批准文号", "short_title": "简称", "basis": "批准依据",
    "honour": "称号", "addressees": "主送单位", "phone": "电话", "email": "邮箱",
    "person": "联系人", "what": "事项", "channel": "报送到", "candidates_percent": "百分数", "scope": "范围",
}  # fmt: skip
"""Attributes a question is answered for by typing, with what the box says while it is empty."""
CHOSEN: Mapping[str, type[Word]] = {"kind": AwardKind, "by": OpinionBy}
SELECTS = frozenset({Way.CHOOSE, Way.QUOTA, Way.ALLOT, Way.NAME})
BOXES = frozenset({Way.BODIES, Way.AWARDS, Way.BASES, Way.ANNEX})


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question as the page asks it."""

    open: OpenQuestion
    way: Way
    quote: str = ""
    value: str = ""
    choices: Choices = ()
    example: str = ""
    must: bool = False
    """Whether the campaign cannot open until it is answered."""
    refused: tuple[Finding, ...] = ()
    """What is wrong with the answer just given."""

    @property
    def control(self) -> str:
        """Which control the answer is given in; "" where pressing the button is all."""
        if self.way in SELECTS:
            return "select"
        return "box" if self.way in BOXES else "line" if self.way in {Way.TYPE, Way.RULE} else ""

    @property
    def suggested(self) -> bool:
        """Whether the box holds what is suggested, to be taken over with one click."""
        offered = self.open.question.suggestion and self.value and self.way is not Way.BASES
        return bool(offered) and not self.refused


def way_of(code: str, about: str, *, named: bool = True) -> Way:
    """How a question is answered, by what it is, else by the value it is about; ``named``: an award has been."""
    if code in BY_CODE:
        return BY_CODE[code]
    if about == "awards" and not named:
        return Way.AWARDS
    name = re.split(r"[.\[]", about.rstrip("]0123456789["))[-1]
    if code in TO_LOOK_AT:
        return Way.LOOK
    if name == "source" or name in CHOSEN:
        return Way.CHOOSE
    return Way.TYPE if name in TYPED else Way.LOOK


def asked(
    reading: Reading, data: Mapping[str, Any], findings: Sequence[Finding], typed: Mapping[str, str]
) -> tuple[Asked, ...]:
    """The open questions, those first that keep the campaign from opening; ``typed`` is what was just answered."""
    told = [_asked(one, reading, data, findings, typed) for one in reading.open_questions]
    return tuple(sorted(told, key=lambda one: not one.must))


def _asked(
    one: OpenQuestion,
    reading: Reading,
    data: Mapping[str, Any],
    findings: Sequence[Finding],
    typed: Mapping[str, str],
) -> Asked:
    path, question = one.path, one.question
    way = way_of(question.code, question.about, named=bool(data.get("awards")))
    at_place = [f for f in findings if f.blocks and path and f.where == path]
    offered = _choices(way, path, data)
    value = _offered(way, question.suggestion, offered) or _stands(way, path, data)
    again = one.id in typed and typed[one.id].strip() != value.strip()
    refused = [f for f in findings if f.where == f"answer:{one.id}"] + (at_place if again else [])
    return Asked(
        open=one,
        way=way,
        quote=reading.quoted(question),
        value=typed.get(one.id, value),
        choices=offered,
        example=TYPED.get(str((tokens(path) or [""])[-1]), "") if way is Way.TYPE else "",
        must=bool(at_place) or (way in _NEEDED and any(f.code == _NEEDED[way] for f in findings)),
        refused=tuple(refused),
    )


_NEEDED = {Way.BODIES: "no_bodies", Way.AWARDS: "no_awards"}


def _offered(way: Way, suggestion: str, choices: Choices) -> str:
    """The suggestion as the control holds it: text, or the choice of that label."""
    if way is Way.TYPE:
        return written(suggestion)
    return next((value for value, label in choices if suggestion and label == suggestion), "")


def _stands(way: Way, path: str, data: Mapping[str, Any]) -> str:
    if way in {Way.TYPE, Way.CHOOSE}:
        return written(value_at(data, path))
    if way is Way.QUOTA:
        return written(value_at(data, f"{path}.kind"))
    if way is Way.BASES:
        bases = value_at(data, f"{path.removesuffix('.bases')}.bases", {})
        return "\n".join(f"{body['name']} {bases.get(body['name'], '')}" for body in data.get("bodies", []))
    return path.rpartition(".fields[")[2].partition("]")[0] if way is Way.NAME else ""


def _choices(way: Way, path: str, data: Mapping[str, Any]) -> Choices:
    if way is Way.ALLOT:
        return [(str(index), str(award.get("name"))) for index, award in enumerate(data.get("awards", []))]
    if way is Way.NAME:
        rows = value_at(data, path.rpartition("[")[0], [])
        return [(str(index), str(row.get("label"))) for index, row in enumerate(rows)]
    if way is Way.QUOTA:
        return [(kind.value, kind.label) for kind in QuotaKind]
    if way is not Way.CHOOSE:
        return ()
    if path.endswith(".source"):
        fields = value_at(data, f"{path.partition('.summary')[0]}.form.fields", [])
        return [("", "（空白）"), *((str(f.get("key")), str(f.get("label"))) for f in fields)]
    words = QuotaKind if ".quota." in path else CHOSEN[path.rpartition(".")[2]]
    return [(word.value, word.label) for word in words]

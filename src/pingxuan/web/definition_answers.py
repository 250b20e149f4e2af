"""How each question of the notice's reader is answered on the page, and where its answer goes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pingxuan.core.finding import Finding, Refused
from pingxuan.core.notice.draft import body_kind
from pingxuan.core.words import AwardKind, Meaning, OpinionBy, QuotaKind, Word
from pingxuan.web.definition_pasted import pasted_bodies
from pingxuan.web.definition_paths import Nested, put, row_numbers, tokens, value_at
from pingxuan.web.definition_reading import OpenQuestion, Reading
from pingxuan.web.definition_sheet import Choices, written
from pingxuan.web.definition_typed import PLACES


class Way(Word):
    """What a person does to answer; the label says what the box beside the button is for."""

    TYPE = "type", "填写"
    CHOOSE = "choose", "选择"
    BODIES = "bodies", "推荐单位，每行一个；也可以连名额一起从表格里复制过来"
    AWARDS = "awards", "奖项名称，每行一个"
    RULE = "rule", "查哪一年的台账，几年的用顿号隔开"
    ALLOT = "allot", "这些名额属于哪个奖项"
    NAME = "name", "哪一栏是推荐对象的名称"
    COLUMN = "column", "补上这一列"
    ANNEX = "annex", "附件内容，连表格一起粘贴"
    LOOK = "look", "看过"


BY_CODE = {
    "bodies_unknown": Way.BODIES,
    "annex_missing": Way.ANNEX,
    "rule_without_year": Way.RULE,
    "not_an_award_campaign": Way.AWARDS,
    "quota_award_unclear": Way.ALLOT,
    "nominee_name_uncertain": Way.NAME,
    "summary_lacks_unit": Way.COLUMN,
}
TO_LOOK_AT = frozenset(
    {
        "not_quite_a_campaign", "form_assumed", "form_cells_lost", "form_shared", "opinions_assumed",
        "quota_sum_differs",
    }
)  # fmt: skip
"""Questions to be confirmed: what they are about is a whole part of the page."""
TYPED = {
    "at": "如 2023-02-27 18:00", "issue_date": "如 2023年2月10日", "total": "授牌数，如 35", "year": "如 2021",
    "title": "评选活动的名称", "issuer": "主办单位的全称", "working_days": "工作日数", "max_chars": "最多字数",
    "min_chars": "最少字数", "each": "每单位名额", "least": "每单位至少", "prize_percent": "百分数，如 60",
    "per": "每多少", "copies": "份数", "of": "按什么数", "limit": "数量", "name": "名称", "label": "栏目名称",
    "doc_number": "文号", "honour": "称号", "addressees": "主送单位", "phone": "电话", "email": "邮箱",
    "person": "联系人", "what": "事项", "channel": "报送到", "candidates_percent": "百分数", "scope": "范围",
}  # fmt: skip
"""Attributes a question is answered for by typing, with what the box says while it is empty."""
CHOSEN: Mapping[str, type[Word]] = {"kind": AwardKind, "by": OpinionBy}


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
    def suggested(self) -> bool:
        """Whether the box holds what is suggested, to be taken over with one click."""
        return bool(self.open.question.suggestion and self.value) and not self.refused


def way_of(code: str, about: str) -> Way:
    """How a question is answered, by what it is, else by the value it is about."""
    if code in BY_CODE:
        return BY_CODE[code]
    name = re.split(r"[.\[]", about.rstrip("]0123456789["))[-1]
    if code in TO_LOOK_AT:
        return Way.LOOK
    if name == "source" or name in CHOSEN:
        return Way.CHOOSE
    return Way.TYPE if name in TYPED else Way.LOOK


def asked(
    reading: Reading, data: Mapping[str, Any], findings: Sequence[Finding], typed: Mapping[str, str]
) -> tuple[Asked, ...]:
    """The open questions as the page asks them; ``typed`` is what was just answered, by question."""
    return tuple(_asked(one, reading, data, findings, typed) for one in reading.open_questions)


def _asked(
    one: OpenQuestion,
    reading: Reading,
    data: Mapping[str, Any],
    findings: Sequence[Finding],
    typed: Mapping[str, str],
) -> Asked:
    way, path, question = way_of(one.question.code, one.question.about), one.path, one.question
    at_place = [f for f in findings if f.blocks and path and f.where == path]
    offered = _choices(way, path, data)
    stands = _stands(way, path, data)
    value = written(question.suggestion) if way is Way.TYPE and question.suggestion else stands
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


def _stands(way: Way, path: str, data: Mapping[str, Any]) -> str:
    if way in {Way.TYPE, Way.CHOOSE}:
        return written(value_at(data, path))
    return path.rpartition(".fields[")[2].partition("]")[0] if way is Way.NAME else ""


def _choices(way: Way, path: str, data: Mapping[str, Any]) -> Choices:
    if way is Way.ALLOT:
        return [(str(index), str(award.get("name"))) for index, award in enumerate(data.get("awards", []))]
    if way is Way.NAME:
        rows = value_at(data, path.rpartition("[")[0], [])
        return [(str(index), str(row.get("label"))) for index, row in enumerate(rows)]
    if way is not Way.CHOOSE:
        return ()
    if path.endswith(".source"):
        fields = value_at(data, f"{path.partition('.summary')[0]}.form.fields", [])
        return [("", "（空白）"), *((str(f.get("key")), str(f.get("label"))) for f in fields)]
    words = CHOSEN[path.rpartition(".")[2]]
    return [(word.value, word.label) for word in words]


def take(answer: Asked, text: str, nested: Nested, reading: Reading, data: Mapping[str, Any]) -> None:
    """Puts an answer where it belongs; raises Refused when there is nothing to put, or no such place."""
    path, way = answer.open.path, answer.way
    told = text.strip() or (answer.value if way is not Way.LOOK else "")
    if way is Way.COLUMN:
        _add_column(path, answer.open.question.suggestion, nested, data)
    elif not told and way is not Way.LOOK:
        raise Refused(
            Finding(
                "answer_empty", "还没有填写。暂时定不下来的，可以按“暂不处理”。", f"answer:{answer.open.id}"
            )
        )
    elif way in {Way.TYPE, Way.CHOOSE}:
        put(nested, path, told)
    elif way is Way.BODIES:
        _add_bodies(told, nested, data)
    elif way is Way.AWARDS:
        for line in filter(None, map(str.strip, told.splitlines())):
            _new_row(nested, "awards")["name"] = line
    elif way is Way.RULE:
        _add_rules(answer, told, nested, data)
    elif way is Way.ALLOT:
        _allot(answer, told, nested, reading)
    elif way is Way.NAME:
        _name(path, told, nested, data)


def _new_row(nested: Nested, path: str) -> Nested:
    """One more row in the list at a path of the definition as shown."""
    put(nested, f"{path}.shown", "1")
    rows: Any = nested
    for token in tokens(path):
        rows = rows[row_numbers(rows)[token]] if isinstance(token, int) else rows[token]
    row: Nested = {}
    rows[max(row_numbers(rows), default=-1) + 1] = row
    return row


def _add_bodies(text: str, nested: Nested, data: Mapping[str, Any]) -> None:
    """Each body a row, and its numbers into the tables of the awards, in their order."""
    bodies = pasted_bodies(text)
    most = max((len(body.numbers) for body in bodies), default=0)
    awards = row_numbers(nested.get("awards"))
    kinds = [award["quota"]["kind"] for award in data["awards"]]
    counted = [award for award, kind in zip(awards, kinds, strict=False) if kind == QuotaKind.TABLE]
    columns = counted or (awards if most == len(awards) else [])
    for body in bodies:
        _new_row(nested, "bodies").update({"name": body.name, "kind": body_kind(body.name).value})
        number = max(row_numbers(nested["bodies"]))
        for award, places in zip(columns, body.numbers, strict=False):
            _set_places(nested, award, number, places)


def _set_places(nested: Nested, award: int, body: int, places: str) -> None:
    quota = nested["awards"][award].setdefault("quota", {})
    quota["kind"] = QuotaKind.TABLE.value
    nested.setdefault(PLACES, {}).setdefault(award, {})[body] = places


def _add_rules(answer: Asked, text: str, nested: Nested, data: Mapping[str, Any]) -> None:
    path = answer.open.path.partition(".rules")[0] + ".rules"
    award = value_at(data, path.rpartition(".")[0], {})
    years = re.findall(r"\d{4}", text)
    if not years:
        said = f"“{text}”里没有年份。请写四位数的年份，如 2021；查几年的用顿号隔开。"
        raise Refused(Finding("year_shape", said, f"answer:{answer.open.id}"))
    for year in years:
        _new_row(nested, path).update(
            {"honour": str(award.get("name", "")), "year": year, "wording": answer.quote}
        )


def _allot(answer: Asked, text: str, nested: Nested, reading: Reading) -> None:
    """The places of a table that named no award go to the one chosen."""
    same = [one for one in reading.questions if one.question.code == answer.open.question.code]
    unclear = [one for one in (reading.facts.quotas if reading.facts else ()) if one.award is None]
    numbers = row_numbers(nested.get("awards"))
    chosen = int(text) if text.isascii() and text.isdecimal() else -1
    place = [one.id for one in same].index(answer.open.id)
    if not 0 <= chosen < len(numbers) or place >= len(unclear):
        raise Refused(Finding("award_not_chosen", "请选择一个奖项。", f"answer:{answer.open.id}"))
    rows = nested.setdefault("bodies", {"shown": "1"})
    known = {str(rows[number].get("name", "")): number for number in row_numbers(rows)}
    for body, places in unclear[place].column.places:
        if body.value not in known:
            _new_row(nested, "bodies").update({"name": body.value, "kind": body_kind(body.value).value})
            known[body.value] = max(row_numbers(rows))
        _set_places(nested, numbers[chosen], known[body.value], str(places.value))


def _name(path: str, text: str, nested: Nested, data: Mapping[str, Any]) -> None:
    """One blank is the nominee's name and no other."""
    fields = path.rpartition("[")[0]
    for index, row in enumerate(value_at(data, fields, [])):
        if row.get("meaning") == Meaning.NOMINEE_NAME:
            put(nested, f"{fields}[{index}].meaning", Meaning.NONE.value)
    put(nested, f"{fields}[{text}].meaning", Meaning.NOMINEE_NAME.value)


def _add_column(path: str, label: str, nested: Nested, data: Mapping[str, Any]) -> None:
    fields = value_at(data, f"{path.partition('.summary')[0]}.form.fields", [])
    key = next((str(row.get("key")) for row in fields if row.get("label") == label), "")
    _new_row(nested, path).update({"label": label, "source": key})

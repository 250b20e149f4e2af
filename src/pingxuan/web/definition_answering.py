"""An answer to a question put where it belongs among what is typed: a value, rows, places, a choice."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pingxuan.core.finding import Finding, Refused, in_marks
from pingxuan.core.notice.draft import body_kind
from pingxuan.core.words import Meaning, QuotaKind
from pingxuan.web.definition_answers import Asked, Way
from pingxuan.web.definition_pasted import pasted_bodies
from pingxuan.web.definition_paths import Nested, put, row_numbers, tokens, value_at
from pingxuan.web.definition_reading import Reading
from pingxuan.web.definition_typed import BASES, PLACES


@dataclass(frozen=True)
class Given:
    """An answer's text, and what it is put into: the page as typed and the same as plain data."""

    answer: Asked
    text: str
    nested: Nested
    reading: Reading
    data: Mapping[str, Any]

    @property
    def path(self) -> str:
        """What the question is about."""
        return self.answer.open.path


def take(answer: Asked, text: str, nested: Nested, reading: Reading, data: Mapping[str, Any]) -> None:
    """Puts an answer where it belongs; raises Refused when there is nothing to put, or it cannot be read."""
    told = text.strip() or answer.value
    if not told and answer.control:
        said = "还没有填写。暂时定不下来的，可以按“暂不处理”。"
        raise Refused(Finding("answer_empty", said, f"answer:{answer.open.id}"))
    if answer.way in _TAKERS:
        _TAKERS[answer.way](Given(answer, told, nested, reading, data))


def _new_row(nested: Nested, path: str) -> Nested:
    """One more row in the list at a path of the definition as shown."""
    put(nested, f"{path}.shown", "1")
    rows: Any = nested
    for token in tokens(path):
        rows = rows[row_numbers(rows)[token]] if isinstance(token, int) else rows[token]
    row: Nested = {}
    rows[max(row_numbers(rows), default=-1) + 1] = row
    return row


def _put(given: Given) -> None:
    """One value where the question points, or one line of a list that is typed one a line."""
    if not put(given.nested, given.path, given.text):
        _put_line(given.nested, given.path, given.text)


def _choose_quota(given: Given) -> None:
    put(given.nested, f"{given.path}.kind", given.text)


def _add_awards(given: Given) -> None:
    for line in filter(None, map(str.strip, given.text.splitlines())):
        _new_row(given.nested, "awards")["name"] = line


def _add_bodies(given: Given) -> None:
    """Each body a row, and its numbers into the tables of the awards, in their order."""
    bodies, nested, data = pasted_bodies(given.text), given.nested, given.data
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


def _put_line(nested: Nested, path: str, text: str) -> None:
    """One line of a list that is typed one a line (附件、要求)."""
    whole, _, number = path.removesuffix("]").rpartition("[")
    *above, name = tokens(whole)
    place: Any = nested
    for token in above:
        place = place[row_numbers(place)[token]] if isinstance(token, int) else place.get(token, {})
    lines = str(place.get(name, "")).split("\n")
    if number.isdecimal() and int(number) < len(lines):
        lines[int(number)] = text
        place[name] = "\n".join(lines)


def _set_bases(given: Given) -> None:
    """What each body counts; a body not there yet is added."""
    nested, place = given.nested, int(given.path.partition("[")[2].partition("]")[0])
    pasted = pasted_bodies(given.text)
    bare = [body.name for body in pasted if not body.numbers]
    if bare or not pasted:
        whose = in_marks("、".join(bare[:3])) if bare else "各推荐单位"
        said = f"{whose}后面还没有数。请每行写一个单位和它的数，中间空一格。"
        raise Refused(Finding("base_missing", said, f"answer:{given.answer.open.id}"))
    award = row_numbers(nested.get("awards"))[place]
    rows = nested.setdefault("bodies", {"shown": "1"})
    known = {str(rows[number].get("name", "")): number for number in row_numbers(rows)}
    for body in pasted:
        if body.name not in known:
            _new_row(nested, "bodies").update({"name": body.name, "kind": body_kind(body.name).value})
            known[body.name] = max(row_numbers(rows))
        nested.setdefault(BASES, {}).setdefault(award, {})[known[body.name]] = body.numbers[0]


def _set_places(nested: Nested, award: int, body: int, places: str) -> None:
    quota = nested["awards"][award].setdefault("quota", {})
    quota["kind"] = QuotaKind.TABLE.value
    nested.setdefault(PLACES, {}).setdefault(award, {})[body] = places


def _add_rules(given: Given) -> None:
    """A rule for every year named."""
    answer, text = given.answer, given.text
    path = given.path.partition(".rules")[0] + ".rules"
    award = value_at(given.data, path.rpartition(".")[0], {})
    years = re.findall(r"\d{4}", text)
    if not years:
        said = f"“{text}”里没有年份。请写四位数的年份，如 2021；查几年的用顿号隔开。"
        raise Refused(Finding("year_shape", said, f"answer:{answer.open.id}"))
    for year in years:
        _new_row(given.nested, path).update(
            {"honour": str(award.get("name", "")), "year": year, "wording": answer.quote}
        )


def _allot(given: Given) -> None:
    """The places of a table that named no award go to the one chosen."""
    answer, text, nested, reading = given.answer, given.text, given.nested, given.reading
    same = [one for one in reading.questions if one.question.code == answer.open.question.code]
    unclear = [one for one in (reading.facts.quotas if reading.facts else ()) if one.award is None]
    numbers = row_numbers(nested.get("awards"))
    chosen = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else -1
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


def _name(given: Given) -> None:
    """One blank is the nominee's name and no other."""
    nested, text, fields = given.nested, given.text, given.path.rpartition("[")[0]
    for index, row in enumerate(value_at(given.data, fields, [])):
        if row.get("meaning") == Meaning.NOMINEE_NAME:
            put(nested, f"{fields}[{index}].meaning", Meaning.NONE.value)
    put(nested, f"{fields}[{text}].meaning", Meaning.NOMINEE_NAME.value)


def _add_column(given: Given) -> None:
    """A column of the summary, filled from the blank of that label."""
    label, path, nested = given.answer.open.question.suggestion, given.path, given.nested
    fields = value_at(given.data, f"{path.partition('.summary')[0]}.form.fields", [])
    key = next((str(row.get("key")) for row in fields if row.get("label") == label), "")
    _new_row(nested, path).update({"label": label, "source": key})


_TAKERS: Mapping[Way, Callable[[Given], None]] = {
    Way.TYPE: _put,
    Way.CHOOSE: _put,
    Way.QUOTA: _choose_quota,
    Way.BODIES: _add_bodies,
    Way.AWARDS: _add_awards,
    Way.BASES: _set_bases,
    Way.RULE: _add_rules,
    Way.ALLOT: _allot,
    Way.NAME: _name,
    Way.COLUMN: _add_column,
}

"""A campaign's notice read again for its page: where each value stands, which questions are open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pingxuan.core.definition import whole_data
from pingxuan.core.finding import Refused
from pingxuan.core.notice.draft import Draft, draft
from pingxuan.core.notice.fact import Question
from pingxuan.core.notice.facts import read_notice
from pingxuan.core.notice.layout import Layout
from pingxuan.queries.notice import layout_of
from pingxuan.web.definition_typed import tokens, value_at
from pingxuan.web.marked import Evidence

SETTABLE = {"at", "issue_date", "total", "working_days", "year", "title", "issuer", "honour", "limit"}
"""Attributes whose suggested value can be taken over as it stands."""
_NAMING = ("key", "heading", "wording", "name", "label", "what")


@dataclass(frozen=True)
class OpenQuestion:
    """A question with the place it is about in the definition as it stands; ``id`` is what is confirmed."""

    id: str
    question: Question
    path: str
    takes: bool
    """Whether its suggestion can be taken over with one click."""


@dataclass(frozen=True)
class Reading:
    """What the notice's text gives beside a definition; empty for a campaign without a notice."""

    questions: tuple[OpenQuestion, ...] = ()
    confirmed: frozenset[str] = frozenset()
    origin: Mapping[str, str] | None = None
    marks: tuple[Evidence, ...] = ()

    @property
    def open_questions(self) -> tuple[OpenQuestion, ...]:
        """Those nobody has answered."""
        return tuple(one for one in self.questions if one.id not in self.confirmed)

    @property
    def settled(self) -> tuple[OpenQuestion, ...]:
        """Those somebody has answered."""
        return tuple(one for one in self.questions if one.id in self.confirmed)


@lru_cache(maxsize=32)
def _read(layout: Layout) -> Draft | None:
    try:
        return draft(read_notice(layout))
    except Refused:
        return None


def reading_of(campaign: Any, version: Any, now: Mapping[str, Any], paths: Iterable[str] = ()) -> Reading:
    """The reading beside a definition's plain data; ``paths`` are the lines that evidence is shown at."""
    layout = layout_of(campaign)
    read = _read(layout) if layout else None
    if read is None:
        return Reading()
    then = whole_data(read.definition)
    origin = {path: old for path in paths if (old := moved(path, now, then))}
    questions = tuple(_question(one, then, now) for one in read.questions)
    marks = tuple(_marks(read.evidence, origin, then))
    known = {mark.fact for mark in marks}
    return Reading(
        questions, frozenset(version.confirmed), {p: old for p, old in origin.items() if old in known}, marks
    )


def _question(one: Question, then: Mapping[str, Any], now: Mapping[str, Any]) -> OpenQuestion:
    path = moved(one.about, then, now) or one.about
    way = tokens(path)
    takes = bool(one.suggestion and way and way[-1] in SETTABLE)
    return OpenQuestion(one.id, one, path, takes)


def _marks(
    evidence: Mapping[str, Sequence[tuple[int, int]]], origin: Mapping[str, str], then: Mapping[str, Any]
) -> Iterable[Evidence]:
    """Every place of the evidence under the line it belongs to, the longest one that holds it."""
    lines = sorted(origin.values(), key=len, reverse=True)
    bodies = {body.get("name"): f"bodies[{i}]" for i, body in enumerate(then.get("bodies", []))}
    for path, spans in evidence.items():
        fact = next((line for line in lines if _within(path, line)), None)
        if ".quota.places." in path:
            fact = bodies.get(path.rpartition(".quota.places.")[2])
        if fact is not None:
            yield from (Evidence(fact, start, end) for start, end in spans)


def _within(path: str, line: str) -> bool:
    return path == line or path.startswith((f"{line}.", f"{line}["))


def moved(path: str, here: Mapping[str, Any], there: Mapping[str, Any]) -> str:
    """Where the value at ``path`` of one definition stands in another: rows are known by what names them.

    "" where the other has no such row.
    """
    steps, source, target = "", here, there
    for token in tokens(path):
        if isinstance(token, int):
            rows = source if isinstance(source, list | tuple) else ()
            index = _row_like(rows[token], target) if token < len(rows) else None
            if index is None:
                return ""
            steps += f"[{index}]"
            source, target = rows[token], target[index]  # type: ignore[index]
        else:
            steps += f".{token}"
            source, target = value_at(source, token, None), value_at(target, token, None)
    return steps.lstrip(".")


def _row_like(row: Any, others: Any) -> int | None:
    name = _name(row)
    return next((i for i, other in enumerate(others or []) if _name(other) == name), None)


def _name(row: Any) -> Any:
    if not isinstance(row, dict):
        return row
    return next((row[key] for key in _NAMING if row.get(key)), None)

"""A campaign's notice read again for its page: where each value stands, how it was found, what is still asked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pingxuan.core.definition import whole_data
from pingxuan.core.finding import Refused
from pingxuan.core.notice.draft import Draft, draft
from pingxuan.core.notice.fact import SURENESS, How, Question
from pingxuan.core.notice.facts import NoticeFacts, read_notice
from pingxuan.core.notice.layout import Layout
from pingxuan.core.notice.source import Span
from pingxuan.queries.definition import definition_of
from pingxuan.queries.notice import beginning_of, layout_of
from pingxuan.web.definition_paths import path_of, tokens, value_at
from pingxuan.web.definition_sheet import Source, written
from pingxuan.web.marked import Evidence

_NAMING = ("key", "heading", "wording", "name", "label", "what", "title", "person")
_PLACES = ".quota.places."
_WHOLE = frozenset({"", "awards"})
"""What a question is about when no single value answers it: changing one does not settle it."""
QUOTED = 60


@dataclass(frozen=True)
class OpenQuestion:
    """A question with the place it is about in the definition as it stands; ``id`` is what is confirmed."""

    id: str
    number: int
    question: Question
    path: str
    changed: bool = False
    """Whether somebody has since put another value where it points."""

    @property
    def fact(self) -> str:
        """What its places in the notice are marked with."""
        return f"q{self.number}"


@dataclass(frozen=True)
class Reading:
    """What the notice's text gives beside a definition; empty for a campaign without a notice."""

    layout: Layout | None = None
    facts: NoticeFacts | None = None
    now: Mapping[str, Any] = field(default_factory=dict)
    then: Mapping[str, Any] = field(default_factory=dict)
    evidence: Mapping[str, Sequence[Span]] = field(default_factory=dict)
    inside: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Path → the paths of evidence at it and inside it."""
    found: Mapping[str, tuple[How, float]] = field(default_factory=dict)
    questions: tuple[OpenQuestion, ...] = ()
    confirmed: frozenset[str] = frozenset()

    @property
    def open_questions(self) -> tuple[OpenQuestion, ...]:
        """Those nobody has answered."""
        return tuple(one for one in self.questions if not self._answered(one))

    @property
    def settled(self) -> tuple[OpenQuestion, ...]:
        """Those somebody has answered."""
        return tuple(one for one in self.questions if self._answered(one))

    def _answered(self, one: OpenQuestion) -> bool:
        return one.id in self.confirmed or one.changed

    def source(self, path: str) -> Source | None:
        """Where the value at a path of the definition as it stands was read."""
        old = moved(path, self.now, self.then) if self.then else ""
        held = self.inside.get(old, ()) if old else ()
        if not held:
            return None
        printed = (How.PRINTED, SURENESS[How.PRINTED])
        how, confidence = min((self.found.get(one, printed) for one in held), key=lambda one: one[1])
        return Source(old, how, confidence, _apart([span for one in held for span in self.evidence[one]]))

    def marks(self, facts: frozenset[str]) -> tuple[Evidence, ...]:
        """Every place in the notice that one of the page's values, or an open question, rests on."""
        shown = [path for path in self.evidence if any(within(path, fact) for fact in facts)]
        values = [Evidence(path, *span) for path in shown for span in self.evidence[path]]
        asked = [Evidence(one.fact, *span) for one in self.open_questions for span in one.question.evidence]
        return (*values, *asked)

    def quoted(self, question: Question) -> str:
        """The notice's own words a question is about, cut short."""
        text = self.layout.text if self.layout else ""
        quotes = (" ".join(text[start:end].split()) for start, end in question.evidence)
        words = "……".join(dict.fromkeys(quotes))
        return words if len(words) <= QUOTED else f"{words[:QUOTED]}……"


@lru_cache(maxsize=32)
def _read(layout: Layout) -> tuple[NoticeFacts, Draft] | None:
    try:
        facts = read_notice(layout)
        return facts, draft(facts)
    except Refused:
        return None


def reading_of(campaign: Any, version: Any, now: Mapping[str, Any]) -> Reading:
    """The reading beside a definition's plain data as it stands or as it was typed."""
    layout = layout_of(campaign)
    read = _read(layout) if layout else None
    if read is None:
        return _begun(campaign, version, now, layout)
    facts, made = read
    then = whole_data(made.definition)
    bodies = {body["name"]: index for index, body in enumerate(then["bodies"])}
    evidence = {_matrix(path, bodies): spans for path, spans in made.evidence.items()}
    return Reading(
        layout=layout,
        facts=facts,
        now=now,
        then=then,
        evidence=evidence,
        inside=_inside(evidence),
        found={_matrix(path, bodies): how for path, how in made.found.items()},
        questions=tuple(_questions(made.questions, then, now, _kept(version))),
        confirmed=frozenset(version.confirmed),
    )


def _begun(campaign: Any, version: Any, now: Mapping[str, Any], layout: Layout | None) -> Reading:
    """What is asked in a campaign begun without a notice: cloned from an earlier one, or from nothing."""
    made = beginning_of(campaign)
    if made is None:
        return Reading(layout)
    then = whole_data(made.definition)
    questions = tuple(_questions(made.questions, then, now, _kept(version)))
    return Reading(layout, now=now, then=then, questions=questions, confirmed=frozenset(version.confirmed))


def _questions(
    asked: Sequence[Question], then: Mapping[str, Any], now: Mapping[str, Any], kept: Mapping[str, Any]
) -> Iterator[OpenQuestion]:
    """Each with an id of its own: by what it names where it is about no place, else the second counts on.

    What a person has ``kept`` where a question points answers it; what is only typed ``now`` does not yet.
    """
    seen: dict[str, int] = {}
    for number, one in enumerate(asked, 1):
        named = one.id if one.about else f"{one.id}{one.suggestion}"
        seen[named] = seen.get(named, 0) + 1
        own = named if seen[named] == 1 else f"{named}#{seen[named]}"
        path = moved(one.about, then, now) or one.about
        stands = value_at(kept, moved(one.about, then, kept) or one.about, None)
        stood = value_at(then, one.about, None)
        changed = one.about not in _WHOLE and stands not in (None, "", [], ()) and not _same(stands, stood)
        yield OpenQuestion(own, number, one, path, changed)


def _kept(version: Any) -> Mapping[str, Any]:
    return whole_data(definition_of(version))


def _same(stands: Any, stood: Any) -> bool:
    """Whether a value is still the one that was read, also where a page has just sent it as text."""
    if isinstance(stands, dict) and isinstance(stood, dict):
        return all(_same(stands.get(key), value) for key, value in stood.items())
    if isinstance(stands, (list, tuple)) and isinstance(stood, (list, tuple)):
        return len(stands) == len(stood) and all(map(_same, stands, stood))
    return written(stands) == written(stood)


def _inside(evidence: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in evidence:
        way = tokens(path) or [path]
        for end in range(1, len(way) + 1):
            found.setdefault(path_of(way[:end]), []).append(path)
    return found


def _matrix(path: str, bodies: Mapping[str, int]) -> str:
    """A body's places under the name of their input: ``awards[0].quota.places.甲县`` → ``places[0][2]``."""
    award, parted, body = path.partition(_PLACES)
    return f"places{award.removeprefix('awards')}[{bodies[body]}]" if parted and body in bodies else path


def within(path: str, whole: str) -> bool:
    """Whether a path is another one or lies inside it."""
    return path == whole or path.startswith((f"{whole}.", f"{whole}["))


def _apart(spans: Sequence[Span]) -> int:
    """How many separate places spans are: those that touch or overlap, or stand on one line, count once."""
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start - ends[-1] <= 2:
            ends[-1] = max(ends[-1], end)
        else:
            ends.append(end)
    return len(ends)


def moved(path: str, here: Mapping[str, Any], there: Mapping[str, Any]) -> str:
    """Where the value at ``path`` of one definition stands in another: rows are known by what names them.

    "" where the other has no such row.
    """
    way = tokens(path)
    if len(way) == 3 and way[0] == "places":
        return _moved_place(way, here, there)
    steps, source, target = "", here, there
    for token in way:
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


def _moved_place(way: Sequence[str | int], here: Mapping[str, Any], there: Mapping[str, Any]) -> str:
    award = moved(f"awards[{way[1]}]", here, there).removeprefix("awards")
    body = moved(f"bodies[{way[2]}]", here, there).removeprefix("bodies")
    return f"places{award}{body}" if award and body else ""


def _row_like(row: Any, others: Any) -> int | None:
    name = _name(row)
    return next((i for i, other in enumerate(others or []) if _name(other) == name), None)


def _name(row: Any) -> Any:
    if not isinstance(row, dict):
        return row
    return next((row[key] for key in _NAMING if row.get(key)), None)

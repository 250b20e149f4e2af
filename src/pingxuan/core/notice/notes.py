"""What a draft keeps beside its values: where each stands in the notice, and what a person has to settle."""

from collections.abc import Iterable
from typing import TypeVar

from pingxuan.core.notice.fact import SURENESS, Fact, How, Question
from pingxuan.core.notice.source import Piece, Span

T = TypeVar("T")


class Notes:
    """Evidence by path, how each value was found and how sure that is, and questions, gathered on the way."""

    def __init__(self) -> None:
        self.evidence: dict[str, list[Span]] = {}
        self.found: dict[str, tuple[How, float]] = {}
        self.questions: list[Question] = []

    def value(self, path: str, fact: Fact[T]) -> T:
        """The fact's value; its evidence is kept under the path."""
        self.spans(path, fact.spans, fact.how, fact.confidence)
        return fact.value

    def shown(self, path: str, piece: Piece) -> str:
        """The piece as people read it; its place is kept under the path."""
        self.spans(path, piece.spans())
        return piece.shown

    def spans(
        self, path: str, spans: Iterable[Span], how: How = How.PRINTED, confidence: float | None = None
    ) -> None:
        """Keeps places under a path, in the order given; of several findings the least sure one stands."""
        kept = [span for span in spans if span[1] > span[0]]
        if kept:
            self.evidence.setdefault(path, []).extend(kept)
            found = (how, SURENESS[how] if confidence is None else confidence)
            self.found[path] = min(self.found.get(path, found), found, key=lambda one: one[1])

    def ask(
        self, code: str, text: str, about: str, suggestion: str = "", evidence: Iterable[Span] = ()
    ) -> None:
        """One more question for a person; the same sentence about the same place is asked once."""
        question = Question(code, text, about, suggestion, tuple(evidence))
        if not any(
            (asked.text, asked.evidence) == (text, question.evidence) != (text, ())
            for asked in self.questions
        ):
            self.questions.append(question)

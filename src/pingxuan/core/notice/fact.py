"""A fact read from a notice: its value, where it stands, how it was found and how sure that is."""

from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from pingxuan.core.notice.source import Piece, Span
from pingxuan.core.words import Word

T = TypeVar("T")


class How(Word):
    """How a fact was found."""

    PRINTED = "printed", "原文写明"
    COMPUTED = "computed", "由表格相加"
    INFERRED = "inferred", "按惯例推定"


SURENESS = {How.PRINTED: 0.95, How.COMPUTED: 0.9, How.INFERRED: 0.6}


@dataclass(frozen=True)
class Fact(Generic[T]):
    """A value with its evidence: ranges of the original text, each from start up to end."""

    value: T
    spans: tuple[Span, ...] = ()
    how: How = How.PRINTED
    confidence: float = SURENESS[How.PRINTED]


@dataclass(frozen=True)
class Question:
    """What a person has to settle. ``about`` is a path in the definition, such as deadlines[1].at."""

    code: str
    text: str
    about: str = ""
    suggestion: str = ""
    evidence: tuple[Span, ...] = ()

    @property
    def id(self) -> str:
        """What is kept when a person has answered it."""
        return f"{self.code}:{self.about}"

    def at(self, about: str) -> "Question":
        """The same question about another place."""
        return replace(self, about=about)


def printed(piece: Piece, how: How = How.PRINTED) -> Fact[str]:
    """The piece itself as a fact, in the form people read."""
    return Fact(piece.shown, piece.spans(), how, SURENESS[how])


def read_as(value: T, *pieces: Piece, how: How = How.PRINTED) -> Fact[T]:
    """A value read from those pieces."""
    return Fact(value, tuple(span for piece in pieces for span in piece.spans()), how, SURENESS[how])

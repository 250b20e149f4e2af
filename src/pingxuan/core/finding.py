"""What a rule has to say: code, sentence, where, on which basis, and whether it blocks."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

_INNER_MARKS = str.maketrans("“”「」", "‘’‘’")


@dataclass(frozen=True)
class Finding:
    """One thing found. ``text`` is a full Chinese sentence that says what to do next.

    ``where`` names a field or ``sheet!cell``; ``basis`` the clause of the notice (or standard) it rests on.
    A finding that does not block is a warning: the person may go on.
    """

    code: str
    text: str
    where: str = ""
    basis: str = ""
    blocks: bool = True

    def at(self, where: str) -> "Finding":
        """The same finding, placed at ``where``."""
        return replace(self, where=where)


def in_marks(text: str) -> str:
    """The text in quotation marks for a sentence to people; marks inside it become single ones."""
    return f"“{text.translate(_INNER_MARKS)}”"


def repeated(values: Iterable[str]) -> list[str]:
    """Those values that stand there more than once, each told once."""
    return [value for value, count in Counter(values).items() if count > 1]


def blocking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those findings that stop the move, in their order."""
    return tuple(finding for finding in findings if finding.blocks)


class Refused(Exception):
    """An act was refused; ``findings`` say why. Raised by actions, shown by every door."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("；".join(finding.text for finding in findings))
        self.findings = findings

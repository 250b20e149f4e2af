"""Which nominations a new version of an open campaign's definition touches, and how, before it is published."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pingxuan.core.amendment import FILLING, ReachedPart, follows, new_findings, reached_parts
from pingxuan.core.definition import Award, Definition
from pingxuan.core.finding import Finding
from pingxuan.core.progress import GROUPS
from pingxuan.core.words import DeadlineKind, NominationGroup, NominationState, Reach
from pingxuan.models import Campaign, Nomination
from pingxuan.queries.definition import award_of

_NOT_UP = (*GROUPS[NominationGroup.IN_PREPARATION], *GROUPS[NominationGroup.SENT_BACK])


@dataclass(frozen=True)
class TouchedNomination:
    """One nomination a change reaches: whether it moves to the new version, and what will then be missing."""

    nomination: Nomination
    moves: bool
    findings: tuple[Finding, ...]

    @property
    def state(self) -> NominationState:
        """Its state as a term."""
        return NominationState(self.nomination.state)


@dataclass(frozen=True)
class Touched:
    """Changes that reach alike, and whom; no rows where nothing already there is touched."""

    part: ReachedPart
    award: str
    """Name of the award, "" for the whole campaign."""
    rows: tuple[TouchedNomination, ...]

    @property
    def counts(self) -> list[tuple[NominationState, int]]:
        """How many in each state, in the order of the states."""
        counted = Counter(row.state for row in self.rows)
        return [(state, counted[state]) for state in NominationState if counted[state]]

    @property
    def moving(self) -> int:
        """How many are put on the new version."""
        return sum(row.moves for row in self.rows)

    @property
    def incomplete(self) -> int:
        """How many of them have something to mend on it."""
        return sum(bool(row.findings) for row in self.rows)


def touched_by(campaign: Campaign, old: Definition, new: Definition) -> list[Touched]:
    """What each change from ``old`` to ``new`` reaches; two queries. Both name the same awards."""
    live = list(
        Nomination.whole()
        .filter(campaign=campaign, state__in=GROUPS[NominationGroup.LIVE])
        .select_related("draft")
        .order_by("number")
    )
    return [
        Touched(part, new.award(part.award).name if part.award else "", tuple(_rows(part, live, old, new)))
        for part in reached_parts(old, new)
    ]


def _rows(
    part: ReachedPart, live: Sequence[Nomination], old: Definition, new: Definition
) -> Iterable[TouchedNomination]:
    if part.reach is Reach.DEADLINE:
        return _waiting(live, old, new)
    if part.reach not in {Reach.FORM, Reach.CRITERIA} or not part.award:
        return ()
    return (_touched(row, new.award(part.award)) for row in live if row.award_key == part.award)


def _waiting(live: Sequence[Nomination], old: Definition, new: Definition) -> Iterable[TouchedNomination]:
    """Those still to be submitted, where the materials' deadline is another one."""
    before, after = (definition.deadline(DeadlineKind.MATERIALS) for definition in (old, new))
    if before and after and before.at == after.at:
        return ()
    return (TouchedNomination(row, False, ()) for row in live if row.state in _NOT_UP)


def _touched(row: Nomination, new: Award) -> TouchedNomination:
    was, state = award_of(row), NominationState(row.state)
    if not follows(state, handed_in=bool(row.revision), old=was, new=new):
        return TouchedNomination(row, False, ())
    draft = getattr(row, "draft", None) if state in FILLING else None
    return TouchedNomination(row, True, new_findings(was, new, draft.answers if draft else row.answers))

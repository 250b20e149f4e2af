"""What a rehearsal carries from stage to stage: the campaign, its people, its clock, what was refused."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from pingxuan.core.actor import Actor
from pingxuan.core.definition import Award, Definition
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.instants import BEIJING
from pingxuan.core.words import Role
from pingxuan.management.rehearsal.cast import Cast, Nominee

NOBODY = Actor("", Role.PUBLIC, "", fresh=bytes)
"""Before anyone has been appointed."""


@dataclass
class Clock:
    """The stated clock of a rehearsal: it moves only when told, a little with every act."""

    at: datetime

    def tick(self, seconds: int = 37) -> datetime:
        """The next moment, some seconds on."""
        self.at += timedelta(seconds=seconds)
        return self.at

    def go_to(self, day: date, hour: int = 9) -> datetime:
        """Morning of a later day; never goes back."""
        self.at = max(self.at, datetime(day.year, day.month, day.day, hour, tzinfo=BEIJING))
        return self.at


@dataclass
class Planned:
    """One nomination the rehearsal means to make: by which body, how far it goes, its fault."""

    award: Award
    part: Any
    nominee: Nominee
    officer: Actor
    goes_to: str = "submit"
    fault: str = ""
    made: Any = None
    answers: dict[str, Any] = field(default_factory=dict)


@dataclass
class Scene:
    """Everything of one rehearsal."""

    folder: Path
    definition: Definition
    notice_text: str
    notice_name: str
    rng: Random
    cast: Cast
    clock: Clock
    partway: bool = False
    campaign: Any = None
    setup: Actor = NOBODY
    organiser: Actor = NOBODY
    officers: dict[str, Actor] = field(default_factory=dict)
    inspectors: list[Any] = field(default_factory=list)
    register_rows: list[Any] = field(default_factory=list)
    planned: list[Planned] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    papers: Counter[str] = field(default_factory=Counter)
    say: Callable[[str], None] = lambda _: None

    def actor(self, post: Any, name: str) -> Actor:
        """A person at a post whose ids come from the rehearsal's seed."""
        return Actor(
            post_id=post.pk, role=Role(post.role), name=name, fresh=self.rng.randbytes, body_id=post.body_id
        )

    def expect_refusal(self, act: Callable[[], Any], code: str) -> None:
        """Plays a deliberate fault: it must be refused with ``code``; anything else stops the rehearsal."""
        try:
            act()
        except Refused as refusal:
            self.refused.update(finding.code for finding in refusal.findings)
            if code not in {finding.code for finding in refusal.findings}:
                raise
            return
        raise Refused(Finding("rehearsal_not_refused", f"演练中的故意差错（{code}）没有被拦住，演练中止。"))

"""The rehearsal's stages in order, each timed and counted: a whole campaign through the same actions."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from pingxuan.core.words import NominationState
from pingxuan.management.rehearsal import concluding, judging, nominating, preparing
from pingxuan.management.rehearsal.cast import Cast
from pingxuan.management.rehearsal.scene import Clock, Scene
from pingxuan.management.rehearsal.source import Source
from pingxuan.queries.nomination import in_state

Stage = Callable[[Scene], int]
STAGES: tuple[tuple[str, Stage], ...] = (
    ("read", preparing.read),
    ("open", preparing.open_),
    ("contacts", preparing.contacts),
    ("nominate", nominating.nominate),
    ("endorse", nominating.endorse_all),
    ("submit", nominating.submit_all),
    ("check", judging.check),
    ("consult", judging.consult_all),
    ("inspect", judging.inspect),
    ("select", judging.select),
    ("publish", concluding.publish_all),
    ("award", concluding.award),
)
STAGE_NAMES = (*(name for name, _ in STAGES), "archive")


@dataclass
class Played:
    """What a rehearsal leaves to be written: the scene and how long each stage took."""

    scene: Scene
    stages: list[dict[str, Any]] = field(default_factory=list)

    def timed(self, name: str, stage: Stage) -> None:
        """Plays one stage and keeps its time and its count."""
        started = perf_counter()
        records = stage(self.scene)
        seconds = round(perf_counter() - started, 3)
        self.stages.append({"name": name, "seconds": seconds, "records": records})
        self.scene.say(f"{name}：{records} 条，{seconds} 秒")


def set_scene(
    source: Source,
    folder: Path,
    *,
    seed: int,
    times: int = 1,
    ratio: float = 1.0,
    partway: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> Scene:
    """A scene on the morning the notice was issued, everything invented drawn from ``seed``."""
    rng = Random(seed)  # noqa: S311 - the same seed must invent the same people
    definition = preparing.enlarged(source.definition, times, ratio)
    return Scene(
        folder=folder,
        definition=definition,
        notice_text=source.text,
        notice_name=source.name,
        rng=rng,
        cast=Cast(rng),
        clock=Clock(source.starts_at),
        partway=partway,
        say=say,
    )


def play(scene: Scene, until: str = "award") -> Played:
    """Plays the stages up to and including ``until``."""
    played = Played(scene)
    for name, stage in STAGES:
        played.timed(name, stage)
        if name == until:
            break
    return played


def report(played: Played, seed: int) -> dict[str, Any]:
    """The rehearsal's report in the form of the command line contract."""
    scene = played.scene
    by_stage = {stage["name"]: stage["records"] for stage in played.stages}
    states = Counter(nomination.state for nomination in in_state(scene.campaign, *NominationState))
    return {
        "campaign": scene.campaign.title,
        "seed": seed,
        "stages": played.stages,
        "counts": {
            "bodies": len(scene.definition.bodies),
            "nominations": len([planned for planned in scene.planned if planned.made is not None]),
            "accepted": accepted_ever(scene),
            "returned": returned_ever(scene),
            "inspected": by_stage.get("inspect", 0),
            "selected": by_stage.get("select", 0),
            "honoured": states[NominationState.HONOURED],
        },
        "findings": dict(sorted(scene.refused.items())),
        "papers": dict(sorted(scene.papers.items())),
    }


def accepted_ever(scene: Scene) -> int:
    """Nominations the office accepted, wherever they are now."""
    after = (
        NominationState.ACCEPTED,
        NominationState.PROPOSED,
        NominationState.RESERVE,
        NominationState.NOT_SELECTED,
        NominationState.HONOURED,
        NominationState.DROPPED,
    )
    return len(in_state(scene.campaign, *after))


def returned_ever(scene: Scene) -> int:
    """Nominations that were returned at least once: those with more than one revision."""
    return sum(nomination.revision > 1 for nomination in in_state(scene.campaign, *NominationState))

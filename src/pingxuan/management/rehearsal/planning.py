"""Who nominates whom in a rehearsal: every place filled, and how far each nomination is to go."""

from collections.abc import Iterator
from typing import Any

from pingxuan.core.definition import Award, field_for
from pingxuan.core.quota import is_counted
from pingxuan.core.words import BodyKind, Meaning, QuotaKind, RegisterRuleKind
from pingxuan.management.rehearsal.answering import name_for
from pingxuan.management.rehearsal.cast import Nominee
from pingxuan.management.rehearsal.scene import Planned, Scene
from pingxuan.queries.quota import allotments, parts_in_order

PARTWAY = (0.75, 0.62, 1.0, 0.8, 0.8, 0.66, 0.62, 0.83, 0.17, 0.0)
"""In the part-way demo, the share each body in turn has submitted."""


def plan_all(scene: Scene) -> None:
    """Who nominates whom: every place filled, register awards from the register's own units."""
    parts = parts_in_order(scene.campaign)
    shares = allotments(scene.campaign)
    parents = {part.parent_id for part in parts if part.parent_id}
    for award in scene.definition.awards:
        units = _honoured_units(scene, award)
        if award.quota.kind is QuotaKind.REGISTER:
            scene.planned += _by_register(scene, award, parts, units)
            continue
        for part in parts:
            if part.pk in parents or part.kind == BodyKind.DIRECT:
                continue
            for _ in range(_count(award, shares.get((part.pk, award.key)))):
                if not wants_unit(award) or units:
                    scene.planned.append(planned_for(scene, award, part, units.pop(0) if units else ""))
    _set_pace(scene, [part for part in parts if part.parent_id is None])


def _count(award: Award, row: Any) -> int:
    """How many a body nominates: every place it has, or a few where places are not counted."""
    if is_counted(award.quota):
        return row.places if row else 0
    return award.quota.least or 1


def planned_for(scene: Scene, award: Award, part: Any, unit: str) -> Planned:
    """One nomination more by that body; ``unit`` is the register's, "" for an invented one."""
    name = name_for(award, part.name, scene.cast)
    asks = field_for(award.form, Meaning.UNIT_NAME) is not None
    of = unit or (scene.cast.unit(part.name) if asks else "")
    return Planned(award, part, Nominee(part.name, name, of), scene.officers[part.pk])


def wants_unit(award: Award) -> bool:
    """Whether a nominee must come from a unit of the register."""
    required = any(rule.kind is RegisterRuleKind.REQUIRED_ONE_EACH for rule in award.rules)
    return required and field_for(award.form, Meaning.UNIT_NAME) is not None


def rows_of(scene: Scene, award: Award) -> list[Any]:
    """The register rows the award's rules look into."""
    wanted = {(rule.honour, rule.year) for rule in award.rules}
    return [row for row in scene.register_rows if (row.honour, row.year) in wanted]


def _honoured_units(scene: Scene, award: Award) -> list[str]:
    """The register's units an award's nominees must come from, each once; [] where they need not."""
    return [row.name for row in rows_of(scene, award)] if wants_unit(award) else []


def _by_register(scene: Scene, award: Award, parts: list[Any], units: list[str]) -> Iterator[Planned]:
    for turn, entry in enumerate(rows_of(scene, award)):
        part = _part_for(entry.body_name, parts, turn)
        yield planned_for(scene, award, part, entry.name if units else "")


def _part_for(body_name: str, parts: list[Any], turn: int) -> Any:
    top = next(part for part in parts if part.name == body_name)
    members = [part for part in parts if part.parent_id == top.pk]
    return members[turn % len(members)] if members else top


def _set_pace(scene: Scene, tops: list[Any]) -> None:
    if not scene.partway:
        return
    share = {part.pk: PARTWAY[place % len(PARTWAY)] for place, part in enumerate(tops)}
    groups: dict[tuple[str, str], list[Planned]] = {}
    for planned in scene.planned:
        groups.setdefault((planned.part.parent_id or planned.part.pk, planned.award.key), []).append(planned)
    for (part_id, _), group in groups.items():
        sent = round(share[part_id] * len(group))
        for place, planned in enumerate(group[sent:]):
            planned.goes_to = ("endorse", "hand_in", "draft", "none", "draft", "none")[place % 6]

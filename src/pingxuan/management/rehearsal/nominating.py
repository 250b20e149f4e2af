"""Rehearsal, middle stages: nominations are filled with deliberate faults among them, endorsed, submitted."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from pingxuan.actions.body import reopen_for
from pingxuan.actions.nomination import (
    hand_in,
    order_by_preference,
    save_draft,
    start_nomination,
    submit,
    withdraw,
)
from pingxuan.actions.opinion import Words, endorse, recommend
from pingxuan.core.definition import Award, OpinionStep, field_for
from pingxuan.core.instants import beijing_date
from pingxuan.core.nomination import body_steps, recommends_in_words
from pingxuan.core.quota import is_counted
from pingxuan.core.words import (
    DeadlineKind,
    FieldKind,
    Meaning,
    OpinionBy,
    RegisterRuleKind,
)
from pingxuan.management.rehearsal.answering import FREE, Filling
from pingxuan.management.rehearsal.cast import FAULTY_PHONE
from pingxuan.management.rehearsal.planning import plan_all, planned_for, rows_of, wants_unit
from pingxuan.management.rehearsal.scene import Planned, Scene

TOO_FEW = 5
"""What a spoilt text holds at most, in 字."""


def nominate(scene: Scene) -> int:
    """Every planned nomination is started and filled; faults are tried first and must be refused."""
    plan_all(scene)
    due = scene.definition.deadline(DeadlineKind.MATERIALS)
    if due and due.at:
        scene.clock.go_to(beijing_date(due.at) - timedelta(days=12))
    if not scene.partway:
        _faults(scene)
    made = [planned for planned in scene.planned if planned.goes_to != "none"]
    for planned in made:
        _fill(scene, planned)
    return len(made)


def _fill(scene: Scene, planned: Planned) -> None:
    at = scene.clock.tick(55)
    planned.made = start_nomination(
        planned.part, planned.award.key, nominee=planned.nominee.name, by=planned.officer, at=at
    )
    planned.answers = _answers(scene, planned)
    if planned.goes_to == "draft":
        half = dict(list(planned.answers.items())[: len(planned.answers) // 2])
        save_draft(planned.made, half, version=0, at=scene.clock.tick())
        return
    planned.made = hand_in(planned.made, planned.answers, by=planned.officer, at=scene.clock.tick())


def _answers(scene: Scene, planned: Planned) -> dict[str, Any]:
    local = scene.clock.at
    filed = f"{local.year}年{local.month}月{local.day}日"
    return Filling(planned.award, planned.nominee, scene.cast, filed).answers()


def _faults(scene: Scene) -> None:
    """Deliberate faults, each on a nomination of its own that is withdrawn again."""
    for award in scene.definition.awards:
        sample = next((p for p in scene.planned if p.award is award and p.goes_to == "submit"), None)
        if sample is None:
            continue
        for spoil, code in _spoilers(scene, award):
            _try_fault(scene, sample, spoil, code)


def _spoilers(scene: Scene, award: Award) -> Iterator[tuple[dict[str, str], str]]:
    fields = award.form.fields
    deeds = next((one for one in fields if (one.min_chars or 0) > TOO_FEW and one.limit_blocks), None)
    phone = next((one for one in fields if one.kind is FieldKind.PHONE), None)
    name = field_for(award.form, Meaning.NOMINEE_NAME)
    unit = field_for(award.form, Meaning.UNIT_NAME)
    address = field_for(award.form, Meaning.ADDRESS)
    honoured = rows_of(scene, award)
    excluded = any(rule.kind is RegisterRuleKind.EXCLUDED for rule in award.rules)
    if deeds:
        yield {deeds.key: "服务热情。"}, "too_short"
    if phone:
        yield {phone.key: FAULTY_PHONE}, "phone_shape"
    if address and address.required:
        yield {address.key: ""}, "required_missing"
        yield {address.key: "=1+1\u202e<script>alert(1)</script>"}, "text_hostile"
    if name and name.kind in FREE and honoured and excluded:
        yield {name.key: honoured[0].name}, "register_already_honoured"
    if unit and honoured and wants_unit(award):
        yield {unit.key: scene.cast.unit("外地")}, "register_unit_missing"


def _try_fault(scene: Scene, sample: Planned, spoil: dict[str, str], code: str) -> None:
    at = scene.clock.tick()
    nomination = start_nomination(
        sample.part, sample.award.key, nominee=f"{sample.nominee.name}（故意差错）", by=sample.officer, at=at
    )
    answers = {**_answers(scene, sample), **spoil}
    scene.expect_refusal(lambda: hand_in(nomination, answers, by=sample.officer, at=scene.clock.tick()), code)
    withdraw(nomination, "演练：故意差错，撤回", by=sample.officer, at=scene.clock.tick())


def endorse_all(scene: Scene) -> int:
    """Bodies state their opinions on what was handed in; one more than the quota is tried and refused."""
    ready = [planned for planned in scene.planned if planned.goes_to in ("submit", "endorse")]
    for planned in ready:
        recommend_in_full(scene, planned)
    _over_quota(scene, ready)
    return len(ready)


def recommend_in_full(scene: Scene, planned: Planned) -> None:
    """States every box before the organiser's, or confirms without words where the form has none."""
    for act in recommending(scene, planned):
        act()


def recommending(scene: Scene, planned: Planned) -> list[Callable[[], None]]:
    """The acts that recommend a nomination, in their order; the last one uses a place."""
    acts: list[Callable[[], None]] = []
    acts += [partial(_state, scene, planned, step) for step in body_steps(planned.award)]
    return acts if recommends_in_words(planned.award) else [*acts, partial(_confirm, scene, planned)]


def _state(scene: Scene, planned: Planned, step: OpinionStep) -> None:
    of_unit = step.by is OpinionBy.FILING_UNIT
    words = Words(
        text=next(iter(step.wordings), "情况属实，同意推荐。"),
        signatory=scene.cast.person(),
        signed_on=beijing_date(scene.clock.at),
        capacity=(planned.nominee.unit or planned.nominee.name) if of_unit else planned.part.name,
    )
    planned.made = endorse(planned.made, words, by=planned.officer, at=scene.clock.tick(45))


def _confirm(scene: Scene, planned: Planned) -> None:
    planned.made = recommend(planned.made, by=planned.officer, at=scene.clock.tick(45))


def _over_quota(scene: Scene, ready: list[Planned]) -> None:
    counting = (p for p in ready if is_counted(p.award.quota) and not wants_unit(p.award))
    full = next(counting, None)
    if full is None or scene.partway:
        return
    extra = planned_for(scene, full.award, full.part, "")
    _fill(scene, extra)
    *before, last = recommending(scene, extra)
    for act in before:
        act()
    scene.expect_refusal(last, "over_quota")
    withdraw(extra.made, "演练：超出名额，撤回", by=extra.officer, at=scene.clock.tick())


def submit_all(scene: Scene) -> int:
    """Bodies set their order and submit; one body is late, is refused, is granted time and submits."""
    going = [planned for planned in scene.planned if planned.goes_to == "submit"]
    _set_order(scene)
    scene.clock.go_to(beijing_date(scene.clock.at) + timedelta(days=1))
    late = going[-1] if not scene.partway else None
    days = min(6 if scene.partway else 10, _days_left(scene))
    seconds = max(1, days * 8 * 3600 // max(1, len(going)))
    opening, done = scene.clock.at, 0
    for planned in scene.rng.sample(going, len(going)):
        if planned is late:
            continue
        at = _office_hours(opening, done * seconds)
        scene.clock.at = max(scene.clock.at, at)
        planned.made = submit(planned.made, by=planned.officer, at=scene.clock.tick(1))
        done += 1
    if late is not None:
        _late(scene, late)
    return len(going)


def _days_left(scene: Scene) -> int:
    """Whole days before the day materials are due."""
    due = scene.definition.deadline(DeadlineKind.MATERIALS)
    return max(0, (due.at - scene.clock.at).days) if due and due.at else 10


def _office_hours(opening: datetime, worked: int) -> datetime:
    """The moment after so many seconds of office time, eight hours a day from the opening's hour."""
    days, rest = divmod(worked, 8 * 3600)
    return opening + timedelta(days=days, seconds=rest)


def _set_order(scene: Scene) -> None:
    groups: dict[tuple[str, str], list[Planned]] = {}
    for planned in scene.planned:
        if planned.made is not None:
            groups.setdefault((planned.part.pk, planned.award.key), []).append(planned)
    for (_, award_key), group in groups.items():
        order_by_preference(
            group[0].part,
            award_key,
            [planned.made.pk for planned in group],
            by=group[0].officer,
            at=scene.clock.tick(),
        )


def _late(scene: Scene, planned: Planned) -> None:
    due = scene.definition.deadline(DeadlineKind.MATERIALS)
    if due is None or due.at is None:
        planned.made = submit(planned.made, by=planned.officer, at=scene.clock.tick())
        return
    scene.clock.at = max(scene.clock.at, due.at + timedelta(hours=2))
    scene.expect_refusal(lambda: submit(planned.made, by=planned.officer, at=scene.clock.tick()), "late")
    top = planned.part.parent or planned.part
    until = scene.clock.at + timedelta(days=1)
    for part in {top.pk: top, planned.part.pk: planned.part}.values():
        reopen_for(part, until, "演练：道路积雪，同意补报", by=scene.organiser, at=scene.clock.tick())
    planned.made = submit(planned.made, by=planned.officer, at=scene.clock.tick())

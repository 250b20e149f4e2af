"""Opinions (意见): a body states its step on exactly the content held; the last one uses a place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from pingxuan.actions.moving import (
    decide_or_refuse,
    finish,
    lock_quota,
    lock_register_entry,
    locked,
    place_name,
    record_refusal,
    release_place,
    take_place,
)
from pingxuan.actions.office import open_only
from pingxuan.actions.recording import record
from pingxuan.core.actor import Actor
from pingxuan.core.definition import OpinionStep
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.instants import beijing_date
from pingxuan.core.nomination import endorsing_step, next_organiser_step, next_step
from pingxuan.core.progress import MOVES, Move
from pingxuan.models import Campaign, Nomination, Opinion
from pingxuan.models.kept import Kept
from pingxuan.queries.definition import award_of
from pingxuan.queries.nomination import stated_steps


@dataclass(frozen=True)
class Words:
    """What an opinion says: text, who signs, on which day, in whose name."""

    text: str
    signatory: str
    signed_on: date
    capacity: str


def endorse(nomination: Nomination, words: Words, *, by: Actor, at: datetime) -> Nomination:
    """States the next opinion before the organiser's; the last one of a form with a box for the body
    endorses the nomination and uses a place.

    Raises Refused with all findings; over quota is itself recorded.
    """
    move = MOVES["endorse"]
    try:
        with transaction.atomic():
            held = locked(nomination)
            step, endorses = _turn(held)
            move = MOVES["endorse" if endorses else "state_opinion"]
            return _state(move, held, step, words, by=by, at=at)
    except Refused as refusal:
        record_refusal(move, nomination, refusal, by=by, at=at)
        raise


def _turn(held: Nomination) -> tuple[OpinionStep, bool]:
    """The step to be stated now, and whether it endorses."""
    award, stated = award_of(held), stated_steps(held)
    step = next_step(award, stated)
    if step is None:
        raise Refused(Finding("already_stated", "意见已经出具，内容没有改动，不必重复出具。"))
    return step, endorsing_step(award, stated) == step


def _state(
    move: Move, held: Nomination, step: OpinionStep, words: Words, *, by: Actor, at: datetime
) -> Nomination:
    _complete(words, at)
    opinion = _opinion(held, step, words, by=by, at=at)
    if move.name == "endorse":
        return _use_place(move, held, by=by, at=at, rows=[opinion], facts={"step": step.key})
    decide_or_refuse(move, held, by=by, at=at)
    return finish(move, held, by=by, at=at, rows=[opinion])


def recommend(nomination: Nomination, *, by: Actor, at: datetime) -> Nomination:
    """Confirms the recommendation on a form that has no box for the body's words, and uses a place.

    Raises Refused with all findings: an opinion of the filing unit is due, over quota (itself recorded) …
    """
    move = MOVES["recommend"]
    try:
        with transaction.atomic():
            return _use_place(move, locked(nomination), by=by, at=at, rows=[], facts={})
    except Refused as refusal:
        record_refusal(move, nomination, refusal, by=by, at=at)
        raise


def _use_place(
    move: Move, held: Nomination, *, by: Actor, at: datetime, rows: list[Kept], facts: dict[str, str]
) -> Nomination:
    lock_register_entry(held.register_entry_id)
    quota = lock_quota(held)
    decide_or_refuse(move, held, by=by, at=at)
    if not held.holds_place:
        take_place(held, quota)
        rows += quota
        facts["uses"] = place_name(held)
    return finish(move, held, by=by, at=at, changes={"endorsed_at": at}, rows=rows, facts=facts)


def _opinion(held: Nomination, step: OpinionStep, words: Words, *, by: Actor, at: datetime) -> Opinion:
    return Opinion(
        id=by.mint(),
        nomination=held,
        step_key=step.key,
        by=step.by,
        capacity=words.capacity,
        text=words.text.strip(),
        signatory=words.signatory.strip(),
        signed_on=words.signed_on,
        revision=held.revision,
        content_digest=held.content_digest,
        made_at=at,
    )


def _complete(words: Words, at: datetime) -> None:
    findings = []
    if not words.text.strip():
        findings.append(Finding("opinion_empty", "请写明意见内容，例如“情况属实，同意推荐。”", where="text"))
    if not words.signatory.strip():
        findings.append(Finding("signatory_missing", "请填写签署人姓名。", where="signatory"))
    if words.signed_on > beijing_date(at):
        findings.append(Finding("signed_in_future", "签署日期不能晚于今天，请改正。", where="signed_on"))
    if findings:
        raise Refused(*findings)


def unendorse(nomination: Nomination, reason: str, *, by: Actor, at: datetime) -> Nomination:
    """Takes an endorsement back before submission: voids the body's opinions and frees the place."""
    move = MOVES["unendorse"]
    with transaction.atomic():
        held = locked(nomination)
        quota = lock_quota(held)
        decide_or_refuse(move, held, by=by, at=at, reason=reason)
        standing = list(Opinion.objects.filter(nomination=held, voided_at__isnull=True))
        for opinion in standing:
            opinion.voided_at, opinion.void_reason = at, reason[:200]
        freed = {"frees": place_name(held)}
        release_place(held, quota)
        return finish(move, held, by=by, at=at, reason=reason, rows=[*standing, *quota], facts=freed)


def state_organiser_opinions(
    campaign: Campaign,
    nominations: Sequence[Nomination],
    words: Words,
    *,
    by: Actor,
    at: datetime,
    label: str | None = None,
) -> int:
    """States the organiser side's next opinion on several nominations at once; returns how many.

    Each carries its boxes in printed order: with ``label`` only those whose next box is so called are stated
    on. Nominations with no box open are left alone. Raises Refused when the words are incomplete.
    """
    _complete(words, at)
    with transaction.atomic():
        open_only(Campaign.objects.get(pk=campaign.pk))
        made: list[Kept] = []
        for nomination in nominations:
            held = locked(nomination)
            step = next_organiser_step(award_of(held), stated_steps(held))
            if step is not None and label in (None, step.label):
                made.append(_opinion(held, step, words, by=by, at=at))
        if made:
            record("state_organiser_opinions", campaign, by=by, at=at, rows=made, facts={"count": len(made)})
    return len(made)

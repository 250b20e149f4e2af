"""One door for every move of a nomination: lock what is scarce, gather, decide, write once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from pingxuan.actions.recording import record
from pingxuan.core.actor import Actor
from pingxuan.core.finding import Finding, Refused, blocking
from pingxuan.core.progress import MOVES, Move, decide
from pingxuan.core.words import RegisterRuleKind
from pingxuan.models import Allotment, Nomination, RegisterEntry
from pingxuan.models.kept import Kept
from pingxuan.models.prepared import prepared
from pingxuan.queries.definition import award_of
from pingxuan.queries.nomination import nomination_case


def locked(nomination: Nomination) -> Nomination:
    """The nomination read afresh under a lock; what the caller held may be stale."""
    (held,) = _locked(nomination.pk)
    return held


@prepared
def _locked(nomination_id: str) -> QuerySet[Nomination]:
    return Nomination.whole().select_for_update(of=("self",)).filter(pk=nomination_id)


def lock_quota(nomination: Nomination) -> list[Allotment]:
    """The quota rows a place of this nomination comes from, locked parent first; [] without a table."""
    body = nomination.nominating_body
    rows = Allotment.objects.select_for_update().filter(
        award_key=nomination.award_key, nominating_body_id__in=[body.pk, body.parent_id]
    )
    return sorted(rows.order_by("pk"), key=lambda row: row.nominating_body_id == body.pk)


def decide_or_refuse(
    move: Move,
    nomination: Nomination,
    *,
    by: Actor,
    at: datetime,
    answers: Mapping[str, Any] | None = None,
    reason: str = "",
) -> tuple[Finding, ...]:
    """The warnings of a permitted move; raises Refused with every finding when one of them blocks."""
    if by.role not in move.roles:
        raise Refused(Finding("not_your_move", f"您的岗位不能办理“{move.label}”，请由经办岗位办理。"))
    findings = decide(move, nomination_case(nomination, at=at, answers=answers, reason=reason))
    if blocking(findings):
        raise Refused(*findings)
    return findings


def make_move(
    name: str,
    nomination: Nomination,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    changes: Mapping[str, Any] | None = None,
    rows: Sequence[Kept] = (),
    facts: Mapping[str, Any] | None = None,
) -> Nomination:
    """Moves a nomination that needs nothing but its own row (and ``rows``) written; returns it moved.

    Raises Refused with all findings; a refusal the office must know of (逾期、超名额) is itself recorded.
    """
    move = MOVES[name]
    try:
        with transaction.atomic():
            held = locked(nomination)
            decide_or_refuse(move, held, by=by, at=at, reason=reason)
            return finish(move, held, by=by, at=at, reason=reason, changes=changes, rows=rows, facts=facts)
    except Refused as refusal:
        record_refusal(move, nomination, refusal, by=by, at=at)
        raise


def finish(
    move: Move,
    held: Nomination,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    changes: Mapping[str, Any] | None = None,
    rows: Sequence[Kept] = (),
    facts: Mapping[str, Any] | None = None,
) -> Nomination:
    """Writes a decided move: the nomination's new state, ``changes`` to its columns, and ``rows`` with it."""
    was = held.state
    held.state = move.target
    if move.target != was:
        held.state_since = at
    held.reason = reason
    for column, value in (changes or {}).items():
        setattr(held, column, value)
    told = {"reason": reason, **(facts or {})} if reason else dict(facts or {})
    record(move.name, held, by=by, at=at, rows=[held, *rows], facts=told, was=was)
    return held


def record_refusal(move: Move, nomination: Nomination, refusal: Refused, *, by: Actor, at: datetime) -> None:
    """Keeps a refusal the office must be able to look up: what was asked, when, why it was refused."""
    if not move.refusal_recorded:
        return
    with transaction.atomic():
        held = locked(nomination)
        codes = [finding.code for finding in blocking(refusal.findings)]
        record("refused_" + move.name, held, by=by, at=at, facts={"codes": codes})


def take_place(nomination: Nomination, quota: Sequence[Allotment]) -> None:
    """Counts one place used on every row it comes from; the caller writes them with its entry."""
    for row in quota:
        row.used += 1
    nomination.holds_place = True


def release_place(nomination: Nomination, quota: Sequence[Allotment]) -> None:
    """Gives the place back on every row it came from."""
    if not nomination.holds_place:
        return
    for row in quota:
        row.used -= 1
    nomination.holds_place = False


def place_name(nomination: Nomination) -> str:
    """The place as the ledger names it: award and the body in the counts, or award and register unit."""
    if nomination.register_entry and _by_register(nomination):
        return f"{nomination.award_key}/{nomination.register_entry.name}"
    body = nomination.nominating_body
    return f"{nomination.award_key}/{(body.parent or body).name}"


def _by_register(nomination: Nomination) -> bool:
    rules = award_of(nomination).rules
    return any(rule.kind is RegisterRuleKind.REQUIRED_ONE_EACH for rule in rules)


def lock_register_entry(entry_id: str | None) -> RegisterEntry | None:
    """The register row whose one place is asked for, locked; None where the award needs none."""
    if entry_id is None:
        return None
    return RegisterEntry.objects.select_for_update().get(pk=entry_id)

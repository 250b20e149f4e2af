"""The organiser checks what was submitted (审核): accept, return with a reason, reject, and accept several at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from pingxuan.actions.following import newest_for
from pingxuan.actions.moving import (
    decide_or_refuse,
    finish,
    lock_quota,
    locked,
    make_move,
    place_name,
    release_place,
)
from pingxuan.actions.nomination import correction_due
from pingxuan.core.actor import Actor
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.progress import MOVES
from pingxuan.core.remark import reason_findings
from pingxuan.core.words import NominationState
from pingxuan.models import Nomination
from pingxuan.models.kept import Kept


@dataclass(frozen=True)
class Bulk:
    """What came of an act on several nominations: those done, and those refused with their findings."""

    done: tuple[Nomination, ...]
    refused: tuple[tuple[Nomination, tuple[Finding, ...]], ...]


def accept(nomination: Nomination, *, by: Actor, at: datetime) -> Nomination:
    """Accepts a submitted nomination (审核通过). Raises Refused: opinion voided, veto standing."""
    return make_move("accept", nomination, by=by, at=at)


def accept_all(nominations: Iterable[Nomination], *, by: Actor, at: datetime) -> Bulk:
    """Accepts several by the same rules as one; what is refused stays as it was, with its findings."""
    done, refused = [], []
    with transaction.atomic():
        for nomination in nominations:
            try:
                done.append(accept(nomination, by=by, at=at))
            except Refused as refusal:
                refused.append((nomination, refusal.findings))
    return Bulk(tuple(done), tuple(refused))


def undo_acceptance(nomination: Nomination, reason: str, *, by: Actor, at: datetime) -> Nomination:
    """Takes an acceptance back: the nomination waits to be checked again (撤销审核通过)."""
    _told(reason)
    return make_move("unaccept", nomination, by=by, at=at, reason=reason.strip())


def return_for_correction(
    nomination: Nomination, reason: str, correct_by: datetime | None = None, *, by: Actor, at: datetime
) -> Nomination:
    """Returns a nomination with the reason (退回修改), to be handed in again by ``correct_by``.

    It keeps its place until changed content is handed in, and is filled on the definition in force. Without
    ``correct_by`` the usual days are given.
    Raises Refused without a reason, or when ``correct_by`` is past.
    """
    due = correct_by or correction_due(at)
    _told(reason)
    if due <= at:
        text = "改正期限应晚于现在，请改正。"
        raise Refused(Finding("correction_due_past", text, where="correct_by"))
    changes = {"correct_by": due} | newest_for(nomination, NominationState.RETURNED)
    return make_move("return", nomination, by=by, at=at, reason=reason.strip(), changes=changes)


def reject(nomination: Nomination, reason: str, *, by: Actor, at: datetime) -> Nomination:
    """Rejects a nomination for good (审核不予通过) and gives its place back to the body."""
    _told(reason)
    move = MOVES["reject"]
    with transaction.atomic():
        held = locked(nomination)
        quota = lock_quota(held)
        decide_or_refuse(move, held, by=by, at=at, reason=reason)
        freed = {"frees": place_name(held)} if held.holds_place else {}
        rows: list[Kept] = list(quota) if held.holds_place else []
        release_place(held, quota)
        return finish(move, held, by=by, at=at, reason=reason.strip(), rows=rows, facts=freed)


def _told(reason: str) -> None:
    if findings := reason_findings(reason):
        raise Refused(*findings)

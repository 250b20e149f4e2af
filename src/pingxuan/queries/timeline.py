"""What was done with one nomination, from its ledger entries: the time line people read."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pingxuan.core.acts import act_name, shown_to_bodies
from pingxuan.core.words import Role
from pingxuan.models import LedgerEntry, Nomination

_BACK = ("send_back", "return", "reject", "withdraw", "unendorse", "unaccept", "drop", "refused_")


@dataclass(frozen=True)
class Event:
    """One entry in words; ``note`` is the reason given with it, "" for none or where it was erased."""

    seq: int
    act: str
    what: str
    who: str
    role: str
    at: datetime
    note: str
    state: str
    """done, or back where the nomination was sent back or refused."""


def events_of(nomination: Nomination, *, office: bool, names: bool = True) -> list[Event]:
    """Its entries, oldest first. Outside the office inspections, consultations and vetoes are left out;
    without ``names`` only the role of who acted is told. One query."""
    rows = (
        LedgerEntry.objects.filter(object_kind="nomination", object_id=nomination.pk)
        .select_related("content")
        .order_by("seq")
    )
    return [event for row in rows for event in _event(row, office=office, names=names)]


def _event(row: LedgerEntry, *, office: bool, names: bool) -> Iterable[Event]:
    if not office and not shown_to_bodies(row.act):
        return
    role = Role(row.role).label
    yield Event(
        seq=row.seq,
        act=row.act,
        what=act_name(row.act),
        who=row.actor_name if names else role,
        role=role,
        at=row.ts,
        note=_reason(row),
        state="back" if row.act.startswith(_BACK) else "done",
    )


def _reason(row: LedgerEntry) -> str:
    content = getattr(row, "content", None)
    facts = json.loads(content.content).get("facts", {}) if content else {}
    reason = facts.get("reason", "")
    return reason if isinstance(reason, str) else ""

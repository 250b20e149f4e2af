"""The one place that writes kept rows: each change with its ledger entry, in the same transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from pingxuan.core.actor import Actor
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.ledger import CompactRange, Entry, canonical, commitment, leaf_hash
from pingxuan.models import LedgerContent, LedgerEntry, LedgerHead
from pingxuan.models.kept import Kept
from pingxuan.models.prepared import prepared

CLOCK_SLACK = timedelta(minutes=2)
"""How far an act may have been received before the newest entry: waiting for the lock explains that much."""


def record(
    act: str,
    about: Kept,
    *,
    by: Actor,
    at: datetime,
    rows: Sequence[Kept] = (),
    facts: Mapping[str, Any] | None = None,
    was: str | None = None,
    campaign_id: str = "",
) -> int:
    """Append one entry about ``about`` and write ``rows``; returns the entry's number.

    The entry's content holds every column of every row, so state is a function of the log (I4). ``was`` is
    the state before a move; left out, the state stays. ``at`` is the moment the act was received; the
    entry's own time never runs backwards (I11). Must run inside a transaction; the head is locked last,
    after whatever scarce row the act has locked. Raises Refused when the clock has been set back.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record() needs the transaction of its action")
    (head,) = _locked_head()
    for row in rows:
        row.last_seq = head.size
    content = canonical({"rows": [_row_content(row) for row in rows], "facts": dict(facts or {})})
    salt = by.fresh(32)
    state = str(getattr(about, "state", ""))
    entry = Entry(
        seq=head.size,
        ts=_entry_time(head.last_ts, at),
        rx=at,
        actor=by.post_id,
        role=by.role.value,
        act=act,
        object=f"{about._meta.model_name}:{about.pk}",
        rev=getattr(about, "revision", 0),
        before=_state_before(about, state, was),
        after=state,
        commitment=commitment(salt, content),
    )
    _append(head, entry, by=by, about=about, campaign_id=campaign_id or _campaign_of(about))
    LedgerContent.objects.create(entry_id=entry.seq, salt=salt.hex(), content=content.decode("utf-8"))
    _write(rows)
    return entry.seq


@prepared
def _locked_head() -> QuerySet[LedgerHead]:
    return LedgerHead.objects.select_for_update().filter(pk=1)


def _state_before(about: Kept, state: str, was: str | None) -> str:
    if was is not None:
        return was
    return "" if about._state.adding else state


def _entry_time(last: datetime | None, at: datetime) -> datetime:
    if last is None or at >= last:
        return at
    if last - at > CLOCK_SLACK:
        raise Refused(
            Finding(
                "clock_went_back",
                "服务器时钟比存证记录的最后时间早，已停止写入。请管理员校准时钟后重试，您填写的内容没有丢失。",
            )
        )
    return last


def _append(head: LedgerHead, entry: Entry, *, by: Actor, about: Kept, campaign_id: str) -> None:
    line = entry.line()
    tree = CompactRange.load(head.size, head.hashes)
    tree.append(leaf_hash(line))
    head.size, head.hashes, head.last_ts = tree.size, tree.dump(), entry.ts
    head.save()
    LedgerEntry.objects.create(
        seq=entry.seq,
        line=line.decode("utf-8"),
        ts=entry.ts,
        actor=entry.actor,
        actor_name=by.name,
        role=entry.role,
        act=entry.act,
        object_kind=str(about._meta.model_name),
        object_id=str(about.pk),
        campaign_id=campaign_id,
    )


def _write(rows: Sequence[Kept]) -> None:
    new = [row for row in rows if row._state.adding]
    held = [row for row in rows if not row._state.adding]
    for _, group in groupby(new, key=type):
        alike = list(group)
        type(alike[0])._base_manager.bulk_create(alike)  # noqa: SLF001 -- Django's public name
    for row in held:
        row.save(force_update=True)


def _row_content(row: Kept) -> dict[str, Any]:
    return {"table": row._meta.db_table, "values": row.told()}


def _campaign_of(row: Kept) -> str:
    if row._meta.model_name == "campaign":
        return str(row.pk)
    return str(getattr(row, "campaign_id", "") or "")

"""The register is imported as planned, and a person rules once on each suspicion of likeness."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from pingxuan.actions.office import open_only
from pingxuan.actions.recording import record
from pingxuan.core.actor import Actor
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.names import name_key
from pingxuan.core.register import RegisterEntry as Honour
from pingxuan.models import Campaign, RegisterEntry, SuspicionRuling


def import_register(
    campaign: Campaign, entries: Sequence[Honour], *, by: Actor, at: datetime
) -> list[RegisterEntry]:
    """Writes the new and changed entries of a shown plan, in one act; returns their rows.

    An entry already held (same honour, year and name) is changed, not doubled; of two in one plan the later
    one stands.
    """
    with transaction.atomic():
        held = {
            (row.honour, row.year, row.name_key): row
            for row in RegisterEntry.objects.select_for_update().filter(
                year__in={entry.year for entry in entries}
            )
        }
        rows = list(dict.fromkeys(_row(entry, held, by) for entry in entries))
        if rows:
            record("import_register", campaign, by=by, at=at, rows=rows, facts={"count": len(rows)})
    return rows


def _row(entry: Honour, held: dict[tuple[str, int, str], RegisterEntry], by: Actor) -> RegisterEntry:
    key = (entry.honour, entry.year, name_key(entry.name))
    row = held.get(key) or RegisterEntry(id=by.mint(), honour=key[0], year=key[1], name_key=key[2])
    held[key] = row
    row.name, row.body_name, row.number, row.state = entry.name, entry.body, entry.number, entry.state
    return row


def rule_on_suspicion(
    campaign: Campaign,
    name: str,
    entry: RegisterEntry,
    *,
    same: bool,
    reason: str,
    by: Actor,
    at: datetime,
) -> SuspicionRuling:
    """A person says whether a nominee's name is the register entry it resembles; not asked again."""
    if not reason.strip():
        raise Refused(Finding("reason_missing", "请写明判断的理由，以后不再重复询问。", where="reason"))
    with transaction.atomic():
        open_only(Campaign.objects.get(pk=campaign.pk))
        ruling = SuspicionRuling.objects.filter(
            campaign=campaign, name_key=name_key(name), register_entry=entry
        ).first() or SuspicionRuling(
            id=by.mint(), campaign=campaign, name_key=name_key(name), register_entry=entry
        )
        ruling.same, ruling.reason, ruling.ruled_at = same, reason.strip(), at
        record("rule_on_suspicion", campaign, by=by, at=at, rows=[ruling])
    return ruling

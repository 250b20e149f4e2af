"""Where each body stands: the notice signed for, its contact, what it owes, when it was chased."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from pingxuan.core.chasing import Owed, Short
from pingxuan.core.definition import Definition
from pingxuan.core.words import DeadlineKind, NominationGroup, QuotaKind
from pingxuan.models import Campaign, LedgerEntry, NominatingBody, RosterEntry
from pingxuan.queries.quota import allotments, nominations_by_group
from pingxuan.queries.register import units_by_body

G = NominationGroup


@dataclass(frozen=True)
class BodyStand:
    """One body: its contact if reported, what it owes, and the last time it was chased."""

    part: NominatingBody
    contact: RosterEntry | None
    owed: Owed
    contact_overdue: bool
    materials_overdue: bool
    chased_at: datetime | None

    @property
    def overdue(self) -> bool:
        """Whether anything is past its deadline."""
        return self.contact_overdue or (self.materials_overdue and bool(self.owed.short))

    @property
    def urgency(self) -> tuple[int, int, int]:
        """Sort key: overdue first, then who has not signed or named a contact, then the annex order."""
        waits = self.owed.unsigned or self.owed.no_contact
        above = self.part.parent.position if self.part.parent else self.part.position
        return (0 if self.overdue else 1 if waits else 2, above, self.part.position)


def contacts_of(parts: Sequence[NominatingBody]) -> dict[str, RosterEntry]:
    """Part id → the contact it reported; those who have not are left out."""
    return {str(row.nominating_body_id): row for row in RosterEntry.objects.filter(nominating_body__in=parts)}


def body_stands(
    campaign: Campaign, definition: Definition, parts: Sequence[NominatingBody], *, at: datetime
) -> list[BodyStand]:
    """Every body's stand in the order of ``parts``; six queries whatever their number."""
    contacts = contacts_of(parts)
    chased = _chased(campaign)
    short = _short(campaign, definition, parts)
    contacts_due = definition.deadline(DeadlineKind.CONTACTS)
    materials_due = definition.deadline(DeadlineKind.MATERIALS)
    stands = []
    for part in parts:
        contact = contacts.get(part.pk)
        until = materials_due.at if materials_due else None
        if until and part.reopened_until:
            until = max(until, part.reopened_until)
        owed = Owed(
            body=part.name,
            unsigned=part.signed_for_at is None,
            no_contact=contact is None,
            short=short.get(part.pk, ()),
            until=until,
            contact=contact.name if contact else "",
        )
        overdue = bool(contacts_due and contacts_due.at and at > contacts_due.at and contact is None)
        late = bool(until and at > until)
        stands.append(BodyStand(part, contact, owed, overdue, late, chased.get(part.pk)))
    return stands


def _short(
    campaign: Campaign, definition: Definition, parts: Sequence[NominatingBody]
) -> Mapping[str, tuple[Short, ...]]:
    """Awards each body is not through with; a 直属口 answers for its member units."""
    held, counted = allotments(campaign), nominations_by_group(campaign)
    below: dict[str, list[str]] = {part.pk: [part.pk] for part in parts}
    for part in parts:
        if part.parent_id in below:
            below[part.parent_id].append(part.pk)
    short: dict[str, list[Short]] = {}
    for award in definition.awards:
        by_register = units_by_body(award) if award.quota.kind is QuotaKind.REGISTER else {}
        for part in parts:
            row = held.get((part.pk, award.key))
            asked = award.quota.least or 0 if part.parent_id is None else 0
            places = row.places if row else max(by_register.get(part.name, 0), asked)
            groups = [counted.get((pk, award.key), Counter()) for pk in below[part.pk]]
            up = sum(group[G.HANDED_UP] for group in groups)
            back = sum(group[G.SENT_BACK] for group in groups)
            if places > up or back:
                one = Short(award=award.name, kind=award.kind, places=places, handed_up=up, sent_back=back)
                short.setdefault(part.pk, []).append(one)
    return {part: tuple(rows) for part, rows in short.items()}


def _chased(campaign: Campaign) -> dict[str, datetime]:
    rows = LedgerEntry.objects.filter(campaign_id=campaign.pk, act="chase")
    return dict(rows.values_list("object_id").annotate(last=Max("ts")).order_by())

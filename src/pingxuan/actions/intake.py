"""Takes in what files held, as planned: the same verbs as the web door, nominee by nominee."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.db import transaction

from pingxuan.actions.nomination import hand_in, save_draft, start_nomination
from pingxuan.actions.recording import record
from pingxuan.core.actor import Actor
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.intake.plan import Action, Entry, Plan, Standing, about, who
from pingxuan.core.intake.record import Record
from pingxuan.core.nomination import nominee_name
from pingxuan.models import Campaign, Draft, NominatingBody, Nomination, StoredFile
from pingxuan.queries.intake import intake_facts

TAKEN = frozenset({Action.NEW, Action.CHANGED})


@dataclass(frozen=True)
class Taken:
    """What became of one nominee's records: the nomination, and what keeps it from being handed in."""

    nomination: Nomination
    handed_in: bool
    findings: tuple[Finding, ...] = ()


def take_in(
    part: NominatingBody, plan: Plan, *, files: Sequence[StoredFile], by: Actor, at: datetime
) -> tuple[Taken, ...]:
    """Carries out a plan: forms and their lines of the summary make or change one nomination each.

    Complete ones are handed in, others stay drafts with what is missing. One entry names the files by their
    digests, so that paper, file and record can be held against each other. Raises Refused when the plan
    holds nothing to take, or nominations came or went since it was made (收下 pressed twice).
    """
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in plan.entries:
        if entry.action in TAKEN:
            groups.setdefault(who(entry.record), []).append(entry)
    if not groups:
        raise Refused(Finding("nothing_to_take", "这些文件里没有可以收下的新内容。请按提示修改后重新上传。"))
    with transaction.atomic():
        Campaign.objects.select_for_update().get(pk=part.campaign_id)
        standing = intake_facts(part, at=at).standing
        if any(_held(entry.record, standing) != entry.nomination for entry in chain(*groups.values())):
            text = "这些文件刚才已经收下，或者推荐材料有了变动。请按现在的核对结果再确认一次。"
            raise Refused(Finding("plan_moved_on", text))
        facts = {
            "files": [{"name": file.name, "digest": file.digest} for file in files],
            "counts": {action.value: plan.count(action) for action in Action},
        }
        record("take_in", part, by=by, at=at, facts=facts)
        return tuple(_take(part, entries, by=by, at=at) for entries in groups.values())


def _held(record: Record, standing: Sequence[Standing]) -> str:
    known = about(record, standing)
    return known.id if known else ""


def _take(part: NominatingBody, entries: Sequence[Entry], *, by: Actor, at: datetime) -> Taken:
    award = entries[0].record.award
    told = _together(entries)
    answers = told
    known = next((entry.nomination for entry in entries if entry.nomination), "")
    if known:
        held = Nomination.objects.get(pk=known)
        draft = Draft.objects.filter(nomination=held).first()
        answers = {**(draft.answers if draft else held.answers), **told}
        save_draft(held, answers, version=draft.version if draft else 0, at=at)
    else:
        name = nominee_name(award, told)
        held = start_nomination(part, award.key, nominee=name, by=by, at=at, answers=told)
    try:
        with transaction.atomic():
            return Taken(hand_in(held, answers, by=by, at=at), handed_in=True)
    except Refused as refusal:
        return Taken(held, handed_in=False, findings=refusal.findings)


def _together(entries: Sequence[Entry]) -> dict[str, Any]:
    """The answers of a nominee's records; where form and summary both tell, the form does."""
    told: dict[str, Any] = {}
    for entry in sorted(entries, key=lambda entry: not entry.record.from_summary):
        told |= entry.record.answers
    return told

"""What a body and its nominees do with a nomination: start, fill, hand in, submit, withdraw, order."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Max, QuerySet

from pingxuan.actions.following import follow, newest_for
from pingxuan.actions.moving import (
    decide_or_refuse,
    finish,
    lock_quota,
    locked,
    make_move,
    place_name,
    release_place,
)
from pingxuan.actions.office import open_only
from pingxuan.actions.recording import record
from pingxuan.core.actor import Actor
from pingxuan.core.definition import Award, field_for
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.ledger import canonical
from pingxuan.core.names import name_key
from pingxuan.core.nomination import next_step, nominee_name, unit_name
from pingxuan.core.progress import MOVES
from pingxuan.core.words import Meaning, NominationState
from pingxuan.models import (
    Campaign,
    Draft,
    NominatingBody,
    Nomination,
    NominationRevision,
    Opinion,
)
from pingxuan.models.kept import Kept
from pingxuan.models.prepared import prepared
from pingxuan.queries.definition import award_of, current_version, definition_of
from pingxuan.queries.nomination import stated_steps
from pingxuan.queries.register import entry_named_by

CORRECTION_DAYS = 3
"""Days a returned nomination may be corrected in when the office names no other time."""


@dataclass(frozen=True)
class SavedDraft:
    """What an autosave answers: the version now held, and the text held instead when versions clashed."""

    version: int
    clash: dict[str, Any] | None = None


def start_nomination(
    body: NominatingBody,
    award_key: str,
    *,
    nominee: str,
    by: Actor,
    at: datetime,
    answers: Mapping[str, Any] | None = None,
    category: str = "",
) -> Nomination:
    """Opens a nomination of a body for an award, so it can be filled here or by invitation; ``answers`` begin
    its draft.

    Raises Refused when the campaign is not open or no name is given.
    """
    if not nominee.strip():
        raise Refused(Finding("nominee_missing", "请先写明推荐对象的名称或姓名。", where="nominee"))
    with transaction.atomic():
        campaign = Campaign.objects.select_for_update().get(pk=body.campaign_id)
        open_only(campaign)
        version = current_version(campaign)
        blank = field_for(definition_of(version).award(award_key).form, Meaning.NOMINEE_NAME)
        newest = Nomination.objects.filter(campaign=campaign).aggregate(top=Max("number"))["top"] or 0
        nomination = Nomination(
            id=by.mint(),
            campaign=campaign,
            award_key=award_key,
            nominating_body=body,
            number=newest + 1,
            nominee_name=nominee.strip(),
            name_key=name_key(nominee),
            category=category,
            definition_version=version,
            created_at=at,
            state_since=at,
        )
        record("start_nomination", nomination, by=by, at=at, rows=[nomination])
        begun = {blank.key: nominee.strip()} if blank else {}
        Draft.objects.create(nomination=nomination, answers=begun | dict(answers or {}), saved_at=at)
    return nomination


def save_draft(
    nomination: Nomination, answers: Mapping[str, Any], *, version: int, at: datetime
) -> SavedDraft:
    """Keeps typed text outside the ledger. ``version`` is the one the page was opened on: when another
    window has saved since, nothing is overwritten and both texts go back to the page."""
    with transaction.atomic():
        draft = next(iter(_locked_draft(nomination.pk)), None) or _first_draft(nomination, at)
        if draft.version != version and draft.answers != dict(answers):
            return SavedDraft(draft.version, clash=draft.answers)
        draft.answers, draft.version, draft.saved_at = dict(answers), draft.version + 1, at
        draft.save()
    return SavedDraft(draft.version)


@prepared
def _locked_draft(nomination_id: str) -> QuerySet[Draft]:
    return Draft.objects.select_for_update().filter(pk=nomination_id)


def _first_draft(nomination: Nomination, at: datetime) -> Draft:
    """The draft where none was kept yet; of two windows that save first at once, one makes it."""
    draft, _ = Draft.objects.select_for_update().get_or_create(
        nomination=nomination, defaults={"saved_at": at, "answers": nomination.answers}
    )
    return draft


def content_digest(nomination: Nomination, answers: Mapping[str, Any]) -> str:
    """SHA-256 of exactly what is sealed: award, definition version and every answer, in canonical JSON."""
    content = {
        "award": nomination.award_key,
        "definition": nomination.definition_version.digest,
        "answers": dict(answers),
    }
    return hashlib.sha256(canonical(content)).hexdigest()


def hand_in(nomination: Nomination, answers: Mapping[str, Any], *, by: Actor, at: datetime) -> Nomination:
    """Hands a filled form to the nominating body as a new revision (交推荐单位审核).

    It follows the definition in force. Changed content voids every opinion stated on the earlier one and gives
    its place back; where nothing has changed and the body's recommendation stands, it is endorsed as before and
    only waits to be submitted.
    Raises Refused with all findings of the form, the register and namesakes.
    """
    told = {key: value.strip() if isinstance(value, str) else value for key, value in answers.items()}
    with transaction.atomic():
        held = locked(nomination)
        move = MOVES["hand_in"]
        follow(held)
        award = award_of(held)
        quota = lock_quota(held) if held.holds_place else []
        decide_or_refuse(move, held, by=by, at=at, answers=told)
        digest = content_digest(held, told)
        changed = digest != held.content_digest
        freed = {"frees": place_name(held)} if held.holds_place and changed else {}
        rows: list[Kept] = []
        if not changed and held.holds_place and next_step(award, stated_steps(held)) is None:
            move = replace(move, target=NominationState.ENDORSED)
        if changed:
            rows = [*_void_opinions(held, at), *quota]
            release_place(held, quota)
            held.revision += 1
            rows.append(_revision(held, told, digest, by=by, at=at))
        held.register_entry = entry_named_by(held, award, told)
        changes = _told_by(held, award, told) | {"content_digest": digest, "handed_in_at": at}
        moved = finish(move, held, by=by, at=at, changes=changes, rows=rows, facts=freed)
        Draft.objects.filter(nomination=held).update(answers=told, version=F("version") + 1, saved_at=at)
    return moved


def _told_by(held: Nomination, award: Award, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that repeat what the answers say."""
    name = nominee_name(award, answers) or held.nominee_name
    return {
        "answers": answers,
        "nominee_name": name,
        "name_key": name_key(name),
        "unit_name": unit_name(award, answers),
    }


def _revision(
    held: Nomination, answers: Mapping[str, Any], digest: str, *, by: Actor, at: datetime
) -> NominationRevision:
    return NominationRevision(
        id=by.mint(),
        nomination=held,
        revision=held.revision,
        answers=dict(answers),
        content_digest=digest,
        made_at=at,
        made_by=by.name,
    )


def _void_opinions(held: Nomination, at: datetime) -> Sequence[Opinion]:
    standing = _standing_opinions(held.pk)
    for opinion in standing:
        opinion.voided_at, opinion.void_reason = at, "内容已改动"
    return standing


@prepared
def _standing_opinions(nomination_id: str) -> QuerySet[Opinion]:
    return Opinion.objects.filter(nomination_id=nomination_id, voided_at=None)


def send_back(nomination: Nomination, reason: str, *, by: Actor, at: datetime) -> Nomination:
    """The body gives a form back to its nominee to be filled further (退回填报)."""
    changes = newest_for(nomination, NominationState.DRAFT)
    return make_move("send_back", nomination, by=by, at=at, reason=reason, changes=changes)


def submit(nomination: Nomination, *, by: Actor, at: datetime) -> Nomination:
    """Submits an endorsed nomination to the organiser (报送); ``at`` is when the request was received whole.

    Raises Refused: late (kept as 逾期未受理), opinion voided, veto standing.
    """
    body = nomination.nominating_body
    due = {"due": f"materials/{(body.parent or body).name}"}
    return make_move("submit", nomination, by=by, at=at, changes={"submitted_at": at}, facts=due)


def withdraw(nomination: Nomination, reason: str, *, by: Actor, at: datetime) -> Nomination:
    """Withdraws a nomination before the deadline and gives its place back (撤回)."""
    move = MOVES["withdraw"]
    with transaction.atomic():
        held = locked(nomination)
        quota = lock_quota(held)
        decide_or_refuse(move, held, by=by, at=at, reason=reason)
        freed = {"frees": place_name(held)} if held.holds_place else {}
        rows: list[Kept] = [*_void_opinions(held, at), *(quota if held.holds_place else ())]
        release_place(held, quota)
        return finish(move, held, by=by, at=at, reason=reason, rows=rows, facts=freed)


def order_by_preference(
    body: NominatingBody, award_key: str, ordered_ids: Sequence[str], *, by: Actor, at: datetime
) -> None:
    """Sets the body's own order of preference for an award: the order of ``ordered_ids``, first is 1.

    Raises Refused when the list does not name exactly the body's live nominations.
    """
    with transaction.atomic():
        open_only(Campaign.objects.get(pk=body.campaign_id))
        rows = list(
            Nomination.objects.select_for_update()
            .filter(nominating_body=body, award_key=award_key)
            .exclude(state=NominationState.WITHDRAWN)
        )
        by_id = {row.pk: row for row in rows}
        if sorted(by_id) != sorted(ordered_ids):
            raise Refused(
                Finding("order_incomplete", "推荐顺序与现有名单对不上，可能刚有增减。请刷新页面后重新排序。")
            )
        for place, nomination_id in enumerate(ordered_ids, start=1):
            by_id[nomination_id].preference = place
        if rows:
            facts = {"award": award_key, "order": list(ordered_ids)}
            record("order_by_preference", body, by=by, at=at, rows=rows, facts=facts)


def correction_due(at: datetime) -> datetime:
    """Until when a nomination returned at ``at`` may be corrected unless the office says otherwise."""
    return at + timedelta(days=CORRECTION_DAYS)

"""A campaign is made from a definition, which is confirmed and corrected; it is opened, and closed in the end."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from pingxuan.actions.recording import record
from pingxuan.core.actor import Actor
from pingxuan.core.beginning import Beginning, beginning_data
from pingxuan.core.definition import Definition, to_data
from pingxuan.core.definition_check import definition_findings
from pingxuan.core.finding import Finding, Refused, blocking
from pingxuan.core.ledger import canonical
from pingxuan.core.notice.fact import Question
from pingxuan.core.notice.layout import Layout
from pingxuan.core.notice.layout import to_data as layout_data
from pingxuan.core.quota import allotted
from pingxuan.core.words import CampaignState
from pingxuan.models import Allotment, Body, Campaign, DefinitionVersion, NominatingBody
from pingxuan.models.kept import Kept
from pingxuan.queries.definition import current_version, definition_of


def create_campaign(
    definition: Definition,
    *,
    by: Actor,
    at: datetime,
    organiser: Body,
    notice_text: str = "",
    notice_name: str = "",
    notice_layout: Mapping[str, Any] | None = None,
    notice_files: Sequence[tuple[str, str]] = (),
    questions: Sequence[Question] = (),
    code: str = "",
) -> Campaign:
    """Makes a draft campaign of a definition (as read from ``notice_text``); ``code`` opens its page codes.

    ``notice_layout`` is the layout's plain data, ``notice_files`` name and digest of each file
    it came in; ``questions`` are asked on the page of a campaign begun without a notice.
    Raises Refused when the code is taken or is not four capital letters or digits.
    """
    with transaction.atomic():
        chosen = code or by.mint()[:4].upper()
        if len(chosen) != 4 or not (chosen.isascii() and chosen.isalnum() and chosen == chosen.upper()):
            raise Refused(
                Finding("campaign_code_shape", "活动代码须为四位大写字母或数字，如 WX23。", where="code")
            )
        if Campaign.objects.filter(code=chosen).exists():
            raise Refused(
                Finding("campaign_code_taken", f"活动代码 {chosen} 已被使用，请换一个。", where="code")
            )
        campaign = Campaign(
            id=by.mint(),
            code=chosen,
            title=title_of(definition),
            notice_name=notice_name,
            notice_text=notice_text,
            notice_layout=dict(notice_layout or {}),
            notice_files=[{"name": name, "digest": digest} for name, digest in notice_files],
            beginning=beginning_data(Beginning(definition, tuple(questions))) if questions else {},
            organiser=organiser,
            created_at=at,
        )
        version = version_of(campaign, 0, definition, by=by, at=at)
        record("create_campaign", campaign, by=by, at=at, rows=[campaign, version])
    return campaign


def title_of(definition: Definition) -> str:
    """What the campaign is called in lists: the short title where there is one, as long as the column holds."""
    return (definition.short_title or definition.title)[:300]


def version_of(
    campaign: Campaign, number: int, definition: Definition, *, by: Actor, at: datetime, reason: str = ""
) -> DefinitionVersion:
    """A version to be written: its data and their SHA-256 in canonical JSON."""
    data = to_data(definition)
    return DefinitionVersion(
        id=by.mint(),
        campaign=campaign,
        number=number,
        data=data,
        digest=hashlib.sha256(canonical(data)).hexdigest(),
        reason=reason,
        made_at=at,
    )


def revise_definition(
    campaign: Campaign,
    definition: Definition,
    *,
    by: Actor,
    at: datetime,
    since: str | None = None,
    confirmed: Iterable[str] = (),
    notice: Layout | None = None,
) -> DefinitionVersion:
    """Corrects the draft definition in place; once the campaign is open it is amended instead.

    ``since`` is the digest of the draft that was corrected, where a person had a page of it open. ``confirmed``
    are the paths and question codes a person has just settled; they add up. ``notice`` is the notice completed
    by an annex that was missing. Raises Refused unless the campaign is still that draft.
    """
    with transaction.atomic():
        held = Campaign.objects.select_for_update().get(pk=campaign.pk)
        if held.state != CampaignState.DRAFT:
            text = "通知已经印发，评选定义不能直接改。请用“修订”写明原因，发布新的版本。"
            raise Refused(Finding("campaign_already_open", text))
        version = current_version(held)
        if since is not None and since != version.digest:
            text = "您打开页面之后，另一位经办已经保存过。您的改动还在本页，请核对后再保存一次，以本页为准。"
            raise Refused(Finding("definition_moved_on", text))
        data = to_data(definition)
        version.data, version.digest = data, hashlib.sha256(canonical(data)).hexdigest()
        version.confirmed = sorted({*version.confirmed, *confirmed})
        version.made_at = at
        held.title = title_of(definition)
        if notice is not None:
            held.notice_text, held.notice_layout = notice.text, layout_data(notice)
        record("revise_definition", held, by=by, at=at, rows=[held, version])
        return version


def open_campaign(campaign: Campaign, *, by: Actor, at: datetime) -> Campaign:
    """Freezes version 1, allots the quota and issues the notice to every body (印发通知).

    Raises Refused when the campaign is open already or its definition does not stand (an unfixed deadline,
    no bodies, totals that disagree …).
    """
    with transaction.atomic():
        held = Campaign.objects.select_for_update().get(pk=campaign.pk)
        if held.state != CampaignState.DRAFT:
            raise Refused(Finding("campaign_already_open", "本次评选已经开始，不必重复开启。"))
        draft = current_version(held)
        definition = definition_of(draft)
        stops = blocking(definition_findings(definition))
        if stops:
            raise Refused(*stops)
        version = version_of(held, 1, definition, by=by, at=at)
        version.frozen_at = at
        version.confirmed = draft.confirmed
        held.state, held.opened_at = CampaignState.OPEN, at
        parts, new_bodies = _parts(held, definition, by=by, at=at)
        quota = _allotments(definition, parts, by=by)
        rows: list[Kept] = [held, version, *new_bodies, *parts, *quota]
        record("open_campaign", held, by=by, at=at, rows=rows, was=CampaignState.DRAFT)
    return held


def _parts(
    campaign: Campaign, definition: Definition, *, by: Actor, at: datetime
) -> tuple[list[NominatingBody], list[Body]]:
    known = {body.name: body for body in Body.objects.filter(name__in=[b.name for b in definition.bodies])}
    parts, new = [], []
    for position, invited in enumerate(definition.bodies, start=1):
        body = known.get(invited.name)
        if body is None:
            body = Body(id=by.mint(), name=invited.name)
            new.append(body)
        parts.append(
            NominatingBody(
                id=by.mint(), campaign=campaign, body=body, kind=invited.kind, position=position, issued_at=at
            )
        )
    return parts, new


def _allotments(definition: Definition, parts: Sequence[NominatingBody], *, by: Actor) -> list[Allotment]:
    by_name = {part.name: part for part in parts}
    return [
        Allotment(id=by.mint(), nominating_body=by_name[name], award_key=award.key, places=places)
        for award in definition.awards
        for name, places in allotted(award.quota, by_name).items()
    ]


def close_campaign(campaign: Campaign, *, by: Actor, at: datetime) -> Campaign:
    """Closes a campaign for good (归档): nothing of it changes afterwards. Raises Refused unless it is open."""
    with transaction.atomic():
        held = Campaign.objects.select_for_update().get(pk=campaign.pk)
        if held.state != CampaignState.OPEN:
            raise Refused(Finding("campaign_not_open", "只有进行中的评选才能归档。"))
        held.state, held.closed_at = CampaignState.CLOSED, at
        record("close_campaign", held, by=by, at=at, rows=[held], was=CampaignState.OPEN)
    return held

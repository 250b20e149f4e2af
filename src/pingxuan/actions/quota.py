"""Quota acts: a DIRECT body's places are sub-allotted to its member units."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from pingxuan.actions.office import open_only
from pingxuan.actions.recording import record
from pingxuan.core.actor import Actor
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.words import BodyKind
from pingxuan.models import Allotment, Body, NominatingBody
from pingxuan.models.kept import Kept


def sub_allot(
    parent: NominatingBody, award_key: str, member: str, places: int, *, by: Actor, at: datetime
) -> NominatingBody:
    """Gives ``places`` of a DIRECT body's quota to one member unit (成员单位), who then nominates itself.

    Sets, not adds: called again it changes the member's places. A quota by register or an open one is
    counted elsewhere: then ``places`` is 0 and the member simply joins. Raises Refused when the parent has
    not that many left, or the member already uses more.
    """
    if not member.strip():
        raise Refused(Finding("member_missing", "请填写成员单位名称。", where="member"))
    with transaction.atomic():
        above = (
            NominatingBody.objects.select_for_update(of=("self",))
            .select_related("campaign")
            .get(pk=parent.pk)
        )
        open_only(above.campaign)
        if above.kind != BodyKind.DIRECT:
            raise Refused(Finding("not_a_direct_body", "只有直属口的名额可以分给成员单位。"))
        part, new = _member(above, member.strip(), by=by, at=at)
        rows: list[Kept] = list(new)
        pool = (
            Allotment.objects.select_for_update().filter(nominating_body=above, award_key=award_key).first()
        )
        if pool is not None:
            rows += _share(pool, part, places, by=by)
        facts = {"award": award_key, "member": member.strip(), "places": places}
        record("sub_allot", above, by=by, at=at, rows=rows, facts=facts, campaign_id=above.campaign_id)
    return part


def _member(
    above: NominatingBody, name: str, *, by: Actor, at: datetime
) -> tuple[NominatingBody, list[Kept]]:
    held = (
        NominatingBody.objects.filter(campaign_id=above.campaign_id, body__name=name)
        .select_related("body")
        .first()
    )
    if held is not None:
        if held.parent_id != above.pk:
            raise Refused(
                Finding("body_has_own_part", f"“{name}”已作为推荐单位单独参加本次评选，不能再作为成员单位。")
            )
        return held, []
    new: list[Kept] = []
    body = Body.objects.filter(name=name).first()
    if body is None:
        body = Body(id=by.mint(), name=name)
        new.append(body)
    top = NominatingBody.objects.filter(campaign_id=above.campaign_id).aggregate(top=Max("position"))["top"]
    part = NominatingBody(
        id=by.mint(),
        campaign_id=above.campaign_id,
        body=body,
        kind=BodyKind.MEMBER,
        parent=above,
        position=top + 1,
        issued_at=at,
    )
    return part, [*new, part]


def _share(pool: Allotment, part: NominatingBody, places: int, *, by: Actor) -> list[Kept]:
    share = Allotment.objects.filter(nominating_body=part, award_key=pool.award_key).first()
    before = share.places if share else 0
    left = pool.places - pool.sub_allotted + before
    if places < 0 or places > left:
        raise Refused(
            Finding(
                "too_many_places", f"只剩 {left} 个名额可分，请把名额数改为不超过 {left}。", where="places"
            )
        )
    if share is None:
        share = Allotment(id=by.mint(), nominating_body=part, award_key=pool.award_key, parent=pool, places=0)
    if places < share.used:
        raise Refused(
            Finding("places_in_use", f"该单位已使用 {share.used} 个名额，不能少于这个数。", where="places")
        )
    pool.sub_allotted += places - before
    share.places = places
    return [pool, share]

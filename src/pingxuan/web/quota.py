"""The quota page: each body's places and what fills them, and 直属口's places shared among its member units."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST, require_safe

from pingxuan import access
from pingxuan.actions.quota import sub_allot
from pingxuan.core.definition import Award, Definition
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.quota import is_counted
from pingxuan.core.words import BodyKind, NominationGroup, Role
from pingxuan.queries.definition import current_definition
from pingxuan.queries.quota import allotments, nominations_by_group
from pingxuan.web.answering import page, tell
from pingxuan.web.asking import AskedRequest, acting, for_roles

READERS = (Role.ORGANISER, Role.LEADER, Role.AUDITOR, Role.BODY_OFFICER)
G = NominationGroup


@dataclass(frozen=True)
class Cell:
    """One body's places of one award; ``places`` is None where the award has no quota by table."""

    award: Award
    places: int | None
    used: int
    shared: int
    handed_up: int
    sent_back: int
    drafts: int

    @property
    def left(self) -> int:
        """Places that may still be endorsed for."""
        return (self.places or 0) - self.used

    @property
    def to_share(self) -> int:
        """Places that may still be given to member units."""
        return (self.places or 0) - self.shared


@dataclass(frozen=True)
class Row:
    """A body, or a member unit below it."""

    part: Any
    cells: tuple[Cell, ...]
    member: bool = False


class ShareForm(forms.Form):
    """A member unit and its places of one award."""

    award = forms.CharField(max_length=40, widget=forms.HiddenInput)
    member = forms.CharField(
        label="成员单位全称", max_length=200, error_messages={"required": "请填写成员单位全称。"}
    )
    places = forms.IntegerField(
        label="名额",
        min_value=0,
        max_value=9999,
        error_messages={
            "required": "请填写名额数。",
            "invalid": "名额须是整数，如 3。",
            "min_value": "名额不能是负数。",
            "max_value": "名额数太大，请核对。",
        },
    )


@for_roles(*READERS)
@require_safe
def quota(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """The quota as it stands now."""
    return _quota_page(request, access.campaign_for(acting(request), campaign_id))


@for_roles(Role.ORGANISER, Role.BODY_OFFICER)
@require_POST
def share_quota(request: AskedRequest, campaign_id: str, body_id: str) -> HttpResponse:
    """Gives places of a 直属口 to a member unit, or changes what it has."""
    actor = acting(request)
    campaign = access.campaign_for(actor, campaign_id)
    parent = access.nominating_body_for(actor, campaign, body_id)
    if parent.parent_id is not None:
        raise access.NotThere
    form = ShareForm(request.POST)
    if not form.is_valid():
        return _quota_page(request, campaign, form, parent.pk)
    told = form.cleaned_data
    if told["award"] not in {award.key for award in current_definition(campaign).awards}:
        raise access.NotThere
    try:
        sub_allot(parent, told["award"], told["member"], told["places"], by=actor, at=request.received_at)
    except Refused as refusal:
        return _quota_page(request, campaign, form, parent.pk, refusal.findings)
    tell(request, f"已分给{told['member']} {told['places']} 个名额。请到“单位与账号”为它设立经办岗位。")
    return redirect("quota", campaign.pk)


def _quota_page(
    request: AskedRequest,
    campaign: Any,
    form: ShareForm | None = None,
    asked: str = "",
    findings: Sequence[Finding] = (),
) -> HttpResponse:
    actor = acting(request)
    definition = current_definition(campaign)
    parts = list(access.nominating_bodies(actor, campaign).order_by("position"))
    rows = _rows(definition, parts, allotments(campaign), nominations_by_group(campaign))
    told = {
        "awards": definition.awards,
        "rows": rows,
        "totals": _totals(definition, rows),
        "shares": _shares(rows) if actor.role in (Role.ORGANISER, Role.BODY_OFFICER) else [],
        "form": form or ShareForm(),
        "asked": asked,
        "findings": findings,
        "office": actor.role in access.OFFICE,
    }
    return page(
        request, "pingxuan/quota/quota.html", told,
        campaign=campaign, current="quota", crumbs=[("评选活动", reverse("campaigns")), ("名额", "")],
        status=422 if request.method == "POST" else 200,
    )  # fmt: skip


def _rows(
    definition: Definition,
    parts: Sequence[Any],
    held: Mapping[tuple[str, str], Any],
    counted: Mapping[tuple[str, str], Counter[NominationGroup]],
) -> list[Row]:
    """Bodies in annex order, each followed by its member units."""
    known = {part.pk for part in parts}
    members: dict[str, list[Any]] = {}
    for part in parts:
        if part.parent_id in known:
            members.setdefault(part.parent_id, []).append(part)
    rows = []
    for part in parts:
        if part.parent_id in known:
            continue
        own = members.get(part.pk, [])
        rows.append(Row(part, _cells(definition, [part, *own], held, counted)))
        rows += [Row(one, _cells(definition, [one], held, counted), member=True) for one in own]
    return rows


def _cells(
    definition: Definition,
    parts: Sequence[Any],
    held: Mapping[tuple[str, str], Any],
    counted: Mapping[tuple[str, str], Counter[NominationGroup]],
) -> tuple[Cell, ...]:
    cells = []
    for award in definition.awards:
        row = held.get((parts[0].pk, award.key))
        groups: Counter[NominationGroup] = Counter()
        for part in parts:
            groups += counted.get((part.pk, award.key), Counter())
        cells.append(
            Cell(
                award=award,
                places=row.places if row else 0 if is_counted(award.quota) else None,
                used=row.used if row else 0,
                shared=row.sub_allotted if row else 0,
                handed_up=groups[G.HANDED_UP],
                sent_back=groups[G.SENT_BACK],
                drafts=groups[G.IN_PREPARATION],
            )
        )
    return tuple(cells)


def _totals(definition: Definition, rows: Sequence[Row]) -> list[dict[str, Any]]:
    whole = [row.cells for row in rows if not row.member]
    return [
        {
            "award": award,
            "places": sum(cells[i].places or 0 for cells in whole),
            "used": sum(cells[i].used for cells in whole),
            "left": sum(cells[i].left for cells in whole),
            "handed_up": sum(cells[i].handed_up for cells in whole),
            "by_table": is_counted(award.quota),
        }
        for i, award in enumerate(definition.awards)
    ]


def _shares(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Each 直属口 with what it has given to its members."""
    return [
        {"row": row, "members": [one for one in rows if one.part.parent_id == row.part.pk]}
        for row in rows
        if row.part.kind == BodyKind.DIRECT
    ]


routes: list[URLPattern] = [
    path("campaigns/<campaign_id>/quota", quota, name="quota"),
    path("campaigns/<campaign_id>/quota/<body_id>", share_quota, name="share_quota"),
]

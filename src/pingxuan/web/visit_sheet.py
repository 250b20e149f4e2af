"""One visit: the sheet to mark on the spot with its photographs, and the record once it is handed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from pingxuan import access
from pingxuan.actions.file import store_file
from pingxuan.actions.visit import record_visit
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.inspection import PHOTO_LIMIT, Sheet, points_text
from pingxuan.core.instants import BEIJING, beijing
from pingxuan.core.words import CampaignState, Mark, Role, VisitKind, VisitState
from pingxuan.documents.photo import take_photo
from pingxuan.queries.definition import award_of
from pingxuan.queries.visit import sheet_for
from pingxuan.web.answering import page, tell
from pingxuan.web.asking import AskedRequest, acting, for_roles
from pingxuan.web.form_files import send_file
from pingxuan.web.stage_page import crumbs_of

READERS = (Role.ORGANISER, Role.LEADER, Role.AUDITOR, Role.INSPECTOR)
MARKS = {mark.value: mark for mark in Mark}
MINUTE = "%Y-%m-%dT%H:%M"
LARGEST_NOTE = 4000


@dataclass
class Typed:
    """The sheet as it was sent: kept and shown again whatever was wrong with it."""

    marks: dict[str, Mark] = field(default_factory=dict)
    vetoes: list[str] = field(default_factory=list)
    note: str = ""
    visited: str = ""
    photos: list[str] = field(default_factory=list)
    """Digests of the photographs already taken in."""


@for_roles(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: AskedRequest, visit_id: str) -> HttpResponse:
    """The sheet for whoever is to mark it; the record for everyone else and once it is done."""
    held = access.visit_for(acting(request), visit_id)
    if not _may_mark(request, held):
        return _record(request, held) if request.method != "POST" else _too_late(request, held)
    if request.method != "POST" and acting(request).role is Role.ORGANISER and "enter" not in request.GET:
        return _record(request, held)
    sheet = sheet_for(held)
    if request.method != "POST":
        return _sheet_page(request, held, sheet, Typed(visited=beijing(request.received_at).strftime(MINUTE)))
    typed, findings = _typed(request, held, sheet)
    if not findings:
        findings = _hand_in(request, held, typed)
    if findings:
        return _sheet_page(request, held, sheet, typed, findings)
    tell(request, f"“{held.nomination.nominee_name}”的检查表已提交。")
    inspects = acting(request).role is Role.INSPECTOR
    return redirect("visits", held.nomination.campaign_id) if inspects else redirect("visit", held.pk)


def _may_mark(request: AskedRequest, held: Any) -> bool:
    opened = held.nomination.campaign.state == CampaignState.OPEN
    return (
        opened
        and held.state == VisitState.PLANNED
        and acting(request).role in (Role.INSPECTOR, Role.ORGANISER)
    )


def _too_late(request: AskedRequest, held: Any) -> HttpResponse:
    """A sheet sent a second time is answered with the record it led to; nobody else's is taken at all."""
    if held.state != VisitState.DONE or acting(request).role not in (Role.INSPECTOR, Role.ORGANISER):
        raise access.NotThere
    tell(request, "这次检查已经提交过，下面是当时提交的内容。")
    return redirect("visit", held.pk)


def _typed(request: AskedRequest, held: Any, sheet: Sheet) -> tuple[Typed, list[Finding]]:
    """What was sent, and what is wrong with its photographs and time."""
    told = request.POST
    typed = Typed(
        marks={
            item.key: MARKS[told[f"item-{item.key}"]]
            for item in sheet.items
            if told.get(f"item-{item.key}") in MARKS
        },
        vetoes=[item.key for item in sheet.vetoes if item.key in told.getlist("vetoes")],
        note=told.get("note", "")[:LARGEST_NOTE].replace("\x00", "\ufffd"),
        visited=told.get("visited_at", ""),
        photos=_photos_kept(held, told.getlist("kept")),
    )
    findings = []
    for upload in request.FILES.getlist("photos"):
        try:
            typed.photos.append(_taken_in(request, upload, len(typed.photos)))
        except Refused as refusal:
            findings += [
                Finding(one.code, f"照片“{upload.name}”没有收下：{one.text}", where="photos")
                for one in refusal.findings
            ]
    typed.photos = list(dict.fromkeys(typed.photos))
    if _moment(typed.visited) is None:
        text = "检查时间读不成时间，请写成 2023-03-01 10:30 这样。"
        findings.append(Finding("visited_at_unread", text, where="visited_at"))
    return typed, findings


def _moment(text: str) -> datetime | None:
    for shape in (MINUTE, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"):
        try:
            return datetime.strptime(text.strip(), shape).replace(tzinfo=BEIJING)
        except ValueError:
            continue
    return None


def _taken_in(request: AskedRequest, upload: Any, held: int) -> str:
    if held >= PHOTO_LIMIT:
        raise Refused(Finding("too_many_photos", f"一次检查最多留{PHOTO_LIMIT}张照片。"))
    if (upload.size or 0) > settings.PINGXUAN_UPLOAD_BYTES:
        most = settings.PINGXUAN_UPLOAD_BYTES // 1024 // 1024
        raise Refused(Finding("file_too_large", f"超过 {most} MB，请压缩后再上传。"))
    data = take_photo(upload.read()).data
    row = store_file(
        data, "现场照片.jpg", "image/jpeg", at=request.received_at, folder=settings.PINGXUAN_FILES
    )
    return str(row.digest)


def _signer(held: Any) -> Signer:
    """Photographs taken in before a refusal come back by the browser; only this visit's own are believed."""
    return Signer(salt=f"visit-photo:{held.pk}")


def _photos_kept(held: Any, signed: Sequence[str]) -> list[str]:
    kept = []
    for one in signed[:PHOTO_LIMIT]:
        try:
            kept.append(_signer(held).unsign(one))
        except BadSignature:
            continue
    return kept


def _hand_in(request: AskedRequest, held: Any, typed: Typed) -> list[Finding]:
    visited_at = _moment(typed.visited) or request.received_at
    try:
        record_visit(
            held,
            marks=typed.marks,
            vetoes=typed.vetoes,
            note=typed.note,
            photos=[(digest, "") for digest in typed.photos],
            visited_at=visited_at,
            by=acting(request),
            at=request.received_at,
        )
    except Refused as refusal:
        return list(refusal.findings)
    return []


def _sheet_page(
    request: AskedRequest, held: Any, sheet: Sheet, typed: Typed, findings: Sequence[Finding] = ()
) -> HttpResponse:
    """The sheet with what has been typed so far; each finding stands at its item."""
    at = {item.key: [found for found in findings if found.where == item.key] for item in sheet.items}
    headings = [
        (
            part.heading,
            [
                {"item": item, "mark": typed.marks.get(item.key), "findings": at[item.key]}
                for item in part.items
            ],
        )
        for part in sheet.headings
    ]
    placed = {*at, "note", "photos", "visited_at"}
    told = {
        "headings": headings,
        "vetoes": [(item, item.key in typed.vetoes) for item in sheet.vetoes],
        "marks": list(Mark),
        "typed": typed,
        "photos": [_signer(held).sign(digest) for digest in typed.photos],
        "findings": [found for found in findings if found.where not in placed],
        "at_note": [found for found in findings if found.where == "note"],
        "at_photos": [found for found in findings if found.where == "photos"],
        "at_visited": [found for found in findings if found.where == "visited_at"],
        "missing": sum(bool(one) for one in at.values()),
        "refused": bool(findings),
        "total": len(sheet.items),
    }
    return _page(request, held, "pingxuan/visit/sheet.html", told, status=422 if findings else 200)


def _record(request: AskedRequest, held: Any) -> HttpResponse:
    sheet = sheet_for(held)
    marks = {key: MARKS[value] for key, value in held.sheet.items()}
    told = {
        "headings": [
            (part.heading, [(item.text, marks.get(item.key)) for item in part.items])
            for part in sheet.headings
        ],
        "done": held.state == VisitState.DONE,
        "points": points_text(held.score),
        "photos": list(held.photos.all()),
        "found": list(held.veto_findings.all()),
        "may_enter": _may_mark(request, held),
    }
    phone = acting(request).role is Role.INSPECTOR
    template = "pingxuan/visit/record_phone.html" if phone else "pingxuan/visit/record.html"
    return _page(request, held, template, told)


def _page(
    request: AskedRequest, held: Any, template: str, told: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    campaign = held.nomination.campaign
    listing = reverse("visits", args=[campaign.pk])
    who = held.inspector.holder.name if held.inspector.holder else held.inspector.title
    return page(
        request,
        template,
        {
            "visit": held,
            "nomination": held.nomination,
            "award": award_of(held.nomination),
            "kind": VisitKind(held.kind),
            "state": VisitState(held.state),
            "who": who,
            "back_url": listing,
            "back_label": "任务" if acting(request).role is Role.INSPECTOR else "明察暗访",
            **told,
        },
        campaign=campaign,
        current="visits",
        crumbs=crumbs_of(campaign, ("明察暗访", listing), (held.nomination.nominee_name, "")),
        status=status,
    )


@for_roles(*READERS)
@require_safe
def visit_photo(request: AskedRequest, photo_id: str) -> HttpResponse:
    """A photograph as it is kept: re-encoded, without place or camera."""
    answer = send_file(access.photo_for(acting(request), photo_id).digest)
    if answer is None:
        raise access.NotThere
    return answer

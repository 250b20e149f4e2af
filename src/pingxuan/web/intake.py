"""Files a body already has: uploaded, shown as a plan cell by cell, then taken in or put aside."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from pingxuan import access
from pingxuan.actions.file import store_file
from pingxuan.actions.intake import TAKEN, take_in
from pingxuan.core.answers import answer_text
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.intake.plan import Action, Entry, Plan, plan_of
from pingxuan.core.intake.recognition import read_file
from pingxuan.core.nomination import nominee_name
from pingxuan.core.words import Role
from pingxuan.documents.read_grids import KINDS, read_grid_files
from pingxuan.queries.file import stored_bytes, stored_files
from pingxuan.queries.intake import intake_facts
from pingxuan.web.answering import page, tell, tell_refusal
from pingxuan.web.asking import AskedRequest, acting, for_roles

KEPT = "intake_files"
MOST_FILES, MOST_BYTES = 60, 60_000_000
ANY_FILE = "application/octet-stream"
TONES = {Action.NEW: "ok", Action.CHANGED: "warn", Action.UNCHANGED: "", Action.REFUSED: "bad"}


class FilesInput(forms.FileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class FilesForm(forms.Form):
    """The files to read; which they are is taken from the request."""

    uploads = forms.FileField(
        label="推荐表和汇总表",
        required=False,
        allow_empty_file=True,
        widget=FilesInput({"accept": KINDS, "multiple": True}),
        help_text="Word、WPS、Excel 文件或它们的压缩包，可以一次选多个。格式不必改动，按原样读入；照片请在网上另行上传。",
    )


@for_roles(Role.BODY_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """Asks for files, or shows what those uploaded last would change; each is kept byte for byte first."""
    campaign = access.campaign_for(acting(request), campaign_id)
    part = access.own_nominating_body(acting(request), campaign)
    form = FilesForm(request.POST, request.FILES) if request.method == "POST" else FilesForm()
    if not form.is_bound:
        return _show(request, campaign, part, form)
    form.is_valid()
    uploads = request.FILES.getlist("uploads")
    fault = _too_much(uploads)
    if fault:
        form.add_error("uploads", fault)
        return _show(request, campaign, part, form, status=422)
    kept = [
        store_file(
            upload.read(), str(upload.name), ANY_FILE, at=request.received_at, folder=settings.PINGXUAN_FILES
        )
        for upload in uploads
    ]
    request.session[KEPT] = {
        part.pk: [[row.digest, str(upload.name)] for row, upload in zip(kept, uploads, strict=True)]
    }
    return redirect("intake", campaign.pk)


@for_roles(Role.BODY_OFFICER)
@require_POST
def take(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """Takes in what the plan shown may take in, or puts the files aside."""
    campaign = access.campaign_for(acting(request), campaign_id)
    part = access.own_nominating_body(acting(request), campaign)
    names = _kept(request, part)
    if names and "discard" not in request.POST:
        try:
            done = take_in(
                part, _plan(names, part, request), files=stored_files([digest for digest, _ in names]),
                by=acting(request), at=request.received_at,
            )  # fmt: skip
        except Refused as refusal:
            tell_refusal(request, refusal)
            return redirect("intake", campaign.pk)
        drafts = [one for one in done if not one.handed_in]
        tell(
            request,
            f"已收下 {len(done)} 件"
            + (
                f"，其中 {len(drafts)} 件还不完整，存为草稿，请补齐后交审。"
                if drafts
                else "，请逐件出具推荐意见。"
            ),
        )
    request.session.pop(KEPT, None)
    return redirect("nominations", campaign.pk)


def _too_much(uploads: Sequence[Any]) -> str:
    if not uploads:
        return "请选择推荐表或汇总表文件。"
    if len(uploads) > MOST_FILES:
        return f"一次最多选 {MOST_FILES} 个文件，现在是 {len(uploads)} 个。请分几次上传，或打成一个压缩包。"
    if sum(upload.size or 0 for upload in uploads) > MOST_BYTES:
        return f"文件合计超过 {MOST_BYTES // 1_000_000} MB。请分几次上传。"
    return ""


def _kept(request: AskedRequest, part: Any) -> list[tuple[str, str]]:
    """Digest and name of the files uploaded last for this body; a person may sit at the posts of several."""
    return [(digest, name) for digest, name in request.session.get(KEPT, {}).get(part.pk, [])]


def _plan(names: Sequence[tuple[str, str]], part: Any, request: AskedRequest) -> Plan:
    facts = intake_facts(part, at=request.received_at)
    files = read_grid_files([(name, stored_bytes(settings.PINGXUAN_FILES, digest)) for digest, name in names])
    readings = [read_file(one.name, one.grids, facts.definition, one.findings) for one in files]
    return plan_of(readings, facts)


def _show(
    request: AskedRequest, campaign: Any, part: Any, form: FilesForm, *, status: int = 200
) -> HttpResponse:
    told: dict[str, Any] = {"form": form, "names": [name for _, name in _kept(request, part)]}
    if told["names"]:
        plan = _plan(_kept(request, part), part, request)
        told |= {
            "plan": plan,
            "counts": [(action.label, plan.count(action)) for action in Action],
            "all_known": bool(plan.entries) and plan.count(Action.UNCHANGED) == len(plan.entries),
            "to_take": sum(plan.count(action) for action in TAKEN),
            "shown": [_shown(entry) for entry in plan.entries],
        }
    crumbs = [
        ("评选活动", reverse("campaigns")),
        ("推荐材料", reverse("nominations", args=[campaign.pk])),
        ("收文件", ""),
    ]
    return page(
        request,
        "pingxuan/intake/files.html",
        told,
        campaign=campaign,
        current="nominations",
        crumbs=crumbs,
        status=status,
    )


def _shown(entry: Entry) -> dict[str, Any]:
    """One record as the page shows it: each blank with what was read, where, and what is said of it."""
    findings: dict[str, list[Finding]] = {}
    for finding in entry.findings:
        findings.setdefault(finding.where, []).append(finding)
    lines = [
        {
            "label": value.blank.label,
            "text": answer_text(value.blank, value.held),
            "address": value.address,
            "changed": value.blank.label in entry.changed,
            "findings": findings.pop(f"{entry.file} {value.address}", []) if value.address else [],
        }
        for value in entry.record.values.values()
    ]
    return {
        "entry": entry,
        "name": nominee_name(entry.record.award, entry.record.answers),
        "tone": TONES[entry.action],
        "lines": lines,
        "rest": [finding for group in findings.values() for finding in group],
    }


routes: list[URLPattern] = [
    path("campaigns/<campaign_id>/intake", intake, name="intake"),
    path("campaigns/<campaign_id>/intake/take", take, name="take_in"),
]

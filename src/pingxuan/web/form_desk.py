"""Where a nomination form is filled, by its body or by its nominee: showing, saving, checking, handing in."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from pingxuan.actions import nomination as acts
from pingxuan.core.answers import carried, changed_fields
from pingxuan.core.finding import Finding, Refused, blocking
from pingxuan.core.nomination import NominationCase, last_moment, preview_findings
from pingxuan.core.progress import MOVES
from pingxuan.core.words import AwardKind, DeadlineKind, NominationState
from pingxuan.documents.writers import WRITERS
from pingxuan.queries.definition import award_of
from pingxuan.queries.form_paper import draft_papers
from pingxuan.queries.nomination import draft_of, filling_case
from pingxuan.web.answering import page, tell
from pingxuan.web.answers import answers_of, controls_of, typed_lists, typed_lists_of_json
from pingxuan.web.asking import AskedRequest, acting
from pingxuan.web.form_files import kept_files, taken_in
from pingxuan.web.form_sections import findings_on, ok_notes, sections_of, steps_of, to_do
from pingxuan.web.lost_text import forget_text, lost_text
from pingxuan.web.sending import disposition, writing_context
from pingxuan.web.sheet import form_sheets

UNITS = {AwardKind.UNIT: "家", AwardKind.PERSON: "名"}
LONGEST_DRAFT = 1_000_000


@dataclass(frozen=True)
class Desk:
    """The addresses of one form for one kind of filler, and what its pages are called."""

    nomination: Any
    form_url: str
    draft_url: str
    check_url: str
    preview_url: str
    confirm_url: str
    done_url: str
    file_url: str
    """With ``DIGEST`` where the digest stands."""
    back_label: str
    handed_in: str
    """What is said when the form has been handed in."""


def body_desk(nomination: Any) -> Desk:
    """The body officer's desk for one nomination."""
    to = {name: reverse(name, args=[nomination.pk]) for name in (
        "nomination_form", "nomination_draft", "nomination_check", "nomination_preview", "nomination_confirm",
        "nomination",
    )}  # fmt: skip
    return Desk(
        nomination, to["nomination_form"], to["nomination_draft"], to["nomination_check"],
        to["nomination_preview"], to["nomination_confirm"], to["nomination"],
        reverse("nomination_file", args=[nomination.pk, "DIGEST"]), "返回", "已交审，可以出具意见了。",
    )  # fmt: skip


def nominee_desk(nomination: Any) -> Desk:
    """The nominee's own desk, which lies at addresses without a number."""
    return Desk(
        nomination, reverse("fill"), reverse("fill_draft"), reverse("fill_check"), reverse("fill_preview"),
        reverse("fill_confirm"), reverse("fill_progress"), reverse("fill_file", args=["DIGEST"]), "进度",
        "已交推荐单位审核，进度在这里随时可以看到。",
    )  # fmt: skip


def fillable(nomination: Any) -> bool:
    """Whether the form may still be changed and handed in."""
    return NominationState(nomination.state) in MOVES["hand_in"].sources


def form_page(request: AskedRequest, desk: Desk) -> HttpResponse:
    """The form with the draft in it; text lost with a session that ended is put back, and said to be."""
    draft = draft_of(desk.nomination)
    lost = lost_text(request, desk.form_url)
    if lost is None:
        return _shown(request, desk, draft.answers, draft.version)
    answers = answers_of(award_of(desk.nomination).whole_form, lost, draft.answers)
    note = "您刚才提交时登录已经过期，填写的内容已找回并放在下面，请核对后再保存。"
    return _shown(request, desk, answers, draft.version, note=note)


def _shown(
    request: AskedRequest,
    desk: Desk,
    answers: Mapping[str, Any],
    version: int,
    *,
    findings: Sequence[Finding] = (),
    note: str = "",
    theirs: Mapping[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; ``findings`` are listed whole when something was refused, else only beside blanks."""
    held = desk.nomination
    award = award_of(held)
    case = filling_case(held, at=request.received_at, answers=carried(award, answers))
    live = form_findings(case)
    answered = [one for one in live if answers.get(one.where.partition(".")[0]) or one in findings]
    files = kept_files(award.whole_form, [answers], desk.file_url)
    sections = sections_of(award, answers, answered, check_url=desk.check_url, files=files)
    clash = changed_fields(award.whole_form, theirs, answers) if theirs is not None else ()
    return page(
        request,
        "pingxuan/nomination/form.html",
        {
            "desk": desk,
            "nomination": held,
            "award": award,
            "sections": sections,
            "steps": steps_of(sections),
            "version": version,
            "listed": findings,
            "note": note,
            "clash": clash,
            "to_do": to_do(award.whole_form, live),
            "back_url": desk.done_url,
            "back_label": desk.back_label,
            **strip_facts(case, held),
        },
        status=status,
    )


def strip_facts(case: NominationCase, held: Any) -> dict[str, Any]:
    """The strip above the form: until when, how many days, how many places are left."""
    last = last_moment(case)
    due = case.definition.deadline(DeadlineKind.MATERIALS)
    left = last - case.at if last else None
    return {
        "last": last,
        "wording": due.wording if due else "",
        "days": left.days if left else None,
        "late": bool(left and left.total_seconds() < 0),
        "places_left": case.places_left,
        "unit": UNITS[case.award.kind],
        "body_name": held.nominating_body.name,
    }


def form_findings(case: NominationCase) -> tuple[Finding, ...]:
    """What hand-in would say; that the quota is used up does not keep a form from being filled."""
    return tuple(
        replace(one, blocks=False) if one.code == "over_quota" else one for one in preview_findings(case)
    )


def form_post(request: AskedRequest, desk: Desk) -> HttpResponse:
    """Keeps what was typed, always; then saves, or says all there is to say, or goes on to confirm."""
    held = desk.nomination
    draft = draft_of(held)
    award = award_of(held)
    answers = answers_of(award.whole_form, typed_lists(request.POST), draft.answers)
    answers, refused = taken_in(request, award.whole_form, answers)
    answers = carried(award, answers)
    version = _version(request.POST.get("version"))
    saved = acts.save_draft(held, answers, version=version, at=request.received_at)
    forget_text(request, desk.form_url)
    if saved.clash is not None:
        note = "这份材料刚才在别处也改过。不同的地方列在下面：再次保存将以本页内容为准。"
        return _shown(request, desk, answers, saved.version, note=note, theirs=saved.clash, status=409)
    if refused:
        return _shown(request, desk, answers, saved.version, findings=refused, status=422)
    if request.POST.get("act") == "preview":
        return redirect(desk.confirm_url)
    if request.POST.get("act") == "next":
        found = form_findings(filling_case(held, at=request.received_at, answers=answers))
        if blocking(found):
            return _shown(request, desk, answers, saved.version, findings=found, status=422)
        return redirect(desk.confirm_url)
    tell(request, "已保存。可以随时关闭页面，下次接着填。")
    return redirect(desk.form_url)


def _version(typed: str | None) -> int:
    return int(typed) if typed and typed.isdecimal() and len(typed) < 9 else -1


def confirm_page(
    request: AskedRequest, desk: Desk, *, findings: Sequence[Finding] = (), status: int = 200
) -> HttpResponse:
    """The form as it will be printed, with what may be explained, before it is handed in."""
    held = desk.nomination
    draft = draft_of(held)
    case = filling_case(held, at=request.received_at, answers=draft.answers)
    found = findings or form_findings(case)
    files = kept_files(case.award.whole_form, [draft.answers], desk.file_url)
    sections = sections_of(case.award, draft.answers, found, check_url="", files=files)
    papers = draft_papers(case.award, draft.answers, held.nominee_name)
    pictures = {digest: kept.url for digest, kept in files.items()}
    return page(
        request,
        "pingxuan/nomination/confirm.html",
        {
            "desk": desk,
            "nomination": held,
            "award": case.award,
            "sheets": form_sheets(papers, case.award, found, draft.answers, pictures),
            "listed": found,
            "ready": not blocking(found),
            "steps": [{**step, "url": desk.form_url} for step in steps_of(sections, confirming=True)[:-1]]
            + steps_of([], confirming=True),
            "files": list(files.values()),
            "back_url": desk.form_url,
            "back_label": "返回修改",
            **strip_facts(case, held),
        },
        status=status,
    )


def confirm_post(request: AskedRequest, desk: Desk) -> HttpResponse:
    """Hands the draft in; refused, it shows every finding with its clause, and nothing is lost."""
    held = desk.nomination
    try:
        acts.hand_in(held, draft_of(held).answers, by=acting(request), at=request.received_at)
    except Refused as refusal:
        return confirm_page(request, desk, findings=refusal.findings, status=422)
    tell(request, desk.handed_in)
    return redirect(desk.done_url)


def save_draft(request: AskedRequest, desk: Desk) -> HttpResponse:
    """The autosave: JSON ``{"version", "answers"}`` in; 200 with the new version, 409 with the other text."""
    form = award_of(desk.nomination).whole_form
    try:
        sent = json.loads(request.body[:LONGEST_DRAFT])
        typed = typed_lists_of_json(sent["answers"])
        version = sent["version"] if isinstance(sent["version"], int) else -1
    except (ValueError, KeyError, TypeError, RecursionError, Refused):
        return JsonResponse({"text": "自动保存的内容读不出来，请刷新页面后继续填写。"}, status=400)
    answers = answers_of(form, typed, draft_of(desk.nomination).answers)
    saved = acts.save_draft(desk.nomination, answers, version=version, at=request.received_at)
    if saved.clash is not None:
        theirs = controls_of(form, saved.clash)
        return JsonResponse({"version": saved.version, "answers": theirs}, status=409)
    return JsonResponse({"version": saved.version})


def check_blank(request: AskedRequest, desk: Desk) -> HttpResponse:
    """What there is to say of one blank now, as its notes, and how much is still to be done (htmx)."""
    held = desk.nomination
    award = award_of(held)
    key = request.POST.get("check", "")
    typed = answers_of(award.whole_form, typed_lists(request.POST), draft_of(held).answers)
    answers = carried(award, typed)
    found = form_findings(filling_case(held, at=request.received_at, answers=answers))
    told = {
        "findings": findings_on(found, key),
        "ok_note": ok_notes(award, answers, found).get(key, ""),
        "to_do": to_do(award.whole_form, found),
        "oob": True,
    }
    return render(request, "pingxuan/nomination/checked.html", told)


def preview(request: AskedRequest, desk: Desk) -> HttpResponse:
    """The printed form of the draft as a PDF, without a page code so that nobody seals it."""
    held = desk.nomination
    papers = draft_papers(award_of(held), draft_of(held).answers, held.nominee_name)
    data = WRITERS["pdf"](papers, writing_context(request))
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = disposition(f"{papers[0].full_title}（预览）.pdf")
    response["X-Content-Type-Options"] = "nosniff"
    return response

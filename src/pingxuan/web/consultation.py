"""征求意见: the letters to departments, who was asked what, and taking their answers down."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from pingxuan import access
from pingxuan.actions.consultation import consult, record_replies
from pingxuan.core.definition import Definition
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.instants import beijing_date
from pingxuan.core.words import CampaignState, ReplyKind, Role
from pingxuan.queries.consultation import consultable, consultation_grid, letters, replies
from pingxuan.queries.definition import current_definition
from pingxuan.web.answering import page, tell
from pingxuan.web.asking import AskedRequest, acting, for_roles
from pingxuan.web.stage_page import award_asked, crumbs_of, day_field, place, text_field

REPLY_DAYS = 7
READERS = (Role.ORGANISER, Role.AUDITOR)


class LetterForm(forms.Form):
    """A letter as it goes out: to whom, under which number, and until when the answer is due."""

    department = text_field("部门", help_text="写部门全称，与函件抬头一致。")
    letter_number = text_field("函件编号")
    sent_on = day_field("发函日期")
    due_on = day_field("请于何日前回复")

    def __init__(self, *args: Any, departments: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if departments:
            self.fields["department"].widget.attrs["list"] = "departments"


@for_roles(*READERS)
@require_safe
def consultations(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """The letters of one award, and the grid of nominees and departments."""
    campaign = access.seen_by_office(acting(request), campaign_id)
    definition = current_definition(campaign)
    award = award_asked(definition, request.GET.get("award", ""))
    key = award.key if award else ""
    return page(
        request,
        "pingxuan/consultation/list.html",
        {
            "definition": definition,
            "award": award,
            "letters": letters(campaign, beijing_date(request.received_at), key) if award else [],
            "grid": consultation_grid(campaign, key) if award else None,
            "may_write": may_write(request, campaign),
        },
        campaign=campaign,
        current="consultations",
        crumbs=crumbs_of(campaign, ("征求意见", "")),
    )


def may_write(request: AskedRequest, campaign: Any) -> bool:
    """Whether this reader may change anything of the campaign now."""
    return acting(request).role is Role.ORGANISER and campaign.state == CampaignState.OPEN


@for_roles(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def new_consultation(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """A new letter: everyone the department has not been asked about is on it unless taken off."""
    campaign = access.run_by(acting(request), campaign_id)
    definition = current_definition(campaign)
    award = award_asked(definition, request.GET.get("award", ""))
    if award is None:
        raise access.NotThere
    department = _department(request, definition)
    rows = list(consultable(campaign, award.key, department.strip()))
    picked = {row.pk for row in rows}
    today = beijing_date(request.received_at)
    form = LetterForm(
        request.POST or None,
        departments=definition.departments,
        initial={"department": department, "sent_on": today, "due_on": today + timedelta(days=REPLY_DAYS)},
    )
    findings: list[Finding] = []
    if request.method == "POST":
        picked = set(request.POST.getlist("nominations"))
        if form.is_valid():
            try:
                chosen = [row for row in consultable(campaign, award.key) if row.pk in picked]
                made = consult(
                    campaign,
                    award.key,
                    **form.cleaned_data,
                    nominations=chosen,
                    by=acting(request),
                    at=request.received_at,
                )
            except Refused as refusal:
                findings = place(form, refusal.findings)
            else:
                tell(request, f"已登记发给{made.department}的函，列入 {len(chosen)} 个推荐对象。")
                return redirect("consultation", made.pk)
    return page(
        request,
        "pingxuan/consultation/new.html",
        {
            "form": form,
            "findings": findings,
            "definition": definition,
            "award": award,
            "department": department,
            "rows": rows,
            "picked": picked,
        },
        campaign=campaign,
        current="consultations",
        crumbs=crumbs_of(
            campaign, ("征求意见", reverse("consultations", args=[campaign.pk])), ("登记发函", "")
        ),
        status=422 if request.method == "POST" else 200,
    )


def _department(request: AskedRequest, definition: Definition) -> str:
    asked = request.POST.get("department") or request.GET.get("department", "")
    return asked or (definition.departments[0] if definition.departments else "")


@for_roles(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def consultation(request: AskedRequest, consultation_id: str) -> HttpResponse:
    """One letter with a line for every nominee; the organiser enters the answers in it."""
    letter = access.consultation_for(acting(request), consultation_id)
    writes = may_write(request, letter.campaign)
    if request.method == "POST" and not writes:
        raise access.NotThere
    rows = [_line(reply, request) for reply in replies(letter)]
    form = RepliedForm(request.POST or None, initial={"replied_on": beijing_date(request.received_at)})
    findings: list[Finding] = []
    if request.method == "POST":
        findings = _without_answer(rows)
        if form.is_valid() and not findings:
            try:
                changed = _take_down(request, letter, rows, form)
            except Refused as refusal:
                findings = place(form, refusal.findings)
            else:
                tell(request, f"已登记 {changed} 项回复。" if changed else "回复与原登记一致，没有改动。")
                return redirect("consultation", letter.pk)
        for row in rows:
            row["findings"] = [found for found in findings if found.where == row["name"]]
    named = {row["name"] for row in rows}
    return page(
        request,
        "pingxuan/consultation/letter.html",
        {
            "letter": letter,
            "award": current_definition(letter.campaign).award(letter.award_key),
            "rows": rows,
            "form": form,
            "findings": [found for found in findings if found.where not in named],
            "refused": bool(findings),
            "kinds": list(ReplyKind),
            "answered": sum(bool(row["held"]) for row in rows),
            "overdue": beijing_date(request.received_at) > letter.due_on,
            "may_write": writes,
        },
        campaign=letter.campaign,
        current="consultations",
        crumbs=crumbs_of(
            letter.campaign,
            ("征求意见", f"{reverse('consultations', args=[letter.campaign_id])}?award={letter.award_key}"),
            (f"{letter.department} {letter.letter_number}", ""),
        ),
        status=422 if request.method == "POST" else 200,
    )


class RepliedForm(forms.Form):
    """The day the department's answer came."""

    replied_on = day_field("回复日期", help_text="逾期未复的不计日期。")


def _line(reply: Any, request: AskedRequest) -> dict[str, Any]:
    """One nominee's line: what is held, and what the form shows: the same until something is typed."""
    posted = request.method == "POST"
    key = reply.nomination_id
    held = ReplyKind(reply.reply) if reply.reply else None
    asked = request.POST.get(f"reply-{key}", "") if posted else reply.reply
    if posted and not asked and not held and request.POST.get("act") == "rest":
        asked = ReplyKind.NO_OBJECTION.value
    return {
        "key": key,
        "name": reply.nomination.nominee_name,
        "number": reply.nomination.number,
        "unit": reply.nomination.unit_name,
        "body": reply.nomination.nominating_body.name,
        "held": held,
        "held_reason": reply.reason,
        "replied_on": reply.replied_on,
        "earlier": [{**told, "kind": ReplyKind(told["reply"]).label} for told in reply.earlier],
        "kind": asked if asked in ReplyKind._value2member_map_ else "",
        "reason": request.POST.get(f"reason-{key}", ""),
    }


def _without_answer(rows: list[dict[str, Any]]) -> list[Finding]:
    lacking = [row for row in rows if row["reason"].strip() and not row["kind"]]
    text = "“{}”写了事由，还没有选回复，请选择后再登记。"
    return [Finding("reply_missing", text.format(row["name"]), where=row["name"]) for row in lacking]


def _take_down(request: AskedRequest, letter: Any, rows: list[dict[str, Any]], form: forms.Form) -> int:
    """Enters what was typed anew; a line left as it was is not said again."""
    told = {
        row["key"]: (ReplyKind(row["kind"]), row["reason"]) for row in rows if row["kind"] and not _same(row)
    }
    return record_replies(
        letter,
        told,
        replied_on=form.cleaned_data["replied_on"],
        by=acting(request),
        at=request.received_at,
    )


def _same(row: dict[str, Any]) -> bool:
    return row["kind"] == row["held"] and row["reason"].strip() in {"", row["held_reason"]}


routes: list[URLPattern] = [
    path("campaigns/<str:campaign_id>/consultations", consultations, name="consultations"),
    path("campaigns/<str:campaign_id>/consultations/new", new_consultation, name="new_consultation"),
    path("consultations/<str:consultation_id>", consultation, name="consultation"),
]

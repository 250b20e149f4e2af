"""Visits (明察暗访) are planned and recorded with their photographs, and veto items are found and lifted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from pingxuan.actions.office import office_only, open_campaign_locked, open_only
from pingxuan.actions.recording import record
from pingxuan.core.actor import Actor
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.inspection import (
    Sheet,
    VisitPlan,
    VisitReport,
    plan_findings,
    report_findings,
    visit_score,
)
from pingxuan.core.remark import reason_findings, remark_findings
from pingxuan.core.words import Mark, NominationState, Role, VisitKind, VisitState
from pingxuan.models import Campaign, Nomination, Post, StoredFile, VetoFinding, Visit, VisitPhoto
from pingxuan.models.kept import Kept
from pingxuan.queries.definition import award_of
from pingxuan.queries.visit import sheet_for

LONGEST_ITEM = 200


@dataclass(frozen=True)
class PlannedVisit:
    """Who is to visit whom, how and when."""

    nomination: Nomination
    inspector: Post
    kind: VisitKind
    planned_on: date


def plan_visits(campaign: Campaign, plan: Sequence[PlannedVisit], *, by: Actor, at: datetime) -> list[Visit]:
    """Plans several visits, all or none. Raises Refused with every finding, each placed at 第N行.

    Only accepted nominations of inspected awards; nobody visits a nominee of his or her own body.
    """
    if not plan:
        raise Refused(Finding("nothing_planned", "请至少安排一次检查。"))
    with transaction.atomic():
        held = open_campaign_locked(campaign.pk, by)
        nominations = _nominations(held, plan)
        pairs = set(
            Visit.objects.filter(nomination_id__in=nominations).values_list("nomination_id", "inspector_id")
        )
        findings: list[Finding] = []
        for row, planned in enumerate(plan, start=1):
            pair = (planned.nomination.pk, planned.inspector.pk)
            nomination = nominations.get(planned.nomination.pk)
            findings += (
                found.at(f"第{row}行") for found in _row_findings(nomination, planned, pair in pairs)
            )
            pairs.add(pair)
        if findings:
            raise Refused(*findings)
        visits = [_visit(planned, by) for planned in plan]
        record("plan_visits", held, by=by, at=at, rows=visits, facts={"count": len(visits)})
    return visits


def _nominations(campaign: Campaign, plan: Sequence[PlannedVisit]) -> dict[str, Nomination]:
    rows = Nomination.objects.filter(campaign=campaign, pk__in={p.nomination.pk for p in plan})
    rows = rows.select_related("definition_version", "nominating_body__parent")
    return {row.pk: row for row in rows}


def _row_findings(
    nomination: Nomination | None, planned: PlannedVisit, visits_already: bool
) -> tuple[Finding, ...]:
    if nomination is None:
        return (Finding("not_inspectable", "所选对象不在本次评选中，请刷新页面后重选。"),)
    body = nomination.nominating_body
    return plan_findings(
        VisitPlan(
            nominee=nomination.nominee_name,
            state=NominationState(nomination.state),
            inspected=award_of(nomination).inspected,
            inspector=planned.inspector.holder.name if planned.inspector.holder else planned.inspector.title,
            role=Role(planned.inspector.role),
            inspector_body=planned.inspector.body_id,
            nominating_bodies={body.body_id, body.parent.body_id if body.parent else body.body_id},
            planned_on=planned.planned_on,
            nominated_at=nomination.created_at,
            visits_already=visits_already,
        )
    )


def _visit(planned: PlannedVisit, by: Actor) -> Visit:
    return Visit(
        id=by.mint(),
        nomination=planned.nomination,
        inspector=planned.inspector,
        kind=planned.kind,
        planned_on=planned.planned_on,
    )


def reassign_visit(visit: Visit, inspector: Post, planned_on: date, *, by: Actor, at: datetime) -> Visit:
    """Gives a visit not made yet to another inspector or another day (改派). Raises Refused as planning does,
    and when the visit has been made."""
    with transaction.atomic():
        held = _locked_visit(visit, by)
        campaign = open_campaign_locked(held.nomination.campaign_id, by)
        if held.state == VisitState.DONE:
            raise Refused(Finding("visit_done", "这次检查已经提交过，不能再改派。"))
        plan = PlannedVisit(held.nomination, inspector, VisitKind(held.kind), planned_on)
        taken = Visit.objects.filter(nomination=held.nomination, inspector=inspector).exclude(pk=held.pk)
        nomination = _nominations(campaign, [plan])[held.nomination_id]
        if findings := _row_findings(nomination, plan, taken.exists()):
            raise Refused(*findings)
        facts = {"from": held.inspector_id, "planned_on": held.planned_on.isoformat()}
        held.inspector, held.planned_on = inspector, planned_on
        record("reassign_visit", held, by=by, at=at, rows=[held], facts=facts, campaign_id=campaign.pk)
    return held


def record_visit(
    visit: Visit,
    *,
    marks: Mapping[str, Mark],
    note: str,
    visited_at: datetime,
    by: Actor,
    at: datetime,
    vetoes: Collection[str] = (),
    photos: Sequence[tuple[str, str]] = (),
) -> Visit:
    """Takes down a visit's sheet, its photographs (digest, caption) and the veto items found, once.

    The inspector records it, or the organiser from a sheet on paper. The same record sent again (a phone
    that had no signal) changes nothing. Raises Refused with every finding, each naming its item.
    """
    with transaction.atomic():
        held = _locked_visit(visit, by)
        sheet = sheet_for(held)
        report = VisitReport(
            marks=marks,
            vetoes=vetoes,
            note=note,
            captions=[caption for _, caption in photos],
            visited_at=visited_at,
            received_at=at,
        )
        if held.state == VisitState.DONE:
            return _same_again(held, report)
        findings = (*report_findings(sheet, report), *_photo_findings(photos))
        if findings:
            raise Refused(*findings)
        _fill(held, sheet, report)
        rows: list[Kept] = [held, *_photos(held, photos, report, by), *_found(held, sheet, report, by)]
        facts = {"score": held.score, "vetoes": len(set(vetoes)), "photos": len(photos)}
        campaign_id = held.nomination.campaign_id
        record("record_visit", held, by=by, at=at, rows=rows, facts=facts, was=VisitState.PLANNED,
               campaign_id=campaign_id)  # fmt: skip
    return held


def _locked_visit(visit: Visit, by: Actor) -> Visit:
    held = (
        Visit.objects.select_for_update(of=("self",))
        .select_related("nomination__definition_version", "nomination__campaign")
        .get(pk=visit.pk)
    )
    if not (by.role is Role.INSPECTOR and held.inspector_id == by.post_id):
        office_only(by)
    open_only(held.nomination.campaign)
    return held


def _same_again(held: Visit, report: VisitReport) -> Visit:
    if (held.sheet, held.note) == (_plain(report.marks), report.note.strip()):
        return held
    raise Refused(
        Finding("visit_done", "这次检查已经提交过，不能再改。确需更正的，请与主办单位联系另派检查。")
    )


def _plain(marks: Mapping[str, Mark]) -> dict[str, str]:
    return {key: mark.value for key, mark in marks.items()}


def _photo_findings(photos: Sequence[tuple[str, str]]) -> list[Finding]:
    digests = {digest for digest, _ in photos}
    kept = set(StoredFile.objects.filter(pk__in=digests).values_list("pk", flat=True))
    if digests <= kept:
        return []
    return [Finding("photo_not_kept", "有照片没有传完，请重新上传后再提交。", where="photos")]


def _fill(held: Visit, sheet: Sheet, report: VisitReport) -> None:
    held.sheet = {item.key: report.marks[item.key].value for item in sheet.items}
    held.note = report.note.strip()
    held.score = visit_score(report.marks.values())
    held.visited_at = report.visited_at
    held.state = VisitState.DONE


def _photos(
    held: Visit, photos: Sequence[tuple[str, str]], report: VisitReport, by: Actor
) -> list[VisitPhoto]:
    return [
        VisitPhoto(
            id=by.mint(), visit=held, digest=digest, caption=caption.strip(), taken_at=report.visited_at
        )
        for digest, caption in photos
    ]


def _found(held: Visit, sheet: Sheet, report: VisitReport, by: Actor) -> list[VetoFinding]:
    return [
        VetoFinding(
            id=by.mint(),
            nomination=held.nomination,
            visit=held,
            item=sheet.veto(key)[:LONGEST_ITEM],
            note=held.note,
            found_at=report.visited_at,
        )
        for key in sorted(set(report.vetoes))
    ]


def record_veto(nomination: Nomination, item: str, note: str, *, by: Actor, at: datetime) -> VetoFinding:
    """Takes down a veto item found at the desk (举报、部门通报…); it stands until it is lifted."""
    findings = (
        *remark_findings("item", "一票否决情形", item, longest=LONGEST_ITEM),
        *reason_findings(note, where="note", label="情况说明"),
    )
    if findings:
        raise Refused(*findings)
    with transaction.atomic():
        open_campaign_locked(nomination.campaign_id, by)
        veto = VetoFinding(
            id=by.mint(), nomination=nomination, item=item.strip(), note=note.strip(), found_at=at
        )
        record("record_veto", veto, by=by, at=at, rows=[veto], campaign_id=nomination.campaign_id)
    return veto


def lift_veto(veto: VetoFinding, reason: str, lifted_by: str, *, by: Actor, at: datetime) -> VetoFinding:
    """Lifts a veto item in the name of ``lifted_by`` with the reason; what it blocked may go on.

    Raises Refused when it has been lifted already.
    """
    findings = (*reason_findings(reason), *remark_findings("lifted_by", "解除负责人", lifted_by))
    if findings:
        raise Refused(*findings)
    with transaction.atomic():
        open_campaign_locked(veto.nomination.campaign_id, by)
        held = (
            VetoFinding.objects.select_for_update(of=("self",)).select_related("nomination").get(pk=veto.pk)
        )
        if held.lifted_at is not None:
            raise Refused(Finding("veto_lifted_already", f"这项一票否决已由{held.lifted_by}解除。"))
        held.lifted_at, held.lifted_by, held.lift_reason = at, lifted_by.strip(), reason.strip()
        facts = {"reason": reason.strip()}
        campaign_id = held.nomination.campaign_id
        record("lift_veto", held, by=by, at=at, rows=[held], facts=facts, campaign_id=campaign_id)
    return held

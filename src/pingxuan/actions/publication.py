"""The 公示: every pending decision published in one act, objections taken and answered, drops and fill-ins."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from pingxuan.actions.moving import decide_or_refuse, finish, locked
from pingxuan.actions.office import open_campaign_locked
from pingxuan.actions.recording import record
from pingxuan.core.actor import Actor
from pingxuan.core.finding import Finding, Refused, blocking
from pingxuan.core.instants import beijing_date
from pingxuan.core.progress import MOVES
from pingxuan.core.publication import (
    FillIn,
    Groups,
    RaisedObjection,
    answer_findings,
    fill_in_findings,
    frozen_groups,
    groups_digest,
    numbers_in,
    objection_findings,
    title_findings,
)
from pingxuan.core.remark import reason_findings
from pingxuan.core.selection import TARGETS
from pingxuan.core.words import NominationState, ObjectionKind, ObjectionOutcome, Outcome
from pingxuan.core.workdays import publication_end
from pingxuan.models import Campaign, Nomination, Objection, Publication, SelectionDecision
from pingxuan.models.kept import Kept
from pingxuan.queries.definition import current_definition
from pingxuan.queries.publication import (
    Vacancy,
    listed,
    publication_clock,
    publication_plan,
    vacancy,
)


def publish(campaign: Campaign, *, title: str, starts_on: date, by: Actor, at: datetime) -> Publication:
    """Publishes every award's pending decisions in one act: one transaction, one entry, a frozen list.

    Raises Refused with every finding: an award without its meeting, a decision overtaken by events, an
    objection or veto that stands, a start in the past.
    """
    with transaction.atomic():
        held = open_campaign_locked(campaign.pk, by)
        _lock_nominations(held, NominationState.ACCEPTED)
        plan = publication_plan(held, starts_on, at=at)
        stops = blocking((*title_findings(title), *plan.findings))
        if stops:
            raise Refused(*stops)
        publication = _publication(held, title, plan.groups, starts_on, plan.ends_on, by=by, at=at)
        nominations = []
        for decision in plan.decisions:
            _move(decision.nomination, MOVES[TARGETS[Outcome(decision.outcome)]].target, at)
            nominations.append(decision.nomination)
        for selection in plan.selections:
            selection.applied_at = at
        rows: list[Kept] = [publication, *nominations, *plan.selections]
        facts = _facts(
            publication, proposed=plan.count(Outcome.SELECTED), reserve=plan.count(Outcome.RESERVE)
        )
        record("publish", publication, by=by, at=at, rows=rows, facts=facts)
    return publication


def _lock_nominations(campaign: Campaign, *states: NominationState) -> None:
    rows = Nomination.objects.select_for_update().filter(campaign=campaign, state__in=states)
    list(rows.order_by("pk").values_list("pk", flat=True))


def _move(nomination: Nomination, target: NominationState, at: datetime) -> None:
    nomination.state, nomination.state_since = target, at


def _publication(
    campaign: Campaign,
    title: str,
    groups: Groups,
    starts_on: date,
    ends_on: date,
    *,
    by: Actor,
    at: datetime,
) -> Publication:
    newest = Publication.objects.filter(campaign=campaign).aggregate(top=Max("number"))["top"] or 0
    return Publication(
        id=by.mint(),
        campaign=campaign,
        number=newest + 1,
        title=title.strip(),
        groups=groups,
        digest=groups_digest(groups),
        starts_on=starts_on,
        ends_on=ends_on,
        working_days=current_definition(campaign).publication.working_days,
        published_at=at,
    )


def _facts(publication: Publication, **counts: Any) -> dict[str, Any]:
    return {"digest": publication.digest, "ends_on": publication.ends_on.isoformat(), **counts}


def drop(nomination: Nomination, reason: str, *, by: Actor, at: datetime) -> Nomination:
    """Takes a proposed nominee off the list after publication (公示后取消), visibly, with the reason."""
    move = MOVES["drop"]
    if findings := reason_findings(reason):
        raise Refused(*findings)
    with transaction.atomic():
        open_campaign_locked(nomination.campaign_id, by)
        held = locked(nomination)
        decide_or_refuse(move, held, by=by, at=at, reason=reason)
        return finish(move, held, by=by, at=at, reason=reason.strip())


def fill_in(
    campaign: Campaign,
    nominations: Sequence[Nomination],
    reason: str,
    *,
    title: str,
    starts_on: date,
    by: Actor,
    at: datetime,
) -> Publication:
    """Fills empty places from the reserve list (递补) and publishes just that change, on a clock of its own.

    Raises Refused with every finding: no place empty, a reserve before it passed over, an objection or
    veto that stands, nothing published yet.
    """
    with transaction.atomic():
        held = open_campaign_locked(campaign.pk, by)
        _lock_nominations(held, NominationState.RESERVE, NominationState.PROPOSED)
        decided = _decisions_of(nominations)
        chosen = [decision.nomination for decision in decided]
        findings = [
            *title_findings(title),
            *fill_in_findings(_fills(held, decided), reason, published=held.publications.exists()),
        ]
        if starts_on < beijing_date(at):
            findings.append(Finding("start_in_past", "公示开始日期不能早于今天，请改正。", where="starts_on"))
        if findings:
            raise Refused(*findings)
        for decision in decided:
            decision.outcome, decision.reason = Outcome.SELECTED, f"递补：{reason.strip()}"
            _move(decision.nomination, MOVES["fill_in"].target, at)
        definition = current_definition(held)
        groups = frozen_groups(definition.awards, [listed(nomination) for nomination in chosen])
        ends_on = publication_end(starts_on, definition.publication.working_days)
        publication = _publication(held, title, groups, starts_on, ends_on, by=by, at=at)
        rows: list[Kept] = [publication, *chosen, *decided]
        facts = _facts(publication, proposed=len(chosen), reason=reason.strip())
        record("fill_in", publication, by=by, at=at, rows=rows, facts=facts)
    return publication


def _decisions_of(nominations: Sequence[Nomination]) -> list[SelectionDecision]:
    rows = SelectionDecision.objects.filter(nomination__in=[n.pk for n in nominations]).select_related(
        "nomination__campaign",
        "nomination__definition_version",
        "nomination__nominating_body__body",
        "nomination__nominating_body__parent__body",
    )
    return list(rows.order_by("nomination__award_key", "reserve_order", "pk"))


def _fills(campaign: Campaign, decided: Sequence[SelectionDecision]) -> list[FillIn]:
    going = {decision.nomination_id for decision in decided}
    keys = {decision.nomination.award_key for decision in decided}
    vacancies = {key: vacancy(campaign, key) for key in sorted(keys)}
    fills = []
    before: Counter[str] = Counter()
    for decision in decided:
        key = decision.nomination.award_key
        before[key] += 1
        fills.append(_fill(campaign, decision, vacancies[key], going, before[key]))
    return fills


def _fill(
    campaign: Campaign, decision: SelectionDecision, stands: Vacancy, going: set[str], nth: int
) -> FillIn:
    award = current_definition(campaign).award(decision.nomination.award_key)
    barred = {reserve.nomination.pk: reserve.barred for reserve in stands.reserves}
    return FillIn(
        name=decision.nomination.nominee_name,
        award=award.name,
        state=NominationState(decision.nomination.state),
        order=decision.reserve_order,
        earlier=[
            reserve.nomination.nominee_name
            for reserve in stands.reserves
            if reserve.order < decision.reserve_order
            and reserve.nomination.pk not in going
            and not reserve.barred
        ],
        barred=barred.get(decision.nomination_id, ()),
        vacancies=None if stands.unlimited else stands.places - nth,
    )


def receive_objection(
    publication: Publication,
    *,
    kind: ObjectionKind,
    name: str,
    phone: str,
    text: str,
    by: Actor,
    at: datetime,
    nomination: Nomination | None = None,
) -> Objection:
    """Takes an objection to a running publication; its ``code`` is what the objector asks after.

    Real-name ones and sealed letters need a name and a telephone. Raises Refused with every finding; after
    the last day only that it is over, and whom to call.
    """
    with transaction.atomic():
        held = Publication.objects.select_related("campaign").get(pk=publication.pk)
        raised = RaisedObjection(
            kind=kind,
            name=name,
            phone=phone,
            text=text,
            clock=publication_clock(held, beijing_date(at)),
            on_list=nomination is None or _on_list(held, nomination),
            contact=current_definition(held.campaign).contact,
        )
        if findings := objection_findings(raised):
            raise Refused(*findings)
        objection = Objection(
            id=by.mint(),
            publication=held,
            nomination=nomination,
            code=by.mint(),
            kind=kind,
            name=name.strip(),
            phone=phone.strip(),
            text=text.strip(),
            received_at=at,
        )
        campaign_id = held.campaign_id
        record("receive_objection", objection, by=by, at=at, rows=[objection], campaign_id=campaign_id)
    return objection


def _on_list(publication: Publication, nomination: Nomination) -> bool:
    return nomination.campaign_id == publication.campaign_id and nomination.number in numbers_in(
        publication.groups
    )


def answer_objection(
    objection: Objection,
    *,
    outcome: ObjectionOutcome,
    answer: str,
    handler: str,
    by: Actor,
    at: datetime,
) -> Objection:
    """Answers an objection in writing with what was found; ``handler`` looked into it and is no party.

    Raises Refused when it is answered already, or without outcome, answer or handler.
    """
    with transaction.atomic():
        open_campaign_locked(objection.publication.campaign_id, by)
        held = (
            Objection.objects.select_for_update(of=("self",))
            .select_related("publication", "nomination")
            .get(pk=objection.pk)
        )
        findings = answer_findings(ObjectionOutcome(held.outcome), outcome, answer, handler, held.name)
        if findings:
            raise Refused(*findings)
        held.outcome, held.answer = outcome, answer.strip()
        held.handler, held.answered_at = handler.strip(), at
        campaign_id = held.publication.campaign_id
        record("answer_objection", held, by=by, at=at, rows=[held], campaign_id=campaign_id)
    return held

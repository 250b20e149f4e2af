"""A meeting decides an award (遴选): its decisions are kept pending until they are published in one act."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from pingxuan.actions.office import open_campaign_locked
from pingxuan.actions.recording import record
from pingxuan.core.actor import Actor
from pingxuan.core.finding import Refused
from pingxuan.core.instants import beijing_date
from pingxuan.core.selection import Decided, Meeting, decisions, meeting_findings
from pingxuan.core.words import Outcome
from pingxuan.models import Campaign, Selection, SelectionDecision
from pingxuan.models.kept import Kept
from pingxuan.queries.selection import selection_board

GONE = "会议时已不是审核通过的候选对象。"


def hold_meeting(
    campaign: Campaign,
    award_key: str,
    *,
    minutes_number: str,
    held_on: date,
    present: str,
    outcomes: Mapping[str, Outcome],
    by: Actor,
    at: datetime,
    stepped_out: str = "",
    reasons: Mapping[str, str] | None = None,
) -> Selection:
    """Takes down what a meeting decided of an award's candidates, by nomination id.

    Nothing changes outside the office. Held again before publication, it replaces what was decided before.
    Raises Refused with every finding: a candidate left undecided, more selected than there are prizes, one
    selected against a standing objection or veto, a departure from the ranking without its sentence.
    """
    with transaction.atomic():
        held = open_campaign_locked(campaign.pk, by)
        board = selection_board(held, award_key)
        meeting = Meeting(
            award=board.award.name,
            total=board.total,
            proposals=board.proposals,
            outcomes=outcomes,
            reasons=reasons or {},
            minutes_number=minutes_number,
            present=present,
            stepped_out=stepped_out,
            held_on=held_on,
            today=beijing_date(at),
            published=board.published,
        )
        if findings := meeting_findings(meeting):
            raise Refused(*findings)
        selection = board.meeting or Selection(id=by.mint(), campaign=held, award_key=award_key)
        _minutes(selection, meeting, at)
        rows = _decisions(selection, decisions(meeting), by)
        facts = {
            "award": award_key,
            "selected": sum(outcome is Outcome.SELECTED for outcome in outcomes.values()),
            "departures": sum(decided.departs for decided in decisions(meeting)),
        }
        record("hold_meeting", selection, by=by, at=at, rows=[selection, *rows], facts=facts)
    return selection


def _minutes(selection: Selection, meeting: Meeting, at: datetime) -> None:
    selection.minutes_number = meeting.minutes_number.strip()
    selection.held_on = meeting.held_on
    selection.present = meeting.present.strip()
    selection.stepped_out = meeting.stepped_out.strip()
    selection.made_at = at


def _decisions(selection: Selection, decided: tuple[Decided, ...], by: Actor) -> list[Kept]:
    """The rows of the decisions; those of an earlier meeting are written over, none is deleted."""
    held = {
        row.nomination_id: row
        for row in SelectionDecision.objects.select_for_update().filter(selection=selection).order_by("pk")
    }
    rows: list[Kept] = []
    for one in decided:
        key = one.candidate.nomination_id
        row = held.pop(key, None) or SelectionDecision(id=by.mint(), selection=selection, nomination_id=key)
        row.rank, row.score, row.outcome = one.rank, one.candidate.score, one.outcome
        row.reserve_order, row.reason, row.departs = one.reserve_order, one.reason, one.departs
        rows.append(row)
    for row in held.values():
        row.rank, row.outcome, row.reserve_order = 0, Outcome.NOT_SELECTED, 0
        row.reason, row.departs = GONE, False
        rows.append(row)
    return rows

"""The dashboard: where a campaign stands, in figures that each open the list they count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from pingxuan import access
from pingxuan.core.briefing import AwardProgress, briefing
from pingxuan.core.definition import Definition
from pingxuan.core.progress import GROUPS
from pingxuan.core.words import (
    AwardKind,
    CampaignState,
    DeadlineKind,
    NominationGroup,
    NominationState,
    Role,
)
from pingxuan.queries.dashboard import Board, Tally, board
from pingxuan.queries.definition import current_version, definition_of
from pingxuan.queries.stages import StageFacts, stage_facts
from pingxuan.web.answering import page
from pingxuan.web.asking import AskedRequest, acting, for_roles
from pingxuan.web.charts import Bar, Tile, Trend
from pingxuan.web.display import beijing

TILE_COLUMNS, TILES_SHOWN = 4, 24
UNITS = {AwardKind.UNIT: "家", AwardKind.PERSON: "名"}


@dataclass(frozen=True)
class Step:
    """One stage of the stage bar: done, partly done with something missing, now, or still to come."""

    label: str
    note: str
    state: str


@dataclass(frozen=True)
class Todo:
    """Something that waits for this person: how many, what, where to do it."""

    count: int
    text: str
    url: str
    verb: str
    hot: bool = False


@for_roles(Role.ORGANISER, Role.LEADER, Role.AUDITOR, Role.BODY_OFFICER)
@require_safe
def dashboard(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """The office's dashboard over all bodies, or an officer's over the own body."""
    actor = acting(request)
    own = actor.role is Role.BODY_OFFICER
    campaign = access.campaign_for(actor, campaign_id)
    version = current_version(campaign)
    definition = definition_of(version)
    figures = board(campaign, definition, access.nominating_bodies(actor, campaign), at=request.received_at)
    facts = stage_facts(campaign)
    listing = reverse("nominations", args=[campaign.pk])
    return page(
        request,
        "pingxuan/dashboard.html",
        {
            "definition": definition,
            "board": figures,
            "at": request.received_at,
            "steps": steps(campaign, figures, facts, definition, own=own, at=request.received_at),
            "due": due_facts(definition, at=request.received_at),
            "kpis": kpis(figures, listing),
            "lines": body_lines(figures, listing),
            "totals": total_cells(figures, listing),
            "brief": brief_of(figures, at=request.received_at),
            "todos": todos(figures, facts, listing, campaign.pk, actor.role),
            "tiles": tiles(figures, listing),
            "trend": trend_of(figures),
            "stages": stage_bars(figures, listing),
            "own": own,
            "amended": version if version.number > 1 else None,
            "is_draft": campaign.state == CampaignState.DRAFT,
        },
        campaign=campaign,
        current="dashboard",
        crumbs=[("评选活动", reverse("campaigns")), ("工作台", "")],
    )


def listed(listing: str, **terms: str) -> str:
    """The address of the list that a figure counts."""
    return f"{listing}?{urlencode(terms)}"


def due_facts(definition: Definition, *, at: datetime) -> Mapping[str, Any]:
    """Days and hours left to the materials' deadline, beside the notice's own wording."""
    due = definition.deadline(DeadlineKind.MATERIALS)
    if due is None or due.at is None:
        return {}
    left = int((due.at - at).total_seconds())
    return {
        "passed": left < 0,
        "days": abs(left) // 86400,
        "hours": abs(left) % 86400 // 3600,
        "wording": due.wording,
        "at": due.at,
    }


def steps(
    campaign: Any, figures: Board, facts: StageFacts, definition: Definition, *, own: bool, at: datetime
) -> Sequence[Step]:
    """The campaign's stages with what each waits for; a body is not shown what the office keeps to itself."""
    rows = [
        *_first_steps(campaign, figures, definition, at=at),
        *(() if own else _office_steps(figures, facts)),
        ("公示", facts.decided, _until(facts), 0),
        ("授牌表彰", facts.plaques > 0, f"{facts.plaques}块" if facts.plaques else "待定", 0),
    ]
    shown, current = [], False
    for label, done, note, lacking in rows:
        state = ("part" if lacking else "done") if done else ("later" if current else "now")
        current = current or state == "now"
        shown.append(Step(label, note, state))
    return shown


StepRow = tuple[str, bool, str, int]
"""Label, whether it is done, what is said of it, and how many are lacking."""


def _first_steps(campaign: Any, figures: Board, definition: Definition, *, at: datetime) -> Sequence[StepRow]:
    missing = figures.contacts_due - figures.contacts_reported
    goal = sum(tally.places or 0 for tally in figures.totals.values())
    handed_up = sum(tally.handed_up for tally in figures.totals.values())
    checked = sum(figures.by_state.get(state, 0) for state in GROUPS[NominationGroup.PASSED])
    waiting = figures.by_state.get(NominationState.SUBMITTED, 0)
    due = definition.deadline(DeadlineKind.MATERIALS)
    past = bool(due and due.at and at > due.at)
    checks = f"待审核{waiting}件" if waiting else f"通过{checked}件"
    return [
        ("印发通知", campaign.opened_at is not None, _day(campaign.opened_at), 0),
        ("报联系人", figures.contacts_reported > 0, f"缺{missing}家" if missing else "已报齐", missing),
        ("推荐报送", past or 0 < goal <= handed_up, f"已报送{handed_up}件", 0),
        ("审核", past and checked > 0 and not waiting, checks, 0),
    ]


def _office_steps(figures: Board, facts: StageFacts) -> Sequence[StepRow]:
    visited = figures.visits_made > 0 and not figures.visits_planned
    return [
        ("明察暗访", visited, f"已检查{figures.visits_made}家次", 0),
        ("评分遴选", facts.meetings > 0, f"{facts.meetings}次会议" if facts.meetings else "待定", 0),
    ]


def _until(facts: StageFacts) -> str:
    ends = facts.publication_ends_on
    return f"{ends.month}月{ends.day}日期满" if ends else "待定"


def _day(moment: datetime | None) -> str:
    if moment is None:
        return "尚未印发"
    local = beijing(moment)
    return f"{local.month}月{local.day}日已印发"


def kpis(figures: Board, listing: str) -> Sequence[Mapping[str, Any]]:
    """One figure per award: handed up of its places, with the list each number opens."""
    shown = []
    for award in figures.definition.awards:
        tally = figures.totals[award.key]
        shown.append(
            {
                "label": f"{award.name}报送",
                "unit": UNITS[award.kind],
                "tally": tally,
                "rate": tally.rate,
                "today": figures.yesterday.get(award.key, 0),
                "url": listed(listing, award=award.key, state="handed_up"),
                "draft_url": listed(listing, award=award.key, state="in_preparation"),
            }
        )
    return shown


def body_lines(figures: Board, listing: str) -> Sequence[Mapping[str, Any]]:
    """The board's rows: cells of the first award, every award's fraction, contact, returned, paper, last."""
    shown = []
    for line in figures.lines:
        cells = _fractions(line.tallies, listing, line.part.pk)
        sent_back = sum(tally.sent_back for tally in line.tallies.values())
        shown.append(
            {
                "line": line,
                "first": next(iter(line.tallies.values()), Tally(0, {})),
                "fractions": cells,
                "sent_back": sent_back,
                "sent_back_url": listed(listing, body=line.part.pk, state="sent_back"),
                "url": listed(listing, body=line.part.pk),
            }
        )
    return shown


def _fractions(tallies: Mapping[str, Tally], listing: str, part: str) -> list[Mapping[str, Any]]:
    terms = {"body": part} if part else {}
    return [
        {"tally": tally, "url": listed(listing, award=key, state="handed_up", **terms)}
        for key, tally in tallies.items()
    ]


def total_cells(figures: Board, listing: str) -> Mapping[str, Any]:
    """The board's last row."""
    every = figures.totals.values()
    return {
        "fractions": _fractions(figures.totals, listing, ""),
        "in_preparation": sum(tally.in_preparation for tally in every),
        "in_preparation_url": listed(listing, state="in_preparation"),
        "untouched": sum(tally.untouched for tally in every),
        "sent_back": sum(tally.sent_back for tally in every),
        "sent_back_url": listed(listing, state="sent_back"),
        "papers": sum(line.papers for line in figures.lines),
    }


def brief_of(figures: Board, *, at: datetime) -> str:
    """The progress sentence of the board."""
    awards = [
        AwardProgress(
            award.name,
            UNITS[award.kind],
            figures.totals[award.key].handed_up,
            figures.totals[award.key].places or 0,
            figures.trend[award.key],
        )
        for award in figures.definition.awards
    ]
    firsts = [(line, next(iter(line.tallies.values()), Tally(0, {}))) for line in figures.lines]
    full = [line.part.name for line, tally in firsts if tally.places and tally.handed_up >= tally.places]
    return briefing(awards, full, [line.part.name for line in figures.lines if line.lagging], at=at)


def todos(figures: Board, facts: StageFacts, listing: str, campaign_id: str, role: Role) -> Sequence[Todo]:
    """What waits for this role, only what is not zero."""
    receipts = reverse("receipts", args=[campaign_id])
    if role is Role.BODY_OFFICER:
        return _body_todos(figures, listing, receipts)
    states = figures.by_state
    rows = [
        Todo(
            len(figures.contacts_overdue),
            "家逾期未报联系人名单",
            f"{receipts}?issue=no_contact",
            "催报",
            hot=True,
        ),
        Todo(figures.unsigned, "家未签收通知", receipts, "催签收"),
        Todo(
            states.get(NominationState.SUBMITTED, 0), "件待审核", listed(listing, state="submitted"), "审核"
        ),
        Todo(
            states.get(NominationState.RETURNED, 0), "件退回修改中", listed(listing, state="returned"), "查看"
        ),
        Todo(_below_least(figures), "家报送数少于通知的下限", f"{receipts}?issue=short", "催报"),
        Todo(facts.objections, "件异议待答复", reverse("publication", args=[campaign_id]), "处理", hot=True),
        Todo(facts.vetoes, "项一票否决待处理", reverse("visits", args=[campaign_id]), "处理", hot=True),
    ]
    return [row for row in rows if row.count]


def _below_least(figures: Board) -> int:
    return sum(line.below_least(figures.definition.awards) for line in figures.lines)


def _body_todos(figures: Board, listing: str, receipts: str) -> Sequence[Todo]:
    unsigned = sum(line.part.signed_for_at is None for line in figures.lines)
    missing = sum(line.contact is None for line in figures.lines)
    sent_back = sum(t.sent_back for t in figures.totals.values())
    preparing = sum(t.in_preparation for t in figures.totals.values())
    rows = [
        Todo(unsigned, "份通知待签收", receipts, "签收", hot=True),
        Todo(missing, "名联系人待报", receipts, "填报", hot=True),
        Todo(sent_back, "件被退回，待修改", listed(listing, state="returned"), "修改", hot=True),
        Todo(preparing, "件填报中或待出具意见", listed(listing, state="in_preparation"), "办理"),
        Todo(_below_least(figures), "个单位报送数少于通知的下限", listing, "查看"),
    ]
    return [row for row in rows if row.count]


def tiles(figures: Board, listing: str) -> Sequence[Tile]:
    """Bodies as tiles in the order of the notice, shaded by the first award's rate; none when too many."""
    firsts = [(line, next(iter(line.tallies.values()), Tally(0, {}))) for line in figures.lines]
    if len(firsts) > TILES_SHOWN:
        return ()
    return [
        Tile(
            name=line.part.name,
            rate=tally.rate,
            column=place % TILE_COLUMNS + 1,
            row=place // TILE_COLUMNS + 1,
            url=listed(listing, body=line.part.pk),
        )
        for place, (line, tally) in enumerate(firsts)
    ]


def trend_of(figures: Board) -> Mapping[str, Any] | None:
    """The first award's cumulative line towards its deadline; None before anything is handed up."""
    due = figures.definition.deadline(DeadlineKind.MATERIALS)
    if not figures.definition.awards or due is None or due.at is None:
        return None
    award = figures.definition.awards[0]
    days, unit = figures.trend[award.key], UNITS[award.kind]
    goal = figures.totals[award.key].places or 0
    plot = Trend(days=days, goal=goal, due=beijing(due.at).date(), unit=unit)
    return {"plot": plot, "award": award, "unit": unit} if days else None


def stage_bars(figures: Board, listing: str) -> Sequence[Bar]:
    """How many nominations stand in each state that has any, in the order of the way."""
    due_tone = {NominationState.RETURNED: "blocks", NominationState.SUBMITTED: ""}
    return [
        Bar(
            label=state.label,
            count=figures.by_state[state],
            tone=due_tone.get(state, "data"),
            url=listed(listing, state=state.value),
        )
        for state in NominationState
        if figures.by_state.get(state)
    ]


routes: list[URLPattern] = [path("campaigns/<str:campaign_id>", dashboard, name="dashboard")]

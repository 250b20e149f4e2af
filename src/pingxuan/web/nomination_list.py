"""The list of nominations: tabs, filters, search, findings at a glance, the same list as an Excel file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from pingxuan import access
from pingxuan.core.definition import Definition
from pingxuan.core.finding import Finding
from pingxuan.core.issues import issue_name
from pingxuan.core.progress import states_of
from pingxuan.core.words import AwardKind, NominationGroup, NominationState, Role
from pingxuan.documents.write_rows import write_rows
from pingxuan.queries.definition import current_definition
from pingxuan.queries.nomination_list import (
    Counts,
    Filter,
    body_named_in,
    counts,
    findings_seen,
    listed,
    with_issue,
)
from pingxuan.web.answering import page
from pingxuan.web.asking import AskedRequest, acting, for_roles
from pingxuan.web.display import stamp
from pingxuan.web.sending import dated, file_response, writing_context

PER_PAGE = 50
G, S = NominationGroup, NominationState
OFFICE_TABS = (G.IN_PREPARATION, G.TO_CHECK, G.SENT_BACK, G.PASSED, G.ENDED)
BODY_TABS = (S.DRAFT, S.HANDED_IN, S.ENDORSED, G.HANDED_UP, G.SENT_BACK, G.ENDED)
COLUMNS = (
    "编号", "推荐对象", "所在单位", "称号", "推荐单位", "推荐顺序", "状态", "必改问题", "可说明问题", "问题内容",
    "纸质版", "报送时间", "状态更新时间",
)  # fmt: skip


@dataclass(frozen=True)
class Tab:
    """One tab: a state or group of states with its count."""

    label: str
    query: str
    count: int
    current: bool


@dataclass(frozen=True)
class Line:
    """One nomination as the list shows it."""

    nomination: Any
    award: str
    findings: Sequence[Finding]

    @property
    def state(self) -> NominationState:
        """The state as a word."""
        return NominationState(self.nomination.state)

    @property
    def must(self) -> int:
        """Findings that must be changed."""
        return sum(finding.blocks for finding in self.findings)

    @property
    def may(self) -> int:
        """Findings that may be explained."""
        return len(self.findings) - self.must

    @property
    def to_check(self) -> bool:
        """Whether the office may tick it for a bulk acceptance."""
        return self.state is S.SUBMITTED

    @property
    def paper(self) -> str:
        """How the paper copy stands: 已收, 第1版（旧） or nothing."""
        received = self.nomination.paper_revision
        if received is None:
            return ""
        return "已收" if received >= self.nomination.revision else f"第{received}版（旧）"


@for_roles(Role.ORGANISER, Role.LEADER, Role.AUDITOR, Role.BODY_OFFICER)
@require_safe
def nominations(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """What the actor may list, filtered by the query string; ``format=xlsx`` sends that very list."""
    actor = acting(request)
    campaign = access.campaign_for(actor, campaign_id)
    definition = current_definition(campaign)
    wanted = Filter.of(request.GET.dict())
    rows = access.nominations(actor, campaign)
    if request.GET.get("format") == "xlsx":
        return _as_excel(request, campaign, definition, wanted)
    found, shown, lines = _found(request, rows, wanted, definition)
    tabs = BODY_TABS if actor.role is Role.BODY_OFFICER else OFFICE_TABS
    bodies = list(found.bodies)
    if wanted.body and not any(one.pk == wanted.body for one in bodies):
        bodies += [one for one in [body_named_in(campaign, wanted.body)] if one]
    kinds = {award.kind for award in definition.awards if wanted.award in {"", award.key}}
    return page(
        request,
        "pingxuan/nomination/list.html",
        {
            "definition": definition,
            "wanted": wanted,
            "tabs": [
                _tab(wanted, "", "全部", found),
                *(_tab(wanted, one.value, one.label, found) for one in tabs),
            ],
            "bodies": bodies,
            "page_of_lines": shown,
            "lines": lines,
            "with_units": AwardKind.PERSON in kinds,
            "with_bodies": len(bodies) > 1 or actor.role in access.OFFICE,
            "may_check": actor.role is Role.ORGANISER,
            "may_start": actor.role is Role.BODY_OFFICER,
            "query": wanted.query(),
            "q": wanted.q,
            "issue_label": issue_label(wanted.issue),
        },
        campaign=campaign,
        current="nominations",
        crumbs=[(campaign.title, reverse("dashboard", args=[campaign.pk])), ("推荐材料", "")],
    )


def _found(
    request: AskedRequest, rows: Any, wanted: Filter, definition: Definition
) -> tuple[Counts, "Page[Any]", list[Line]]:
    """The tabs' counts, the page asked for and its lines; under an issue filter all come from findings."""
    number = request.GET.get("page", "1")
    names = {award.key: award.name for award in definition.awards}
    tallies = counts(rows, wanted)
    if wanted.issue:
        every = list(listed(rows, replace(wanted, state="")))
        pairs = with_issue(every, wanted.issue, seen_by=acting(request), at=request.received_at)
        states = states_of(wanted.state) if wanted.state else tuple(NominationState)
        by_state = {state: sum(row.state == state for row, _ in pairs) for state in NominationState}
        matching = [
            Line(row, names.get(row.award_key, ""), found) for row, found in pairs if row.state in states
        ]
        shown: Page[Any] = Paginator(matching, PER_PAGE).get_page(number)
        return Counts(by_state, tallies.bodies), shown, list(shown.object_list)
    paginator = Paginator(listed(rows, wanted), PER_PAGE)
    paginator.__dict__["count"] = tallies.within(wanted.state)  # counted already: spares the query
    shown = paginator.get_page(number)
    return tallies, shown, _lines(request, shown.object_list, names)


def _lines(request: AskedRequest, rows: Iterable[Any], names: dict[str, str]) -> list[Line]:
    held = list(rows)
    found = findings_seen(held, seen_by=acting(request), at=request.received_at)
    return [Line(row, names.get(row.award_key, ""), found.get(row.pk, ())) for row in held]


def _tab(wanted: Filter, state: str, label: str, found: Counts) -> Tab:
    return Tab(label, wanted.query(state=state), found.within(state), wanted.state == state)


def issue_label(issue: str) -> str:
    """The issue filtered by, in words."""
    return {"any": "有校核问题", "must": "有必改问题"}.get(issue) or issue_name(issue)


def _as_excel(request: AskedRequest, campaign: Any, definition: Definition, wanted: Filter) -> HttpResponse:
    names = {award.key: award.name for award in definition.awards}
    rows = list(listed(access.nominations(acting(request), campaign), wanted))
    if wanted.issue:
        pairs = with_issue(rows, wanted.issue, seen_by=acting(request), at=request.received_at)
        lines = [Line(row, names.get(row.award_key, ""), found) for row, found in pairs]
    else:
        lines = _lines(request, rows, names)
    data = write_rows("推荐材料", COLUMNS, [_excel_row(line) for line in lines], writing_context(request))
    return file_response(data, dated("推荐材料", request), "xlsx")


def _excel_row(line: Line) -> tuple[str | int, ...]:
    row = line.nomination
    return (
        row.number, row.nominee_name, row.unit_name, line.award, row.nominating_body.name,
        row.preference or "", line.state.label, line.must, line.may,
        "\n".join(finding.text for finding in line.findings), line.paper, stamp(row.submitted_at),
        stamp(row.state_since),
    )  # fmt: skip


routes: list[URLPattern] = [
    path("campaigns/<str:campaign_id>/nominations", nominations, name="nominations"),
]

"""Papers that list nominations: forms, summaries, quota table, roster, what was returned."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.db.models import Prefetch, Q

from pingxuan.core.answers import answer_text
from pingxuan.core.definition import Award
from pingxuan.core.instants import beijing_date
from pingxuan.core.ledger import canonical
from pingxuan.core.page_code import PageCode, summary_letter
from pingxuan.core.paper import Paper
from pingxuan.core.papers.forms import blank_form
from pingxuan.core.papers.quota_table import quota_table
from pingxuan.core.papers.returned_list import ReturnedEntry, returned_list
from pingxuan.core.papers.roster import RosterEntry as Contact
from pingxuan.core.papers.roster import contact_roster
from pingxuan.core.papers.summaries import SummaryFacts, SummaryGroup, blank_summary, merged_summary, summary
from pingxuan.core.quota import is_counted
from pingxuan.core.words import NominationState
from pingxuan.models import Allotment, NominatingBody, Nomination, Opinion, RosterEntry
from pingxuan.queries.form_paper import award_place, file_names, form_papers
from pingxuan.queries.nomination_list import in_order
from pingxuan.queries.paper_scope import PaperScope

MOST_VERSIONS = 36**2


def blank_forms(scope: PaperScope) -> list[Paper]:
    """The empty forms of the awards, each with those filled beside it."""
    return [
        blank_form(award, form=form, author=scope.definition.issuer)
        for award in scope.awards
        for form in award.forms
    ]


def blank_summaries(scope: PaperScope) -> list[Paper]:
    """The empty summary tables of the awards that have one."""
    return [
        blank_summary(award, author=scope.definition.issuer)
        for award in scope.awards
        if award.summary.columns
    ]


def filled_forms(scope: PaperScope) -> list[Paper]:
    """The forms of every nomination listed, with the opinions that stand on them."""
    rows = list(_rows(scope).prefetch_related(Prefetch("opinions", Opinion.objects.order_by("made_at"))))
    names: dict[str, str] = {}
    for award in scope.awards:
        names |= file_names(award, [row.answers for row in rows if row.award_key == award.key])
    return [paper for row in rows for paper in form_papers(row, row.opinions.all(), names)]


def _rows(scope: PaperScope):  # type: ignore[no-untyped-def]  # a queryset of models the caller names
    rows = Nomination.objects.filter(
        campaign=scope.campaign, award_key__in=[award.key for award in scope.awards], state__in=scope.states
    )
    if scope.body is not None:
        rows = rows.filter(Q(nominating_body=scope.body) | Q(nominating_body__parent=scope.body))
    return in_order(rows).select_related(
        "campaign", "definition_version", "nominating_body__body", "nominating_body__parent__body"
    )


def summaries(scope: PaperScope) -> list[Paper]:
    """One summary per body that lists anything, of each award that has a summary, in annex order."""
    by_body = _by_body(scope)
    contacts = {
        row.nominating_body_id: row
        for row in RosterEntry.objects.filter(nominating_body__campaign=scope.campaign)
    }
    return [
        body_summary(scope, award, part, rows, contacts.get(part.pk))
        for award in scope.awards
        if award.summary.columns
        for part, rows in by_body[award.key]
    ]


def merged_summaries(scope: PaperScope) -> list[Paper]:
    """One summary per award over all bodies, numbers running through."""
    by_body = _by_body(scope)
    return [
        merged_summary(
            award,
            [
                SummaryGroup(body=part.name, entries=_entries(award, rows))
                for part, rows in by_body[award.key]
            ],
            organiser=scope.definition.issuer,
            digest=_digest(row for _, rows in by_body[award.key] for row in rows),
        )
        for award in scope.awards
        if award.summary.columns and by_body[award.key]
    ]


def body_summary(
    scope: PaperScope,
    award: Award,
    part: NominatingBody,
    rows: Sequence[Nomination],
    contact: RosterEntry | None = None,
) -> Paper:
    """A body's summary of an award: these nominations in this order, its contact, page code and digest."""
    code = PageCode(
        campaign=scope.campaign.code,
        letter=summary_letter(award_place(scope.definition, award.key)),
        record=part.position,
        version=sum(row.revision for row in rows) % MOST_VERSIONS,
    )
    facts = SummaryFacts(
        entries=_entries(award, rows),
        filing_unit=part.name,
        filed_by=contact.name if contact else "",
        phone=contact.phone if contact else "",
        page_code=code,
        digest=_digest(rows),
    )
    return summary(award, facts, author=scope.definition.issuer)


def _by_body(scope: PaperScope) -> Mapping[str, list[tuple[NominatingBody, list[Nomination]]]]:
    """Award key → the bodies that count, in annex order, each with its own and its members' nominations."""
    grouped: defaultdict[str, dict[str, tuple[NominatingBody, list[Nomination]]]] = defaultdict(dict)
    for row in _rows(scope):
        part = row.nominating_body
        if scope.body is None or scope.body.pk != part.pk:
            part = part.parent or part
        grouped[row.award_key].setdefault(part.pk, (part, []))[1].append(row)
    return defaultdict(list, {key: list(parts.values()) for key, parts in grouped.items()})


def _entries(award: Award, rows: Iterable[Nomination]) -> list[dict[str, str]]:
    return [
        {field.key: answer_text(field, row.answers.get(field.key)) for field in award.fields} for row in rows
    ]


def _digest(rows: Iterable[Nomination]) -> str:
    """SHA-256 over what is listed, in its order: a summary is known again by its contents."""
    return hashlib.sha256(canonical([[row.number, row.content_digest] for row in rows])).hexdigest()


def quota_tables(scope: PaperScope) -> list[Paper]:
    """The quota table of every award that has one, with the places as they stand now."""
    rows = (
        Allotment.objects.filter(nominating_body__campaign=scope.campaign, nominating_body__parent=None)
        .select_related("nominating_body__body")
        .order_by("nominating_body__position")
    )
    places: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        places[row.award_key][row.nominating_body.name] = row.places
    return [
        quota_table(
            replace(award, quota=replace(award.quota, places=places[award.key] or award.quota.places)),
            author=scope.definition.issuer,
        )
        for award in scope.awards
        if is_counted(award.quota)
    ]


def rosters(scope: PaperScope) -> list[Paper]:
    """The contact roster, bodies in annex order, those that have not reported marked."""
    parts = NominatingBody.objects.filter(campaign=scope.campaign, parent=None).select_related(
        "body", "contact"
    )
    entries = []
    for part in parts.order_by("position"):
        contact = getattr(part, "contact", None)
        told = {"person": contact.name, "post": contact.position, "phone": contact.phone} if contact else {}
        entries.append(Contact(body=part.name, **told))
    if not entries:
        return []
    return [contact_roster(scope.short_title, entries, day=scope.day, author=scope.definition.issuer)]


def returned_lists(scope: PaperScope) -> list[Paper]:
    """What was sent back and has not come in again; nothing while nothing is out."""
    returned = rows_in(scope, NominationState.RETURNED)
    names = {award.key: award.name for award in scope.definition.awards}
    entries = [
        ReturnedEntry(
            body=row.nominating_body.name,
            nominee=row.nominee_name,
            award=names[row.award_key],
            reason=row.reason,
            returned_on=beijing_date(row.state_since),
            due=beijing_date(row.correct_by) if row.correct_by else None,
        )
        for row in returned
    ]
    if not entries:
        return []
    return [returned_list(scope.short_title, entries, day=scope.day, author=scope.definition.issuer)]


def rows_in(scope: PaperScope, *states: NominationState) -> list[Nomination]:
    """The scope's nominations in those states."""
    rows = Nomination.objects.filter(campaign=scope.campaign, state__in=states)
    if scope.body is not None:
        rows = rows.filter(Q(nominating_body=scope.body) | Q(nominating_body__parent=scope.body))
    return list(in_order(rows).select_related("nominating_body__body", "nominating_body__parent__body"))

"""Every official paper of a campaign, drawn from what is kept: pages and commands choose from here."""

from collections.abc import Callable, Mapping
from datetime import date

from pingxuan.core.paper import Paper
from pingxuan.core.words import PaperKind
from pingxuan.models import Campaign, NominatingBody
from pingxuan.queries import nomination_papers, office_papers
from pingxuan.queries.paper_scope import PaperScope, scope_of

K = PaperKind
Drawer = Callable[[PaperScope], list[Paper]]

PAPERS: Mapping[PaperKind, Drawer] = {
    K.NOMINATION_FORM: nomination_papers.filled_forms,
    K.SUMMARY_TABLE: nomination_papers.summaries,
    K.QUOTA_TABLE: nomination_papers.quota_tables,
    K.CONTACT_ROSTER: nomination_papers.rosters,
    K.RETURNED_LIST: nomination_papers.returned_lists,
    K.CONSULTATION_LETTER: office_papers.consultation_letters,
    K.INSPECTION_SHEET: office_papers.inspection_sheets,
    K.PUBLICATION: office_papers.publications,
    K.DECISION: office_papers.decisions,
    K.CERTIFICATE: office_papers.certificates,
    K.PLAQUE_ORDER: office_papers.plaque_order_lists,
}
BLANK: Mapping[PaperKind, Drawer] = {
    K.NOMINATION_FORM: nomination_papers.blank_forms,
    K.SUMMARY_TABLE: nomination_papers.blank_summaries,
}
MERGED: Mapping[PaperKind, Drawer] = {K.SUMMARY_TABLE: nomination_papers.merged_summaries}


def papers_of(
    campaign: Campaign,
    kind: PaperKind,
    body: NominatingBody | None = None,
    *,
    day: date | None = None,
    award: str = "",
    office: bool = True,
    site: str = "",
) -> list[Paper]:
    """The papers of a kind, ready for any writer; [] where there is nothing to print yet.

    ``body`` narrows forms and summaries to one body and its member units, ``award`` to one award. ``day`` is
    the day lists are as of (the ledger's newest otherwise). Without ``office`` a body's endorsed nominations
    that it has not submitted yet are listed too. ``site`` is where certificates' codes lead.
    """
    return PAPERS[kind](scope_of(campaign, body, day=day, award=award, office=office, site=site))


def blank_papers(campaign: Campaign, kind: PaperKind, *, award: str = "") -> list[Paper]:
    """The empty forms and summary tables to be filled in by hand; [] for kinds that have none."""
    return BLANK[kind](scope_of(campaign, award=award)) if kind in BLANK else []


def merged_papers(campaign: Campaign, kind: PaperKind, *, award: str = "") -> list[Paper]:
    """One table over all bodies, for kinds that have one."""
    return MERGED[kind](scope_of(campaign, award=award)) if kind in MERGED else []

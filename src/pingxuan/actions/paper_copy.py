"""Stamped forms that come in on paper (纸质版): read by their page code, held against the record's version."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from pingxuan.actions.office import office_only, open_only
from pingxuan.actions.recording import record
from pingxuan.core.actor import Actor
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.page_code import PageCode, decode, encode, form_letter, summary_letter
from pingxuan.models import Nomination, PaperCopy
from pingxuan.queries.definition import current_definition

UNKNOWN = Finding(
    "paper_unknown", "没有找到这份表对应的推荐。请核对编码，或确认是不是另一项评选的表。", where="code"
)


@dataclass(frozen=True)
class ReceivedPaper:
    """A paper taken in, the nomination it belongs to, and warnings: its version is not the record's."""

    copy: PaperCopy
    nomination: Nomination
    findings: tuple[Finding, ...]


def receive_paper(text: str, *, by: Actor, at: datetime) -> ReceivedPaper:
    """Takes in a stamped form by the code on one of its pages; the same version twice is kept once.

    An older or newer version than the record's is taken with a warning. Raises Refused: no page code,
    misread, a summary table, or not of a campaign this office runs.
    """
    office_only(by)
    code = decode(text)
    with transaction.atomic():
        nomination = _nomination(code, by)
        open_only(nomination.campaign)
        copy = PaperCopy.objects.filter(nomination=nomination, revision=code.version).first()
        findings = _version_findings(code.version, nomination.revision)
        if copy is not None:
            told = f"这份表（第{code.version}版）已登记收到，不重复登记。"
            return ReceivedPaper(
                copy, nomination, (*findings, Finding("paper_received_already", told, blocks=False))
            )
        copy = PaperCopy(
            id=by.mint(),
            nomination=nomination,
            page_code=encode(code),
            revision=code.version,
            received_at=at,
            received_by=by.name,
        )
        facts = {"version": code.version, "record": nomination.revision}
        campaign_id = nomination.campaign_id
        record("receive_paper", copy, by=by, at=at, rows=[copy], facts=facts, campaign_id=campaign_id)
    return ReceivedPaper(copy, nomination, findings)


def _nomination(code: PageCode, by: Actor) -> Nomination:
    nomination = (
        Nomination.objects.select_for_update(of=("self",))
        .select_related("campaign", "nominating_body__body", "nominating_body__parent__body")
        .filter(campaign__code=code.campaign, campaign__organiser_id=by.body_id, number=code.record)
        .first()
    )
    if nomination is None:
        raise Refused(UNKNOWN)
    keys = [award.key for award in current_definition(nomination.campaign).awards]
    if code.letter in {summary_letter(place) for place in range(len(keys))}:
        text = "这是汇总表的编码，这里登记推荐表。请扫描推荐表上的编码。"
        raise Refused(Finding("paper_is_summary", text, where="code"))
    if code.letter != form_letter(keys.index(nomination.award_key)):
        raise Refused(UNKNOWN)
    return nomination


def _version_findings(paper: int, held: int) -> tuple[Finding, ...]:
    if paper < held:
        text = f"此纸为第{paper}版，记录已到第{held}版。请通知推荐单位打印最新一版，重新盖章报送。"
        return (Finding("paper_outdated", text, where="code", blocks=False),)
    if paper > held:
        text = f"此纸为第{paper}版，记录只到第{held}版。请核对编码，并查明这份表的来历。"
        return (Finding("paper_newer", text, where="code", blocks=False),)
    return ()

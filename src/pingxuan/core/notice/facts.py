"""Reads a notice: its text in, everything it says out, each fact with its place."""

from dataclasses import dataclass, replace
from datetime import date

from pingxuan.core.notice.awards import AwardFact, award_named, read_awards
from pingxuan.core.notice.choices import read_choices
from pingxuan.core.notice.clauses import (
    read_categories,
    read_copies,
    read_copy_counts,
    read_late_wording,
    read_media,
    read_publicity,
    read_purpose,
    read_scope,
)
from pingxuan.core.notice.contacts import ContactFact, read_contacts
from pingxuan.core.notice.criteria import CriteriaFact, read_criteria
from pingxuan.core.notice.deadlines import DeadlineFact, read_deadlines
from pingxuan.core.notice.fact import SURENESS, Fact, How, printed
from pingxuan.core.notice.form_parts import FormFact
from pingxuan.core.notice.forms import read_forms
from pingxuan.core.notice.honours import core_name
from pingxuan.core.notice.issuing import (
    read_issue_date,
    read_issuers,
    read_number,
    read_title_named,
    sealed_for,
)
from pingxuan.core.notice.layout import Layout
from pingxuan.core.notice.parts import Parts, take_apart
from pingxuan.core.notice.past_honours import PastHonour, read_past_honours
from pingxuan.core.notice.quota_rules import QuotaRule, RuleKind, read_quota_rules
from pingxuan.core.notice.quotas import QuotaColumn, QuotaSheet, read_quotas
from pingxuan.core.notice.source import Span
from pingxuan.core.notice.summaries import SummaryFact, read_summaries
from pingxuan.core.notice.word_limits import WordLimit, read_word_limits


@dataclass(frozen=True)
class AwardQuota:
    """A column of a quota table and the award whose places it gives (None when the notice does not tell)."""

    award: str | None
    sheet: QuotaSheet
    column: QuotaColumn


@dataclass(frozen=True)
class NoticeFacts:
    """Everything read from one notice."""

    text: str
    parts: Parts
    title: Fact[str] | None
    doc_number: Fact[str] | None
    issuers: tuple[Fact[str], ...]
    sealed_for: Fact[bool] | None
    issue_date: Fact[date] | None
    issue_date_partial: Fact[str] | None
    addressees: Fact[str] | None
    purpose: Fact[str] | None
    scope: Fact[str] | None
    categories: tuple[Fact[str], ...]
    awards: tuple[AwardFact, ...]
    quotas: tuple[AwardQuota, ...]
    quota_rules: tuple[QuotaRule, ...]
    deadlines: tuple[DeadlineFact, ...]
    word_limits: tuple[WordLimit, ...]
    attachments: tuple[Fact[str], ...]
    forms: tuple[FormFact, ...]
    choices: tuple[tuple[str, tuple[Fact[str], ...]], ...]
    summaries: tuple[SummaryFact, ...]
    contacts: tuple[ContactFact, ...]
    past_honours: tuple[PastHonour, ...]
    criteria: tuple[CriteriaFact, ...]
    media: tuple[Fact[str], ...]
    copies: Fact[str] | None
    copy_counts: tuple[Fact[int], ...]
    late_wording: Fact[str] | None
    publicity: tuple[Fact[str], int, str] | None


def read_notice(notice: str | Layout) -> NoticeFacts:
    """Everything the notice says; raises Refused when its text is empty or over 1 MB."""
    parts = take_apart(notice)
    sheets = read_quotas(parts)
    awards = read_awards(parts, sheets)
    quotas, rules = _assigned(sheets, awards), read_quota_rules(parts, awards)
    forms = read_forms(parts)
    day, partial = read_issue_date(parts)
    doc_number = read_number(parts)
    labels = {blank.label.text for form in forms for blank in form.fields}
    return NoticeFacts(
        text=notice.text if isinstance(notice, Layout) else notice,
        parts=parts,
        title=read_title_named(parts),
        doc_number=doc_number,
        issuers=read_issuers(parts),
        sealed_for=sealed_for(parts),
        issue_date=day,
        issue_date_partial=partial,
        addressees=printed(parts.addressees) if parts.addressees else None,
        purpose=read_purpose(parts),
        scope=read_scope(parts),
        categories=read_categories(parts),
        awards=tuple(_with_total(award, quotas, rules) for award in awards),
        quotas=quotas,
        quota_rules=rules,
        deadlines=read_deadlines(parts, day, doc_number),
        word_limits=read_word_limits(parts, forms),
        attachments=tuple(printed(piece) for _, piece in parts.attachments),
        forms=forms,
        choices=tuple(read_choices(parts, labels)),
        summaries=read_summaries(parts),
        contacts=read_contacts(parts),
        past_honours=read_past_honours(parts),
        criteria=read_criteria(parts, awards),
        media=read_media(parts),
        copies=read_copies(parts),
        copy_counts=read_copy_counts(parts),
        late_wording=read_late_wording(parts),
        publicity=read_publicity(parts),
    )


def _assigned(sheets: tuple[QuotaSheet, ...], awards: tuple[AwardFact, ...]) -> tuple[AwardQuota, ...]:
    """Each column of places with its award: by heading, by the table's title, the only one, or by its total.

    Of two columns of one table that would be the same award's, neither is: 省级标兵 and 校级标兵 beside 标兵.
    """
    found = []
    for sheet in sheets:
        named = [_award_of(column, sheet, awards) for column in sheet.columns]
        headed = [column.heading is not None for column in sheet.columns]
        for column, award, is_headed in zip(sheet.columns, named, headed, strict=True):
            alone = not is_headed or named.count(award) == 1
            found.append(AwardQuota(award.name.value if award and alone else None, sheet, column))
    return tuple(found)


def _award_of(column: QuotaColumn, sheet: QuotaSheet, awards: tuple[AwardFact, ...]) -> AwardFact | None:
    named = award_named(column.heading.text, awards) if column.heading else None
    if named is None and column.heading:
        named = _shortened(column.heading.text, awards)
    if named is None and sheet.title:
        named = award_named(sheet.title.text, awards)
    if named is None and len(awards) == 1:
        named = awards[0]
    if named is None:
        alike = [award for award in awards if award.total and award.total.value == column.total]
        named = alike[0] if len(alike) == 1 else None
    return named


def _shortened(heading: str, awards: tuple[AwardFact, ...]) -> AwardFact | None:
    """The one award whose name a heading gives with its middle left out (校级先进个人 for 校级实践先进个人)."""
    short = core_name(heading)
    alike = [award for award in awards if _is_within(short, core_name(award.name.value))]
    return alike[0] if len(alike) == 1 else None


def _is_within(short: str, name: str) -> bool:
    return 3 < len(short) < len(name) and any(
        name.startswith(short[:place]) and name.endswith(short[place:]) for place in range(1, len(short))
    )


def _with_total(award: AwardFact, quotas: tuple[AwardQuota, ...], rules: tuple[QuotaRule, ...]) -> AwardFact:
    """The award's number of prizes from its quota table, when the notice gives none and all nominated get one."""
    columns = [quota.column for quota in quotas if quota.award == award.name.value]
    fewer = any(rule.kind in (RuleKind.PRIZES, RuleKind.CANDIDATES) for rule in rules)
    if len(columns) != 1 or fewer:
        return award
    spans = tuple(span for _, places in columns[0].places for span in places.spans)
    if (award.total or award.approximate) and not _is_one_of(award, spans):
        return award
    return replace(award, total=Fact(columns[0].total, spans, How.COMPUTED, SURENESS[How.COMPUTED]))


def _is_one_of(award: AwardFact, spans: tuple[Span, ...]) -> bool:
    """Whether what was taken for an award's number is the places of one body."""
    counted = award.total.spans if award.total else ()
    return any(start <= first and last <= end for start, end in counted for first, last in spans)

"""What reading a notice left open: things missing, things that disagree, and texts that are no campaign."""

import re
from collections.abc import Iterator

from pingxuan.core.finding import in_marks
from pingxuan.core.notice.annexes import Annex
from pingxuan.core.notice.fact import How, Question
from pingxuan.core.notice.facts import NoticeFacts
from pingxuan.core.notice.forms import FORM_TITLE
from pingxuan.core.notice.issuing import masked_number
from pingxuan.core.notice.notice_kind import NO_AWARDS, NoticeKind, read_kind


def doubts(facts: NoticeFacts) -> tuple[Question, ...]:
    """Questions that rest on the reading alone, in the order a person would settle them."""
    return (*_purpose(facts), *_issuing(facts), *_quotas(facts), *_annexes(facts))


def _purpose(facts: NoticeFacts) -> Iterator[Question]:
    kind = read_kind(facts.parts)
    told = kind.value.label
    if kind.value in NO_AWARDS:
        text = f"这份通知看来是{told}，不是评选通知，没有要评的称号。如确是评选，请填写奖项。"
        yield Question("not_an_award_campaign", text, "awards", "", kind.spans)
    elif kind.value is NoticeKind.CONTEST:
        text = f"这份通知看来是{told}，奖项由作品或成绩产生，与推荐评选不尽相同。请确认用本系统办理是否合适。"
        yield Question("not_quite_a_campaign", text, "awards", "", kind.spans)
    elif kind.value is NoticeKind.RESULT:
        text = f"这份文件看来是{told}，评选已经办完。如要据此办下一次评选，请改定时限和名额后使用。"
        yield Question("campaign_already_over", text, "awards", "", kind.spans)
    elif kind.value is NoticeKind.FORM_ONLY:
        text = "这里只有一张表格，没有通知正文。请把通知正文一并粘贴或上传，或在定义里补填。"
        yield Question("notice_body_missing", text, "awards", "", kind.spans)
    elif not facts.awards:
        text = "没有读到要评的称号，这份通知可能不是评选通知。如确是评选，请填写奖项。"
        yield Question("not_an_award_campaign", text, "awards")


def _issuing(facts: NoticeFacts) -> Iterator[Question]:
    if facts.title is None:
        yield Question("title_unread", "没有读到通知的标题，可能缺页。请填写评选活动的名称。", "title")
    if not facts.issuers:
        yield Question("issuer_unread", "没有读到落款单位。请填写主办单位。", "issuer")
    masked = masked_number(facts.parts) if facts.doc_number is None else None
    if masked:
        text = f"文号{in_marks(masked.shown)}没有写全。请填写文号。"
        yield Question("doc_number_masked", text, "doc_number", "", masked.spans())
    if facts.issue_date_partial:
        partial = facts.issue_date_partial
        text = f"印发日期只有月和日（{partial.value}），没有年份。请填写完整日期。"
        yield Question("issue_date_partial", text, "issue_date", "", partial.spans)
    elif facts.issue_date and facts.issue_date.how is How.INFERRED:
        day = facts.issue_date.value.isoformat()
        text = f"落款没有日期，暂以网页的发布日期 {day} 为印发日期。请核对。"
        yield Question("issue_date_from_page", text, "issue_date", day, facts.issue_date.spans)
    elif facts.issue_date is None:
        yield Question("issue_date_unread", "没有读到印发日期。请填写。", "issue_date")


def _quotas(facts: NoticeFacts) -> Iterator[Question]:
    for quota in facts.quotas:
        title = quota.sheet.title.shown if quota.sheet.title else "正文中的名额表"
        if quota.award is None:
            text = f"{in_marks(title)}的名额属于哪个奖项，没有读出来。请指定。"
            yield Question("quota_award_unclear", text, "awards")
            continue
        award = next(one for one in facts.awards if one.name.value == quota.award)
        if award.total and not award.approximate and award.total.value != quota.column.total:
            text = f"{in_marks(quota.award)}写明共 {award.total.value} 个，名额表相加是 {quota.column.total} 个。请核对。"
            index = facts.awards.index(award)
            yield Question("total_differs_from_table", text, f"awards[{index}].total", "", award.total.spans)


def _annexes(facts: NoticeFacts) -> Iterator[Question]:
    """Attachments that are listed but whose text is not here."""
    held = [annex.title.text for annex in facts.parts.annexes if annex.title]
    for number, piece in facts.parts.attachments:
        only = len(facts.parts.attachments) == 1
        there = any((annex.number == number or only) and _holds(annex) for annex in facts.parts.annexes)
        if there or any(title in piece.text or piece.text in title for title in held):
            continue
        if FORM_TITLE.search(piece.text) or re.search("名额|汇总", piece.text):
            text = f"附件{in_marks(piece.shown)}只有名称没有内容。请把附件一并粘贴或上传，或在定义里补填。"
            yield Question("annex_missing", text, "", piece.shown, (piece.span(),))


def _holds(annex: Annex) -> bool:
    return bool(annex.tables or annex.paragraphs)

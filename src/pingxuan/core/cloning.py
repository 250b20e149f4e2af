"""The next campaign from an earlier one: years rolled forward, dates cleared, everything else kept and asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from pingxuan.core.beginning import Beginning
from pingxuan.core.definition import Award, Deadline, Definition, Quota, RegisterRule
from pingxuan.core.definition_names import read_value
from pingxuan.core.finding import in_marks
from pingxuan.core.instants import beijing_date
from pingxuan.core.notice.fact import Question
from pingxuan.core.notice.numerals import number
from pingxuan.core.notice.numerals import year as read_year
from pingxuan.core.words import QuotaKind, RegisterRuleKind

_DIGIT = "〇零一二三四五六七八九"
_YEAR = re.compile(rf"(?<![0-9])((?:19|20)[0-9]{{2}})(?![0-9])|([{_DIGIT}○]{{4}})(?=\s*年)")
_SESSION = re.compile(r"第([0-9]{1,3}|[一二三四五六七八九十百]{1,5})(届|批|次)")
_ONES = "零一二三四五六七八九"


def next_campaign(definition: Definition, year: int) -> Beginning:
    """The definition carried over to ``year`` (Beijing), with a question for whatever a person has to settle.

    Titles and names are rolled forward as a suggestion; number, dates and approval number are cleared; forms,
    bodies, quotas and criteria are kept. Nothing of the nominations is in a definition, so nothing is copied.
    """
    last = _year_of(definition)
    roll = _Roll(year - last if last else 0)
    asked = _Asked()
    awards = tuple(
        _award(award, f"awards[{index}]", last, roll, asked) for index, award in enumerate(definition.awards)
    )
    new = replace(
        definition,
        title=roll.text(definition.title),
        short_title=roll.text(definition.short_title),
        attachments=tuple(map(roll.text, definition.attachments)),
        plaque=replace(definition.plaque, pattern=roll.years(definition.plaque.pattern)),
        doc_number="",
        issue_date=None,
        approval=replace(definition.approval, number=""),
        deadlines=tuple(replace(due, at=None, wording="") for due in definition.deadlines),
        awards=awards,
    )
    head = tuple(_of_campaign(definition, new))
    return Beginning(new, (*head, *asked.questions, *_left(new, last)))


def _year_of(definition: Definition) -> int | None:
    """The year of the earlier campaign: of its issue, its deadlines, or its title."""
    days = [
        definition.issue_date,
        *(beijing_date(due.at) for due in definition.deadlines if due.at and due.at.tzinfo),
    ]
    told = [day.year for day in days if day]
    named = [value for text in (definition.title, definition.short_title) for value in _years_in(text)]
    return next(iter((*told, *reversed(named))), None)


def _years_in(text: str) -> list[int]:
    found = (read_year(match[1] or match[2]) for match in _YEAR.finditer(text))
    return [value for value in found if value]


@dataclass(frozen=True)
class _Roll:
    """Moves what names the campaign's time forward by ``years``, its ordinal by one."""

    by: int

    def years(self, text: str) -> str:
        """Every year in figures or numerals moved on, in the writing it had."""
        return _YEAR.sub(self._year, text) if self.by else text

    def text(self, text: str) -> str:
        """Years moved on, and 第三届 to 第四届."""
        return _SESSION.sub(_next_session, self.years(text)) if self.by > 0 else self.years(text)

    def _year(self, found: re.Match[str]) -> str:
        value = read_year(found[1] or found[2])
        if value is None:
            return found[0]
        figures = str(value + self.by)
        return figures if found[1] else "".join("〇一二三四五六七八九"[int(one)] for one in figures)


def _next_session(found: re.Match[str]) -> str:
    value = number(found[1])
    if value is None:
        return found[0]
    return f"第{value + 1 if found[1].isascii() else _numeral(value + 1)}{found[2]}"


def _numeral(value: int) -> str:
    """1–199 as 一, 十二, 二十, 一百零五."""
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    front = f"{_ONES[hundreds]}百" if hundreds else ""
    if not tens:
        return f"{front}{'零' if front and ones else ''}{_ONES[ones] if ones else ''}"
    head = "十" if tens == 1 and not front else f"{_ONES[tens]}十"
    return f"{front}{head}{_ONES[ones] if ones else ''}"


@dataclass
class _Asked:
    questions: list[Question] = field(default_factory=list)

    def ask(self, code: str, text: str, about: str, suggestion: str = "") -> None:
        """One question more."""
        self.questions.append(Question(code, text, about, suggestion))


def _award(award: Award, at: str, last: int | None, roll: _Roll, asked: _Asked) -> Award:
    _ask_quota(award, f"{at}.quota", asked)
    rules = tuple(_rule(rule, f"{at}.rules[{i}]", last, asked) for i, rule in enumerate(award.rules))
    if not award.rules:
        since = f"上届（{last} 年）" if last else "上届"
        text = (
            f"{since}授予{in_marks(award.name)}的，本届还能推荐吗？不重复推荐的，请增加一条与台账核对的规则。"
        )
        asked.ask("honoured_last_time", text, f"{at}.rules")
    return replace(
        award,
        name=roll.text(award.name),
        form=replace(award.form, title=roll.text(award.form.title)),
        further_forms=tuple(replace(form, title=roll.text(form.title)) for form in award.further_forms),
        summary=replace(award.summary, title=roll.text(award.summary.title)),
        quota=replace(award.quota, title=roll.text(award.quota.title)),
        rules=rules,
    )


def _ask_quota(award: Award, at: str, asked: _Asked) -> None:
    quota: Quota = award.quota
    if quota.kind is QuotaKind.TABLE:
        text = f"{in_marks(award.name)}的名额沿用上届，合计 {quota.total} 个。请核对各单位名额。"
        asked.ask("quota_kept", text, at)
    elif quota.kind is QuotaKind.RATIO and quota.ratio:
        of = quota.ratio.of or "基数"
        text = f"{in_marks(award.name)}按{of}分名额，各单位的数还是上届的。请换成最新的数。"
        asked.ask("ratio_bases_kept", text, f"{at}.ratio")


def _rule(rule: RegisterRule, at: str, last: int | None, asked: _Asked) -> RegisterRule:
    """The year is asked again; the last campaign's own is what an exclusion most likely means next."""
    offered = str(last or "") if rule.kind is RegisterRuleKind.EXCLUDED else ""
    before = f" {rule.year} 年的" if rule.year else "没有写明年份的"
    text = f"{rule.kind.label}：上届查的是{before}{in_marks(rule.honour)}。本届查哪一年的？"
    asked.ask("rule_year_rolled", text, f"{at}.year", offered)
    return replace(rule, year=0, wording="")


def _of_campaign(old: Definition, new: Definition) -> Iterator[Question]:
    if new.title != old.title:
        yield Question("title_rolled", f"标题由{in_marks(old.title)}改来，对不对？", "title", new.title)
    if new.short_title != old.short_title:
        text = f"简称由{in_marks(old.short_title)}改来，对不对？"
        yield Question("short_title_rolled", text, "short_title", new.short_title)
    before = f"上届是{in_marks(old.doc_number)}。" if old.doc_number else ""
    yield Question("doc_number_unsaid", f"本届通知的文号是什么？{before}", "doc_number")
    before = f"上届是 {read_value(old.issue_date)}。" if old.issue_date else ""
    yield Question("issue_date_unsaid", f"本届通知哪一天印发？{before}", "issue_date")
    for index, due in enumerate(old.deadlines):
        yield Question("deadline_unsaid", _asked_again(due), f"deadlines[{index}].at")
    if old.approval.number or old.approval.basis:
        text = f"上届的批准文号是{in_marks(old.approval.number or '（没有写明）')}。本届的批准依据和文号请重新核对。"
        yield Question("approval_kept", text, "approval.number")
    if any((old.contact.person, old.contact.phone, old.contact.email)):
        yield Question("contact_kept", "联系人、电话和邮箱沿用上届，请核对是否有变。", "contact")


def _asked_again(due: Deadline) -> str:
    told = read_value(due.at)
    wording = f"通知写的是{in_marks(due.wording)}" if due.wording else ""
    before = "，".join(filter(None, (told and f"上届是 {told}", wording)))
    return f"{in_marks(due.what)}本届什么时候截止？{before + '。' if before else ''}请定到年月日和钟点。"


def _left(new: Definition, last: int | None) -> Iterator[Question]:
    """Texts that still name the earlier campaign's year."""
    if last is None:
        return
    for path, text in _texts(new, ""):
        if last in _years_in(text):
            said = (
                f"这里还写着 {last} 年：{in_marks(text if len(text) <= 60 else text[:60] + '……')}。要不要改？"
            )
            yield Question("year_left", said, path)


def _texts(part: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(part, str):
        yield path, part
    elif is_dataclass(part):
        for one in fields(part):
            yield from _texts(getattr(part, one.name), f"{path}.{one.name}".lstrip("."))
    elif isinstance(part, tuple):
        yield from _of_rows(part, path)


def _of_rows(rows: Sequence[Any], path: str) -> Iterator[tuple[str, str]]:
    if rows and isinstance(rows[0], str):
        yield path, "、".join(rows)
    else:
        for index, row in enumerate(rows):
            yield from _texts(row, f"{path}[{index}]")

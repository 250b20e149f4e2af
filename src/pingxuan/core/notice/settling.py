"""A draft with every open question answered, as suggested or by plain convention, so that it may open."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from pingxuan.core.definition import Award, Deadline, Definition, NominatingBody, PublicationRule, Quota
from pingxuan.core.instants import BEIJING
from pingxuan.core.notice.draft import Draft
from pingxuan.core.notice.settling_forms import fresh_key, settled_forms
from pingxuan.core.quota import allotted
from pingxuan.core.words import DeadlineKind, QuotaKind

CUSTOMARY_DAY = date(2023, 2, 10)
"""When a notice without a date is taken to have been issued."""
CUSTOMARY_BODIES = ("甲县", "乙县", "丙市")
MATERIALS_DAYS, CONTACTS_DAYS = 17, 7
"""Days from the issue to a deadline nobody can tell."""
CLOSING = time(18, tzinfo=BEIJING)
_BETWEEN = re.compile(r"[，,、；;：:\s]+(?![^（(]*[）)])")
_EVERYBODY = re.compile(r"^(?:各|全[省市县区校院]|有关|机关)|^$")


def settled(draft: Draft) -> Definition:
    """The draft's definition with its questions answered; without an award it stays without one."""
    offered = {question.about: question.suggestion for question in draft.questions if question.suggestion}
    return settled_definition(draft.definition, offered)


def settled_definition(definition: Definition, offered: Mapping[str, str] | None = None) -> Definition:
    """The definition with nothing left that keeps it from opening, as long as it has an award.

    ``offered`` gives, by path, what was suggested for an open place.
    """
    day = _issued(definition)
    awards = tuple(
        settled_forms(_settled_award(award, place, day)) for place, award in enumerate(definition.awards)
    )
    bodies = _bodies(definition, awards)
    awards = tuple(_settled_quota(award, bodies) for award in _keyed(awards))
    limit = definition.approval.limit
    prizes = sum(award.total or 0 for award in awards)
    return replace(
        definition,
        title=definition.title.strip() or _customary_title(awards),
        issuer=definition.issuer.strip() or "主办单位",
        issue_date=day,
        awards=awards,
        bodies=bodies,
        deadlines=_deadlines(definition, offered or {}, day),
        candidates_percent=_percent(definition, awards),
        publication=definition.publication if definition.publication.working_days > 0 else PublicationRule(),
        approval=replace(definition.approval, limit=None if limit is not None and limit < prizes else limit),
    )


def _issued(definition: Definition) -> date:
    """The day of issue; where it is unknown, so long before the first deadline as is customary."""
    fixed = [due.at.date() for due in definition.deadlines if due.at]
    if definition.issue_date:
        return definition.issue_date
    return min(fixed) - timedelta(days=MATERIALS_DAYS) if fixed else CUSTOMARY_DAY


def _customary_title(awards: tuple[Award, ...]) -> str:
    return f"关于推荐评选“{awards[0].name}”的通知" if awards else "推荐评选通知"


def _settled_award(award: Award, place: int, day: date) -> Award:
    name = award.name.strip() or f"第{place + 1}项称号"
    rules = tuple(
        replace(rule, year=rule.year or day.year - 1, honour=rule.honour.strip() or name)
        for rule in award.rules
    )
    percent = award.prize_percent
    kept = percent if percent is not None and 1 <= percent <= 100 else None
    places = {body: count for body, count in award.quota.places.items() if body.strip()}
    ratio = award.quota.ratio
    if ratio:
        ratio = replace(ratio, bases={body: count for body, count in ratio.bases.items() if body.strip()})
    quota = replace(award.quota, places=places, ratio=ratio)
    return replace(award, name=name, rules=rules, prize_percent=kept, quota=quota)


def _keyed(awards: tuple[Award, ...]) -> Iterator[Award]:
    """Awards are told apart by their keys."""
    taken: set[str] = set()
    for award in awards:
        yield replace(award, key=fresh_key(award.key.strip() or "award", taken))


def _bodies(definition: Definition, awards: tuple[Award, ...]) -> tuple[NominatingBody, ...]:
    """Those named, those only a quota names, else those addressed, else invented ones."""
    found = {body.name: body for body in definition.bodies if body.name.strip()}
    for award in awards:
        bases = award.quota.ratio.bases if award.quota.ratio else {}
        for name in filter(str.strip, (*award.quota.places, *bases)):
            found.setdefault(name, NominatingBody(name=name))
    if not found:
        addressed = [name for name in _BETWEEN.split(definition.addressees) if not _EVERYBODY.match(name)]
        names = addressed if len(addressed) > 1 else CUSTOMARY_BODIES
        found = {name: NominatingBody(name=name) for name in names}
    return tuple(found.values())


def _settled_quota(award: Award, bodies: tuple[NominatingBody, ...]) -> Award:
    names = [body.name for body in bodies]
    quota = _KINDS.get(award.quota.kind, _as_it_is)(award, names)
    least = quota.least if quota.least and quota.least > 0 else None
    places = allotted(quota, names)
    if least and places and min(places.values()) < least:
        least = min(places.values()) or None
    total = award.total
    if total is not None and quota.kind is QuotaKind.TABLE:
        total = min(total, quota.total)
    return replace(award, total=total, quota=replace(quota, least=least))


def _as_it_is(award: Award, _names: list[str]) -> Quota:
    return award.quota


def _table(award: Award, _names: list[str]) -> Quota:
    places = {name: max(0, count) for name, count in award.quota.places.items()}
    return replace(award.quota, places=places) if sum(places.values()) else Quota()


def _register(award: Award, _names: list[str]) -> Quota:
    return award.quota if award.rules else Quota()


def _each(award: Award, _names: list[str]) -> Quota:
    return replace(award.quota, each=max(1, award.quota.each or 1))


def _ratio(award: Award, names: list[str]) -> Quota:
    ratio = award.quota.ratio
    if ratio is None:
        return Quota(kind=QuotaKind.EACH, each=1, least=award.quota.least)
    per = max(1, ratio.per)
    bases = {name: max(0, ratio.bases.get(name, per)) for name in names}
    told = replace(ratio, places=max(1, ratio.places), per=per, of=ratio.of.strip() or "人数", bases=bases)
    return replace(award.quota, ratio=told)


_KINDS = {
    QuotaKind.TABLE: _table,
    QuotaKind.REGISTER: _register,
    QuotaKind.EACH: _each,
    QuotaKind.RATIO: _ratio,
}


def _percent(definition: Definition, awards: tuple[Award, ...]) -> int:
    """As many nominations per hundred prizes as the most generous table asks for."""
    tables = [award for award in awards if award.quota.kind is QuotaKind.TABLE and award.total]
    shares = [-(-award.quota.total * 100 // (award.total or 1)) for award in tables]
    return max(100, definition.candidates_percent, *shares)


def _deadlines(definition: Definition, offered: Mapping[str, str], day: date) -> tuple[Deadline, ...]:
    dues = [
        replace(due, at=_instant(due, offered.get(f"deadlines[{place}].at", ""), day))
        for place, due in enumerate(definition.deadlines)
    ]
    if not any(due.kind is DeadlineKind.MATERIALS for due in dues):
        dues.append(
            Deadline(kind=DeadlineKind.MATERIALS, what="推荐材料", at=_customary(day, MATERIALS_DAYS))
        )
    last = next(due.at for due in dues if due.kind is DeadlineKind.MATERIALS)
    return tuple(
        replace(due, at=last)
        if due.kind is DeadlineKind.CONTACTS and due.at and last and due.at > last
        else due
        for due in dues
    )


def _instant(due: Deadline, offered: str, day: date) -> datetime:
    """The instant given, else the one suggested, else the customary one; never before the day of issue."""
    at = due.at or _read(offered)
    if at is not None and at.tzinfo is None:
        at = at.replace(tzinfo=BEIJING)
    if at is None or at.date() < day:
        return _customary(day, CONTACTS_DAYS if due.kind is DeadlineKind.CONTACTS else MATERIALS_DAYS)
    return at


def _read(offered: str) -> datetime | None:
    try:
        return datetime.fromisoformat(offered) if offered else None
    except ValueError:
        return None


def _customary(day: date, days: int) -> datetime:
    return datetime.combine(day + timedelta(days=days), CLOSING)

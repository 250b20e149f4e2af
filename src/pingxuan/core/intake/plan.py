"""What taking files in would do, record by record, before anything is written: 新增, 变更, 不变, 不予接收."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from pingxuan.core.definition import Award, Definition, field_for
from pingxuan.core.fields import field_findings, normalised
from pingxuan.core.finding import Finding, blocking, in_marks
from pingxuan.core.intake.record import Reading, Record
from pingxuan.core.names import name_key
from pingxuan.core.nomination import CHECKS, NominationCase, nominee_name, unit_name
from pingxuan.core.register import Judgement, RegisterEntry
from pingxuan.core.words import Meaning, NominationState, Word


class Action(Word):
    """What becomes of a record."""

    NEW = "new", "新增"
    CHANGED = "changed", "变更"
    UNCHANGED = "unchanged", "不变"
    REFUSED = "refused", "不予接收"


OPEN_TO_CHANGE = frozenset({NominationState.DRAFT, NominationState.HANDED_IN, NominationState.RETURNED})


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A live nomination of the body that a record may be about."""

    id: str
    award_key: str
    name: str
    unit: str = ""
    state: NominationState = NominationState.DRAFT
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class IntakeFacts:
    """What a plan is made against: one body's part of a campaign at one moment."""

    definition: Definition
    at: datetime
    campaign_open: bool = True
    late_until: datetime | None = None
    standing: Sequence[Standing] = ()
    places: Mapping[str, int] = field(default_factory=dict)
    """Award key → places the body may still fill; no entry where the quota is not by table."""
    register: Sequence[RegisterEntry] = ()
    taken: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Award key → register unit → nominee who holds its one place."""
    judgements: Sequence[Judgement] = ()


@dataclass(frozen=True)
class Entry:
    """One record with what would become of it; ``nomination`` is the one it is about, "" for none yet."""

    file: str
    record: Record
    action: Action
    nomination: str = ""
    findings: tuple[Finding, ...] = ()
    changed: tuple[str, ...] = ()
    """Labels of the blanks that would change."""


@dataclass(frozen=True)
class Plan:
    """Every record of every file, in order, and what was found about files as a whole."""

    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...] = ()

    def count(self, action: Action) -> int:
        """How many records that becomes of."""
        return sum(entry.action is action for entry in self.entries)


def plan_of(readings: Sequence[Reading], facts: IntakeFacts) -> Plan:
    """The plan for all files together: forms use places, the second form of one nominee is told apart."""
    entries: list[Entry] = []
    used: dict[str, int] = defaultdict(int)
    seen: dict[tuple[str, str, str, bool], str] = {}
    beside = _summary_answers(readings)
    for reading in readings:
        for record in reading.records:
            entry = _entry(reading.file, record, facts, beside.get(who(record), {}))
            entry = _not_twice(entry, seen)
            entry = _within_places(entry, facts, used)
            entries.append(entry)
    findings = tuple(finding for reading in readings for finding in reading.findings)
    return Plan(tuple(entries), findings)


def who(record: Record) -> tuple[str, str]:
    """Award and name: what a form and its line of the summary share."""
    return record.award.key, name_key(nominee_name(record.award, record.answers))


def _summary_answers(readings: Sequence[Reading]) -> dict[tuple[str, str], dict[str, Any]]:
    """What the summaries among the files say of each nominee: 联系人 stands there and not on the form."""
    lines = [record for reading in readings for record in reading.records if record.from_summary]
    return {who(record): record.answers for record in lines}


def _entry(file: str, record: Record, facts: IntakeFacts, beside: Mapping[str, Any]) -> Entry:
    held = about(record, facts.standing)
    before = {**(held.answers if held else {}), **beside}
    findings = tuple(_placed(file, record, finding) for finding in _findings(record, held, before, facts))
    changed = tuple(_changed(record, held)) if held else ()
    if blocking(findings):
        action = Action.REFUSED
    elif held is None:
        action = Action.NEW
    else:
        action = Action.CHANGED if changed else Action.UNCHANGED
    return Entry(
        file, record, action, held.id if held else "", (*findings, *_named(file, record.doubts)), changed
    )


def about(record: Record, standing: Sequence[Standing]) -> Standing | None:
    """The nomination a record is about: same award and name, and where both tell it, the same unit."""
    name = name_key(nominee_name(record.award, record.answers))
    unit = name_key(unit_name(record.award, record.answers))
    for one in standing:
        same_unit = not unit or not one.unit or name_key(one.unit) == unit
        if name and one.award_key == record.award.key and name_key(one.name) == name and same_unit:
            return one
    return None


def _findings(
    record: Record, held: Standing | None, before: Mapping[str, Any], facts: IntakeFacts
) -> Iterator[Finding]:
    if not nominee_name(record.award, record.answers):
        blank = field_for(record.award.form, Meaning.NOMINEE_NAME)
        label = in_marks(blank.label) if blank else "推荐对象名称"
        text = f"{record.where}没有读到{label}，不知道推荐的是谁。请补填后重新报送。"
        yield Finding("nominee_missing", text, blank.key if blank else "")
        return
    if held and held.state not in OPEN_TO_CHANGE and list(_changed(record, held)):
        text = f"{in_marks(held.name)}{held.state.label}，内容不能直接改。请先由推荐单位或主办单位退回修改。"
        yield Finding("not_open_to_change", text)
    case = _case(record, held, before, facts)
    checks = _SUMMARY_CHECKS if record.from_summary else CHECKS["hand_in"]
    for check in checks:
        for finding in check(case):
            yield _awaiting_summary(record, finding)
    if record.from_summary:
        yield from _column_findings(record)


_SUMMARY_CHECKS = tuple(check for check in CHECKS["hand_in"] if check.__name__ != "_form_complete")


def _awaiting_summary(record: Record, finding: Finding) -> Finding:
    """What only the summary asks for is missing on no form: it comes with the summary."""
    blank = next((one for one in record.award.fields if one.key == finding.where), None)
    if finding.code != "required_missing" or blank is None or blank.printed:
        return finding
    text = f"{in_marks(blank.label)}只在汇总表上填写，推荐表没有这一栏。请一并报送汇总表。"
    return replace(finding, code="awaits_summary", text=text, blocks=False)


def _case(
    record: Record, held: Standing | None, before: Mapping[str, Any], facts: IntakeFacts
) -> NominationCase:
    taken = {u: n for u, n in facts.taken.get(record.award.key, {}).items() if not held or n != held.name}
    return NominationCase(
        state=held.state if held else NominationState.DRAFT,
        definition=facts.definition,
        award=record.award,
        answers={**before, **record.answers},
        at=facts.at,
        campaign_open=facts.campaign_open,
        late_until=facts.late_until,
        register=facts.register,
        taken=taken,
        judgements=facts.judgements,
    )


def _column_findings(record: Record) -> Iterator[Finding]:
    """What is wrong with the values a summary's line holds; what it has no column for is the form's matter."""
    for key, value in record.values.items():
        blank = next((one for one in record.award.fields if one.key == key), None)
        if blank and value.held:
            yield from field_findings(replace(blank, required=False), value.held)


def _placed(file: str, record: Record, finding: Finding) -> Finding:
    """The finding with file and cell in place of the blank's key."""
    key = finding.where.split(".", 1)[0]
    place = record.address_of(key) if key in record.values else record.where
    return replace(finding, where=f"{file} {place}")


def _named(file: str, doubts: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(replace(doubt, where=f"{file} {doubt.where}") for doubt in doubts)


def _changed(record: Record, held: Standing) -> Iterator[str]:
    for key, value in record.values.items():
        before = held.answers.get(key)
        if value.held and normalised(value.blank, value.held) != normalised(value.blank, before or ""):
            yield value.blank.label


def _not_twice(entry: Entry, seen: dict[tuple[str, str, str, bool], str]) -> Entry:
    """A second form of one nominee among the files is not taken; a form beside a summary's line is as it should be."""
    record = entry.record
    name = name_key(nominee_name(record.award, record.answers))
    key = (record.award.key, name, name_key(unit_name(record.award, record.answers)), record.from_summary)
    place = f"{entry.file} {record.where}"
    if not name or key not in seen:
        seen[key] = place
        return entry
    text = f"与{seen[key]}是同一个推荐对象，只按第一份读入。请核对哪一份为准，删去另一份后重新报送。"
    return replace(
        entry, action=Action.REFUSED, findings=(*entry.findings, Finding("record_twice", text, place))
    )


def _within_places(entry: Entry, facts: IntakeFacts, used: dict[str, int]) -> Entry:
    """New forms take places in the order they come; those beyond the quota are not taken."""
    award: Award = entry.record.award
    left = facts.places.get(award.key)
    if left is None or entry.action is not Action.NEW or entry.record.from_summary:
        return entry
    used[award.key] += 1
    if used[award.key] <= left:
        return entry
    text = (
        f"{in_marks(award.name)}的名额只有 {left} 个，这是第 {used[award.key]} 份。"
        "请按推荐顺序减少后重新报送，或与主办单位联系调整名额。"
    )
    over = Finding("over_quota", text, f"{entry.file} {entry.record.where}", award.quota.annex)
    return replace(entry, action=Action.REFUSED, findings=(*entry.findings, over))

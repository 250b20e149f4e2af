"""What a body still owes, and the ready text that chases it (催报): facts in, sentences out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pingxuan.core.definition import Definition
from pingxuan.core.instants import beijing
from pingxuan.core.words import AwardKind, DeadlineKind

UNITS = {AwardKind.UNIT: "家", AwardKind.PERSON: "名"}


@dataclass(frozen=True, kw_only=True)
class Short:
    """One award a body is not through with: its places, how many are handed up, how many came back."""

    award: str
    kind: AwardKind
    places: int
    handed_up: int
    sent_back: int = 0

    @property
    def lacking(self) -> int:
        """Places nothing has been handed up for."""
        return max(0, self.places - self.handed_up)


@dataclass(frozen=True, kw_only=True)
class Owed:
    """What one body owes now; ``until`` is the last moment for its own materials."""

    body: str
    unsigned: bool = False
    no_contact: bool = False
    short: tuple[Short, ...] = ()
    until: datetime | None = None
    contact: str = ""

    def __bool__(self) -> bool:
        return self.unsigned or self.no_contact or bool(self.short)


def owed_lines(owed: Owed, definition: Definition, at: datetime) -> tuple[str, ...]:
    """One clause for each thing owed, with its deadline and how long it still runs or is past."""
    lines = ["通知尚未签收"] if owed.unsigned else []
    if owed.no_contact:
        due = definition.deadline(DeadlineKind.CONTACTS)
        lines.append(f"联系人名单尚未报送{_by(due.at if due else None, at)}")
    lines += [f"{_short(short)}{_by(owed.until, at)}" for short in owed.short]
    return tuple(lines)


def chasing_text(owed: Owed, definition: Definition, at: datetime) -> str:
    """The whole message to one body: what is missing, by when, whom to call; "" when nothing is owed."""
    if not owed:
        return ""
    lines = owed_lines(owed, definition, at)
    numbered = "；\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))
    to = f"{owed.body}{owed.contact and f'（{owed.contact}）'}"
    return (
        f"{to}：\n{_about(definition)}，截至{_moment(at)}，贵单位还有下列事项未办：\n{numbered}。\n"
        f"请尽快办理。{_ask(definition)}\n{definition.issuer}"
    )


def chasing_all(owed: Sequence[Owed], definition: Definition, at: datetime) -> str:
    """One message for a group of bodies, a line for each that owes something; "" when none does."""
    late = [one for one in owed if one]
    if not late:
        return ""
    lines = "\n".join(f"{one.body}：{'；'.join(owed_lines(one, definition, at))}。" for one in late)
    return (
        f"{_about(definition)}，截至{_moment(at)}，下列 {len(late)} 个单位还有未办事项：\n{lines}\n"
        f"请尽快办理。{_ask(definition)}\n{definition.issuer}"
    )


def unnamed_text(body: str, honour: str, units: Sequence[str], definition: Definition, at: datetime) -> str:
    """The message to one body about honoured units that have named nobody yet, each by its name."""
    listed = "；\n".join(f"{number}. {unit}" for number, unit in enumerate(units, start=1))
    due = definition.deadline(DeadlineKind.MATERIALS)
    return (
        f"{body}：\n{_about(definition)}，截至{_moment(at)}，贵单位辖内还有 {len(units)} 家单位"
        f"没有推荐“{honour}”：\n{listed}。\n请通知这些单位尽快推荐{_by(due.at if due else None, at)}。"
        f"{_ask(definition)}\n{definition.issuer}"
    )


def _short(short: Short) -> str:
    unit = UNITS[short.kind]
    told = f"“{short.award}”名额 {short.places} 个，已报送 {short.handed_up} {unit}"
    if short.lacking:
        told += f"，还差 {short.lacking} {unit}"
    return told + (f"，退回修改 {short.sent_back} {unit}待重报" if short.sent_back else "")


def _about(definition: Definition) -> str:
    number = f"（{definition.doc_number}）" if definition.doc_number else ""
    return f"关于{definition.short_title or definition.title}工作{number}"


def _ask(definition: Definition) -> str:
    contact = definition.contact
    who = "，".join(part for part in (contact.person, contact.phone) if part)
    return f"联系人：{who}。" if who else ""


def _by(due: datetime | None, at: datetime) -> str:
    if due is None:
        return ""
    if at > due:
        return f"，应于{_moment(due)}前报送，已逾期{_length(at - due)}"
    return f"，{_moment(due)}截止，还有{_length(due - at)}"


def _moment(at: datetime) -> str:
    return f"{beijing(at):%-m月%-d日%-H:%M}"


def _length(span: timedelta) -> str:
    hours = int(span.total_seconds() // 3600)
    if hours < 1:
        return "不足1小时"
    days, rest = divmod(hours, 24)
    return (f"{days}天" if days else "") + (f"{rest}小时" if rest and days < 3 else "")

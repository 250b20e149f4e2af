"""By when what is due, as the definition keeps it, with a question wherever the notice leaves a doubt."""

from datetime import datetime, time

from pingxuan.core.definition import Deadline
from pingxuan.core.finding import in_marks
from pingxuan.core.instants import BEIJING
from pingxuan.core.notice.deadlines import DeadlineFact
from pingxuan.core.notice.facts import NoticeFacts
from pingxuan.core.notice.notes import Notes
from pingxuan.core.words import DeadlineKind

DEFAULT_HOUR = time(18, tzinfo=BEIJING)
"""The hour offered for a deadline the notice gives without one."""
OF_ANOTHER = 4
"""How far a deadline of the notice passed on stands behind the own ones."""
WEEK = "一二三四五六日"


def draft_deadlines(facts: NoticeFacts, notes: Notes) -> tuple[Deadline, ...]:
    """Deadlines with an instant where the notice gives day and hour; the materials' one is always there."""
    last = (
        max((_weight(due), index) for index, due in enumerate(facts.deadlines))[1] if facts.deadlines else -1
    )
    deadlines = []
    for index, due in enumerate(facts.deadlines):
        kind = DeadlineKind.MATERIALS if index == last else DeadlineKind.OTHER
        kind = due.kind if due.kind is DeadlineKind.CONTACTS else kind
        deadlines.append(_deadline(due, kind, index, notes))
    if not any(due.kind is DeadlineKind.MATERIALS for due in deadlines):
        text = "通知没有写明推荐材料何时报送。请定下截止时刻。"
        notes.ask("deadline_unsaid", text, f"deadlines[{len(deadlines)}].at")
        deadlines.append(Deadline(kind=DeadlineKind.MATERIALS, what="推荐材料"))
    return tuple(deadlines)


def _weight(due: DeadlineFact) -> int:
    """How likely a deadline is the materials': of several the last one is, steps on the way come before.

    One set by the notice that is passed on binds the body above; the own one comes before it.
    """
    weights = {DeadlineKind.MATERIALS: 2, DeadlineKind.OTHER: 1, DeadlineKind.CONTACTS: 0}
    return weights[due.kind] - (OF_ANOTHER if due.forwarded else 0)


def _deadline(due: DeadlineFact, kind: DeadlineKind, index: int, notes: Notes) -> Deadline:
    path, when = f"deadlines[{index}]", due.when
    notes.spans(path, [due.span])
    notes.spans(f"{path}.at", [due.span])
    moment = when.moment if when else None
    if moment is None:
        _ask_instant(due, f"{path}.at", notes)
    elif when and when.year_inferred:
        text = f"{in_marks(due.wording)}没有写年份，按印发日期推定为 {when.year} 年。请确认。"
        notes.ask("deadline_year_inferred", text, f"{path}.at", moment.isoformat(), [due.span])
    _ask_doubtful(due, path, notes)
    return Deadline(
        kind=kind, what=due.what or "推荐材料", at=moment, wording=due.wording, channel=due.channel
    )


def _ask_instant(due: DeadlineFact, path: str, notes: Notes) -> None:
    day = due.when.date if due.when else None
    if day is None:
        text = f"{in_marks(due.what)}的时限写作{in_marks(due.wording)}，定不出是哪一天。请填写年月日和钟点（北京时间）。"
        notes.ask("deadline_unsettled", text, path, "", [due.span])
        return
    offered = datetime.combine(day, DEFAULT_HOUR)
    inclusive = "“前”字是否含当日也有歧义，" if due.wording.endswith("前") else ""
    year = f"年份按印发日期推定为 {day.year} 年，" if due.when and due.when.year_inferred else ""
    text = (
        f"{in_marks(due.what)}写作{in_marks(due.wording)}，没有写钟点，{inclusive}{year}"
        f"默认按当日 18:00（北京时间）截止，即 {day.year}年{day.month}月{day.day}日18:00。请确认或改定。"
    )
    notes.ask("deadline_hour", text, path, offered.isoformat(), [due.span])


def _ask_doubtful(due: DeadlineFact, path: str, notes: Notes) -> None:
    """What does not fit: a weekday that is not that day's, 月底, and a day another body's notice sets."""
    when = due.when
    if due.forwarded:
        text = f"{in_marks(due.wording)}是所转发的通知定的时限。请确认本级是否也照此办理。"
        notes.ask("deadline_forwarded", text, f"{path}.at", "", [due.span])
    if when and when.on_another_weekday and when.date:
        text = f"{in_marks(due.wording)}写的星期与日历不符，{when.date.isoformat()} 是星期{WEEK[when.date.weekday()]}。请核对。"
        notes.ask("deadline_weekday_differs", text, f"{path}.at", "", [due.span])
    if when and when.month_end and when.date:
        text = f"{in_marks(due.wording)}没有写到日，暂按当月最后一天 {when.date.isoformat()}。请确认。"
        notes.ask("deadline_month_end", text, f"{path}.at", "", [due.span])

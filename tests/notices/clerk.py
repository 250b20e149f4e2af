"""How a clerk answers what the page of a draft asks: as suggested where it suggests, else something plausible."""

from dataclasses import dataclass
from datetime import date, timedelta

BODIES = "甲县\n乙县\n丙市"
AWARDS = "先进单位\n先进个人"
COUNTED_EACH = 120
"""What each body counts where places follow a ratio."""
DAYS_TO_REPORT = 20
LEFT_OUT = frozenset({"annex_missing"})
"""Asked for what a clerk may not have: put off, as long as the campaign may open without."""
BY_EXAMPLE = {
    "2023-02-27 18:00": "{due} 18:00",
    "2023年2月10日": "{issued}",
    "哪一年": "{last_year}",
    "2021": "{last_year}",
    "全称": "云岭市推荐评选办公室",
    "评选活动": "先进单位推荐评选",
    "电话": "0000-1234567",
    "邮箱": "pingxuan@example.invalid",
    "百分数": "120",
    "字数": "1500",
}
"""What is typed, by what the empty box says in grey."""
A_FEW = "2"


@dataclass(frozen=True)
class Ask:
    """A question as it stands on the page."""

    code: str
    control: str
    """line, box, select, or "" where a button is all."""
    value: str
    """What stands in the control."""
    suggested: bool
    """Whether that is what the page suggests."""
    must: bool
    example: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reply:
    """Which button is pressed, ``answer`` or ``settle``, and what was typed or chosen first."""

    button: str
    text: str | None = None


def reply(ask: Ask, due: date) -> Reply:
    """What a clerk without further knowledge does; ``due`` is the first day anything of the page is due."""
    if ask.suggested or ask.code == "summary_lacks_unit":
        return Reply("answer")
    stands = bool(ask.value) and ask.control != "box"
    put_off = not ask.must and (stands or ask.code in LEFT_OUT)
    return Reply("settle") if put_off or not ask.control else Reply("answer", _plausible(ask, due))


def _plausible(ask: Ask, due: date) -> str:
    if ask.control == "select":
        return next(value for value in ask.choices if value)
    return _lines(ask) if ask.control == "box" else _line(ask.example, due)


def _lines(ask: Ask) -> str:
    if ask.code == "bodies_unknown":
        return BODIES
    if "bases" in ask.code:
        return "\n".join(f"{line.split()[0]} {COUNTED_EACH}" for line in (ask.value or BODIES).split("\n"))
    return AWARDS


def _line(example: str, due: date) -> str:
    issued = due - timedelta(days=DAYS_TO_REPORT)
    days = {"due": due.isoformat(), "issued": issued.isoformat(), "last_year": str(due.year - 1)}
    told = next((text for said, text in BY_EXAMPLE.items() if said in example), A_FEW)
    return told.format(**days)

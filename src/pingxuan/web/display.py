"""How values are written for people: dates, times, masked names and phones, state colours, field labels."""

import re
from datetime import date, datetime, timedelta, timezone

from pingxuan.core.definition import Form
from pingxuan.core.words import (
    NominationState,
    ObjectionOutcome,
    PlaqueState,
    PublicationState,
    RegisterState,
    ReplyKind,
    VisitState,
    Word,
)

BEIJING = timezone(timedelta(hours=8), "北京时间")
NO_VALUE = "--"

_TONES: dict[Word, str] = {
    NominationState.DRAFT: "idle",
    NominationState.HANDED_IN: "data",
    NominationState.ENDORSED: "data",
    NominationState.SUBMITTED: "data",
    NominationState.RETURNED: "warn",
    NominationState.ACCEPTED: "ok",
    NominationState.REJECTED: "bad",
    NominationState.WITHDRAWN: "idle",
    NominationState.PROPOSED: "data",
    NominationState.RESERVE: "idle",
    NominationState.NOT_SELECTED: "idle",
    NominationState.HONOURED: "ok",
    NominationState.DROPPED: "bad",
    ReplyKind.NO_OBJECTION: "ok",
    ReplyKind.OBJECTION: "bad",
    ReplyKind.NOT_ANSWERED: "warn",
    VisitState.PLANNED: "idle",
    VisitState.DONE: "ok",
    PublicationState.RUNNING: "data",
    PublicationState.ENDED: "warn",
    PublicationState.DECIDED: "ok",
    ObjectionOutcome.PENDING: "warn",
    ObjectionOutcome.UPHELD: "bad",
    ObjectionOutcome.NOT_UPHELD: "ok",
    PlaqueState.VALID: "ok",
    PlaqueState.REVOKED: "bad",
    RegisterState.VALID: "ok",
    RegisterState.REVOKED: "bad",
}


def beijing(at: datetime) -> datetime:
    """The instant on the Beijing clock; a naive one is taken to be on it already."""
    return at if at.tzinfo is None else at.astimezone(BEIJING)


def date_words(day: date | datetime | None) -> str:
    """2023年2月27日, as documents and public pages write it; -- for none."""
    if day is None:
        return NO_VALUE
    local = beijing(day) if isinstance(day, datetime) else day
    return f"{local.year}年{local.month}月{local.day}日"


def short_date(day: date | datetime | None) -> str:
    """2月27日, for tables within one year; -- for none."""
    return NO_VALUE if day is None else date_words(day).partition("年")[2]


def stamp(at: datetime | None) -> str:
    """2023-02-27 18:00 on the Beijing clock; -- for none."""
    return NO_VALUE if at is None else beijing(at).strftime("%Y-%m-%d %H:%M")


def cut_off(at: datetime | None) -> str:
    """2023年2月27日 18:00（北京时间）: a deadline that must not be misread."""
    return NO_VALUE if at is None else f"{date_words(at)} {beijing(at):%H:%M}（北京时间）"


def masked_phone(phone: str) -> str:
    """138****1234; a landline keeps its area code and last two digits."""
    digits = re.sub(r"\D", "", phone)
    if len(digits) == 11 and digits.startswith("1"):
        return f"{digits[:3]}****{digits[-4:]}"
    return f"{digits[:4]}****{digits[-2:]}" if len(digits) > 7 else "****" if digits else ""


def masked_name(name: str) -> str:
    """王*明, 李*, 阿****: the first character stays, the last too when there are three Chinese ones."""
    clean = name.strip()
    if len(clean) < 2:
        return clean
    if len(clean) == 2:
        return f"{clean[0]}*"
    return f"{clean[0]}*{clean[-1]}" if len(clean) == 3 else f"{clean[0]}{'*' * min(len(clean) - 1, 4)}"


def tone(state: Word | str) -> str:
    """The tag colour of a state: ok, warn, bad, data or idle (plain)."""
    return _TONES.get(state, "idle") if isinstance(state, Word) else "idle"


def label_of(where: str, form: Form | None) -> str:
    """The printed label of the field a finding points at; sheet!cell and unknown places stay as they are."""
    for blank in form.fields if form else ():
        if blank.key == where:
            return blank.label
    return where

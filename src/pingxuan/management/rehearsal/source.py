"""What a rehearsal plays: a notice or a definition, with every open question settled as suggested."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from importlib.resources import files
from pathlib import Path

from pingxuan.core.definition import Definition, NominatingBody
from pingxuan.core.definition_text import from_toml
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.instants import BEIJING
from pingxuan.core.notice.draft import draft_definition
from pingxuan.core.notice.fact import Question
from pingxuan.core.notice.facts import read_notice
from pingxuan.documents.read_text import read_text

FALLBACK_BODIES = ("甲县", "乙县", "丙市")
FALLBACK_DAY = date(2023, 2, 10)
DUE_HOUR = 18


@dataclass(frozen=True)
class Source:
    """A notice's text and name beside the settled definition, and the morning it was issued."""

    text: str
    name: str
    definition: Definition
    starts_at: datetime


def sample_source() -> Source:
    """The sample notice that ships with the program."""
    text = files("pingxuan").joinpath("samples", "notice.txt").read_text("utf-8")
    return _from_notice(text, "样例通知.txt")


def file_text(file: Path) -> str:
    """The text of a file; raises Refused when it cannot be opened or is no text."""
    try:
        return read_text(file.read_bytes(), file.name)
    except OSError as error:
        text = f"打不开“{file}”（{error.strerror}），请检查路径和权限。"
        raise Refused(Finding("file_unreadable", text)) from error


def read_source(file: Path) -> Source:
    """A notice or a definition from a file; raises Refused when it cannot be read."""
    text = file_text(file)
    if file.suffix.lower() == ".toml":
        definition = _settled(from_toml(text), ())
        return Source("", file.name, definition, _morning(definition))
    return _from_notice(text, file.name)


def _from_notice(text: str, name: str) -> Source:
    definition = _settled(*draft_definition(read_notice(text)))
    return Source(text, name, definition, _morning(definition))


def _morning(definition: Definition) -> datetime:
    day = definition.issue_date or FALLBACK_DAY
    return datetime(day.year, day.month, day.day, 9, tzinfo=BEIJING)


def _settled(definition: Definition, questions: Sequence[Question]) -> Definition:
    """Every question answered as suggested, so that the definition may open."""
    offered = {question.about: question.suggestion for question in questions if question.suggestion}
    day = definition.issue_date or FALLBACK_DAY
    deadlines = tuple(
        due if due.at else replace(due, at=_instant(offered.get(f"deadlines[{place}].at", ""), day))
        for place, due in enumerate(definition.deadlines)
    )
    bodies = definition.bodies or tuple(NominatingBody(name=name) for name in FALLBACK_BODIES)
    return replace(definition, issue_date=day, deadlines=deadlines, bodies=bodies)


def _instant(offered: str, issued: date) -> datetime:
    if offered:
        return datetime.fromisoformat(offered)
    day = issued + timedelta(days=17)
    return datetime(day.year, day.month, day.day, DUE_HOUR, tzinfo=BEIJING)

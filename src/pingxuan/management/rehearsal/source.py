"""What a rehearsal plays: a notice or a definition, with every open question settled as suggested."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path

from pingxuan.core.definition import Definition
from pingxuan.core.definition_check import definition_findings
from pingxuan.core.definition_text import from_toml
from pingxuan.core.finding import Finding, Refused, blocking
from pingxuan.core.instants import BEIJING
from pingxuan.core.notice.draft import draft
from pingxuan.core.notice.facts import read_notice
from pingxuan.core.notice.layout import Layout
from pingxuan.core.notice.settling import settled, settled_definition
from pingxuan.core.words import DeadlineKind
from pingxuan.documents.read_text import read_text
from pingxuan.management.files import file_bytes, notice_layout

LEAD = timedelta(days=17)
"""What a rehearsal needs from its first morning to the materials' deadline."""


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
    return _from_notice(Layout(text), "样例通知.txt")


def read_source(file: Path) -> Source:
    """A notice or a definition from a file; raises Refused when it cannot be read or nothing is awarded."""
    if file.suffix.lower() == ".toml":
        definition = _playable(settled_definition(from_toml(read_text(file_bytes(file), file.name))))
        return Source("", file.name, definition, _morning(definition))
    return _from_notice(notice_layout([file]), file.name)


def _from_notice(notice: Layout, name: str) -> Source:
    definition = _playable(settled(draft(read_notice(notice))))
    return Source(notice.text, name, definition, _morning(definition))


def _playable(definition: Definition) -> Definition:
    if not definition.awards:
        text = "这份通知里没有读到评选的称号，不像推荐评选通知，无法演练。请换一份通知，或先在网页上补齐评选定义。"
        raise Refused(Finding("no_awards", text))
    if stops := blocking(definition_findings(definition)):
        raise Refused(*stops)
    return definition


def _morning(definition: Definition) -> datetime:
    """The morning the notice was issued; an earlier one where its deadline leaves too few days to play."""
    due = definition.deadline(DeadlineKind.MATERIALS)
    days = [definition.issue_date, (due.at - LEAD).date() if due and due.at else None]
    day = min(day for day in days if day)
    return datetime(day.year, day.month, day.day, 9, tzinfo=BEIJING)

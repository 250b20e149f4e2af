"""Everything the definition's page shows, put together: sections, places, awards, findings, questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from pingxuan.core.finding import Finding, blocking
from pingxuan.core.notice.fact import How
from pingxuan.web.definition_answers import Asked, asked
from pingxuan.web.definition_award_sections import award_sections
from pingxuan.web.definition_places import PlacesTable, places_table
from pingxuan.web.definition_reading import Reading
from pingxuan.web.definition_sections import (
    contacts_section,
    deadlines_section,
    handing_in_section,
    notice_section,
    plaque_section,
    running_section,
)
from pingxuan.web.definition_sheet import Line, Section, Sheet
from pingxuan.web.marked import Evidence, MarkedPart, parts

PLACES_SECTION = "places"
NOTHING_READ = Reading()


@dataclass(frozen=True)
class AwardPart:
    """The sections of one award under its name."""

    index: int
    was: str
    name: str
    key: str
    sections: tuple[tuple[str, Section], ...]

    @property
    def row(self) -> str:
        """Its path in the definition."""
        return f"awards[{self.index}]"


@dataclass(frozen=True)
class DefinitionPage:
    """What the page shows; every section has the id its 全部核对 button sends."""

    sections: tuple[tuple[str, Section], ...]
    places: PlacesTable
    awards: tuple[AwardPart, ...]
    rules: tuple[tuple[str, Section], ...]
    findings: Sequence[Finding]
    reading: Reading = NOTHING_READ
    questions: tuple[Asked, ...] = ()
    editable: bool = False
    at_work: str = ""
    """The list a row was just added to or taken from: shown open, its newest row ready to type in."""

    @cached_property
    def lines(self) -> list[Line]:
        """Every line of the page."""
        sections = chain.from_iterable(section.every_line() for _, section in self._all())
        return [*self.places.lines, *sections]

    @property
    def read_lines(self) -> list[Line]:
        """Lines whose value was read in the notice."""
        return [line for line in self.lines if line.fact]

    @property
    def confirmed(self) -> int:
        """How many of the values read a person has confirmed."""
        return sum(line.confirmed for line in self.read_lines)

    @property
    def must(self) -> tuple[Finding, ...]:
        """Findings that keep the campaign from opening, but for those a question above asks about."""
        places = {one.open.path for one in self.questions if one.must}
        return tuple(one for one in blocking(self.findings) if not (one.where and one.where in places))

    @property
    def should(self) -> list[Finding]:
        """Findings a person should know."""
        return [finding for finding in self.findings if not finding.blocks]

    @property
    def must_answer(self) -> int:
        """How many questions keep the campaign from opening."""
        return sum(one.must for one in self.questions)

    @property
    def answered(self) -> int:
        """How many of the reader's questions are answered."""
        return len(self.reading.questions) - len(self.questions)

    @cached_property
    def marks(self) -> tuple[Evidence, ...]:
        """Every place in the notice that a value of the page or an open question rests on."""
        return self.reading.marks(frozenset(chain.from_iterable(line.facts.split() for line in self.lines)))

    @cached_property
    def text(self) -> tuple[MarkedPart, ...]:
        """The notice with its marks, its tables as tables."""
        return tuple(parts(self.reading.layout, self.marks)) if self.reading.layout else ()

    @cached_property
    def guessed(self) -> frozenset[str]:
        """Marks of values that were not written as they stand: they stand out in the notice."""
        found = self.reading.found
        unsure = {path for path, (how, _) in found.items() if how is How.INFERRED}
        return frozenset(unsure | {one.open.fact for one in self.questions})

    def ids_of_section(self, wanted: str) -> set[str]:
        """What confirming a whole section confirms."""
        if wanted == PLACES_SECTION:
            return {line.fact or line.path for line in self.places.lines}
        found = dict(self._all()).get(wanted)
        return {line.fact or line.path for line in found.every_line()} if found else set()

    def _all(self) -> list[tuple[str, Section]]:
        return [*self.sections, *chain.from_iterable(part.sections for part in self.awards), *self.rules]


def definition_page(
    data: Mapping[str, Any],
    findings: Sequence[Finding] = (),
    reading: Reading = NOTHING_READ,
    typed: Mapping[str, str] | None = None,
) -> DefinitionPage:
    """The page of a definition's plain data; ``typed`` is what was just answered, by question."""
    sheet = Sheet(data, findings, reading.confirmed, reading.source)
    opening = (notice_section, deadlines_section, contacts_section, handing_in_section)
    ruling = (running_section, plaque_section)
    awards = tuple(
        AwardPart(
            index,
            sheet.was(f"awards[{index}]", index),
            str(award.get("name", "")),
            str(award.get("key", "")),
            tuple((f"a{index}-{n}", section) for n, section in enumerate(award_sections(sheet, index))),
        )
        for index, award in enumerate(data.get("awards") or [])
    )
    return DefinitionPage(
        sections=tuple((f"s{n}", section(sheet)) for n, section in enumerate(opening)),
        places=places_table(sheet),
        awards=awards,
        rules=tuple((f"r{n}", section(sheet)) for n, section in enumerate(ruling)),
        findings=findings,
        reading=reading,
        questions=asked(reading, data, findings, typed or {}),
    )

"""Everything the definition's page shows, put together: sections, places, awards, findings, questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from pingxuan.core.finding import Finding, blocking
from pingxuan.web.definition_reading import Reading
from pingxuan.web.definition_sections import award_sections, basics, deadlines, places_table, running
from pingxuan.web.definition_sheet import Line, PlacesTable, Section, Sheet

PLACES_SECTION = "places"


@dataclass(frozen=True)
class AwardPart:
    """The sections of one award under its name."""

    index: int
    was: str
    name: str
    key: str
    sections: tuple[tuple[str, Section], ...]


@dataclass(frozen=True)
class DefinitionPage:
    """What the page shows; every section has the id its 全部核对 button sends."""

    sections: tuple[tuple[str, Section], ...]
    places: PlacesTable
    awards: tuple[AwardPart, ...]
    rules: tuple[tuple[str, Section], ...]
    findings: Sequence[Finding]
    reading: Reading = field(default_factory=Reading)
    editable: bool = False
    at_work: str = ""
    """The list a row was just added to or taken from: shown open, its newest row ready to type in."""

    @property
    def lines(self) -> list[Line]:
        """Every line of the page."""
        return [*self.places.lines, *chain.from_iterable(section.lines for _, section in self._all())]

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
        """Findings that keep the campaign from opening."""
        return blocking(self.findings)

    @property
    def should(self) -> list[Finding]:
        """Findings a person should know."""
        return [finding for finding in self.findings if not finding.blocks]

    def ids_of_section(self, wanted: str) -> set[str]:
        """What confirming a whole section confirms."""
        if wanted == PLACES_SECTION:
            return {line.fact or line.path for line in self.places.lines}
        found = dict(self._all()).get(wanted)
        return {line.fact or line.path for line in found.lines} if found else set()

    def _all(self) -> list[tuple[str, Section]]:
        return [*self.sections, *chain.from_iterable(part.sections for part in self.awards), *self.rules]


def definition_page(
    data: Mapping[str, Any], findings: Sequence[Finding] = (), reading: Reading | None = None
) -> DefinitionPage:
    """The page of a definition's plain data."""
    told = reading or Reading()
    sheet = Sheet(data, findings, told.confirmed, told.origin or {})
    opening = (*basics(sheet), deadlines(sheet))
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
        sections=tuple((f"s{n}", section) for n, section in enumerate(opening)),
        places=places_table(sheet),
        awards=awards,
        rules=(("rules", running(sheet)),),
        findings=findings,
        reading=told,
    )

"""Invented answers that fill every blank of any form, of any kind and within its limits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pingxuan.core.definition import Award, Field, field_for
from pingxuan.core.wordcount import word_count
from pingxuan.core.words import AwardKind, FieldKind, Meaning
from pingxuan.management.rehearsal.cast import JOBS, Cast, Nominee

CREDIT_CODE = "91350100M000100Y43"
FREE = frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT})
"""Kinds that take any words, so that what the blank means decides them."""
NAMES = frozenset({Meaning.NOMINEE_NAME, Meaning.FILED_BY, Meaning.CONTACT_NAME})
OF_A_KIND: Mapping[FieldKind, frozenset[Meaning]] = {
    FieldKind.PERSON_NAME: NAMES,
    FieldKind.DATE: frozenset({Meaning.FILING_DATE}),
}
"""Kinds that take the words of some meanings only; of every other kind the kind itself decides."""
ROWS_FILLED = 2


@dataclass(frozen=True)
class Filling:
    """One form being filled: for whom, on which day as written, drawn from which cast."""

    award: Award
    nominee: Nominee
    cast: Cast
    filed: str

    def answers(self) -> dict[str, Any]:
        """Field key → answer, of the main form and of those beside it."""
        return {blank.key: self.answer(blank) for blank in self.award.fields}

    def answer(self, blank: Field) -> Any:
        """An answer to one blank that its checks let through."""
        fits = blank.kind in FREE or blank.meaning in OF_A_KIND.get(blank.kind, ())
        said = self._by_meaning(blank) if fits else ""
        return said if said and _within(blank, said) else self._by_kind(blank)

    def _by_meaning(self, blank: Field) -> str:
        nominee, cast = self.nominee, self.cast
        told: Mapping[Meaning, Callable[[], str]] = {
            Meaning.NOMINEE_NAME: lambda: nominee.name,
            Meaning.UNIT_NAME: lambda: nominee.unit,
            Meaning.FILING_UNIT: lambda: (
                nominee.unit or (nominee.name if self.award.kind is AwardKind.UNIT else nominee.district)
            ),
            Meaning.FILING_DATE: lambda: self.filed,
            Meaning.FILED_BY: cast.person,
            Meaning.CONTACT_NAME: cast.person,
            Meaning.PHONE: cast.phone,
            Meaning.ADDRESS: lambda: cast.address(nominee.district),
        }
        return told[blank.meaning]() if blank.meaning in told else ""

    def _by_kind(self, blank: Field) -> Any:
        cast = self.cast
        told: Mapping[FieldKind, Callable[[], Any]] = {
            FieldKind.LONG_TEXT: lambda: cast.deeds(blank.min_chars, blank.max_chars),
            FieldKind.OPTION: lambda: cast.rng.choice(blank.options),
            FieldKind.OPTIONS: lambda: list(blank.options[: cast.rng.randint(1, 2)]),
            FieldKind.NUMBER: lambda: str(cast.rng.randint(5, 120)),
            FieldKind.DATE: lambda: f"{cast.rng.randint(1995, 2019)}年{cast.rng.randint(1, 12)}月",
            FieldKind.PHONE: cast.phone,
            FieldKind.PERSON_NAME: cast.person,
            FieldKind.CREDIT_CODE: lambda: CREDIT_CODE,
            FieldKind.ADDRESS: lambda: cast.address(self.nominee.district),
            FieldKind.PHOTO: lambda: [cast.photo],
            FieldKind.ATTACHMENT: lambda: [cast.annex],
            FieldKind.ROWS: lambda: [self._row(blank) for _ in range(ROWS_FILLED)],
        }
        return told.get(blank.kind, lambda: self._short(blank))()

    def _row(self, blank: Field) -> dict[str, Any]:
        return {column.key: self._cell(column) for column in blank.columns}

    def _cell(self, column: Field) -> Any:
        """A cell of a table of rows, which is text whatever its column asks for."""
        said = self._by_kind(column)
        return said if isinstance(said, str) else "、".join(said)

    def _short(self, blank: Field) -> str:
        """A few words, or as many as the blank wants."""
        text = self.cast.rng.choice(JOBS)
        return text if _within(blank, text) else self.cast.deeds(blank.min_chars, blank.max_chars)


def _within(blank: Field, text: str) -> bool:
    count, most = word_count(text), blank.max_chars
    return count >= (blank.min_chars or 0) and (most is None or count <= most)


def name_for(award: Award, district: str, cast: Cast) -> str:
    """A nominee's name of the sort the form's blank takes: a person's, or a unit's."""
    blank = field_for(award.form, Meaning.NOMINEE_NAME)
    person = award.kind is AwardKind.PERSON or (blank is not None and blank.kind is FieldKind.PERSON_NAME)
    return cast.new_person() if person else cast.unit(district)

"""One nomination as its printed form: answers, opinions that stand, page code and digest."""

from collections.abc import Iterable, Mapping
from typing import Any

from pingxuan.core.answers import answer_text
from pingxuan.core.definition import Award, Definition, Field, field_for
from pingxuan.core.instants import beijing_date
from pingxuan.core.page_code import PageCode, form_letter
from pingxuan.core.paper import Paper
from pingxuan.core.papers.forms import Answer, FilledForm, StatedOpinion, filled_form
from pingxuan.core.words import AwardKind, FieldKind, Meaning, OpinionBy
from pingxuan.models import Nomination, Opinion
from pingxuan.queries.definition import definition_of


def form_paper(nomination: Nomination, opinions: Iterable[Opinion]) -> Paper:
    """The form of what was last handed in, as it is sealed: paper and record carry one code and one digest.

    ``opinions`` may hold voided ones and those of earlier content: they are left out. Select ``campaign`` and
    ``definition_version`` along.
    """
    definition = definition_of(nomination.definition_version)
    award = definition.award(nomination.award_key)
    code = PageCode(
        campaign=nomination.campaign.code,
        letter=form_letter(award_place(definition, award.key)),
        record=nomination.number,
        version=nomination.revision,
    )
    stated = _stated(definition, award, nomination.content_digest, opinions)
    return filled_form(
        award,
        FilledForm(
            answers=printed_answers(award, nomination.answers),
            opinions=stated,
            filing_unit=filing_unit(award, nomination.answers),
            filing_date=beijing_date(nomination.handed_in_at) if nomination.handed_in_at else None,
            name=nomination.nominee_name,
            page_code=code,
            digest=nomination.content_digest,
        ),
        author=definition.issuer,
    )


def draft_paper(award: Award, answers: Mapping[str, Any], name: str) -> Paper:
    """The form of text still being written, to look at: without code and digest, so that nobody seals it."""
    filled = FilledForm(
        answers=printed_answers(award, answers),
        filing_unit=filing_unit(award, answers),
        name=f"{name}（预览）",
    )
    return filled_form(award, filled)


def award_place(definition: Definition, award_key: str) -> int:
    """The award's place in the campaign, from 0: what page codes tell awards by."""
    return [award.key for award in definition.awards].index(award_key)


def printed_answers(award: Award, answers: Mapping[str, Any]) -> dict[str, Answer]:
    """Answers as the form prints them; photographs and annexes go with the form, not on it."""
    return {field.key: _printed(field, answers.get(field.key)) for field in award.form.fields}


def _printed(field: Field, value: Any) -> Answer:
    if field.kind is FieldKind.ROWS and isinstance(value, (list, tuple)):
        return [
            {str(key): str(text) for key, text in row.items()} for row in value if isinstance(row, Mapping)
        ]
    if field.kind is FieldKind.PHOTO:
        return ""
    told = answer_text(field, value)
    return f"另附{told}" if told and field.kind is FieldKind.ATTACHMENT else told


def filing_unit(award: Award, answers: Mapping[str, Any]) -> str:
    """Who fills the form in: as answered, else the unit nominated, else the unit of the person nominated."""
    meanings = (Meaning.FILING_UNIT, Meaning.UNIT_NAME)
    if award.kind is AwardKind.UNIT:
        meanings = (Meaning.FILING_UNIT, Meaning.NOMINEE_NAME)
    for meaning in meanings:
        blank = field_for(award.form, meaning)
        told = answers.get(blank.key, "") if blank else ""
        if isinstance(told, str) and told.strip():
            return told.strip()
    return ""


def _stated(
    definition: Definition, award: Award, digest: str, opinions: Iterable[Opinion]
) -> tuple[StatedOpinion, ...]:
    steps = {step.key: step for step in award.form.opinions}
    return tuple(
        StatedOpinion(
            label=steps[opinion.step_key].label,
            capacity=opinion.capacity,
            text=opinion.text,
            signatory=opinion.signatory,
            day=opinion.signed_on,
            sealed_for=definition.sealed_for and steps[opinion.step_key].by is OpinionBy.ORGANISER,
        )
        for opinion in opinions
        if opinion.step_key in steps and opinion.voided_at is None and opinion.content_digest == digest
    )

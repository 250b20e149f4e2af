"""One nomination as its printed forms: answers, opinions that stand, page code and digest."""

from collections.abc import Iterable, Mapping
from typing import Any

from pingxuan.core.answers import FILES, answer_text, digests_in, file_digests
from pingxuan.core.definition import Award, Definition, Field, field_for
from pingxuan.core.instants import beijing_date
from pingxuan.core.page_code import PageCode, form_letter
from pingxuan.core.paper import Paper
from pingxuan.core.papers.forms import Answer, FilledForm, StatedOpinion, filled_form, printed_photo
from pingxuan.core.words import AwardKind, FieldKind, Meaning, OpinionBy
from pingxuan.models import Nomination, Opinion
from pingxuan.queries.definition import definition_of
from pingxuan.queries.file import stored_files


def form_papers(
    nomination: Nomination, opinions: Iterable[Opinion], names: Mapping[str, str] | None = None
) -> tuple[Paper, ...]:
    """The forms of what was last handed in, as sealed: paper and record carry one code and one digest.

    The main form comes first. ``opinions`` may hold voided ones and those of earlier content: they are left
    out. ``names`` are those of the files by digest (one query where not given). Select ``campaign`` and
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
    named = file_names(award, [nomination.answers]) if names is None else names
    filled = FilledForm(
        answers=printed_answers(award, nomination.answers, named),
        opinions=_stated(definition, award, nomination.content_digest, opinions),
        filing_unit=filing_unit(award, nomination.answers),
        filing_date=beijing_date(nomination.handed_in_at) if nomination.handed_in_at else None,
        name=nomination.nominee_name,
        page_code=code,
        digest=nomination.content_digest,
    )
    return tuple(filled_form(award, filled, form=form, author=definition.issuer) for form in award.forms)


def draft_papers(award: Award, answers: Mapping[str, Any], name: str) -> tuple[Paper, ...]:
    """The forms of text still being written, to look at: without code and digest, so that nobody seals them."""
    filled = FilledForm(
        answers=printed_answers(award, answers, file_names(award, [answers])),
        filing_unit=filing_unit(award, answers),
        name=f"{name}（预览）",
    )
    return tuple(filled_form(award, filled, form=form) for form in award.forms)


def file_names(award: Award, answers: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Digest → name of every file those answers point at; no query where there is none."""
    digests = frozenset().union(*(digests_in(award.whole_form, one) for one in answers))
    return {row.digest: row.name for row in stored_files(digests)} if digests else {}


def award_place(definition: Definition, award_key: str) -> int:
    """The award's place in the campaign, from 0: what page codes tell awards by."""
    return [award.key for award in definition.awards].index(award_key)


def printed_answers(award: Award, answers: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Answer]:
    """Answers as the forms print them: one photograph on each form, annexes by the names of their files."""
    printed: dict[str, Answer] = {}
    for form in award.forms:
        photo = printed_photo(form)
        for field in form.fields:
            value = answers.get(field.key)
            if field is photo:
                printed[field.key] = next(iter(file_digests(value)), "")
            else:
                printed[field.key] = _printed(field, value, names)
    return printed


def _printed(field: Field, value: Any, names: Mapping[str, str]) -> Answer:
    if field.kind is FieldKind.ROWS and isinstance(value, (list, tuple)):
        return [
            {str(key): str(text) for key, text in row.items()} for row in value if isinstance(row, Mapping)
        ]
    told = answer_text(field, value)
    if not told or field.kind not in FILES:
        return told
    known = [names[digest] for digest in file_digests(value) if digest in names]
    return f"另附{told}" + (f"：{'、'.join(known)}" if known else "")


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

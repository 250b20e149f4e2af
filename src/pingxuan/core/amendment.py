"""A definition changed after opening: what it may change, what each change reaches, who follows it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pingxuan.core.definition import Award, Definition
from pingxuan.core.definition_check import definition_findings
from pingxuan.core.definition_diff import Change, changes
from pingxuan.core.fields import form_findings
from pingxuan.core.finding import Finding, blocking
from pingxuan.core.words import NominationState, Reach, Touch

FILLING = (NominationState.DRAFT, NominationState.RETURNED)
"""States in which the form is open to its nominee: only these are moved to a new version."""
_REACHES: Mapping[Touch, Reach] = {
    Touch.FORM: Reach.FORM,
    Touch.OPINIONS: Reach.FORM,
    Touch.RULES: Reach.FORM,
    Touch.CRITERIA: Reach.CRITERIA,
    Touch.SUMMARY: Reach.SUMMARY,
    Touch.AWARD: Reach.AWARD,
    Touch.DEADLINE: Reach.DEADLINE,
}
_OFFICE_ONLY = ("departments", "approval", "candidates_percent", "plaque", "sealed_for")
"""Attributes of the definition that concern the organiser alone."""


@dataclass(frozen=True)
class ReachedPart:
    """The changes that reach the same nominations in the same way; ``award`` is "" for every award."""

    reach: Reach
    award: str
    changes: tuple[Change, ...]


def amendment_findings(old: Definition, new: Definition, reason: str) -> tuple[Finding, ...]:
    """Everything that keeps ``new`` from replacing ``old`` in an open campaign."""
    return (*_asked(old, new, reason), *blocking(definition_findings(new)))


def _asked(old: Definition, new: Definition, reason: str) -> Iterator[Finding]:
    if not reason.strip():
        yield Finding("reason_missing", "评选已经开始，改动定义须写明原因。", where="reason")
    if old == new:
        yield Finding("nothing_changed", "与现行版本没有不同，不需要发布新版本。请先改动再发布。")
    known = {award.key for award in old.awards}
    if known != {award.key for award in new.awards}:
        yield Finding(
            "awards_changed_openly",
            "评选已经开始，不能增减奖项，也不能改奖项的代号：已有的推荐都挂在原来的奖项下。请按原样改回。",
            "awards",
        )
    elif old.bodies != new.bodies or any(new.award(one.key).quota != one.quota for one in old.awards):
        yield Finding(
            "quota_changed_openly", "评选已经开始，名额和推荐单位不能从定义里改，请用名额调整办理。"
        )


def sealed_part(award: Award) -> tuple[object, ...]:
    """What a body's opinion seals: the forms and the rules the nominee is checked by."""
    return award.form, award.further_forms, award.rules


def follows(state: NominationState, *, handed_in: bool, old: Award, new: Award) -> bool:
    """Whether a nomination filled on ``old`` is now to be filled on ``new``.

    One that is being filled follows; once something was handed in it follows only where the sealed part
    differs, so that an amendment elsewhere voids no opinion. Everything handed in keeps its version until
    it is returned.
    """
    if state not in FILLING:
        return False
    return sealed_part(old) != sealed_part(new) if handed_in else old != new


def reached_parts(old: Definition, new: Definition) -> tuple[ReachedPart, ...]:
    """The changes of a version, those together that reach the same nominations alike, in their first order."""
    parts: dict[tuple[Reach, str], list[Change]] = {}
    for change in changes(old, new):
        reach = _REACHES.get(change.touches, Reach.CAMPAIGN)
        parts.setdefault((reach, change.award), []).append(change)
    return tuple(ReachedPart(reach, award, tuple(found)) for (reach, award), found in parts.items())


def new_findings(old: Award, new: Award, answers: Mapping[str, Any]) -> tuple[Finding, ...]:
    """What blocks these answers on the new forms and did not on the old ones."""
    before = {(one.code, one.where) for one in _blocking(old, answers)}
    return tuple(one for one in _blocking(new, answers) if (one.code, one.where) not in before)


def _blocking(award: Award, answers: Mapping[str, Any]) -> tuple[Finding, ...]:
    return blocking(one for form in award.forms for one in form_findings(form, answers))


def told_to_bodies(found: Sequence[Change]) -> tuple[Change, ...]:
    """Those changes the nominating bodies are told of; what concerns the organiser alone is left out."""
    return tuple(one for one in found if not one.path.startswith(_OFFICE_ONLY))

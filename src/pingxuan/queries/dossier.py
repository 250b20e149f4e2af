"""Everything a page shows of one nomination: opinions, findings, time line, replies, visits, places left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pingxuan.core.definition import Award, Definition, OpinionStep
from pingxuan.core.finding import Finding
from pingxuan.core.names import name_key, similar
from pingxuan.core.nomination import (
    body_steps,
    endorsing_step,
    next_step,
    nominee_name,
    organiser_steps,
    unit_name,
)
from pingxuan.core.words import NominationState, RegisterRuleKind, ReplyKind
from pingxuan.models import (
    Allotment,
    ConsultationReply,
    Nomination,
    Opinion,
    RegisterEntry,
    VetoFinding,
    Visit,
)
from pingxuan.queries.definition import definition_of
from pingxuan.queries.findings import findings_of
from pingxuan.queries.standing import Standing
from pingxuan.queries.timeline import Event, events_of


@dataclass(frozen=True)
class StepOpinions:
    """One opinion box: what was stated in it, voided ones too, and whether it is this box's turn."""

    step: OpinionStep
    opinions: Sequence[Opinion]
    current: bool
    endorses: bool = False
    """Whether stating it now recommends the nominee and uses a place."""


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """One nomination with what stands beside it; the office's part is empty for everyone else."""

    definition: Definition
    award: Award
    findings: Sequence[Finding]
    opinions: Sequence[Opinion]
    steps: Sequence[StepOpinions]
    events: Sequence[Event]
    replies: Sequence[ConsultationReply] = ()
    vetoes: Sequence[VetoFinding] = ()
    visits: Sequence[Visit] = ()

    @property
    def next_step(self) -> OpinionStep | None:
        """The opinion that is to be stated next, None when none is open."""
        return next((one.step for one in self.steps if one.current), None)

    @property
    def endorses_next(self) -> bool:
        """Whether the opinion to be stated next recommends the nominee and uses a place."""
        return any(one.endorses for one in self.steps)


def office_dossier(nomination: Nomination, *, at: datetime) -> Dossier:
    """What the office sees; eight queries."""
    replies = list(ConsultationReply.objects.filter(nomination=nomination).select_related("consultation"))
    vetoes = list(VetoFinding.objects.filter(nomination=nomination).order_by("found_at", "pk"))
    visits = list(Visit.objects.filter(nomination=nomination).select_related("inspector__holder"))
    standing = Standing(
        tuple(row.consultation.department for row in replies if row.reply == ReplyKind.OBJECTION),
        tuple(row.item for row in vetoes if row.lifted_at is None),
    )
    return _dossier(nomination, standing, office=True, at=at, replies=replies, vetoes=vetoes, visits=visits)


def body_dossier(nomination: Nomination, *, at: datetime) -> Dossier:
    """What the nominating body sees of its own: no inspections, replies or vetoes; five queries."""
    return _dossier(nomination, Standing(), office=False, at=at)


def _dossier(
    nomination: Nomination,
    standing: Standing,
    *,
    office: bool,
    at: datetime,
    replies: Sequence[ConsultationReply] = (),
    vetoes: Sequence[VetoFinding] = (),
    visits: Sequence[Visit] = (),
) -> Dossier:
    definition = definition_of(nomination.definition_version)
    award = definition.award(nomination.award_key)
    opinions = list(Opinion.objects.filter(nomination=nomination))
    found = findings_of([nomination], at=at, standing={nomination.pk: standing})
    return Dossier(
        definition=definition,
        award=award,
        findings=found.get(nomination.pk, ()),
        opinions=opinions,
        steps=opinion_steps(nomination, award, opinions),
        events=events_of(nomination, office=office),
        replies=replies,
        vetoes=vetoes,
        visits=visits,
    )


def opinion_steps(nomination: Nomination, award: Award, opinions: Sequence[Opinion]) -> list[StepOpinions]:
    """The form's boxes in order, the organiser's last, each with its opinions."""
    standing = {
        one.step_key
        for one in opinions
        if one.voided_at is None and one.content_digest == nomination.content_digest
    }
    turn = None
    if nomination.state == NominationState.HANDED_IN:
        turn = next_step(award, frozenset(standing))
    uses = endorsing_step(award, frozenset(standing))
    return [
        StepOpinions(
            step, [one for one in opinions if one.step_key == step.key], turn == step, uses == turn == step
        )
        for step in (*body_steps(award), *organiser_steps(award))
    ]


@dataclass(frozen=True)
class Places:
    """A body's places for an award: its own, or the scarcer of its own and the body's above."""

    body: str
    places: int
    used: int

    @property
    def left(self) -> int:
        """Places not used yet."""
        return self.places - self.used


def places_of(nomination: Nomination) -> Places | None:
    """The places this nomination would be counted on; None where the award has no quota table."""
    body = nomination.nominating_body
    rows = Allotment.objects.filter(
        award_key=nomination.award_key, nominating_body_id__in=[body.pk, body.parent_id]
    )
    known = [Places(body.name, row.places, row.used) for row in rows]
    return min(known, key=lambda one: one.left, default=None)


@dataclass(frozen=True)
class Suspicion:
    """A register entry the nominee's name (or its unit's) may be, not yet ruled on."""

    entry: RegisterEntry
    name: str
    reason: str


def suspicions_on(nomination: Nomination, award: Award, findings: Sequence[Finding]) -> list[Suspicion]:
    """The register entries a person is asked to rule on; no query where no finding speaks of likeness."""
    if not any(finding.code in {"register_suspected", "register_unit_suspected"} for finding in findings):
        return []
    asked = []
    ruled = set(
        RegisterEntry.objects.filter(rulings__campaign_id=nomination.campaign_id).values_list(
            "pk", "rulings__name_key"
        )
    )
    for rule in award.rules:
        wants_unit = rule.kind is RegisterRuleKind.REQUIRED_ONE_EACH
        name = (unit_name if wants_unit else nominee_name)(award, nomination.answers)
        rows = {row.name: row for row in RegisterEntry.objects.filter(honour=rule.honour, year=rule.year)}
        for likely in similar(name, list(rows)):
            entry = rows[likely.candidate]
            if (entry.pk, name_key(name)) not in ruled:
                asked.append(Suspicion(entry, name, likely.reason))
    return asked

"""Who may see what: each function returns the record, or raises NotThere as if it did not exist."""

from typing import TypeVar

from django.db.models import Model, OuterRef, Q, QuerySet, Subquery

from pingxuan.core.actor import Actor
from pingxuan.core.words import NominationState, Role
from pingxuan.models import (
    Campaign,
    Consultation,
    LedgerEntry,
    NominatingBody,
    Nomination,
    Objection,
    PaperCopy,
    Plaque,
    Post,
    Publication,
    VetoFinding,
    Visit,
    VisitPhoto,
)
from pingxuan.models.prepared import prepared

OFFICE = frozenset({Role.ORGANISER, Role.LEADER, Role.AUDITOR})
"""Roles of the organising office: they see a whole campaign. Only the organiser changes it."""

NOT_THE_ORGANISERS = (Role.ADMINISTRATOR, Role.AUDITOR)
"""Roles whose posts the administrator alone keeps."""

OF_AN_OFFICE = (Role.ORGANISER, Role.LEADER)
"""Roles whose posts an organiser keeps in its own office only."""

NOT_YET_HANDED_UP = (NominationState.DRAFT, NominationState.HANDED_IN, NominationState.ENDORSED)


Row = TypeVar("Row", bound=Model)


class NotThere(LookupError):
    """The record does not exist, or may not be seen: the answer is the same (SECURITY I13)."""


def _one(rows: "QuerySet[Row]", **terms: object) -> "Row":
    found = rows.filter(**terms).first()
    if found is None:
        raise NotThere
    return found


def campaigns(actor: Actor) -> QuerySet[Campaign]:
    """Campaigns the actor has a part in, newest first."""
    rows = Campaign.objects.order_by("-created_at")
    if actor.role in OFFICE:
        return rows.filter(organiser_id=actor.body_id)
    if actor.role is Role.BODY_OFFICER:
        return rows.filter(
            nominating_bodies__body_id=actor.body_id, nominating_bodies__issued_at__isnull=False
        )
    if actor.role is Role.INSPECTOR:
        return rows.filter(nominations__visits__inspector_id=actor.post_id).distinct()
    return rows.none()


def campaign_for(actor: Actor, campaign_id: str) -> Campaign:
    """The campaign, if the actor has a part in it; raises NotThere."""
    return _one(campaigns(actor), pk=campaign_id)


def run_by(actor: Actor, campaign_id: str) -> Campaign:
    """The campaign, if the actor runs it (主办单位经办); raises NotThere."""
    if actor.role is not Role.ORGANISER:
        raise NotThere
    return campaign_for(actor, campaign_id)


def seen_by_office(actor: Actor, campaign_id: str) -> Campaign:
    """The campaign, if the actor sees all of it (主办、领导、纪检); raises NotThere."""
    if actor.role not in OFFICE:
        raise NotThere
    return campaign_for(actor, campaign_id)


def _of_its_office(actor: Actor, campaign: Campaign) -> bool:
    """Whether the actor belongs to the office that runs the campaign."""
    return actor.role in OFFICE and campaign.organiser_id == actor.body_id


def nominating_bodies(actor: Actor, campaign: Campaign) -> QuerySet[NominatingBody]:
    """The bodies of a campaign the actor may look into: the office all, others their own and its members."""
    rows = NominatingBody.objects.filter(campaign=campaign).select_related("body", "parent__body")
    if _of_its_office(actor, campaign):
        return rows
    if actor.role is Role.BODY_OFFICER:
        return rows.filter(Q(body_id=actor.body_id) | Q(parent__body_id=actor.body_id))
    return rows.none()


def nominating_body_for(actor: Actor, campaign: Campaign, body_id: str) -> NominatingBody:
    """One such body by its id in the campaign; raises NotThere."""
    return _one(nominating_bodies(actor, campaign), pk=body_id)


def own_nominating_body(actor: Actor, campaign: Campaign) -> NominatingBody:
    """The officer's own body in the campaign; raises NotThere."""
    if actor.role is not Role.BODY_OFFICER:
        raise NotThere
    return _one(nominating_bodies(actor, campaign), body_id=actor.body_id)


def nominations(actor: Actor, campaign: Campaign) -> QuerySet[Nomination]:
    """The nominations of a campaign the actor may list."""
    rows = Nomination.objects.filter(campaign=campaign).select_related(
        "nominating_body__body", "nominating_body__parent__body"
    )
    if _of_its_office(actor, campaign):
        return rows
    if actor.role is Role.BODY_OFFICER:
        return rows.filter(
            Q(nominating_body__body_id=actor.body_id) | Q(nominating_body__parent__body_id=actor.body_id)
        )
    return rows.none()


def newest_paper() -> Subquery:
    """The newest version of a nomination that came in on paper, for annotating; null when none has."""
    copies = PaperCopy.objects.filter(nomination=OuterRef("pk")).order_by("-revision")
    return Subquery(copies.values("revision")[:1])


def nomination_for(actor: Actor, nomination_id: str) -> Nomination:
    """One nomination: the office's, the body's own, the nominee's own; raises NotThere.

    Carries ``paper_revision``, the newest version that came in on paper.
    """
    rows = Nomination.whole().annotate(paper_revision=newest_paper())
    if actor.role is Role.NOMINEE:
        rows = rows.filter(pk=actor.nomination_id)
    elif actor.role in OFFICE:
        rows = rows.filter(campaign__organiser_id=actor.body_id)
    elif actor.role is Role.BODY_OFFICER:
        rows = rows.filter(
            Q(nominating_body__body_id=actor.body_id) | Q(nominating_body__parent__body_id=actor.body_id)
        )
    else:
        raise NotThere
    return _one(rows, pk=nomination_id)


def office_nomination(actor: Actor, nomination_id: str) -> Nomination:
    """One nomination for the organiser to act on; raises NotThere for every other role."""
    if actor.role is not Role.ORGANISER:
        raise NotThere
    return nomination_for(actor, nomination_id)


def body_nomination(actor: Actor, nomination_id: str) -> Nomination:
    """One nomination of the officer's own body to act on, without ``paper_revision``; raises NotThere."""
    if actor.role is not Role.BODY_OFFICER:
        raise NotThere
    nomination = next(iter(_whole_nomination(nomination_id)), None)
    if nomination is None or nomination.nominating_body.body_id != actor.body_id:
        raise NotThere
    return nomination


@prepared
def _whole_nomination(nomination_id: str) -> QuerySet[Nomination]:
    return Nomination.whole().filter(pk=nomination_id)


def content_visible(actor: Actor, nomination: Nomination) -> bool:
    """Whether the actor may read the form's content: the office only once it has been submitted."""
    if actor.role in OFFICE:
        return nomination.submitted_at is not None and nomination.state not in NOT_YET_HANDED_UP
    return True


def visits(actor: Actor, campaign: Campaign) -> QuerySet[Visit]:
    """Visits of a campaign: the office's all, an inspector's own."""
    rows = Visit.objects.filter(nomination__campaign=campaign).select_related(
        "nomination__nominating_body__body", "inspector__holder"
    )
    if _of_its_office(actor, campaign):
        return rows
    if actor.role is Role.INSPECTOR:
        return rows.filter(inspector_id=actor.post_id)
    return rows.none()


def visit_for(actor: Actor, visit_id: str) -> Visit:
    """One visit: the office's, or the inspector's own; raises NotThere."""
    rows = Visit.objects.select_related(
        "nomination__campaign", "nomination__nominating_body__body", "inspector__holder",
        "nomination__definition_version",
    )  # fmt: skip
    if actor.role in OFFICE:
        return _one(rows, pk=visit_id, nomination__campaign__organiser_id=actor.body_id)
    if actor.role is Role.INSPECTOR:
        return _one(rows, pk=visit_id, inspector_id=actor.post_id)
    raise NotThere


def consultation_for(actor: Actor, consultation_id: str) -> Consultation:
    """One consultation letter of a campaign the office sees; raises NotThere."""
    if actor.role not in OFFICE:
        raise NotThere
    rows = Consultation.objects.select_related("campaign")
    return _one(rows, pk=consultation_id, campaign__organiser_id=actor.body_id)


def publication_for(actor: Actor, publication_id: str) -> Publication:
    """One publication for the office to work on; raises NotThere."""
    if actor.role not in OFFICE:
        raise NotThere
    rows = Publication.objects.select_related("campaign")
    return _one(rows, pk=publication_id, campaign__organiser_id=actor.body_id)


def objection_for(actor: Actor, objection_id: str) -> Objection:
    """One objection for the office to handle; raises NotThere."""
    if actor.role not in OFFICE:
        raise NotThere
    rows = Objection.objects.select_related("publication__campaign", "nomination")
    return _one(rows, pk=objection_id, publication__campaign__organiser_id=actor.body_id)


def plaque_for(actor: Actor, plaque_id: str) -> Plaque:
    """One plaque of a campaign the office sees; raises NotThere."""
    if actor.role not in OFFICE:
        raise NotThere
    rows = Plaque.objects.select_related("register_entry", "nomination__campaign")
    return _one(rows, pk=plaque_id, nomination__campaign__organiser_id=actor.body_id)


def veto_for(actor: Actor, veto_id: str) -> VetoFinding:
    """One veto item found in a campaign the office sees; raises NotThere."""
    if actor.role not in OFFICE:
        raise NotThere
    rows = VetoFinding.objects.select_related("nomination__campaign", "visit")
    return _one(rows, pk=veto_id, nomination__campaign__organiser_id=actor.body_id)


def photo_for(actor: Actor, photo_id: str) -> VisitPhoto:
    """One photograph of a visit: the office's, or the inspector's own; raises NotThere."""
    rows = VisitPhoto.objects.select_related("visit")
    if actor.role in OFFICE:
        return _one(rows, pk=photo_id, visit__nomination__campaign__organiser_id=actor.body_id)
    if actor.role is Role.INSPECTOR:
        return _one(rows, pk=photo_id, visit__inspector_id=actor.post_id)
    raise NotThere


def posts(actor: Actor) -> QuerySet[Post]:
    """Every post, for those who manage posts and accounts; raises NotThere for others.

    The organiser keeps neither the administrator's nor the supervisor's (纪检) posts, nor those of another
    organising office: whoever hands out another's sign-in code could act as that person.
    """
    if actor.role not in (Role.ADMINISTRATOR, Role.ORGANISER):
        raise NotThere
    rows = Post.objects.select_related("body", "holder").order_by("body__name", "role", "pk")
    if actor.role is Role.ORGANISER:
        others = Q(role__in=OF_AN_OFFICE) & ~Q(body_id=actor.body_id)
        kept_apart = Post.objects.filter(Q(role__in=NOT_THE_ORGANISERS) | others)
        rows = rows.exclude(pk__in=kept_apart.values("pk"))
        rows = rows.exclude(holder_id__in=kept_apart.filter(holder__isnull=False).values("holder_id"))
    return rows


def post_for(actor: Actor, post_id: str) -> Post:
    """One post to hand over or to issue a code for; raises NotThere."""
    return _one(posts(actor), pk=post_id)


def ledger_entries(actor: Actor, campaign: Campaign) -> QuerySet[LedgerEntry]:
    """The campaign's entries, newest first: for the auditor and the organiser; raises NotThere."""
    if actor.role is Role.LEADER or not _of_its_office(actor, campaign):
        raise NotThere
    return LedgerEntry.objects.filter(campaign_id=campaign.pk).order_by("-seq")


def public_publication(publication_id: str) -> Publication:
    """A publication as anyone may read it; raises NotThere."""
    return _one(Publication.objects.select_related("campaign__organiser"), pk=publication_id)

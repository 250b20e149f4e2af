"""Who finds what: every role on its own, another's and no record; what may not be seen is not there (I13)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Model

from pingxuan import access
from pingxuan.actions.post import hand_over
from pingxuan.core.actor import Actor
from pingxuan.core.words import NominationState, Role
from pingxuan.models import (
    Campaign,
    Consultation,
    LedgerEntry,
    Nomination,
    Objection,
    Plaque,
    Post,
    Publication,
    VetoFinding,
    Visit,
    VisitPhoto,
)
from tests.makers import House, actor_of, make_house, make_nomination, make_post, public
from tests.small_campaign import CITY, COUNTY, DIRECT, MEMBER, ORGANISER
from tests.whole_campaign import whole_campaign

pytestmark = pytest.mark.django_db
S = NominationState
NOBODY = "nosuchrecord"


@dataclass
class World:
    """A whole campaign, everybody in it, and an office elsewhere that has no part in it."""

    house: House
    mine: Nomination
    """Of 库尔勒市; visited by the inspector of 州直, with a photograph; objected to."""
    theirs: Nomination
    """Of 州直's member unit."""
    actors: dict[str, Actor]


@pytest.fixture
def world(tmp_path: Path) -> World:
    house, made = whole_campaign(tmp_path)
    fresh, terms = house.fresh, {"by": house.setup, "at": house.tick()}

    def elsewhere(role: Role) -> Actor:
        return actor_of(make_post("别处办公室", role, "外人", **terms), fresh)

    def nominee(nomination: Nomination) -> Actor:
        return Actor("", Role.NOMINEE, "推荐对象", fresh, nomination_id=nomination.pk)

    assert house.leader is not None
    assert house.auditor is not None
    actors = {
        "organiser": house.organiser,
        "leader": house.leader,
        "auditor": house.auditor,
        "organiser elsewhere": elsewhere(Role.ORGANISER),
        "leader elsewhere": elsewhere(Role.LEADER),
        "auditor elsewhere": elsewhere(Role.AUDITOR),
        "city": house.officers[CITY],
        "county": house.officers[COUNTY],
        "direct": house.officers[DIRECT],
        "member": house.officers[MEMBER],
        "officer elsewhere": elsewhere(Role.BODY_OFFICER),
        "inspector": actor_of(house.inspectors[DIRECT], fresh),
        "inspector not sent": actor_of(house.inspectors[COUNTY], fresh),
        "nominee": nominee(made[0]),
        "member's nominee": nominee(made[3]),
        "administrator": actor_of(make_post(ORGANISER, Role.ADMINISTRATOR, "管理员", **terms), fresh),
        "public": public(house),
    }
    return World(house, made[0], made[3], actors)


OFFICE = {"organiser", "leader", "auditor"}
OFFICERS = {"city", "county", "direct", "member"}

Find = Callable[[World, Actor, str], Any]
Record = Callable[[World], Model]


def post_of(name: str) -> Record:
    """The post at which an actor of the world acts."""
    return lambda world: Post.objects.get(pk=world.actors[name].post_id)


def first(model: type[Model]) -> Record:
    """The campaign's first record of a kind."""
    return lambda _: model._default_manager.order_by("pk")[0]


def by_id(find: Callable[[Actor, str], Any]) -> Find:
    """A function that takes the actor and an id."""
    return lambda _, actor, record_id: find(actor, record_id)


def part_by_id(world: World, actor: Actor, record_id: str) -> Any:
    return access.nominating_body_for(actor, world.house.campaign, record_id)


FINDS: dict[str, tuple[Find, Record, set[str]]] = {
    "campaign_for": (by_id(access.campaign_for), first(Campaign), OFFICE | OFFICERS | {"inspector"}),
    "run_by": (by_id(access.run_by), first(Campaign), {"organiser"}),
    "seen_by_office": (by_id(access.seen_by_office), first(Campaign), OFFICE),
    "a body": (part_by_id, lambda world: world.house.parts[CITY], OFFICE | {"city"}),
    "a member": (part_by_id, lambda world: world.house.parts[MEMBER], OFFICE | {"member", "direct"}),
    "nomination_for": (by_id(access.nomination_for), lambda w: w.mine, OFFICE | {"city", "nominee"}),
    "nomination_for a member's": (
        by_id(access.nomination_for),
        lambda world: world.theirs,
        OFFICE | {"member", "direct", "member's nominee"},
    ),
    "office_nomination": (by_id(access.office_nomination), lambda world: world.mine, {"organiser"}),
    "body_nomination": (by_id(access.body_nomination), lambda world: world.mine, {"city"}),
    "body_nomination of a member": (by_id(access.body_nomination), lambda world: world.theirs, {"member"}),
    "visit_for": (by_id(access.visit_for), first(Visit), OFFICE | {"inspector"}),
    "photo_for": (by_id(access.photo_for), first(VisitPhoto), OFFICE | {"inspector"}),
    "consultation_for": (by_id(access.consultation_for), first(Consultation), OFFICE),
    "publication_for": (by_id(access.publication_for), first(Publication), OFFICE),
    "objection_for": (by_id(access.objection_for), first(Objection), OFFICE),
    "plaque_for": (by_id(access.plaque_for), first(Plaque), OFFICE),
    "veto_for": (by_id(access.veto_for), first(VetoFinding), OFFICE),
    "post_for an officer": (
        by_id(access.post_for),
        post_of("city"),
        {"organiser", "organiser elsewhere", "administrator"},
    ),
    "post_for a leader": (by_id(access.post_for), post_of("leader"), {"organiser", "administrator"}),
    "post_for an organiser": (by_id(access.post_for), post_of("organiser"), {"organiser", "administrator"}),
    "post_for an auditor": (by_id(access.post_for), post_of("auditor"), {"administrator"}),
    "post_for an administrator": (by_id(access.post_for), post_of("administrator"), {"administrator"}),
}
"""Name → how it is asked, the record, and exactly who finds it."""


def found(find: Find, world: World, record_id: str) -> dict[str, Any]:
    """Actor → what it found; those that found nothing are left out."""
    answers = {}
    for name, actor in world.actors.items():
        try:
            answers[name] = find(world, actor, record_id).pk
        except access.NotThere:
            continue
    return answers


@pytest.mark.parametrize("name", FINDS)
def test_who_finds_a_record(world: World, name: str) -> None:
    find, record, who = FINDS[name]
    held = record(world)
    assert found(find, world, str(held.pk)) == dict.fromkeys(who, held.pk)
    assert found(find, world, NOBODY) == {}


def test_an_officer_finds_the_own_body(world: World) -> None:
    def own(_: World, actor: Actor, __: str) -> Any:
        return access.own_nominating_body(actor, world.house.campaign)

    parts = world.house.parts
    assert found(own, world, "") == {
        "city": parts[CITY].pk,
        "county": parts[COUNTY].pk,
        "direct": parts[DIRECT].pk,
        "member": parts[MEMBER].pk,
    }


# --- lists ---


def listed(world: World, rows: Callable[[Actor, Campaign], Any]) -> dict[str, set[str]]:
    """Actor → ids it lists; those with an empty list are left out."""
    lists = {}
    for name, actor in world.actors.items():
        ids = {str(pk) for pk in rows(actor, world.house.campaign).values_list("pk", flat=True)}
        if ids:
            lists[name] = ids
    return lists


def test_who_lists_which_campaigns(world: World) -> None:
    lists = listed(world, lambda actor, _: access.campaigns(actor))
    assert lists == {name: {world.house.campaign.pk} for name in OFFICE | OFFICERS | {"inspector"}}


def test_who_lists_which_bodies(world: World) -> None:
    ids = {name: part.pk for name, part in world.house.parts.items()}
    assert listed(world, access.nominating_bodies) == {
        **{name: set(ids.values()) for name in OFFICE},
        "city": {ids[CITY]},
        "county": {ids[COUNTY]},
        "direct": {ids[DIRECT], ids[MEMBER]},
        "member": {ids[MEMBER]},
    }


def test_who_lists_which_nominations(world: World) -> None:
    def of(*bodies: str) -> set[str]:
        rows = Nomination.objects.filter(nominating_body__body__name__in=bodies)
        return set(rows.values_list("pk", flat=True))

    assert listed(world, access.nominations) == {
        **dict.fromkeys(OFFICE, of(CITY, COUNTY, DIRECT, MEMBER)),
        "city": of(CITY),
        "county": of(COUNTY),
        "direct": of(MEMBER),
        "member": of(MEMBER),
    }


def test_who_lists_which_visits(world: World) -> None:
    every = set(Visit.objects.values_list("pk", flat=True))
    assert len(every) == 2
    assert listed(world, access.visits) == dict.fromkeys(OFFICE | {"inspector"}, every)


def test_who_reads_the_ledger(world: World) -> None:
    entries = set(
        LedgerEntry.objects.filter(campaign_id=world.house.campaign.pk).values_list("pk", flat=True)
    )
    for name, actor in world.actors.items():
        if name in ("organiser", "auditor"):
            rows = access.ledger_entries(actor, world.house.campaign)
            assert {row.pk for row in rows} == entries
        else:
            with pytest.raises(access.NotThere):
                access.ledger_entries(actor, world.house.campaign)


def test_who_keeps_posts(world: World) -> None:
    for name, actor in world.actors.items():
        if name in ("organiser", "organiser elsewhere", "administrator"):
            assert access.posts(actor).count() > 0
        else:
            with pytest.raises(access.NotThere):
                access.posts(actor)


def test_an_organiser_cannot_become_the_supervisor_by_a_second_post(world: World) -> None:
    supervisor = Post.objects.get(pk=world.actors["auditor"].post_id)
    assert supervisor.holder is not None
    second = make_post(CITY, Role.INSPECTOR, "兼职", world.house.setup, world.house.tick())
    hand_over(second, supervisor.holder, by=world.house.setup, at=world.house.tick())
    with pytest.raises(access.NotThere):
        access.post_for(world.house.organiser, second.pk)
    assert access.post_for(world.actors["administrator"], second.pk) == second


def test_anyone_reads_what_is_published(world: World) -> None:
    publication = Publication.objects.all()[0]
    assert access.public_publication(publication.pk) == publication
    with pytest.raises(access.NotThere):
        access.public_publication(NOBODY)


# --- content ---


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (S.DRAFT, False),
        (S.HANDED_IN, False),
        (S.ENDORSED, False),
        (S.SUBMITTED, True),
        (S.RETURNED, True),
        (S.ACCEPTED, True),
        (S.REJECTED, True),
    ],
)
def test_the_office_reads_what_was_submitted(state: NominationState, shown: bool) -> None:
    house = make_house()
    held = make_nomination(house, state)
    nominee = replace(public(house), role=Role.NOMINEE, nomination_id=held.pk)
    for actor in (house.organiser, house.leader, house.auditor):
        assert actor is not None
        assert access.content_visible(actor, held) is shown
    for actor in (house.officers[CITY], nominee):
        assert access.content_visible(actor, held) is True

"""Plain functions that make what tests start from: a small campaign, its people, nominations in any state."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from pingxuan.actions.campaign import create_campaign, open_campaign
from pingxuan.actions.check import accept, reject, return_for_correction
from pingxuan.actions.decision import decide
from pingxuan.actions.nomination import hand_in, start_nomination, submit, withdraw
from pingxuan.actions.opinion import Words, endorse, recommend
from pingxuan.actions.post import add_account, add_body, add_post
from pingxuan.actions.publication import drop, publish
from pingxuan.actions.quota import sub_allot
from pingxuan.actions.register import import_register
from pingxuan.actions.selection import hold_meeting
from pingxuan.actions.visit import PlannedVisit, plan_visits, record_visit
from pingxuan.core.actor import Actor, public_actor
from pingxuan.core.definition import Award, Definition
from pingxuan.core.inspection import sheet_of
from pingxuan.core.instants import BEIJING, beijing_date
from pingxuan.core.nomination import body_steps, recommends_in_words
from pingxuan.core.register import RegisterEntry as Honour
from pingxuan.core.words import Mark, NominationState, Outcome, Role, VisitKind
from pingxuan.models import Campaign, Decision, Nomination, Post, Publication, Selection, Visit
from pingxuan.models import NominatingBody as Part
from pingxuan.queries.selection import selection_board
from tests.small_campaign import (
    CITY,
    COUNTY,
    DEEDS,
    DEFINITION,
    DIRECT,
    HONOUR,
    HONOURED_2021,
    MEMBER,
    OPENED,
    ORGANISER,
    UNIT,
    moment,
)


@dataclass
class House:
    """One open campaign with everybody in it; ``at`` is its clock, moved by ``tick`` and ``go_to``."""

    campaign: Campaign
    definition: Definition
    fresh: Callable[[int], bytes]
    at: datetime
    organiser: Actor
    setup: Actor
    officers: dict[str, Actor] = field(default_factory=dict)
    """Body name → its officer."""
    parts: dict[str, Part] = field(default_factory=dict)
    """Body name → its part in the campaign."""
    inspectors: dict[str, Post] = field(default_factory=dict)
    """Body name → the inspector's post there."""
    auditor: Actor | None = None
    leader: Actor | None = None
    made: int = 0

    def tick(self, seconds: int = 30) -> datetime:
        """The next moment."""
        self.at += timedelta(seconds=seconds)
        return self.at

    def go_to(self, text: str) -> datetime:
        """A later moment, written as ``2023-03-01 09:00``."""
        self.at = max(self.at, moment(text))
        return self.at

    def award(self, key: str) -> Award:
        """An award of the campaign."""
        return self.definition.award(key)


def make_house(
    definition: Definition = DEFINITION,
    *,
    seed: int = 1,
    at: datetime = OPENED,
    code: str = "TEST",
    share: bool = True,
) -> House:
    """A campaign opened at ``at``: 州直 with a member unit, 库尔勒市 and 和静县, each with its officer and an
    inspector; organiser, leader and auditor; the register of 2021. Without ``share`` there is no member unit."""
    fresh = Random(seed).randbytes
    setup = Actor(post_id="setup", role=Role.ADMINISTRATOR, name="系统安装", fresh=fresh)
    office = add_body(ORGANISER, by=setup, at=at)
    organiser = actor_of(make_post(office.name, Role.ORGANISER, "周明", setup, at), fresh)
    campaign = create_campaign(definition, by=organiser, at=at, organiser=office, code=code)
    campaign = open_campaign(campaign, by=organiser, at=at)
    house = House(campaign, definition, fresh, at, organiser, setup)
    house.leader = actor_of(make_post(office.name, Role.LEADER, "陈立", setup, at), fresh)
    house.auditor = actor_of(make_post(office.name, Role.AUDITOR, "纪严", setup, at), fresh)
    house.parts = {part.name: part for part in campaign.nominating_bodies.select_related("body")}
    if share:
        house.parts[MEMBER] = sub_allot(house.parts[DIRECT], UNIT, MEMBER, 1, by=organiser, at=house.tick())
    for number, name in enumerate(house.parts, start=1):
        officer = make_post(name, Role.BODY_OFFICER, f"干事{number}", setup, house.tick())
        house.officers[name] = actor_of(officer, fresh)
        house.inspectors[name] = make_post(name, Role.INSPECTOR, f"巡察{number}", setup, house.tick())
    honours = [Honour(honour=HONOUR, year=2021, name=name, body=body) for name, body in HONOURED_2021.items()]
    import_register(campaign, honours, by=organiser, at=house.tick())
    return house


def make_post(body: str, role: Role, name: str, by: Actor, at: datetime) -> Post:
    """A post in a body, held by a person of that name; account and body are made as needed."""
    username = f"u{by.mint()}"
    account = add_account(username, name, by=by, at=at)
    return add_post(add_body(body, by=by, at=at), role, role.label, by=by, at=at, holder=account)


def actor_of(post: Post, fresh: Callable[[int], bytes]) -> Actor:
    """Whoever holds the post, acting."""
    name = post.holder.name if post.holder else post.title
    return Actor(post_id=post.pk, role=Role(post.role), name=name, fresh=fresh, body_id=post.body_id)


def public(house: House) -> Actor:
    """Somebody of the public."""
    return public_actor(house.fresh)


def answers_for(house: House, award: str, name: str, unit: str = "") -> dict[str, Any]:
    """A complete and faultless form of that nominee."""
    told = {"name": name, "phone": "13800000002", "deeds": DEEDS}
    return told | ({"contact": "李安"} if award == UNIT else {"unit": unit or next(iter(HONOURED_2021))})


def words(house: House, text: str = "情况属实，同意推荐。") -> Words:
    """An opinion signed today."""
    return Words(text=text, signatory="张审", signed_on=beijing_date(house.at), capacity="推荐单位")


def make_nomination(
    house: House,
    state: NominationState = NominationState.ACCEPTED,
    *,
    body: str = CITY,
    award: str = UNIT,
    name: str = "",
    unit: str = "",
    changes: Mapping[str, Any] | None = None,
) -> Nomination:
    """A nomination brought to ``state`` by the acts that lead there.

    States after the meeting (PROPOSED …) decide, publish and, for HONOURED, honour everything accepted so
    far: make the others first. A 州直 nomination is made by ``body=MEMBER``.
    """
    house.made += 1
    shown = name or (f"服务窗口{_numeral(house.made)}" if award == UNIT else f"刘{_numeral(house.made)}")
    nomination = start_nomination(
        house.parts[body], award, nominee=shown, by=house.officers[body], at=house.tick()
    )
    told = answers_for(house, award, shown, unit) | dict(changes or {})
    return _bring(house, nomination, state, told, body)


def _numeral(number: int) -> str:
    digits = "零一二三四五六七八九"
    return "".join(digits[int(digit)] for digit in f"{number:02d}")


def _bring(
    house: House, nomination: Nomination, state: NominationState, told: dict[str, Any], body: str
) -> Nomination:
    officer, office = house.officers[body], house.organiser
    S = NominationState  # noqa: N806  # reads as the table of moves does
    if state is S.DRAFT:
        return nomination
    nomination = hand_in(nomination, told, by=officer, at=house.tick())
    if state is S.HANDED_IN:
        return nomination
    for _ in body_steps(house.award(nomination.award_key)):
        nomination = endorse(nomination, words(house), by=officer, at=house.tick())
    if not recommends_in_words(house.award(nomination.award_key)):
        nomination = recommend(nomination, by=officer, at=house.tick())
    if state is S.ENDORSED:
        return nomination
    nomination = submit(nomination, by=officer, at=house.tick())
    if state is S.WITHDRAWN:
        return withdraw(nomination, "不再推荐", by=officer, at=house.tick())
    if state is S.SUBMITTED:
        return nomination
    if state is S.RETURNED:
        return return_for_correction(nomination, "请核对数字", by=office, at=house.tick())
    if state is S.REJECTED:
        return reject(nomination, "不符合推荐范围", by=office, at=house.tick())
    nomination = accept(nomination, by=office, at=house.tick())
    return nomination if state is S.ACCEPTED else _conclude(house, nomination, state)


def _conclude(house: House, nomination: Nomination, state: NominationState) -> Nomination:
    outcome = {
        NominationState.RESERVE: Outcome.RESERVE,
        NominationState.NOT_SELECTED: Outcome.NOT_SELECTED,
    }.get(state, Outcome.SELECTED)
    for award in house.definition.awards:
        meet(house, award.key, {nomination.pk: outcome} if award.key == nomination.award_key else {})
    publication = publish_all(house)
    if state is NominationState.DROPPED:
        drop(nomination, "异议成立", by=house.organiser, at=house.tick())
    if state is NominationState.HONOURED:
        decide_all(house, publication)
    nomination.refresh_from_db()
    return nomination


def meet(house: House, award: str = UNIT, changes: Mapping[str, Outcome] | None = None) -> Selection | None:
    """A meeting that decides as the ranking proposes, but for ``changes``; None without candidates."""
    board = selection_board(house.campaign, award)
    if not board.proposals:
        return None
    outcomes = {one.candidate.nomination_id: one.outcome for one in board.proposals} | dict(changes or {})
    return hold_meeting(
        house.campaign,
        award,
        minutes_number="纪要〔2023〕3号",
        held_on=beijing_date(house.at),
        present="陈立、周明",
        outcomes=outcomes,
        reasons=dict.fromkeys(changes or {}, "会议研究决定"),
        by=house.organiser,
        at=house.tick(),
    )


def publish_all(house: House, starts_on: date | None = None) -> Publication:
    """Publishes what the meetings decided, from today unless told otherwise."""
    return publish(
        house.campaign,
        title="拟授牌名单公示",
        starts_on=starts_on or beijing_date(house.at),
        by=house.organiser,
        at=house.tick(),
    )


def decide_all(house: House, publication: Publication) -> Decision:
    """Decides a publication on the day after it ended."""
    day = publication.ends_on + timedelta(days=1)
    house.at = max(house.at, datetime(day.year, day.month, day.day, 9, tzinfo=BEIJING))
    return decide(
        publication,
        doc_number="某服办〔2023〕9号",
        decided_on=beijing_date(house.at),
        by=house.organiser,
        at=house.tick(),
    )


def visit(
    house: House,
    nomination: Nomination,
    *marks: Mark,
    inspector: str = COUNTY,
    kind: VisitKind = VisitKind.UNANNOUNCED,
    vetoes: tuple[str, ...] = (),
) -> Visit:
    """A visit planned and recorded; ``marks`` fill the sheet from the top, the last one repeated."""
    planned = plan_visit(house, nomination, inspector=inspector, kind=kind)
    keys = [item.key for item in sheet_of(house.award(nomination.award_key)).items]
    given = (*marks, *([marks[-1] if marks else Mark.GOOD] * len(keys)))
    return record_visit(
        planned,
        marks=dict(zip(keys, given, strict=False)),
        vetoes=vetoes,
        note="现场情况见照片。",
        visited_at=house.at,
        by=actor_of(house.inspectors[inspector], house.fresh),
        at=house.tick(),
    )


def plan_visit(
    house: House,
    nomination: Nomination,
    *,
    inspector: str = COUNTY,
    kind: VisitKind = VisitKind.UNANNOUNCED,
) -> Visit:
    """A visit planned for today."""
    planned = PlannedVisit(nomination, house.inspectors[inspector], kind, beijing_date(house.at))
    return plan_visits(house.campaign, [planned], by=house.organiser, at=house.tick())[0]

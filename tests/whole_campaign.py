"""A whole small campaign played by the actions, with everything in it that can happen."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from pingxuan.actions.body import report_contact, sign_for_notice
from pingxuan.actions.check import accept, accept_all, undo_acceptance
from pingxuan.actions.consultation import consult, record_replies
from pingxuan.actions.decision import revoke_plaque
from pingxuan.actions.file import store_file
from pingxuan.actions.paper_copy import receive_paper
from pingxuan.actions.publication import answer_objection, drop, fill_in, receive_objection
from pingxuan.actions.register import rule_on_suspicion
from pingxuan.actions.visit import lift_veto, record_veto, record_visit
from pingxuan.core.instants import beijing_date
from pingxuan.core.page_code import PageCode, encode
from pingxuan.core.words import Mark, NominationState, ObjectionKind, ObjectionOutcome, ReplyKind
from pingxuan.models import Nomination, Plaque, Publication, RegisterEntry
from tests.makers import (
    House,
    actor_of,
    decide_all,
    make_house,
    make_nomination,
    meet,
    plan_visit,
    public,
    publish_all,
    visit,
)
from tests.small_campaign import (
    CITY,
    COUNTY,
    DIRECT,
    HONOURED_2021,
    MEMBER,
    PERSON,
    UNIT,
    UNIT_AWARD,
    with_award,
)


def whole_campaign(folder: Path) -> tuple[House, list[Nomination]]:
    """The house and its four accepted units after everything; files lie in ``folder``."""
    house = make_house(replace(with_award(UNIT_AWARD, total=2), candidates_percent=300))
    begin(house)
    made = nominate(house)
    check(house, made, folder)
    conclude(house, made)
    return house, made


def begin(house: House) -> None:
    """A body signs and reports its contact; a likeness to the register is ruled on."""
    part, officer = house.parts[CITY], house.officers[CITY]
    sign_for_notice(part, by=officer, at=house.tick())
    report_contact(part, name="马静", phone="13800000005", by=officer, at=house.tick())
    entry = RegisterEntry.objects.get(name=next(iter(HONOURED_2021)))
    told = {"same": False, "reason": "两个单位", "by": house.organiser, "at": house.tick()}
    rule_on_suspicion(house.campaign, "城东汽车站售票厅", entry, **told)


def nominate(house: House) -> list[Nomination]:
    """Four accepted units and a person, and one each of what does not come so far."""
    made = [make_nomination(house, body=body) for body in (CITY, CITY, COUNTY)]
    last = make_nomination(house, NominationState.SUBMITTED, body=MEMBER)
    assert accept_all([last], by=house.organiser, at=house.tick()).refused == ()
    undo_acceptance(last, "点错了", by=house.organiser, at=house.tick())
    made.append(accept(last, by=house.organiser, at=house.tick()))
    make_nomination(house, award=PERSON, unit=next(iter(HONOURED_2021)))
    for state in (NominationState.REJECTED, NominationState.WITHDRAWN, NominationState.RETURNED):
        make_nomination(house, state, body=COUNTY)
    return made


def check(house: House, made: list[Nomination], folder: Path) -> None:
    """Paper, consultation with a changed reply, visits with a photograph, vetoes lifted."""
    code = encode(PageCode("TEST", "A", made[0].number, 1))
    receive_paper(code, by=house.organiser, at=house.tick())
    house.go_to("2023-03-01 09:00")
    letter = consult(
        house.campaign,
        UNIT,
        department="公安局",
        letter_number="函1号",
        sent_on=beijing_date(house.at),
        due_on=date(2023, 3, 7),
        nominations=made,
        by=house.organiser,
        at=house.tick(),
    )
    for kind, reason in ((ReplyKind.OBJECTION, "曾受处罚"), (ReplyKind.NO_OBJECTION, "处罚已撤销")):
        replies = {made[0].pk: (kind, reason)}
        record_replies(
            letter, replies, replied_on=beijing_date(house.at), by=house.organiser, at=house.tick()
        )
    photo = store_file(b"jpeg", "门头.jpg", "image/jpeg", at=house.tick(), folder=folder)
    record_visit(
        plan_visit(house, made[0], inspector=DIRECT),
        marks={"1.1": Mark.GOOD, "1.2": Mark.GOOD, "2.1": Mark.GOOD, "3.1": Mark.GOOD},
        note="",
        photos=[(photo.digest, "门头")],
        visited_at=house.at,
        by=actor_of(house.inspectors[DIRECT], house.fresh),
        at=house.tick(),
    )
    visit(house, made[1], Mark.FAIR, inspector=DIRECT)
    veto = record_veto(made[1], "有责任投诉", "来信", by=house.organiser, at=house.tick())
    lift_veto(veto, "查无实据", "陈立", by=house.organiser, at=house.tick())


def conclude(house: House, made: list[Nomination]) -> list[Publication]:
    """Met twice, published, one objected to and dropped, the reserve filled in, both decided, one revoked."""
    for award in (UNIT, PERSON, UNIT):
        meet(house, award)
    house.go_to("2023-03-16 09:00")
    first = publish_all(house)
    objection = receive_objection(
        first,
        kind=ObjectionKind.REAL_NAME,
        name="王某",
        phone="13800000009",
        text="该窗口经常脱岗。",
        nomination=made[0],
        by=public(house),
        at=house.tick(),
    )
    answer_objection(
        objection,
        outcome=ObjectionOutcome.UPHELD,
        answer="属实",
        handler="纪严",
        by=house.organiser,
        at=house.tick(),
    )
    drop(made[0], "异议成立", by=house.organiser, at=house.tick())
    second = fill_in(
        house.campaign,
        [made[2]],
        "补足空缺",
        title="补充公示",
        starts_on=beijing_date(house.at),
        by=house.organiser,
        at=house.tick(),
    )
    for publication in (first, second):
        decide_all(house, publication)
    plaque = Plaque.objects.get(nomination=made[1])
    revoke_plaque(plaque, "复核", revoked_on=beijing_date(house.at), by=house.organiser, at=house.tick())
    return [first, second]

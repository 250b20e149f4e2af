"""Rehearsal, the office's stages: check, consult, inspect, select, with things gone wrong among them."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from pingxuan.actions.check import accept, reject, return_for_correction
from pingxuan.actions.consultation import consult, record_replies
from pingxuan.actions.nomination import hand_in, submit
from pingxuan.actions.paper_copy import receive_paper
from pingxuan.actions.selection import hold_meeting
from pingxuan.actions.visit import PlannedVisit, lift_veto, plan_visits, record_visit
from pingxuan.core.definition import Award
from pingxuan.core.inspection import sheet_of
from pingxuan.core.instants import beijing_date
from pingxuan.core.page_code import PageCode, encode, form_letter
from pingxuan.core.words import FieldKind, Mark, NominationState, Outcome, ReplyKind, VisitKind
from pingxuan.management.rehearsal.nominating import recommend_in_full
from pingxuan.management.rehearsal.scene import Planned, Scene
from pingxuan.queries.consultation import consultable, replies
from pingxuan.queries.selection import selection_board
from pingxuan.queries.visit import inspectable, vetoes

DEPARTMENTS_CONSULTED = ("公安部门", "市场监督管理部门")
PARTWAY_VISITS, PARTWAY_WAITING = 24, 6
"""In the part-way demo: how many visits are planned, and how many of them are still to be made."""
REPLY_DAYS = 7


def check(scene: Scene) -> int:
    """Papers are received; most are accepted, some returned and mended, one refused for good."""
    submitted = [planned for planned in scene.planned if planned.goes_to == "submit"]
    if scene.partway:
        return _check_partway(scene, submitted)
    for place, planned in enumerate(submitted):
        receive_paper(_page_code(scene, planned), by=scene.organiser, at=scene.clock.tick())
        if place % 23 == 7:
            _return_and_mend(scene, planned)
        if place == 11:
            reason = "演练：核实后不符合推荐范围"
            planned.made = reject(planned.made, reason, by=scene.organiser, at=scene.clock.tick())
            planned.goes_to = "rejected"
            continue
        planned.made = accept(planned.made, by=scene.organiser, at=scene.clock.tick())
    return len(submitted)


def _check_partway(scene: Scene, submitted: list[Planned]) -> int:
    looked_at = submitted[: len(submitted) * 2 // 3]
    scene.clock.go_to(beijing_date(scene.clock.at) + timedelta(days=1))
    for place, planned in enumerate(looked_at):
        if place % 13 == 5:
            _return(scene, planned)
        else:
            planned.made = accept(planned.made, by=scene.organiser, at=scene.clock.tick())
        if place % 3 == 0:
            receive_paper(_page_code(scene, planned), by=scene.organiser, at=scene.clock.tick())
    return len(looked_at)


def _page_code(scene: Scene, planned: Planned) -> str:
    keys = [award.key for award in scene.definition.awards]
    return encode(
        PageCode(
            campaign=scene.campaign.code,
            letter=form_letter(keys.index(planned.award.key)),
            record=planned.made.number,
            version=planned.made.revision,
        )
    )


def _return(scene: Scene, planned: Planned) -> None:
    planned.made = return_for_correction(
        planned.made,
        "主要事迹中的数字请核对后再报。",
        scene.clock.at + timedelta(days=5),
        by=scene.organiser,
        at=scene.clock.tick(),
    )


def _return_and_mend(scene: Scene, planned: Planned) -> None:
    _return(scene, planned)
    long_texts = (one.key for one in planned.award.form.fields if one.kind is FieldKind.LONG_TEXT)
    answers = dict(planned.answers)
    if key := next(long_texts, None):
        answers[key] = answers[key][:-1] + "！"
    planned.answers = answers
    planned.made = hand_in(planned.made, answers, by=planned.officer, at=scene.clock.tick())
    if planned.made.state == NominationState.HANDED_IN:
        recommend_in_full(scene, planned)
    planned.made = submit(planned.made, by=planned.officer, at=scene.clock.tick())


def consult_all(scene: Scene) -> int:
    """Departments are asked; one objects and is settled, one objects and stays, one does not answer.

    In the part-way demo nobody is asked yet: materials are still coming in.
    """
    if scene.partway:
        return 0
    asked, silent = 0, []
    departments = scene.definition.departments or DEPARTMENTS_CONSULTED
    for place, award in enumerate(scene.definition.awards):
        for number, department in enumerate(departments, start=1):
            nominations = list(consultable(scene.campaign, award.key, department))
            if not nominations:
                continue
            today = beijing_date(scene.clock.tick())
            letter = consult(
                scene.campaign,
                award.key,
                department=department,
                letter_number=f"征〔{today.year}〕{place * len(departments) + number}号",
                sent_on=today,
                due_on=today + timedelta(days=REPLY_DAYS),
                nominations=nominations,
                by=scene.organiser,
                at=scene.clock.tick(),
            )
            asked += len(nominations)
            _reply(scene, letter, first=number == 1)
            silent.append(letter)
    scene.clock.go_to(beijing_date(scene.clock.at) + timedelta(days=REPLY_DAYS + 1))
    for letter in silent:
        _close(scene, letter)
    return asked


def _close(scene: Scene, letter: Any) -> None:
    missing = {row.nomination_id: (ReplyKind.NOT_ANSWERED, "") for row in replies(letter) if not row.reply}
    if missing:
        today = beijing_date(scene.clock.at)
        record_replies(letter, missing, replied_on=today, by=scene.organiser, at=scene.clock.tick())


def _reply(scene: Scene, letter: Any, *, first: bool) -> None:
    rows = list(replies(letter))
    answering = rows if first else rows[:-1]
    answers = {row.nomination_id: (ReplyKind.NO_OBJECTION, "") for row in answering}
    objected = [row.nomination_id for row in rows[2:4]] if first else []
    for nomination_id in objected:
        answers[nomination_id] = (ReplyKind.OBJECTION, "演练：尚有一项整改未完成")
    today = beijing_date(scene.clock.at)
    record_replies(letter, answers, replied_on=today, by=scene.organiser, at=scene.clock.tick())
    if objected:
        settled = {objected[0]: (ReplyKind.NO_OBJECTION, "演练：整改完成，复函无异议")}
        record_replies(letter, settled, replied_on=today, by=scene.organiser, at=scene.clock.tick())


def inspect(scene: Scene) -> int:
    """Inspectors visit and mark; a veto item is found twice, once lifted and once not."""
    made = 0
    for award in scene.definition.awards:
        if award.inspected:
            made += _inspect_award(scene, award)
    return made


def _inspect_award(scene: Scene, award: Award) -> int:
    nominations = list(inspectable(scene.campaign, award.key))
    if not nominations or not sheet_of(award).items:
        return 0
    if scene.partway:
        nominations = nominations[:PARTWAY_VISITS]
    today = beijing_date(scene.clock.at)
    wishes = [
        PlannedVisit(nomination, inspector, kind, day)
        for (nomination, inspector, kind, day) in _spread(scene, nominations, today)
    ]
    visits = plan_visits(scene.campaign, wishes, by=scene.organiser, at=scene.clock.tick())
    going = visits[:-PARTWAY_WAITING] if scene.partway else visits
    for place, visit in enumerate(going):
        _visit(scene, award, visit, vetoed=not scene.partway and place in (4, 9))
    standing = list(vetoes(scene.campaign))
    if len(standing) > 1:
        lift_veto(
            standing[0],
            "演练：经核实投诉不属实",
            "分管领导（演示）",
            by=scene.organiser,
            at=scene.clock.tick(),
        )
    return len(visits)


def _spread(scene: Scene, nominations: list[Any], today: date) -> Iterator[tuple[Any, Any, VisitKind, date]]:
    kinds = (VisitKind.UNANNOUNCED, VisitKind.ANNOUNCED)
    per_day = PARTWAY_VISITS // 2 if scene.partway else 24
    for place, nomination in enumerate(nominations):
        inspector = scene.inspectors[place % len(scene.inspectors)]
        yield nomination, inspector, kinds[place % 2], today + timedelta(days=place // per_day)


def _visit(scene: Scene, award: Award, visit: Any, *, vetoed: bool) -> None:
    sheet = sheet_of(award)
    weights = scene.rng.choice(((80, 18, 1, 1), (62, 33, 3, 2), (45, 45, 8, 2)))
    keys = [item.key for item in sheet.items]
    marks = {key: scene.rng.choices(list(Mark), weights)[0] for key in keys}
    marks[keys[0]] = Mark.GOOD
    found = [sheet.vetoes[0].key] if vetoed and sheet.vetoes else []
    scene.clock.go_to(visit.planned_on)
    actor = scene.actor(visit.inspector, visit.inspector.title)
    at = scene.clock.tick(300)
    note = "演练：现场情况与材料基本相符，不足之处已当面指出。"
    record_visit(visit, marks=marks, vetoes=found, note=note, visited_at=at, by=actor, at=at)


def select(scene: Scene) -> int:
    """A meeting per award takes the ranking as it stands."""
    decided = 0
    for number, award in enumerate(scene.definition.awards, start=1):
        board = selection_board(scene.campaign, award.key)
        if not board.proposals:
            continue
        outcomes = {row.candidate.nomination_id: row.outcome for row in board.proposals}
        hold_meeting(
            scene.campaign,
            award.key,
            minutes_number=f"会议纪要〔{scene.clock.at.year}〕{number}号",
            held_on=beijing_date(scene.clock.at),
            present="领导小组办公室全体成员",
            outcomes=outcomes,
            by=scene.organiser,
            at=scene.clock.tick(),
        )
        decided += sum(outcome == Outcome.SELECTED for outcome in outcomes.values())
    return decided

"""Rehearsal, first stages: the notice becomes a definition, people get posts, bodies sign and report."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from pingxuan.actions.body import report_contact, sign_for_notice
from pingxuan.actions.campaign import create_campaign, open_campaign, revise_definition
from pingxuan.actions.file import store_file
from pingxuan.actions.post import add_account, add_body, add_post
from pingxuan.actions.quota import sub_allot
from pingxuan.actions.register import import_register
from pingxuan.core.actor import Actor
from pingxuan.core.definition import Award, Definition, Ratio
from pingxuan.core.notice.draft import draft
from pingxuan.core.notice.facts import read_notice
from pingxuan.core.quota import allotted
from pingxuan.core.register import RegisterEntry
from pingxuan.core.words import BodyKind, FieldKind, Role
from pingxuan.management.rehearsal import pictures
from pingxuan.management.rehearsal.cast import DEPARTMENTS
from pingxuan.management.rehearsal.scene import Scene
from pingxuan.queries.quota import parts_in_order

INSPECTORS = 6
SILENT_PARTWAY = 2
"""In the part-way demo, how many bodies at the end of the list have not reported their contact."""


def enlarged(definition: Definition, times: int, ratio: float) -> Definition:
    """The definition with ``times`` as many bodies and prizes, and ``ratio`` places for each prize."""
    copies = [
        replace(body, name=_copy_name(body.name, copy)) for copy in range(times) for body in definition.bodies
    ]
    awards = tuple(_enlarged_award(award, times, ratio) for award in definition.awards)
    percent = max(definition.candidates_percent, round(ratio * 100))
    return replace(definition, bodies=tuple(copies), awards=awards, candidates_percent=percent)


def _enlarged_award(award: Award, times: int, ratio: float) -> Award:
    quota, total = award.quota, award.total * times if award.total else award.total
    counts = {_copy_name(n, copy): c for copy in range(times) for n, c in quota.places.items()}
    places = {name: math.ceil(count * ratio) for name, count in counts.items()}
    each = math.ceil(quota.each * ratio) if quota.each else quota.each
    more = replace(quota, places=places, each=each, ratio=_enlarged_ratio(quota.ratio, times))
    return replace(award, total=total, quota=more)


def _enlarged_ratio(ratio: Ratio | None, times: int) -> Ratio | None:
    if ratio is None:
        return None
    bases = {_copy_name(name, copy): n for copy in range(times) for name, n in ratio.bases.items()}
    return replace(ratio, bases=bases)


def _copy_name(name: str, copy: int) -> str:
    return name if copy == 0 else f"{name}（第{copy + 1}组）"


def read(scene: Scene) -> int:
    """The people who run the office get their posts, and the draft campaign is made of the notice."""
    at = scene.clock.tick()
    scene.setup = Actor("setup", Role.ADMINISTRATOR, "系统初始化", scene.rng.randbytes)
    office = add_body(scene.definition.issuer or "主办单位", by=scene.setup, at=at)
    people = (
        (Role.ORGANISER, "organiser", "主办单位经办"),
        (Role.LEADER, "leader", "分管领导"),
        (Role.AUDITOR, "auditor", "纪检监督员"),
        (Role.ADMINISTRATOR, "admin", "系统管理员"),
    )
    for role, username, title in people:
        account = add_account(username, f"{scene.cast.person()}（演示）", by=scene.setup, at=at)
        post = add_post(office, role, title, by=scene.setup, at=scene.clock.tick(), holder=account)
        if role is Role.ORGANISER:
            scene.organiser = scene.actor(post, account.name)
    for number in range(1, INSPECTORS + 1):
        account = add_account(f"inspector{number}", f"{scene.cast.person()}（演示）", by=scene.setup, at=at)
        post = add_post(
            office,
            Role.INSPECTOR,
            f"明察暗访{number}组",
            by=scene.setup,
            at=scene.clock.tick(),
            holder=account,
        )
        scene.inspectors.append(post)
    scene.campaign = create_campaign(
        scene.definition,
        by=scene.organiser,
        at=scene.clock.tick(),
        organiser=office,
        notice_text=scene.notice_text,
        notice_name=scene.notice_name,
    )
    _confirm_all(scene)
    _keep_files(scene)
    return 1


def _keep_files(scene: Scene) -> None:
    """The invented photograph and annex are kept where a form asks for one."""
    kinds = {blank.kind for award in scene.definition.awards for blank in award.fields}
    folder, at = scene.folder / "files", scene.clock.at
    if FieldKind.PHOTO in kinds:
        scene.cast.photo = store_file(pictures.photo(), "照片.jpg", "image/jpeg", at=at, folder=folder).digest
    if FieldKind.ATTACHMENT in kinds:
        scene.cast.annex = store_file(
            pictures.annex(), "证明材料.jpg", "image/jpeg", at=at, folder=folder
        ).digest


def _confirm_all(scene: Scene) -> None:
    """A person has looked at every value and question; without a notice there is nothing to compare with."""
    if not scene.notice_text:
        return
    read = draft(read_notice(scene.notice_text))
    settled = {question.id for question in read.questions}
    for path in read.evidence:
        steps = path.split(".")
        settled |= {".".join(steps[:depth]) for depth in range(1, len(steps) + 1)}
    revise_definition(
        scene.campaign, scene.definition, by=scene.organiser, at=scene.clock.tick(), confirmed=settled
    )


def open_(scene: Scene) -> int:
    """The campaign opens; bodies get officers, the register is imported, places are sub-allotted."""
    scene.campaign = open_campaign(scene.campaign, by=scene.organiser, at=scene.clock.tick())
    _import_registers(scene)
    parts = parts_in_order(scene.campaign)
    for part in [part for part in parts if part.kind == BodyKind.DIRECT]:
        _sub_allot(scene, part)
    for number, part in enumerate(parts_in_order(scene.campaign), start=1):
        account = add_account(
            f"county{number}", f"{scene.cast.person()}（演示）", by=scene.setup, at=scene.clock.tick()
        )
        post = add_post(
            part.body,
            Role.BODY_OFFICER,
            f"{part.name}经办",
            by=scene.setup,
            at=scene.clock.tick(),
            holder=account,
        )
        scene.officers[part.pk] = scene.actor(post, account.name)
    return len(parts)


def _sub_allot(scene: Scene, part: Any) -> None:
    members = DEPARTMENTS[: min(len(DEPARTMENTS), 4)]
    names = [body.name for body in scene.definition.bodies]
    for award in scene.definition.awards:
        places = allotted(award.quota, names).get(part.name, 0)
        shares = [places // len(members) + (place < places % len(members)) for place in range(len(members))]
        for member, share in zip(members, shares, strict=True):
            name = f"{part.name}{member}"
            sub_allot(part, award.key, name, share, by=scene.organiser, at=scene.clock.tick())


def _import_registers(scene: Scene) -> None:
    wanted = {(rule.honour, rule.year): award for award in scene.definition.awards for rule in award.rules}
    for (honour, year), award in sorted(wanted.items(), key=lambda pair: pair[0]):
        entries = [
            RegisterEntry(
                honour=honour, year=year, name=scene.cast.unit(body), body=body, number=f"{year}-{number:03d}"
            )
            for number, body in enumerate(_spread(scene.definition, award), start=1)
        ]
        scene.register_rows += import_register(
            scene.campaign, entries, by=scene.organiser, at=scene.clock.tick()
        )


def _spread(definition: Definition, award: Award) -> Sequence[str]:
    """Body names, one per register unit: as the first quota table spreads its places."""
    names = [body.name for body in definition.bodies]
    shares = (allotted(one.quota, names) for one in definition.awards)
    table = next((share for share in shares if share), {})
    if table:
        return [body for body, count in table.items() for _ in range(count)]
    return [names[place % len(names)] for place in range(award.total or len(names))]


def contacts(scene: Scene) -> int:
    """Bodies sign for the notice and report their contact; in the part-way demo the last two have not."""
    parts = list(parts_in_order(scene.campaign))
    silent = [part.pk for part in parts if part.parent_id is None][-SILENT_PARTWAY:] if scene.partway else []
    reporting = [part for part in parts if part.pk not in silent]
    scene.clock.at += timedelta(hours=3)
    for part in [part for part in parts if part.pk not in silent[-1:]]:
        sign_for_notice(part, by=scene.officers[part.pk], at=scene.clock.tick(600))
    for part in reporting:
        report_contact(
            part,
            name=scene.cast.person(),
            phone=scene.cast.phone(),
            position="推荐工作联系人",
            by=scene.officers[part.pk],
            at=scene.clock.tick(600),
        )
    return len(reporting)

"""Rehearsal, last stages: publish, answer objections, decide and award, write every paper and the archive."""

from datetime import timedelta
from typing import Any

from pingxuan.actions.campaign import close_campaign
from pingxuan.actions.decision import decide
from pingxuan.actions.opinion import Words, state_organiser_opinions
from pingxuan.actions.publication import answer_objection, drop, publish, receive_objection
from pingxuan.core.actor import Actor
from pingxuan.core.instants import beijing_date
from pingxuan.core.words import NominationState, ObjectionKind, ObjectionOutcome, Role
from pingxuan.management.rehearsal.scene import Scene
from pingxuan.queries.nomination import in_state
from pingxuan.queries.publication import publications


def publish_all(scene: Scene) -> int:
    """The list is published in one act; two objections come in, one of them is upheld."""
    today = beijing_date(scene.clock.tick())
    publication = publish(
        scene.campaign,
        title=f"{scene.definition.short_title or scene.definition.title}拟授牌名单公示",
        starts_on=today,
        by=scene.organiser,
        at=scene.clock.tick(),
    )
    scene.clock.go_to(today + timedelta(days=1))
    proposed = in_state(scene.campaign, NominationState.PROPOSED)
    raised = [(proposed[0], False), (proposed[-1], True)] if len(proposed) > 1 else [(proposed[0], False)]
    for place, (nomination, upheld) in enumerate(raised):
        _object(scene, publication, nomination, place, upheld=upheld)
    scene.clock.go_to(publication.ends_on + timedelta(days=1))
    return len(proposed)


def _object(scene: Scene, publication: Any, nomination: Any, place: int, *, upheld: bool) -> None:
    public = Actor("public", Role.PUBLIC, "公众", scene.rng.randbytes)
    objection = receive_objection(
        publication,
        kind=ObjectionKind.REAL_NAME,
        name=scene.cast.person(),
        phone=scene.cast.phone(),
        text="演练：反映服务窗口长期无人值守，请核实。",
        nomination=nomination,
        by=public,
        at=scene.clock.tick(),
    )
    outcome = ObjectionOutcome.UPHELD if upheld else ObjectionOutcome.NOT_UPHELD
    answer = "演练：经核实情况属实，取消拟授牌。" if upheld else "演练：经核实不属实，维持公示名单。"
    answer_objection(
        objection,
        outcome=outcome,
        answer=answer,
        handler="纪检监督员（演示）",
        by=scene.organiser,
        at=scene.clock.tick(),
    )
    if upheld:
        drop(nomination, f"公示期间异议成立（第{place + 1}件）", by=scene.organiser, at=scene.clock.tick())


def award(scene: Scene) -> int:
    """The office states its last opinion, decides, numbers the plaques and enters the register."""
    today = beijing_date(scene.clock.tick())
    publication = publications(scene.campaign)[0]
    proposed = in_state(scene.campaign, NominationState.PROPOSED)
    name = scene.definition.issuer or "主办单位"
    words = Words(text="同意授牌。", signatory=scene.organiser.name, signed_on=today, capacity=name)
    stated = len(proposed)
    while stated:
        at = scene.clock.tick()
        stated = state_organiser_opinions(scene.campaign, proposed, words, by=scene.organiser, at=at)
    decide(
        publication,
        doc_number=f"决〔{today.year}〕1号",
        decided_on=today,
        by=scene.organiser,
        at=scene.clock.tick(),
    )
    honoured = len(in_state(scene.campaign, NominationState.HONOURED))
    scene.campaign = close_campaign(scene.campaign, by=scene.organiser, at=scene.clock.tick())
    return honoured

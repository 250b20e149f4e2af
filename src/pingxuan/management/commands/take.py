"""pingxuan take: filled forms and summary tables a body sent in, as a plan, and carried out when asked to."""

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from pingxuan.actions.file import store_file
from pingxuan.actions.intake import take_in
from pingxuan.core.definition import Definition
from pingxuan.core.intake.plan import Entry, IntakeFacts, Plan, plan_of
from pingxuan.core.intake.recognition import read_file
from pingxuan.core.quota import allotted
from pingxuan.core.words import DeadlineKind
from pingxuan.documents.read_grids import GridFile, read_grid_files
from pingxuan.management.command import PingxuanCommand
from pingxuan.management.files import file_bytes
from pingxuan.management.rehearsal.source import read_source
from pingxuan.queries.campaign import body_called, campaign_called
from pingxuan.queries.intake import intake_facts
from pingxuan.queries.post import officer_of
from pingxuan.web.clock import now


class Command(PingxuanCommand):
    """Reads, plans and tells; writes only with --apply."""

    help = "读入推荐单位报来的推荐表和汇总表，说明每一份会怎样处理；加 --apply 才收下。"

    def add_arguments(self, parser: CommandParser) -> None:
        """The files, whose they are, and whether to carry the plan out."""
        parser.add_argument(
            "files", nargs="+", type=Path, help="推荐表、汇总表（docx、xlsx、doc、wps、xls、csv 或 zip）"
        )
        parser.add_argument(
            "--campaign", required=True, help="评选活动的编号、代码或名称；也可以是通知或评选定义的文件"
        )
        parser.add_argument("--body", required=True, help="推荐单位全称")
        parser.add_argument("--apply", action="store_true", help="按计划收下")
        parser.add_argument("--json", action="store_true", help="结果写成 JSON")

    def handle(
        self, *, files: list[Path], campaign: str, body: str, apply: bool, json: bool, **_: Any
    ) -> None:
        """The plan on stdout; with ``--apply`` against a campaign of the database it is carried out first."""
        read = read_grid_files([(file.name, file_bytes(file)) for file in files])
        held = None if Path(campaign).is_file() else campaign_called(campaign)
        if held is None and not Path(campaign).is_file():
            self.usage(f"没有编号、代码或名称是“{campaign}”的评选活动，也没有这个文件。请核对后重试。")
        if held is None:
            if apply:
                self.usage("按通知或定义文件只能看计划，不能收下。请先用 pingxuan new 建立评选。")
            plan = _plan(read, _empty(read_source(Path(campaign)).definition, body))
        else:
            part = body_called(held, body)
            if part is None:
                self.usage(f"“{body}”没有参加这项评选。请写推荐单位的全称。")
            plan = _plan(read, intake_facts(part, at=now()))
            if apply:
                self._apply(part, plan, read)
        self._tell(plan, as_json=json)

    def _apply(self, part: Any, plan: Plan, read: Sequence[GridFile]) -> None:
        at = now()
        actor = officer_of(part, fresh=os.urandom)
        if actor is None:
            self.usage(f"“{part.name}”还没有经办账号，收下的材料没有人负责。请先在“单位与账号”里添加经办。")
        stored = [
            store_file(one.data, one.name, "application/octet-stream", at=at, folder=settings.PINGXUAN_FILES)
            for one in read
        ]
        for taken in take_in(part, plan, files=stored, by=actor, at=at):
            state = (
                "已交推荐单位审核"
                if taken.handed_in
                else "已存为草稿，还缺：" + "".join(f.text for f in taken.findings)
            )
            self.say(f"{taken.nomination.nominee_name}：{state}")

    def _tell(self, plan: Plan, *, as_json: bool) -> None:
        if as_json:
            told = {
                "plan": [_entry(entry) for entry in plan.entries],
                "findings": [vars(f) for f in plan.findings],
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        for entry in plan.entries:
            name = next(iter(entry.record.labelled.values()), "")
            self.stdout.write(
                f"{entry.action.label}　{entry.file} {entry.record.where}　{entry.record.award.name}　{name}"
            )
            for finding in entry.findings:
                self.stdout.write(f"　　{'✗' if finding.blocks else '！'} {finding.text}")
        for finding in plan.findings:
            self.stdout.write(f"　　{finding.text}")


def _plan(read: Sequence[GridFile], facts: IntakeFacts) -> Plan:
    readings = [read_file(one.name, one.grids, facts.definition, one.findings) for one in read]
    return plan_of(readings, facts)


def _empty(definition: Definition, body: str) -> IntakeFacts:
    """A campaign just opened on that definition: nothing handed in, its deadline ahead, no register to look into."""
    due = definition.deadline(DeadlineKind.MATERIALS)
    at: datetime = due.at - timedelta(days=1) if due and due.at else now()
    bodies = {body, *(one.name for one in definition.bodies)}
    shares = {award.key: allotted(award.quota, bodies) for award in definition.awards}
    places = {key: of_bodies.get(body, 0) for key, of_bodies in shares.items() if of_bodies}
    unruled = tuple(replace(award, rules=()) for award in definition.awards)
    return IntakeFacts(definition=replace(definition, awards=unruled), at=at, places=places)


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "file": entry.file,
        "award": entry.record.award.name,
        "action": entry.action.value,
        "record": entry.record.labelled,
        "findings": [vars(finding) for finding in entry.findings],
        "where": entry.record.where,
        "changed": list(entry.changed),
    }

"""pingxuan new: a draft campaign from a notice, a definition or an earlier campaign, for an office with a post."""

import secrets
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from pingxuan.actions.campaign import create_campaign
from pingxuan.actions.file import store_notice
from pingxuan.core.actor import Actor
from pingxuan.core.cloning import next_campaign
from pingxuan.core.definition_text import from_toml
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.instants import beijing_date
from pingxuan.core.notice.draft import draft_definition
from pingxuan.core.notice.facts import read_notice
from pingxuan.core.notice.layout import to_data
from pingxuan.core.words import Role
from pingxuan.documents.read_notice import read_notice_files
from pingxuan.documents.read_text import read_text
from pingxuan.management.command import PingxuanCommand
from pingxuan.management.files import file_bytes
from pingxuan.queries.campaign import campaign_called
from pingxuan.queries.definition import current_definition
from pingxuan.queries.post import body_named
from pingxuan.web.clock import now


class Command(PingxuanCommand):
    """Reads and keeps as a draft: confirming and opening are done on the page, by a person."""

    help = "用通知、评选定义或上一届评选新建一次评选（拟定中），再到网页上核对、开启"

    def add_arguments(self, parser: CommandParser) -> None:
        """The files or the earlier campaign, and whose campaign it is."""
        parser.add_argument("files", nargs="*", type=Path, help="通知（和附件），或一份 .toml 评选定义")
        parser.add_argument("--organiser", required=True, help="主办单位全称（先用 appoint 设过岗位）")
        parser.add_argument("--clone", metavar="CODE", help="沿用本单位的哪一次评选（代码、标题或编号）")
        parser.add_argument("--year", type=int, help="沿用时本届的年份，不写就是今年")

    def handle(
        self, *, files: list[Path], organiser: str, clone: str | None, year: int | None, **_: Any
    ) -> None:
        """Prints the campaign's id."""
        if bool(files) is bool(clone):
            self.usage("请写明通知或定义文件，或者用 --clone 写明沿用哪一次评选，两样写一样。")
        body = body_named(organiser)
        if body is None:
            text = f"没有名为“{organiser}”的单位，请先运行 pingxuan appoint 设立它的岗位。"
            raise Refused(Finding("body_unknown", text))
        by = Actor("setup", Role.ADMINISTRATOR, "命令行", secrets.token_bytes)
        make = partial(create_campaign, by=by, at=now(), organiser=body)
        campaign = _cloned(make, clone, body, year) if clone else _read(make, files)
        self.stdout.write(campaign.pk)


def _read(make: Callable[..., Any], files: list[Path]) -> Any:
    sent = [(file.name, file_bytes(file)) for file in files]
    definitions = [file.name for file in files if file.suffix.lower() == ".toml"]
    if definitions and len(files) > 1:
        text = f"“{definitions[0]}”是评选定义，请单独读入，不要和通知或另一份定义一起。"
        raise Refused(Finding("definition_alone", text))
    if definitions:
        return make(from_toml(read_text(sent[0][1], sent[0][0])), notice_name=files[0].name)
    layout = read_notice_files(sent)
    return make(
        draft_definition(read_notice(layout))[0],
        notice_name=files[0].name,
        notice_text=layout.text,
        notice_layout=to_data(layout),
        notice_files=store_notice(sent, at=now(), folder=settings.PINGXUAN_FILES),
    )


def _cloned(make: Callable[..., Any], named: str, body: Any, year: int | None) -> Any:
    source = campaign_called(named)
    if source is None or source.organiser_id != body.pk:
        text = f"“{body.name}”没有办过代码或标题为“{named}”的评选，请核对。"
        raise Refused(Finding("campaign_unknown", text))
    made = next_campaign(current_definition(source), year or beijing_date(now()).year)
    return make(made.definition, questions=made.questions)

"""pingxuan new: a draft campaign from a notice or a definition, for an office that has its first post."""

import secrets
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from pingxuan.actions.campaign import create_campaign
from pingxuan.actions.file import store_notice
from pingxuan.core.actor import Actor
from pingxuan.core.definition_text import from_toml
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.notice.draft import draft_definition
from pingxuan.core.notice.facts import read_notice
from pingxuan.core.notice.layout import to_data
from pingxuan.core.words import Role
from pingxuan.documents.read_notice import read_notice_files
from pingxuan.documents.read_text import read_text
from pingxuan.management.command import PingxuanCommand
from pingxuan.management.files import file_bytes
from pingxuan.queries.post import body_named
from pingxuan.web.clock import now


class Command(PingxuanCommand):
    """Reads and keeps as a draft: confirming and opening are done on the page, by a person."""

    help = "用通知或评选定义新建一次评选（拟定中），再到网页上核对、开启"

    def add_arguments(self, parser: CommandParser) -> None:
        """The files and whose campaign it is."""
        parser.add_argument("files", nargs="+", type=Path, help="通知（和附件），或一份 .toml 评选定义")
        parser.add_argument("--organiser", required=True, help="主办单位全称（先用 appoint 设过岗位）")

    def handle(self, *, files: list[Path], organiser: str, **_: Any) -> None:
        """Prints the campaign's id."""
        body = body_named(organiser)
        if body is None:
            text = f"没有名为“{organiser}”的单位，请先运行 pingxuan appoint 设立它的岗位。"
            raise Refused(Finding("body_unknown", text))
        sent = [(file.name, file_bytes(file)) for file in files]
        by = Actor("setup", Role.ADMINISTRATOR, "命令行", secrets.token_bytes)
        make = partial(create_campaign, by=by, at=now(), organiser=body, notice_name=files[0].name)
        if files[0].suffix.lower() == ".toml":
            campaign = make(from_toml(read_text(sent[0][1], sent[0][0])))
        else:
            layout = read_notice_files(sent)
            campaign = make(
                draft_definition(read_notice(layout))[0],
                notice_text=layout.text,
                notice_layout=to_data(layout),
                notice_files=store_notice(sent, at=now(), folder=settings.PINGXUAN_FILES),
            )
        self.stdout.write(campaign.pk)

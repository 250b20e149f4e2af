"""pingxuan read: what a notice says, as facts with their evidence or as a draft definition."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from pingxuan.core.definition_text import to_toml
from pingxuan.core.notice.document import facts_document
from pingxuan.core.notice.draft import draft_definition
from pingxuan.core.notice.facts import read_notice
from pingxuan.management.command import PingxuanCommand
from pingxuan.management.files import notice_layout


class Command(PingxuanCommand):
    """Reads and prints; keeps nothing."""

    help = "读一份通知，打印读出的事实（--json）或评选定义草稿（--definition）"

    def add_arguments(self, parser: CommandParser) -> None:
        """The files, and which of the two forms is wanted."""
        parser.add_argument(
            "files", nargs="+", type=Path, help="通知和单独的附件（Word、PDF、网页、文本、表格或 zip）"
        )
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help="事实及其在原文中的位置")
        form.add_argument("--definition", action="store_true", help="评选定义草稿（TOML）")

    def handle(self, *, files: list[Path], definition: bool, **_: Any) -> None:
        """Facts as one JSON document, or the draft as TOML with what a person must settle on stderr."""
        facts = read_notice(notice_layout(files))
        if not definition:
            self.stdout.write(json.dumps(facts_document(facts), ensure_ascii=False, indent=1))
            return
        draft, questions = draft_definition(facts)
        self.stdout.write(to_toml(draft))
        for question in questions:
            self.say(question.text)

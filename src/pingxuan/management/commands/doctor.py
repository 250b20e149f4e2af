"""``pingxuan doctor``: says item by item what is unsafe or missing in this installation."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from pingxuan.management.command import PingxuanCommand
from pingxuan.management.health import FINE, UNSAFE, WARNING, examine

MARKS = {FINE: "正常", WARNING: "注意", UNSAFE: "危险"}


class Command(PingxuanCommand):
    """Ends with 1 when anything is unsafe."""

    help = "逐项检查这套安装是否安全、齐备"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        items = examine(timezone.localdate())
        if options["json"]:
            self.stdout.write(json.dumps([asdict(item) for item in items], ensure_ascii=False))
        else:
            for item in items:
                self.stdout.write(f"[{MARKS[item.state]}] {item.text}")
        if any(item.state == UNSAFE for item in items):
            raise SystemExit(1)

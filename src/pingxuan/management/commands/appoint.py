"""pingxuan appoint: the first post of a real installation, its holder let in by a one-time code."""

import secrets
from typing import Any

from django.core.management.base import CommandParser

from pingxuan.actions.post import add_account, add_body, add_post, issue_login_code
from pingxuan.core.actor import Actor
from pingxuan.core.words import Role
from pingxuan.management.command import PingxuanCommand
from pingxuan.queries.post import account_named
from pingxuan.web.clock import now

ROLES = (Role.ORGANISER, Role.ADMINISTRATOR, Role.LEADER, Role.AUDITOR)


class Command(PingxuanCommand):
    """Appoints a person to a post and prints the one-time code."""

    help = "设立主办单位的岗位并打印一次性登录码；新装好的系统用它设第一个岗位。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Body, role, account and name."""
        parser.add_argument("--body", required=True, help="单位全称")
        parser.add_argument("--role", required=True, choices=[role.value for role in ROLES], help="岗位")
        parser.add_argument("--username", required=True, help="登录账号")
        parser.add_argument("--name", required=True, help="姓名")

    def handle(self, *, body: str, role: str, username: str, name: str, **_: Any) -> None:
        """Makes what is missing; the code is printed once and kept only as a hash."""
        by = Actor("setup", Role.ADMINISTRATOR, "系统初始化", secrets.token_bytes)
        at = now()
        account = account_named(username) or add_account(username, name, by=by, at=at)
        add_post(add_body(body, by=by, at=at), Role(role), "", by=by, at=at, holder=account)
        code = issue_login_code(account, by=by, at=at)
        self.stdout.write(f"账号 {username} 的一次性登录码：{code}（七天内有效，请当面或电话告知本人）")

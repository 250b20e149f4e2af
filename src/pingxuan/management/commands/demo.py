"""pingxuan demo: the sample campaign part-way, materials coming in, with one sign-in per role."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser

from pingxuan.core.finding import Finding, Refused
from pingxuan.management.command import PingxuanCommand
from pingxuan.management.commands.serve import address
from pingxuan.management.rehearsal.play import play, set_scene
from pingxuan.management.rehearsal.source import sample_source
from pingxuan.queries.post import demo_posts
from pingxuan.web.clock import set_demo_clock

UNTIL = "inspect"


class Command(PingxuanCommand):
    """Fills an empty installation with the demo and, if asked, serves it."""

    help = "装好演示数据（样例评选，材料报送中），打印各岗位的演示登录；加 --serve 直接打开网站。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether and where to serve."""
        parser.add_argument("--serve", action="store_true", help="装好后打开网站")
        parser.add_argument("--bind", type=address, default="127.0.0.1:8000", help="地址和端口")

    def handle(self, *, serve: bool, bind: str, **_: Any) -> None:
        """Fills what is empty; never touches an installation that holds a campaign."""
        if settings.PINGXUAN_MODE != "demo":
            text = "正式安装不装演示数据。演示请另用一个文件夹，并把 PINGXUAN_MODE 设为 demo。"
            raise Refused(Finding("not_in_demo_mode", text))
        call_command("migrate", verbosity=0)
        if not demo_posts():
            self.say("正在装入演示数据，约一分钟……")
            scene = set_scene(sample_source(), settings.PINGXUAN_DATA, seed=1, partway=True)
            play(scene, UNTIL)
            set_demo_clock(settings.PINGXUAN_DATA, scene.clock.at)
        self._tell(bind)
        if serve:
            call_command("serve", bind=bind)

    def _tell(self, bind: str) -> None:
        self.say(
            f"\n演示网站：http://{bind}/sign-in\n登录页上每个岗位有一个按钮，也可用以下账号（演示数据）："
        )
        for post in demo_posts():
            if holder := post.holder:
                self.say(f"  {post.get_role_display()}：{holder.username}（{holder.name}，{post.body.name}）")
        self.say("公众页面：不登录打开首页即可。按 Ctrl+C 停止。\n")

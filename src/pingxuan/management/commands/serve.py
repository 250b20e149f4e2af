"""``pingxuan serve``: the production server with its static files."""

import argparse
from typing import Any

from django.core.management.base import CommandParser
from django.db import connections

from pingxuan.core.finding import Refused
from pingxuan.management.command import PingxuanCommand
from pingxuan.management.server import Server, objections, prepare


def address(text: str) -> str:
    """``HOST:PORT``, ``[IPv6]:PORT`` or ``unix:PATH`` as typed. Raises ArgumentTypeError."""
    host, _, port = text.rpartition(":")
    if text.startswith("unix:/") or (host and port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        return text
    raise argparse.ArgumentTypeError(f"监听地址“{text}”不对，请写成 127.0.0.1:8000 这样。")


def processes(text: str) -> int:
    """The number of worker processes, 1 to 64. Raises ArgumentTypeError."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 64:
        return int(text)
    raise argparse.ArgumentTypeError(f"进程数“{text}”不对，请写 1 到 64。")


class Command(PingxuanCommand):
    """Starts the server after the gate."""

    help = "启动网站（正式的服务器，含静态文件）"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--bind", type=address, default="127.0.0.1:8000", help="监听地址，默认 127.0.0.1:8000"
        )
        parser.add_argument("--workers", type=processes, default=2, help="进程数，默认 2")
        parser.add_argument("--certfile", help="TLS 证书文件")
        parser.add_argument("--keyfile", help="TLS 私钥文件")

    def handle(self, *_: Any, **options: Any) -> None:
        bind, pair = options["bind"], (options["certfile"], options["keyfile"])
        if any(pair) and not all(pair):
            self.usage("--certfile 和 --keyfile 要同时给出。")
        tls = pair if all(pair) else None
        prepare()
        if found := objections(bind, tls is not None):
            raise Refused(*found)
        connections.close_all()  # a database connection must not be carried into the workers
        self.say(f"网站已启动：{'https' if tls else 'http'}://{bind}（按 Ctrl+C 停止）")
        Server(bind, options["workers"], tls).run()

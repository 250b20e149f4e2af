"""The production server: gunicorn with our settings, and what must hold before it may start."""

import errno
import ipaddress
import socket
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from gunicorn.app.base import BaseApplication

from pingxuan.core.finding import Finding

TAKEN = {
    errno.EADDRINUSE: "这个端口已被占用",
    errno.EACCES: "小于 1024 的端口要由管理员开放",
    errno.EADDRNOTAVAIL: "这台机器没有这个地址",
}
LONGEST_REQUEST = 120  # seconds; a county's line may be slow and a scan large


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn on ``bind`` with ``workers`` processes; ``tls`` names certificate and key file, or is None."""

    def __init__(self, bind: str, workers: int, tls: tuple[str, str] | None) -> None:
        self.wanted = {
            "bind": bind,
            "workers": workers,
            "worker_class": "gthread",
            "threads": 4,
            "timeout": LONGEST_REQUEST,
            "graceful_timeout": 20,
            "loglevel": "warning",
            "proc_name": "pingxuan",
            "control_socket_disable": True,
            "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,  # noqa: S108 -- heartbeat files only
        }
        if tls:
            self.wanted |= {"certfile": tls[0], "keyfile": tls[1]}
        super().__init__()

    def load_config(self) -> None:
        """Nothing is read from files or the command line: what stands above is all."""
        for name, value in self.wanted.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application, made anew in every worker."""
        from config.wsgi import application

        return application


def objections(bind: str, tls: bool) -> list[Finding]:
    """Why the server may not start on ``bind`` (HOST:PORT), or nothing."""
    found: list[Finding] = []
    local = is_local(bind)
    if settings.PINGXUAN_MODE == "demo" and not local:
        text = f"演示模式只供本机访问，不能监听 {bind}；请把 PINGXUAN_MODE 设为 intranet 或 production。"
        found.append(Finding("serve.demo_is_local", text, "--bind"))
    if settings.PINGXUAN_MODE == "production" and not (local or tls):
        text = "正式模式必须加密：请用 --certfile 和 --keyfile 给出证书，或者只监听 127.0.0.1，由前面的反向代理负责 https。"
        found.append(Finding("serve.needs_tls", text, "--bind"))
    if not found and (reason := occupied(bind)):
        text = f"不能监听 {bind}：{reason}。请关掉占用它的程序，或者用 --bind 换一个端口。"
        found.append(Finding("serve.address_taken", text, "--bind"))
    if missing := missing_migrations():
        text = f"数据库缺少 {missing} 项更新，请先运行 pingxuan backup 备份，再运行 pingxuan migrate。"
        found.append(Finding("serve.database_behind", text))
    return found


def is_local(bind: str) -> bool:
    """Whether only this machine can reach ``bind``."""
    host = bind.rpartition(":")[0].strip("[]")
    try:
        return bind.startswith("unix:") or host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def occupied(bind: str) -> str:
    """Why ``bind`` cannot be listened on, or nothing."""
    host, _, port = bind.rpartition(":")
    if bind.startswith("unix:"):
        return ""
    family = socket.AF_INET6 if host.startswith("[") else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), int(port)))
        except OSError as error:
            return TAKEN.get(error.errno or 0, f"系统答复 {error.strerror}")
    return ""


def missing_migrations() -> int:
    """How many migrations the database still lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def is_empty() -> bool:
    """Whether the database holds no table at all, as on the first start."""
    return not connection.introspection.table_names()


def prepare() -> None:
    """Gathers the static files and, on the first start, lays out the database."""
    if is_empty():
        call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)

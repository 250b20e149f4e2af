"""What the environment asks for: the mode, the hosts, the folders and the database, checked and explained."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MODES = ("demo", "intranet", "production")
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")


class BadSetting(ValueError):
    """A setting in the environment cannot be used; the text says which and what to write instead."""


@dataclass(frozen=True)
class Environment:
    """The settings as the operator gave them. ``demo`` serves this machine only, ``intranet`` is plain
    http inside a closed network, ``production`` speaks TLS only."""

    mode: str
    hosts: tuple[str, ...]
    data: Path
    database_url: str
    journal: str
    debug: bool
    site_url: str

    @property
    def tls(self) -> bool:
        """Whether pages may be asked for over https only."""
        return self.mode == "production"


def read_environment(environ: Mapping[str, str]) -> Environment:
    """The settings in ``environ``, with what is left out filled in. Raises BadSetting."""
    mode = environ.get("PINGXUAN_MODE", "demo")
    if mode not in MODES:
        raise BadSetting(f"PINGXUAN_MODE 不能是“{mode}”，请填 demo、intranet 或 production。")
    data = Path(environ.get("PINGXUAN_DATA", "var")).resolve()
    hosts = _hosts(mode, environ.get("PINGXUAN_HOSTS", ""))
    return Environment(
        mode=mode,
        hosts=hosts,
        data=data,
        database_url=environ.get("DATABASE_URL") or f"sqlite:///{data}/pingxuan.sqlite3",
        journal=environ.get("PINGXUAN_JOURNAL", ""),
        debug=_debug(mode, environ.get("PINGXUAN_DEBUG", "")),
        site_url=_site_url(mode, environ.get("PINGXUAN_URL", ""), hosts[0]),
    )


def _hosts(mode: str, given: str) -> tuple[str, ...]:
    hosts = tuple(host.strip() for host in given.split(",") if host.strip())
    if mode == "demo":
        strangers = [host for host in hosts if host not in LOCAL_HOSTS]
        if strangers:
            raise BadSetting(
                "演示模式只供本机访问；要给别的机器使用，请把 PINGXUAN_MODE 设为 intranet 或 production。"
            )
        return LOCAL_HOSTS
    if not hosts:
        raise BadSetting("请在 PINGXUAN_HOSTS 中写明本站的域名或地址，多个用英文逗号隔开。")
    if any("*" in host for host in hosts):
        raise BadSetting("PINGXUAN_HOSTS 不能用通配符，请逐个写明本站的域名或地址。")
    return hosts


def _debug(mode: str, given: str) -> bool:
    if given in ("", "0"):
        return False
    if mode != "demo":
        raise BadSetting("PINGXUAN_DEBUG 只能在演示模式下打开，请删去这项设置。")
    return True


def _site_url(mode: str, given: str, host: str) -> str:
    url = given.rstrip("/") or ("https://" if mode == "production" else "http://") + host
    if mode == "production" and not url.startswith("https://"):
        raise BadSetting("正式模式的 PINGXUAN_URL 必须以 https:// 开头。")
    return url

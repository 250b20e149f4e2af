"""What makes an installation safe and complete, looked at item by item for ``pingxuan doctor``."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from chinese_calendar.constants import holidays
from django.conf import settings
from django.db import DatabaseError, connection

from config.secret_files import is_private
from config.sqlite import wal_is_safe
from pingxuan.documents.convert import find_tools, sandbox_works
from pingxuan.management.server import missing_migrations

FINE, WARNING, UNSAFE = "fine", "warning", "unsafe"
ROOM_BYTES = 2 * 1024**3
PACKAGES = "libreoffice-writer-nogui、bubblewrap 和 util-linux"


@dataclass(frozen=True)
class Item:
    """One thing looked at: ``state`` is fine, warning or unsafe; ``text`` says what was seen and what to do."""

    code: str
    state: str
    text: str


def examine(today: date) -> list[Item]:
    """All items, in the order of the checks."""
    return [item for check in CHECKS for item in check(today)]


def _mode(_: date) -> Iterator[Item]:
    mode = settings.PINGXUAN_MODE
    words = {
        "demo": (WARNING, "当前是演示模式，只供本机访问；正式使用请设 PINGXUAN_MODE。"),
        "intranet": (WARNING, "当前是内网模式，页面不加密，只能用在封闭的内网里。"),
        "production": (FINE, "正式模式，只接受 https。"),
    }
    yield Item("mode", *words[mode])
    if settings.DEBUG:
        yield Item("debug", UNSAFE, "调试开关已打开，出错时会泄露内部信息；请删去 PINGXUAN_DEBUG。")


def _database(_: date) -> Iterator[Item]:
    try:
        connection.ensure_connection()
        missing = missing_migrations()
    except DatabaseError as error:
        yield Item("database", UNSAFE, f"数据库连不上：{error}。请检查 DATABASE_URL。")
        return
    if missing:
        yield Item("migrations", UNSAFE, f"数据库缺少 {missing} 项更新，请先备份，再运行 pingxuan migrate。")
    else:
        yield Item("migrations", FINE, "数据库结构是最新的。")
    yield from _sqlite() if connection.vendor == "sqlite" else _postgresql()


def _sqlite() -> Iterator[Item]:
    version = sqlite3.sqlite_version_info
    if wal_is_safe(version):
        yield Item("sqlite_build", FINE, f"SQLite {sqlite3.sqlite_version} 可以安全使用 WAL。")
    else:
        text = f"SQLite {sqlite3.sqlite_version} 的 WAL 有缺陷，已改用 TRUNCATE；安装 pysqlite3 0.6.1 以上版本会更快。"
        yield Item("sqlite_build", WARNING, text)
    journal, synchronous = _value("PRAGMA journal_mode"), _value("PRAGMA synchronous")
    safe = synchronous == "2" and journal in (("wal", "truncate") if wal_is_safe(version) else ("truncate",))
    text = f"日志模式 {journal}，同步级别 {synchronous}"
    yield Item(
        "journal",
        FINE if safe else UNSAFE,
        text + ("。" if safe else "，断电会丢失已确认的报送；请勿改动连接设置。"),
    )


def _postgresql() -> Iterator[Item]:
    for name in ("fsync", "synchronous_commit", "full_page_writes"):
        on = _value(f"SHOW {name}") == "on"
        text = f"PostgreSQL 的 {name} " + (
            "已打开。" if on else "没有打开，断电会丢失已确认的报送；请在服务器上打开。"
        )
        yield Item(name, FINE if on else UNSAFE, text)
    sums = _value("SHOW data_checksums") == "on"
    text = (
        "数据页校验已打开。" if sums else "数据页校验没有打开，磁盘错误不易发现；建议用 pg_checksums 打开。"
    )
    yield Item("data_checksums", FINE if sums else WARNING, text)


def _value(statement: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return str(cursor.fetchone()[0]).lower()


def _secrets(_: date) -> Iterator[Item]:
    exposed = [path.name for path in sorted(settings.PINGXUAN_SECRETS.iterdir()) if not is_private(path)]
    if exposed:
        yield Item("secrets", UNSAFE, f"别人能读到密钥 {'、'.join(exposed)}；请运行 chmod 400 收回权限。")
    else:
        yield Item("secrets", FINE, "密钥只有本用户能读。")


def _disk(_: date) -> Iterator[Item]:
    free = shutil.disk_usage(settings.PINGXUAN_DATA).free
    enough = free >= ROOM_BYTES
    text = f"数据目录所在磁盘还有 {free / 1024**3:.1f} GB" + (
        "。" if enough else "，不足 2 GB，请尽快清理或扩容。"
    )
    yield Item("disk", FINE if enough else UNSAFE, text)


def _holidays(today: date) -> Iterator[Item]:
    years = {day.year for day in holidays}
    if today.year in years:
        yield Item("holidays", FINE, f"节假日表已含 {min(years)} 年至 {max(years)} 年。")
    else:
        text = f"节假日表没有 {today.year} 年，工作日会按周一至周五推算；请升级 chinesecalendar。"
        yield Item("holidays", WARNING, text)


def _fonts(_: date) -> Iterator[Item]:
    spec = find_spec("pylopdf_fonts_zh_cn")
    folders = spec.submodule_search_locations if spec else None
    files = [path for folder in folders or () for path in Path(folder).rglob("*.[ot]tf")]
    if files:
        yield Item("fonts", FINE, f"中文字体齐备（{len(files)} 个文件）。")
    else:
        yield Item("fonts", UNSAFE, "缺少中文字体，PDF 无法排版；请重新安装 pylopdf-fonts-zh-cn。")


def _converters(_: date) -> Iterator[Item]:
    tools = find_tools()
    kinds = ".doc、.wps、.rtf 和 .odt"
    if tools.missing:
        text = f"没有 {'、'.join(tools.missing)}，读不了 {kinds}；需要时请安装 {PACKAGES}。"
        yield Item("converter", WARNING, text)
    elif not sandbox_works(tools):
        text = f"本机不许建立隔离环境，为安全起见不转换 {kinds}；请允许非特权用户命名空间，或让本程序在容器外运行。"
        yield Item("sandbox", WARNING, text)
    else:
        yield Item("converter", FINE, f"LibreOffice 已安装，在隔离环境里读 {kinds}。")


CHECKS: tuple[Callable[[date], Iterator[Item]], ...] = (
    _mode, _database, _secrets, _disk, _holidays, _fonts, _converters,
)  # fmt: skip

"""Which SQLite build is used and which journal it may keep, so that a confirmed submission is never lost."""

import sys
from importlib import import_module

JOURNALS = ("WAL", "TRUNCATE")
SETTLED = "PRAGMA foreign_keys=ON;PRAGMA secure_delete=ON;PRAGMA trusted_schema=OFF"


class UnsafeJournal(ValueError):
    """The journal asked for can lose committed writes on this SQLite build."""


def adopt_bundled_build() -> tuple[int, int, int]:
    """Put the SQLite that ships with pysqlite3 in the place of the system's; gives the version in use.

    Must run before Django imports its SQLite backend. Without pysqlite3 the system's build stays.
    """
    try:
        build = import_module("pysqlite3")
    except ImportError:
        build = import_module("sqlite3")
    else:
        sys.modules["sqlite3"] = build
        sys.modules["sqlite3.dbapi2"] = import_module("pysqlite3.dbapi2")
    major, minor, patch = build.sqlite_version_info[:3]
    return major, minor, patch


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether WAL keeps every commit on this build: the WAL-reset bug is in 3.7.0 up to 3.51.2.

    Fixed in 3.51.3 and taken back into 3.50.7 and 3.44.6 (https://sqlite.org/wal.html#walresetbug).
    """
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def journal_for(version: tuple[int, int, int], wanted: str = "") -> str:
    """The journal mode to use: the one ``wanted``, or the best this build can keep safely.

    Raises UnsafeJournal when WAL is asked for on an affected build, or the mode is not one of JOURNALS.
    """
    wanted = wanted.upper()
    if wanted and wanted not in JOURNALS:
        raise UnsafeJournal(f"PINGXUAN_JOURNAL 不能是“{wanted}”，请填 WAL 或 TRUNCATE，或者不设置。")
    if wanted == "WAL" and not wal_is_safe(version):
        shown = ".".join(map(str, version))
        raise UnsafeJournal(
            f"SQLite {shown} 的 WAL 模式可能丢失已确认的报送，不能启用；"
            "请安装 pysqlite3 0.6.1 以上版本，或者把 PINGXUAN_JOURNAL 改为 TRUNCATE。"
        )
    return wanted or ("WAL" if wal_is_safe(version) else "TRUNCATE")


def options(journal: str) -> dict[str, object]:
    """Django's OPTIONS for SQLite: writers queue up instead of failing, and an answer means it is on disk."""
    # the journal mode other than WAL belongs to the connection: without this line it is silently DELETE
    command = f"PRAGMA journal_mode={journal};PRAGMA synchronous=FULL;{SETTLED}"
    return {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": command}

"""The database behind DATABASE_URL, SQLite or PostgreSQL, set so that no confirmed write is lost."""

from typing import Any

import dj_database_url

from config import sqlite
from config.environment import BadSetting, Environment


def database(environment: Environment, version: tuple[int, int, int]) -> dict[str, Any]:
    """Django's entry for the database, for the SQLite build ``version``. Raises BadSetting, UnsafeJournal."""
    entry: dict[str, Any] = dict(dj_database_url.parse(environment.database_url, conn_max_age=600))
    kind = entry["ENGINE"].rsplit(".", 1)[-1]
    if kind == "sqlite3":
        entry["OPTIONS"] = sqlite.options(sqlite.journal_for(version, environment.journal))
    elif kind == "postgresql":
        entry["CONN_HEALTH_CHECKS"] = True
        entry["OPTIONS"] = {**entry.get("OPTIONS", {}), "options": POSTGRESQL}
    else:
        raise BadSetting("DATABASE_URL 只支持 sqlite:/// 和 postgres:// 两种写法。")
    return entry


# an answer is given only when the row is on disk; places are counted under row locks, not under snapshots
POSTGRESQL = "-c synchronous_commit=on -c default_transaction_isolation=read\\ committed -c lock_timeout=20s"

"""A rehearsal's own house: a fresh SQLite database inside its folder, whatever the installation runs on."""

from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from config.databases import database
from pingxuan.core.finding import Finding, Refused

DATABASE = "rehearsal.sqlite3"


def move_into(folder: Path) -> None:
    """Makes ``folder`` and a fresh migrated database in it; this process works on that from here on.

    Raises Refused when the folder cannot be made or already holds something else than a rehearsal.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        strangers = [kept.name for kept in folder.iterdir() if kept.name not in OWN]
    except OSError as error:
        text = f"不能在“{folder}”里写演练结果（{error.strerror}），请换一个文件夹。"
        raise Refused(Finding("folder_unusable", text)) from error
    if strangers:
        text = f"“{folder}”里已有别的文件（{strangers[0]}），请换一个空文件夹，以免混在一起。"
        raise Refused(Finding("folder_in_use", text))
    for suffix in ("", "-wal", "-shm", "-journal"):
        (folder / f"{DATABASE}{suffix}").unlink(missing_ok=True)
    _connect(folder / DATABASE)
    call_command("migrate", verbosity=0)


OWN = frozenset(
    {"definition.toml", "papers", "archive.zip", "report.json", "files"}
    | {f"{DATABASE}{suffix}" for suffix in ("", "-wal", "-shm", "-journal")}
)


def _connect(file: Path) -> None:
    environment = replace(settings.ENVIRONMENT, database_url=f"sqlite:///{file.resolve()}")
    entry = database(environment, settings.SQLITE_VERSION)
    connections["default"].close()
    connections.settings["default"] = {**connections.settings["default"], **entry}
    connections["default"] = connections.create_connection("default")

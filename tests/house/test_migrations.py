"""The migrations say all that the models say, and bring rows kept before them along, guarded as before."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from pingxuan.models import Campaign
from tests.databases import Database

BEFORE_LAYOUT = ("pingxuan", "0002_guards")
AT = datetime(2023, 2, 10, 1, tzinfo=UTC)


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def _migrated(*target: str) -> Any:
    """The models as they are after migrating to ``target``."""
    call_command("migrate", *target, verbosity=0, skip_checks=True)
    return MigrationExecutor(connection).loader.project_state([target]).apps  # type: ignore[list-item]


def _keep_a_campaign(apps: Any) -> None:
    apps.get_model("pingxuan", "LedgerEntry").objects.create(seq=0, line="{}", **_entry_columns(apps))
    apps.get_model("pingxuan", "Campaign").objects.create(
        id="c1", last_seq=0, code="WX23", title="评选", state="draft", notice_text="通知", created_at=AT
    )


def _entry_columns(apps: Any) -> dict[str, Any]:
    """A value for every other column of an entry that must have one."""
    fields = apps.get_model("pingxuan", "LedgerEntry")._meta.concrete_fields
    return {
        field.attname: AT if field.get_internal_type() == "DateTimeField" else ""
        for field in fields
        if field.attname not in ("seq", "line") and not field.null and not field.has_default()
    }


def _refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError:
        return True
    return False


@pytest.mark.parametrize("guarded", ["UPDATE {0} SET title = 'x'", "DELETE FROM {0}"])
def test_a_campaign_kept_before_layouts_comes_along(fresh_database: Database, guarded: str) -> None:
    _keep_a_campaign(_migrated(*BEFORE_LAYOUT))
    assert _refused(guarded.format("pingxuan_campaign"))
    call_command("migrate", verbosity=0, skip_checks=True)
    kept = Campaign.objects.get()
    assert (kept.notice_text, kept.notice_layout, kept.notice_files) == ("通知", {}, [])
    assert not {"notice_layout", "notice_files"} & set(kept.told())  # as the entry of that time says it
    assert _refused(guarded.format("pingxuan_campaign"))

"""The ledger's head row, and the triggers that refuse a change without an entry."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from pingxuan.models.guards import install


def lay_the_head(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The one row every entry locks."""
    apps.get_model("pingxuan", "LedgerHead").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("pingxuan", "0001_first_house")]
    operations = [
        migrations.RunPython(lay_the_head, migrations.RunPython.noop),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]

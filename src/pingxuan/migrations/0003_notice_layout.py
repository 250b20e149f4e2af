"""A campaign keeps its notice's layout and names the files it came in; the guards are put back in place."""

from django.db import migrations, models

from pingxuan.models.guards import install


class Migration(migrations.Migration):
    dependencies = [("pingxuan", "0002_guards")]
    operations = [
        migrations.RunPython(migrations.RunPython.noop, install),
        migrations.AddField("campaign", "notice_layout", models.JSONField(default=dict)),
        migrations.AddField("campaign", "notice_files", models.JSONField(default=list)),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]

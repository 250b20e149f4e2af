"""A campaign begun without a notice keeps its first draft and what was asked; the guards are put back in place."""

from django.db import migrations, models

from pingxuan.models.guards import install


class Migration(migrations.Migration):
    dependencies = [("pingxuan", "0003_notice_layout")]
    operations = [
        migrations.RunPython(migrations.RunPython.noop, install),
        migrations.AddField("campaign", "beginning", models.JSONField(default=dict)),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]

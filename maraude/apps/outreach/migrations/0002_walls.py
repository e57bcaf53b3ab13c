from __future__ import annotations

from django.db import migrations

from maraude.apps.tenancy.walls import raise_wall


class Migration(migrations.Migration):
    """Row-level security on every table of this app, before its first row."""

    dependencies = [("outreach", "0001_initial")]
    operations = [
        raise_wall("outreach_door"),
        raise_wall("outreach_wayback"),
    ]

from __future__ import annotations

from django.db import migrations

from maraude.apps.tenancy.walls import raise_wall


class Migration(migrations.Migration):
    """Row-level security on what people say of doors, before its first row."""

    dependencies = [("outreach", "0009_door_reports")]
    operations = [raise_wall("outreach_doorreport")]

from __future__ import annotations

from django.db import migrations

from maraude.apps.tenancy.walls import raise_wall


class Migration(migrations.Migration):
    """Row-level security on the stories, before the first one."""

    dependencies = [("outreach", "0011_stories")]
    operations = [raise_wall("outreach_gamestory")]

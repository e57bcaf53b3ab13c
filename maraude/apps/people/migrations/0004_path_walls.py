from __future__ import annotations

from django.db import migrations

from maraude.apps.tenancy.walls import raise_wall


class Migration(migrations.Migration):
    """The wall around the steps of people's paths, before the first one."""

    dependencies = [("people", "0003_path")]
    operations = [raise_wall("people_pathstep")]

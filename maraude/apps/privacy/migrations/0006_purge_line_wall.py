from __future__ import annotations

from django.db import migrations

from maraude.apps.tenancy.walls import raise_wall


class Migration(migrations.Migration):
    """The wall around the proof of what was erased: lines are added, never changed."""

    dependencies = [("privacy", "0005_purge_line")]
    operations = [raise_wall("privacy_purgeline", rights="SELECT, INSERT")]

from __future__ import annotations

from django.db import migrations

from maraude.apps.tenancy.walls import raise_wall


class Migration(migrations.Migration):
    """Row-level security on every table of this app, before its first row."""

    dependencies = [("privacy", "0001_glass")]
    operations = [
        raise_wall("privacy_brokenglass", rights="SELECT, INSERT, DELETE"),
    ]

from __future__ import annotations

from django.db import migrations

from maraude.apps.tenancy.walls import raise_wall


class Migration(migrations.Migration):
    """Row-level security on the rounds, before their first row."""

    dependencies = [("outreach", "0004_rounds")]
    operations = [
        raise_wall("outreach_round"),
        raise_wall("outreach_roundmember"),
        raise_wall("outreach_roundlog"),
    ]

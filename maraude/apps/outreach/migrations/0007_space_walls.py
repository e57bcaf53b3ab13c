from __future__ import annotations

from django.db import migrations

from maraude.apps.tenancy.walls import raise_wall


class Migration(migrations.Migration):
    """Row-level security on the register of spaces, before its first row."""

    dependencies = [("outreach", "0006_spaces")]
    operations = [
        raise_wall("outreach_space"),
        raise_wall("outreach_spaceagreement"),
    ]

from __future__ import annotations

from django.db import migrations

from maraude.apps.tenancy.walls import raise_wall


class Migration(migrations.Migration):
    """Row-level security on the tables of the colleagues, the warm threads and the partners, before their first row."""

    dependencies = [("referrals", "0003_follow")]
    operations = [
        raise_wall("referrals_adviser"),
        raise_wall("referrals_warmword"),
        raise_wall("referrals_partner"),
    ]

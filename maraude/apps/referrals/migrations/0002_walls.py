from __future__ import annotations

from django.db import migrations

from maraude.apps.tenancy.walls import open_to_jobs, raise_wall


class Migration(migrations.Migration):
    """Row-level security on every table of this app, before its first row."""

    dependencies = [("referrals", "0001_initial")]
    operations = [
        raise_wall("referrals_referral"),
        raise_wall("referrals_sheetline"),
        raise_wall("referrals_referralevent", rights="SELECT, INSERT"),
        raise_wall("referrals_duetask"),
        open_to_jobs("referrals_duetask"),
    ]

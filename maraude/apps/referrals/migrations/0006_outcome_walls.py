from __future__ import annotations

from django.db import migrations

from maraude.apps.tenancy.walls import raise_wall


class Migration(migrations.Migration):
    """Row-level security on the counts of outcomes, before their first row."""

    dependencies = [("referrals", "0005_outcome_counts")]
    operations = [raise_wall("referrals_outcomecount")]

from __future__ import annotations

from django.db import migrations

from maraude.apps.tenancy.walls import raise_wall


class Migration(migrations.Migration):
    """Row-level security on the association's own words, before the first."""

    dependencies = [("levers", "0001_initial")]
    operations = [raise_wall("levers_ownsuggestion")]

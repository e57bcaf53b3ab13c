from __future__ import annotations

from django.db import migrations

from maraude.apps.tenancy.walls import raise_wall


class Migration(migrations.Migration):
    """The wall around places that workers chose."""

    dependencies = [("directory", "0004_sought_place")]
    operations = [raise_wall("directory_soughtplace")]

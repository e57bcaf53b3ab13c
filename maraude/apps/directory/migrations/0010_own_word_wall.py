from __future__ import annotations

from django.db import migrations

from maraude.apps.tenancy.walls import raise_wall


class Migration(migrations.Migration):
    """The wall around what an association found out about services."""

    dependencies = [("directory", "0009_guard")]
    operations = [raise_wall("directory_ownword")]

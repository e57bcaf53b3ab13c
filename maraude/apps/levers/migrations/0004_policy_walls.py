from __future__ import annotations

from django.db import migrations

from maraude.apps.tenancy.walls import raise_wall


class Migration(migrations.Migration):
    """Walls around decisions and what was learned; rulings are added, never changed."""

    dependencies = [("levers", "0003_policy")]
    operations = [
        raise_wall("levers_leverdecision"),
        raise_wall("levers_learnedstate"),
        raise_wall("levers_leverruling", rights="SELECT, INSERT"),
    ]

from __future__ import annotations

from pathlib import Path

from django.db import migrations

from maraude.apps.tenancy.walls import open_to_doors, raise_wall

_SQL = Path(__file__).with_suffix(".sql")


class Migration(migrations.Migration):
    """The wall around addresses without log-in, and the look-up before a tenant is known."""

    dependencies = [("orgs", "0003_accesslink"), ("safety", "0003_doors")]
    operations = [
        raise_wall("orgs_accesslink"),
        open_to_doors("orgs_accesslink", commands=("SELECT",)),
        migrations.RunSQL(_SQL.read_text(encoding="utf-8"), "DROP FUNCTION doors.access_link(bytea, text)"),
    ]

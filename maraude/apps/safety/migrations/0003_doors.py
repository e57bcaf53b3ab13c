from __future__ import annotations

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).with_name("0003_doors.sql")


class Migration(migrations.Migration):
    """The functions of the schema `doors`: all that the gateway may do, and look-ups before a tenant is known.

    They stand in the last app that owns a table they touch.
    """

    dependencies = [
        ("safety", "0002_walls"),
        ("ingest", "0002_walls"),
        ("orgs", "0002_walls"),
        ("sessions", "0001_initial"),
    ]
    operations = [migrations.RunSQL(_SQL.read_text(encoding="utf-8"), "DROP SCHEMA doors CASCADE; CREATE SCHEMA doors")]

from __future__ import annotations

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).with_suffix(".sql")


class Migration(migrations.Migration):
    """The accounts that keep a line open, before a tenant is known."""

    dependencies = [("ingest", "0002_walls"), ("safety", "0003_doors")]
    operations = [
        migrations.RunSQL(_SQL.read_text(encoding="utf-8"), "DROP FUNCTION doors.listening_accounts(text[])"),
    ]

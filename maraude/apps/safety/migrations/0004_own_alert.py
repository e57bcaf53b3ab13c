from __future__ import annotations

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).with_suffix(".sql")


class Migration(migrations.Migration):
    """Words typed on a page opened by a link are screened too: the pages may raise an alert, in their own tenant."""

    dependencies = [("safety", "0003_doors")]
    operations = [
        migrations.RunSQL(
            _SQL.read_text(encoding="utf-8"),
            "DROP FUNCTION doors.raise_own_alert"
            "(uuid, uuid, uuid, smallint, text[], text[], text, boolean, uuid, uuid)",
        )
    ]

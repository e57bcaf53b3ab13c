from __future__ import annotations

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).with_suffix(".sql")


class Migration(migrations.Migration):
    """The door may ask whether words of a public place are among those we keep, and read nothing of them."""

    dependencies = [("inbox", "0006_sending"), ("safety", "0003_doors")]
    operations = [
        migrations.RunSQL(
            _SQL.read_text(encoding="utf-8"),
            "DROP FUNCTION doors.kept_event(bigint, uuid, uuid, text); DROP POLICY doors_select ON inbox_message;"
            " REVOKE SELECT (org_id, conversation_id, event_id) ON inbox_message FROM maraude_doors",
        )
    ]

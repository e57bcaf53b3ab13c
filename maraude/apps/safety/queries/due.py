from __future__ import annotations

from django.db import connection


def organisations_with_due_alerts() -> list[int]:
    """Return the organisations where an alert waits past its time, by the database's clock; as the jobs' role."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT org_id FROM safety_alert WHERE escalates_at <= statement_timestamp()")
        return [row[0] for row in cursor.fetchall()]

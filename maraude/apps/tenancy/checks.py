"""What is refused at boot: a database role that would pass through the walls."""

from __future__ import annotations

from django.db import connection

from maraude.core.errors import WrongSetting


def refuse_mighty_role() -> None:
    """Raise `WrongSetting` when the current role is a superuser or bypasses row-level security (S-08)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        row = cursor.fetchone()
    if row and (row[1] or row[2]):
        raise WrongSetting(
            f"The database role {row[0]} may see everything (superuser or BYPASSRLS): give Maraude an ordinary owner."
        )

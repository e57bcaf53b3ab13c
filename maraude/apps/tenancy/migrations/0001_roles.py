from __future__ import annotations

from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from psycopg import sql

from maraude.lib.database_url import is_embedded, role_password
from maraude.lib.roles import APP, DOORS, GATEWAY, JOBS


def make_roles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the roles once a cluster: none is a superuser, none passes through the walls."""
    del apps
    with schema_editor.connection.cursor() as cursor:
        for role in (APP, JOBS, GATEWAY, DOORS):
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
            verb = sql.SQL("ALTER" if cursor.fetchone() else "CREATE")
            login = sql.SQL("NOLOGIN" if role == DOORS else "LOGIN")
            statement = sql.SQL("{} ROLE {} {} NOCREATEDB NOCREATEROLE").format(verb, sql.Identifier(role), login)
            if role != DOORS and not is_embedded():
                password = sql.Literal(role_password(home=settings.HOME, role=role))
                statement = sql.SQL("{} PASSWORD {}").format(statement, password)
            cursor.execute(statement.as_string())
        cursor.execute("SELECT current_user")
        owner = cursor.fetchone()[0]
        for grant in (
            f"GRANT {APP} TO {JOBS}",
            f'GRANT {DOORS} TO "{owner}"',
            f"CREATE SCHEMA IF NOT EXISTS doors AUTHORIZATION {DOORS}",
            f"GRANT USAGE ON SCHEMA doors TO {APP}, {GATEWAY}",
            f"GRANT USAGE ON SCHEMA public TO {APP}, {DOORS}",
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APP}",
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {APP}",
            f'REVOKE {DOORS} FROM "{owner}"',  # held only while a migration writes a function
        ):
            cursor.execute(grant)


class Migration(migrations.Migration):
    """Roles come before the first table, so that every table is born with its rights."""

    initial = True
    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]

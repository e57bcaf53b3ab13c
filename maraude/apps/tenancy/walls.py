"""Migration operations that raise the wall: forced row-level security, and who may do what through it."""

from __future__ import annotations

from django.db.migrations.operations import RunSQL

from maraude.lib.roles import APP, DOORS, JOBS

_TENANT = "org_id = nullif(current_setting('app.tenant', true), '')::bigint"


def raise_wall(table: str, *, rights: str = "SELECT, INSERT, UPDATE, DELETE") -> RunSQL:
    """Force row-level security on `table` for everyone, its owner too; an unset tenant sees nothing."""
    return RunSQL(
        [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY tenant ON {table} USING ({_TENANT}) WITH CHECK ({_TENANT})",
            f"REVOKE ALL ON {table} FROM {APP}",
            f"GRANT {rights} ON {table} TO {APP}",
        ],
        [
            f"DROP POLICY tenant ON {table}",
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        ],
    )


def open_to_jobs(table: str, *, commands: tuple[str, ...] = ("SELECT", "UPDATE")) -> RunSQL:
    """Let the jobs' role claim rows of a content-free queue whatever the tenant."""
    return RunSQL(
        [
            f"CREATE POLICY jobs_{command.lower()} ON {table} FOR {command} TO {JOBS} {_all_rows(command)}"
            for command in commands
        ],
        [f"DROP POLICY jobs_{command.lower()} ON {table}" for command in commands],
    )


def open_to_doors(table: str, *, commands: tuple[str, ...]) -> RunSQL:
    """Let the owner of the gateway's functions, and nobody else, reach rows before the tenant is known."""
    return RunSQL(
        [
            *(f"GRANT {command} ON {table} TO {DOORS}" for command in commands),
            *(
                f"CREATE POLICY doors_{command.lower()} ON {table} FOR {command} TO {DOORS} {_all_rows(command)}"
                for command in commands
            ),
        ],
        [f"DROP POLICY doors_{command.lower()} ON {table}" for command in commands],
    )


def share_read_only(table: str) -> RunSQL:
    """Share public reference data with every association: only the owner writes it, by an import."""
    return RunSQL(
        [f"REVOKE ALL ON {table} FROM {APP}", f"GRANT SELECT ON {table} TO {APP}"],
        [f"GRANT INSERT, UPDATE, DELETE ON {table} TO {APP}"],
    )


def _all_rows(command: str) -> str:
    if command == "INSERT":
        return "WITH CHECK (true)"
    if command == "UPDATE":
        return "USING (true) WITH CHECK (true)"
    return "USING (true)"

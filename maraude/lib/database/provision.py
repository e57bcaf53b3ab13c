"""Ask the server a question, and make the role and the database that everything else needs."""

from __future__ import annotations

import psycopg
from psycopg import sql

from maraude.lib.database.errors import DatabaseUnavailable

_GOING_AWAY = "57P"  # killed, stopping or starting (PostgreSQL, appendix A)
_LOCK = 0x6D617261  # "mara": two commands may come here at once


def answers(dsn: str) -> bool:
    """Say whether the server answers SELECT 1, within about two seconds."""
    try:
        with psycopg.connect(dsn, connect_timeout=2, options="-c statement_timeout=2000", autocommit=True) as session:
            return session.execute("SELECT 1").fetchone() == (1,)
    except psycopg.Error:
        return False


def provision(dsn: str, *, owner: str, database: str) -> None:
    """Create the role `owner` and its `database` when they are missing; `dsn` is the superuser's.

    The owner migrates: it may create roles and databases, and neither is a superuser nor passes over row security.
    Raises DatabaseUnavailable when the server refuses. One that goes away meanwhile is left to the caller, who waits.
    """
    try:
        with psycopg.connect(dsn, autocommit=True) as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [owner]).fetchone() is None:
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOREPLICATION CREATEROLE CREATEDB").format(
                        sql.Identifier(owner)
                    )
                )
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone() is None:
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(database), sql.Identifier(owner))
                )
    except psycopg.Error as error:
        if error.sqlstate is None or error.sqlstate.startswith(_GOING_AWAY):
            return
        raise DatabaseUnavailable(
            f"The database {database} could not be created ({str(error).splitlines()[0]}): "
            "look after that, then start again."
        ) from error

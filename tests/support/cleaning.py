"""Emptying the test database after real commits."""

from __future__ import annotations

from typing import Any

import psycopg
from django.db import connection
from psycopg import sql

_KEPT = {"django_migrations", "django_content_type", "auth_permission"}


def empty_tables(observer: psycopg.Connection[Any]) -> None:
    """Delete every row of every table, without waking triggers."""
    connection.close()
    tables = [row[0] for row in observer.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    with observer.transaction():
        observer.execute("SET LOCAL session_replication_role = replica")
        for table in set(tables) - _KEPT:
            observer.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))

"""Working as the database roles of the house, in the middle of a test's transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection
from django.test import TransactionTestCase

from maraude.lib import env
from maraude.lib.database import Cluster
from maraude.lib.database.configuration import SUPERUSER
from maraude.lib.roles import APP, GATEWAY, JOBS, OWNER

# Logs in for the tests and has no right of its own: whatever it does, it does as a role of the house.
TESTER = "maraude_tester"
_ROLES = {"app": APP, "jobs": JOBS, "gateway": GATEWAY, "owner": OWNER}


def superuser_connection(*, autocommit: bool = True) -> psycopg.Connection[Any]:
    """Connect to the test database as the launcher's superuser."""
    place = Cluster(env.home()).dsn(role=SUPERUSER, database=connection.settings_dict["NAME"])
    return psycopg.connect(place, autocommit=autocommit)


def settle_roles() -> None:
    """Make the tester, and work as the pages' role from now on."""
    with superuser_connection() as admin:
        admin.execute(f"CREATE ROLE {TESTER} LOGIN NOINHERIT")
        admin.execute(f"GRANT {APP}, {JOBS}, {GATEWAY}, {OWNER} TO {TESTER}")
    connection.close()
    connection.settings_dict["USER"] = TESTER
    connection.settings_dict["OPTIONS"]["assume_role"] = APP
    flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def flush_as_owner(case: TransactionTestCase) -> None:  # only the owner may TRUNCATE
        with as_role("owner"):
            flush(case)

    TransactionTestCase._fixture_teardown = flush_as_owner  # type: ignore[attr-defined]


@contextmanager
def as_role(name: str) -> Iterator[None]:
    """Work as `app`, `jobs`, `gateway` or `owner`, new connections included."""
    options = connection.settings_dict["OPTIONS"]
    before = options["assume_role"]
    _become(_ROLES[name])
    try:
        yield
    finally:
        _become(before)


def _become(role: str) -> None:
    connection.settings_dict["OPTIONS"]["assume_role"] = role
    if connection.connection is not None and not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {role}")

"""Whose rows a transaction may touch: a transaction-local setting that row-level security reads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from maraude.lib.faults import fault_point

TENANT_SETTING = "app.tenant"
USER_SETTING = "app.user"


def _swap(setting: str, value: str) -> str:
    """Put `value` in a transaction-local setting and return what was there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT before.value, set_config(%s, %s, true) "
            "FROM (SELECT current_setting(%s, true) AS value OFFSET 0) before",
            [setting, value, setting],
        )
        row = cursor.fetchone()
    return (row[0] if row else None) or ""


@contextmanager
def _transaction_setting(setting: str, value: int) -> Iterator[None]:
    # SET LOCAL outlives a savepoint: a nested context reads the outer value and puts it back.
    with transaction.atomic():
        before = _swap(setting, str(value))
        yield
        _swap(setting, before)


@contextmanager
def tenant(org_id: int, *, step: str = "") -> Iterator[None]:
    """Open a transaction (or a savepoint) in which only the rows of this organisation exist.

    `step` names it for the test benches, which break us just before and just after its commit.
    """
    with _transaction_setting(TENANT_SETTING, org_id):
        yield
        if step:
            fault_point(f"{step}.before_commit")
    if step:
        fault_point(f"{step}.committed")


@contextmanager
def signed_in_user(user_id: int) -> Iterator[None]:
    """Open a transaction in which a user may read their own memberships, before any organisation is chosen."""
    with _transaction_setting(USER_SETTING, user_id):
        yield


def current_tenant() -> int | None:
    """Return the organisation of the current transaction, or None when none is set (then no row is visible)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nullif(current_setting(%s, true), '')", [TENANT_SETTING])
        row = cursor.fetchone()
    return int(row[0]) if row and row[0] else None


def prefer_indexes() -> None:
    """Keep the planner from reading whole tables in this transaction.

    A queue is empty whenever its statistics are taken: planned for one row, a claim over 6,000 was 15 times slower.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

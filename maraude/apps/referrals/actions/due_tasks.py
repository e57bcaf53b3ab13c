"""What the jobs have to do for hand-overs, claimed under a lease."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from maraude.apps.referrals.models import DueTask, Referral, TaskKind
from maraude.core.referral import Silence, State, Waiting, next_look

LEASE = timedelta(seconds=60)

_CLAIM = """
WITH due AS (
    SELECT org_id, id FROM referrals_duetask
    WHERE due_at <= %(at)s AND leased_until <= %(at)s ORDER BY due_at LIMIT %(limit)s FOR UPDATE SKIP LOCKED
)
UPDATE referrals_duetask task SET attempts = task.attempts + 1, leased_until = %(until)s
FROM due WHERE task.org_id = due.org_id AND task.id = due.id
RETURNING task.org_id, task.id, task.referral_id, task.kind, task.attempts
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskClaim:
    """A task held under a lease."""

    org_id: int
    id: UUID
    referral_id: UUID
    kind: TaskKind
    attempts: int


def claim_tasks(*, limit: int, at: datetime) -> list[TaskClaim]:
    """Take what is due, in its own transaction, whatever the organisation; as the jobs' role."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"at": at, "until": at + LEASE, "limit": limit})
        return [
            TaskClaim(org_id=row[0], id=row[1], referral_id=row[2], kind=TaskKind(row[3]), attempts=row[4])
            for row in cursor.fetchall()
        ]


def plan_task(referral: Referral, *, kind: TaskKind, due_at: datetime) -> None:
    """Have something done at its hour; planned again, it moves."""
    DueTask.objects.update_or_create(
        org_id=referral.org_id,
        referral_id=referral.id,
        kind=kind,
        defaults={"due_at": due_at, "leased_until": due_at, "attempts": 0},
    )


def drop_task(referral: Referral, *, kind: TaskKind) -> None:
    """Forget something that needs not be done any more."""
    DueTask.objects.filter(referral_id=referral.id, kind=kind).delete()


def schedule_look(referral: Referral) -> None:
    """Plan when the silence of a hand-over will mean something, or forget it."""
    look = awaited(referral)
    if look is None:
        drop_task(referral, kind=TaskKind.LOOK)
        return
    plan_task(referral, kind=TaskKind.LOOK, due_at=look[0])


def awaited(referral: Referral) -> tuple[datetime, Silence] | None:
    """Return when to look at a hand-over, and what its silence will then mean."""
    return next_look(
        Waiting(
            state=State(referral.state),
            since=referral.since,
            is_reminded=referral.reminded_at is not None,
            appointment_at=referral.appointment_at or max(referral.offered_times, default=None),
        )
    )

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from maraude.apps.tenancy.context import prefer_indexes

LEASE_S = 30

# As for what comes in: the oldest send of a conversation is its head, and only heads are claimed. A safety line
# waits for nobody.
_CLAIM = """
WITH head AS (
    SELECT o.org_id, o.id, o.last_error = 'sending' AS was_interrupted FROM inbox_outboxitem o
    WHERE o.state = 'queued' AND o.not_before <= statement_timestamp() AND o.leased_until <= statement_timestamp()
      AND (o.priority = 0 OR NOT EXISTS (
        SELECT 1 FROM inbox_outboxitem earlier
        WHERE earlier.org_id = o.org_id AND earlier.conversation_id = o.conversation_id
          AND earlier.state = 'queued' AND earlier.id < o.id))
    ORDER BY o.priority, o.id LIMIT %s FOR UPDATE OF o SKIP LOCKED
)
UPDATE inbox_outboxitem o
SET attempts = o.attempts + 1, leased_until = statement_timestamp() + make_interval(secs => %s), last_error = 'sending'
FROM head WHERE o.org_id = head.org_id AND o.id = head.id
RETURNING o.org_id, o.id, o.message_id, o.conversation_id, o.account_id, o.idempotency_key, o.attempts,
          head.was_interrupted, o.parts_done, o.expires_at
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxClaim:
    """A send held under a lease. `was_interrupted`: an earlier try ended without a word; it may have left.

    `parts_done`: how many parts of a long text the platform took already.
    """

    org_id: int
    id: UUID
    message_id: UUID
    conversation_id: UUID
    account_id: UUID
    idempotency_key: str
    attempts: int
    was_interrupted: bool
    parts_done: int = 0
    expires_at: datetime | None = None


def claim_outbox(*, limit: int) -> list[OutboxClaim]:
    """Take up to `limit` messages to send, in its own transaction, whatever the organisation."""
    with transaction.atomic(), connection.cursor() as cursor:
        prefer_indexes()
        cursor.execute(_CLAIM, [limit, LEASE_S])
        return [
            OutboxClaim(
                org_id=row[0],
                id=row[1],
                message_id=row[2],
                conversation_id=row[3],
                account_id=row[4],
                idempotency_key=row[5],
                attempts=row[6],
                was_interrupted=row[7],
                parts_done=row[8],
                expires_at=row[9],
            )
            for row in cursor.fetchall()
        ]

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from maraude.apps.tenancy.context import prefer_indexes

LEASE_S = 20  # the work of a killed process resumes within 30 s

SUSPECT_LEASE_S = 5  # an item tried alone takes milliseconds, or kills: R-05 leaves a minute for all its tries

# Only heads: the oldest item of its conversation. Whoever holds the head holds the conversation.
# Of those that were tried before, one at a time: it may be what killed the last worker, and an item that is claimed
# and not tried would be counted as guilty.
_CLAIM = """
WITH head AS (
    SELECT q.org_id, q.id, q.attempts, q.priority FROM ingest_queueitem q
    WHERE q.leased_until <= statement_timestamp() AND NOT EXISTS (
        SELECT 1 FROM ingest_queueitem earlier
        WHERE earlier.org_id = q.org_id AND earlier.conversation_id = q.conversation_id AND earlier.id < q.id)
    ORDER BY q.priority, q.id LIMIT %s FOR UPDATE OF q SKIP LOCKED
), taken AS (
    SELECT org_id, id FROM (
        SELECT *, row_number() OVER (PARTITION BY attempts > 0 ORDER BY priority, id) AS place FROM head
    ) placed WHERE attempts = 0 OR place = 1
)
UPDATE ingest_queueitem q
SET attempts = q.attempts + 1, leased_until = statement_timestamp() + make_interval(secs => %s)
FROM taken WHERE q.org_id = taken.org_id AND q.id = taken.id
RETURNING q.org_id, q.id, q.conversation_id, q.attempts
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A conversation held under a lease. `attempts` includes this one: it was counted before any work."""

    org_id: int
    envelope_id: UUID
    conversation_id: UUID
    attempts: int

    @property
    def is_suspect(self) -> bool:
        """Say whether an earlier try failed, or ended with its worker."""
        return self.attempts > 1


def claim_conversations(*, limit: int) -> list[Claim]:
    """Take up to `limit` conversations that have something to process, the most urgent first, in its own transaction.

    At most one of them is a suspect.

    Runs as the jobs' role, before any tenant is chosen; the database's clock alone decides leases.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        prefer_indexes()
        cursor.execute(_CLAIM, [limit, LEASE_S])
        return [
            Claim(org_id=org, envelope_id=envelope, conversation_id=conversation, attempts=attempts)
            for org, envelope, conversation, attempts in cursor.fetchall()
        ]

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from maraude.apps.ingest.actions.claim_conversations import Claim
from maraude.apps.ingest.models import EnvelopeKey
from maraude.apps.tenancy.keyring import kek
from maraude.lib import crypto

# The head must still be ours (same number of attempts): a slow worker whose lease ran out gets nothing.
_PENDING = """
SELECT e.id, e.account_id, e.conversation_id, e.received_at, e.key_on, e.sealed_event, e.danger_level, account.channel
FROM unnest(%s::uuid[], %s::uuid[], %s::int[]) AS claim (conversation_id, head_id, attempts)
JOIN ingest_queueitem head ON head.org_id = %s AND head.id = claim.head_id AND head.attempts = claim.attempts
CROSS JOIN LATERAL (
    SELECT q.id FROM ingest_queueitem q
    WHERE q.org_id = head.org_id AND q.conversation_id = claim.conversation_id ORDER BY q.id LIMIT %s FOR UPDATE
) item
JOIN ingest_envelope e ON e.org_id = head.org_id AND e.id = item.id
JOIN ingest_channelaccount account ON account.org_id = e.org_id AND account.id = e.account_id
ORDER BY e.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingEnvelope:
    """An envelope of a claimed conversation, still closed."""

    id: UUID
    account_id: UUID
    conversation_id: UUID
    received_at: datetime
    key_on: date
    sealed_event: bytes
    danger_level: str
    channel: str


def pending_envelopes(*, org_id: int, claims: Iterable[Claim], per_conversation: int) -> list[PendingEnvelope]:
    """Return what waits in the claimed conversations, in order, locked for this transaction."""
    listed = list(claims)
    with connection.cursor() as cursor:
        cursor.execute(
            _PENDING,
            [
                [claim.conversation_id for claim in listed],
                [claim.envelope_id for claim in listed],
                [claim.attempts for claim in listed],
                org_id,
                per_conversation,
            ],
        )
        return [
            PendingEnvelope(
                id=row[0],
                account_id=row[1],
                conversation_id=row[2],
                received_at=row[3],
                key_on=row[4],
                sealed_event=bytes(row[5]),
                danger_level=row[6],
                channel=row[7],
            )
            for row in cursor.fetchall()
        ]


def envelope_keys(days: Iterable[date]) -> Mapping[date, bytes]:
    """Return the organisation's key of each day that still exists."""
    rows = EnvelopeKey.objects.filter(on__in=set(days)).values_list("on", "wrapped")
    return {on: crypto.unwrap(kek(), bytes(wrapped)) for on, wrapped in rows}

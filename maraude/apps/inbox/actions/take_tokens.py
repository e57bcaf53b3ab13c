from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from maraude.apps.inbox.actions.claim_outbox import OutboxClaim
from maraude.apps.inbox.models import OutboxItem, OutboxState
from maraude.core.channel import Bucket
from maraude.lib.ids import uuid7

# Refilled by the database's clock, in one statement that several senders may run at once.
_TAKE = """
INSERT INTO inbox_ratebucket AS b (org_id, id, account_id, scope, tokens, refreshed_at)
VALUES (%(org)s, %(id)s, %(account)s, %(scope)s, %(most)s - 1, statement_timestamp())
ON CONFLICT (org_id, account_id, scope) DO UPDATE SET
    tokens = least(%(most)s, b.tokens + %(rate)s * extract(epoch FROM statement_timestamp() - b.refreshed_at)) - 1,
    refreshed_at = statement_timestamp()
WHERE least(%(most)s, b.tokens + %(rate)s * extract(epoch FROM statement_timestamp() - b.refreshed_at)) >= 1
RETURNING tokens
"""


def take_tokens(*, claim: OutboxClaim, buckets: Iterable[Bucket]) -> float:
    """Take one token of each bucket; return 0, or the seconds to wait when one is empty.

    `new_recipient` is the account's own: how many people it may write to for the first time.
    """
    for bucket in buckets:
        if bucket.scope == "new_recipient" and (claim.parts_done or _was_written_to(claim)):
            continue
        scope = f"conversation:{claim.conversation_id}" if bucket.scope == "conversation" else bucket.scope
        wait_s = take_token(org_id=claim.org_id, account_id=claim.account_id, scope=scope, bucket=bucket)
        if wait_s > 0:
            return wait_s
    return 0.0


def _was_written_to(claim: OutboxClaim) -> bool:
    done = OutboxItem.objects.filter(conversation_id=claim.conversation_id, state=OutboxState.DONE)
    return done.exists()


def take_token(*, org_id: int, account_id: UUID, scope: str, bucket: Bucket) -> float:
    """Take one token of one bucket; return 0, or the seconds to wait when it is empty."""
    with connection.cursor() as cursor:
        cursor.execute(
            _TAKE,
            {
                "org": org_id,
                "id": uuid7(),
                "account": account_id,
                "scope": scope,
                "most": bucket.count,
                "rate": bucket.count / bucket.seconds,
            },
        )
        return 0.0 if cursor.fetchone() is not None else bucket.seconds / bucket.count

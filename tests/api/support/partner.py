"""A partner that polls: signs, fetches, and a sender that lets messages leave."""

from __future__ import annotations

import json
from uuid import UUID

from django.test import Client

from maraude.apps.inbox.actions.claim_outbox import OutboxClaim
from maraude.apps.inbox.actions.record_sending import record_sending
from maraude.apps.inbox.models import OutboxItem
from maraude.apps.tenancy.context import tenant
from maraude.channels.generic.signature import sign
from maraude.core.channel import SendResult, SendStatus
from maraude.lib import clock
from tests.api.support.client import Api, Reply, hold_to_document
from tests.api.support.world import Association


def fetch(association: Association, query: str = "", *, secret: str = "", late_s: int = 0, key: str = "") -> Reply:
    """Fetch as the partner does, `late_s` seconds after signing."""
    path = f"/in/generic/{key or association.account_key}/outbox"
    timestamp = int(clock.unix()) - late_s
    signature = sign(secret=secret or association.secret, timestamp=timestamp, signed=query.encode())
    headers = {"X-Maraude-Timestamp": str(timestamp), "X-Maraude-Signature": signature}
    response = Client().get(f"{path}?{query}" if query else path, headers=headers)
    reply = Reply(status=response.status_code, json=json.loads(response.content), headers=dict(response.headers))
    hold_to_document("GET", path, reply)
    return reply


def let_leave(association: Association) -> None:
    """Record that the sender released every queued message, in order."""
    with tenant(association.org_id):
        for item in OutboxItem.objects.filter(state="queued").order_by("id"):
            claim = OutboxClaim(
                org_id=association.org_id,
                id=item.id,
                message_id=item.message_id,
                conversation_id=item.conversation_id,
                account_id=item.account_id,
                idempotency_key=item.idempotency_key,
                attempts=0,
                was_interrupted=False,
            )
            record_sending(claim=claim, result=SendResult(status=SendStatus.SENT))


def answer(api: Api, conversation: UUID, *texts: str) -> list[str]:
    path = f"/conversations/{conversation}/messages"
    return [api.post(path, {"text": text, "idempotency_key": text}).json["id"] for text in texts]

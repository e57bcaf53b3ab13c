from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from maraude.apps.inbox.live import notify_conversations
from maraude.apps.inbox.models import Delivery, Message


def mark_delivered(*, org_id: int, conversation_id: UUID, message_ids: Collection[UUID]) -> None:
    """Note that the page of the young person fetched these answers of ours; whether they read them is not asked."""
    if not message_ids:
        return
    arrived = Message.objects.filter(id__in=list(message_ids), delivery=Delivery.SENT).update(
        delivery=Delivery.DELIVERED
    )
    if arrived:
        notify_conversations(org_id=org_id, conversation_ids=[conversation_id])

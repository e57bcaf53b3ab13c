"""A message of ours and its place in the outbox, in one transaction (transactional outbox)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db.models.functions import Now

from maraude.apps.inbox.actions.write_message import write_text
from maraude.apps.inbox.models import Conversation, Delivery, Direction, Message, OutboxItem, OutboxState
from maraude.apps.people.vault import person_key
from maraude.core.channel import Purpose
from maraude.lib import clock
from maraude.lib.ids import uuid7

# How long a message may wait for its channel: later, it would arrive out of place, and its author decides again.
_LASTS: Final = {
    Purpose.SAFETY: timedelta(hours=6),
    Purpose.INVITATION: timedelta(hours=1),
}
_LASTS_ELSE: Final = timedelta(hours=24)


def write_outgoing(
    conversation: Conversation,
    text: str,
    *,
    author_id: int | None,
    purpose: Purpose,
    key: str,
    delay_s: float,
    expires_at: datetime | None = None,
) -> Message:
    """Write a message and queue it; it is dropped at `expires_at`, or when it waited too long for its purpose."""
    now = clock.now()
    message = Message(
        org_id=conversation.org_id,
        id=uuid7(),
        conversation_id=conversation.id,
        person_id=conversation.person_id,
        direction=Direction.OUT,
        occurred_at=now,
        received_at=now,
        author_id=author_id,
        purpose=purpose,
        delivery=Delivery.QUEUED,
    )
    write_text(message, text.strip(), person_key(conversation.person_id))
    message.save(force_insert=True)
    OutboxItem.objects.create(
        org_id=conversation.org_id,
        message_id=message.id,
        conversation_id=conversation.id,
        account_id=conversation.account_id,
        idempotency_key=key,
        state=OutboxState.QUEUED,
        priority=0 if purpose == Purpose.SAFETY else 1,
        not_before=Now() + timedelta(seconds=delay_s),  # the sender's clock is the database's
        expires_at=expires_at or now + _LASTS.get(purpose, _LASTS_ELSE),
    )
    return message

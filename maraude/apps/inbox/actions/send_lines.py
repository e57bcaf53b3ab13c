"""Lines that no worker wrote: one of safety, or one that a rule of the house authorised."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from maraude.apps.inbox.actions.write_outgoing import write_outgoing
from maraude.apps.inbox.live import notify_conversations
from maraude.apps.inbox.models import Conversation, Message, OutboxItem
from maraude.apps.people.models import Person
from maraude.core.channel import Purpose, Visibility


def send_safety_line(*, conversation: Conversation, text: str, idempotency_key: str) -> Message | None:
    """Send the one right line, as a rule of the house: before everything else, and even after a STOP.

    The conversation keeps waiting for a person: a machine's line answers nobody. None where others read: the words
    of a danger are not answered in public.
    """
    if (
        conversation.visibility != Visibility.PRIVATE
        or OutboxItem.objects.filter(idempotency_key=idempotency_key).exists()
    ):
        return None
    message = write_outgoing(conversation, text, author_id=None, purpose=Purpose.SAFETY, key=idempotency_key, delay_s=0)
    Conversation.objects.filter(id=conversation.id).update(version=F("version") + 1)
    notify_conversations(org_id=conversation.org_id, conversation_ids=[conversation.id])
    return message


def send_rule_line(
    *,
    conversation: Conversation,
    text: str,
    idempotency_key: str,
    purpose: Purpose = Purpose.SERVICE,
    expires_at: datetime | None = None,
) -> Message | None:
    """Send a line that a rule of the house authorised (its words are ours).

    None, and nothing leaves: after a STOP, where others read (the invitation excepted), or when it left already.
    The conversation keeps waiting for a person.
    """
    if conversation.visibility != Visibility.PRIVATE and purpose != Purpose.INVITATION:
        return None
    is_stopped = Person.objects.filter(id=conversation.person_id, stopped_at__isnull=False).exists()
    if is_stopped and purpose != Purpose.STOP_NOTED:
        return None
    if _left_already(idempotency_key):
        return None
    message = write_outgoing(
        conversation, text, author_id=None, purpose=purpose, key=idempotency_key, delay_s=0, expires_at=expires_at
    )
    Conversation.objects.filter(id=conversation.id).update(version=F("version") + 1)
    notify_conversations(org_id=conversation.org_id, conversation_ids=[conversation.id])
    return message


def _left_already(idempotency_key: str) -> bool:
    return OutboxItem.objects.filter(idempotency_key=idempotency_key).exists()

from __future__ import annotations

from uuid import UUID

from maraude.apps.inbox.actions.write_message import write_text
from maraude.apps.inbox.live import notify_conversations
from maraude.apps.inbox.models import Conversation, Direction, Message
from maraude.apps.ingest.models import ChannelAccount, Envelope
from maraude.apps.people.actions.meet_people import new_person
from maraude.apps.people.vault import person_keys
from maraude.lib import crypto
from maraude.lib.ids import uuid7


def place_unreadable(*, org_id: int, conversation_id: UUID, envelope_id: UUID) -> None:
    """Show in the thread that a message came and could not be read; makes the thread when it was the first one."""
    envelope = Envelope.objects.get(id=envelope_id)
    if Message.objects.filter(conversation_id=conversation_id, event_id=envelope.event_id).exists():
        return
    conversation = Conversation.objects.filter(id=conversation_id).first() or _new_thread(org_id, envelope)
    message = Message(
        org_id=org_id,
        id=uuid7(),
        conversation_id=conversation_id,
        person_id=conversation.person_id,
        direction=Direction.SYSTEM,
        system_kind="unreadable",
        event_id=envelope.event_id,
        occurred_at=envelope.received_at,
        received_at=envelope.received_at,
    )
    key = person_keys([conversation.person_id]).get(conversation.person_id, crypto.new_key())
    write_text(message, "", key)
    message.save(force_insert=True)
    Conversation.objects.filter(id=conversation_id, waiting_since__isnull=True).update(
        waiting_since=envelope.received_at
    )
    notify_conversations(org_id=org_id, conversation_ids=[conversation_id])


def _new_thread(org_id: int, envelope: Envelope) -> Conversation:
    # who wrote is in the envelope nobody could open: the thread is given its person by their next message
    person_id, _ = new_person(org_id=org_id)
    account = ChannelAccount.objects.get(id=envelope.account_id)
    return Conversation.objects.create(
        org_id=org_id,
        id=envelope.conversation_id,
        person_id=person_id,
        account_id=envelope.account_id,
        channel=account.channel,
        sealed_reference=b"",
        last_message_at=envelope.received_at,
    )

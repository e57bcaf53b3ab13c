from __future__ import annotations

from uuid import UUID

from django.db.models import F
from django.db.models.functions import Coalesce, Greatest

from maraude.apps.inbox.actions.write_message import write_text
from maraude.apps.inbox.live import notify_conversations
from maraude.apps.inbox.models import Conversation, Direction, Message, Status
from maraude.apps.ingest.models import ChannelAccount, Envelope
from maraude.apps.people.actions.meet_people import new_person
from maraude.apps.people.vault import person_keys
from maraude.core.safety import RiskLevel
from maraude.lib import crypto
from maraude.lib.ids import uuid7


def place_unreadable(*, org_id: int, conversation_id: UUID, envelope_id: UUID) -> bool:
    """Show in the thread that a message came and could not be read; makes the thread when it was the first one.

    Nothing is shown, and False returned, when the envelope was erased meanwhile.
    """
    envelope = Envelope.objects.filter(id=envelope_id).first()
    if envelope is None:
        return False
    if Message.objects.filter(conversation_id=conversation_id, event_id=envelope.event_id).exists():
        return True
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
    Conversation.objects.filter(id=conversation_id).update(
        waiting_since=Coalesce(F("waiting_since"), envelope.received_at),
        snoozed_until=None,
        status=Status.OPEN,
        closed_at=None,
        danger_rank=Greatest(F("danger_rank"), RiskLevel.URGENT.rank),  # it might have been a cry for help
        version=F("version") + 1,
    )
    notify_conversations(org_id=org_id, conversation_ids=[conversation_id])
    return True


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
